"""Reads termbases that are tables: CSV, TSV, XLSX and ODS, with or without a header."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.language_detection import FAMILIES, family_of, weigh_scripts
from aligner.languages import LANGUAGES
from aligner.readers.column_headings import HEADER_ROWS, Heading, read_heading
from aligner.readers.formats import ods, tables, xlsx
from aligner.readers.formats.sheet import Sheet
from aligner.readers.formats.table_pairs import find_text_columns
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import language_code
from glossary.termbase.concept import Concept, Designation
from glossary.termbase.own_notes import read_own_note

_COMMENT = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:#(?:[ \t-][^\n]*)?\r?\n)+")
"""Comment lines at the head of a file; a term may begin with # as well."""
_CARDS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?"
    rb"(?:#(?:separator|html|deck|columns|guid column|tags column|notetype)[^\n]*\n)+"
)
"""The head of Anki's files of cards."""
_NAMED_COLUMNS = re.compile(rb"#columns:([^\r\n]*)")
_ROW_LANGUAGE = re.compile(r"(?:tgt|trg|target)[ _-]?(?:lng|lang|language)")
_SYNONYMS = re.compile(r"\s*[|\n｜]\s*|\s*[;；]\s*|\s+/\s+")
_TERM_INFO = "term_info"
"""memoQ's column behind each language, which says that a term is forbidden."""


@dataclass(slots=True)
class _Columns:
    """Which columns of a table hold what."""

    first_row: int
    words: dict[int, str] = field(default_factory=dict)
    """Column of terms → the tag of its language."""
    roles: dict[str, int] = field(default_factory=dict)
    """Role (note, status …) → its column."""
    states: dict[int, int] = field(default_factory=dict)
    """Column of terms → the column that says which of them are forbidden."""
    row_language: int = -1
    """Column that names the language of each row's rendering."""


def read_concepts(raw: RawInput, languages: tuple[str, str]) -> list[Concept]:
    """The concepts of the sheets that have columns of both languages.

    Raises:
        UnreadableInputError: It is no table, or has a column of one language only.
        EmptyInputError: It has no rows.
    """
    sheets = [sheet for sheet in _sheets(raw) if sheet.rows]
    if not sheets:
        raise EmptyInputError(raw.origin)
    concepts: list[Concept] = []
    found = False
    for sheet in sheets:
        if _is_deepl(sheet.rows):
            concepts += _deepl(sheet.rows)
            found = True
            continue
        columns = _find_columns(sheet.rows, languages)
        if columns is not None:
            found = True
            concepts += _concepts(sheet.rows, columns, languages)
    if not found:
        raise UnreadableInputError(
            raw.origin,
            f"it needs a column of {languages[0]} and one of {languages[1]} terms. Name them "
            "source and target in the first row.",
        )
    return concepts


def _sheets(raw: RawInput) -> list[Sheet]:
    if raw.suffix in xlsx.SUFFIXES:
        return xlsx.read_sheets(raw)[0]
    if raw.suffix in ods.SUFFIXES:
        return ods.read_sheets(raw)[0]
    cards = _CARDS.match(raw.data)
    head = _NAMED_COLUMNS.search(cards[0]) if cards else None
    data = raw.data[cards.end() :] if cards else _COMMENT.sub(b"", raw.data)
    data = head[1] + b"\n" + data if head else data
    bare = RawInput(raw.origin, data, raw.encoding, raw.languages)
    return [Sheet("", tables.read_rows(bare)[0])] if bare.data.strip() else []


def _find_columns(rows: list[list[str]], languages: tuple[str, str]) -> _Columns | None:
    """The columns, by a header in the first rows or by the scripts of the cells."""
    for number, row in enumerate(rows[:HEADER_ROWS]):
        headings = [read_heading(cell) for cell in row]
        columns = _read_header(number, row, headings, languages)
        if len(columns.words) >= 2:
            return columns
        if number == 0 and {h.role for h in headings} & {"source", "target"}:
            return None
    return _by_script(rows, languages)


def _read_header(
    number: int, row: Sequence[str], headings: Sequence[Heading], languages: tuple[str, str]
) -> _Columns:
    columns = _Columns(number + 1)
    last = -1
    for i, (cell, heading) in enumerate(zip(row, headings, strict=True)):
        plain = cell.strip().lower()
        if _ROW_LANGUAGE.fullmatch(plain):
            columns.row_language = i
        elif plain == _TERM_INFO and last >= 0:
            columns.states[last] = i
        elif heading.language:
            columns.words[i] = _tag(cell, heading.language)
            last = i
        elif heading.role in ("source", "term") and languages[0] not in columns.words.values():
            columns.words[i] = languages[0]
            last = i
        elif heading.role == "target" and languages[1] not in columns.words.values():
            columns.words[i] = languages[1]
            last = i
        elif plain == "tags":
            columns.roles.setdefault("status", i)
        elif heading.role:
            columns.roles.setdefault(heading.role, i)
    return columns


