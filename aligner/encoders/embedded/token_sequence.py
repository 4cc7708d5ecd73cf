"""Tokens of neighbouring texts as one sequence, and what changes where a run of texts ends.

The vector of a run of texts is made from the token sums of its texts within the sequence. At the
start and end of the run, the first and last tokens have other neighbours than within the sequence.
Those few are computed again, and the differences are added.

Delete me and encode every run as a text of its own, and everything is correct and slower.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.embedded.network import ALL, BOS, EOS, HALF, REACH, Batch, Rows

_TOKENS = 512
"""Tokens of the sequence in a batch."""
_AROUND = np.arange(-HALF, HALF + 1)
# Windows of two tokens cover the next one, those of three and five one and two to either side, in
# each of two layers.
_AFTER_START = np.array([0b110, 0b110, 0b100, 0b100], np.uint8)
"""Branches that change for the four tokens after a new start (bits as in `Batch.branches`)."""
_BEFORE_END = np.array([0b100, 0b100, ALL, ALL], np.uint8)
"""Branches that change for the four tokens before a new end."""


class TokenSequence:
    """Token numbers of neighbouring texts, joined; and how each text would begin and end alone."""

    def __init__(self, alone: Sequence[Sequence[int]], inside: Sequence[Sequence[int]]) -> None:
        """Joins the texts.

        `alone` has the token numbers of each text by itself, `inside` those it has after another
        text; none is empty.
        """
        differ = [_differing(a, b) for a, b in zip(alone, inside, strict=True)]
        self.count = len(inside)
        self._ids = np.concatenate([np.array(ids, np.int32) for ids in inside])
        lengths = np.array([len(ids) for ids in inside], np.int64)
        self._ends = np.cumsum(lengths)
        self._starts = self._ends - lengths
        self._new = np.array([new for new, _ in differ], np.int64)
        self._old = np.array([old for _, old in differ], np.int64)
        # The tokens a run begins with, in place of the first `old` tokens of its first text.
        self._heads = [[BOS, *ids[:new]] for ids, (new, _) in zip(alone, differ, strict=True)]

    def tokens_of_runs(self, size: int) -> NDArray[np.int64]:
        """How many tokens each run of `size` texts has, with the two marks, shape (runs,)."""
        rows = self.count - size + 1
        inside = self._ends[size - 1 :] - self._starts[:rows]
        counts: NDArray[np.int64] = inside + (self._new - self._old)[:rows] + 2
        return counts

    def short_runs(self, size: int) -> NDArray[np.int64]:
        """First texts of the runs of `size` texts whose two ends would change the same tokens."""
        rows = self.count - size + 1
        inside = self._ends[size - 1 :] - self._starts[:rows]
        short: NDArray[np.int64] = np.flatnonzero(inside < self._old[:rows] + 2 * REACH)
        return short

    def batches(self) -> Iterator[Batch]:
        """Batches of whole texts with a few tokens around them and both repairs of each text.

        The spans come in groups of five, as `Batch.repaired` says.
        """
        first = 0
        while first < self.count:
            limit = self._starts[first] + _TOKENS
            after = max(first + 1, int(np.searchsorted(self._ends, limit, side="right")))
            yield self._batch(slice(first, after))
            first = after

    def _batch(self, part: slice) -> Batch:
        starts, ends = self._starts[part], self._ends[part]
        # First tokens that a new start changes, and last tokens that a new end changes.
        follow = starts + self._old[part]
        heads = np.minimum(follow + REACH, len(self._ids))
        tails = np.maximum(ends - REACH, 0)
        low = int(max(0, min(starts[0], tails[0]) - REACH))
        high = int(min(len(self._ids), max(ends[-1], heads[-1]) + REACH))
        count = high - low
        begin = self._repair_starts(part, follow, heads)
        end = self._repair_ends(ends, tails)
        base = (count, count + len(begin.ids))
        total = base[1] + len(end.ids)
        own = np.arange(count)
        around = own[:, None] + _AROUND
        windows = [
            np.where((around >= 0) & (around < count), around, total),
            begin.windows(base[0], (low, high), total, onward=True),
            end.windows(base[1], (low, high), total, onward=False),
        ]
        in_sequence = np.stack([starts, ends, starts, heads, tails, ends], axis=1) - low
        spans = np.stack(
            [in_sequence[:, :2], in_sequence[:, 2:4], begin.spans + base[0], in_sequence[:, 4:],
             end.spans + base[1]], axis=1,
        ).reshape(-1, 2)  # fmt: skip
        branches = np.where(_covered(in_sequence.reshape(-1, 2), count), ALL, 0).astype(np.uint8)
        rows = np.arange(total)
        rows[base[0] : base[1]] = begin.origins(base[0], low)
        rows[base[1] :] = end.origins(base[1], low)
        return Batch(
            np.concatenate([self._ids[low:high], begin.ids, end.ids]),
            np.concatenate(windows),
            np.concatenate([branches, begin.branches, end.branches]),
            rows,
            spans,
            repaired=True,
        )

    def _repair_starts(self, part: slice, follow: Rows, heads: Rows) -> "_Repairs":
        new = self._new[part] + 1
        repairs = _Repairs(new + heads - follow, follow - new)
        is_new = repairs.rank < np.repeat(new, repairs.sizes)
        repairs.ids[is_new] = [token for head in self._heads[part] for token in head]
        repairs.ids[~is_new] = self._ids[repairs.places[~is_new]]
        after = repairs.rank - np.repeat(new, repairs.sizes)
        repairs.branches[~is_new] = _AFTER_START[after[~is_new]]
        return repairs

    def _repair_ends(self, ends: Rows, tails: Rows) -> "_Repairs":
        repairs = _Repairs(ends - tails + 1, tails)
        is_new = repairs.places == np.repeat(ends, repairs.sizes)
        repairs.ids[is_new] = EOS
        repairs.ids[~is_new] = self._ids[repairs.places[~is_new]]
        before = np.repeat(ends, repairs.sizes) - repairs.places
        repairs.branches[~is_new] = _BEFORE_END[REACH - before[~is_new]]
        return repairs


class _Repairs:
    """Groups of tokens computed beside the sequence; each continues into it on one side.

    All arrays but `sizes` and `spans` have one entry for each token, in the order of the groups.
    """

    def __init__(self, sizes: Rows, places: Rows) -> None:
        """Makes groups of these sizes whose first tokens have these places in the sequence."""
        count = int(sizes.sum())
        ends = np.cumsum(sizes)
        self.sizes = sizes
        self.spans = np.stack([ends - sizes, ends], axis=1)
        self.rank = np.arange(count) - np.repeat(ends - sizes, sizes)
        """Place of each token in its group."""
        self.places = np.repeat(places, sizes) + self.rank
        """Place of each token in the sequence, or where it would be."""
        self.ids = np.zeros(count, np.int32)
        self.branches = np.full(count, ALL, np.uint8)

    def windows(self, base: int, reach: tuple[int, int], none: int, *, onward: bool) -> Rows:
        """Rows of the five tokens around each token, shape (tokens, 5), `none` where there is none.

        The groups begin at the row `base` of the batch; `reach` is the part of the sequence that
        the batch begins with. The sequence continues after each group if `onward`, else before it.
        """
        low, high = reach
        rank = self.rank[:, None] + _AROUND
        within = (rank >= 0) & (rank < np.repeat(self.sizes, self.sizes)[:, None])
        place = self.places[:, None] + _AROUND
        outside = (rank > 0) if onward else (rank < 0)
        outside &= (place >= low) & (place < high)
        own = base + np.arange(len(self.ids))[:, None] + _AROUND
        return np.where(within, own, np.where(outside, place - low, none))

    def origins(self, base: int, low: int) -> Rows:
        """Row of the batch from which each token copies the branches that do not change."""
        own = base + np.arange(len(self.ids))
        return np.where(self.branches == ALL, own, self.places - low)


def _covered(spans: Rows, rows: int) -> NDArray[np.bool_]:
    """Whether each row lies in a span, shape (rows,)."""
    change = np.zeros(rows + 1, np.int64)
    np.add.at(change, spans[:, 0], 1)
    np.add.at(change, spans[:, 1], -1)
    covered: NDArray[np.bool_] = np.cumsum(change)[:rows] > 0
    return covered


def _differing(alone: Sequence[int], inside: Sequence[int]) -> tuple[int, int]:
    """How many tokens at the start of each list differ; the rest is common to both.

    >>> _differing([5, 1, 2], [7, 8, 1, 2])
    (1, 2)
    """
    common = 0
    for a, b in zip(reversed(alone), reversed(inside), strict=False):
        if a != b:
            break
        common += 1
    return len(alone) - common, len(inside) - common
