"""Bytes → text: finds the encoding, and refuses what is not text."""

import codecs
import re

from aligner.errors import UnreadableInputError, WrongUsageError
from aligner.readers.input.encoding_guess import decode_in, guess_encoding
from aligner.readers.input.raw_input import RawInput

MAX_TEXT_BYTES = 64 * 1024 * 1024
"""Maximum size of a plain text: ten times that of 80,000 sentences."""
MAX_LINE = 1_000_000
"""Maximum length of a line, in characters; a novel written on one line is about this long."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Word, Excel or PowerPoint file (save it as .docx or .xlsx)",
    b"{\\rtf": "an RTF file (save it as .docx)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x1f\x8b": "a compressed file (unpack it first)",
    b"Rar!": "a compressed file (unpack it first)",
    b"7z\xbc\xaf": "a compressed file (unpack it first)",
    b"SQLite format 3": "a database",
    b"RIFF": "a sound or a film",
    b"ID3": "a sound",
}

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_INSIDE_LINES = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends no line of a file that has a sentence a line, but does elsewhere."""
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(raw: RawInput, *, lines: bool = False) -> tuple[str, tuple[str, ...]]:
    r"""The text with its line ends turned to \n, and notes on its encoding for the user.

    With `lines`, for files that have a sentence a line, only \n and \r\n end a line, as they do for
    `wc -l`; other characters that may end one become blanks.

    Tried in this order: byte order marks, UTF-8, UTF-16 without a mark, GB18030 and Big5 (whichever
    gives more of the commonest characters), then charset-normalizer's guess.

    Raises:
        UnreadableInputError: The data is binary, damaged UTF-8 or one endless line.
    """
    data = raw.data
    if len(data) > MAX_TEXT_BYTES:
        size = f"{MAX_TEXT_BYTES // 1024 // 1024} MB"
        raise UnreadableInputError(
            raw.origin, f"it holds more than {size} of text. Cut it into parts, chapter by chapter."
        )
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableInputError(raw.origin, f"this is {what}, not a text.")
    _refuse_endless_line(raw)
    text, encoding = _decode_any(raw)
    text = _end_lines(text, only_feeds=lines)
    _refuse_controls(raw, text)
    notes = () if encoding in ("utf-8", "utf-8-sig") else (f"It was read as {_name(encoding)}.",)
    return text, notes


def _end_lines(text: str, *, only_feeds: bool) -> str:
    if only_feeds:
        return _INSIDE_LINES.sub(" ", text.replace("\r\n", "\n"))
    return _LINE_ENDS.sub("\n", text)


def _name(encoding: str) -> str:
    names = {"gb18030": "GB18030", "big5hkscs": "Big5", "utf-16": "UTF-16", "utf-32": "UTF-32"}
    return names.get(encoding, encoding.upper().replace("_", "-"))


def _decode_any(raw: RawInput) -> tuple[str, str]:
    data = raw.data
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decode_strictly(raw, encoding), encoding
    if raw.encoding and not _is_plainly_utf8(data):
        return _decode_as_named(raw, raw.encoding)
    if b"\0" in data:
        return _decode_utf16(raw), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(raw, error)
    return _decode_by_guess(raw)


def check_encoding(name: str) -> str:
    """The name of an encoding as Python has it.

    Raises:
        WrongUsageError: There is no such encoding of texts.
    """
    usual = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ansi": "cp1252"}
    folded = name.strip().lower().replace("_", "-")
    try:
        encoding = codecs.lookup(usual.get(folded, folded))
    except (LookupError, ValueError):
        encoding = None
    if encoding is None or not encoding._is_text_encoding:
        raise WrongUsageError(
            f"{name!r} is not an encoding. Use one like gb18030, big5, utf-16 or windows-1252."
        )
    return encoding.name


def _is_plainly_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 that is nothing else.

    A word or two of GB18030 may be letters below U+0800 in UTF-8 (联通), but never above.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return text.isascii() or any(character > "\u07ff" for character in text)


