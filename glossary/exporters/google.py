"""A unidirectional glossary for Google Cloud Translation: CSV of two columns, without header."""

from glossary.exporters.machine import two_columns
from glossary.exporters.options import TermSelection
from glossary.exporters.table import delimited


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    return delimited(two_columns(selection), ",").encode()
