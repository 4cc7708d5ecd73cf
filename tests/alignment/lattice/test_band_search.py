"""The rough path: found faster in long texts, and cut only where it is certain."""

from itertools import pairwise

import numpy as np
import pytest

from aligner.alignment.lattice import band_search
from aligner.alignment.lattice.band_search import (
    AnchorPath,
    cut_pieces,
    find_anchor_path,
    find_band,
)
from aligner.arrays import Float32s


def make_texts(rows: int, gap: int = 0) -> tuple[Float32s, Float32s]:
    """Random unit vectors, and the same a little moved, `gap` of them left out in the middle."""
    rng = np.random.default_rng(0)
    source = rng.normal(size=(rows, 64))
    target = source + 0.5 * rng.normal(size=(rows, 64))
    target = np.delete(target, range(rows // 2, rows // 2 + gap), axis=0)
    source /= np.linalg.norm(source, axis=1, keepdims=True)
    target /= np.linalg.norm(target, axis=1, keepdims=True)
    return source.astype(np.float32), target.astype(np.float32)


def test_chain_follows_the_diagonal_past_a_gap() -> None:
    """All pairs that are there are found, before and behind an omission."""
    chain = find_anchor_path(*make_texts(300, gap=40))
    expected = [(i, i if i < 150 else i - 40) for i in range(300) if not 150 <= i < 190]
    found = {(int(i), int(j)) for i, j in chain.anchors}
    assert len(found & set(expected)) >= 0.98 * len(expected)


def test_coarse_path_finds_what_the_whole_matrix_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking near the chain of blocks gives the chain of the whole matrix."""
    texts = make_texts(1200, gap=100)
    whole = find_anchor_path(*texts).anchors
    monkeypatch.setattr(band_search, "_CELLS", 40_000)
    coarse = find_anchor_path(*texts).anchors
    same = {tuple(a) for a in whole.tolist()} & {tuple(a) for a in coarse.tolist()}
    assert len(same) >= 0.98 * len(whole)


def test_band_holds_its_anchors_and_both_ends() -> None:
    """Every pair of the chain lies in the band, as do the first and the last node."""
    source, target = make_texts(400, gap=60)
    band = find_band(source, target)
    assert band.lows[0] == 0
    assert band.lows[-1] + band.width == len(target) + 1
    for i, j in find_anchor_path(source, target).anchors:
        assert band.lows[i] <= j < band.lows[i] + band.width


def test_pieces_join_without_a_gap_and_respect_what_is_held_together() -> None:
    """Pieces cover both texts in order; no cut falls behind a pair that must stay with the last."""
    anchors = np.repeat(np.arange(1000)[:, None], 2, axis=1)
    chain = AnchorPath(anchors, np.full(1000, 0.5, np.float32))
    pieces = cut_pieces(chain, 1000, 1000, np.array([[300, 300]]))
    assert len(pieces) == 3
    assert pieces[0][0].start == 0
    assert pieces[-1][1].end == 1000
    assert all(a[0].end == b[0].start and a[1].end == b[1].start for a, b in pairwise(pieces))
    assert 300 not in [source.start for source, _ in pieces]
