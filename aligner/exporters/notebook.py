"""HTML tables for notebooks. Every text is escaped; no script, no style sheet, no request."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

from aligner.bitext import Bitext
from aligner.exporters.options import ExportOptions
from aligner.exporters.selection import select_pairs
from aligner.wording import count_noun

ROWS = 100
"""Rows that a notebook shows: more slow the page down, and nobody reads them there."""
_CELL = "vertical-align:top;text-align:left;white-space:pre-wrap"


_BOTH_SIDES = ExportOptions(skip_empty=True)


def bitext_html(bitext: Bitext) -> str:
    """The first pairs of a bitext as an HTML table."""
    selection = select_pairs([bitext], _BOTH_SIDES)
    languages = bitext.source.language, bitext.target.language
    caption = f"{bitext.name}: {count_noun(len(selection.pairs), 'pair')}"
    rows = (
        (pair.source, pair.target, f"{pair.link.confidence:.2f}", "; ".join(pair.flags))
        for pair in islice(selection.pairs, ROWS)
    )
    heads = (*languages, "confidence", "flags")
    return html_table(caption, heads, rows, len(selection.pairs), languages)


def html_table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    total: int,
    languages: Sequence[str] = (),
) -> str:
    """A table of texts with a caption; `languages` are the codes of the first columns.

    >>> html_table("1 pair", ["en"], [["a < b"]], 1, ["en"]).count("a &lt; b")
    1
    """
    head = "".join(f"<th style='{_CELL}'>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{_cells(row, languages)}</tr>" for row in rows)
    rest = f"<p>… and {total - ROWS:,} more</p>" if total > ROWS else ""
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
    )


def _cells(row: Sequence[str], languages: Sequence[str]) -> str:
    """The cells of a row; `dir=auto` lets Arabic run from the right."""
    cells = []
    for number, text in enumerate(row):
        code = f" lang='{escape(languages[number])}' dir='auto'" if number < len(languages) else ""
        cells.append(f"<td style='{_CELL}'{code}>{escape(text)}</td>")
    return "".join(cells)
