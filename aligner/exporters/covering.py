"""Links → beads that use every sentence once, in order: what ladders and InterText can say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.alignment.lattice.monotone import Stretch, heaviest_chain
from aligner.bitext import Bitext, Link, LinkStatus, Run


@dataclass(frozen=True, slots=True)
class CoverBead:
    """A step through both texts; `link` is None where no link says anything."""

    source: Run
    target: Run
    link: Link | None


def cover(bitext: Bitext, links: Sequence[Link]) -> tuple[list[CoverBead], int]:
    """Beads from the first to the last sentence of both sides, and how many links they cannot hold.

    Links that cross others, or that use a sentence a second time, do not fit; kept are those that
    weigh most together. What lies between is written sentence by sentence, without a counterpart.
    """
    linked = [link for link in links if link.source and link.target]
    kept = keep_in_order(linked)
    alone_source = {link.source.start: link for link in links if not link.target}
    alone_target = {link.target.start: link for link in links if not link.source}
    beads: list[CoverBead] = []
    source = target = 0
    ends = Run(len(bitext.source_segments), len(bitext.target_segments))
    for link in [*kept, None]:
        next_source, next_target = (link.source.start, link.target.start) if link else ends
        for run, alone in _steps(source, next_source, alone_source, of_source=True):
            beads.append(CoverBead(run, Run(target, target), alone))
        for run, alone in _steps(target, next_target, alone_target, of_source=False):
            beads.append(CoverBead(Run(next_source, next_source), run, alone))
        if link:
            beads.append(CoverBead(link.source, link.target, link))
            source, target = link.source.end, link.target.end
    return beads, len(linked) - len(kept)


def keep_in_order(links: Sequence[Link]) -> list[Link]:
    """The links in order on both sides, none overlapping, with the greatest sum of confidences."""
    ordered = sorted(links, key=lambda link: (link.source.start, link.target.start))
    stretches = [Stretch(link.source, link.target, _weight(link)) for link in ordered]
    return [ordered[number] for number in heaviest_chain(stretches)]


def _weight(link: Link) -> float:
    # What a person decided is kept before any two guesses; no link weighs nothing.
    return 1e-6 + link.confidence + (2.0 if link.status is not LinkStatus.AUTO else 0.0)


def _steps(
    start: int, end: int, alone: dict[int, Link], *, of_source: bool
) -> Iterator[tuple[Run, Link | None]]:
    """The stretch cut into the runs of its one-sided links, and single sentences elsewhere."""
    while start < end:
        link = alone.get(start)
        run = (link.source if of_source else link.target) if link else Run(start, start + 1)
        if run.end > end:
            link, run = None, Run(start, start + 1)
        yield run, link
        start = run.end
