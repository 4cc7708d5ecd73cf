"""Cutting a manifest into shards and sharing them out."""

from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.corpus.planning.costs import cut_shards, file_sizes, largest_first, share_out

costs_lists = st.lists(st.integers(1, 10_000), min_size=1, max_size=60)


@settings(deadline=None)
@given(costs_lists, st.integers(1, 20_000))
def test_every_row_is_in_one_shard(costs: list[int], size: int) -> None:
    """Shards cover the rows without a gap, each within the size or of one row."""
    borders = cut_shards(np.array(costs), size)
    assert borders[0] == 0
    assert borders[-1] == len(costs)
    for first, after in pairwise(borders):
        assert first < after
        assert after == first + 1 or sum(costs[first:after]) <= size


@settings(deadline=None)
@given(costs_lists, st.integers(1, 20_000))
def test_shards_are_as_large_as_allowed(costs: list[int], size: int) -> None:
    """The first row of the next shard would not have fitted any more."""
    borders = cut_shards(np.array(costs), size)
    for first, after in pairwise(borders[:-1]):
        assert sum(costs[first : after + 1]) > size


@settings(deadline=None)
@given(costs_lists, st.integers(1, 8))
def test_shares_are_a_partition_within_the_bound(costs: list[int], parts: int) -> None:
    """Each item has one machine; the busiest is at most one item above its fair share."""
    shares = share_out(np.array(costs), parts)
    assert sorted(item for share in shares for item in share) == list(range(len(costs)))
    busiest = max(sum(costs[item] for item in share) for share in shares)
    # The bound of any list schedule (Graham 1969).
    assert busiest <= sum(costs) / parts + max(costs) * (1 - 1 / parts) + 1e-9


def test_equal_costs_keep_their_order() -> None:
    """Largest first; among equals the order of the manifest, on every machine."""
    assert largest_first(np.array([1, 5, 5, 2])) == [1, 2, 3, 0]


def test_sizes_of_files_that_are_not_there(tmp_path: Path) -> None:
    """A file that is missing, empty or has no name costs nothing and stops nobody."""
    (tmp_path / "a").write_bytes(b"12345")
    paths = ["a", "b", None, str(tmp_path / "a"), "\0"]
    assert file_sizes(paths, tmp_path).tolist() == [5, 0, 0, 5, 0]
