"""What is said when a model cannot be had. No test here has a network."""

import sys
from pathlib import Path

import pytest

from aligner.encoders import loading
from aligner.encoders.registry import load_encoder
from aligner.errors import ModelUnavailableError


@pytest.fixture(autouse=True)
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty local store, and a hub that nobody can reach."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "store"))
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path / "store"))
    for proxy in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(proxy, raising=False)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The sentence names the folder and the command that lists names."""
    with pytest.raises(ModelUnavailableError, match=r"no folder .*nowhere.*duizhao models"):
        load_encoder(str(tmp_path / "nowhere"))


def test_a_folder_that_holds_no_model(tmp_path: Path) -> None:
    """What the library found wrong is passed on in one line."""
    with pytest.raises(ModelUnavailableError, match="does not hold a sentence-transformers model"):
        load_encoder(str(tmp_path))


def test_a_missing_extra_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without sentence-transformers no folder and no network is looked at."""
    monkeypatch.setattr(loading, "find_spec", lambda name: None)
    with pytest.raises(ModelUnavailableError, match=r'pip install "duizhao\[sentence-transformers'):
        load_encoder("LaBSE")


def test_an_extra_that_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A broken torch and a missing one get different messages."""
    monkeypatch.setattr(loading, "find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelUnavailableError, match="does not start"):
        load_encoder(str(tmp_path))


def test_a_machine_told_to_stay_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """HF_HUB_OFFLINE is respected, and named."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailableError, match=r"HF_HUB_OFFLINE.*hf download .*LaBSE"):
        load_encoder("LaBSE")


def test_a_machine_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said at once, without minutes of retries, with the way to carry the model over."""
    from huggingface_hub import HfApi

    monkeypatch.setattr(HfApi, "__init__", _api_of_nowhere(HfApi.__init__))
    with pytest.raises(ModelUnavailableError, match=r"is offline .*--model \./bge-m3"):
        load_encoder("bge-m3")


@pytest.mark.parametrize(("device", "words"), [("fridge", "not a device"), ("cuda:99", "--device")])
def test_a_device_that_is_not_there(device: str, words: str, tmp_path: Path) -> None:
    """It is said before the model is read."""
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available() and device.startswith("cuda"):
        pytest.skip("this machine has CUDA")
    with pytest.raises(ModelUnavailableError, match=words):
        load_encoder(str(tmp_path), device=device)


def _api_of_nowhere(original: object) -> object:
    # Port 9 of this machine: nobody listens there, so the refusal is immediate.
    def make(self: object, *arguments: object, **options: object) -> None:
        options["endpoint"] = "http://127.0.0.1:9"
        original(self, *arguments, **options)  # type: ignore[operator]

    return make
