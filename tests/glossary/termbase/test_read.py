"""Lists of known terms in the formats people have them in."""

from pathlib import Path

import pytest

from aligner.errors import UnreadableInputError
from aligner.term import TermStatus
from glossary.exporters.export_terms import export_terms
from glossary.exporters.options import TermOptions
from glossary.termbase.read import read_termbase
from tests.glossary.samples import make_terms

TABLES = {
    "master.csv": 'source,target,status,note\nnuclear policy,核政策,forbidden,"a, b"\n',
    "languages.csv": "Term id,English,Chinese (PRC)\n7,nuclear policy,核政策\n",
    "codes.csv": "zh-CN;en-US\n核政策;nuclear policy\n",
    "plain.tsv": "nuclear policy\t核政策\n",
    "bom.csv": "\ufeffsource,target\nnuclear policy,核政策\nnuclear policy,核政策\n,\n",
    "omegat.txt": "# -*- coding: utf-8 -*-\nnuclear policy\t核政策\tcomment\n",
}


@pytest.mark.parametrize(("name", "content"), TABLES.items())
def test_tables_are_read(name: str, content: str, tmp_path: Path) -> None:
    """With our header, language names, language codes or no header at all."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (term,) = read_termbase(path, "en", "zh")
    assert (term.source, term.target) == ("nuclear policy", "核政策")
    forbidden = name == "master.csv"
    assert term.status is (TermStatus.FORBIDDEN if forbidden else TermStatus.APPROVED)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "tbx", "tbx2"])
def test_what_we_write_we_read(form: str, tmp_path: Path) -> None:
    """Terms and decisions survive the way out and back."""
    path = tmp_path / f"glossary.{'tbx' if form == 'tbx2' else form}"
    export_terms(form, make_terms()[:4], path, TermOptions())
    terms = {(t.source, t.target): t for t in read_termbase(path, "en", "zh")}
    assert set(terms) == {(t.source, t.target) for t in make_terms()[:4]}
    assert terms["nuclear policy", "原子政策"].status is TermStatus.FORBIDDEN
    assert terms["arms & control", "军备 <控制>"].part_of_speech == "proper noun"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.csv", b"source,other\na,b\n"),
        ("latin.csv", "café,咖啡".encode("utf-16")),
        ("broken.tbx", b"<tbx><body>"),
        ("fake.xlsx", b"not a zip"),
        ("empty.csv", b""),
        ("missing.csv", None),
    ],
)
def test_bad_files_are_refused_with_a_sentence(
    name: str, content: bytes | None, tmp_path: Path
) -> None:
    """The sentence names the file."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableInputError, match=name):
        read_termbase(path, "en", "zh")
