"""The glossary as CSV: UTF-8, a header, surest first; no cell is taken for a formula."""

from aligner.exporters.table import guard_formula
from glossary.exporters.options import TermSelection
from glossary.exporters.table import COLUMNS, by_confidence, delimited, term_row

DELIMITER = ","


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    return write_table(selection, DELIMITER).encode()


def write_table(selection: TermSelection, delimiter: str) -> str:
    """Header and rows with a delimiter."""
    rows = [
        [guard_formula(cell) if isinstance(cell, str) else cell for cell in term_row(t, selection)]
        for t in by_confidence(selection.terms)
    ]
    return delimited([COLUMNS, *rows], delimiter)
