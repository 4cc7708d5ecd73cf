"""Sentences as the alignment is given them, and the surface features read off each."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from aligner.arrays import Bools, Float32s, Int64s
from aligner.bitext import BlockKind, Run
from aligner.languages import get_language


@dataclass(frozen=True, slots=True)
class Sentences:
    """One text: its sentences in order."""

    texts: tuple[str, ...]
    language: str
    kinds: tuple[BlockKind, ...] = ()
    """What each sentence is on its page; empty when unknown."""
    blocks: tuple[int, ...] = ()
    """Paragraph number of each sentence; only a hint."""

    def __len__(self) -> int:
        return len(self.texts)

    def part(self, run: Run) -> "Sentences":
        """Sentences of a run by themselves."""
        span = slice(run.start, run.end)
        return Sentences(self.texts[span], self.language, self.kinds[span], self.blocks[span])

    @property
    def joiner(self) -> str:
        """What joins two sentences of a run: a space, or nothing in Chinese."""
        return get_language(self.language).joiner


_OPENING = re.compile(r"[“「『«„]")
_CLOSING = re.compile(r"[”」』»]")
_STRAIGHT = re.compile(r"[\"＂]")
_TRAILING = re.compile(r"[\s\"'”’」』»)\]）】》〉]+$")
_LEADING = re.compile(r"^[\s\-—–]*[\"“「『«„‘]")
_NUMBER = re.compile(r"\d+(?:[.,．，]\d+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")

ENDINGS = ("stop", "question", "exclamation", "ellipsis", "pause", "none")
_ENDING = {
    **dict.fromkeys(".。．।؟"[:4], 0),
    **dict.fromkeys("?？؟", 1),
    **dict.fromkeys("!！", 2),
    **dict.fromkeys("…⋯", 3),
    **dict.fromkeys(",，、;；:：-—–؛،", 4),
}


@dataclass(frozen=True, slots=True)
class SurfaceFeatures:
    """Surface features of each sentence of one side; arrays have shape (sentences,)."""

    lengths: Float32s
    """Letters and digits, wide (CJK) ones counted once; at least 1."""
    endings: Int64s
    """Position in `ENDINGS` of the closing punctuation."""
    quoted_end: Bools
    """Whether the sentence ends with a closing quotation mark."""
    quoted_start: Bools
    """Whether the sentence begins with an opening quotation mark."""
    quote_balance: Float32s
    """Opening minus closing quotation marks; straight marks count modulo two."""
    pauses: Float32s
    """Number of commas, semicolons, colons and dashes inside."""
    questions: Float32s
    exclamations: Float32s
    marks: Float32s
    """Number of quotation marks."""
    numbers: tuple[Counter[str], ...]
    latin: tuple[Counter[str], ...]
    """Words in Latin letters; compared only where the other side has another script."""

    def part(self, run: Run) -> "SurfaceFeatures":
        """Surface features of a run of sentences."""
        return SurfaceFeatures(*(getattr(self, f.name)[run.start : run.end] for f in fields(self)))


def ending_of(text: str) -> int:
    """Position in `ENDINGS` of the closing punctuation of a sentence.

    >>> [ENDINGS[ending_of(t)] for t in ("他问：“是吗？”", "Yes...", "Chapter 1", "and so,")]
    ['question', 'ellipsis', 'none', 'pause']
    """
    core = _TRAILING.sub("", text)
    if core.endswith(("...", "。。", "..")):
        return 3
    return _ENDING.get(core[-1:], 5)


def extract_surface_features(sentences: Sentences) -> SurfaceFeatures:
    """Reads the surface features of every sentence of one side."""
    texts = [unicodedata.normalize("NFKC", text) if text else "" for text in sentences.texts]
    raw = sentences.texts

    def count(pattern: str) -> Float32s:
        marks = re.compile(pattern)
        return np.array([len(marks.findall(t)) for t in raw], np.float32)

    straight = np.array([len(_STRAIGHT.findall(t)) for t in raw], np.float32)
    opening = np.array([len(_OPENING.findall(t)) for t in raw], np.float32)
    closing = np.array([len(_CLOSING.findall(t)) for t in raw], np.float32)
    return SurfaceFeatures(
        lengths=np.array([max(1, sum(c.isalnum() for c in t)) for t in texts], np.float32),
        endings=np.array([ending_of(t) for t in raw], np.int64),
        quoted_end=np.array([bool(re.search(r"[\"”」』»]\s*$", t)) for t in raw], np.bool_),
        quoted_start=np.array([bool(_LEADING.search(t)) for t in raw], np.bool_),
        quote_balance=opening - closing + straight % 2,
        pauses=count(r"[,，、;；:：—–]"),
        questions=count(r"[?？]"),
        exclamations=count(r"[!！]"),
        marks=opening + closing + straight,
        numbers=tuple(_digit_strings(t) for t in texts),
        latin=tuple(Counter(w.lower() for w in _LATIN.findall(t)) for t in texts),
    )


def join_surface_features(parts: Sequence[SurfaceFeatures]) -> SurfaceFeatures:
    """Joins the surface features of consecutive parts of a text, at least one."""
    columns = zip(
        *([getattr(part, f.name) for f in fields(SurfaceFeatures)] for part in parts), strict=True
    )
    return SurfaceFeatures(*(_joined(column) for column in columns))


def _joined(values: Sequence[Any]) -> Any:
    if isinstance(values[0], tuple):
        return tuple(item for part in values for item in part)
    return np.concatenate(values)


def _digit_strings(text: str) -> Counter[str]:
    """Numbers written in digits, as strings without thousands separators.

    These are not the numbers that `aligner.numerals` reads: the weights were trained on this
    feature, which has one reading a number and costs one regular expression a sentence.
    """
    return Counter(re.sub(r"[,，]", "", n) for n in _NUMBER.findall(text))
