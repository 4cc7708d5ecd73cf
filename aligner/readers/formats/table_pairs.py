"""Tables whose rows are pairs: two language columns, found by their header or their languages."""

import re

from aligner.errors import UnreadableInputError
from aligner.language_detection import UNKNOWN, detect_language
from aligner.languages import LANGUAGES, get_language
from aligner.readers.formats import tables, xlsx
from aligner.readers.input.archive import find_kind
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import AlignedRow, AlignedRows, language_code

JOINED = " ~~~ "
"""The separator that hunalign writes between the sentences of one side."""

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


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:
    """The rows of two columns as pairs; a header row and other columns are left out.

    Raises:
        UnreadableInputError: The table does not have two columns of text.
    """
    is_excel = raw.suffix in xlsx.SUFFIXES or find_kind(raw) == "xlsx"
    rows, notes = (xlsx if is_excel else tables).read_rows(raw)
    header = _header(rows[0]) if rows else {}
    body = rows[1:] if header else rows
    first, second, languages = _columns(raw, header, body, source, target)
    scores = next((i for i, cell in enumerate(rows[0]) if _plain(cell) == "confidence"), -1)
    pairs = tuple(
        AlignedRow(
            _sentences(_cell(row, first)),
            _sentences(_cell(row, second)),
            _number(_cell(row, scores)) if header else 1.0,
        )
        for row in body
    )
    return AlignedRows(pairs, *languages, notes)


def _header(row: list[str]) -> dict[int, tuple[str, str]]:
    """Column → the side and the language that its header names, "" where it names none.

    It is empty if the row is not a header.

    >>> _header(["No.", "Source (English)", "译文"]), _header(["Hello", "你好"])
    ({1: ('source', 'en'), 2: ('target', '')}, {})
    """
    found: dict[int, tuple[str, str]] = {}
    for i, cell in enumerate(row):
        name, _, bracket = _plain(cell).partition("(")
        sides = ("source", "target")
        side = sides[_SIDES[name.strip()]] if name.strip() in _SIDES else ""
        code = _code(bracket.rstrip(")")) if side else _code(_plain(cell))
        if side or code:
            found[i] = (side, code)
    return found if len(found) >= 2 else {}


def _code(name: str) -> str:
    """The code of a language given by name or code; "" for anything else."""
    name = name.strip()
    if name in _NAMES:
        return _NAMES[name]
    code = language_code(name) if re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2,4})?", name) else ""
    return code if code in LANGUAGES else ""


def _columns(
    raw: RawInput,
    header: dict[int, tuple[str, str]],
    rows: list[list[str]],
    source: str | None,
    target: str | None,
) -> tuple[int, int, tuple[str, str]]:
    """The indices of the two columns, and the languages that the header names ("" if none)."""
    if not header:
        return (*_columns_by_content(raw, rows, source, target), ("", ""))
    chosen: list[int] = []
    for side, code in (("source", source), ("target", target)):
        wanted = get_language(code).code if code else ""
        fitting = [i for i, cell in header.items() if wanted and cell[1] == wanted]
        fitting += [i for i, cell in header.items() if cell[0] == side]
        chosen.append(next((i for i in fitting if i not in chosen), -1))
    free = [i for i in header if i not in chosen]
    first, second = (i if i >= 0 else free.pop(0) for i in chosen)
    return first, second, (header[first][1], header[second][1])


def _columns_by_content(
    raw: RawInput, rows: list[list[str]], source: str | None, target: str | None
) -> tuple[int, int]:
    """The indices of the first column with text and of the first in another language."""
    width = max((len(row) for row in rows), default=0)
    texts = ["\n".join(_cell(row, i) for row in rows[:400]) for i in range(min(width, 50))]
    filled = [i for i, text in enumerate(texts) if sum(c.isalpha() for c in text) > len(rows[:400])]
    if len(filled) < 2:
        raise UnreadableInputError(
            raw.origin,
            "it does not have two columns of text. Put each language into a column of its own.",
        )
    found = {i: detect_language(texts[i]) for i in filled}
    first = next((i for i in filled if source and found[i][:2] == source[:2].lower()), filled[0])
    others = [i for i in filled if i != first]
    unlike = [i for i in others if found[i] not in (found[first], UNKNOWN)]
    second = next(
        (i for i in others if target and found[i][:2] == target[:2].lower()),
        unlike[0] if unlike else others[0],
    )
    return first, second


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
