"""From a name to an encoder."""

import pytest

from aligner.encoders.embedded.encoder import EmbeddedEncoder
from aligner.encoders.registry import load_encoder
from aligner.errors import WrongUsageError


def test_the_embedded_encoder_is_the_default() -> None:
    """The default encoder is the embedded one, which ignores devices."""
    assert isinstance(load_encoder(), EmbeddedEncoder)
    assert isinstance(load_encoder("Embedded", device="cuda", half=True), EmbeddedEncoder)


@pytest.mark.parametrize("name", ["", "embedded+", "+LaBSE", "a++b", "embedded+embedded"])
def test_a_blend_needs_different_models(name: str) -> None:
    """Said before anything is loaded."""
    with pytest.raises(WrongUsageError, match=r"embedded\+LaBSE"):
        load_encoder(name)
