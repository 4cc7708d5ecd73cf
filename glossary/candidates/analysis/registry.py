"""Which analyser belongs to a language."""

from collections.abc import Sequence

from aligner.languages import get_language, is_chinese
from glossary.candidates.tokens import Analyser


def get_analyser(language: str, texts: Sequence[str]) -> Analyser:
    """The analyser of a language; `texts` is looked at for the languages without rules of ours."""
    if is_chinese(language):
        from glossary.candidates.analysis.chinese import ChineseAnalyser

        return ChineseAnalyser(traditional=get_language(language).code == "zh-TW")
    if get_language(language).code == "en":
        from glossary.candidates.analysis.english import EnglishAnalyser

        return EnglishAnalyser()
    from glossary.candidates.analysis.other import PlainAnalyser

    return PlainAnalyser(texts[:20_000], joiner=get_language(language).joiner)
