"""Likely renderings of a few words in the other side of their pair, for adding a term by hand."""

import re
from collections.abc import Sequence

from aligner.encoders.protocol import Encoder
from aligner.languages import get_language
from aligner.splitting.chinese_words import chinese_segmenter

LONGEST = 5
"""Words of a proposal at most; longer terms are typed."""

SHOWN = 6
"""Proposals shown at most: one digit key each, and few enough to read at a glance."""

_FUNCTION_WORDS = """
    a an the of to in on at by for with and or but is are was were be been it its this that these
    those as from has have had not no he she they we you i his her their our your
"""

_STOPPED = frozenset(_FUNCTION_WORDS.split()) | frozenset(
    "的了在是和与及或也都就而但被把对从到为以于这那有不个一"
)

_PUNCTUATION = re.compile(r"[,.;:!?，。；：！？、“”\"()（）\n]")


def propose_renderings(words: str, text: str, language: str, encoder: Encoder) -> list[str]:
    """Runs of words of `text`, most similar to `words` first.

    Similarity is the cosine of the two vectors, as in the glossary; a run neither begins nor ends
    with a function word or a punctuation mark.
    """
    candidates = find_runs(text, language)
    if not candidates or not words.strip():
        return []
    vectors = encoder.encode([words, *candidates])
    similarity = vectors[1:] @ vectors[0]
    ranked = sorted(range(len(candidates)), key=lambda i: (-float(similarity[i]), i))
    return [candidates[i] for i in ranked[:SHOWN]]


def find_runs(text: str, language: str) -> list[str]:
    """All runs of up to `LONGEST` words of a text, each once.

    >>> find_runs("the policy of deterrence", "en")
    ['policy', 'policy of deterrence', 'deterrence']
    """
    spans = _split(text, language)
    runs: dict[str, None] = {}
    for i, (start, _) in enumerate(spans):
        for _, end in spans[i : i + LONGEST]:
            run = text[start:end]
            if _is_term(run, [text[a:b] for a, b in spans if a >= start and b <= end]):
                runs[run] = None
    return list(runs)


def _is_term(run: str, words: Sequence[str]) -> bool:
    ends = {words[0].casefold(), words[-1].casefold()}
    return not ends & _STOPPED and not _PUNCTUATION.search(run)


def _split(text: str, language: str) -> list[tuple[int, int]]:
    """Start and end of each word of a text."""
    if get_language(language).joiner:
        return [match.span() for match in re.finditer(r"\w[\w’'-]*", text)]
    return [(a, b) for word, a, b in chinese_segmenter().tokenize(text) if word.strip()]
