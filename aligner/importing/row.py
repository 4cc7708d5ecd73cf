"""A row of a reviewed file, in any format."""

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import LinkStatus


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """The values of a link in a file; None where the file has none."""

    place: str
    """The row's place in the file, for messages: "row 12", "unit essay-000012"."""
    id: int | None
    """The number of the link in the project."""
    version: int | None = None
    source: str | None = None
    target: str | None = None
    status: LinkStatus | None = None
    note: str | None = None
    bitext: str | None = None
    """The name of the bitext that the link belongs to."""
    problem: str = ""
    """What is wrong with the row, which is refused then; "" if nothing."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The rows of a reviewed file, and how they are to be understood."""

    rows: Sequence[ReviewedRow]
    exported: frozenset[int] | None = None
    """The numbers of the links in the file when it was exported; None if it does not say."""
    one_sentence_a_line: bool = False
    """Whether each sentence of a side is on its own line."""
    find_by_source: bool = False
    """Whether a row without a number may be identified by its source words."""


_STATUSES = {
    "accept": LinkStatus.ACCEPTED, "accepted": LinkStatus.ACCEPTED, "ok": LinkStatus.ACCEPTED,
    "yes": LinkStatus.ACCEPTED, "接受": LinkStatus.ACCEPTED, "edited": LinkStatus.EDITED,
    "reject": LinkStatus.REJECTED, "rejected": LinkStatus.REJECTED, "no": LinkStatus.REJECTED,
    "拒绝": LinkStatus.REJECTED, "拒絕": LinkStatus.REJECTED, "": LinkStatus.AUTO,
    "auto": LinkStatus.AUTO, "undecided": LinkStatus.AUTO,
}  # fmt: skip


def read_status(text: str) -> LinkStatus | None:
    """The decision that a person wrote; None if it is unknown.

    >>> read_status(" Accept "), read_status("maybe")
    (<LinkStatus.ACCEPTED: 'accepted'>, None)
    """
    return _STATUSES.get(text.strip().casefold())


def read_number(text: str) -> int | None:
    """The whole number in a text, or None; spreadsheets write 12 as 12.0.

    >>> read_number("12.0"), read_number("x")
    (12, None)
    """
    digits = text.strip().removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None
