"""What a run of the alignment can be told."""

from dataclasses import dataclass

from aligner.encoders.protocol import Encoder
from aligner.encoders.registry import load_encoder


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """What a run can be told; saved in the project so that the result can be reproduced."""

    source_language: str | None = None
    """Code of the source language; None: detected."""
    target_language: str | None = None
    mode: str = "auto"
    """auto, full (two complete texts in the same order) or excerpt (fragments, any order)."""
    model: str = "embedded"
    lines: bool = False
    """Every line is a sentence."""
    aligned: bool = False
    """Line i belongs to line i; only the confidence is asked for."""
    links: str | None = None
    """A file of the links between the two texts, which are then taken as they are."""
    realign: bool = False
    """Align again what is aligned already: a memory, a table; so does a mode other than auto."""
    all_text: bool = False
    """Web pages: also menus, side columns and footers."""
    device: str | None = None
    batch_size: int | None = None
    half_precision: bool = False

    def encoder(self) -> Encoder:
        """The encoder these options name."""
        return load_encoder(
            self.model,
            device=self.device,
            batch_size=self.batch_size,
            half=self.half_precision,
        )


DEFAULT_OPTIONS = AlignOptions()
