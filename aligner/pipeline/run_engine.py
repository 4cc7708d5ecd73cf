"""Segments of two documents handed to the engine: the bridge from files to pure computation."""

from collections.abc import Sequence

from aligner.align_options import AlignOptions
from aligner.alignment.engine import Alignment, align
from aligner.alignment.features.sentences import Sentences
from aligner.bitext import Document, Link, LinkStatus, Segment
from aligner.encoders.protocol import Encoder
from aligner.errors import UnsupportedLanguageError
from aligner.languages import LANGUAGES, get_language
from aligner.progress import Progress


def run_engine(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    options: AlignOptions,
    *,
    decided: Sequence[Link],
    progress: Progress | None,
) -> Alignment:
    """Align two texts in the mode of the options.

    `decided` links stay as they are, rejected ones are not proposed again.
    """
    return align(
        source,
        target,
        encoder,
        mode=options.mode,
        fixed=[link for link in decided if link.status is not LinkStatus.REJECTED],
        forbidden=[link for link in decided if link.status is LinkStatus.REJECTED],
        progress=progress,
    )


def to_sentences(document: Document, segments: Sequence[Segment]) -> Sentences:
    """The segments of a document as the engine takes them, with paragraph number and kind."""
    return Sentences(
        texts=tuple(segment.text for segment in segments),
        language=document.language,
        kinds=tuple(document.blocks[segment.block].kind for segment in segments),
        blocks=tuple(segment.block for segment in segments),
    )


def check_language(document: Document, encoder: Encoder) -> None:
    """Check that the encoder knows the language of a document.

    Raises:
        UnsupportedLanguageError: It does not.
    """
    known = encoder.languages
    code = get_language(document.language).code
    if known is not None and code not in known:
        names = ", ".join(LANGUAGES[c].name if c in LANGUAGES else c for c in sorted(known))
        raise UnsupportedLanguageError(document.origin, get_language(code).name, names)
