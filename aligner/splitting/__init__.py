"""Documents → sentences: English with Punkt, Chinese by rule, other languages with sentencex.

`document` chooses the splitter of a language: `english` (with `english_rules`), `chinese` or
`other`. `chinese_words` cuts Chinese text into words by jieba. Two modules only save time, and
without them everything is correct and slower: `chinese_dictionary` maps jieba's dictionary instead
of loading it, and `nltk_part` imports one module of NLTK without the rest.
"""

from aligner.splitting.document import split_document, split_text

__all__ = ["split_document", "split_text"]
