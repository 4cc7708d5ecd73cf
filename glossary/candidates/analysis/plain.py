"""The analyser for languages without one of their own: no tagger, runs of longer words."""

import re
from collections.abc import Iterable

from glossary.candidates.analysis.patterns import match_spans
from glossary.candidates.tokens import Token

PATTERN = re.compile(r"X(?:H?[XU])*|X+O?X+")
LONGEST = 5
"""Most tokens in a candidate."""
_WORD = re.compile(r"[^\W_]+|\S")


class PlainAnalyser:
    """Treats the commonest words of a sample as function words and all others as content words."""

    def __init__(self, sample: Iterable[str], *, joiner: str = " ") -> None:
        self.joiner = joiner
        counts: dict[str, int] = {}
        for text in sample:
            for word in _WORD.findall(text.lower()):
                counts[word] = counts.get(word, 0) + 1
        total = sum(counts.values()) or 1
        # Short words above two per thousand were function words in every language tried.
        self.common = {w for w, n in counts.items() if n > max(3, total / 500) and len(w) < 7}

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a sentence."""
        return [
            Token(m[0].lower(), self._tag(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)
        ]

    def spans(self, tags: str) -> tuple[tuple[int, int], ...]:
        """The runs of words with at most one function word inside."""
        return match_spans(tags, "XUOH", LONGEST, PATTERN)

    def frequency(self, word: str) -> float:
        """A stand-in for missing counts: 0 for content words, a large number for function words."""
        return 10_000.0 if word in self.common else 0.0

    def _tag(self, word: str) -> str:
        if word[0].isdigit():
            return "U"
        if not word[0].isalnum():
            return "H" if word == "-" else "Z"
        return "O" if word.lower() in self.common or len(word) < 2 else "X"
