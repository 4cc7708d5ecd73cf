"""The tables of formats name modules that are there and hold what they should."""

from importlib import import_module

import pytest

from aligner.readers.registry import (
    ALIGNED_READERS,
    READERS,
    STRING_READERS,
    load_aligned_reader,
    load_reader,
)


@pytest.mark.parametrize("name", sorted(set(READERS.values())))
def test_every_reader_keeps_the_contract(name: str) -> None:
    """A reader's module has its function."""
    assert callable(load_reader(name).read)


@pytest.mark.parametrize("name", sorted({*ALIGNED_READERS.values(), "intertext"}))
def test_every_reader_of_pairs_can_be_loaded(name: str) -> None:
    """The table of formats names modules that are there."""
    module = load_aligned_reader(name)
    assert hasattr(module, "read_intertext" if name == "intertext" else "read_aligned_rows")


@pytest.mark.parametrize("name", sorted(set(STRING_READERS.values())))
def test_every_reader_of_strings_can_be_loaded(name: str) -> None:
    """The table of files of strings names modules that are there."""
    assert callable(import_module(f"aligner.readers.strings.{name}").read_strings)