def _decode_as_named(raw: RawInput, encoding: str) -> tuple[str, str]:
    try:
        return decode_in(raw.data, encoding), encoding
    except UnicodeDecodeError as error:
        line = raw.data.count(b"\n", 0, error.start) + 1
        raise UnreadableInputError(
            raw.origin,
            f"it is not {_name(encoding)}, as asked for: line {line} (byte {error.start}) has "
            "bytes that are not a character in it. Leave out --encoding, or name another.",
        ) from None


def _decode_strictly(raw: RawInput, encoding: str) -> str:
    try:
        return raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            raw.origin,
            f"it says it is {_name(encoding)}, but byte {error.start} does not fit. "
            "Save it again as UTF-8.",
        ) from None


def _refuse_damaged_utf8(raw: RawInput, error: UnicodeDecodeError) -> None:
    """Raises if the bytes are UTF-8 but for a few places: every other encoding would be wrong."""
    head = raw.data[:1_000_000]
    text = head.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    if right > 10 * wrong or _SURROGATE.search(raw.data, error.start, error.start + 3):
        line = raw.data.count(b"\n", 0, error.start) + 1
        raise UnreadableInputError(
            raw.origin,
            f"it is UTF-8, but damaged: line {line} (byte {error.start}) has bytes that are not a "
            "character. Open it in an editor, correct that line and save it as UTF-8.",
        )


def _decode_utf16(raw: RawInput) -> str:
    """The text of UTF-16 without a mark: every second byte of its ASCII characters is zero."""
    head = raw.data[:100_000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros >= 4 and zeros > 10 * others and zeros > len(head) * 0.02:
            try:
                return raw.data.decode(encoding)
            except UnicodeDecodeError:
                break
    line = raw.data.count(b"\n", 0, raw.data.index(b"\0")) + 1
    raise UnreadableInputError(
        raw.origin,
        f"line {line} contains a NUL byte: this is not a text, or it is damaged. "
        "Remove it and save the file as UTF-8.",
    )


def _decode_by_guess(raw: RawInput) -> tuple[str, str]:
    """The text in its likeliest encoding, and the encoding.

    Raises:
        UnreadableInputError: It looks like no text, or has places that are no character.
    """
    guess = guess_encoding(raw.data, raw.languages)
    if not guess.fits:
        raise UnreadableInputError(
            raw.origin,
            "its encoding was not recognised, or it is not a text. Name its encoding with "
            "--encoding, or save it as UTF-8 and try again.",
        )
    try:
        return decode_in(raw.data, guess.encoding), guess.encoding
    except UnicodeDecodeError as error:
        line = raw.data.count(b"\n", 0, error.start) + 1
        raise UnreadableInputError(
            raw.origin,
            f"it looks like {_name(guess.encoding)}, but line {line} (byte {error.start}) has "
            "bytes that are not a character. Name its encoding with --encoding, or open it in an "
            "editor, correct that line and save it as UTF-8.",
        ) from None


def _refuse_endless_line(raw: RawInput) -> None:
    """Raises before decoding if a line is endless; a character has up to 4 bytes."""
    start = 0
    while len(raw.data) - start > MAX_LINE * 4:
        end = start + MAX_LINE * 4
        found = max(raw.data.rfind(b"\n", start, end), raw.data.rfind(b"\r", start, end))
        if found < 0:
            line = raw.data.count(b"\n", 0, start) + 1
            raise UnreadableInputError(
                raw.origin,
                f"line {line} is longer than {MAX_LINE:,} characters. Break the text into "
                "paragraphs, one a line.",
            )
        start = found + 1


def _refuse_controls(raw: RawInput, text: str) -> None:
    head = text[:200_000]
    if len(_CONTROLS.findall(head)) > len(head) * 0.01:
        raise UnreadableInputError(
            raw.origin, "it is full of control characters: this is not a text."
        )
