"""XLIFF 2.1, with confidence and status in its metadata module."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from aligner.bitext import Bitext, LinkStatus
from aligner.errors import WrongUsageError
from aligner.exporters.cleaning import file_name
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import ExportPair, Languages, languages_of, select_pairs
from aligner.exporters.xliff import XML, XML_SPACE, facts, leaf
from aligner.output import writing

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
"""Namespace of XLIFF 2.0 and 2.1; 2.2 has another."""
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"

_STATES = {
    LinkStatus.AUTO: "translated",
    LinkStatus.ACCEPTED: "final",
    LinkStatus.EDITED: "final",
    LinkStatus.REJECTED: "initial",
}


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the pairs as units of one segment each."""
    languages = _only_languages(bitexts, options)
    selection = select_pairs(bitexts, options)
    if not selection.pairs:
        raise WrongUsageError("No link is left to write, and XLIFF 2 cannot be empty.")
    attributes = {
        "version": "2.1",
        "srcLang": options.language_tag(languages.source),
        "trgLang": options.language_tag(languages.target),
    }
    with (
        writing(destination, binary=True, force=options.force) as raw,
        etree.xmlfile(raw, encoding="UTF-8") as file,
    ):
        file.write_declaration()
        with file.element(
            _tag("xliff"), attributes, nsmap={None: NAMESPACE, "mda": METADATA, **XML}
        ):
            groups = groupby(selection.pairs, key=lambda pair: id(pair.bitext))
            for number, (_, pairs) in enumerate(groups, start=1):
                _write_file(file, list(pairs), number)
    return selection.report(destination)


def _only_languages(bitexts: Sequence[Bitext], options: ExportOptions) -> Languages:
    languages = {languages_of(bitext, options) for bitext in bitexts}
    if len(languages) != 1:
        raise WrongUsageError(
            f"XLIFF 2 holds one pair of languages, and the project has {len(languages)}. Write a "
            "file for each pair of documents with --per-pair, or choose one with --pair NAME."
        )
    return languages.pop()


def _write_file(file: Any, pairs: Sequence[ExportPair], number: int) -> None:
    file.write("\n")
    attributes = {
        "id": f"f{number}",
        "original": file_name(pairs[0].bitext.source.origin),
        XML_SPACE: "preserve",
    }
    with file.element(_tag("file"), attributes):
        for pair in pairs:
            file.write("\n")
            _write_unit(file, pair)
        file.write("\n")
    file.write("\n")


def _write_unit(file: Any, pair: ExportPair) -> None:
    with file.element(_tag("unit"), id=f"u{pair.number}"):
        with (
            file.element(_meta("metadata")),
            file.element(_meta("metaGroup"), category="duizhao"),
        ):
            for name, value in facts(pair):
                leaf(file, _meta("meta"), value, {"type": name})
        if pair.note:
            with file.element(_tag("notes")):
                leaf(file, _tag("note"), pair.note)
        state = _STATES[pair.link.status] if pair.link.target else "initial"
        with file.element(_tag("segment"), state=state):
            leaf(file, _tag("source"), pair.source)
            if pair.link.target:
                leaf(file, _tag("target"), pair.target)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _meta(name: str) -> str:
    return f"{{{METADATA}}}{name}"
