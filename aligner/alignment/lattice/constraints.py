"""A person's decisions as constraints on the lattice."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, FORBIDDEN, LONGEST
from aligner.alignment.lattice.monotone import Stretch, heaviest_chain
from aligner.arrays import Bools, Float64s, Int64s
from aligner.bitext import Link, Run


@dataclass(frozen=True)
class Decisions:
    """Links that a person has decided on."""

    fixed: tuple[Link, ...] = ()
    """Accepted or edited links: kept as they are."""
    forbidden: tuple[Link, ...] = ()
    """Rejected links: never proposed again."""

    def swapped(self) -> "Decisions":
        """The decisions with source and target exchanged."""
        return Decisions(
            tuple(link.swapped() for link in self.fixed),
            tuple(link.swapped() for link in self.forbidden),
        )

    @cached_property
    def in_order(self) -> tuple[Link, ...]:
        """Fixed links that one path can go through: the longest chain without a crossing."""
        links = sorted(
            (k for k in self.fixed if (k.source.size, k.target.size) in BEADS),
            key=lambda k: (k.source, k.target),
        )
        stretches = [Stretch(k.source, k.target, 1.0) for k in links]
        return tuple(links[number] for number in heaviest_chain(stretches, prefer_later=True))

    def anchors(self) -> Int64s:
        """First and last sentence pairs of the fixed links in order, shape (pairs, 2)."""
        pairs = []
        for link in self.in_order:
            if link.source and link.target:
                pairs.append((link.source.start, link.target.start))
                if link.source.size > 1 and link.target.size > 1:
                    pairs.append((link.source.end - 1, link.target.end - 1))
        return np.array(pairs, np.int64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class PieceConstraints:
    """Decisions that concern one piece of the texts, counted from its start."""

    fixed: tuple[Link, ...] = ()
    """Links the path goes through."""
    aside_source: tuple[int, ...] = ()
    """Source sentences of fixed links that no path can go through: too large, or out of order."""
    aside_target: tuple[int, ...] = ()
    forbidden: tuple[Link, ...] = ()


def localise(decisions: Decisions, source: Run, target: Run) -> PieceConstraints:
    """Constraints for one piece of both texts."""
    if not decisions.fixed and not decisions.forbidden:
        return PieceConstraints()
    fixed = [k for k in decisions.in_order if _lies_in(k, source, target)]
    passed = {(k.source, k.target) for k in fixed}
    rest = [k for k in decisions.fixed if (k.source, k.target) not in passed]
    return PieceConstraints(
        fixed=tuple(_moved(k, source, target) for k in fixed),
        aside_source=tuple(i - source.start for k in rest for i in k.source.ids if i in source.ids),
        aside_target=tuple(j - target.start for k in rest for j in k.target.ids if j in target.ids),
        forbidden=tuple(
            _moved(k, source, target) for k in decisions.forbidden if _lies_in(k, source, target)
        ),
    )


def _lies_in(link: Link, source: Run, target: Run) -> bool:
    inside_source = source.start <= link.source.start and link.source.end <= source.end
    inside_target = target.start <= link.target.start and link.target.end <= target.end
    return (inside_source or not link.source) and (inside_target or not link.target)


def _moved(link: Link, source: Run, target: Run) -> Link:
    i, j = source.start, target.start
    return replace(
        link,
        source=Run(link.source.start - i, link.source.end - i),
        target=Run(link.target.start - j, link.target.end - j),
    )


def apply_constraints(scores: Float64s, band: Band, constraints: PieceConstraints) -> Float64s:
    """Forbids every bead that contradicts a decision; shape of `scores`.

    Sentences set aside may only be left out, at no cost; `align_full` adds the links they belong
    to.
    """
    if constraints == PieceConstraints():
        return scores
    scores = scores.copy()
    rows = np.arange(len(band.lows))[:, None]
    columns = band.lows[:, None] + np.arange(band.width)
    for link in constraints.fixed:
        _keep_only(scores, band, link)
    for i in constraints.aside_source:
        _keep_only(scores, band, Link(Run(i, i + 1), Run(0, 0), 1.0), score=0.0)
    for j in constraints.aside_target:
        _keep_only(scores, band, Link(Run(0, 0), Run(j, j + 1), 1.0), score=0.0)
    for link in constraints.forbidden:
        size = (link.source.size, link.target.size)
        if size in BEADS:
            scores[BEADS.index(size)][_here(link, rows, columns)] = FORBIDDEN
    return scores


def _here(link: Link, rows: Int64s, columns: Int64s) -> Bools:
    """Nodes at which the link starts; an empty side may be anywhere. Bool (rows, width)."""
    here = np.ones(columns.shape, np.bool_)
    if link.source:
        here &= rows == link.source.start
    if link.target:
        here &= columns == link.target.start
    return here


def _keep_only(scores: Float64s, band: Band, link: Link, *, score: float | None = None) -> None:
    """Forbids every bead that shares a sentence with the link but is not the link, in place.

    `score`, if given, becomes that of the link itself.
    """
    near = _rows_near(band, link)
    rows = np.arange(near.start, near.stop)[:, None]
    columns = band.lows[near, None] + np.arange(band.width)
    for number, (n, m) in enumerate(BEADS):
        touches = np.zeros(columns.shape, np.bool_)
        if n and link.source:
            touches |= (rows < link.source.end) & (rows + n > link.source.start)
        if m and link.target:
            touches |= (columns < link.target.end) & (columns + m > link.target.start)
        if (n, m) == (link.source.size, link.target.size):
            here = _here(link, rows, columns)
            touches &= ~here
            if score is not None:
                scores[number, near][here] = score
        scores[number, near][touches] = FORBIDDEN


def _rows_near(band: Band, link: Link) -> slice:
    """The rows with a bead that can share a sentence with the link: few of a long text."""
    starts, ends = [], []
    if link.source:
        starts.append(max(0, link.source.start - LONGEST))
        ends.append(min(len(band.lows), link.source.end))
    if link.target:
        starts.append(int(np.searchsorted(band.lows + band.width, link.target.start - LONGEST)))
        ends.append(int(np.searchsorted(band.lows, link.target.end)))
    return slice(min(starts), max(ends, default=0))
