"""A unidirectional glossary for Google Cloud Translation: CSV of two columns, without header."""

from glossary.exporters.machine import two_columns
from glossary.exporters.options import Selection
from glossary.exporters.table import delimited

SUFFIX = ".csv"


def text(selection: Selection) -> str:
    """The whole file."""
    return delimited(two_columns(selection), ",")
