"""Chains of neighbours and the regions about them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.excerpts.neighbours import Neighbours
from aligner.alignment.excerpts.seed_chains import bridge_chains, find_regions, find_seed_chains

Pairs = list[tuple[int, int]]


def make_neighbours(pairs: Pairs) -> Neighbours:
    pairs = sorted(pairs)
    none = np.zeros(len(pairs), np.float32)
    flags = np.zeros(len(pairs), np.bool_)
    source, target = (np.array([p[k] for p in pairs], np.int64) for k in (0, 1))
    return Neighbours(source, target, none, none, none, flags, flags, none, none)


def chain_pairs(pairs: Pairs, strength: float = 2.0) -> list[Pairs]:
    """The chains of pairs that are all equally strong."""
    strengths = np.full(len(pairs), strength)
    return [
        [(i, j) for i, j in chain.anchors.tolist()]
        for chain in find_seed_chains(make_neighbours(pairs), strengths)
    ]


def test_pairs_in_a_row_are_a_chain() -> None:
    """Neighbours that follow each other on both sides make one chain, in order."""
    passage = [(3, 70), (4, 71), (5, 73), (7, 74)]
    assert chain_pairs([*passage, (0, 12)]) == [passage]


def test_weak_pairs_alone_are_no_chain() -> None:
    """An isolated resemblance must be stronger than one in a row of them."""
    assert chain_pairs([(3, 70)]) == []
    assert chain_pairs([(3, 70)], strength=9.0) == [[(3, 70)]]


def test_passages_out_of_order_are_chains_of_their_own() -> None:
    """Passages may come in another order, and twice."""
    first, second = [(0, 50), (1, 51), (2, 52)], [(3, 10), (4, 11), (5, 12)]
    again = [(0, 80), (1, 81), (2, 82)]
    found = chain_pairs([*first, *second, *again])
    assert sorted(found) == sorted([first, second, again])


def test_bridged_chains_are_one() -> None:
    """A stretch without resemblance inside a passage does not cut it in two."""
    found = find_seed_chains(
        make_neighbours([(0, 10), (1, 11), (15, 24), (16, 25)]), np.full(4, 3.0)
    )
    assert len(found) == 2
    (whole,) = bridge_chains(found)
    assert whole.anchors.tolist() == [[0, 10], [1, 11], [15, 24], [16, 25]]


pair = st.tuples(st.integers(0, 60), st.integers(0, 300))


@settings(deadline=None, max_examples=60)
@given(st.sets(pair, max_size=40))
def test_every_chain_lies_in_a_place(pairs: set[tuple[int, int]]) -> None:
    """No anchor of a chain is outside all regions, and all regions are inside both texts."""
    neighbours = make_neighbours(list(pairs))
    chains = find_seed_chains(neighbours, np.full(len(pairs), 3.0))
    regions = find_regions(chains, 61, 301)
    for chain in chains:
        for i, j in chain.anchors.tolist():
            assert any(i in p.source.ids and j in p.target.ids for p in regions)
    for region in regions:
        assert 0 <= region.source.start < region.source.end <= 61
        assert 0 <= region.target.start < region.target.end <= 301
        assert region.band.source_count == region.source.size
        assert region.band.target_count == region.target.size


@settings(deadline=None, max_examples=60)
@given(st.sets(pair, max_size=40))
def test_chains_share_no_pair(pairs: set[tuple[int, int]]) -> None:
    """Every pair counts for one chain only, and chains never go back."""
    seen: set[tuple[int, ...]] = set()
    for chain in find_seed_chains(make_neighbours(list(pairs)), np.full(len(pairs), 3.0)):
        assert (np.diff(chain.anchors, axis=0) >= 0).all()
        for anchor in map(tuple, chain.anchors.tolist()):
            assert anchor not in seen
            seen.add(anchor)
