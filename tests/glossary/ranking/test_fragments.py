"""Entries that contradict a better one are dropped."""

from glossary.candidates.corpus_index import CorpusIndex, index_corpus
from glossary.ranking.entry import Entry
from glossary.ranking.fragments import drop_fragments, drop_overbooked
from glossary.ranking.pair_table import PairTable
from tests.glossary.samples import make_bitext


def make_case(chances: dict[str, float], target: str) -> tuple[CorpusIndex, PairTable, list[Entry]]:
    """One entry for each source phrase, all with the same rendering."""
    index = index_corpus(
        [make_bitext([("The nuclear arsenal grew; the leaders steered.", "核武库扩大了。")])]
    )
    keys = list(index.source.spans.keys)
    there = list(index.target.spans.keys).index(target)
    size = len(chances)
    table = PairTable(
        source=[keys.index(name) for name in chances],
        target=[there] * size,
        count=[1] * size,
        links=[1] * size,
        words=[1] * size,
        weight=[1.0] * size,
        cosine=[0.5] * size,
        copied=[False] * size,
        probability=list(chances.values()),
    )
    entries = [
        Entry((source,), row, (), table.probability[row], 0.0)
        for row, source in enumerate(table.source)
    ]
    return index, table, entries


def test_a_piece_is_dropped_when_the_whole_is_surer() -> None:
    """The shorter term never occurred alone."""
    index, table, entries = make_case({"arsenal": 0.6, "nuclear arsenal": 0.9}, "核武库")
    assert [entry.best for entry in drop_fragments(index, table, entries)] == [1]


def test_a_term_with_a_word_too_many_is_dropped() -> None:
    """The longer term has a lower confidence than its part."""
    index, table, entries = make_case({"arsenal": 0.9, "nuclear arsenal": 0.5}, "核武库")
    assert [entry.best for entry in drop_fragments(index, table, entries)] == [0]


def test_a_rendering_serves_one_term_only() -> None:
    """A rendering that occurs once in the text cannot render two different words."""
    index, table, entries = make_case({"arsenal": 0.9, "leader": 0.8}, "核武库")
    assert [entry.best for entry in drop_overbooked(index, table, entries)] == [0]
