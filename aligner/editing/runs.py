"""Runs of sentences that are joined and taken apart."""

from aligner.bitext import Run
from aligner.errors import EditRefusedError


def nothing(place: int) -> Run:
    """The empty run between two sentences."""
    return Run(place, place)


def join(first: Run, second: Run) -> Run:
    """The run from the first to the last sentence of both."""
    if not first or not second:
        return first or second or first
    return Run(min(first.start, second.start), max(first.end, second.end))


def adjacent(first: Run, second: Run) -> bool:
    """Whether the second run goes on where the first ends; an empty one is never in the way."""
    return not first or not second or first.end == second.start


def touching(first: Run, second: Run) -> bool:
    """Whether one of the runs goes on where the other ends."""
    return adjacent(first, second) or adjacent(second, first)


def need_sentence(run: Run) -> None:
    """Raises `EditRefusedError` if a side has no sentence."""
    if not run:
        raise EditRefusedError(
            "There is no sentence on this side of the row. Choose the other column with ← or →."
        )
