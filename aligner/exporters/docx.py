"""A Word table for proofreaders: number, source, target, remarks; with room to comment."""

import io
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from aligner.bitext import Bitext, LinkStatus
from aligner.confidence import LIKELY_WRONG, UNCERTAIN
from aligner.exporters.cleaning import file_name, remove_forbidden
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.packing import EPOCH, repack
from aligner.exporters.selection import ExportPair, languages_of, select_pairs
from aligner.flags import explain
from aligner.languages import get_language
from aligner.output import writing

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = re.compile(r"\r\n|[\t\n\r]|[^\t\n\r]+")

# Widths in twentieths of a point; together the printable width of A4 across with 2 cm margins.
_WIDTHS = (800, 5500, 5500, 2770)
_PAGE = (16838, 11906, 1134)
_LOW, _FAIR, _DECIDED = "F6C8BB", "FBE7B2", "D3E3F8"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write a table for each pair of documents."""
    import docx

    selection = select_pairs(bitexts, options)
    document = docx.Document()
    _set_up(document, remove_forbidden(options.title)[0])
    of_bitext: dict[int, list[ExportPair]] = defaultdict(list)
    for pair in selection.pairs:
        of_bitext[id(pair.bitext)].append(pair)
    for bitext in bitexts:
        _write_bitext(document, bitext, of_bitext[id(bitext)], options)
    buffer = io.BytesIO()
    document.save(buffer)
    with writing(destination, binary=True, force=options.force) as file:
        file.write(repack(buffer.getvalue()))
    return selection.report(destination)


def _set_up(document: Any, title: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, Twips

    width, height, margin = _PAGE
    section = document.sections[0]
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = Twips(margin)
    section.top_margin = section.bottom_margin = Twips(margin)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "duizhao", ""
    properties.created = properties.modified = EPOCH


def _write_bitext(
    document: Any, bitext: Bitext, pairs: Sequence[ExportPair], options: ExportOptions
) -> None:
    languages = languages_of(bitext, options)
    document.add_heading(remove_forbidden(bitext.name)[0], level=1)
    document.add_paragraph(f"{file_name(bitext.source.origin)} – {file_name(bitext.target.origin)}")
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, _WIDTHS, strict=True):
        column.set(_w("w"), str(width))
    names = get_language(languages.source).name, get_language(languages.target).name
    heading = _row(["No.", *names, "Remarks"], bold=True)
    repeat = etree.Element(_w("trPr"))
    _add(repeat, "tblHeader")
    heading.insert(0, repeat)
    table._tbl.append(heading)
    tags = options.language_tag(languages.source), options.language_tag(languages.target)
    for pair in pairs:
        # python-docx's own add_row walks over the whole table for every row.
        table._tbl.append(
            _row(
                [str(pair.number), pair.source, pair.target, _remarks(pair)],
                languages=("", *tags, ""),
                fill=_fill(pair),
            )
        )


def _remarks(pair: ExportPair) -> str:
    parts = [f"{pair.link.confidence:.2f}"]
    if pair.link.status is not LinkStatus.AUTO:
        parts.append(pair.link.status.value)
    parts += [explain(flag) for flag in pair.flags]
    return "\n".join([*parts, pair.note] if pair.note else parts)


def _fill(pair: ExportPair) -> str:
    if pair.link.status is not LinkStatus.AUTO:
        return _DECIDED
    confidence = pair.link.confidence
    return _LOW if confidence < LIKELY_WRONG else _FAIR if confidence < UNCERTAIN else ""


def _row(
    texts: Sequence[str],
    *,
    languages: Sequence[str] = ("", "", "", ""),
    fill: str = "",
    bold: bool = False,
) -> "etree._Element":
    # Bare lxml elements: python-docx's own classes take five times as long for large tables.
    row = etree.Element(_w("tr"))
    for number, (text, width, language) in enumerate(zip(texts, _WIDTHS, languages, strict=True)):
        cell = etree.SubElement(row, _w("tc"))
        properties = etree.SubElement(cell, _w("tcPr"))
        _add(properties, "tcW", w=str(width), type="dxa")
        if fill and number == 0:
            _add(properties, "shd", val="clear", color="auto", fill=fill)
        _add_paragraph(cell, text, language, bold=bold)
    return row


def _add_paragraph(cell: "etree._Element", text: str, language: str, *, bold: bool) -> None:
    paragraph = etree.SubElement(cell, _w("p"))
    rightwards = not language.startswith("ar")
    if not rightwards:
        _add(_add(paragraph, "pPr"), "bidi")
    run = etree.SubElement(paragraph, _w("r"))
    properties = etree.SubElement(run, _w("rPr"))
    if bold:
        _add(properties, "b")
    if not rightwards:
        _add(properties, "rtl")
    if language:
        # The spelling checker of the proofreader's Word then knows the language.
        which = {"val": language} if rightwards else {"bidi": language}
        _add(properties, "lang", **which, eastAsia=language)
    _add_text(run, text)


def _add_text(run: "etree._Element", text: str) -> None:
    """Line breaks and tabs are elements of their own in Word."""
    for piece in _PIECES.findall(text):
        if piece == "\t":
            _add(run, "tab")
        elif piece in ("\n", "\r", "\r\n"):
            _add(run, "br")
        else:
            words = _add(run, "t")
            words.text = piece
            words.set(_XML_SPACE, "preserve")


def _add(parent: "etree._Element", tag: str, **attributes: str) -> "etree._Element":
    return etree.SubElement(parent, _w(tag), {_w(k): v for k, v in attributes.items()})


def _w(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
