"""Word coverage of phrase pairs."""

import numpy as np

from glossary.pairing.coverage import PhraseWords, measure_coverage


def test_each_word_counts_its_nearest() -> None:
    """The mean cosine of the nearest words, in both directions."""
    vectors = np.eye(3, dtype=np.float32)
    left = PhraseWords(np.array([0, 1]), np.array([0, 2]))
    right = PhraseWords(np.array([0, 0, 2]), np.array([0, 1, 3]))
    rows = np.array([0, 0]), np.array([0, 1])
    found = measure_coverage(left, right, rows, (vectors, vectors))
    assert found.tolist() == [[0.5, 1.0], [0.5, 0.5]]


def test_no_pairs_no_rows() -> None:
    """Empty tables are no error."""
    empty = PhraseWords(np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64))
    rows = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    vectors = np.eye(2, dtype=np.float32)
    assert measure_coverage(empty, empty, rows, (vectors, vectors)).shape == (0, 2)
