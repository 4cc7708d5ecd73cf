"""The glossary as a spreadsheet: the columns of the CSV, a filter, numbers as numbers."""

import io

from aligner.exporters.packing import repack
from glossary.exporters.options import TermSelection
from glossary.exporters.table import COLUMNS, by_confidence, term_row

_WIDTHS = {"source": 30, "target": 24, "variants": 30, "note": 30, "example_source": 60,
           "example_target": 60}  # fmt: skip
_LONGEST_CELL = 32_767
"""Characters that Excel takes in a cell."""


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = "duizhao"
    sheet = book.create_sheet("Glossary")
    sheet.freeze_panes = "C2"
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 12)
    terms = by_confidence(selection.terms)
    last = get_column_letter(len(COLUMNS))
    sheet.auto_filter.ref = f"A1:{last}{len(terms) + 1}"
    bold = []
    for name in COLUMNS:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for term in terms:
        cells = []
        for value in term_row(term, selection):
            cell = WriteOnlyCell(sheet, value=None)
            cell.value = value[:_LONGEST_CELL] if isinstance(value, str) else value
            if isinstance(value, str):
                # Text stays text: a term such as "=A" is no formula.
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return repack(buffer.getvalue())
