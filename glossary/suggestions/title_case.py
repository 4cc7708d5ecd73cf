"""Undoes the capitals of phrases that come from a headline."""

from collections.abc import Sequence

import numpy as np

from aligner.encoders.protocol import Encoder, Vectors
from glossary.candidates.corpus_index import SideIndex

_CONTENT = frozenset("ABNPVX")
"""Tags of the words that a headline writes with capitals."""


def undo_title_case(names: Sequence[str], renderings: Vectors, encoder: Encoder) -> list[str]:
    """The names, those in title case in small letters if that is more similar to a rendering.

    `renderings` has the vectors of the possible renderings, shape (renderings, dimension).
    "Military Advantage" comes from a headline: 军事优势 has cosine .81 to "military advantage" and
    .75 to the capitalised form. "Tong Zhao" is a name: 赵通 has .77 to it, .47 to "tong zhao".
    """
    titles = [i for i, name in enumerate(names) if " " in name and name.istitle()]
    if not titles:
        return list(names)
    written = (encoder.encode([names[i] for i in titles]) @ renderings.T).max(axis=1)
    small = (encoder.encode([names[i].lower() for i in titles]) @ renderings.T).max(axis=1)
    result = list(names)
    for i, better in zip(titles, (small > written).tolist(), strict=True):
        if better:
            result[i] = names[i].lower()
    return result


def write_small(side: SideIndex, candidate: int, name: str) -> str:
    """A phrase from a headline as running text writes it: "Military Advantage" in small letters.

    It keeps its capitals where running text has them ("these Cold War case studies"), and where it
    holds a name ("China Focus"); a word like "Chinese" keeps its own.
    """
    spans = side.spans
    places = np.flatnonzero(spans.candidate == candidate)
    runs = zip(spans.first[places].tolist(), spans.last[places].tolist(), strict=True)
    if any(_is_running(side, first, last) for first, last in runs):
        return name
    if any(token.tag == "P" for token in side.analyser.analyse(name.lower())):
        return name
    first, last = int(spans.first[places[0]]), int(spans.last[places[0]])
    kept = {
        form
        for number in range(first, last)
        for form in [_form(side, number)]
        if _is_capital_in_running_text(side, int(side.tokens.word[number]), form)
    }
    return " ".join(word if word in kept else word.lower() for word in name.split())


def _is_capital_in_running_text(side: SideIndex, word: int, form: str) -> bool:
    """Whether a word has the capital of `form` somewhere inside a sentence of small letters."""
    tokens = side.tokens
    opens = set(tokens.bounds.tolist())
    return any(
        number not in opens
        and _form(side, number) == form
        and _is_running(side, number, number + 1)
        for number in np.flatnonzero(tokens.word == word).tolist()
    )


def _is_running(side: SideIndex, first: int, last: int) -> bool:
    """Whether the content word right before or after a run of tokens has small letters."""
    sentence = _sentence(side, first)
    start, end = int(side.tokens.bounds[sentence]), int(side.tokens.bounds[sentence + 1])
    for beside in (range(first - 1, start - 1, -1), range(last, end)):
        for number in beside:
            if side.tokens.tags[sentence][number - start] in _CONTENT:
                if _form(side, number)[:1].islower():
                    return True
                break
    return False


def _form(side: SideIndex, number: int) -> str:
    return side.tokens.text(_sentence(side, number), number, number + 1)


def _sentence(side: SideIndex, number: int) -> int:
    return int(np.searchsorted(side.tokens.bounds, number, side="right")) - 1
