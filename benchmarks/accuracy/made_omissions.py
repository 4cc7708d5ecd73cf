"""Texts aligned by hand from which one side of some beads is taken out.

What is left of such a bead has no counterpart: the omissions of a translator. Of real ones MAC-dev
has 13 in 3,391 sentences, too few to learn from.
"""

import numpy as np

from aligner.alignment.features.sentences import Sentences

SHARE, BLOCK = 0.1, 6
"""Share of the beads that lose a side, and how many lose it in a row."""
GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


def choose(kind: str, count: int, number: int) -> set[int]:
    """Which of the beads lose a side: single ones, ones in blocks, or (mixed) both."""
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
    """The texts without that side of the chosen beads, and the gold for them."""
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
