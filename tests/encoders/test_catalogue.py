"""What is known of models without loading any."""

from pathlib import Path

import pytest

from aligner.encoders import catalogue
from aligner.encoders.catalogue import describe_models


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of models in the layout of the model hub."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.delenv("SENTENCE_TRANSFORMERS_HOME", raising=False)
    return tmp_path


def _put(store: Path, name: str, *, whole: bool = True) -> None:
    snapshot = store / f"models--{name.replace('/', '--')}" / "snapshots" / "abc"
    snapshot.mkdir(parents=True)
    (snapshot / "modules.json").touch()
    weights = snapshot / "model.safetensors"
    weights.symlink_to(store / ("blob" if whole else "missing"))
    (store / "blob").touch()


def test_the_embedded_model_is_always_ready(store: Path) -> None:
    """It comes first and needs nothing."""
    first = describe_models()[0]
    assert (first.name, first.installed, first.needs) == ("embedded", True, "")


def test_a_model_is_ready_when_it_is_wholly_in_the_store(store: Path) -> None:
    """A download that was broken off is not."""
    _put(store, "sentence-transformers/LaBSE")
    _put(store, "BAAI/bge-m3", whole=False)
    rows = {row.name: row for row in describe_models()}
    assert rows["sentence-transformers/LaBSE"].installed
    assert rows["BAAI/bge-m3"].needs == "a download at first use"


def test_other_models_of_the_store_are_listed(store: Path) -> None:
    """Behind the known ones."""
    _put(store, "somebody/their-model")
    assert describe_models()[-1].name == "somebody/their-model"


def test_without_the_extra_it_says_what_to_type(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the extra, then the download."""
    monkeypatch.setattr(catalogue, "find_spec", lambda name: None)
    needs = describe_models()[1].needs
    assert needs.startswith('pip install "duizhao[sentence-transformers]"')
    assert needs.endswith("then a download at first use")
