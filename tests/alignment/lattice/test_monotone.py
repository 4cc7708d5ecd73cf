"""The heaviest chain against trying every chain, and against the quadratic search."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.lattice.monotone import Stretch, heaviest_chain
from aligner.bitext import Run

runs = st.tuples(st.integers(0, 6), st.integers(0, 2)).map(lambda p: Run(p[0], p[0] + p[1]))
stretches = st.lists(
    st.builds(Stretch, runs, runs, st.sampled_from([1.0, 1.0, 0.5, 2.0])), max_size=8
).map(lambda found: sorted(found, key=lambda s: (s.source, s.target)))


def follows(first: Stretch, second: Stretch) -> bool:
    return first.source.end <= second.source.start and first.target.end <= second.target.start


def by_comparing_all(found: list[Stretch], *, prefer_later: bool) -> list[int]:
    """The search of every pair: of equal predecessors the first or the last."""
    totals: list[float] = []
    before: list[int] = []
    for at, stretch in enumerate(found):
        total, back = 0.0, -1
        for k in range(at):
            better = totals[k] >= total if prefer_later else totals[k] > total
            if follows(found[k], stretch) and better:
                total, back = totals[k], k
        totals.append(total + stretch.weight)
        before.append(back)
    chain = []
    at = max(range(len(found)), key=totals.__getitem__, default=-1)
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


@given(found=stretches)
def test_chain_is_that_of_comparing_all_pairs(found: list[Stretch]) -> None:
    """Law: the fast search takes the same stretches, ties included, in either preference."""
    for later in (False, True):
        chain = heaviest_chain(found, prefer_later=later)
        assert chain == by_comparing_all(found, prefer_later=later)
        assert all(follows(found[a], found[b]) for a, b in pairwise(chain))


def test_ties_go_to_the_first_or_the_last() -> None:
    """Two ways of the same weight: the preference decides which predecessor is taken."""
    found = [
        Stretch(Run(0, 1), Run(0, 1), 1.0),
        Stretch(Run(0, 1), Run(1, 2), 1.0),
        Stretch(Run(1, 2), Run(2, 3), 1.0),
    ]
    assert heaviest_chain(found) == [0, 2]
    assert heaviest_chain(found, prefer_later=True) == [1, 2]


def test_nothing_makes_no_chain() -> None:
    """No stretch, no chain."""
    assert heaviest_chain([]) == []
