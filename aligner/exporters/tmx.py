"""TMX 1.4: translation memories for OmegaT, Trados, memoQ and all the others.

Written to the DTD of OSCAR's recommendation of 26 April 2005 and to the stricter schema that
OmegaT checks since 6.1: all seven attributes of the header, version "1.4", note and prop before
tuv, xml:lang with hyphens. No date is written, so that the same project gives the same bytes.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from aligner.bitext import Bitext
from aligner.exporters.cleaning import file_name, remove_forbidden
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import ExportPair, languages_of, select_pairs
from aligner.output import writing
from aligner.version import VERSION

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as translation units; a half-empty unit would be an empty translation."""
    selection = select_pairs(bitexts, options, both_sides=True)
    languages = languages_of(bitexts[0], options) if bitexts else None
    srclang = options.language_tag(languages.source if languages else "en")
    with (
        writing(destination, binary=True, force=options.force) as raw,
        etree.xmlfile(raw, encoding="UTF-8") as file,
    ):
        file.write_declaration()
        with file.element("tmx", version="1.4"):
            file.write("\n")
            file.write(_header(srclang), pretty_print=True)
            with file.element("body"):
                file.write("\n")
                for pair in selection.pairs:
                    file.write(_unit(pair, options, srclang), "\n")
            file.write("\n")
    return selection.report(destination)


def unit_id(pair: ExportPair) -> str:
    """The tuid of a pair: its bitext's name without white space (TMX forbids it) and its number.

    Reading a reviewed memory back takes the number after the last hyphen.
    """
    name = re.sub(r"\s+", "_", pair.name)
    return f"{name}-{pair.number:06d}"


def _header(srclang: str) -> "etree._Element":
    return etree.Element(
        "header",
        {
            "creationtool": "duizhao",
            "creationtoolversion": VERSION,
            "segtype": "sentence",
            "o-tmf": "duizhao",
            "adminlang": "en",
            "srclang": srclang,
            "datatype": "plaintext",
        },
    )


def _unit(pair: ExportPair, options: ExportOptions, srclang: str) -> "etree._Element":
    languages = languages_of(pair.bitext, options)
    source_tag = options.language_tag(languages.source)
    unit = etree.Element("tu", tuid=unit_id(pair))
    if source_tag != srclang:
        unit.set("srclang", source_tag)
    if pair.note:
        etree.SubElement(unit, "note").text = pair.note
    for kind, value in _properties(pair):
        etree.SubElement(unit, "prop", type=kind).text = remove_forbidden(value)[0]
    for tag, text in (
        (source_tag, pair.source),
        (options.language_tag(languages.target), pair.target),
    ):
        variant = etree.SubElement(unit, "tuv", {_XML_LANG: tag})
        etree.SubElement(variant, "seg").text = text
    return unit


def _properties(pair: ExportPair) -> list[tuple[str, str]]:
    return [
        ("x-confidence", f"{pair.link.confidence:.4f}"),
        ("x-status", pair.link.status.value),
        ("x-align-type", pair.kind),
        ("x-source-file", file_name(pair.bitext.source.origin)),
        ("x-target-file", file_name(pair.bitext.target.origin)),
        ("x-link-version", str(pair.link.version)),
        *(("x-flag", flag) for flag in pair.flags),
    ]
