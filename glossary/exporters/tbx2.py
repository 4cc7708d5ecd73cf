"""The glossary as TBX of 2008 (martif), which OmegaT and the translate-toolkit read."""

from lxml import etree

from aligner.term import Term
from glossary.exporters.concepts import STATUSES, part_of_speech
from glossary.exporters.options import TermSelection
from glossary.exporters.table import by_confidence, note_of

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def data(selection: TermSelection) -> bytes:
    """The whole file; an entry for each pair: readers of this version take one term a side."""
    root = etree.Element("martif", {"type": "TBX", _XML_LANG: "en"})
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    title = etree.SubElement(etree.SubElement(description, "titleStmt"), "title")
    title.text = selection.options.title
    origin = etree.SubElement(etree.SubElement(description, "sourceDesc"), "p")
    origin.text = "Made by duizhao from aligned text."
    encoding = etree.SubElement(header, "encodingDesc")
    etree.SubElement(encoding, "p", type="XCSURI").text = "TBXXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for number, term in enumerate(by_confidence(selection.terms), 1):
        _entry(body, term, number, selection)
    # Without a DOCTYPE: some readers would go looking for the DTD.
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _entry(body: "etree._Element", term: Term, number: int, selection: TermSelection) -> None:
    entry = etree.SubElement(body, "termEntry", id=f"c{number}")
    if term.domain:
        etree.SubElement(entry, "descrip", type="subjectField").text = term.domain
    if note := note_of(term):
        etree.SubElement(entry, "note").text = note
    example = selection.example(term)
    for language, text, context, status in (
        (term.source_language, term.source, example.source, ""),
        (term.target_language, term.target, example.target, STATUSES.get(term.status, "")),
    ):
        section = etree.SubElement(entry, "langSet", {_XML_LANG: selection.options.tag(language)})
        group = etree.SubElement(section, "tig")
        etree.SubElement(group, "term").text = text
        if part := part_of_speech(term):
            etree.SubElement(group, "termNote", type="partOfSpeech").text = part
        if status:
            etree.SubElement(group, "termNote", type="administrativeStatus").text = status
        if context:
            etree.SubElement(group, "descrip", type="context").text = context
