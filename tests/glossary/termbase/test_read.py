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
    (term,) = read_termbase(path, "en", "zh").terms
    assert (term.source, term.target) == ("nuclear policy", "核政策")
    forbidden = name == "master.csv"
    assert term.status is (TermStatus.FORBIDDEN if forbidden else TermStatus.APPROVED)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "tbx", "tbx2"])
def test_what_we_write_we_read(form: str, tmp_path: Path) -> None:
    """Terms and decisions survive the way out and back."""
    path = tmp_path / f"glossary.{'tbx' if form == 'tbx2' else form}"
    export_terms(form, make_terms()[:4], path, TermOptions())
    terms = {(t.source, t.target): t for t in read_termbase(path, "en", "zh").terms}
    assert set(terms) == {(t.source, t.target) for t in make_terms()[:4]}
    assert terms["nuclear policy", "原子政策"].status is TermStatus.FORBIDDEN
    assert terms["arms & control", "军备 <控制>"].part_of_speech == "proper noun"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.csv", b"source,other\na,b\n"),
        ("numbers.csv", b"1,2\n3,4\n"),
        ("wrong.csv", b"source,target\nguest,visitor\n"),
        ("list.json", b'[{"src": "guest"}]'),
        ("README.md", "# guest | 客人".encode()),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
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


CASES = Path(__file__).parents[2] / "cases" / "termbases"
DATABASE = {("database", "数据库", "approved")}
LOG_FILE = ("log file", "日志文件", "approved")
EXPECTED = {
    **{path.name: DATABASE for path in sorted(CASES.glob("header-*.csv"))},
    **dict.fromkeys(
        ("basiccat.tbx", "comma.txt", "deepl4.csv", "glossary.utf8", "head-term.csv",
         "multiterm.xml", "sheet2.xlsx", "tbx-ns2.tbx", "term.utx", "utf16.txt"), DATABASE),
    **{
        name: {*DATABASE, LOG_FILE}
        for name in ("bom.tsv", "gbk.csv", "head-zh.csv", "zh-en-headings.xlsx")
    },
    "reversed-nohead.csv": {*DATABASE, LOG_FILE, ("hotel", "酒店", "approved")},
    "forbidden.csv": {
        ("guest", "客人", "forbidden"), ("guest", "住客", "approved"),
        ("hotel", "酒店", "forbidden"), ("database", "数据库", "forbidden"),
    },
    "memoq.csv": {("database", "数据库", "forbidden")},
    "hash.csv": {
        *DATABASE, ("#include", "包含", "approved"), ("#hashtag", "话题标签", "approved")},
    "synonyms.csv": {
        ("guest", "客人", "approved"), ("guest", "宾客", "approved"),
        ("hotel", "酒店", "approved"), ("hotel", "旅馆", "approved"),
        ("database", "数据库", "approved"),
    },
    "tbx-dct.tbx": {
        ("application server", "应用程序服务器", "approved"),
        ("application server", "应用服务器", "forbidden"),
    },
    "tbx-status-plain.tbx": {
        ("application server", "应用程序服务器", "approved"),
        ("application server", "应用服务器", "forbidden"),
        ("guest", "住客", "approved"), ("guest", "客人", "forbidden"),
    },
    "tbx-source-deprecated.tbx": {("network sign-in", "网络登录", "approved")},
    "tbx-zh-tw-cn.tbx": {
        ("network login", "网络登入", "approved"), ("database", "数据库", "approved")},
    "tri.csv": {("file", "文件", "approved"), ("software", "软件", "approved")},
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_termbases_of_every_program_are_read_as_they_are_meant(name: str) -> None:
    """Headings, regions, statuses, quotes and encodings of the programs that wrote them."""
    terms = read_termbase(CASES / name, "en", "zh").terms
    assert {(term.source, term.target, term.status.value) for term in terms} == EXPECTED[name]


def test_another_region_is_said_and_not_taken() -> None:
    """A term that only zh-TW has is left out of a zh-CN project, and a note says so."""
    termbase = read_termbase(CASES / "tbx-zh-tw-cn.tbx", "en", "zh")
    assert termbase.notes == ("1 term only in zh-TW, not in en-US and zh-CN: left out.",)


def test_domain_part_of_speech_and_definition_are_kept() -> None:
    """What a TBX says of a concept comes with its terms."""
    (first, _) = read_termbase(CASES / "tbx-dct.tbx", "en", "zh").terms
    assert (first.domain, first.part_of_speech) == ("computing", "noun")