def _tag(cell: str, language: str) -> str:
    """The tag that a heading gives, with its region, or the code of the language it names."""
    plain = cell.strip().lower().replace("_", "-")
    return plain if language_code(plain) == language and len(plain) <= 11 else language


def _by_script(rows: list[list[str]], languages: tuple[str, str]) -> _Columns | None:
    """The first two columns of text, turned round where their scripts say so."""
    chosen = find_text_columns(rows)[:2]
    if len(chosen) < 2:
        return None
    families = [family_of(code) for code in languages]
    if families[0] == families[1]:
        return _Columns(0, dict(zip(chosen, languages, strict=True)))
    shares = [_share(rows, column, families[0]) for column in chosen]
    if max(shares) < 0.5 or min(shares) > 0.5:
        return None
    if shares[1] > shares[0]:
        chosen.reverse()
    return _Columns(0, dict(zip(chosen, languages, strict=True)))


def _share(rows: list[list[str]], column: int, family: str) -> float:
    """The share of a column's letters that a family of scripts has."""
    text = "\n".join(row[column] for row in rows[:400] if column < len(row))
    weights = weigh_scripts(text)
    own = sum(weight for script, weight in weights.items() if FAMILIES[script] == family)
    return own / max(1.0, sum(weights.values()))


def _concepts(
    rows: list[list[str]], columns: _Columns, languages: tuple[str, str]
) -> Iterator[Concept]:
    for row in rows[columns.first_row :]:
        if columns.row_language >= 0:
            named = language_code(_cell(row, columns.row_language))
            if named and named.split("-")[0] != languages[1].split("-", maxsplit=1)[0]:
                continue
        own = read_own_note(_role(row, columns, "note"))
        status = _role(row, columns, "status").removeprefix("duizhao ") or own.status
        words: dict[str, list[Designation]] = {}
        for column, tag in columns.words.items():
            state = "forbidden" if _is_forbidden(row, columns, column) else ""
            is_source = language_code(tag).split("-")[0] == languages[0].split("-", maxsplit=1)[0]
            for text in _synonyms(_cell(row, column)):
                words.setdefault(tag, []).append(
                    Designation(
                        text,
                        state or ("" if is_source else status),
                        _role(row, columns, "part of speech"),
                        confidence=_number(_role(row, columns, "confidence")) or own.confidence,
                    )
                )
        yield Concept(
            words,
            domain=_role(row, columns, "domain") or own.domain,
            definition=_role(row, columns, "definition"),
            note=own.note,
        )


def _is_forbidden(row: Sequence[str], columns: _Columns, column: int) -> bool:
    state = columns.states.get(column, -1)
    return "forbidden" in _cell(row, state).lower() if state >= 0 else False


def _role(row: Sequence[str], columns: _Columns, role: str) -> str:
    from aligner.exporters.table import unguard_formula

    column = columns.roles.get(role, -1)
    return unguard_formula(_cell(row, column)) if column >= 0 else ""


def _synonyms(cell: str) -> list[str]:
    """The terms of a cell: "客人|宾客", "酒店; 旅馆", "database / DB".

    >>> _synonyms("guest | visitor"), _synonyms("24/7"), _synonyms("a;")
    (['guest', 'visitor'], ['24/7'], ['a;'])
    """
    from aligner.exporters.table import unguard_formula

    text = unguard_formula(cell.strip())
    parts = [part.strip() for part in _SYNONYMS.split(text)]
    if len(parts) < 2 or not all(any(c.isalnum() for c in part) for part in parts):
        return [" ".join(text.split())] if text else []
    return list(dict.fromkeys(parts))


def _is_deepl(rows: list[list[str]]) -> bool:
    """Whether every row has two terms and the codes of their languages, as DeepL writes them."""
    return all(
        len(row) == 4 and all(cell.strip().lower().split("-")[0] in LANGUAGES for cell in row[2:])
        for row in rows
    )


def _deepl(rows: list[list[str]]) -> Iterator[Concept]:
    for row in rows:
        left, right = (Designation(cell.strip()) for cell in row[:2])
        yield Concept({row[2].strip().lower(): [left], row[3].strip().lower(): [right]})


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None
