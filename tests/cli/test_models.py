"""`duizhao models`."""

import json

from tests.cli.conftest import Duizhao


def test_the_models_are_listed_with_what_they_need(duizhao: Duizhao) -> None:
    """The default is ready; LaBSE's size and licence are said before anyone fetches it."""
    done = duizhao("models")
    assert done.returncode == 0
    assert done.stdout.startswith("embedded  [ready]")
    assert "sentence-transformers/LaBSE" in done.stdout
    assert "1.9 GB; licence Apache-2.0" in done.stdout


def test_a_program_gets_json(duizhao: Duizhao) -> None:
    """A row a model."""
    rows = json.loads(duizhao("models", "--json").stdout)
    assert rows[0] == {
        "name": "embedded",
        "installed": True,
        "needs": "",
        "size": "32 MB",
        "licence": "Apache-2.0",
        "languages": "16: ar de en es fr it ja ko nl pl pt ru th tr zh zh-TW",
        "dimension": 512,
        "note": "the default; no torch, no network",
    }


def test_a_model_that_is_not_there_is_exit_code_4(duizhao: Duizhao, pair: tuple[str, str]) -> None:
    """With the sentence that says what to type."""
    done = duizhao("align", *pair, "--model", "./no-such-model")
    assert done.returncode == 4
    assert "There is no folder ./no-such-model" in done.stderr
