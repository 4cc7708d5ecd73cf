"""Pairs side by side, for the terminal and for a pipe."""

from typing import TYPE_CHECKING

from aligner.bitext import Side
from aligner.console.text_width import output_width, pad, wrap_wide
from aligner.flags import explain
from aligner.joining import join_segments

if TYPE_CHECKING:
    from aligner.bitext import Bitext, Link


def pair_table(bitext: "Bitext", *, width: int | None = None) -> str:
    """The links one below the other: confidence, source, target, and reasons to review the link."""
    total = width or output_width()
    column = max(16, (total - 8) // 2 - 2)
    blocks = [_block(bitext, link, column) for link in bitext.links]
    return "\n".join(blocks) if blocks else "(no links)"


def _block(bitext: "Bitext", link: "Link", column: int) -> str:
    sides = []
    for side in Side:
        run = link.run(side)
        chosen = bitext.segments(side)[run.start : run.end]
        joined = join_segments(bitext.document(side), chosen)
        sides.append(wrap_wide(joined or "—", column))
    rows = max(len(side) for side in sides)
    label = f"{link.confidence:.2f}" + (_MARKS.get(link.status.value, "") if link.status else "")
    lines = []
    for i in range(rows):
        left, right = (side[i] if i < len(side) else "" for side in sides)
        lines.append(f"{label if i == 0 else '':<6} {pad(left, column)}  {right}".rstrip())
    if link.flags:
        lines.append(f"       ! {'; '.join(explain(flag) for flag in link.flags)}")
    return "\n".join(lines)


_MARKS = {"accepted": " ✓", "edited": " ✎", "rejected": " ✗"}
