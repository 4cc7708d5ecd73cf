"""The encoding of bytes that are not UTF-8: the one in which they are the likeliest text.

Each candidate's text is scored by the model of subwords that the default encoder brings, which
knows the words of sixteen languages; only lines with bytes outside ASCII speak, so a table that is
half English is judged by its other half.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.language_detection import ask_model
from aligner.languages import get_language
from aligner.text import EAST_ASIAN, SCRIPTS, normalise_script

CANDIDATES: dict[str, float] = {
    "utf-8": 0.0,
    "gb18030": 0.0,
    "cp1252": 0.0,
    "big5hkscs": -1.0,
    "cp932": -1.5,
    "cp949": -1.5,
    "cp1251": -1.5,
    "euc_jp": -2.5,
    "koi8_r": -2.5,
    "cp1250": -1.5,
    "cp1254": -2.5,
    "cp1256": -3.0,
    "cp874": -3.0,
}
"""Encoding → logarithm of how frequent it is among files that are no UTF-8, relative to GB18030.
Set by judgement; they decide only between readings of one or two words."""

ENCODINGS_OF: dict[str, tuple[str, ...]] = {
    "zh": ("gb18030",),
    "zh-TW": ("big5hkscs",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "ru": ("cp1251", "koi8_r"),
    "pl": ("cp1250",),
    "tr": ("cp1254",),
    "ar": ("cp1256",),
    "th": ("cp874",),
}
"""Code of a language → the encodings of its files; those of languages not named: Windows 1252."""

EXPECTED = 8.0
"""What an encoding gains if its language is expected: enough to decide between readings of a word
or two, too little against a sentence."""

SAMPLE = 8_000
"""Bytes that are scored; a hundredth of that is enough for prose."""
LONGEST_LINE = 2_000
"""Bytes of one line that are scored."""

DAMAGED = -25.0
"""What a place that the encoding does not know counts: more than the rarest character."""
WORST, WORST_ASCII = -13.0, -4.5
"""Score of a byte outside ASCII, and of one inside, below which the best reading is no text. The
texts of `benchmarks/accuracy/encoding_samples.json` stay above, random bytes are below -16."""

SHORT = 60
"""Bytes outside ASCII up to which the dictionary is asked; more of them speak for themselves."""
KNOWN_WORD = 8.0
"""What a word of the dictionary gains in a short Chinese text: the model of subwords has few of
the rarer terms (珊瑚礁), whose mojibake may be of frequent characters."""

_STRANGE = (
    # Controls of Latin 1, marks of direction, private use, blocks and lines of old terminals.
    (re.compile("[\x80-\x9f\u200c-\u200f\ue000-\uf8ff\ufff0-\ufffc\u2500-\u259f]"), -8.0),
    # Signs that stand where mojibake has letters, and half-width katakana.
    (re.compile("[¢£¤¥¦§¨ª¬¯±²³´µ¶¸¹º¼½¾×÷\uff61-\uff9f]|(?<=\\w)[¡¿\xa0](?=\\w)"), -4.0),
    # A letter of one alphabet beside one of another, a capital inside a word.
    (
        re.compile(
            "[A-Za-zÀ-ɏ](?=[\u0370-\u06ff\u0e00-\u0e7f])|[\u0370-\u052f](?=[A-Za-zÀ-ɏ\u0600-\u06ff])"
            "|[\u0600-\u06ff](?=[A-Za-zÀ-ɏ\u0370-\u052f])|[\u0e00-\u0e7f](?=[A-Za-zÀ-ɏ])"
            "|[a-zß-öø-ÿа-я](?=[À-ÖØ-ÞЀ-Я])"
        ),
        -5.0,
    ),
    # A single character in the middle of a Latin word: the accented letter that it was.
    (re.compile(f"(?<=[A-Za-z])[{EAST_ASIAN}](?=[a-z])"), -8.0),
)
"""What mojibake has, and what each place that has it costs."""
_STRANGE_IN = {
    "gb18030": (re.compile(f"[\u0370-\u052f\u2100-\u214f{SCRIPTS['Kana']}]"), -4.0),
    "big5hkscs": (re.compile(f"[\u0370-\u052f\u2100-\u214f{SCRIPTS['Kana']}]"), -4.0),
    "cp949": (re.compile(f"[\u0370-\u052f{SCRIPTS['Han']}{SCRIPTS['Kana']}]"), -4.0),
}
"""Encoding → characters that it has and texts in it hardly contain, and what each costs."""
_SEPARATORS = re.compile("[,;:|\t\"'()\\[\\]{}<>=/]")
_HAN = re.compile(f"[{SCRIPTS['Han']}]{{2,}}")
FEWEST = 4
"""Bytes outside ASCII from which the language of a text may say that it is Windows 1250."""
_CENTRAL_EUROPEAN = frozenset("cs sk hu hr sl bs ro pl".split())
_CHINESE = ("gb18030", "big5hkscs")
_HIGH = re.compile(rb"[\x80-\xff]")
_COMPATIBLE = {"big5hkscs": ("cp950",), "cp1252": ("latin-1",)}
"""Encoding → others that are it but for a few characters, tried if it does not fit."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and how well the text read in it looks like text."""

    encoding: str
    score: float
    """Logarithm of the probability of the sample, with what was expected."""
    fits: bool
    """Whether the sample is text in it at all."""


