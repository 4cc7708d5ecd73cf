"""What a person can do to links, as pure functions: links in, a `Change` out.

Two laws hold for every function here. Coverage: each segment is in as many links after the change
as before it. Contiguity: a side of a link is a run of neighbouring segments, or empty, and no link
is empty on both sides. A change that would break one of them is refused with
`EditRefusedError`.
"""

from aligner.editing.borders import (
    joinable,
    merge,
    move_first_up,
    move_last_down,
    propose_border,
    split,
)
from aligner.editing.change import UNKNOWN, Change
from aligner.editing.columns import pinpoint, shift_down, shift_up
from aligner.editing.decisions import (
    accept,
    clear,
    mark_edited,
    no_counterpart,
    reject,
    set_bookmark,
    set_note,
)

__all__ = [
    "UNKNOWN",
    "Change",
    "accept",
    "clear",
    "joinable",
    "mark_edited",
    "merge",
    "move_first_up",
    "move_last_down",
    "no_counterpart",
    "pinpoint",
    "propose_border",
    "reject",
    "set_bookmark",
    "set_note",
    "shift_down",
    "shift_up",
    "split",
]
