"""TMX translation memories, versions 1.1 to 1.4: two of their languages, without inline codes."""

from collections import Counter

from lxml import etree

from aligner.errors import UnreadableInputError
from aligner.languages import get_language
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import (
    AlignedRow,
    AlignedRows,
    language_code,
    read_confidence,
)

CODES = frozenset(("bpt", "ept", "ph", "it", "ut", "sub", "x", "bx", "ex", "sc", "ec"))
"""Names of elements whose content is formatting, not words."""


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:
    """The units that have both languages.

    The languages are those that the caller names, else the source language of the file and the
    other language that most units have.

    Raises:
        UnreadableInputError: The file is not a TMX file, or no unit has one of the languages.
    """
    root = parse_xml(raw)
    if local_name(root) != "tmx":
        raise UnreadableInputError(raw.origin, "it is not a translation memory (TMX).")
    units = [(unit, _variants(unit)) for unit in named(root, "tu")]
    first, second = _choose(raw, root, [variants for _, variants in units], source, target)
    rows = tuple(
        AlignedRow((variants[first],), (variants[second],), _confidence(unit), _note(unit))
        for unit, variants in units
        if first in variants and second in variants
    )
    left = len(units) - len(rows)
    notes = (f"{left} units without {first} or {second} were left out.",) if left else ()
    return AlignedRows(rows, first, second, notes)


def plain_text(element: "etree._Element") -> str:
    """The words of a segment, without inline codes but with highlighted text."""
    parts = [element.text or ""]
    for child in element:
        if local_name(child) == "cp":  # XLIFF 2: a character that XML cannot hold
            parts.append(" ")
        elif local_name(child) and local_name(child) not in CODES:
            parts.append(plain_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _variants(unit: "etree._Element") -> dict[str, str]:
    """The texts of a unit by language code; the first one if a language has several."""
    variants: dict[str, str] = {}
    for variant in named(unit, "tuv"):
        segment = next(iter(named(variant, "seg")), None)
        code = language_code(attribute(variant, "lang"))
        if segment is not None and code and plain_text(segment).strip():
            variants.setdefault(code, plain_text(segment))
    return variants


def _choose(
    raw: RawInput,
    root: "etree._Element",
    units: list[dict[str, str]],
    source: str | None,
    target: str | None,
) -> tuple[str, str]:
    counts = Counter(code for variants in units for code in variants)
    header = next(iter(named(root, "header")), None)
    declared = language_code(attribute(header, "srclang")) if header is not None else ""
    wanted = [get_language(code).code if code else "" for code in (source, target)]
    common = [code for code, _ in counts.most_common() if code not in wanted]
    first = wanted[0] or (declared if declared in common else "") or (common[0] if common else "")
    others = [code for code in common if code != first]
    second = wanted[1] or (others[0] if others else "")
    for code in (first, second):
        if code not in counts:
            known = ", ".join(sorted(counts)) or "none"
            raise UnreadableInputError(
                raw.origin,
                f"it has no second language (found: {known})."
                if not code
                else f"no unit is in {code} (found: {known}). Correct --source-lang or "
                "--target-lang.",
            )
    return first, second


def _confidence(unit: "etree._Element") -> float:
    return read_confidence(
        prop.text
        for prop in unit
        if local_name(prop) == "prop" and attribute(prop, "type") in ("x-confidence", "x-score")
    )


def _note(unit: "etree._Element") -> str:
    return next(((child.text or "").strip() for child in unit if local_name(child) == "note"), "")
