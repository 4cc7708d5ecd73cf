"""TMX translation memories, versions 1.1 to 1.4: two of their languages, without inline codes.

A language is chosen by its code (en), and by its whole tag (en-GB) where the memory has both sides
in one language, as en-US and en-GB. A unit with several texts in a language gives several pairs.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from aligner.errors import UnreadableInputError
from aligner.language_detection import detect_language
from aligner.languages import get_language
from aligner.readers.input.inline_codes import words_of
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import (
    AlignedRow,
    AlignedRows,
    joiner_of,
    language_code,
    language_tag,
    read_confidence,
)
from aligner.wording import count_noun


@dataclass(frozen=True, slots=True)
class _Variant:
    """The text of a unit in one language."""

    tag: str
    """The tag of the language as we write it: en-GB."""
    code: str
    """Our code of the language: en."""
    text: str


@dataclass(frozen=True, slots=True)
class _Side:
    """Which texts of a unit are the source, or the target."""

    code: str
    tag: str = ""
    """The tag that is preferred, "" if any will do."""
    strict: bool = False
    """Whether texts with another tag belong to the other side or to neither."""

    @property
    def name(self) -> str:
        """The language as the document and messages name it."""
        return self.tag if self.strict else self.code

    def texts(self, variants: Sequence[_Variant]) -> list[str]:
        """The texts of a unit on this side, each once."""
        ours = [v for v in variants if v.code == self.code]
        exact = [v.text for v in ours if v.tag == self.tag]
        return list(dict.fromkeys(exact if exact or self.strict else [v.text for v in ours]))


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
    nameless, said = _name_nameless(root)
    units = [(unit, _variants(unit, nameless)) for unit in named(root, "tu")]
    header = next(iter(named(root, "header")), None)
    declared = language_tag(attribute(header, "srclang")) if header is not None else ""
    sides = _choose(raw, [variants for _, variants in units], declared, (source, target))
    rows: list[AlignedRow] = []
    left = 0
    for unit, variants in units:
        pairs = list(_pairs(*(side.texts(variants) for side in sides)))
        left += not pairs
        confidence, note = _confidence(unit), _note(unit)
        rows += [AlignedRow((a,), (b,), confidence, note) for a, b in pairs]
    names = sides[0].name, sides[1].name
    notes = [said] if said else []
    if left:
        notes.append(f"Left out: {count_noun(left, 'unit')} without {names[0]} or {names[1]}.")
    return AlignedRows(tuple(rows), *names, tuple(notes))


def _name_nameless(root: "etree._Element") -> tuple[str, str]:
    """The language of the texts whose tag is no language (x-default, none), and a note on it.

    Both are "" if the memory names two languages: then such texts belong to neither.
    """
    variants = list(named(root, "tuv"))
    tags = [attribute(variant, "lang") for variant in variants]
    # 400 texts are enough for the language.
    parts = [v for v, tag in zip(variants, tags, strict=True) if not language_tag(tag)][:400]
    texts = [words_of(segment) for variant in parts for segment in named(variant, "seg")]
    if len({language_tag(tag) for tag in tags} - {""}) > 1 or not any(map(str.strip, texts)):
        return "", ""
    code = detect_language("\n".join(texts))
    written = ", ".join(sorted({tag for tag in tags if tag and not language_tag(tag)}))
    return code, f"Texts without a language code ({written or 'none'}) were taken for {code}."


def _pairs(sources: list[str], targets: list[str]) -> Iterator[tuple[str, str]]:
    """Every text of both sides in at least one pair; the shorter side repeats its last text."""
    if sources and targets:
        for i in range(max(len(sources), len(targets))):
            yield sources[min(i, len(sources) - 1)], targets[min(i, len(targets) - 1)]


def _variants(unit: "etree._Element", nameless: str) -> tuple[_Variant, ...]:
    """The texts of a unit in order, without empty ones.

    `nameless` is the language of those that name none; "" leaves these out.
    """
    variants: list[_Variant] = []
    for variant in named(unit, "tuv"):
        segment = next(iter(named(variant, "seg")), None)
        tag = language_tag(attribute(variant, "lang")) or nameless
        if segment is None or not tag:
            continue
        text = words_of(segment, joiner_of(tag))
        if text.strip():
            variants.append(_Variant(tag, language_code(tag), text))
    return tuple(variants)


def _choose(
    raw: RawInput,
    units: Sequence[Sequence[_Variant]],
    declared: str,
    asked: tuple[str | None, str | None],
) -> tuple[_Side, _Side]:
    """The two sides of the memory.

    Raises:
        UnreadableInputError: No unit has one of the languages, or there is only one.
    """
    tags = Counter(tag for variants in units for tag in dict.fromkeys(v.tag for v in variants))
    codes = Counter(code for variants in units for code in dict.fromkeys(v.code for v in variants))
    wanted = [language_tag(code) or get_language(code).code if code else "" for code in asked]
    for code in filter(None, (language_code(tag) for tag in wanted)):
        if code not in codes:
            raise UnreadableInputError(
                raw.origin,
                f"no unit is in {code} (found: {', '.join(sorted(codes)) or 'none'}). Correct "
                "--source-lang or --target-lang.",
            )
    second = language_code(wanted[1])
    first = language_code(wanted[0]) or _first_code(codes, language_code(declared), second)
    second = second or _second_code(units, first, list(codes))
    if not first or not second:
        found = ", ".join(sorted(codes)) or "none"
        raise UnreadableInputError(raw.origin, f"it has no second language (found: {found}).")
    if first != second:
        return _Side(first, wanted[0]), _Side(second, wanted[1])
    ours = [tag for tag, _ in tags.most_common() if language_code(tag) == first]
    ours.sort(key=lambda tag: tag != declared)
    return _choose_tags(raw, units, ours, wanted)


def _first_code(codes: Counter[str], declared: str, second: str) -> str:
    """The declared source language, or the most frequent one; the other side's if it is alone."""
    order = [declared, *(code for code, _ in codes.most_common())]
    return next((c for c in order if c in codes and c != second), second)


