"""Options of one alignment run."""

from dataclasses import dataclass

from aligner.encoders.protocol import Encoder
from aligner.encoders.registry import load_encoder


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Options of one alignment run; saved in the project so that the result can be reproduced."""

    source_language: str | None = None
    """Language code of the source text, "en" or "zh-TW"; None: detected."""
    target_language: str | None = None
    """Language code of the target text; None: detected."""
    mode: str = "auto"
    """"full" (complete texts in the same order), "excerpt" (fragments in any order) or "auto"."""
    model: str = "embedded"
    """"embedded", the name or folder of a sentence-transformers model, or two joined by "+"."""
    lines: bool = False
    """Every line is a sentence."""
    aligned: bool = False
    """Line i belongs to line i; only the confidence is wanted."""
    links: str | None = None
    """File with the links between the two texts, which are then kept as they are."""
    realign: bool = False
    """Ignore the links of a file that is aligned already (a translation memory, a table) and align
    it again; a mode other than "auto" does the same."""
    all_text: bool = False
    """Read the menus, side columns and footers of web pages too."""
    encoding: str | None = None
    """Encoding of the texts that are not UTF-8, "gb18030" or "big5"; None: found."""
    device: str | None = None
    """Device for models that use torch: "cpu", "cuda", "mps"; None: the best one available."""
    batch_size: int | None = None
    """Texts that such a model encodes at once; None: the default of the model."""
    half_precision: bool = False
    """Whether such a model computes in half precision, on a GPU."""

    def encoder(self) -> Encoder:
        """Load the encoder that these options name.

        Raises:
            ModelUnavailableError: The model is not installed, or cannot be loaded.
        """
        return load_encoder(
            self.model,
            device=self.device,
            batch_size=self.batch_size,
            half=self.half_precision,
        )


DEFAULT_OPTIONS = AlignOptions()
"""Options of a run that was given none."""
