"""Loads a sentence-transformers model from a folder, from the local store, or from the network.

Every failure becomes one sentence that says what to type. Loading is quiet: no progress bars unless
a person watches a download, and no retries when there is no network.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aligner.encoders.catalogue import EXTRA, full_name, is_stored, looks_like_folder
from aligner.errors import ModelUnavailableError

_NETWORK_TIMEOUT = 10.0
"""Seconds to wait for the model hub before the machine is considered offline."""


def load_model(name: str, *, device: str | None = None, half: bool = False) -> Any:
    """Loads the model of that name or from that folder, and downloads it if necessary.

    `device` is torch's name of a device (cpu, cuda, cuda:1, mps); the default is the fastest one.

    Raises:
        ModelUnavailableError: The extra, the model, the network or the device is missing.
    """
    # Cheap checks come first: the import alone takes seconds.
    _check_extra(name)
    _check_there(name)
    torch = _import_torch(name)
    _check_device(torch, device)
    with _quiet():
        model = _load_folder(name, device) if looks_like_folder(name) else _load_named(name, device)
    dtype = torch.float32
    if half:
        # Processors compute in bfloat16 where they have half precision at all.
        dtype = torch.bfloat16 if model.device.type == "cpu" else torch.float16
    return model.to(dtype).eval()


def _check_extra(name: str) -> None:
    missing = [module for module in ("sentence_transformers", "torch") if find_spec(module) is None]
    if missing:
        raise ModelUnavailableError(
            f"The model {name} needs the extra sentence-transformers, which is not installed "
            f"({' and '.join(missing)} missing). Type: pip install {EXTRA}"
        )


def _check_there(name: str) -> None:
    if not looks_like_folder(name):
        repository = full_name(name)
        if not is_stored(repository):
            _check_reachable(name, repository)
    elif not Path(name).expanduser().is_dir():
        raise ModelUnavailableError(
            f"There is no folder {name} to load a model from. Check the path, or see "
            "`duizhao models` for names."
        )


def _import_torch(name: str) -> Any:
    try:
        import sentence_transformers  # noqa: F401  # checks that it can be imported
        import torch
    except Exception as error:
        raise ModelUnavailableError(
            f"The model {name} needs sentence-transformers, which is installed but does not start: "
            f"{_first_sentence(error)}. Try: pip install --force-reinstall {EXTRA}"
        ) from error
    return torch


def _check_device(torch: Any, device: str | None) -> None:
    if device is None:
        return
    try:
        kind = torch.device(device).type
    except (RuntimeError, ValueError) as error:
        raise ModelUnavailableError(
            f"{device!r} is not a device. Use --device cpu, cuda, cuda:1 or mps."
        ) from error
    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
    }.get(kind, True)
    if not there:
        raise ModelUnavailableError(
            f"There is no device {device} on this machine, or torch is installed without it. "
            "Leave out --device to take what there is."
        )


def _load_folder(name: str, device: str | None) -> Any:
    try:
        return _open(str(Path(name).expanduser()), device, local=True)
    except Exception as error:
        raise ModelUnavailableError(
            f"The folder {name} does not hold a sentence-transformers model that can be loaded: "
            f"{_first_sentence(error)}"
        ) from error


def _load_named(name: str, device: str | None) -> Any:
    repository = full_name(name)
    try:
        return _open(repository, device, local=True)
    except (OSError, ValueError) as error:
        # Not in the local store, or only in part.
        _refuse_code(name, error)
        _check_reachable(name, repository)
    try:
        return _open(repository, device, local=False)
    except Exception as error:
        _refuse_code(name, error)
        raise ModelUnavailableError(
            f"The model {repository} could not be loaded: {_first_sentence(error)}"
        ) from error


def _open(name: str, device: str | None, *, local: bool) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, device=device, local_files_only=local)


def _refuse_code(name: str, error: Exception) -> None:
    if "trust_remote_code" in str(error):
        raise ModelUnavailableError(
            f"The model {name} brings program code of its own, which duizhao does not run. Choose "
            "another model; see `duizhao models`."
        ) from error


def _check_reachable(name: str, repository: str) -> None:
    """Asks the hub once whether it has the model, instead of waiting a minute for its retries."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, HFValidationError

    if _told_offline():
        raise ModelUnavailableError(
            f"The model {repository} is not on this machine, and HF_HUB_OFFLINE forbids fetching "
            f"it. Unset HF_HUB_OFFLINE, or {_how_to_carry(repository)}"
        )
    try:
        HfApi().model_info(repository, timeout=_NETWORK_TIMEOUT)
    except GatedRepoError as error:
        raise ModelUnavailableError(
            f"The model {repository} asks you to accept its terms first, at "
            f"https://huggingface.co/{repository}. Then type: hf auth login"
        ) from error
    except (HFValidationError, HfHubHTTPError) as error:
        raise ModelUnavailableError(
            f"There is no model called {name}. See `duizhao models` for names that are known to "
            "work; a folder is named with a slash, like ./my-model."
        ) from error
    except Exception as error:
        raise ModelUnavailableError(
            f"The model {repository} is not on this machine, and the machine is offline "
            f"({_first_sentence(error)}). Connect it once, or {_how_to_carry(repository)}"
        ) from error


def _told_offline() -> bool:
    from huggingface_hub import constants

    return bool(constants.HF_HUB_OFFLINE)


def _how_to_carry(repository: str) -> str:
    folder = repository.rpartition("/")[2]
    return (
        f"fetch it elsewhere with `hf download {repository} --local-dir {folder}`, bring the "
        f"folder here and give --model ./{folder}. The embedded model needs no network."
    )


def _first_sentence(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 200 else f"{text[:197]}..."


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the libraries from writing to stderr while a model is loaded."""
    import huggingface_hub.utils
    from transformers.utils import logging as transformers_logging

    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    talk: Any = transformers_logging  # has no types
    hub: Any = huggingface_hub.utils
    loggers = [logging.getLogger(n) for n in ("sentence_transformers", "huggingface_hub", "httpx")]
    levels = [logger.level for logger in loggers]
    verbosity, bars, hub_bars = (
        talk.get_verbosity(),
        talk.is_progress_bar_enabled(),
        not hub.are_progress_bars_disabled(),
    )
    talk.set_verbosity_error()
    talk.disable_progress_bar()
    if not sys.stderr.isatty():
        # A person who watches welcomes the progress bar of a download of two gigabytes.
        hub.disable_progress_bars()
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        talk.set_verbosity(verbosity)
        if bars:
            talk.enable_progress_bar()
        if hub_bars:
            hub.enable_progress_bars()
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
