"""XLIFF 1.2 and 2.x: source and target of each unit, or of its segments if it is segmented."""

from collections.abc import Iterator

from lxml import etree

from aligner.errors import UnreadableInputError
from aligner.readers.input.inline_codes import words_of
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import (
    AlignedRow,
    AlignedRows,
    joiner_of,
    read_confidence,
)


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:
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
    joiners = joiner_of(source or source_language), joiner_of(target or target_language)
    rows = [
        AlignedRow(*texts, _confidence(unit), _note(unit))
        for unit in named(root, "trans-unit")
        for texts in _unit_12(unit, joiners)
    ]
    rows += [
        AlignedRow(*_sides(segment, joiners), _confidence(unit), _note(unit))
        for unit in named(root, "unit")
        for segment in named(unit, "segment")
    ]
    return AlignedRows(tuple(rows), source_language, target_language)


def _unit_12(
    unit: "etree._Element", joiners: tuple[str, str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The pairs of a unit of version 1.2: its marked segments, or its whole source and target."""
    segmented = [child for child in unit if local_name(child) == "seg-source"]
    targets = [child for child in unit if local_name(child) == "target"]
    if not segmented:
        yield _sides(unit, joiners)
        return
    marks = {
        attribute(mark, "mid"): words_of(mark, joiners[1]) for t in targets for mark in _marks(t)
    }
    for mark in _marks(segmented[0]):
        found = marks.get(attribute(mark, "mid"), "")
        yield (words_of(mark, joiners[0]),), ((found,) if found.strip() else ())


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


def _sides(
    parent: "etree._Element", joiners: tuple[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the children `<source>` and `<target>`."""
    return _texts(parent, "source", joiners[0]), _texts(parent, "target", joiners[1])


def _texts(parent: "etree._Element", name: str, joiner: str) -> tuple[str, ...]:
    """The words of the child with this tag, in a tuple of one; empty if it has none."""
    for child in parent:
        if local_name(child) == name:
            text = words_of(child, joiner)
            return (text,) if text.strip() else ()
    return ()
