"""Tables whose rows are pairs: two language columns, found by their header or their languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.language_detection import UNKNOWN, detect_language
from aligner.languages import get_language
from aligner.readers.column_headings import find_header, name_columns, read_heading
from aligner.readers.formats import ods, tables, xlsx
from aligner.readers.formats.sheet import Sheet, say_left_out
from aligner.readers.input.archive import find_kind
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import AlignedRow, AlignedRows
from aligner.text import has_letters
from aligner.wording import count_noun

JOINED = " ~~~ "
"""The separator that hunalign writes between the sentences of one side."""


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:
    """The rows of two columns as pairs; the header, rows above it and other columns are left out.

    Of several sheets, those with the columns of the first are read.

    Raises:
        UnreadableInputError: The table does not have two columns of text.
    """
    sheets, notes = _read_sheets(raw)
    if not sheets:
        raise EmptyInputError(raw.origin)
    first, rest = sheets[0], sheets[1:]
    columns = _find_columns(raw, first, source, target)
    pairs, others = list(_pairs(first, columns)), []
    for sheet in rest:
        try:
            same = _find_columns(raw, sheet, source, target)
        except UnreadableInputError:
            same = None
        if same is not None and same.is_like(columns):
            pairs += _pairs(sheet, same)
        else:
            others.append(sheet)
    notes = (*notes, *columns.notes(first.rows), *say_left_out(others, "other columns"))
    return AlignedRows(tuple(pairs), *columns.languages, notes)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table are the two texts."""

    source: int
    target: int
    languages: tuple[str, str] = ("", "")
    """The languages that the header names, "" where it names none."""
    header: int | None = None
    """Number of the row that is the header."""
    confidence: int = -1

    def is_like(self, other: "_Columns") -> bool:
        """Whether another sheet has its texts in the same languages and columns."""
        mine, theirs = (self.source, self.target), (other.source, other.target)
        named = all(self.languages) and self.languages == other.languages
        return named or (mine == theirs and self.languages == other.languages)

    def notes(self, rows: list[list[str]]) -> Iterator[str]:
        """Yields what was left out: rows above the header, and further columns of text."""
        if self.header:
            verb = "was" if self.header == 1 else "were"
            yield f"{count_noun(self.header, 'row')} above the header {verb} left out."
        others = [
            i
            for i in find_text_columns(rows[(self.header or 0) :])
            if i not in (self.source, self.target)
        ]
        if others:
            header = rows[self.header] if self.header is not None else []
            names = ", ".join(_cell(header, i).strip() or f"column {i + 1}" for i in others)
            verb = "was" if len(others) == 1 else "were"
            yield f"{count_noun(len(others), 'column')} {verb} left out: {names}."


def _read_sheets(raw: RawInput) -> tuple[list[Sheet], tuple[str, ...]]:
    if raw.suffix in xlsx.SUFFIXES or find_kind(raw) == "xlsx":
        return xlsx.read_sheets(raw)
    if raw.suffix in ods.SUFFIXES or find_kind(raw) == "ods":
        return ods.read_sheets(raw)
    rows, notes = tables.read_rows(raw)
    return [Sheet("", rows)], notes


def _find_columns(raw: RawInput, sheet: Sheet, source: str | None, target: str | None) -> _Columns:
    header = find_header(sheet.rows)
    if header is None:
        return _Columns(*_columns_by_content(raw, sheet.rows, source, target))
    named = name_columns(sheet.rows[header])
    chosen: list[int] = []
    for side, code in (("source", source), ("target", target)):
        wanted = get_language(code).code if code else ""
        fitting = [i for i, heading in named.items() if wanted and heading.language == wanted]
        fitting += [i for i, heading in named.items() if heading.role == side]
        chosen.append(next((i for i in fitting if i not in chosen), -1))
    free = [i for i in named if i not in chosen]
    first, second = (i if i >= 0 else free.pop(0) for i in chosen)
    roles = [read_heading(cell).role for cell in sheet.rows[header]]
    return _Columns(
        first,
        second,
        (named[first].language, named[second].language),
        header,
        roles.index("confidence") if "confidence" in roles else -1,
    )


def _pairs(sheet: Sheet, columns: _Columns) -> Iterator[AlignedRow]:
    """Yields the pairs of a sheet; a merged cell is one side of all rows that it takes."""
    number = 0 if columns.header is None else columns.header + 1
    while number < len(sheet.rows):
        rows = max(sheet.merged.get((number, c), 1) for c in (columns.source, columns.target))
        group = sheet.rows[number : number + rows]
        yield AlignedRow(
            tuple(part for row in group for part in _sentences(_cell(row, columns.source))),
            tuple(part for row in group for part in _sentences(_cell(row, columns.target))),
            _number(_cell(group[0], columns.confidence)) if columns.confidence >= 0 else 1.0,
        )
        number += rows


def find_text_columns(rows: list[list[str]]) -> list[int]:
    """The columns in which half the cells that are not empty have letters, and some are not empty.

    >>> find_text_columns([["1", "one"], ["2", "two"], ["3", "3"]])
    [1]
    """
    found = []
    sample = rows[:400]
    for i in range(min(max((len(row) for row in sample), default=0), 50)):
        cells = [cell for row in sample if (cell := _cell(row, i).strip())]
        lettered = sum(has_letters(cell) for cell in cells)
        if 2 * lettered >= len(cells) and 5 * lettered >= len(sample) and cells:
            found.append(i)
    return found


def _columns_by_content(
    raw: RawInput, rows: list[list[str]], source: str | None, target: str | None
) -> tuple[int, int]:
    """The indices of the first column with text and of the first in another language."""
    filled = find_text_columns(rows)
    texts = {i: "\n".join(_cell(row, i) for row in rows[:400]) for i in filled}
    if len(filled) < 2:
        raise UnreadableInputError(
            raw.origin,
            "it does not have two columns of text. Put each language into a column of its own.",
        )
    found = {i: detect_language(texts[i]) for i in filled}
    first = next((i for i in filled if source and found[i][:2] == source[:2].lower()), filled[0])
    others = [i for i in filled if i != first]
    unlike = [i for i in others if found[i] not in (found[first], UNKNOWN)]
    second = next(
        (i for i in others if target and found[i][:2] == target[:2].lower()),
        unlike[0] if unlike else others[0],
    )
    return first, second


def _cell(row: list[str], i: int) -> str:
    return row[i] if 0 <= i < len(row) else ""


def _sentences(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(JOINED) if part.strip())


def _number(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return 1.0
    return value if 0.0 <= value <= 1.0 else 1.0
