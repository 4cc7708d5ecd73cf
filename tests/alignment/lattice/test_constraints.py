"""Decisions on the lattice, against looking at every bead of every node."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN
from aligner.alignment.lattice.constraints import Decisions, PieceConstraints, apply_constraints
from aligner.bitext import Link, Run

runs = st.tuples(st.integers(0, 11), st.integers(0, 3)).map(lambda p: Run(p[0], min(12, sum(p))))
links = st.builds(Link, runs, runs, st.just(1.0)).filter(lambda k: bool(k.source or k.target))


def shares(run: Run, start: int, size: int) -> bool:
    return bool(run) and start < run.end and start + size > run.start


@given(link=links, width=st.integers(2, 13), lean=st.integers(0, 3))
def test_only_the_link_is_left_of_what_it_touches(link: Link, width: int, lean: int) -> None:
    """Law: a bead is forbidden exactly if it shares a sentence with the link and is another."""
    lows = np.minimum(np.arange(13) * lean, 13 - width)
    band = Band(lows, width, 12)
    scores = np.zeros((len(BEADS), 13, width))
    found = apply_constraints(scores, band, PieceConstraints(fixed=(link,)))
    for number, (n, m) in enumerate(BEADS):
        for i in range(13):
            for c in range(width):
                j = int(lows[i]) + c
                touches = (n and shares(link.source, i, n)) or (m and shares(link.target, j, m))
                same = (n, m) == (link.source.size, link.target.size)
                same = same and (not n or i == link.source.start)
                same = same and (not m or j == link.target.start)
                expected = FORBIDDEN if touches and not same else 0.0
                assert found[number, i, c] == expected


def test_the_longest_row_without_a_crossing_is_kept() -> None:
    """Among crossing links, the path goes through as many as it can."""
    crossing = Link(Run(0, 1), Run(5, 6), 1.0)
    straight = [Link(Run(i, i + 1), Run(i, i + 1), 1.0) for i in (1, 2, 3)]
    assert list(Decisions((crossing, *straight)).in_order) == straight