def _second_code(units: Sequence[Sequence[_Variant]], first: str, order: list[str]) -> str:
    """The language that most units with the first one have too; the first, if in two kinds."""
    beside: Counter[str] = Counter()
    for variants in units:
        if any(v.code == first for v in variants):
            beside.update({v.code for v in variants if v.code != first})
            beside[first] += len({v.tag for v in variants if v.code == first}) > 1
    order = [*(code for code in order if code != first), first]
    best = max(order, key=lambda code: beside[code], default="")
    # Units may have a language each, so that no unit is a pair: the message then counts them.
    return best if beside[best] or best != first else ""


def _choose_tags(
    raw: RawInput, units: Sequence[Sequence[_Variant]], ours: list[str], wanted: list[str]
) -> tuple[_Side, _Side]:
    """Both sides in one language, told apart by their tags, the likeliest source first.

    Raises:
        UnreadableInputError: There is one tag only, or both sides ask for the same.
    """
    exact = [tag if tag in ours else "" for tag in wanted]
    if len(ours) < 2 or (exact[0] and exact[0] == exact[1]):
        raise UnreadableInputError(
            raw.origin,
            f"both sides would be the same text in {exact[0] or ours[0]} (found: "
            f"{', '.join(sorted(ours))}). Correct --source-lang or --target-lang.",
        )
    first = exact[0] or next(tag for tag in ours if tag != exact[1])
    beside: Counter[str] = Counter()
    for variants in units:
        found = {v.tag for v in variants}
        if first in found:
            beside.update(found)
    others = [tag for tag in ours if tag != first]
    second = exact[1] or max(others, key=lambda tag: beside[tag])
    code = language_code(first)
    return _Side(code, first, strict=True), _Side(code, second, strict=True)


def _confidence(unit: "etree._Element") -> float:
    return read_confidence(
        prop.text
        for prop in unit
        if local_name(prop) == "prop" and attribute(prop, "type") in ("x-confidence", "x-score")
    )


def _note(unit: "etree._Element") -> str:
    return next(((child.text or "").strip() for child in unit if local_name(child) == "note"), "")
