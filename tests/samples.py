"""Documents and bitexts made of given sentences, for tests."""

from aligner.bitext import Bitext, Block, Document, Link, Segment, Side


def make_document(
    side: Side, sentences: list[str], language: str
) -> tuple[Document, tuple[Segment, ...]]:
    """Make a document of one paragraph, and its segments."""
    text, segments = "", []
    for index, sentence in enumerate(sentences):
        start = len(text)
        text += sentence
        segments.append(Segment(index, 0, start, len(text), sentence))
        text += "\n"
    document = Document(side, language, f"{side.value}.txt", "0" * 64, text, (Block(0, len(text)),))
    return document, tuple(segments)


def make_bitext(
    source: list[str], target: list[str], links: tuple[Link, ...], name: str = "essay"
) -> Bitext:
    """Make a bitext of given sentences and links."""
    source_document, source_segments = make_document(Side.SOURCE, source, "en")
    target_document, target_segments = make_document(Side.TARGET, target, "zh")
    return Bitext(name, source_document, target_document, source_segments, target_segments, links)
