"""XLIFF 1.2, what most translation tools open: a file element for each pair of documents."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from aligner.bitext import Bitext, LinkStatus
from aligner.exporters.cleaning import file_name
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import ExportPair, languages_of, select_pairs
from aligner.output import writing
from aligner.version import VERSION

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
XML: dict[str | None, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}
"""lxml's streaming writer does not know the prefix by itself."""
XML_SPACE = f"{{{XML['xml']}}}space"

_STATES = {
    LinkStatus.AUTO: "needs-review-translation",
    LinkStatus.ACCEPTED: "final",
    LinkStatus.EDITED: "final",
    LinkStatus.REJECTED: "needs-translation",
}


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as translation units."""
    selection = select_pairs(bitexts, options)
    with (
        writing(destination, binary=True, force=options.force) as raw,
        etree.xmlfile(raw, encoding="UTF-8") as file,
    ):
        file.write_declaration()
        with file.element(_tag("xliff"), version="1.2", nsmap={None: NAMESPACE, **XML}):
            for number, (_, pairs) in enumerate(
                groupby(selection.pairs, key=lambda pair: id(pair.bitext)), start=1
            ):
                _write_file(file, list(pairs), number, options)
            if not selection.pairs:
                # The standard asks for at least one file.
                for bitext in bitexts[:1]:
                    _write_empty(file, bitext, options)
    return selection.report(destination)


def _write_file(
    file: Any, pairs: Sequence[ExportPair], number: int, options: ExportOptions
) -> None:
    file.write("\n")
    with file.element(_tag("file"), _file_attributes(pairs[0].bitext, options)):
        _write_header(file)
        with file.element(_tag("body")):
            for pair in pairs:
                file.write("\n")
                _write_unit(file, pair, number)
            file.write("\n")
    file.write("\n")


def _write_empty(file: Any, bitext: Bitext, options: ExportOptions) -> None:
    with file.element(_tag("file"), _file_attributes(bitext, options)):
        _write_header(file)
        leaf(file, _tag("body"))


def _file_attributes(bitext: Bitext, options: ExportOptions) -> dict[str, str]:
    languages = languages_of(bitext, options)
    return {
        "original": file_name(bitext.source.origin),
        "source-language": options.language_tag(languages.source),
        "target-language": options.language_tag(languages.target),
        "datatype": "plaintext",
        XML_SPACE: "preserve",
    }


def _write_header(file: Any) -> None:
    with file.element(_tag("header")):
        attributes = {"tool-id": "duizhao", "tool-name": "duizhao", "tool-version": VERSION}
        leaf(file, _tag("tool"), attributes=attributes)


def _write_unit(file: Any, pair: ExportPair, number: int) -> None:
    status = pair.link.status
    decided = status in (LinkStatus.ACCEPTED, LinkStatus.EDITED)
    attributes = {"id": f"{number}-{pair.number}", "approved": "yes" if decided else "no"}
    with file.element(_tag("trans-unit"), attributes):
        leaf(file, _tag("source"), pair.source)
        if pair.link.target:
            leaf(file, _tag("target"), pair.target, {"state": _STATES[status]})
        with file.element(_tag("context-group"), purpose="information"):
            for name, value in facts(pair):
                leaf(file, _tag("context"), value, {"context-type": f"x-{name}"})
        if pair.note:
            leaf(file, _tag("note"), pair.note)


def facts(pair: ExportPair) -> Iterator[tuple[str, str]]:
    """What the standard has no field for: names and values."""
    yield "confidence", f"{pair.link.confidence:.4f}"
    yield "status", pair.link.status.value
    yield "align-type", pair.kind
    yield "link-version", str(pair.link.version)
    yield "target-file", file_name(pair.bitext.target.origin)
    for flag in pair.flags:
        yield "flag", flag


def leaf(file: Any, tag: str, text: str = "", attributes: dict[str, str] | None = None) -> None:
    """Write an element that holds only text into an open lxml `xmlfile`."""
    with file.element(tag, attributes or {}):
        if text:
            file.write(text)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
