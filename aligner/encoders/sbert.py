"""Any sentence-transformers model as an encoder, through the extra of that name.

On an accelerator, runs of sentences are joined and encoded as texts of their own, which costs
longest × (longest + 1) / 2 times the encoding of the text. On a processor that would take minutes a
page; there the vector of a run is the mean of its sentences' vectors, weighted by their tokens.
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
"""Batches from one progress report to the next."""

_PROMPT_NAMES = ("bitextmining", "bitext", "textmatching", "sts", "sentencesimilarity")
"""Names that models give to the prompt for comparing two texts symmetrically, best first."""

# From the authors' model cards: E5 wants "query: " on both sides of a symmetric task; its instruct
# version wants the task in words (here that of the Tatoeba and BUCC rows of its evaluation script).
_PREFIXES = (
    (r"e5.*instruct", "Instruct: Retrieve parallel sentences.\nQuery: "),
    (r"(^|[-_])e5([-_]|$)", "query: "),
)


class SentenceTransformerEncoder:
    """A sentence-transformers model, loaded when the encoder is made.

    So what is missing is reported before the work begins. Equal texts give equal vectors up to
    rounding (1e-6), since the padding of a batch changes the order of torch's additions.
    """

    languages = None
    """The models accept any language, though vectors of an unknown one mean little."""

    def __init__(
        self,
        name: str,
        *,
        device: str | None = None,
        batch_size: int | None = None,
        half: bool = False,
        join_runs: bool | None = None,
    ) -> None:
        """Loads the model. With `join_runs` runs are encoded as texts, by default on accelerators.

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
        """Whether runs cost no more than their sentences; see `CachedEncoder.encode_runs`."""
        return not self._join_runs

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimension), float32.

        A repeated text is encoded once.

        Raises:
            ModelUnavailableError: The memory of the device is too small for a batch.
        """
        numbers = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        # Texts of one length share a batch, so there is little padding. The longest come first, so
        # that a lack of memory shows at once.
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

        A run longer than the model's maximum would lose its end, so its vector is the mean too.
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
        """Tokens added to each text: the prefix and the two marks of the model."""
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
    """The prefix that the model expects before every text; empty if none.

    It is the model's prompt for comparing texts; else its default prompt; else the prefix by the
    table above; else its prompt for queries, provided that it has one for documents too. A prompt
    for queries alone belongs to search, where the two sides differ.
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
    """Twelve hexadecimal digits that change with the weights and with how they are used.

    A sample of each weight is enough, since training changes them all. Reading a whole model of two
    gigabytes would take longer than encoding a short text.
    """
    digest = hashlib.sha256(f"{prefix}|{half}|{model.max_seq_length}".encode())
    for key, weight in sorted(model.state_dict().items()):
        if ".pooler." in key:
            # BERT's own pooler is not used, and it is random if the model was saved without it.
            continue
        flat = weight.detach().reshape(-1)
        sample = flat[:: max(1, flat.numel() // 64)].float().cpu().numpy()
        digest.update(f"{key}{tuple(weight.shape)}".encode())
        digest.update(sample.tobytes())
    digest.update(" ".join(type(module).__name__ for module in model).encode())
    return digest.hexdigest()[:12]


def _window_sums(values: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Sums over `size` neighbouring rows, shape (rows - size + 1, …); empty if there are fewer."""
    rows = max(0, len(values) - size + 1)
    total = np.zeros((rows, *values.shape[1:]), np.float32)
    for offset in range(size if rows else 0):
        total += values[offset : offset + rows]
    return total


def _fill(encoded: Vectors, fits: NDArray[np.bool_], means: Vectors) -> Vectors:
    """The vectors of the runs that fit, and the normalised means of all others."""
    vectors = _normalise(means)
    vectors[fits] = encoded
    return vectors


def _normalise(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit
