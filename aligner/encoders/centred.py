"""An encoder whose vectors are measured from the middle of all sentences, not from zero.

The vectors of many transformers lie in a narrow cone: any two sentences have a cosine of .7 or
more in E5, so what they say differs in the second decimal. Taking away what all sentences share
(Mu & Viswanath 2018, "All-but-the-Top") spreads the cosines over 0 to 1, where the alignment, the
glossary and a blend with another encoder expect them.
"""

from collections.abc import Sequence

import numpy as np

from aligner.encoders.protocol import Encoder, Vectors
from aligner.progress import Progress

# Plain sentences of news and of novels in the languages most used, so that what they share is
# neither a subject nor a language. Changing them changes all vectors: count CENTRE up.
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
    """Another encoder's vectors less the mean of `SENTENCES`, of unit length again."""

    def __init__(self, encoder: Encoder) -> None:
        """Find the middle; the encoder must be ready to work."""
        self._encoder = encoder
        self._middle = encoder.encode(SENTENCES).mean(axis=0)

    @property
    def name(self) -> str:
        """Of the encoder."""
        return self._encoder.name

    @property
    def version(self) -> str:
        """Of the encoder, and of the sentences."""
        return f"{self._encoder.version}.c{CENTRE}"

    @property
    def dimension(self) -> int:
        """Of the encoder."""
        return self._encoder.dimension

    @property
    def languages(self) -> frozenset[str] | None:
        """Of the encoder."""
        return self._encoder.languages

    @property
    def runs_are_cheap(self) -> bool:
        """Of the encoder."""
        return bool(getattr(self._encoder, "runs_are_cheap", False))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension)."""
        return self._centre(self._encoder.encode(texts, progress))

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of all runs of up to `longest` neighbouring texts (see the protocol)."""
        levels = self._encoder.encode_runs(texts, joiner, longest, progress)
        return [self._centre(level) for level in levels]

    def _centre(self, vectors: Vectors) -> Vectors:
        moved = vectors - self._middle
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        unit: Vectors = (moved / np.maximum(lengths, 1e-12)).astype(np.float32)
        return unit
