"""Reads a reviewed translation memory."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import UnreadableInputError
from aligner.importing.row import Reviewed, ReviewedRow, read_number, read_status
from aligner.readers.input.markup import parse_xml
from aligner.readers.input.raw_input import read_input

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMBER = re.compile(r"-(\d{1,15})$")


def read(path: Path) -> Reviewed:
    """The units of the memory; a unit without our tuid is identified by its source text.

    Raises:
        UnreadableInputError: The file is not TMX.
    """
    root = parse_xml(read_input(path))
    if root.tag != "tmx":
        raise UnreadableInputError(path, "it is not TMX: its first element is not <tmx>.")
    header = root.find("header")
    srclang = str(header.get("srclang", "")) if header is not None else ""
    units = root.iter("tu")
    rows = tuple(_row(unit, place, srclang) for place, unit in enumerate(units, start=1))
    return Reviewed(rows, find_by_source=True)


def _row(unit: "etree._Element", place: int, srclang: str) -> ReviewedRow:
    name = str(unit.get("tuid", ""))
    found = _NUMBER.search(name)
    source, target = _texts(unit, str(unit.get("srclang", srclang)))
    note = unit.find("note")
    status = _property(unit, "x-status")
    return ReviewedRow(
        place=f"unit {name or place}",
        id=int(found[1]) if found else None,
        version=read_number(_property(unit, "x-link-version")),
        source=source,
        target=target,
        status=read_status(status) if status else None,
        note=None if note is None else note.text or "",
        bitext=name[: found.start()] if found else None,
    )


def _texts(unit: "etree._Element", srclang: str) -> tuple[str | None, str | None]:
    """Source and target text; the source is the variant in the source language, or the first."""
    variants = [
        (str(v.get(_XML_LANG) or v.get("lang") or ""), v.find("seg")) for v in unit.iter("tuv")
    ]
    texts = [
        (language, "".join(str(t) for t in segment.itertext()))
        for language, segment in variants
        if segment is not None
    ]
    texts.sort(key=lambda text: _distance(text[0].lower(), srclang.lower()))
    source = texts[0][1] if texts else None
    target = texts[1][1] if len(texts) > 1 else None
    return source, target


def _distance(tag: str, wanted: str) -> int:
    """0 for the same tag, 1 for another region of the same language, 2 for another language."""
    if tag == wanted:
        return 0
    return 1 if tag.partition("-")[0] == wanted.partition("-")[0] else 2


def _property(unit: "etree._Element", kind: str) -> str:
    for found in unit.iter("prop"):
        if found.get("type") == kind:
            return found.text or ""
    return ""
