"""The glossary as a spreadsheet: the columns of the CSV, a filter, numbers as numbers."""

import io

from aligner.exporters.packing import EPOCH
from glossary.exporters.options import TermSelection
from glossary.exporters.table import COLUMNS, by_confidence, term_row

_WIDTHS = {"source": 30, "target": 24, "variants": 30, "note": 30, "example_source": 60,
           "example_target": 60}  # fmt: skip
_LONGEST_CELL = 32_767
"""Characters that Excel takes in a cell."""


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"constant_memory": True})
    book.set_properties({"author": "duizhao", "created": EPOCH})
    sheet = book.add_worksheet("Glossary")
    sheet.freeze_panes(1, 2)
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(name, 12))
    terms = by_confidence(selection.terms)
    sheet.autofilter(0, 0, len(terms), len(COLUMNS) - 1)
    bold = book.add_format({"bold": True})
    for place, name in enumerate(COLUMNS):
        sheet.write_string(0, place, name, bold)
    for number, term in enumerate(terms, start=1):
        for place, value in enumerate(term_row(term, selection)):
            if isinstance(value, str):
                # Text stays text: a term such as "=A" is no formula.
                sheet.write_string(number, place, value[:_LONGEST_CELL])
            else:
                sheet.write_number(number, place, value)
    book.close()
    return buffer.getvalue()
