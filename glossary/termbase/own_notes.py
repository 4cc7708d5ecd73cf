"""Reads the notes that our own exports make of a term's domain, origin, status and confidence."""

import re
from typing import NamedTuple

SUGGESTED = "suggested by likeness alone"
_DOMAIN = re.compile(r"(?:^|; )domain: ([^;]*)")
_STATUS = re.compile(r"(?:^|; )(candidate|approved|forbidden), confidence ([01]\.\d+)$")


class OwnNote(NamedTuple):
    """What a note says besides its words."""

    note: str
    domain: str = ""
    status: str = ""
    confidence: float | None = None


def read_own_note(text: str) -> OwnNote:
    """The parts of a note; a note that somebody else wrote is only words.

    >>> read_own_note("see 4.2; domain: law; candidate, confidence 0.42")
    OwnNote(note='see 4.2', domain='law', status='candidate', confidence=0.42)
    >>> read_own_note("candidate for deletion")
    OwnNote(note='candidate for deletion', domain='', status='', confidence=None)
    """
    status, confidence, domain = "", None, ""
    if found := _STATUS.search(text):
        status, confidence, text = found[1], float(found[2]), text[: found.start()]
    text = text.removesuffix(SUGGESTED).removesuffix("; ")
    if found := _DOMAIN.search(text):
        domain, text = found[1], text[: found.start()] + text[found.end() :]
    return OwnNote(text.strip(), domain, status, confidence)
