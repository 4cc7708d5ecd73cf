"""A glossary for DeepL: CSV without header, source first, each source once, 1,024 bytes a term."""

from glossary.exporters.machine import two_columns
from glossary.exporters.options import TermSelection
from glossary.exporters.table import delimited


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    return delimited(two_columns(selection), ",").encode()
