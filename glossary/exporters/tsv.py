"""The glossary as TSV: the columns of the CSV, tabs between."""

from glossary.exporters.csv import write_table
from glossary.exporters.options import TermSelection


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    return write_table(selection, "\t").encode()
