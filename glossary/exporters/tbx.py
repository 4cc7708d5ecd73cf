"""The glossary as TBX, ISO 30042:2019: dialect TBX-Basic, style DCA (categories as attributes)."""

from lxml import etree

from aligner.term import Term
from glossary.exporters.concepts import STATUSES, Concept, gather_concepts, part_of_speech
from glossary.exporters.options import TermSelection
from glossary.exporters.table import note_of

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def data(selection: TermSelection) -> bytes:
    """The whole file."""
    root = etree.Element(
        f"{{{NAMESPACE}}}tbx",
        {"type": "TBX-Basic", "style": "dca", _XML_LANG: "en"},
        nsmap={None: NAMESPACE},  # type: ignore[dict-item]  # lxml: the default namespace
    )
    header = _add(root, "tbxHeader")
    description = _add(header, "fileDesc")
    _add(_add(_add(description, "titleStmt"), "title"), None, selection.options.title)
    _add(_add(_add(description, "sourceDesc"), "p"), None, "Made by duizhao from aligned text.")
    body = _add(_add(root, "text"), "body")
    for number, concept in enumerate(gather_concepts(selection.terms), 1):
        _concept(body, concept, number, selection)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _concept(
    body: "etree._Element", concept: Concept, number: int, selection: TermSelection
) -> None:
    entry = _add(body, "conceptEntry", id=f"c{number}")
    first = concept.source
    if first.domain:
        _add(entry, "descrip", first.domain, type="subjectField")
    example = selection.example(first)
    source = _add(entry, "langSec")
    source.set(_XML_LANG, selection.options.tag(first.source_language))
    _term(source, first, first.source, example.source, status="")
    target = _add(entry, "langSec")
    target.set(_XML_LANG, selection.options.tag(first.target_language))
    for term in concept.terms:
        context = selection.example(term).target
        _term(target, term, term.target, context, status=STATUSES.get(term.status, ""))


def _term(parent: "etree._Element", term: Term, text: str, context: str, *, status: str) -> None:
    section = _add(parent, "termSec")
    _add(section, "term", text)
    if part := part_of_speech(term):
        _add(section, "termNote", part, type="partOfSpeech")
    if status:
        _add(section, "termNote", status, type="administrativeStatus")
    if context:
        _add(section, "descrip", context, type="context")
    if text == term.target:
        words = [note_of(term), f"{term.status.value}, confidence {term.confidence:.2f}"]
        _add(section, "note", "; ".join(word for word in words if word))


def _add(
    parent: "etree._Element", name: str | None, text: str | None = None, **attributes: str
) -> "etree._Element":
    """A child with a text; without a name, the text goes into the parent."""
    element = parent if name is None else etree.SubElement(
        parent, f"{{{NAMESPACE}}}{name}", attributes
    )  # fmt: skip
    if text is not None:
        element.text = text
    return element
