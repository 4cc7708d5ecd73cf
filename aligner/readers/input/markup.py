"""XML and HTML from untrusted files: nothing is resolved or fetched, depth and size are limited."""

import re
from collections.abc import Iterator

from lxml import etree

from aligner.errors import UnreadableInputError
from aligner.readers.input.raw_input import RawInput

_ENTITY = re.compile(rb"<!\s*E\s*N\s*T\s*I\s*T\s*Y", re.IGNORECASE)


def parse_xml(raw: RawInput, data: bytes | None = None, *, part: str = "") -> "etree._Element":
    """The root of an XML document: the file itself or, if `data` is given, a part of it.

    Raises:
        UnreadableInputError: The XML is not well formed, empty, or declares entities (XML bombs).
    """
    data = raw.data if data is None else data
    where = f"its part {part}" if part else "it"
    # UTF-16 documents have zeros between the letters.
    if _ENTITY.search(data[:1_000_000].replace(b"\0", b"")):
        raise UnreadableInputError(
            raw.origin, f"{where} declares XML entities, which no text needs: it was refused."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInputError(
            raw.origin, f"{where} is not well-formed XML ({_first_line(error)})."
        ) from None
    if root is None:
        raise UnreadableInputError(raw.origin, f"{where} is empty XML.")
    return root


def parse_html(raw: RawInput, text: str, *, part: str = "") -> "etree._Element":
    """The root of an HTML or XHTML page; bad markup is repaired as in browsers.

    Raises:
        UnreadableInputError: The text contains no element.
    """
    from lxml import html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        where = f"its part {part}" if part else "it"
        raise UnreadableInputError(raw.origin, f"{where} is not a web page.")
    return root


def local_name(element: "etree._Element") -> str:
    """The tag without its namespace; "" for entities and comments, which have no tag."""
    tag = element.tag
    return tag.rsplit("}", maxsplit=1)[-1] if isinstance(tag, str) else ""


def attribute(element: "etree._Element", name: str) -> str:
    """The value of an attribute, by its name without namespace; "" if it is missing."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", maxsplit=1)[-1] == name:
            return str(value)
    return ""


def named(element: "etree._Element", *names: str) -> Iterator["etree._Element"]:
    """The descendants with one of these tags, in document order, whatever their namespace."""
    wanted = frozenset(names)
    return (child for child in element.iter() if local_name(child) in wanted)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0].strip().rstrip(".") or "damaged"
