"""Formats are known by their first bytes."""

import pytest

from aligner.readers.input.raw_input import RawInput
from aligner.readers.input.signatures import find_aligned_format, find_document_format

DOCUMENTS = [
    (b"%PDF-1.7", "pdf"),
    (b"\r\nrubbish %PDF-1.4", "pdf"),
    (b"\xef\xbb\xbf <!DOCTYPE html><p>", "html"),
    (b'<?xml version="1.0"?><html xmlns="x">', "html"),
    (b"\xef\xbb\xbfWEBVTT\n", "subtitles"),
    (b"[Script Info]\n", "subtitles"),
    (b"1\n00:00:01,000 --> 00:00:02,000\n", None),
    (b"An essay about <html>.", None),
    (b"", None),
]

ALIGNED = [
    (b'<?xml version="1.0"?><tmx version="1.4">', "tmx"),
    ('<?xml version="1.0"?><tmx version="1.4">'.encode("utf-16"), "tmx"),
    (b'<xliff version="2.0">', "xliff"),
    (b"<linkGrp toDoc='a' fromDoc='b'>", "intertext"),
    (b"<html>", None),
    (b"An essay. " * 250 + b"On <tmx> and <xliff> files.", None),
    (b"", None),
]


@pytest.mark.parametrize(("head", "name"), DOCUMENTS)
def test_documents_are_known_by_their_first_bytes(head: bytes, name: str | None) -> None:
    """Whatever the file is called."""
    assert find_document_format(RawInput("file.txt", head)) == name


@pytest.mark.parametrize(("head", "name"), ALIGNED)
def test_aligned_material_is_known_by_its_first_bytes(head: bytes, name: str | None) -> None:
    """In UTF-8 and UTF-16."""
    assert find_aligned_format(RawInput("file.xml", head)) == name
