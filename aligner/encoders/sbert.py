"""Any sentence-transformers model as an encoder, through the extra of that name.

Where there is an accelerator, runs of sentences are joined and encoded as texts of their own, which
costs longest × (longest + 1) / 2 times the encoding of the text. On a processor that is minutes a
page; there a run gets the mean of its sentences' vectors, weighted by their tokens.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.loading import load_model
from aligner.encoders.protocol import Vectors
from aligner.errors import ModelUnavailableError
from aligner.progress import Progress

DEFAULT_BATCH = 32
_CHUNK = 16
"""Batches between two reports of progress."""

_PROMPT_NAMES = ("bitextmining", "bitext", "textmatching", "sts", "sentencesimilarity")
"""What models call the prompt for comparing two texts on a level, best first."""

# The authors' model cards: E5 wants "query: " on both sides of a symmetric task, its instruct
# version a task in words (that of the Tatoeba and BUCC rows of its evaluation script).
_PREFIXES = (
    (r"e5.*instruct", "Instruct: Retrieve parallel sentences.\nQuery: "),
    (r"(^|[-_])e5([-_]|$)", "query: "),
)


class SentenceTransformerEncoder:
    """A model loaded at once, so that what is missing is said before the work begins.

    Equal texts give equal vectors up to rounding (1e-6): how a batch is filled up with blanks
    changes the order of torch's additions.
    """

    languages = None
    """They take any language; what comes out of a strange one is another matter."""

    def __init__(
        self,
        name: str,
        *,
        device: str | None = None,
        batch_size: int | None = None,
        half: bool = False,
        join_runs: bool | None = None,
    ) -> None:
        """Load the model. `join_runs`: encode runs as texts, by default on accelerators only.

        Raises:
            ModelUnavailableError: The extra, the model, the network or the device is missing.
        """
        self.name = name
        self._model = load_model(name, device=device, half=half)
        self._batch_size = batch_size or DEFAULT_BATCH
        self._join_runs = self._model.device.type != "cpu" if join_runs is None else join_runs
        self.prefix = choose_prefix(name, self._model)
        self.dimension = self._encode(["a"]).shape[1]
        runs = "joined" if self._join_runs else "mean"
        self.version = f"{_fingerprint(self._model, self.prefix, half=half)}.{runs}"

    @property
    def runs_are_cheap(self) -> bool:
        """Whether runs cost no more than their sentences: see `CachedEncoder.encode_runs`."""
        return not self._join_runs

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts; a text repeated is encoded once, longest texts first."""
        numbers = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        # Texts of one length share a batch, so little is filled up; the longest first, so a
        # memory that is too small shows at once.
        order = sorted(numbers, key=lambda text: (-len(text), text))
        vectors = np.zeros((len(order), self.dimension), np.float32)
        step = self._batch_size * _CHUNK
        for start in range(0, len(order), step):
            chunk = order[start : start + step]
            vectors[[numbers[text] for text in chunk]] = self._encode(chunk)
            if progress:
                progress("encoding", start + len(chunk), len(order))
        return vectors[[numbers[text] for text in texts]] if texts else vectors

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of all runs of up to `longest` neighbouring texts (see the protocol).

        A run that is longer than the model reads would lose its end, so it gets the mean too.
        """
        counts = self._count_tokens(texts)
        limit = (self._model.max_seq_length or np.inf) if self._join_runs else 0
        empty = np.zeros((0, self.dimension), np.float32)
        runs: list[list[str]] = []
        fits: list[NDArray[np.bool_]] = []
        for k in range(longest):
            total = _window_sums(counts, k + 1)
            fits.append((total <= limit - self._overhead) | (k == 0))
            starts = np.flatnonzero(fits[k]).tolist()
            runs.append([joiner.join(texts[i : i + k + 1]) for i in starts])
        vectors = self.encode([run for level in runs for run in level], progress)
        ends = np.cumsum([len(level) for level in runs])
        levels = np.split(vectors, ends[:-1]) if longest else []
        weighted = levels[0] * counts[:, None] if longest else empty
        return [_fill(levels[k], fits[k], _window_sums(weighted, k + 1)) for k in range(longest)]

    @property
    def _overhead(self) -> int:
        """Tokens that stand around each text: the prefix and the model's marks."""
        return int(self._count_tokens([self.prefix])[0]) + 2

    def _count_tokens(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros(0, np.float32)
        tokenized = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return np.array([max(1, len(ids)) for ids in tokenized["input_ids"]], np.float32)

    def _encode(self, texts: list[str]) -> Vectors:
        from torch import OutOfMemoryError

        try:
            raw = self._model.encode(
                texts,
                prompt=self.prefix or None,
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_tensor=True,
            )
        except OutOfMemoryError as error:
            raise ModelUnavailableError(
                f"The memory of the device is too small for the model {self.name} with batches of "
                f"{self._batch_size}. Try --batch-size {max(1, self._batch_size // 4)}, --half or "
                "--device cpu."
            ) from error
        return _normalise(raw.float().cpu().numpy())


def choose_prefix(name: str, model: Any) -> str:
    """What the model wants before every text, by its own prompts or by the table above.

    Its prompt for comparing texts; else its default prompt; else the table; else its prompt for
    queries if it was trained with one on documents too. A prompt for queries alone belongs to
    search, where the two sides are not alike.
    """
    prompts: dict[str, str] = {
        key.lower().replace("-", "").replace("_", ""): value
        for key, value in (getattr(model, "prompts", None) or {}).items()
        if value
    }
    for wanted in _PROMPT_NAMES:
        if wanted in prompts:
            return prompts[wanted]
    default = getattr(model, "default_prompt_name", None)
    if default:
        return str((model.prompts or {}).get(default) or "")
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    for pattern, prefix in _PREFIXES:
        if re.search(pattern, last, re.IGNORECASE):
            return prefix
    return prompts.get("query", "") if prompts.keys() & {"passage", "document"} else ""


def _fingerprint(model: Any, prefix: str, *, half: bool) -> str:
    """Twelve digits that change when the weights or the way to use them do.

    Some numbers of each weight are enough: training changes them all. Reading the whole of a model
    of two gigabytes would take longer than encoding a short text.
    """
    digest = hashlib.sha256(f"{prefix}|{half}|{model.max_seq_length}".encode())
    for key, weight in sorted(model.state_dict().items()):
        if ".pooler." in key:
            # BERT's own pooler is not used, and random where the model was saved without it.
            continue
        flat = weight.detach().reshape(-1)
        sample = flat[:: max(1, flat.numel() // 64)].float().cpu().numpy()
        digest.update(f"{key}{tuple(weight.shape)}".encode())
        digest.update(sample.tobytes())
    digest.update(" ".join(type(module).__name__ for module in model).encode())
    return digest.hexdigest()[:12]


def _window_sums(values: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Sums over `size` neighbouring rows; no row where there are fewer."""
    rows = max(0, len(values) - size + 1)
    total = np.zeros((rows, *values.shape[1:]), np.float32)
    for offset in range(size if rows else 0):
        total += values[offset : offset + rows]
    return total


def _fill(encoded: Vectors, fits: NDArray[np.bool_], means: Vectors) -> Vectors:
    """The encoded vectors where the run fits, else the mean of the sentences' vectors."""
    vectors = _normalise(means)
    vectors[fits] = encoded
    return vectors


def _normalise(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit
