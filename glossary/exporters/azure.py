"""A glossary for Azure Document Translation: TSV of two columns, without header or quotes."""

from glossary.exporters.machine import two_columns
from glossary.exporters.options import TermSelection
from glossary.exporters.table import unquoted


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    return unquoted(two_columns(selection)).encode()
