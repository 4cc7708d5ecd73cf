"""A person's decisions as constraints on the lattice."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lattice.semi_markov import BEADS, FORBIDDEN, Band, Scores
from aligner.bitext import Link, Run


@dataclass(frozen=True, slots=True)
class Decisions:
    """Links that a person has decided on."""

    fixed: tuple[Link, ...] = ()
    """Accepted or edited links: kept as they are."""
    forbidden: tuple[Link, ...] = ()
    """Rejected links: never proposed again."""

    def in_order(self) -> list[Link]:
        """Fixed links that one path can go through: the longest chain without a crossing."""
        links = sorted(
            (k for k in self.fixed if (k.source.size, k.target.size) in BEADS),
            key=lambda k: (k.source, k.target),
        )
        best: list[tuple[int, int]] = []
        for at, link in enumerate(links):
            before = [
                (best[b][0], b)
                for b in range(at)
                if links[b].source.end <= link.source.start
                and links[b].target.end <= link.target.start
            ]
            length, back = max(before, default=(0, -1))
            best.append((length + 1, back))
        chosen = []
        at = max(range(len(links)), key=lambda k: best[k][0], default=-1)
        while at >= 0:
            chosen.append(links[at])
            at = best[at][1]
        return chosen[::-1]

    def anchors(self) -> NDArray[np.int64]:
        """First and last sentence pairs of the fixed links in order, shape (pairs, 2)."""
        pairs = []
        for link in self.in_order():
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
    passable = decisions.in_order()
    fixed = [k for k in passable if _lies_in(k, source, target)]
    rest = [k for k in decisions.fixed if k not in fixed]
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


def apply_constraints(scores: Scores, band: Band, constraints: PieceConstraints) -> Scores:
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
        _keep_only(scores, rows, columns, link)
    for i in constraints.aside_source:
        _keep_only(scores, rows, columns, Link(Run(i, i + 1), Run(0, 0), 1.0), score=0.0)
    for j in constraints.aside_target:
        _keep_only(scores, rows, columns, Link(Run(0, 0), Run(j, j + 1), 1.0), score=0.0)
    for link in constraints.forbidden:
        size = (link.source.size, link.target.size)
        if size in BEADS:
            scores[BEADS.index(size)][_here(link, rows, columns)] = FORBIDDEN
    return scores


def _here(link: Link, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Nodes at which the link starts; an empty side may be anywhere. Bool (rows, width)."""
    here = np.ones(columns.shape, np.bool_)
    if link.source:
        here &= rows == link.source.start
    if link.target:
        here &= columns == link.target.start
    return here


def _keep_only(
    scores: Scores,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    link: Link,
    *,
    score: float | None = None,
) -> None:
    """Forbids every bead that shares a sentence with the link but is not the link, in place."""
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
                scores[number][here] = score
        scores[number][touches] = FORBIDDEN
