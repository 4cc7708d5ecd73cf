"""XML files of strings: Android's strings.xml and .NET's .resx."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.errors import UnreadableInputError
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.strings.keyed_string import KeyedString
from aligner.readers.strings.properties import unescape

if TYPE_CHECKING:
    from lxml import etree


def read_strings(raw: RawInput) -> list[KeyedString]:
    """The strings of a file, each with its key.

    Raises:
        UnreadableInputError: The file is damaged, or neither of the two formats.
    """
    root = parse_xml(raw)
    name = local_name(root)
    if name == "resources":
        return list(_android(root))
    if name == "root" and any(True for _ in named(root, "data")):
        return list(_resx(root))
    raise UnreadableInputError(
        raw.origin,
        f"it is XML of a kind that is not read (<{name}>). Convert it to XLIFF, TMX or HTML.",
    )


def _android(root: "etree._Element") -> Iterator[KeyedString]:
    for element in root:
        key, kind = attribute(element, "name"), local_name(element)
        if attribute(element, "translatable") == "false":
            continue
        if kind == "string":
            yield from _android_string(key, element)
        elif kind in ("plurals", "string-array"):
            for number, item in enumerate(named(element, "item")):
                yield from _android_string(f"{key}.{attribute(item, 'quantity') or number}", item)


def _android_string(key: str, element: "etree._Element") -> Iterator[KeyedString]:
    words = "".join(str(part) for part in element.itertext())
    # Blanks count as in HTML; quotes around a text keep them.
    text = unescape(re.sub(r"\s+", " ", words).strip().removeprefix('"').removesuffix('"'))
    if text.strip():
        yield KeyedString(key, text)


def _resx(root: "etree._Element") -> Iterator[KeyedString]:
    for data in named(root, "data"):
        # Pictures and the like have a type.
        if attribute(data, "type") or attribute(data, "mimetype"):
            continue
        words, note = (_child(data, name) for name in ("value", "comment"))
        if words.strip():
            yield KeyedString(attribute(data, "name"), words, note.strip())


def _child(element: "etree._Element", name: str) -> str:
    found = next((child for child in element if local_name(child) == name), None)
    return "".join(str(part) for part in found.itertext()) if found is not None else ""
