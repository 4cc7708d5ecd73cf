"""The judged pairs as plain lists, and the entries that are chosen from them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Entry:
    """A chosen pair: rows of `Matching.pairs`."""

    sources: tuple[int, ...]
    """The source candidates that are one term (spelling, hyphen)."""
    best: int
    others: tuple[int, ...]
    """Rows of further renderings."""
    confidence: float
    termhood: float
    long_forms: tuple[int, ...] = ()
    """Of an acronym: the source candidates that it abbreviates and whose rendering it has."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """The pairs as plain lists: they are looked at one by one."""

    source: list[int]
    target: list[int]
    count: list[int]
    links: list[int]
    words: list[int]
    weight: list[float]
    cosine: list[float]
    copied: list[bool]
    chance: list[float]


def make_table(pairs: pl.DataFrame, chance: NDArray[np.float64]) -> PairTable:
    """The pairs of a matching with what `matching.judge` says of each."""
    return PairTable(
        source=pairs["source"].to_list(),
        target=pairs["target"].to_list(),
        count=pairs["count"].to_list(),
        links=pairs["source_links"].to_list(),
        words=pairs["source_words"].to_list(),
        weight=pairs["weight"].to_list(),
        cosine=pairs["cosine"].to_list(),
        copied=pairs["copied"].to_list(),
        chance=chance.tolist(),
    )
