"""Reads a termbase of any format."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.languages import get_language
from aligner.readers.input.archive import find_kind
from aligner.readers.input.markup import local_name, parse_xml
from aligner.readers.input.raw_input import RawInput, read_input
from aligner.readers.registry import READERS
from aligner.readers.strings.json_strings import parse_json
from aligner.readers.unread_formats import UNREAD
from aligner.term import Term, TermStatus, Variant
from aligner.text import count_scripts
from glossary.termbase import multiterm, tables, tbx
from glossary.termbase.concept import Concept, Designation
from glossary.termbase.concept_terms import make_terms

_TABLES = (".csv", ".tsv", ".tab", ".txt", ".utf8", ".xlsx", ".xlsm", ".ods", ".ots", ".fods", "")
_SCRIPTS = {
    "Latn": "Latin", "Hans": "Han", "Hant": "Han", "Kore": "Hangul", "Cyrl": "Cyrillic",
    "Arab": "Arabic", "Thai": "Thai",
}  # fmt: skip


class Termbase(NamedTuple):
    """The terms of a file in two languages."""

    terms: list[Term]
    notes: tuple[str, ...] = ()
    """What was left out or is in doubt, a sentence each."""


def read_termbase(path: Path, source_language: str, target_language: str) -> Termbase:
    """The known terms of a file, approved unless the file says otherwise, none twice.

    TBX, MultiTerm's XML, TMX, UTX, our own JSON, and tables: those need columns named source and
    target, or named after the two languages (en, zh-CN, English, 中文). Without such a header the
    first two columns of text are read, turned round where their scripts say so.

    Raises:
        UnreadableInputError: The file cannot be read, has a column of one language only, or no term
            in the script of its language.
        EmptyInputError: The file has no pair of terms in these languages.
    """
    languages = (get_language(source_language).code, get_language(target_language).code)
    try:
        raw = read_input(path, languages=languages)
    except EmptyInputError:
        raise EmptyInputError(path) from None
    terms, notes = make_terms(_read_concepts(raw, languages), languages)
    terms = _distinct(terms)
    if not terms:
        raise EmptyInputError(path)
    _refuse_other_scripts(path, terms)
    return Termbase(terms, notes)


def _read_concepts(raw: RawInput, languages: tuple[str, str]) -> list[Concept]:
    start = raw.data[:4096].replace(b"\0", b"")
    if raw.suffix == ".utx" or start.lstrip(b"\xef\xbb\xbf").startswith(b"#UTX"):
        return tables.read_concepts(_without_utx_head(raw), languages)
    if b"<tmx" in start:
        return _tmx(raw, languages)
    if start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<") or raw.suffix == ".tbx":
        return _xml(raw)
    if raw.suffix == ".json":
        return _json(raw)
    is_table = raw.suffix in _TABLES or find_kind(raw) in ("xlsx", "ods")
    if not is_table or raw.suffix in UNREAD or find_kind(raw) in ("docx", "epub", "odt"):
        known = raw.suffix in UNREAD or raw.suffix in READERS
        what = f"a {raw.suffix} file" if known else "this file"
        raise UnreadableInputError(
            raw.origin,
            f"{what} is no termbase that is read. Give a table (.csv, .tsv, .xlsx), TBX, MultiTerm "
            "XML, TMX or UTX.",
        )
    return tables.read_concepts(raw, languages)


def _xml(raw: RawInput) -> list[Concept]:
    root = parse_xml(raw)
    reader = multiterm if local_name(root) in ("mtf", "conceptGrp") else tbx
    concepts = list(reader.read_concepts(root))
    if not concepts:
        raise UnreadableInputError(
            raw.origin,
            "it is XML, but no termbase: TBX and MultiTerm XML have entries of concepts.",
        )
    return concepts


def _tmx(raw: RawInput, languages: tuple[str, str]) -> list[Concept]:
    from aligner.readers.formats.tmx import read_aligned_rows

    rows = read_aligned_rows(raw, *languages).rows
    return [
        Concept({
            languages[0]: [Designation(text) for text in row.source],
            languages[1]: [Designation(text) for text in row.target],
        })
        for row in rows
    ]  # fmt: skip


def _json(raw: RawInput) -> list[Concept]:
    """The concepts of our own JSON; any other is refused."""
    values = parse_json(raw)
    rows = values.get("terms") if isinstance(values, dict) else None
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and {"source", "target", "source_language"} <= row.keys()
        for row in rows
    ):
        raise UnreadableInputError(
            raw.origin, "it is JSON, but no glossary that duizhao wrote. Save it as a .csv table."
        )
    return [_own_concept(row) for row in rows]


def _own_concept(row: dict[str, Any]) -> Concept:
    def text(name: str) -> str:
        return str(row.get(name) or "")

    part = text("part_of_speech")
    return Concept(
        {
            text("source_language"): [Designation(text("source"), part_of_speech=part)],
            text("target_language"): [
                Designation(text("target"), text("status"), part, text("note"),
                            row["confidence"] if isinstance(row.get("confidence"), float) else None)
            ],
        },
        domain=text("domain"),
        source_variants=_variants(row.get("source_variants")),
        target_variants=_variants(row.get("target_variants")),
    )  # fmt: skip


def _variants(values: Any) -> tuple[Variant, ...]:
    if not isinstance(values, list):
        return ()
    return tuple(Variant(str(v["text"]), 0) for v in values if isinstance(v, dict) and "text" in v)


def _without_utx_head(raw: RawInput) -> RawInput:
    """The table of a UTX file: its last line of # names the columns, "src" and "tgt" among them."""
    lines = raw.data.split(b"\n")
    heads = [i for i, line in enumerate(lines) if line.lstrip(b"\xef\xbb\xbf").startswith(b"#")]
    last = heads[-1] if heads else -1
    names = lines[last].lstrip(b"\xef\xbb\xbf#") if heads else b"src\ttgt"
    names = b"\t".join(
        {b"term status": b"status", b"src:pos": b"pos"}.get(name.strip(), name.strip())
        for name in names.split(b"\t")
    )
    data = b"\n".join([names, *lines[last + 1 :]])
    return RawInput(raw.origin.removesuffix(".utx") + ".tsv", data, raw.encoding, raw.languages)


