"""Finds given terms in sentences: as words where the script has blanks, else as characters."""

import re
from dataclasses import replace

from aligner.term import Term, TermEvidence
from glossary.candidates.corpus_index import Survey

Span = tuple[int, int]

_HAN = "\u3040-\u30ff\u3400-\u9fff"
_SCRIPT_BORDER = re.compile(f"(?<=[{_HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{_HAN}])")


def term_pattern(term: str) -> re.Pattern[str]:
    """What finds a term in a sentence, whatever its case, hyphens and blanks.

    Latin words must stand alone and may have a plural ending.

    >>> bool(term_pattern("confidence-building measure").search("Confidence building measures"))
    True
    >>> term_pattern("art").search("a start") is None
    True
    """
    # In Chinese a blank beside Latin letters comes and goes.
    parts = _SCRIPT_BORDER.sub(" ", term) if _is_han(term) else term
    words = [re.escape(word) for word in re.split(r"[\s\-‐‑–]+", parts.strip()) if word]
    body = r"[\s\-‐‑–]*".join(words) if _is_han(term) else r"[\s\-‐‑–]+".join(words)
    if not words:
        return re.compile(r"(?!)")
    left = r"(?<![^\W_])" if term[0].isalnum() and not _is_han(term[0]) else ""
    right = ""
    if term[-1].isalnum() and not _is_han(term[-1]):
        plural = r"(?:e?s)?" if term[-1].isascii() and term[-1].isalpha() else ""
        if term.endswith("y"):
            body, plural = body[:-1] + r"(?:y|ie)", "s?"
        right = plural + r"(?![^\W_])"
    return re.compile(left + body + right, re.IGNORECASE)


def find_term(pattern: re.Pattern[str], text: str) -> list[Span]:
    """The places of a term in a sentence."""
    return [match.span() for match in pattern.finditer(text)]


class TermFinder:
    """Looks terms up in all links of a survey."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self._folded = tuple(
            tuple(text.casefold() for text in side.tokens.texts)
            for side in (survey.source, survey.target)
        )

    def count(self, term: Term, *, examples: int = 5) -> Term:
        """The term with its counts and the first places where both sides stand in one link."""
        here = self._find(0, term.source)
        there = self._find(1, term.target)
        count = 0
        evidence: list[TermEvidence] = []
        for (a, b), (c, d) in self.survey.sentences:
            left = next((i for i in range(a, b) if i in here), None)
            right = next((i for i in range(c, d) if i in there), None)
            if left is None or right is None:
                continue
            count += 1
            if len(evidence) < examples:
                evidence.append(self._evidence(left, here[left][0], right, there[right][0]))
        return replace(
            term,
            count=count,
            source_count=sum(map(len, here.values())),
            target_count=sum(map(len, there.values())),
            evidence=tuple(evidence),
        )

    def _find(self, side: int, text: str) -> dict[int, list[Span]]:
        pattern = term_pattern(text)
        # A plain look for the longest word first: most sentences do not have the term.
        word = max(re.split(r"[\s\-‐‑–]+", text.casefold()), key=len).removesuffix("y")
        tables = (self.survey.source, self.survey.target)
        return {
            number: places
            for number, folded in enumerate(self._folded[side])
            if word in folded and (places := find_term(pattern, tables[side].tokens.texts[number]))
        }

    def _evidence(self, left: int, here: Span, right: int, there: Span) -> TermEvidence:
        source, target = self.survey.source, self.survey.target
        return TermEvidence(
            self.survey.names[int(source.origin[left])],
            int(source.index[left]),
            here,
            int(target.index[right]),
            there,
        )


def _is_han(text: str) -> bool:
    return re.search(f"[{_HAN}]", text) is not None
