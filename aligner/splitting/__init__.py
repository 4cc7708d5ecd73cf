"""Documents → sentences: English with Punkt, Chinese by rule, the others with sentencex."""

from aligner.splitting.document import split_document, split_text

__all__ = ["split_document", "split_text"]
