"""Nearest neighbours."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.excerpts.neighbours import find_neighbours
from aligner.encoders.protocol import Vectors

sizes = st.tuples(st.integers(1, 12), st.integers(1, 30), st.integers(0, 1000))


def make_vectors(rows: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((rows, 8)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@settings(deadline=None, max_examples=60)
@given(sizes, st.integers(1, 5))
def test_nearest_of_each_source_sentence_are_there(size: tuple[int, int, int], kept: int) -> None:
    """Every source sentence is paired with its `nearest` target sentences by cosine."""
    source, target = make_vectors(size[0], size[2]), make_vectors(size[1], size[2] + 1)
    found = find_neighbours(source, target, nearest=kept)
    pairs = set(zip(found.source.tolist(), found.target.tolist(), strict=True))
    cosines = source @ target.T
    for i, row in enumerate(cosines):
        best = np.argsort(-row, kind="stable")[:kept]
        assert {(i, int(j)) for j in best} <= pairs


@settings(deadline=None, max_examples=60)
@given(sizes)
def test_blocks_change_nothing(size: tuple[int, int, int]) -> None:
    """Holding few cosines at a time gives what holding all of them gives."""
    source, target = make_vectors(size[0], size[2]), make_vectors(size[1], size[2] + 1)
    whole = find_neighbours(source, target)
    blocks = find_neighbours(source, target, cells=10)
    assert whole.source.tolist() == blocks.source.tolist()
    assert whole.target.tolist() == blocks.target.tolist()
    np.testing.assert_allclose(whole.source_margin, blocks.source_margin, atol=1e-5)


def test_margin_is_what_a_pair_has_over_the_next_best() -> None:
    """What resembles only its counterpart has a margin, what resembles all has none."""
    target = np.eye(6, dtype=np.float32)
    alone, everyone = target[0], np.full(6, 6**-0.5, np.float32)
    found = find_neighbours(np.stack([alone, everyone]), target)
    margins = dict(
        zip(zip(found.source.tolist(), found.target.tolist(), strict=True), found.source_margin,
            strict=True)
    )  # fmt: skip
    assert margins[0, 0] == 1
    assert abs(margins[1, 0]) < 1e-6


def test_best_is_told_in_both_directions() -> None:
    """`source_best` and `target_best` say for whom the other sentence is the nearest of all."""
    source = np.array([[1, 0], [0.8, 0.6]], np.float32)
    target = np.array([[1, 0]], np.float32)
    found = find_neighbours(source, target)
    assert found.source_best.tolist() == [True, True]
    assert found.target_best.tolist() == [True, False]


def test_empty_sides_have_no_neighbours() -> None:
    """A text without sentences has no neighbours, and that is no error."""
    some, none = make_vectors(3, 1), make_vectors(0, 1)
    assert len(find_neighbours(some, none)) == 0
    assert len(find_neighbours(none, some)) == 0
