"""Runs on a real Ray cluster of several nodes on this machine."""

import logging
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from aligner.align_options import AlignOptions
from aligner.corpus.planning.manifest import Manifest
from aligner.corpus.run import CorpusOptions, align_corpus
from aligner.corpus.shard import Finished
from tests.corpus.conftest import OPTIONS, SENTENCES, SHARD_BYTES, tree

pytestmark = pytest.mark.slow

ON_RAY = CorpusOptions(executor="ray", workers=2, shard_bytes=SHARD_BYTES)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head without cores and two working nodes; one of them says it has a GPU."""
    pytest.importorskip("ray")
    ray: Any = import_module("ray")
    size = {"object_store_memory": 80_000_000}
    clusters: Any = import_module("ray.cluster_utils")
    started = clusters.Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **size})
    started.add_node(num_cpus=1, num_gpus=1, **size)
    started.add_node(num_cpus=1, **size)
    ray.init(address=started.address, log_to_driver=False, logging_level=logging.CRITICAL)
    yield started
    ray.shutdown()
    started.shutdown()


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of one layer with random weights: quick, and of no use."""
    pytest.importorskip("sentence_transformers")
    torch: Any = import_module("torch")
    transformers: Any = import_module("transformers")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    folder = tmp_path_factory.mktemp("model")
    letters = sorted({letter for pair in SENTENCES for text in pair for letter in text.lower()})
    pieces = [*letters, *(f"##{letter}" for letter in letters)]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *pieces]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=1,
        num_attention_heads=2, intermediate_size=32, max_position_embeddings=128,
    )  # fmt: skip
    transformers.BertModel(config).save_pretrained(folder / "bert")
    tokenizer = transformers.BertTokenizerFast(str(folder / "vocab.txt"))
    tokenizer.save_pretrained(folder / "bert")
    layers = Transformer(str(folder / "bert"), max_seq_length=128)
    model = SentenceTransformer(modules=[layers, Pooling(32)], device="cpu")
    model.save(str(folder / "sbert"))
    return folder / "sbert"


def test_encoders_on_gpus_serve_the_actors_around_them(
    cluster: Any, corpus: Manifest, tiny_model: Path, tmp_path: Path
) -> None:
    """Vectors made in an actor of their own give the bytes that processes with a model give."""
    options = AlignOptions(
        source_language="en", target_language="zh", lines=True, mode="full", model=str(tiny_model)
    )
    align_corpus(corpus, tmp_path / "ray", options, ON_RAY)
    align_corpus(
        corpus, tmp_path / "local", options, CorpusOptions(workers=1, shard_bytes=SHARD_BYTES)
    )
    assert tree(tmp_path / "ray") == tree(tmp_path / "local")


def test_a_lost_node_loses_nothing(
    cluster: Any, corpus: Manifest, results: Path, tmp_path: Path
) -> None:
    """A node killed in the middle: the job ends on the others, with the bytes of a local run."""
    victim = cluster.add_node(num_cpus=1, object_store_memory=80_000_000)
    finished: list[int] = []

    def kill_once(result: Finished) -> None:
        if not finished:
            # Three cores in the cluster, all of them taken: one of the workers is on this node.
            assert not import_module("ray").available_resources().get("CPU")
            cluster.remove_node(victim, allow_graceful=False)
        finished.append(result.shard)

    options = CorpusOptions(executor="ray", workers=3, shard_bytes=SHARD_BYTES)
    report = align_corpus(corpus, tmp_path / "ray", OPTIONS, options, done=kill_once)
    assert report is not None
    assert sorted(set(finished)) == list(range(report.shards))
    assert tree(tmp_path / "ray") == tree(results)
