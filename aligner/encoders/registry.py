"""Finds the encoder for the name that is given to --model."""

from pathlib import Path

from aligner.encoders.catalogue import looks_like_folder
from aligner.encoders.protocol import Encoder
from aligner.errors import WrongUsageError

EMBEDDED = "embedded"


def load_encoder(
    name: str = EMBEDDED,
    *,
    device: str | None = None,
    batch_size: int | None = None,
    half: bool = False,
) -> Encoder:
    """Loads the encoder of that name: `embedded`, a sentence-transformers name or folder, or `A+B`.

    `device`, `batch_size` and `half` apply to models that run in torch; the embedded one ignores
    them.

    Raises:
        ModelUnavailableError: The extra, the model, the network or the device is missing.
        WrongUsageError: A name is empty or occurs twice.
    """
    parts = _split(name)
    encoders = [_load_one(part, device, batch_size, half=half) for part in parts]
    if len(encoders) == 1:
        return encoders[0]
    from aligner.encoders.blend import BlendedEncoder

    return BlendedEncoder(encoders)


def _split(name: str) -> list[str]:
    """The names of the models in a blend. A folder may have a plus in its name."""
    if looks_like_folder(name) and Path(name).expanduser().is_dir():
        return [name]
    parts = [part.strip() for part in name.split("+")]
    if "" in parts or len(set(parts)) < len(parts):
        raise WrongUsageError(
            f"--model {name!r}: give one model, or different ones joined by a plus, like "
            "embedded+LaBSE. `duizhao models` lists them."
        )
    return parts


def _load_one(name: str, device: str | None, batch_size: int | None, *, half: bool) -> Encoder:
    if name.lower() == EMBEDDED:
        from aligner.encoders.embedded.encoder import EmbeddedEncoder

        return EmbeddedEncoder()
    from aligner.encoders.centred import CentredEncoder
    from aligner.encoders.sbert import SentenceTransformerEncoder

    model = SentenceTransformerEncoder(name, device=device, batch_size=batch_size, half=half)
    return CentredEncoder(model)
