"""Pieces of names are not terms."""

from glossary.candidates.corpus_index import index_corpus
from glossary.ranking.name_pieces import find_name_pieces
from tests.glossary.samples import make_bitext


def cut_keys(*sources: str) -> set[str]:
    """The candidates of the sentences that are pieces."""
    side = index_corpus([make_bitext([(source, "核武器") for source in sources])]).source
    return {side.spans.keys[number] for number in find_name_pieces(side).nonzero()[0].tolist()}


def test_what_always_has_another_capital_beside_it_is_a_piece() -> None:
    """The whole name is not a piece."""
    cut = cut_keys("He joined the Nuclear Suppliers Group.")
    assert "nuclear supplier" in cut
    assert "nuclear supplier group" not in cut


def test_a_name_that_also_stands_alone_is_whole() -> None:
    """One occurrence in five would suffice."""
    cut = cut_keys("He went to South Africa.", "He met the South Africa Group there.")
    assert "south africa" not in cut
