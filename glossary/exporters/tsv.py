"""The glossary as TSV: the columns of the CSV, tabs between."""

from glossary.exporters.csv import write_table
from glossary.exporters.options import Selection

SUFFIX = ".tsv"


def text(selection: Selection) -> str:
    """The whole file."""
    return write_table(selection, "\t")
