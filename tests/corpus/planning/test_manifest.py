"""Reading manifests."""

from pathlib import Path

import polars as pl
import pytest

from aligner.corpus.planning.manifest import read_manifest
from aligner.errors import EmptyInputError, UnreadableInputError

ROWS = pl.DataFrame(
    {
        "source": ["a.en.txt", "部分/b, c.txt"],
        "target": ["a.zh.txt", None],
        "id": ["007", "8"],
        "target_lang": ["zh", None],
    }
)


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "parquet"])
def test_all_kinds_give_the_same_rows(kind: str, tmp_path: Path) -> None:
    """Equal pairs in any format are equal manifests; ids stay text."""
    path = tmp_path / f"pairs.{kind}"
    if kind == "csv":
        ROWS.write_csv(path)
    elif kind == "tsv":
        ROWS.write_csv(path, separator="\t", quote_style="never")
    elif kind == "jsonl":
        ROWS.write_ndjson(path)
    else:
        ROWS.write_parquet(path)
    rows = pl.concat(read_manifest(path).batches()).to_dicts()
    assert rows == [
        {
            "id": "007",
            "source": "a.en.txt",
            "target": "a.zh.txt",
            "source_lang": None,
            "target_lang": "zh",
            "bytes": None,
        },
        {
            "id": "8",
            "source": "部分/b, c.txt",
            "target": None,
            "source_lang": None,
            "target_lang": None,
            "bytes": None,
        },
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("pairs.csv", b"from,to\na,b\n", "no column named source"),
        ("pairs.csv", b"source,target\na,b,c,d\n", "not a readable CSV"),
        ("pairs.csv", b"source,target\n\xe4,b\n", "not a readable CSV"),
        ("pairs.jsonl", b'{"source": "a"\n', "not a readable JSONL"),
        ("pairs.parquet", b"PAR0", "not a readable PARQUET"),
        ("pairs.doc", b"source", "a manifest is one of"),
    ],
)
def test_what_is_wrong_is_said(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    """A manifest that cannot be read is named, with the reason."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableInputError, match=said) as caught:
        list(read_manifest(path).batches())
    assert str(path) in str(caught.value)


def test_missing_and_empty_files(tmp_path: Path) -> None:
    """A missing file and an empty one get different messages."""
    with pytest.raises(UnreadableInputError, match="cannot be opened"):
        read_manifest(tmp_path / "none.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(EmptyInputError):
        read_manifest(tmp_path / "empty.csv")
