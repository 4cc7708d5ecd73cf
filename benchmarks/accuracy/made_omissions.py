"""Texts aligned by hand from which one side of some beads is removed.

The remaining side has no counterpart, like a passage that the translator omitted. MAC-dev has only
13 real omissions in 3,391 sentences, too few to learn from.
"""

import numpy as np

from aligner.alignment.features.sentences import Sentences

SHARE, BLOCK = 0.1, 6
"""Share of the beads that lose a side, and the number of beads in a row that lose it."""
GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


def choose(kind: str, count: int, number: int) -> set[int]:
    """Choose the beads that lose a side: single ones, blocks, or (mixed) both."""
    chance = np.random.default_rng(number)
    if kind == "as they are":
        return set()
    if kind == "scattered":
        return set(np.flatnonzero(chance.random(count) < SHARE).tolist())
    if kind == "mixed":
        single = {k for k in choose("scattered", count, number) if k % 2 == 0}
        return single | choose("blocks", count, number + 100)
    starts = np.flatnonzero(chance.random(count) < SHARE / BLOCK)
    return {k for s in starts for k in range(int(s), min(count, int(s) + BLOCK))}


def take_out(
    texts: tuple[Sentences, Sentences], gold: list[GoldBead], chosen: set[int], side: int
) -> tuple[tuple[Sentences, Sentences], list[GoldBead]]:
    """Remove one side of the chosen beads; returns the texts and the gold that is then true."""
    full = [b for b in sorted(gold) if b[0] and b[1]]
    gone = {x for k in chosen for x in full[k][side]}
    size = len(texts[side])
    new = np.cumsum([x not in gone for x in range(size)]) - 1
    kept = Sentences(
        tuple(t for x, t in enumerate(texts[side].texts) if x not in gone), texts[side].language
    )
    beads: list[GoldBead] = []
    for bead in gold:
        mine = tuple(int(new[x]) for x in bead[side] if x not in gone)
        other = bead[1 - side]
        if mine and other:
            beads.append((other, mine) if side else (mine, other))
        else:
            beads += [((), (x,)) if side else ((x,), ()) for x in mine]
            beads += [((x,), ()) if side else ((), (x,)) for x in other]
    return ((kept, texts[1]) if side == 0 else (texts[0], kept)), beads
