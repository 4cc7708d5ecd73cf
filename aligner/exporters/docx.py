"""A Word table for proofreaders: number, source, target, remarks; with room to comment."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aligner.bitext import Bitext, LinkStatus
from aligner.exporters.cleaning import remove_forbidden
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.packing import EPOCH, repack
from aligner.exporters.selection import Pair, languages_of, select_pairs
from aligner.flags import explain
from aligner.languages import get_language
from aligner.output import writing

SUFFIX = ".docx"

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
    for bitext in bitexts:
        pairs = [pair for pair in selection.pairs if pair.bitext is bitext]
        _write_bitext(document, bitext, pairs, options)
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
    document: Any, bitext: Bitext, pairs: Sequence[Pair], options: ExportOptions
) -> None:
    from docx.oxml import OxmlElement

    languages = languages_of(bitext, options)
    document.add_heading(remove_forbidden(bitext.name)[0], level=1)
    document.add_paragraph(remove_forbidden(f"{bitext.source.origin} – {bitext.target.origin}")[0])
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, _WIDTHS, strict=True):
        column.set(_w("w"), str(width))
    names = get_language(languages.source).name, get_language(languages.target).name
    heading = _row(["No.", *names, "Remarks"], bold=True)
    repeat = OxmlElement("w:trPr")
    repeat.append(OxmlElement("w:tblHeader"))
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


def _remarks(pair: Pair) -> str:
    parts = [f"{pair.link.confidence:.2f}"]
    if pair.link.status is not LinkStatus.AUTO:
        parts.append(pair.link.status.value)
    parts += [explain(flag) for flag in pair.flags]
    return "\n".join([*parts, pair.note] if pair.note else parts)


def _fill(pair: Pair) -> str:
    if pair.link.status is not LinkStatus.AUTO:
        return _DECIDED
    confidence = pair.link.confidence
    return _LOW if confidence < 0.5 else _FAIR if confidence < 0.8 else ""


def _row(
    texts: Sequence[str],
    *,
    languages: Sequence[str] = ("", "", "", ""),
    fill: str = "",
    bold: bool = False,
) -> Any:
    from docx.oxml import OxmlElement

    row = OxmlElement("w:tr")
    for number, (text, width, language) in enumerate(zip(texts, _WIDTHS, languages, strict=True)):
        cell = OxmlElement("w:tc")
        properties = _element("w:tcPr", _element("w:tcW", w=str(width), type="dxa"))
        if fill and number == 0:
            properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
        cell.append(properties)
        cell.append(_paragraph(text, language, bold=bold))
        row.append(cell)
    return row


def _paragraph(text: str, language: str, *, bold: bool) -> Any:
    from docx.oxml import OxmlElement

    paragraph = OxmlElement("w:p")
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if bold:
        properties.append(OxmlElement("w:b"))
    if language.startswith("ar"):
        paragraph.append(_element("w:pPr", OxmlElement("w:bidi")))
        properties.append(OxmlElement("w:rtl"))
    if language:
        # The spelling checker of the proofreader's Word then knows the language.
        which = {"bidi": language} if language.startswith("ar") else {"val": language}
        properties.append(_element("w:lang", **which, eastAsia=language))
    run.append(properties)
    # Sets line breaks and tabs as Word's own elements.
    run.text = text.replace("\r\n", "\n")
    paragraph.append(run)
    return paragraph


def _element(tag: str, *children: Any, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_w(name), value)
    element.extend(children)
    return element


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    qualified: str = qn(f"w:{name}")
    return qualified
