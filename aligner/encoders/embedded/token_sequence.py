"""The tokens of neighbouring texts, one behind the other, and what changes where a run ends.

The vector of a run of texts is made from the sums of its texts in the chain. Where the run begins
and ends, its first and last tokens have other neighbours than in the chain: these are computed
anew, beside the chain, and the differences to the chain added.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.embedded.network import ALL, BOS, EOS, HALF, REACH, Batch, Rows

_TOKENS = 512
"""Of the chain in a batch."""
_AROUND = np.arange(-HALF, HALF + 1)
_BEHIND_START = np.array([0b110, 0b110, 0b100, 0b100], np.uint8)
_BEFORE_END = np.array([0b100, 0b100, ALL, ALL], np.uint8)
"""Which branches change for the four tokens behind a new begin, and before a new end: windows of
two look only to the right, those of three and of five one and two tokens to either side, in each of
two layers."""


class Chain:
    """Token numbers of texts as each stands alone, and as it stands behind another one."""

    def __init__(self, alone: Sequence[Sequence[int]], inside: Sequence[Sequence[int]]) -> None:
        differ = [_differing(a, b) for a, b in zip(alone, inside, strict=True)]
        self.count = len(inside)
        self._ids = np.concatenate([np.array(ids, np.int32) for ids in inside])
        lengths = np.array([len(ids) for ids in inside], np.int64)
        self._ends = np.cumsum(lengths)
        self._starts = self._ends - lengths
        self._new = np.array([new for new, _ in differ], np.int64)
        self._old = np.array([old for _, old in differ], np.int64)
        # What a run begins with instead of its first text's tokens in the chain.
        self._heads = [[BOS, *ids[:new]] for ids, (new, _) in zip(alone, differ, strict=True)]

    def tokens_of_runs(self, size: int) -> NDArray[np.int64]:
        """Tokens of each run of `size` texts, with those for begin and end."""
        rows = self.count - size + 1
        inside = self._ends[size - 1 :] - self._starts[:rows]
        counts: NDArray[np.int64] = inside + (self._new - self._old)[:rows] + 2
        return counts

    def short_runs(self, size: int) -> NDArray[np.int64]:
        """The runs of `size` texts both of whose ends would change the same tokens."""
        rows = self.count - size + 1
        inside = self._ends[size - 1 :] - self._starts[:rows]
        short: NDArray[np.int64] = np.flatnonzero(inside < self._old[:rows] + 2 * REACH)
        return short

    def batches(self) -> Iterator[Batch]:
        """Whole texts with a few tokens around, and both repairs of each.

        Stretches in fives, as `Batch.repaired` says.
        """
        first = 0
        while first < self.count:
            limit = self._starts[first] + _TOKENS
            after = max(first + 1, int(np.searchsorted(self._ends, limit, side="right")))
            yield self._batch(slice(first, after))
            first = after

    def _batch(self, part: slice) -> Batch:
        starts, ends = self._starts[part], self._ends[part]
        # The first tokens that a new begin changes, the last that a new end does.
        follow = starts + self._old[part]
        heads = np.minimum(follow + REACH, len(self._ids))
        tails = np.maximum(ends - REACH, 0)
        low = int(max(0, min(starts[0], tails[0]) - REACH))
        high = int(min(len(self._ids), max(ends[-1], heads[-1]) + REACH))
        count = high - low
        begin = self._begins(part, follow, heads)
        end = self._ends_of(ends, tails)
        base = (count, count + len(begin.ids))
        total = base[1] + len(end.ids)
        own = np.arange(count)
        around = own[:, None] + _AROUND
        windows = [
            np.where((around >= 0) & (around < count), around, total),
            begin.windows(base[0], (low, high), total, onward=True),
            end.windows(base[1], (low, high), total, onward=False),
        ]
        in_chain = np.stack([starts, ends, starts, heads, tails, ends], axis=1) - low
        spans = np.stack(
            [in_chain[:, :2], in_chain[:, 2:4], begin.spans + base[0], in_chain[:, 4:],
             end.spans + base[1]], axis=1,
        ).reshape(-1, 2)  # fmt: skip
        branches = np.where(_covered(in_chain.reshape(-1, 2), count), ALL, 0).astype(np.uint8)
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

    def _begins(self, part: slice, follow: Rows, heads: Rows) -> "_Repairs":
        new = self._new[part] + 1
        repairs = _Repairs(new + heads - follow, follow - new)
        is_new = repairs.rank < np.repeat(new, repairs.sizes)
        repairs.ids[is_new] = [token for head in self._heads[part] for token in head]
        repairs.ids[~is_new] = self._ids[repairs.places[~is_new]]
        behind = repairs.rank - np.repeat(new, repairs.sizes)
        repairs.branches[~is_new] = _BEHIND_START[behind[~is_new]]
        return repairs

    def _ends_of(self, ends: Rows, tails: Rows) -> "_Repairs":
        repairs = _Repairs(ends - tails + 1, tails)
        is_new = repairs.places == np.repeat(ends, repairs.sizes)
        repairs.ids[is_new] = EOS
        repairs.ids[~is_new] = self._ids[repairs.places[~is_new]]
        before = np.repeat(ends, repairs.sizes) - repairs.places
        repairs.branches[~is_new] = _BEFORE_END[REACH - before[~is_new]]
        return repairs


class _Repairs:
    """Groups of tokens that stand beside the chain, each going on in it on one side."""

    def __init__(self, sizes: Rows, places: Rows) -> None:
        """Groups of these sizes whose first tokens have these places in the chain."""
        count = int(sizes.sum())
        ends = np.cumsum(sizes)
        self.sizes = sizes
        self.spans = np.stack([ends - sizes, ends], axis=1)
        self.rank = np.arange(count) - np.repeat(ends - sizes, sizes)
        """Place of each token in its group."""
        self.places = np.repeat(places, sizes) + self.rank
        """Place of each token in the chain, or where it would be."""
        self.ids = np.zeros(count, np.int32)
        self.branches = np.full(count, ALL, np.uint8)

    def windows(self, base: int, reach: tuple[int, int], none: int, *, onward: bool) -> Rows:
        """What stands around each token, if the tokens stand in the batch from `base` on.

        `reach` is the part of the chain that begins the batch. The chain goes on behind the groups
        if `onward`, else before them.
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
        """The token of the batch that stands at each token's place in the chain."""
        own = base + np.arange(len(self.ids))
        return np.where(self.branches == ALL, own, self.places - low)


def _covered(spans: Rows, rows: int) -> NDArray[np.bool_]:
    """Which of the rows are in a span."""
    change = np.zeros(rows + 1, np.int64)
    np.add.at(change, spans[:, 0], 1)
    np.add.at(change, spans[:, 1], -1)
    covered: NDArray[np.bool_] = np.cumsum(change)[:rows] > 0
    return covered


def _differing(alone: Sequence[int], inside: Sequence[int]) -> tuple[int, int]:
    """How many first tokens of each differ: the rest is common.

    >>> _differing([5, 1, 2], [7, 8, 1, 2])
    (1, 2)
    """
    common = 0
    for a, b in zip(reversed(alone), reversed(inside), strict=False):
        if a != b:
            break
        common += 1
    return len(alone) - common, len(inside) - common
