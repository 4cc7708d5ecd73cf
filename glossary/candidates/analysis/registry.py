"""Chooses the analyser of a language."""

from collections.abc import Sequence

from aligner.languages import get_language, is_chinese
from glossary.candidates.tokens import Analyser


def get_analyser(language: str, texts: Sequence[str]) -> Analyser:
    """The analyser of a language; `PlainAnalyser` learns its function words from `texts`."""
    if is_chinese(language):
        from glossary.candidates.analysis.chinese import ChineseAnalyser

        return ChineseAnalyser(traditional=get_language(language).code == "zh-TW")
    if get_language(language).code == "en":
        from glossary.candidates.analysis.english import EnglishAnalyser

        return EnglishAnalyser()
    from glossary.candidates.analysis.plain import PlainAnalyser

    return PlainAnalyser(texts[:20_000], joiner=get_language(language).joiner)
