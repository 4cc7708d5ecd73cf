"""Reads termbases in TBX of 2008 (martif) and 2019."""

from pathlib import Path

from aligner.errors import UnreadableInputError
from aligner.languages import get_language
from aligner.term import Term, TermOrigin, TermStatus
from glossary.termbase.status import read_status

_PARTS = {"properNoun": "proper noun"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_tbx(path: Path, content: bytes, languages: tuple[str, str]) -> list[Term]:
    """The terms of a TBX file: each source term of a concept with each of its target terms.

    Raises:
        UnreadableInputError: It is not well-formed XML.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInputError(path, f"it is not well-formed XML: {error}.") from error
    terms: list[Term] = []
    for entry in root.iter("{*}conceptEntry", "{*}termEntry"):
        sides: list[list[tuple[str, TermStatus, str]]] = [[], []]
        for section in entry.iter("{*}langSec", "{*}langSet"):
            language = get_language(section.get(_XML_LANG, "en")).code.split("-")[0]
            for side in (0, 1):
                if language == languages[side].split("-")[0]:
                    sides[side] += [_tbx_term(group) for group in section
                                    if group.find(".//{*}term") is not None]  # fmt: skip
        domain = entry.findtext("{*}descrip[@type='subjectField']", "")
        note = entry.findtext("{*}note", "")
        terms += [
            Term(
                left, right, *languages, 1.0,
                status=TermStatus.FORBIDDEN if TermStatus.FORBIDDEN in (s, t) else t,
                origin=TermOrigin.TERMBASE, part_of_speech=part, domain=domain, note=note,
            )
            for left, s, part in sides[0]
            for right, t, _ in sides[1]
        ]  # fmt: skip
    return terms


def _tbx_term(group: "object") -> tuple[str, TermStatus, str]:
    """Term, status and part of speech of a termSec, tig or ntig element."""
    find = group.findtext  # type: ignore[attr-defined]
    status = find(".//{*}termNote[@type='administrativeStatus']", "")
    part = find(".//{*}termNote[@type='partOfSpeech']", "").strip()
    return (
        " ".join(find(".//{*}term", "").split()),
        read_status(status),
        _PARTS.get(part, part),
    )
