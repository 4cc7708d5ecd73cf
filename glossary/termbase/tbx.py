"""Reads TBX: martif of 2008, ISO 30042:2019 in both styles (dca and dct), and TBX-Min.

A data category is the attribute `type` in one style, the name of the element in another, with or
without a namespace, beside the term or in a group of its own; so categories are looked for by name
wherever they stand.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.readers.input.markup import attribute, local_name, named
from glossary.termbase.concept import Concept, Designation
from glossary.termbase.own_notes import read_own_note

if TYPE_CHECKING:
    from lxml import etree

_ENTRIES = ("conceptEntry", "termEntry")
_SECTIONS = ("langSec", "langSet", "langGroup")
_GROUPS = ("termSec", "tig", "ntig", "termGroup", "termGrp")
_TYPED = frozenset(("termNote", "descrip", "admin", "descripNote", "adminNote", "termNoteGrp"))
"""Elements whose category is their attribute `type`."""
_CATEGORIES = {
    "administrativestatus": "status", "normativeauthorization": "status", "status": "status",
    "termstatus": "status", "usagestatus": "status", "approvalstatus": "status",
    "partofspeech": "part", "definition": "definition", "subjectfield": "domain",
    "domain": "domain", "subject": "domain", "note": "note", "usagenote": "note",
}  # fmt: skip


def read_concepts(root: "etree._Element") -> Iterator[Concept]:
    """The concepts of a file, in order."""
    for entry in named(root, *_ENTRIES):
        yield _concept(entry)


def _concept(entry: "etree._Element") -> Concept:
    words: dict[str, list[Designation]] = {}
    found = _own_categories(entry)
    for section in named(entry, *_SECTIONS):
        tag = attribute(section, "lang")
        words.setdefault(tag, []).extend(_designations(section))
        for name, value in _own_categories(section).items():
            # A definition in a section of its own language counts where the entry has none.
            found.setdefault(name, value)
    for group in named(entry, *_GROUPS):
        found.setdefault("definition", _categories(group).get("definition", ""))
        found.setdefault("domain", _categories(group).get("domain", ""))
    return Concept(
        words,
        domain=found.get("domain", ""),
        definition=found.get("definition", ""),
        note=read_own_note(found.get("note", "")).note,
    )


def _designations(section: "etree._Element") -> Iterator[Designation]:
    for child in section:
        name = local_name(child)
        if name not in _GROUPS and name != "term":
            continue
        term = child if name == "term" else next(named(child, "term"), None)
        text = _text(term) if term is not None else ""
        if not text:
            continue
        found = _categories(child)
        own = read_own_note(found.get("note", ""))
        yield Designation(
            text,
            status=found.get("status", "") or own.status,
            part_of_speech=found.get("part", ""),
            note=own.note,
            confidence=own.confidence,
        )


def _own_categories(element: "etree._Element") -> dict[str, str]:
    """The categories of an entry or section itself, not those of the terms in it."""
    inner = (*_SECTIONS, *_GROUPS)
    found: dict[str, str] = {}
    for child in element:
        if local_name(child) not in inner:
            for name, value in _categories(child).items():
                found.setdefault(name, value)
    return found


def _categories(element: "etree._Element") -> dict[str, str]:
    """Our name of a data category → the first value that it has in an element."""
    found: dict[str, str] = {}
    for child in element.iter():
        name = local_name(child)
        kind = attribute(child, "type") if name in _TYPED else name
        category = _CATEGORIES.get(kind.casefold().replace("-", "").replace("_", ""), "")
        if category and (value := _text(child)):
            found.setdefault(category, value)
    return found


def _text(element: "etree._Element") -> str:
    """The words of an element, whatever elements they are in (BasicCAT has a Text in each term)."""
    return " ".join("".join(map(str, element.itertext())).split())
