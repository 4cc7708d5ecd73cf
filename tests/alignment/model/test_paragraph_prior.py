"""Paragraphs are a hint."""

import numpy as np

from aligner.alignment.features.sentences import Sentences
from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS
from aligner.alignment.model.paragraph_prior import COST, find_borders, weigh_borders
from aligner.bitext import BlockKind

FOUR = ("One.", "Two.", "Three.", "Four.")
PARAGRAPH, HEADING = BlockKind.PARAGRAPH, BlockKind.HEADING


def test_borders_stand_between_paragraphs() -> None:
    """A border costs where the paragraph changes, twice as much behind a heading."""
    plain = Sentences(FOUR, "en", (PARAGRAPH,) * 4, (0, 0, 1, 1))
    assert find_borders(plain).tolist() == [0, COST, 0, 0]
    headed = Sentences(FOUR, "en", (HEADING, PARAGRAPH, PARAGRAPH, PARAGRAPH), (0, 1, 1, 1))
    assert find_borders(headed).tolist() == [2 * COST, 0, 0, 0]


def test_lines_are_no_paragraphs() -> None:
    """Where every sentence is a paragraph, or nothing is known, there is no border."""
    assert not find_borders(Sentences(FOUR, "en", (PARAGRAPH,) * 4, (0, 1, 2, 3))).any()
    assert not find_borders(Sentences(FOUR, "en")).any()
    assert not find_borders(Sentences((), "en")).any()


def test_only_beads_that_join_across_a_border_cost() -> None:
    """A bead inside a paragraph keeps its score; one across loses the cost of what it crosses."""
    source, target = np.array([0, COST, 0, 0]), np.zeros(3)
    band = Band.full(4, 3)
    scores = np.zeros((len(BEADS), 5, band.width))
    weighed = weigh_borders(scores, band, source, target)
    two, three = BEADS.index((2, 1)), BEADS.index((3, 1))
    assert weighed[two, :4, 0].tolist() == [0, -COST, 0, 0]
    assert weighed[three, :2, 0].tolist() == [-COST, -COST]
    assert not weighed[BEADS.index((1, 1))].any()
    assert weigh_borders(scores, band, target[:0], target) is scores
