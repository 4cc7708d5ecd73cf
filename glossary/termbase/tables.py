"""Reads termbases that are tables: CSV, TSV and XLSX."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.languages import LANGUAGES, get_language
from aligner.term import Term, TermOrigin
from glossary.termbase.status import read_status

SOURCE_NAMES = ("source", "term", "source term", "source_term")
"""Headings of the column with source terms, besides the names of the language."""
TARGET_NAMES = ("target", "translation", "target term", "target_term")


def read_text_table(path: Path, content: bytes, languages: tuple[str, str]) -> list[Term]:
    """The terms of a CSV or TSV file.

    Raises:
        UnreadableInputError: It is not UTF-8, not a table, or has a column of one language only.
        EmptyInputError: It has no rows.
    """
    return _read_rows(path, _text_rows(path, content), languages)


def read_sheet(path: Path, content: bytes, languages: tuple[str, str]) -> list[Term]:
    """The terms of the first sheet of an Excel workbook.

    Raises:
        UnreadableInputError: It is not a workbook, or has a column of one language only.
        EmptyInputError: The sheet has no rows.
    """
    return _read_rows(path, _sheet_rows(path, content), languages)


def _text_rows(path: Path, content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            path, "it is not UTF-8. Save it as “CSV UTF-8” and try again."
        ) from error
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    head = lines[0] if lines else ""
    tabs = path.suffix.lower() in (".tsv", ".tab", ".txt") or head.count("\t") > head.count(",")
    delimiter = "\t" if tabs else ";" if head.count(";") > head.count(",") else ","
    try:
        return [
            row for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter) if row
        ]
    except csv.Error as error:
        raise UnreadableInputError(path, f"it is not a table: {error}.") from error


def _sheet_rows(path: Path, content: bytes) -> list[list[str]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError) as error:
        raise UnreadableInputError(path, "it is not an Excel workbook.") from error


def _read_rows(path: Path, rows: list[list[str]], languages: tuple[str, str]) -> list[Term]:
    if not rows:
        raise EmptyInputError(path)
    header = [cell.strip().lower() for cell in rows[0]]
    source = _column(header, SOURCE_NAMES, languages[0])
    target = _column(header, TARGET_NAMES, languages[1])
    body = rows[1:]
    if source is None or target is None:
        if len(header) < 2 or source is not None or target is not None:
            raise UnreadableInputError(
                path,
                f"it needs a column of {languages[0]} and one of {languages[1]} terms. Name them "
                "source and target in the first row.",
            )
        source, target, header, body = 0, 1, [], rows
    return [
        term
        for row in body
        if len(row) > max(source, target)
        and (term := _row_term(row, header, source, target, languages))
    ]


def _column(header: Sequence[str], names: Sequence[str], language: str) -> int | None:
    for name in names:
        if name in header:
            return header.index(name)
    for number, cell in enumerate(header):
        if _names_language(cell, language):
            return number
    return None


def _names_language(cell: str, language: str) -> bool:
    """Whether a heading names a language, as zh-CN or Chinese (PRC) name zh."""
    name = LANGUAGES[language].name if language in LANGUAGES else language
    base = re.sub(r"\s*\(.*\)", "", cell)
    return base == re.sub(r"\s*\(.*\)", "", name).lower() or (
        re.fullmatch(r"[a-z]{2,3}([-_][a-z]{2,4})?", cell) is not None
        and get_language(cell).code.split("-")[0] == language.split("-", maxsplit=1)[0]
    )


def _row_term(
    row: list[str], header: list[str], source: int, target: int, languages: tuple[str, str]
) -> Term | None:
    from aligner.exporters.table import unguard_formula

    cells = {name: row[i].strip() for i, name in enumerate(header) if i < len(row)}
    left, right = (unguard_formula(row[i].strip()) for i in (source, target))
    if not left or not right:
        return None
    return Term(
        source=left,
        target=right,
        source_language=languages[0],
        target_language=languages[1],
        confidence=1.0,
        status=read_status(cells.get("status", "")),
        origin=TermOrigin.TERMBASE,
        part_of_speech=cells.get("pos") or cells.get("part_of_speech", ""),
        domain=cells.get("domain", ""),
        note=unguard_formula(cells.get("note", "")),
    )
