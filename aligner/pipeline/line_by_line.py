"""Texts whose line i belongs to line i: only the confidence is wanted (`--aligned`)."""

from collections.abc import Sequence

from aligner.alignment.engine import Alignment, score_pairs
from aligner.bitext import Document, Link, Run, Segment
from aligner.encoders.protocol import Encoder
from aligner.errors import WrongUsageError
from aligner.pipeline.run_engine import to_sentences
from aligner.readers.pairing.line_pairs import count_lines, pair_lines


def score_line_by_line(
    sides: tuple[Document, Document],
    segments: tuple[Sequence[Segment], Sequence[Segment]],
    encoder: Encoder,
) -> Alignment:
    """Links of line i with line i, scored; a line beside a blank one has no counterpart.

    Raises:
        WrongUsageError: The texts differ in their number of lines.
    """
    lengths = count_lines(sides)
    if lengths[0] != lengths[1]:
        raise WrongUsageError(
            f"--aligned needs the same number of lines on both sides; there are {lengths[0]} "
            f"and {lengths[1]}. Leave the option out to have them aligned."
        )
    runs = [_runs_of_blocks(side) for side in segments]
    places: list[tuple[Run, Run]] = []
    at = [0, 0]
    for bead in pair_lines(sides):
        found = []
        for side, blocks in enumerate((bead.source, bead.target)):
            run = runs[side].get(blocks[0]) if blocks else None
            at[side] = run.end if run else at[side]
            found.append(run or Run(at[side], at[side]))
        places.append((found[0], found[1]))
    return _score(places, sides, segments, encoder)


def _runs_of_blocks(segments: Sequence[Segment]) -> dict[int, Run]:
    """Block → its segments: one, unless a person has divided it."""
    runs: dict[int, Run] = {}
    for segment in segments:
        first = runs[segment.block].start if segment.block in runs else segment.index
        runs[segment.block] = Run(first, segment.index + 1)
    return runs


def _score(
    places: Sequence[tuple[Run, Run]],
    sides: tuple[Document, Document],
    segments: tuple[Sequence[Segment], Sequence[Segment]],
    encoder: Encoder,
) -> Alignment:
    """The links at these places: those with both sides scored, the others as the texts say."""
    pairs = [place for place in places if place[0] and place[1]]
    texts = [
        to_sentences(document, [parts[pair[side].start] for pair in pairs])
        for side, (document, parts) in enumerate(zip(sides, segments, strict=True))
    ]
    alignment = score_pairs(texts[0], texts[1], encoder)
    scored = iter(alignment.links)
    links = []
    for source, target in places:
        score = next(scored) if source and target else None
        if score:
            links.append(Link(source, target, score.confidence, flags=score.flags))
        elif source or target:
            links.append(Link(source, target, 1.0))
    return Alignment(tuple(links), alignment.mode, alignment.reason)
