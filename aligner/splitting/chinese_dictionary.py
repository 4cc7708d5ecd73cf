"""jieba's dictionary as a sorted table of hashes, mapped into memory instead of loaded.

jieba keeps half a million words and beginnings of words in a `dict`, which takes a second and 100
MB, while a text needs a few thousand of them. Here they are two arrays, hashes and counts, made
from jieba's own file in half a second and stored in the user's cache folder.

Delete me and let jieba load its dictionary, and everything is correct and slower.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""The factor of the hashes, which are polynomials of the characters in it, modulo 2**64: Knuth's
odd number of the golden ratio. With half a million hashes, the chance that another string has one
of them is 3e-14."""
_SPACE, _NEWLINE = 32, 10


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words with their counts, and their beginnings with the count 0."""

    hashes: Numbers
    """Hashes of words and beginnings, sorted, shape (entries,)."""
    counts: Numbers
    """Count of each entry, shape (entries,)."""
    total: int
    """Sum of the counts of all lines of the file."""

    def entries(self, text: str) -> Iterator[tuple[str, int]]:
        """Every substring of the text that is a word or the beginning of a word, with its count."""
        codes = _codes(text)
        start = np.arange(len(codes))
        hashes = np.zeros(len(codes), np.uint64)
        size = 0
        while len(start):
            hashes = _extend(hashes, codes[start + size])
            size += 1
            at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
            found = self.hashes[at] == hashes
            start, hashes = start[found], hashes[found]
            different, where = np.unique(at[found], return_index=True)
            counts = self.counts[different].tolist()
            for first, count in zip(start[where].tolist(), counts, strict=True):
                yield text[first : first + size], count
            inside = start + size < len(codes)
            start, hashes = start[inside], hashes[inside]


@lru_cache(maxsize=1)
def open_dictionary() -> Dictionary:
    """The dictionary from the user's cache folder, made and stored there on first use."""
    source = _source()
    facts = source.stat()
    kept = cache_folder() / f"chinese-words-{facts.st_size}-{facts.st_mtime_ns}.npy"
    with suppress(OSError, ValueError):
        table: Numbers = np.load(kept, mmap_mode="r", allow_pickle=False)
        if table.dtype == np.uint64 and table.ndim == 2 and len(table) == 2:
            return Dictionary(table[0, 1:], table[1, 1:], int(table[1, 0]))
    made = read_dictionary(source)
    _keep(made, kept)
    return made


def read_dictionary(path: Path) -> Dictionary:
    """The dictionary in a file of jieba's format: a word, its count and more on each line.

    A word that occurs twice has the count of its last line, as in jieba.
    """
    codes = _codes(path.read_text(encoding="utf-8"))
    ends = np.flatnonzero(codes == _NEWLINE)
    starts = np.concatenate([[0], ends[:-1] + 1])
    spaces = np.flatnonzero(codes == _SPACE)
    first = spaces[np.searchsorted(spaces, starts)]
    second = spaces[np.searchsorted(spaces, starts) + 1]
    counts = _numbers(codes, first + 1, second)
    hashes = np.zeros(len(starts), np.uint64)
    every, values = [], []
    size = 0
    while len(starts):
        hashes = _extend(hashes, codes[starts + size])
        size += 1
        whole = starts + size == first
        every += [hashes[~whole], hashes[whole]]
        values += [np.zeros(int((~whole).sum()), np.uint64), counts[whole]]
        longer = ~whole
        starts, first, hashes, counts = (a[longer] for a in (starts, first, hashes, counts))
    total = sum(int(part.sum()) for part in values)
    return _sorted(np.concatenate(every), np.concatenate(values), total)


def _sorted(hashes: Numbers, counts: Numbers, total: int) -> Dictionary:
    """The dictionary with each hash once: with the count of its last word, or 0 for a beginning."""
    # A word's own count comes after the zeros of those that begin with it.
    order = np.lexsort((np.arange(len(hashes)), counts > 0, hashes))
    hashes, counts = hashes[order], counts[order]
    last = np.append(hashes[1:] != hashes[:-1], np.True_)
    return Dictionary(hashes[last], counts[last], total)


def _keep(dictionary: Dictionary, path: Path) -> None:
    """Writes the dictionary to a file, whole or not at all; not if there is no cache folder."""
    head = np.array([[0], [dictionary.total]], np.uint64)
    body = np.stack([dictionary.hashes, dictionary.counts])
    with suppress(OSError):
        number, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(number, "wb") as file:
                np.save(file, np.concatenate([head, body], axis=1))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _extend(hashes: Numbers, codes: NDArray[np.uint32]) -> Numbers:
    """The hashes of strings that are one character longer, shape (strings,)."""
    grown: Numbers = (hashes + codes + np.uint64(1)) * _FACTOR
    return grown ^ (grown >> np.uint64(29))


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _numbers(
    codes: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> Numbers:
    """The values of the decimal digits between each start and end, shape (starts,)."""
    values = np.zeros(len(starts), np.uint64)
    for place in range(int((ends - starts).max(initial=0))):
        inside = starts + place < ends
        digits = codes[starts[inside] + place].astype(np.uint64) - np.uint64(ord("0"))
        values[inside] = values[inside] * np.uint64(10) + digits
    return values


def _source() -> Path:
    """The path of jieba's dictionary file, found without importing jieba."""
    spec = find_spec("jieba")
    assert spec
    assert spec.origin
    return Path(spec.origin).with_name("dict.txt")


def cache_folder() -> Path:
    """The user's cache folder (XDG), made if needed; the null device if it cannot be made."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "duizhao"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(os.devnull)
    return folder
