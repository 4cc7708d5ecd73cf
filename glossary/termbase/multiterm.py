"""Reads MultiTerm XML, the export of Trados MultiTerm; it is usually UTF-16."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.readers.input.markup import attribute, local_name, named
from glossary.termbase.concept import Concept, Designation

if TYPE_CHECKING:
    from lxml import etree

_FIELDS = {
    "status": "status", "termstatus": "status", "usagestatus": "status", "usage": "status",
    "process status": "", "processstatus": "", "状态": "status", "狀態": "status",
    "partofspeech": "part", "pos": "part", "词性": "part", "詞性": "part",
    "definition": "definition", "定义": "definition", "定義": "definition",
    "subject": "domain", "subjectfield": "domain", "domain": "domain", "领域": "domain",
    "note": "note", "comment": "note", "remark": "note", "备注": "note", "備註": "note",
}  # fmt: skip
"""Names of the fields that termbases have by default; a termbase may name its own."""


def read_concepts(root: "etree._Element") -> Iterator[Concept]:
    """The concepts of a file, in order."""
    for group in named(root, "conceptGrp"):
        words: dict[str, list[Designation]] = {}
        found = _fields(group, "languageGrp")
        for section in named(group, "languageGrp"):
            language = next(named(section, "language"), None)
            if language is None:
                continue
            tag = attribute(language, "lang") or attribute(language, "type")
            words.setdefault(tag, []).extend(_designations(section))
            for name, value in _fields(section, "termGrp").items():
                found.setdefault(name, value)
            for inner in named(section, "termGrp"):
                found.setdefault("definition", _fields(inner, "").get("definition", ""))
        yield Concept(
            words,
            domain=found.get("domain", ""),
            definition=found.get("definition", ""),
            note=found.get("note", ""),
        )


def _designations(section: "etree._Element") -> Iterator[Designation]:
    for group in named(section, "termGrp"):
        term = next(named(group, "term"), None)
        text = _text(term) if term is not None else ""
        if text:
            found = _fields(group, "")
            yield Designation(
                text, found.get("status", ""), found.get("part", ""), found.get("note", "")
            )


def _fields(element: "etree._Element", inner: str) -> dict[str, str]:
    """Our name of a field → its first value in an element, without what `inner` elements hold."""
    found: dict[str, str] = {}
    for child in element:
        if local_name(child) == inner:
            continue
        for descrip in named(child, "descrip", "xref"):
            kind = attribute(descrip, "type").casefold().replace(" ", "").replace("_", "")
            if (name := _FIELDS.get(kind, "")) and (value := _text(descrip)):
                found.setdefault(name, value)
    return found


def _text(element: "etree._Element") -> str:
    return " ".join("".join(map(str, element.itertext())).split())
