"""Reads a reviewed CSV or TSV file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from aligner.errors import UnreadableInputError
from aligner.importing.row import Reviewed, ReviewedRow, read_number, read_status
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import read_input

_TOO_MANY = "cells without a heading"
_DELIMITERS = (",", ";", "\t")
"""The comma that we write, the semicolon that Excel writes where the comma is the decimal sign, and
the tab."""


def read(path: Path) -> Reviewed:
    """The rows of the file, by the names of their columns.

    Raises:
        UnreadableInputError: The file cannot be decoded, or has no column "id".
    """
    text, _ = decode(read_input(path))
    first = text.partition("\n")[0].lstrip("\ufeff")
    delimiter = max(_DELIMITERS, key=first.count)
    # Our TSV has no quoting; a tab-separated file with quotes in its header is Excel's.
    plain = delimiter == "\t" and '"' not in first
    quoting: Literal[0, 3] = csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
    csv.field_size_limit(10**8)
    reader = csv.DictReader(
        io.StringIO(text.lstrip("\ufeff"), newline=""),
        restkey=_TOO_MANY,
        delimiter=delimiter,
        quoting=quoting,
    )
    if "id" not in (reader.fieldnames or []):
        raise UnreadableInputError(
            path, "it has no column 'id'. Give a table that `duizhao export` wrote."
        )
    try:
        return Reviewed(tuple(_rows(reader)))
    except csv.Error as error:
        raise UnreadableInputError(
            path, f"line {reader.line_num} is not a proper table row ({error})."
        ) from None


def _rows(reader: "csv.DictReader[str]") -> Iterator[ReviewedRow]:
    for values in reader:
        if not any(isinstance(value, str) and value.strip() for value in values.values()):
            continue
        decision = values.get("status")
        status = None if decision is None else read_status(decision)
        problem = "" if decision is None or status else f"its status {decision!r} is unknown"
        if values.get(_TOO_MANY):
            problem = "it has more cells than the header"
        yield ReviewedRow(
            place=f"line {reader.line_num}",
            id=read_number(values["id"] or ""),
            version=read_number(values.get("version") or ""),
            source=values.get("source"),
            target=values.get("target"),
            status=status,
            note=values.get("note"),
            bitext=values.get("bitext"),
            problem=problem,
        )
