"""Beads that use every sentence once."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Link, Run
from aligner.exporters.covering import cover, keep_in_order
from tests.samples import make_bitext

runs = st.tuples(st.integers(0, 5), st.integers(0, 2)).map(lambda p: Run(p[0], min(6, sum(p))))
links = st.lists(
    st.builds(Link, runs, runs, st.sampled_from([0.1, 0.5, 0.9])).filter(
        lambda link: bool(link.source or link.target)
    ),
    max_size=6,
)


def fits(first: Link, second: Link) -> bool:
    return first.source.end <= second.source.start and first.target.end <= second.target.start


def heaviest_by_trying(links: list[Link], last: Link | None = None) -> float:
    """The greatest sum over all chains, by trying every one."""
    return max(
        (
            1e-6 + link.confidence + heaviest_by_trying(links, link)
            for link in links
            if last is None or fits(last, link)
        ),
        default=0.0,
    )


@settings(deadline=None)
@given(links=links)
def test_every_sentence_stands_in_one_bead(links: list[Link]) -> None:
    """Law: the beads run through both texts in order, whatever the links say."""
    bitext = make_bitext(list("ABCDEF"), list("甲乙丙丁戊己"), tuple(links))
    beads, crossing = cover(bitext, links)
    assert [i for bead in beads for i in bead.source.ids] == list(range(6))
    assert [i for bead in beads for i in bead.target.ids] == list(range(6))
    kept = sum(bool(bead.source and bead.target) for bead in beads)
    assert kept + crossing == sum(bool(link.source and link.target) for link in links)


@settings(deadline=None)
@given(links=links)
def test_chain_is_the_heaviest(links: list[Link]) -> None:
    """Law: the fast search finds the same weight as trying all chains."""
    linked = [link for link in links if link.source and link.target]
    chain = keep_in_order(linked)
    assert all(fits(a, b) for a, b in pairwise(chain))
    assert abs(sum(1e-6 + k.confidence for k in chain) - heaviest_by_trying(linked)) < 1e-9
