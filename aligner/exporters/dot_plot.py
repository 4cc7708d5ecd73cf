"""The shape of an alignment as SVG paths: source sentences to the right, target downwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import Link
from aligner.confidence import UNCERTAIN

SIZE = 600
"""Units of each side of the drawing; more links than that fall on the same places."""


@dataclass(frozen=True, slots=True)
class DotPlot:
    """The data of the paths, and the size of the square they are drawn in."""

    sure: str
    doubtful: str
    source_alone: str
    target_alone: str
    size: int = SIZE


def dot_plot(links: Sequence[Link], source_size: int, target_size: int) -> DotPlot:
    """The links as strokes, each from the first to the last sentence of its two runs.

    >>> from aligner.bitext import Run
    >>> dot_plot([Link(Run(0, 1), Run(0, 2), 0.9)], 2, 2).sure
    'M0 0l300 600'
    """
    across, down = SIZE / max(source_size, 1), SIZE / max(target_size, 1)
    strokes: dict[str, dict[str, None]] = {
        name: {} for name in ("sure", "doubtful", "source_alone", "target_alone")
    }
    for link in links:
        x, y = round(link.source.start * across), round(link.target.start * down)
        right = max(1, round(link.source.end * across) - x)
        lower = max(1, round(link.target.end * down) - y)
        if not link.target:
            strokes["source_alone"][f"M{x} {SIZE - 1}h{right}"] = None
        elif not link.source:
            strokes["target_alone"][f"M1 {y}v{lower}"] = None
        else:
            name = "sure" if link.confidence >= UNCERTAIN else "doubtful"
            strokes[name][f"M{x} {y}l{right} {lower}"] = None
    drawn = {name: "".join(paths) for name, paths in strokes.items()}
    return DotPlot(drawn["sure"], drawn["doubtful"], drawn["source_alone"], drawn["target_alone"])
