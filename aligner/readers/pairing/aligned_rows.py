"""Aligned rows or beads → a bitext: rows hold the sentences themselves, beads their numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import Bitext, Block, BlockKind, Document, Link, Run, Segment, Side
from aligner.errors import EmptyInputError, UnreadableInputError, WrongUsageError
from aligner.language_detection import UNKNOWN, detect_language
from aligner.languages import get_language
from aligner.readers.input.raw_input import RawInput
from aligner.text import squeeze


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """The sentences of both sides of a row; if a side is empty, the other has no counterpart."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexedBead:
    """Indices of source and target sentences that belong together, from 0."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class AlignedRows:
    """The rows of a file, and the languages that it names ("" where it names none)."""

    rows: tuple[AlignedRow, ...]
    source_language: str = ""
    target_language: str = ""
    notes: tuple[str, ...] = ()


def language_code(tag: str) -> str:
    """The code of a language tag in a file; "" if it is not a language tag.

    >>> language_code("ZH-cn"), language_code("not a language!")
    ('zh', '')
    """
    try:
        return get_language(tag).code
    except WrongUsageError:
        return ""


def language_tag(written: str) -> str:
    """A language tag in the usual spelling, with its region; "" if it is not a language tag.

    >>> language_tag("EN_gb"), language_tag("zh-hant-tw"), language_tag("*all*")
    ('en-GB', 'zh-Hant-TW', '')
    """
    if not language_code(written):
        return ""
    first, *rest = written.strip().replace("_", "-").split("-")
    return "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() for p in rest)])


def joiner_of(tag: str) -> str:
    """What the language of a tag writes between two sentences; "" if it is not a language tag.

    >>> joiner_of("en-GB"), joiner_of("zh-Hant"), joiner_of("x!")
    (' ', '', '')
    """
    code = language_code(tag)
    return get_language(code).joiner if code else ""


def read_confidence(texts: Iterable[str | None]) -> float:
    """The first of the texts that is a number from 0 to 1; 1 if none is.

    >>> read_confidence([None, "7", "0.93"]), read_confidence([])
    (0.93, 1.0)
    """
    for text in texts:
        try:
            value = float(text or "")
        except ValueError:
            continue
        if 0.0 <= value <= 1.0:
            return value
    return 1.0


def bitext_of_rows(
    raw: RawInput,
    material: AlignedRows,
    source_language: str | None,
    target_language: str | None,
    *,
    other: RawInput | None = None,
) -> Bitext:
    """The bitext of aligned rows, in their order; `other` is the file of the target if it has one.

    Raises:
        EmptyInputError: A side has no text in any row.
    """
    sentences: tuple[list[str], list[str]] = ([], [])
    links: list[Link] = []
    for row in material.rows:
        runs: list[Run] = []
        for side, words in zip(sentences, (row.source, row.target), strict=True):
            start = len(side)
            side.extend(text for text in map(squeeze, words) if text)
            runs.append(Run(start, len(side)))
        if runs[0] or runs[1]:
            confidence = min(1.0, max(0.0, row.confidence))
            links.append(Link(runs[0], runs[1], confidence, note=row.note))
    if not sentences[0] or not sentences[1]:
        raise EmptyInputError(raw.origin)
    named = _name_languages(material, source_language, target_language)
    documents = [
        _document(file, side, code, texts, notes)
        for file, side, code, texts, notes in zip(
            (raw, other or raw),
            Side,
            named,
            sentences,
            (material.notes, () if other else material.notes),
            strict=True,
        )
    ]
    return Bitext(
        Path(raw.origin).stem,
        documents[0],
        documents[1],
        _segments(documents[0]),
        _segments(documents[1]),
        tuple(links),
    )


def bitext_of_beads(
    raw: RawInput, sides: tuple[Document, Document], beads: Iterable[IndexedBead]
) -> Bitext:
    """The bitext of two documents, whose every block is one sentence, and the beads between them.

    Raises:
        UnreadableInputError: A bead names a sentence that does not exist, that another bead has
            used, or that is not a neighbour of the bead's other sentences.
    """
    segments = _segments(sides[0]), _segments(sides[1])
    used: tuple[set[int], set[int]] = (set(), set())
    links: list[Link] = []
    for number, bead in enumerate(beads, start=1):
        runs = []
        for side, ids in enumerate((bead.source, bead.target)):
            runs.append(_run(raw, number, ids, len(segments[side]), used[side]))
        if runs[0] or runs[1]:
            links.append(Link(runs[0], runs[1], min(1.0, max(0.0, bead.confidence))))
    return Bitext(Path(raw.origin).stem, *sides, *segments, tuple(links))


def _run(raw: RawInput, number: int, ids: Sequence[int], length: int, used: set[int]) -> Run:
    ordered = sorted(set(ids))
    if not ordered:
        last = max(used, default=-1) + 1
        return Run(last, last)
    problem = ""
    if ordered[0] < 0 or ordered[-1] >= length:
        problem = f"names sentence {ordered[-1]}, but there are only {length} (counted from 0)"
    elif ordered[-1] - ordered[0] + 1 != len(ordered):
        problem = "joins sentences that are not neighbours"
    elif used & set(ordered):
        problem = f"uses sentence {min(used & set(ordered))} a second time"
    if problem:
        raise UnreadableInputError(
            raw.origin, f"bead {number} {problem}. Do the links belong to these texts?"
        )
    used.update(ordered)
    return Run(ordered[0], ordered[-1] + 1)


def _name_languages(
    material: AlignedRows, source: str | None, target: str | None
) -> tuple[str, str]:
    """The codes of both languages; their tags where the sides differ only in these (en-US, en-GB).

    A language that the caller names counts more than the file's; "" if nobody names one.
    """
    tags = [language_tag(t) for t in (material.source_language, material.target_language)]
    codes = [language_code(n) if n else "" for n in (source, target)]
    codes = [code or language_code(tag) for code, tag in zip(codes, tags, strict=True)]
    alike = codes[0] == codes[1] and tags[0] != tags[1] and all(tags)
    if alike and all(language_code(tag) == codes[0] for tag in tags):
        return tags[0], tags[1]
    return codes[0], codes[1]


def _document(
    raw: RawInput, side: Side, named: str, sentences: list[str], notes: tuple[str, ...]
) -> Document:
    code = named or detect_language("\n".join(sentences[:400]))
    text = "\n".join(sentences)
    blocks, position = [], 0
    for sentence in sentences:
        blocks.append(Block(position, position + len(sentence), BlockKind.ROW))
        position += len(sentence) + 1
    return Document(side, code or UNKNOWN, raw.origin, raw.sha256, text, tuple(blocks), notes)


def _segments(document: Document) -> tuple[Segment, ...]:
    """A segment for every block."""
    return tuple(
        Segment(i, i, block.start, block.end, document.text[block.start : block.end])
        for i, block in enumerate(document.blocks)
    )
