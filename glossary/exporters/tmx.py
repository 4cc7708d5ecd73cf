"""The glossary as TMX 1.4: phrases, with status and confidence as properties."""

from lxml import etree

from aligner.term import Term
from aligner.version import VERSION
from glossary.exporters.options import TermSelection
from glossary.exporters.table import by_confidence, note_of

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    terms = by_confidence(selection.terms)
    source = selection.options.tag(terms[0].source_language if terms else "en")
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": "duizhao",
            "creationtoolversion": VERSION,
            "segtype": "phrase",
            "o-tmf": "duizhao",
            "adminlang": "en",
            "srclang": source,
            "datatype": "plaintext",
        },
    )
    body = etree.SubElement(root, "body")
    for number, term in enumerate(terms, 1):
        body.append(_unit(term, number, selection))
    return _serialise(root)


def _unit(term: Term, number: int, selection: TermSelection) -> "etree._Element":
    unit = etree.Element("tu", tuid=f"term-{number:06d}")
    if note := note_of(term):
        etree.SubElement(unit, "note").text = note
    properties = [
        ("x-confidence", f"{term.confidence:.4f}"),
        ("x-status", term.status.value),
        ("x-part-of-speech", term.part_of_speech),
        ("x-count", str(term.count)),
    ]
    for kind, value in properties:
        if value:
            etree.SubElement(unit, "prop", type=kind).text = value
    for language, text in (
        (term.source_language, term.source),
        (term.target_language, term.target),
    ):
        variant = etree.SubElement(unit, "tuv", {_XML_LANG: selection.options.tag(language)})
        etree.SubElement(variant, "seg").text = text
    return unit


def _serialise(root: "etree._Element") -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
