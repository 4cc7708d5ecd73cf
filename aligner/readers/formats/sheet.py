"""A sheet of a spreadsheet: its cells, and which of them are merged."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aligner.wording import count_noun


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that have text or a number in a cell."""

    name: str
    rows: list[list[str]]
    merged: dict[tuple[int, int], int] = field(default_factory=dict)
    """(row, column) of a cell that is merged with cells below it → how many rows it takes."""

    @property
    def has_text(self) -> bool:
        """Whether a cell has a letter."""
        return any(character.isalpha() for row in self.rows for cell in row for character in cell)


def say_left_out(sheets: Sequence[Sheet], why: str) -> tuple[str, ...]:
    """A note on sheets that were not read; none if all were.

    >>> say_left_out([Sheet("Notes", [])], "has other columns")
    ('1 sheet was not read (has other columns): Notes.',)
    """
    if not sheets:
        return ()
    names = ", ".join(sheet.name for sheet in sheets[:5]) + ("…" if len(sheets) > 5 else "")
    were = "was" if len(sheets) == 1 else "were"
    return (f"{count_noun(len(sheets), 'sheet')} {were} not read ({why}): {names}.",)