def _refuse_other_scripts(path: Path, terms: Iterable[Term]) -> None:
    """Raises if no term of a side has a letter of its language's script."""
    for side in ("source", "target"):
        words = [(getattr(t, side), getattr(t, f"{side}_language")) for t in terms]
        script = _SCRIPTS.get(get_language(words[0][1]).script, "")
        found = count_scripts("\n".join(text for text, _ in words))
        if script and found and script not in found:
            raise UnreadableInputError(
                path, f"none of its {side} terms is written in {get_language(words[0][1]).name}. "
                "Is it a termbase of these languages?",
            )  # fmt: skip


def _distinct(terms: Iterable[Term]) -> list[Term]:
    seen: dict[tuple[str, str], Term] = {}
    for term in terms:
        seen.setdefault((term.source, term.target), term)
    return list(seen.values())


def describe(termbase: Termbase, occurring: int) -> str:
    """How many terms were read, by status, and how many of them the text has.

    >>> describe(Termbase([]), 0)
    '0 terms read (0 approved, 0 forbidden, 0 candidates), 0 occur in the text'
    """
    counts = {status: sum(t.status is status for t in termbase.terms) for status in TermStatus}
    total = f"{len(termbase.terms):,} term{'' if len(termbase.terms) == 1 else 's'} read"
    return (
        f"{total} ({counts[TermStatus.APPROVED]:,} approved, "
        f"{counts[TermStatus.FORBIDDEN]:,} forbidden, "
        f"{counts[TermStatus.CANDIDATE]:,} candidates), {occurring:,} occur in the text"
    )
