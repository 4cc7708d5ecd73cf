"""The glossary as CSV: UTF-8, a header, surest first; no cell is taken for a formula."""

from aligner.exporters.table import guard_formula
from glossary.exporters.options import Selection
from glossary.exporters.table import COLUMNS, by_confidence, delimited, row_of

SUFFIX = ".csv"
DELIMITER = ","


def text(selection: Selection) -> str:
    """The whole file."""
    return write_table(selection, DELIMITER)


def write_table(selection: Selection, delimiter: str) -> str:
    """Header and rows with a delimiter."""
    rows = [
        [guard_formula(cell) if isinstance(cell, str) else cell for cell in row_of(t, selection)]
        for t in by_confidence(selection.terms)
    ]
    return delimited([COLUMNS, *rows], delimiter)
