"""Reads termbases, lists of known terms: CSV, TSV, XLSX, and TBX of 2008 and 2019."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.languages import LANGUAGES, get_language
from aligner.term import Term, TermOrigin, TermStatus

SOURCE_NAMES = ("source", "term", "source term", "source_term")
"""Headings of the column with source terms, besides the names of the language."""
TARGET_NAMES = ("target", "translation", "target term", "target_term")
_STATUSES = {
    "preferredterm-admn-sts": TermStatus.APPROVED,
    "admittedterm-admn-sts": TermStatus.APPROVED,
    "deprecatedterm-admn-sts": TermStatus.FORBIDDEN,
    "supersededterm-admn-sts": TermStatus.FORBIDDEN,
    **{status.value: status for status in TermStatus},
}
_PARTS = {"properNoun": "proper noun"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_termbase(path: Path, source_language: str, target_language: str) -> list[Term]:
    """The known terms of a file, approved unless the file says otherwise, none twice.

    A table needs columns named source and target, or named after the two languages (en, zh-CN,
    English, Chinese). Without such a header its first two columns are read.

    Raises:
        UnreadableInputError: The file cannot be read, or it has a column of one language only.
        EmptyInputError: The file has no pair of terms in these languages.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(path, f"cannot be opened: {error.strerror}.") from error
    languages = (get_language(source_language).code, get_language(target_language).code)
    suffix = path.suffix.lower()
    if suffix in (".tbx", ".xml"):
        terms = _read_tbx(path, content, languages)
    elif suffix == ".xlsx":
        terms = _from_rows(path, _sheet_rows(path, content), languages)
    else:
        terms = _from_rows(path, _table_rows(path, content, suffix), languages)
    if not terms:
        raise EmptyInputError(path)
    return _distinct(terms)


def _distinct(terms: Iterable[Term]) -> list[Term]:
    seen: dict[tuple[str, str], Term] = {}
    for term in terms:
        seen.setdefault((term.source, term.target), term)
    return list(seen.values())


# ── tables ───────────────────────────────────────────────────────────────────


def _table_rows(path: Path, content: bytes, suffix: str) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            path, "it is not UTF-8. Save it as “CSV UTF-8” and try again."
        ) from error
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    head = lines[0] if lines else ""
    tabs = suffix in (".tsv", ".tab", ".txt") or head.count("\t") > head.count(",")
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


def _from_rows(path: Path, rows: list[list[str]], languages: tuple[str, str]) -> list[Term]:
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
        status=_STATUSES.get(cells.get("status", "").lower(), TermStatus.APPROVED),
        origin=TermOrigin.TERMBASE,
        part_of_speech=cells.get("pos") or cells.get("part_of_speech", ""),
        domain=cells.get("domain", ""),
        note=unguard_formula(cells.get("note", "")),
    )


# ── TBX ──────────────────────────────────────────────────────────────────────


def _read_tbx(path: Path, content: bytes, languages: tuple[str, str]) -> list[Term]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInputError(path, f"it is not sound XML: {error}.") from error
    terms: list[Term] = []
    for entry in root.iter("{*}conceptEntry", "{*}termEntry"):
        sides: list[list[tuple[str, TermStatus, str]]] = [[], []]
        for section in entry.iter("{*}langSec", "{*}langSet"):
            language = get_language(section.get(_XML_LANG, "en")).code.split("-")[0]
            for side in (0, 1):
                if language == languages[side].split("-")[0]:
                    sides[side] += [_tbx_term(group) for group in section
                                    if group.find(".//{*}term") is not None]  # fmt: skip
        domain = entry.findtext("{*}descrip[@type='subjectField']", "")
        note = entry.findtext("{*}note", "")
        terms += [
            Term(
                left, right, *languages, 1.0,
                status=TermStatus.FORBIDDEN if TermStatus.FORBIDDEN in (s, t) else t,
                origin=TermOrigin.TERMBASE, part_of_speech=part, domain=domain, note=note,
            )
            for left, s, part in sides[0]
            for right, t, _ in sides[1]
        ]  # fmt: skip
    return terms


def _tbx_term(group: "object") -> tuple[str, TermStatus, str]:
    """Term, status and part of speech of a termSec, tig or ntig element."""
    find = group.findtext  # type: ignore[attr-defined]
    status = find(".//{*}termNote[@type='administrativeStatus']", "").strip().lower()
    part = find(".//{*}termNote[@type='partOfSpeech']", "").strip()
    return (
        " ".join(find(".//{*}term", "").split()),
        _STATUSES.get(status, TermStatus.APPROVED),
        _PARTS.get(part, part),
    )
