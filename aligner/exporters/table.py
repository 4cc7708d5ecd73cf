"""The table that CSV, TSV, Parquet and the spreadsheet share: one row a link."""

import re
from typing import NamedTuple

from aligner.exporters.lines import ids_text
from aligner.exporters.selection import ExportPair

# A spreadsheet takes a cell that begins so for a formula. The apostrophe is Excel's own mark for
# "this is text"; cells that begin with one already get another, so that the way back is exact.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

FLAG_SEPARATOR = "; "


class PairRow(NamedTuple):
    """A row of the table; the first two columns are what two-column readers take."""

    source: str
    target: str
    confidence: float
    status: str
    flags: str
    note: str
    source_ids: str
    target_ids: str
    bitext: str
    id: int
    version: int
    """The link's version when it was written; importing a reviewed file refuses older ones."""


COLUMNS = PairRow._fields


def row_of(pair: ExportPair) -> PairRow:
    """The row of a pair."""
    return PairRow(
        source=pair.source,
        target=pair.target,
        confidence=round(pair.link.confidence, 6),
        status=pair.link.status.value,
        flags=FLAG_SEPARATOR.join(pair.flags),
        note=pair.note,
        source_ids=ids_text(pair.link.source.ids),
        target_ids=ids_text(pair.link.target.ids),
        bitext=pair.name,
        id=pair.number,
        version=pair.link.version,
    )


def guard_formula(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula.

    >>> guard_formula("=1+1"), guard_formula("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """The text that `guard_formula` was given.

    >>> unguard_formula("'=1+1"), unguard_formula("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
