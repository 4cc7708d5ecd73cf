"""A spreadsheet to review in: locked numbers, a drop-down for decisions, colours, notes.

Written with XlsxWriter row by row, so that memory does not grow with the sheet. It dates the parts
of the file 1980 by itself, so the same pairs give the same bytes.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.bitext import Bitext
from aligner.confidence import UNCERTAIN
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.packing import EPOCH
from aligner.exporters.review_sheet import (
    ABOUT,
    DECISIONS,
    EDITABLE,
    FORMAT,
    KEPT,
    LONGEST_CELL,
    PAIRS,
    SheetColumn,
    cell_text,
    lines_needed,
    pack_numbers,
    remarks,
)
from aligner.exporters.selection import ExportPair, languages_of, select_pairs
from aligner.languages import get_language
from aligner.output import writing

_WIDTHS = {
    SheetColumn.NUMBER: 8,
    SheetColumn.SOURCE: 62,
    SheetColumn.TARGET: 62,
    SheetColumn.CONFIDENCE: 12,
    SheetColumn.DECISION: 12,
    SheetColumn.REMARKS: 30,
    SheetColumn.NOTE: 36,
    SheetColumn.BITEXT: 16,
    SheetColumn.VERSION: 9,
}
_ALLOWED = ("sort", "autofilter", "format_cells", "format_columns", "format_rows")
_HELP = (
    "Each row of the sheet “Pairs” is a pair: the source on the left, the translation beside it.",
    "Confidence is the probability that the pair is exactly right. Sort or filter by it.",
    "Decision: choose accept or reject. Leave it empty where you have not decided.",
    "You may edit the texts and write notes.",
    "A cell with several sentences has one a line; keep the lines where you can.",
    "The other cells are locked, so that the sheet finds its way back.",
    "To unlock them: Review, Unprotect Sheet (there is no password).",
    "Rows may be in any order. A row that you delete changes nothing in the project.",
    "When you are done: duizhao import PROJECT THIS-FILE",
    "It shows the changes before it makes them.",
)


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as a sheet that `duizhao import` takes back."""
    from xlsxwriter import Workbook

    selection = select_pairs(bitexts, options)
    buffer = io.BytesIO()
    book = Workbook(buffer, {"constant_memory": True})
    book.set_properties({"author": "duizhao", "created": EPOCH})
    _write_pairs(book, selection.pairs, _headings(bitexts, options))
    _write_about(book.add_worksheet(ABOUT))
    _write_kept(book.add_worksheet(KEPT), selection.pairs)
    book.close()
    with writing(destination, binary=True, force=options.force) as file:
        file.write(buffer.getvalue())
    return selection.report(destination)


def _headings(bitexts: Sequence[Bitext], options: ExportOptions) -> dict[SheetColumn, str]:
    """The headings with the languages, where all texts share them: `Source (English)`."""
    headings = {column: column.value for column in SheetColumn}
    languages = {languages_of(bitext, options) for bitext in bitexts}
    if len(languages) == 1:
        found = languages.pop()
        headings[SheetColumn.SOURCE] += f" ({get_language(found.source).name})"
        headings[SheetColumn.TARGET] += f" ({get_language(found.target).name})"
    return headings


def _write_pairs(
    book: Any, pairs: Sequence[ExportPair], headings: Mapping[SheetColumn, str]
) -> None:
    sheet = book.add_worksheet(PAIRS)
    for place, column in enumerate(SheetColumn):
        hidden = {"hidden": column is SheetColumn.VERSION}
        sheet.set_column(place, place, _WIDTHS[column], None, hidden)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(pairs), len(SheetColumn) - 1)
    # What a reviewer may do in the locked sheet.
    sheet.protect("", dict.fromkeys(_ALLOWED, True))
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    _colour(book, sheet, max(len(pairs), 1))
    _write_headings(book, sheet, headings)
    formats = {column: book.add_format(_cell_format(column)) for column in SheetColumn}
    for number, pair in enumerate(pairs, start=1):
        row = list(_row(pair))
        sheet.set_row(number, _height(row))
        for place, (column, value) in enumerate(row):
            if isinstance(value, str):
                # Text that begins with = stays text.
                sheet.write_string(number, place, value, formats[column])
            else:
                sheet.write_number(number, place, value, formats[column])


