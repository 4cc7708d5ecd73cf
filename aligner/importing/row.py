"""A row of a reviewed file, whatever its format."""

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import LinkStatus


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """What a file says of a link; None where it says nothing."""

    place: str
    """Where it stands, for messages: "row 12", "unit essay-000012"."""
    id: int | None
    """The project's number of the link."""
    version: int | None = None
    source: str | None = None
    target: str | None = None
    status: LinkStatus | None = None
    note: str | None = None
    bitext: str | None = None
    """The name of the pair of texts it belongs to."""
    problem: str = ""
    """What is wrong with the row itself; nothing of it is taken then."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewed file."""

    rows: Sequence[ReviewedRow]
    exported: frozenset[int] | None = None
    """The numbers of the links it held when it was written; None when it does not say."""
    one_sentence_a_line: bool = False
    """Whether the sentences of a side stand on lines of their own."""
    find_by_source: bool = False
    """Whether a row without a number may be known by its source words."""


_STATUSES = {
    "accept": LinkStatus.ACCEPTED, "accepted": LinkStatus.ACCEPTED, "ok": LinkStatus.ACCEPTED,
    "yes": LinkStatus.ACCEPTED, "接受": LinkStatus.ACCEPTED, "edited": LinkStatus.EDITED,
    "reject": LinkStatus.REJECTED, "rejected": LinkStatus.REJECTED, "no": LinkStatus.REJECTED,
    "拒绝": LinkStatus.REJECTED, "拒絕": LinkStatus.REJECTED, "": LinkStatus.AUTO,
    "auto": LinkStatus.AUTO, "undecided": LinkStatus.AUTO,
}  # fmt: skip


def read_status(text: str) -> LinkStatus | None:
    """The decision that a person wrote; None when it is none we know.

    >>> read_status(" Accept "), read_status("maybe")
    (<LinkStatus.ACCEPTED: 'accepted'>, None)
    """
    return _STATUSES.get(text.strip().casefold())


def read_number(text: str) -> int | None:
    """A whole number, or None; spreadsheets write 12 as 12.0.

    >>> read_number("12.0"), read_number("x")
    (12, None)
    """
    digits = text.strip().removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None
