"""An encoder whose vectors are centred: the mean of all sentences is subtracted from them.

The vectors of many transformers lie in a narrow cone. In E5 any two sentences have a cosine of .7
or more, and differences in meaning show in the second decimal. Subtracting what all sentences share
(Mu & Viswanath 2018, "All-but-the-Top") spreads the cosines over 0 to 1, where the alignment, the
glossary and a blend with another encoder expect them.
"""

from collections.abc import Sequence

import numpy as np

from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress

# Plain sentences from news and novels in the most used languages, so that they share neither a
# subject nor a language. Changing them changes all vectors: increase CENTRE then.
SENTENCES = (
    "The meeting was held in the capital on Monday.",
    "She looked out of the window and said nothing.",
    "What do you mean by that?",
    "Prices rose by three percent last year.",
    "会议于星期一在首都举行。",
    "她望着窗外，一句话也没说。",
    "你这是什么意思？",
    "去年物价上涨了百分之三。",
    "Die Sitzung fand am Montag in der Hauptstadt statt.",
    "Sie sah aus dem Fenster und sagte nichts.",
    "La réunion s'est tenue lundi dans la capitale.",
    "Les prix ont augmenté de trois pour cent l'an dernier.",
    "La reunión se celebró el lunes en la capital.",
    "¿Qué quieres decir con eso?",
    "Заседание состоялось в столице в понедельник.",
    "Она смотрела в окно и молчала.",
    "会議は月曜日に首都で開かれた。",
    "彼女は窓の外を見て、何も言わなかった。",
    "회의는 월요일 수도에서 열렸다.",
    "작년에 물가가 3퍼센트 올랐다.",
    "عُقد الاجتماع في العاصمة يوم الاثنين.",
    "ماذا تقصد بذلك؟",
)
CENTRE = 1


class CentredEncoder:
    """The vectors of another encoder minus the mean of `SENTENCES`, normalised again."""

    def __init__(self, encoder: Encoder) -> None:
        """Computes the mean, for which the encoder must be ready to work."""
        self._encoder = encoder
        self._mean = encoder.encode(SENTENCES).mean(axis=0)

    @property
    def name(self) -> str:
        """The name of the other encoder."""
        return self._encoder.name

    @property
    def version(self) -> str:
        """The version of the other encoder with that of the sentences."""
        return f"{self._encoder.version}.c{CENTRE}"

    @property
    def dimension(self) -> int:
        """Length of a vector, as in the other encoder."""
        return self._encoder.dimension

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages that the other encoder knows; None when it takes any."""
        return self._encoder.languages

    @property
    def runs_are_cheap(self) -> bool:
        """Whether the other encoder makes runs cheaply; see `CachedEncoder.encode_runs`."""
        return bool(getattr(self._encoder, "runs_are_cheap", False))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension), float32."""
        return self._centre(self._encoder.encode(texts, progress))

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of all runs of up to `longest` neighbouring texts (see the protocol)."""
        levels = self._encoder.encode_runs(texts, joiner, longest, progress)
        return [self._centre(level) for level in levels]

    def _centre(self, vectors: Vectors) -> Vectors:
        moved = vectors - self._mean
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        unit: Vectors = (moved / np.maximum(lengths, 1e-12)).astype(np.float32)
        return unit
