"""Finds the reasons to review a link, in the codes of `aligner.flags`."""

from collections import Counter

import numpy as np

from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.beads import ScoredBead
from aligner.bitext import BlockKind, Link, Run
from aligner.confidence import UNCERTAIN
from aligner.numerals.reading import read_numbers

# Where a flag begins to be worth a translator's time; set by judgement, not tuned on a
# figure.
_RIVAL = 0.15
_LOW_COSINE = 0.25
_LENGTH_OFF = 2.2
_SHORTEST = 12
_MANY = 5


def find_flags(
    link: Link, bead: ScoredBead, texts: tuple[Sentences, Sentences], pair: EncodedPair
) -> tuple[str, ...]:
    """Flags of a link that nobody has decided on."""
    if not (link.source and link.target):
        return ("no-counterpart-doubtful",) if link.confidence < UNCERTAIN else ()
    flags = []
    if _furniture(texts[0], link.source) or _furniture(texts[1], link.target):
        flags.append("furniture")
    if bead.runner_up > _RIVAL:
        flags.append("rival")
    if _cosine(pair, link) < _LOW_COSINE:
        flags.append("low-similarity")
    if _length_differs(pair, link):
        flags.append("length")
    numbers = _numbers_differ(texts, pair, link)
    if numbers:
        flags.append(f"number: {numbers}")
    if link.source.size + link.target.size >= _MANY:
        flags.append("many")
    return tuple(flags)


def _furniture(side: Sentences, run: Run) -> bool:
    return any(side.kinds[i] is BlockKind.FURNITURE for i in run.ids if i < len(side.kinds))


def _cosine(pair: EncodedPair, link: Link) -> float:
    source = pair.source.runs[link.source.size - 1][link.source.start].astype(np.float32)
    target = pair.target.runs[link.target.size - 1][link.target.start].astype(np.float32)
    return float(source @ target)


def _length_differs(pair: EncodedPair, link: Link) -> bool:
    source = float(pair.source.surface.lengths[link.source.start : link.source.end].sum())
    target = float(pair.target.surface.lengths[link.target.start : link.target.end].sum())
    target *= pair.length_ratio
    return max(source, target) > _SHORTEST and not (
        1 / _LENGTH_OFF < source / max(target, 1e-3) < _LENGTH_OFF
    )


def _numbers_differ(texts: tuple[Sentences, Sentences], pair: EncodedPair, link: Link) -> str:
    """Numbers that only one side has, as "200 / 2000"; empty unless both sides have one."""
    source = sum((pair.source.surface.numbers[i] for i in link.source.ids), Counter[str]())
    target = sum((pair.target.surface.numbers[j] for j in link.target.ids), Counter[str]())
    # One side may spell its numbers out; that is no reason for a warning.
    if not (source - target and target - source):
        return ""
    # The digits differ, and only then is it worth reading them: 150万 is 1.5 million.
    left, right = (
        read_numbers(" ".join(side.texts[run.start : run.end]), side.language)
        for side, run in zip(texts, (link.source, link.target), strict=True)
    )
    alone = left.quote(left.missing(right)), right.quote(right.missing(left))
    return " / ".join(alone) if all(alone) else ""
