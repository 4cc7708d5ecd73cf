"""Vectors are kept when that is asked for, and save the second run its work."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aligner.corpus.planning.manifest import Manifest
from aligner.corpus.run import CorpusOptions, plan_corpus
from aligner.corpus.shard import CorpusJob, ShardWorker
from aligner.corpus.vectors import open_vectors
from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.encoders.protocol import Vectors
from aligner.progress import Progress
from tests.corpus.conftest import OPTIONS, SHARD_BYTES, tree


class SlowEncoder(EmbeddedEncoder):
    """The embedded model as if it were a slow one; counts the texts it is asked for."""

    name = "slow"
    runs_are_cheap = False
    asked = 0

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the embedded model."""
        self.asked += len(texts)
        return super().encode(texts, progress)


def test_kept_vectors_are_used_when_a_shard_is_done_again(tmp_path: Path, corpus: Manifest) -> None:
    """The second time nothing is encoded, and the tables are the same to the byte."""
    plan = plan_corpus(corpus, tmp_path, OPTIONS, CorpusOptions(shard_bytes=SHARD_BYTES))
    plan.layout.make()
    encoder = SlowEncoder()
    job = CorpusJob(tmp_path, corpus.base, OPTIONS, "first", keep_vectors=True)
    ShardWorker(job, encoder).align(0)
    first, asked = tree(tmp_path / "links"), encoder.asked
    with open_vectors(plan.layout.vectors(0)) as vectors:
        assert 0 < vectors.count() <= asked
    plan.layout.marker(0).unlink()
    ShardWorker(replace(job, run="second"), encoder).align(0)
    assert encoder.asked == asked
    assert tree(tmp_path / "links") == first


def test_without_asking_no_vectors_are_kept(tmp_path: Path, corpus: Manifest) -> None:
    """A corpus has more of them than disk."""
    plan = plan_corpus(corpus, tmp_path, OPTIONS, CorpusOptions(shard_bytes=SHARD_BYTES))
    plan.layout.make()
    ShardWorker(CorpusJob(tmp_path, corpus.base, OPTIONS, "run"), SlowEncoder()).align(0)
    assert not plan.layout.vectors(0).parent.exists()