def _height(row: Sequence[tuple[SheetColumn, str | float]]) -> float:
    """Points. Excel works heights out by itself, LibreOffice and others do not."""
    most = max(
        lines_needed(value, _WIDTHS[column] - 3) for column, value in row if isinstance(value, str)
    )
    return min(409.0, 15.5 * most + 3)


def _row(pair: ExportPair) -> Iterator[tuple[SheetColumn, str | float]]:
    yield SheetColumn.NUMBER, pair.number
    yield SheetColumn.SOURCE, cell_text(pair.source_sentences)
    yield SheetColumn.TARGET, cell_text(pair.target_sentences)
    yield SheetColumn.CONFIDENCE, round(pair.link.confidence, 4)
    yield SheetColumn.DECISION, DECISIONS[pair.link.status]
    yield SheetColumn.REMARKS, remarks(pair.flags)
    yield SheetColumn.NOTE, pair.note[:LONGEST_CELL]
    yield SheetColumn.BITEXT, pair.name[:LONGEST_CELL]
    yield SheetColumn.VERSION, pair.link.version


def _cell_format(column: SheetColumn) -> dict[str, Any]:
    """The look of a column's cells, in XlsxWriter's words."""
    look: dict[str, Any] = {"valign": "top", "text_wrap": True, "locked": column not in EDITABLE}
    if column is SheetColumn.CONFIDENCE:
        look["num_format"] = "0.00"
    if column not in EDITABLE:
        look["font_color"] = "#606A72"
    return look


def _write_headings(book: Any, sheet: Any, headings: Mapping[SheetColumn, str]) -> None:
    look = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#2F4A52"}
    style = book.add_format({**look, "valign": "vcenter", "text_wrap": True})
    for place, heading in enumerate(headings.values()):
        sheet.write_string(0, place, heading, style)


def _colour(book: Any, sheet: Any, last: int) -> None:
    """Adds the drop-down, the colours of confidence, and those of decided rows."""
    places = {column: place for place, column in enumerate(SheetColumn)}
    decision, confidence = places[SheetColumn.DECISION], places[SheetColumn.CONFIDENCE]
    sheet.data_validation(
        1, decision, last, decision,
        {
            "validate": "list",
            "source": ["accept", "reject"],
            "error_title": "Decision",
            "error_message": "Choose accept or reject, or leave the cell empty.",
        },
    )  # fmt: skip
    scale = {
        "type": "3_color_scale",
        "min_type": "num", "min_value": 0, "min_color": "#F4B6A6",
        "mid_type": "num", "mid_value": UNCERTAIN, "mid_color": "#FBE7B2",
        "max_type": "num", "max_value": 1, "max_color": "#B9E0D6",
    }  # fmt: skip
    sheet.conditional_format(1, confidence, last, confidence, scale)
    decided = f"${chr(ord('A') + decision)}2"
    looks = {
        "accept": {"bg_color": "#E3F2EE"},
        "reject": {"font_strikeout": True, "font_color": "#9A9A9A"},
    }
    for word, look in looks.items():
        rule = {"type": "formula", "criteria": f'={decided}="{word}"'}
        rule["format"] = book.add_format(look)
        sheet.conditional_format(1, 0, last, places[SheetColumn.NOTE], rule)


def _write_about(sheet: Any) -> None:
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(_HELP):
        sheet.write_string(number, 0, line)


def _write_kept(sheet: Any, pairs: Sequence[ExportPair]) -> None:
    sheet.hide()
    packed = pack_numbers(pair.number for pair in pairs)
    lines = [("format", FORMAT)]
    lines += [("rows", packed[start : start + 30_000]) for start in range(0, len(packed), 30_000)]
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)