def guess_encoding(data: bytes, languages: Sequence[str] = ()) -> Guess:
    """The likeliest encoding of bytes that are not all ASCII, nor UTF-8.

    Args:
        data: The bytes of the text.
        languages: Codes of the languages that are expected in it.

    >>> guess_encoding("破产,债权人".encode("gb18030")).encoding
    'gb18030'
    """
    sample = list(_sample(data))
    high = sum(len(_HIGH.findall(line)) for line in sample)
    least = WORST * high + WORST_ASCII * (sum(map(len, sample)) - high)
    expected = {name for code in languages for name in _encodings_of(code)}
    scores: dict[str, float] = {}
    for encoding, prior in CANDIDATES.items():
        texts = [_read(line, encoding) for line in sample]
        known = KNOWN_WORD * _count_words(texts) if high <= SHORT and encoding in _CHINESE else 0.0
        wanted = EXPECTED if encoding in expected else 0.0
        scores[encoding] = prior + wanted + known + sum(_score(text, encoding) for text in texts)
    best = max(scores, key=lambda encoding: scores[encoding])
    score = scores[best]
    if best == "cp1252" and high >= FEWEST and _is_central_european(sample):
        best = "cp1250"
    return Guess(best, score, score > least)


def _is_central_european(sample: Sequence[bytes]) -> bool:
    """Whether text in Windows 1250 is in a language written in it.

    The model of subwords knows Polish alone of these languages.
    """
    text = " ".join(_read(line, "cp1250") for line in sample)
    return "\ufffd" not in text and ask_model(text) in _CENTRAL_EUROPEAN


def decode_in(data: bytes, encoding: str) -> str:
    """The text of the bytes in an encoding, or in one that is the same but for a few characters.

    Raises:
        UnicodeDecodeError: A place is no character of the encoding.
    """
    for name in (encoding, *_COMPATIBLE.get(encoding, ())):
        try:
            return data.decode(name)
        except UnicodeDecodeError as error:
            found = error
    raise found


def _encodings_of(code: str) -> tuple[str, ...]:
    return ENCODINGS_OF.get(get_language(code).code, ("cp1252",))


def _sample(data: bytes) -> Iterator[bytes]:
    """Yields lines with bytes outside ASCII, from the whole text, up to `SAMPLE` bytes in all."""
    lines = [line for line in re.split(rb"[\r\n]+", data) if not line.isascii()]
    # Alternate lines of the whole text: the first may be a title page in another language.
    step = max(1, sum(min(len(line), LONGEST_LINE) for line in lines) // SAMPLE)
    left = SAMPLE
    for line in lines[::step]:
        first = _HIGH.search(line)
        # What precedes the first of these bytes is ASCII, so a character begins there.
        start = max(0, first.start() - 40) if first else 0
        piece = line[start : start + LONGEST_LINE]
        yield piece
        left -= len(piece)
        if left <= 0:
            return


def _read(line: bytes, encoding: str) -> str:
    """The text of a line whose last character may be cut off."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(line, final=len(line) < LONGEST_LINE)


def _score(text: str, encoding: str) -> float:
    """The logarithm of how likely a text is, less what mojibake has."""
    from aligner.encoders.embedded.subwords import log_probability

    signs = (*_STRANGE, _STRANGE_IN[encoding]) if encoding in _STRANGE_IN else _STRANGE
    strange = sum(cost * len(sign.findall(text)) for sign, cost in signs)
    # A word is likelier after a blank than after the comma of a table.
    plain = _SEPARATORS.sub(" ", text)
    return log_probability(plain) + DAMAGED * text.count("\ufffd") + strange


def _count_words(texts: Sequence[str]) -> int:
    """How many runs of Chinese characters are words of the dictionary."""
    runs = {normalise_script(run) for text in texts for run in _HAN.findall(text)}
    if not runs:
        return 0
    from aligner.splitting.chinese_dictionary import open_dictionary

    found = dict(open_dictionary().entries("\n".join(sorted(runs))))
    return sum(found.get(run, 0) > 0 for run in runs)
