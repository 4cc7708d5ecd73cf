"""A concordance: where words occur in a bitext, with the text of the other side. Pure.

The words are a free search with a syntax of its own (phrases in quotes, `*` at the end), not terms
of a glossary; those are found by `term_matching`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.bitext import Bitext, Link, LinkStatus, Run, Side
from aligner.joining import join_segments
from aligner.languages import get_language


@dataclass(frozen=True, slots=True)
class Hit:
    """A side of a link that has all the words."""

    bitext: str
    side: Side
    segment: int
    spans: tuple[tuple[int, int], ...]
    """Offsets into `here`, half open."""
    here: str
    """The text of the link's side that holds the words."""
    there: str
    """The text of the other side; empty where there is no counterpart."""
    confidence: float
    link: Link | None


def find_words(bitexts: Sequence[Bitext], words: str, *, case: bool = False) -> Iterator[Hit]:
    """Occurrences of `words` in both languages, in the order of the texts.

    Several words need not be neighbours but must be in the same link; words in double quotes are a
    phrase. In languages with spaces a word matches whole words or, with a `*`, their beginnings.
    """
    for bitext in bitexts:
        for side in Side:
            yield from _find_in_side(bitext, side, words, case=case)


def _find_in_side(bitext: Bitext, side: Side, words: str, *, case: bool) -> Iterator[Hit]:
    document = bitext.document(side)
    language = get_language(document.language)
    patterns = _patterns(words, spaced=bool(language.joiner), case=case)
    for link in bitext.links:
        here_run, there_run = link.run(side), link.run(side.other)
        if not here_run or link.status is LinkStatus.REJECTED:
            continue
        here = _text(bitext, side, here_run)
        matches = [list(pattern.finditer(here)) for pattern in patterns]
        if not patterns or not all(matches):
            continue
        yield Hit(
            bitext=bitext.name,
            side=side,
            segment=here_run.start,
            spans=tuple(sorted(match.span() for found in matches for match in found)),
            here=here,
            there=_text(bitext, side.other, there_run),
            confidence=link.confidence,
            link=link,
        )


def _patterns(words: str, *, spaced: bool, case: bool) -> list[re.Pattern[str]]:
    parts = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|(\S+)', words)]
    flags = re.NOFLAG if case else re.IGNORECASE
    return [re.compile(_pattern(part, spaced=spaced), flags) for part in parts]


def _pattern(part: str, *, spaced: bool) -> str:
    body = r"\s+".join(re.escape(word) for word in part.rstrip("*").split())
    if not spaced or not body:
        return body or r"(?!)"
    start = r"\b" if part[0].isalnum() else ""
    end = r"\b" if part[-1].isalnum() else r"\w*" if part.endswith("*") else ""
    return start + body + end


def _text(bitext: Bitext, side: Side, run: Run) -> str:
    return join_segments(bitext.document(side), bitext.segments(side)[run.start : run.end])
