"""Second-pass features of the beads that the first pass has left in question.

After the first pass only a few beads a sentence are still likely, so evidence may cost more: the
clauses on either side of each border, and speech that runs over several sentences.
"""

from collections.abc import Mapping, Sequence

from aligner.alignment.features.second_pass.clause_fit import compare_clauses
from aligner.alignment.features.second_pass.clauses import Clauses, find_clauses
from aligner.alignment.features.second_pass.speech import compare_speech, find_speech
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.beads import BEADS, Step
from aligner.arrays import Bools
from aligner.bitext import Run
from aligner.encoders.protocol import Encoder


class Rescorer:
    """Computes the second-pass features of single beads of two texts."""

    def __init__(
        self, texts: tuple[Sentences, Sentences], pair: EncodedPair, encoder: Encoder
    ) -> None:
        self._texts = texts
        self._whole = pair.source.runs[0], pair.target.runs[0]
        self._encoder = encoder
        self._speech = find_speech(texts[0].texts, texts[1].texts, pair)

    def features(self, steps: Sequence[Step], wanted: Bools) -> list[Mapping[str, float]]:
        """Features of every bead by name.

        Empty beads and those not wanted have none. Only the clauses of the wanted beads, and of
        the sentences beside them, are encoded. `wanted` has shape (beads,).
        """
        chosen = [step for step, want in zip(steps, wanted, strict=True) if want]
        clauses = self._find_clauses(chosen)
        return [
            self._describe(step, clauses) if want and min(BEADS[step.bead]) else {}
            for step, want in zip(steps, wanted, strict=True)
        ]

    def _describe(self, step: Step, clauses: tuple[Clauses, Clauses]) -> Mapping[str, float]:
        source, target = _runs(step)
        return compare_speech(self._speech, source, target) | compare_clauses(
            clauses, source, target
        )

    def _find_clauses(self, steps: Sequence[Step]) -> tuple[Clauses, Clauses]:
        """The clauses of both texts, those in and beside the beads with their vectors."""
        near: tuple[set[int], set[int]] = set(), set()
        for step in steps:
            for sentences, run in zip(near, _runs(step), strict=True):
                sentences.update(range(run.start - 1, run.end + 1))
        source, target = (
            find_clauses(side.texts, at.intersection(range(len(side))), whole, self._encoder)
            for side, at, whole in zip(self._texts, near, self._whole, strict=True)
        )
        return source, target


def _runs(step: Step) -> tuple[Run, Run]:
    """Source and target sentences of a bead."""
    n, m = BEADS[step.bead]
    return Run(step.i, step.i + n), Run(step.j, step.j + m)
