"""Tables whose rows are pairs: two language columns, found by their header or their languages."""

import re

from aligner.detection import UNKNOWN, detect_language
from aligner.errors import UnreadableInputError, WrongUsageError
from aligner.languages import LANGUAGES, get_language
from aligner.readers import tables, xlsx
from aligner.readers.pairing import Material, PairedRow
from aligner.readers.raw import Raw

SUFFIXES = (*tables.SUFFIXES, *xlsx.SUFFIXES)

JOINED = " ~~~ "
"""What hunalign puts between the sentences of one side."""

_SIDES = {
    "source": 0, "src": 0, "source text": 0, "original": 0, "原文": 0,
    "target": 1, "trg": 1, "tgt": 1, "target text": 1, "translation": 1, "译文": 1, "譯文": 1,
}  # fmt: skip
_NAMES = {
    **{row.name.lower(): code for code, row in LANGUAGES.items()},
    "中文": "zh", "汉语": "zh", "漢語": "zh-TW", "简体中文": "zh", "繁體中文": "zh-TW",
    "chinese (simplified)": "zh", "simplified chinese": "zh", "traditional chinese": "zh-TW",
    "英文": "en", "英语": "en", "deutsch": "de", "français": "fr", "español": "es",
    "日本語": "ja", "русский": "ru", "한국어": "ko",
}  # fmt: skip


def read_material(raw: Raw, source: str | None, target: str | None) -> Material:
    """The rows as pairs. A header row and further columns are recognised and left out.

    Raises UnreadableInputError if there are no two columns of text.
    """
    is_excel = raw.suffix in xlsx.SUFFIXES or xlsx.detect(raw.data[:4096])
    rows, notes = (xlsx if is_excel else tables).read_rows(raw)
    header = _header(rows[0]) if rows else {}
    body = rows[1:] if header else rows
    first, second, languages = _columns(raw, header, body, source, target)
    scores = next((i for i, cell in enumerate(rows[0]) if _plain(cell) == "confidence"), -1)
    pairs = tuple(
        PairedRow(
            _sentences(_cell(row, first)),
            _sentences(_cell(row, second)),
            _number(_cell(row, scores)) if header else 1.0,
        )
        for row in body
    )
    return Material(pairs, *languages, notes)


def _header(row: list[str]) -> dict[int, str]:
    """Column → what its header says: `source`, `target` or a language code; {} for no header."""
    found: dict[int, str] = {}
    for i, cell in enumerate(row):
        name = _plain(cell)
        if name in _SIDES:
            found[i] = ("source", "target")[_SIDES[name]]
        elif name in _NAMES:
            found[i] = _NAMES[name]
        elif re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2,4})?", name):
            try:
                code = get_language(name).code
            except WrongUsageError:
                continue
            if code in LANGUAGES:
                found[i] = code
    return found if len(found) >= 2 else {}


def _columns(
    raw: Raw, header: dict[int, str], rows: list[list[str]], source: str | None, target: str | None
) -> tuple[int, int, tuple[str, str]]:
    """The two columns and the languages that the header names ("" where it does not)."""
    if header:
        names = list(header.items())
        wanted = [get_language(code).code if code else "" for code in (source, target)]
        sides = [
            next((i for i, name in names if name in (code, side)), -1)
            for code, side in zip(wanted, ("source", "target"), strict=True)
        ]
        free = [i for i, _ in names if i not in sides]
        first = sides[0] if sides[0] >= 0 else free.pop(0)
        second = sides[1] if sides[1] >= 0 else free.pop(0)
        codes = [name if name in LANGUAGES else "" for name in (header[first], header[second])]
        return first, second, (codes[0], codes[1])
    width = max((len(row) for row in rows), default=0)
    texts = ["\n".join(_cell(row, i) for row in rows[:400]) for i in range(min(width, 50))]
    filled = [i for i, text in enumerate(texts) if sum(c.isalpha() for c in text) > len(rows[:400])]
    if len(filled) < 2:
        raise UnreadableInputError(
            raw.origin, "it has no two columns of text. Put each language into a column of its own."
        )
    found = {i: detect_language(texts[i]) for i in filled}
    first = next((i for i in filled if source and found[i][:2] == source[:2].lower()), filled[0])
    others = [i for i in filled if i != first]
    unlike = [i for i in others if found[i] not in (found[first], UNKNOWN)]
    second = next(
        (i for i in others if target and found[i][:2] == target[:2].lower()),
        unlike[0] if unlike else others[0],
    )
    return first, second, ("", "")


def _plain(cell: str) -> str:
    return cell.strip().lstrip("\ufeff").lower()


def _cell(row: list[str], i: int) -> str:
    return row[i] if 0 <= i < len(row) else ""


def _sentences(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(JOINED) if part.strip())


def _number(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return 1.0
    return value if 0.0 <= value <= 1.0 else 1.0
