"""The shipped weights: complete, found by name, and the same for both directions."""

from collections.abc import Mapping

import numpy as np
import pytest

from aligner.alignment.features import bead_features
from aligner.alignment.features.bead_features import BeadFeatures
from aligner.alignment.features.encode_pair import encode_pair
from aligner.alignment.features.feature_stack import FeatureStack, NamedMatrices
from aligner.alignment.features.second_pass.rescoring import Rescorer
from aligner.alignment.features.sentences import Sentences
from aligner.alignment.features.surface import compare_marks
from aligner.alignment.features.text_pair import EncodedPair
from aligner.alignment.lattice.band import Band
from aligner.alignment.lattice.beads import BEADS, Step
from aligner.alignment.model.bead_model import default_model
from aligner.alignment.model.mirroring import mirror
from aligner.alignment.model.scoring import score_beads
from aligner.encoders.embedded.encoder import EmbeddedEncoder

SOURCE = Sentences(("“Come in,” he said.", "It was 1984.", "We left; he stayed."), "en")
TARGET = Sentences(("他说：“进来。”", "那是1984年。", "我们走了，他留下了。"), "zh")


@pytest.fixture(scope="module")
def pair() -> EncodedPair:
    """Three sentences of either side with everything known of them."""
    return encode_pair(SOURCE, TARGET, EmbeddedEncoder())


def test_every_feature_has_a_weight_and_every_weight_a_feature(pair: EncodedPair) -> None:
    """What the program computes is what the shipped weights name, in both passes."""
    model, features = default_model(), BeadFeatures(pair, range(2), range(2))
    for number, stack in (*features.empties(), *features.beads()):
        weights = model.empty_weights if number < 2 else model.weights
        assert set(stack.names) == set(weights.names)
    rescorer = Rescorer((SOURCE, TARGET), pair, EmbeddedEncoder())
    step = Step(BEADS.index((2, 1)), 0, 1)
    (described,) = rescorer.features([step], np.ones(1, np.bool_))
    assert set(described) == set(model.rescoring_weights.names)


def test_families_share_no_name(pair: EncodedPair) -> None:
    """No feature takes the place of another."""
    families = BeadFeatures(pair, range(2), range(2)).families(2, 1).values()
    names = [name for family in families for name in family]
    assert len(names) == len(set(names))


def test_an_inserted_feature_moves_no_weight(
    pair: EncodedPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feature that the weights do not know, among the others, leaves all scores as they are."""
    band = Band.full(3, 3)
    before = score_beads(pair, band, default_model())

    def compare_marks_and_more(*sides: Mapping[str, np.ndarray]) -> NamedMatrices:
        found = list(compare_marks(*map(dict, sides)).items())
        return dict([*found[:4], ("inserted", np.full((1, 1), 7.0)), *found[4:]])

    monkeypatch.setattr(bead_features, "compare_marks", compare_marks_and_more)
    assert "inserted" in next(iter(BeadFeatures(pair, range(1), range(1)).beads()))[1].names
    after = score_beads(pair, band, default_model())
    np.testing.assert_allclose(after, before, rtol=1e-5, atol=1e-5)


def test_a_weight_without_its_feature_is_named() -> None:
    """A feature that was renamed or dropped is missed by its name."""
    names = tuple(name for name in default_model().weights.names if name != "cosine")
    stack = FeatureStack(names, np.zeros((len(names), 1, 1), np.float32))
    with pytest.raises(ValueError, match="weights without features: cosine"):
        default_model().score(2, stack)


@pytest.mark.parametrize("number", range(2, len(BEADS)))
def test_weights_mirror(number: int) -> None:
    """A bead and its mirror image have the same score."""
    model = default_model()
    n, m = BEADS[number]
    mirrored = BEADS.index((m, n))
    names = model.weights.names
    values = np.random.default_rng(number).normal(size=(1, 3, len(names))).astype(np.float32)
    stack, swapped = (
        FeatureStack(names, np.moveaxis(x, 2, 0)) for x in (values, mirror(values, names))
    )
    np.testing.assert_allclose(
        model.score(number, stack), model.score(mirrored, swapped), rtol=1e-3, atol=1e-3
    )
