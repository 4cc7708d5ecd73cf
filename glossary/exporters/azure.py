"""A glossary for Azure Document Translation: TSV of two columns, without header or quotes."""

from glossary.exporters.machine import two_columns
from glossary.exporters.options import Selection
from glossary.exporters.table import unquoted

SUFFIX = ".tsv"


def text(selection: Selection) -> str:
    """The whole file."""
    return unquoted(two_columns(selection))
