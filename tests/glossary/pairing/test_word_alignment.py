"""Words are aligned by counts, and by similarity where there is nothing to count."""

import numpy as np

from glossary.candidates.analysis.plain import PlainAnalyser
from glossary.candidates.corpus_index import TokenRanges
from glossary.candidates.tokens import TokenizedSentences, tokenize_sentences
from glossary.pairing.word_alignment import Lexicon, LexiconOptions

PAIRS = [("red house", "rot haus"), ("red car", "rot auto"), ("blue house", "blau haus")] * 4


def tables() -> tuple[TokenizedSentences, TokenizedSentences]:
    """Both sides of the toy text."""
    sides = []
    for number in (0, 1):
        texts = [pair[number] for pair in PAIRS]
        sides.append(tokenize_sentences(texts, PlainAnalyser([])))
    return sides[0], sides[1]


def train(source: TokenizedSentences, target: TokenizedSentences, similarity: float) -> Lexicon:
    """A lexicon whose encoder finds all words equally (un)like, or the k-th words alike."""
    rng = np.eye(8, dtype=np.float32)
    vectors = rng[: len(source.words)], similarity * rng[: len(target.words)]
    lexicon = Lexicon(source, target, vectors, LexiconOptions())
    lexicon.train(link_ranges(source, target))
    return lexicon


def link_ranges(source: TokenizedSentences, target: TokenizedSentences) -> list[TokenRanges]:
    """A link for each line."""
    return [
        TokenRanges(
            (int(source.bounds[i]), int(source.bounds[i + 1])),
            (int(target.bounds[i]), int(target.bounds[i + 1])),
            1.0,
        )
        for i in range(len(PAIRS))
    ]


def test_companions_become_counterparts() -> None:
    """In "red car / rot auto" car is auto, because red is rot elsewhere."""
    source, target = tables()
    posterior = train(source, target, 1.0).posterior(link_ranges(source, target)[1])
    assert posterior.to_target.argmax(axis=1).tolist() == [0, 1]
    assert posterior.to_target.diagonal().min() > 0.6


def test_posteriors_are_probabilities() -> None:
    """The probabilities of a word's counterparts add up to 1 at most."""
    source, target = tables()
    lexicon = train(source, target, 0.6)
    for link in link_ranges(source, target):
        posterior = lexicon.posterior(link)
        assert posterior.to_source.min() >= 0
        assert posterior.to_source.sum(axis=0).max() <= 1 + 1e-5
        assert posterior.to_target.sum(axis=1).max() <= 1 + 1e-5


def test_links_without_content_words_have_no_alignment() -> None:
    """A link without content words is not an error."""
    empty = tokenize_sentences(["", "!"], PlainAnalyser([]))
    vectors = np.eye(2, 8, dtype=np.float32), np.eye(2, 8, dtype=np.float32)
    lexicon = Lexicon(empty, empty, vectors, LexiconOptions())
    lexicon.train([TokenRanges((0, 0), (0, 1), 1.0)])
    assert lexicon.posterior(TokenRanges((0, 0), (0, 1), 1.0)).to_source.shape == (0, 1)
