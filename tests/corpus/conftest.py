"""A small corpus: files whose sentences are known to belong together line by line."""

from pathlib import Path

import pytest

from aligner.align_options import AlignOptions
from aligner.corpus.planning.manifest import Manifest, read_manifest
from aligner.corpus.run import CorpusOptions, align_corpus

# Written for these tests: English sentences, each with its Chinese translation.
SENTENCES = (
    ("The harbour was quiet that morning.", "那天早上港口很安静。"),
    ("Three boats came back without fish.", "三条船没有打到鱼就回来了。"),
    ("Nobody asked the captain why.", "没有人问船长为什么。"),
    ("The market opened at seven o'clock.", "市场七点钟开门。"),
    ("Rice was dearer than in spring.", "大米比春天贵。"),
    ("My grandmother bought two kilos of beans.", "我奶奶买了两公斤豆子。"),
    ("The bus to the city leaves every hour.", "去城里的公共汽车每小时一班。"),
    ("The driver knew all of us by name.", "司机知道我们所有人的名字。"),
    ("In the evening it began to rain.", "晚上开始下雨了。"),
    ("We closed the windows and lit the lamp.", "我们关上窗户，点上了灯。"),
)

OPTIONS = AlignOptions(source_language="en", target_language="zh", lines=True, mode="full")
"""One sentence a line and given languages: the fastest way through an alignment."""

SHARD_BYTES = 5_000
"""Bytes in a shard, enough for two pairs."""


def make_corpus(folder: Path, pairs: int) -> Path:
    """Make a manifest of `pairs` pairs of different length, and one that cannot be read."""
    rows = ["id,source,target"]
    for number in range(pairs):
        chosen = [SENTENCES[(number * 3 + k) % len(SENTENCES)] for k in range(4 + number % 5)]
        for side, language in enumerate(("en", "zh")):
            text = "\n".join(pair[side] for pair in chosen)
            (folder / f"{number}.{language}.txt").write_text(text + "\n", encoding="utf-8")
        rows.append(f"pair-{number},{number}.en.txt,{number}.zh.txt")
        if number == 2:
            rows.append("lost,not-there.en.txt,2.zh.txt")
    manifest = folder / "pairs.csv"
    manifest.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return manifest


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """Nine pairs, one of them unreadable, in five shards."""
    return read_manifest(make_corpus(tmp_path_factory.mktemp("corpus"), 8))


@pytest.fixture(scope="session")
def results(corpus: Manifest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result folder of an undisturbed run of two processes."""
    folder = tmp_path_factory.mktemp("results") / "undisturbed"
    options = CorpusOptions(workers=2, shard_bytes=SHARD_BYTES)
    report = align_corpus(corpus, folder, OPTIONS, options)
    assert report is not None
    return folder
