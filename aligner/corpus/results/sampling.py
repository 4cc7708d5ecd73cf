"""Samples millions of links, and makes bitexts of the sample that fit into memory."""

from typing import TYPE_CHECKING

from aligner.bitext import Bitext, Block, BlockKind, Document, Link, Run, Segment, Side
from aligner.corpus.results.filtering import text_key

if TYPE_CHECKING:
    import polars as pl

_BUCKETS = 1_000_000


def sample_links(links: "pl.LazyFrame", most: int) -> "pl.DataFrame":
    """About `most` links with both sides, chosen by a hash of their texts, whatever their order.

    A text that occurs in many documents is chosen in all of them or in none, so drop repeated
    links first if that matters.
    """
    import polars as pl

    both = links.filter(
        pl.col("source_ids").list.len() > 0, pl.col("target_ids").list.len() > 0
    ).select("source", "target", "source_lang", "target_lang", "confidence")
    there = both.select(pl.len()).collect(engine="streaming").item()
    if there > most:
        bucket = (text_key("source") ^ text_key("target")) % _BUCKETS
        both = both.filter(bucket < _BUCKETS * most // there)
    return both.collect(engine="streaming")


def to_bitexts(sample: "pl.DataFrame") -> list[Bitext]:
    """The sample as one bitext for each pair of languages; each side of a link is a segment."""
    groups = sample.partition_by("source_lang", "target_lang", maintain_order=True, as_dict=True)
    bitexts = []
    for (source, target), rows in groups.items():
        sides = [
            _side(Side.SOURCE, str(source), rows["source"].to_list()),
            _side(Side.TARGET, str(target), rows["target"].to_list()),
        ]
        links = tuple(
            Link(Run(i, i + 1), Run(i, i + 1), confidence)
            for i, confidence in enumerate(rows["confidence"])
        )
        (one, segments), (other, other_segments) = sides
        bitexts.append(Bitext(f"{source}-{target}", one, other, segments, other_segments, links))
    return bitexts


def _side(side: Side, language: str, texts: list[str]) -> tuple[Document, tuple[Segment, ...]]:
    blocks, segments = [], []
    start = 0
    for index, text in enumerate(texts):
        end = start + len(text)
        blocks.append(Block(start, end, BlockKind.ROW))
        segments.append(Segment(index, index, start, end, text))
        start = end + 1
    document = Document(side, language, "corpus", "", "\n".join(texts), tuple(blocks))
    return document, tuple(segments)
