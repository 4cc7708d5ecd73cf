"""A string of a program under its key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aligner.languages import ALIASES, LANGUAGES


@dataclass(frozen=True, slots=True)
class KeyedString:
    """A string in one language."""

    key: str
    text: str
    note: str = ""
    """Its comment for translators, and its state where that is not "done" (fuzzy, unfinished)."""


MAX_DEPTH = 60
"""Levels of keys that are read; programs have three or four."""


def flatten(values: Any, path: tuple[str, ...] = ()) -> Iterator[KeyedString]:
    """Yields the strings of nested mappings and lists; a key is the path to its string.

    >>> [string.key for string in flatten({"menu": {"open": "Open", "sizes": ["S", "M"]}})]
    ['menu.open', 'menu.sizes.0', 'menu.sizes.1']
    """
    if isinstance(values, str):
        if path and values.strip():
            yield KeyedString(".".join(path), values)
    elif len(path) < MAX_DEPTH:
        pairs: Iterable[tuple[Any, Any]] = ()
        if isinstance(values, Mapping):
            pairs = values.items()
        elif isinstance(values, list):
            pairs = enumerate(values)
        for key, value in pairs:
            yield from flatten(value, (*path, str(key)))


def without_language(values: Any) -> Any:
    """The strings below the one key that names their language, as Rails has them."""
    if isinstance(values, Mapping) and len(values) == 1:
        key, inside = next(iter(values.items()))
        code = str(key).lower().replace("_", "-")
        if isinstance(inside, Mapping) and (code in ALIASES or code.split("-")[0] in LANGUAGES):
            return inside
    return values
