"""Chooses the mode: are two texts complete, or excerpts? Says why."""

from dataclasses import dataclass

import numpy as np

from aligner.alignment.excerpts.excerpt_model import default_excerpt_model
from aligner.alignment.excerpts.passage_search import (
    PassageSearch,
    Shares,
    find_shares,
    search_passages,
    search_sample,
)
from aligner.alignment.features.encode_pair import encode_pair, runs_parallel
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress

_UNLIKE = 4.0
"""Ratio of sentences from which the longer text is not encoded as a whole: only single sentences,
and runs in the regions where passages are found."""
_LARGE = 50_000_000
"""Pairs of sentences above which a sample of the source text is searched first."""


@dataclass(frozen=True, slots=True)
class ModeChoice:
    """How to align two texts, and what was found out on the way."""

    mode: str
    """"full" or "excerpt"."""
    reason: str
    search: PassageSearch | None
    """Passages of the shorter text in the longer one; None if a sample was enough."""
    pair: EncodedPair | None
    """Both texts encoded, if they were."""


def choose_mode(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    *,
    mode: str = "auto",
    progress: Progress | None = None,
) -> ModeChoice:
    """Chooses the mode for two texts, neither empty; "auto" decides between full and excerpt.

    The decision does not depend on which of the texts is the source: passages of the shorter one
    are searched in the longer one.
    """
    if mode == "full":
        return ModeChoice(
            mode, "as asked for", None, encode_pair(source, target, encoder, progress)
        )
    sizes = sorted((len(source), len(target)))
    pair = None
    if mode == "auto" and sizes[1] <= _UNLIKE * sizes[0]:
        pair = encode_pair(source, target, encoder, progress)
        vectors = [np.asarray(side.runs[0], np.float32) for side in (pair.source, pair.target)]
    else:
        vectors = _encode(source, target, encoder, progress)
    model = default_excerpt_model()
    swapped = len(source) > len(target)
    shorter, longer = vectors[::-1] if swapped else vectors
    if mode == "auto" and pair and sizes[0] * sizes[1] > _LARGE:
        parallel = runs_parallel((source, target), encoder)
        shares = search_sample(shorter, longer, model, parallel=parallel)
        if shares.complete:
            return ModeChoice("full", _reason(shares.swapped() if swapped else shares), None, pair)
    search = search_passages(shorter, longer, model)
    if mode == "excerpt":
        return ModeChoice(mode, "as asked for", search, pair)
    shares = find_shares(search)
    reason = _reason(shares.swapped() if swapped else shares)
    return ModeChoice("full" if shares.complete else "excerpt", reason, search, pair)


def _encode(
    source: Sentences, target: Sentences, encoder: Encoder, progress: Progress | None
) -> list[Vectors]:
    total = len(source) + len(target)

    def shifted(before: int) -> Progress | None:
        if progress is None:
            return None
        return lambda what, done, _: progress(what, before + done, total)

    return [
        encoder.encode(source.texts, shifted(0)),
        encoder.encode(target.texts, shifted(len(source))),
    ]


def _reason(shares: Shares) -> str:
    """Says why, in a sentence.

    >>> _reason(Shares(0.98, 0.1))
    'passages in the same order cover 98% of the source text but 10% of the target text'
    """
    if not shares.source:
        return "no longer passage was found that both texts share"
    joint = (
        "and" if shares.complete else "but" if abs(shares.source - shares.target) > 0.3 else "and"
    )
    return (
        f"passages in the same order cover {shares.source:.0%} of the source text {joint} "
        f"{shares.target:.0%} of the target text"
    )
