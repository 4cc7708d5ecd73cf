"""XLIFF 1.2 and 2.x: source and target of each unit, or of its segments if it is segmented."""

from collections.abc import Iterator

from lxml import etree

from aligner.errors import UnreadableInputError
from aligner.readers.formats.tmx import plain_text
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import AlignedRow, AlignedRows, read_confidence


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:  # noqa: ARG001
    """The segments in the order of the file; one without a target has no counterpart.

    Raises:
        UnreadableInputError: The file is not an XLIFF file.
    """
    root = parse_xml(raw)
    if local_name(root) != "xliff":
        raise UnreadableInputError(raw.origin, "it is not an XLIFF file.")
    first_file = next(iter(named(root, "file")), root)
    source_language = attribute(root, "srcLang") or attribute(first_file, "source-language")
    target_language = attribute(root, "trgLang") or attribute(first_file, "target-language")
    rows = [
        AlignedRow(*texts, _confidence(unit), _note(unit))
        for unit in named(root, "trans-unit")
        for texts in _unit_12(unit)
    ]
    rows += [
        AlignedRow(
            _texts(segment, "source"), _texts(segment, "target"), _confidence(unit), _note(unit)
        )
        for unit in named(root, "unit")
        for segment in named(unit, "segment")
    ]
    return AlignedRows(tuple(rows), source_language, target_language)


def _unit_12(unit: "etree._Element") -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The pairs of a unit of version 1.2: its marked segments, or its whole source and target."""
    segmented = [child for child in unit if local_name(child) == "seg-source"]
    targets = [child for child in unit if local_name(child) == "target"]
    if not segmented:
        yield _texts(unit, "source"), _texts(unit, "target")
        return
    marks = {attribute(mark, "mid"): plain_text(mark) for t in targets for mark in _marks(t)}
    for mark in _marks(segmented[0]):
        found = marks.get(attribute(mark, "mid"), "")
        yield (plain_text(mark),), ((found,) if found.strip() else ())


def _marks(element: "etree._Element") -> list["etree._Element"]:
    return [mark for mark in named(element, "mrk") if attribute(mark, "mtype") == "seg"]


def _confidence(unit: "etree._Element") -> float:
    """The confidence that our own exports write as context (1.2) or metadata (2.x); else 1."""
    return read_confidence(
        fact.text
        for fact in named(unit, "context", "meta")
        if "confidence" in (attribute(fact, "type"), attribute(fact, "context-type")[2:])
    )


def _note(unit: "etree._Element") -> str:
    return next(((note.text or "").strip() for note in named(unit, "note")), "")


def _texts(parent: "etree._Element", name: str) -> tuple[str, ...]:
    """The words of the child with this tag, in a tuple of one; empty if it has none."""
    for child in parent:
        if local_name(child) == name:
            text = plain_text(child)
            return (text,) if text.strip() else ()
    return ()
