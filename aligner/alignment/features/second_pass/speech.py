"""Where the speech of two texts runs, compared for one bead."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.alignment.features.second_pass.quotations import Quotations, find_quotations
from aligner.alignment.features.text_pair import EncodedPair
from aligner.arrays import Float64s
from aligner.bitext import Run

_LEAST_SPEECH = 0.002
"""Share of letters inside quotation marks below which a text is taken to mark no speech."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Quotation marks of one text, and its letters summed from the left."""

    marks: Quotations
    quoted: Float64s
    """Quoted letters before each sentence, shape (sentences + 1,)."""
    letters: Float64s
    """All letters before each sentence, shape (sentences + 1,)."""

    def share(self, run: Run) -> float:
        """Share of the letters of a run that are quoted."""
        letters = self.letters[run.end] - self.letters[run.start]
        return float((self.quoted[run.end] - self.quoted[run.start]) / letters)

    def starts_inside(self, run: Run) -> bool:
        """Whether a run begins in the middle of speech."""
        return bool(self.marks.inside_before[run.start])

    def ends_inside(self, run: Run) -> bool:
        """Whether a run ends in the middle of speech."""
        return bool(self.marks.inside_after[run.end - 1])


def find_speech(
    source: Sequence[str], target: Sequence[str], pair: EncodedPair
) -> tuple[Speech, Speech] | None:
    """Speech of both texts, given their sentences; None if either text marks none."""
    found = []
    for texts, side in ((source, pair.source), (target, pair.target)):
        marks = find_quotations(texts)
        quoted = np.concatenate([[0.0], np.cumsum(marks.quoted, dtype=np.float64)])
        letters = np.concatenate([[0.0], np.cumsum(side.surface.lengths, dtype=np.float64)])
        if quoted[-1] < _LEAST_SPEECH * letters[-1]:
            return None
        found.append(Speech(marks, quoted, letters))
    return found[0], found[1]


def compare_speech(
    speech: tuple[Speech, Speech] | None, source: Run, target: Run
) -> dict[str, float]:
    """Features of a bead by name: how speech differs between its runs.

    All are 0 where a text marks no speech.
    """
    starts, ends, share = (False, False), (False, False), 0.0
    if speech:
        left, right = speech
        starts = left.starts_inside(source), right.starts_inside(target)
        ends = left.ends_inside(source), right.ends_inside(target)
        share = left.share(source) - right.share(target)
    return {
        "speech-start-differs": float(starts[0] != starts[1]),
        "speech-end-differs": float(ends[0] != ends[1]),
        "speech-open-source": float(ends[0]),
        "speech-open-target": float(ends[1]),
        "speech-share-differs": abs(share),
        "speech-share-squared": share**2,
    }
