"""The shipped weights: complete, and the same for both directions."""

import numpy as np
import pytest

from aligner.alignment.features.names import GROUPS, NAMES, ODD
from aligner.alignment.features.rescoring import RESCORING_GROUPS, RESCORING_NAMES
from aligner.alignment.lattice.semi_markov import BEADS
from aligner.alignment.model.bead_model import default_model, find_twins


def test_groups_name_every_feature_once() -> None:
    """The ablation table leaves no feature out."""
    assert sorted(name for group in GROUPS.values() for name in group) == sorted(NAMES)
    assert sorted(name for group in RESCORING_GROUPS.values() for name in group) == sorted(
        RESCORING_NAMES
    )


@pytest.mark.parametrize("number", range(2, len(BEADS)))
def test_weights_mirror(number: int) -> None:
    """A bead and its mirror image have the same score."""
    model = default_model()
    n, m = BEADS[number]
    mirrored = BEADS.index((m, n))
    features = np.random.default_rng(number).normal(size=(len(NAMES), 3)).astype(np.float32)
    signs = np.array([-1 if name in ODD else 1 for name in NAMES], np.float32)[:, None]
    swapped = features[find_twins(NAMES)] * signs
    np.testing.assert_allclose(
        model.score(number, features), model.score(mirrored, swapped), rtol=1e-3, atol=1e-3
    )
