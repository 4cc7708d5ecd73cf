"""The bilingual book, as EPUB and as a page."""

import base64
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from aligner.bitext import Bitext, Side
from aligner.exporters.chapters import make_chapters
from aligner.exporters.export_file import export_file
from aligner.exporters.options import ExportOptions
from aligner.exporters.selection import select_pairs
from aligner.pipeline import align_files
from aligner.readers.document import read_document
from tests.readers.documents import make_epub

SOURCE = "# The mill\n\nThe old mill stood there. Nobody worked in it.\n\nThey went in & out.\n"
TARGET = "# 磨坊\n\n老磨坊就在那里。没有人在里面干活。\n\n他们进进出出。\n"


def make_book(folder: Path) -> Bitext:
    """A short book, aligned."""
    (folder / "mill.en.md").write_text(SOURCE, encoding="utf-8")
    (folder / "mill.zh.md").write_text(TARGET, encoding="utf-8")
    return align_files(folder / "mill.en.md", folder / "mill.zh.md").bitext


def test_sentences_are_paragraphs_again(tmp_path: Path) -> None:
    """A paragraph has the sentences of the source's, and those that translate them."""
    bitext = make_book(tmp_path)
    options = ExportOptions()
    (chapter,) = make_chapters([bitext], select_pairs([bitext], options), options)
    assert [(p.source, p.target, p.heading) for p in chapter.paragraphs] == [
        ("The mill", "磨坊", True),
        (
            "The old mill stood there. Nobody worked in it.",
            "老磨坊就在那里。没有人在里面干活。",
            False,
        ),
        ("They went in & out.", "他们进进出出。", False),
    ]


def test_the_epub_is_read_back_and_is_the_same_twice(tmp_path: Path) -> None:
    """Our own reader finds every paragraph; every part is well-formed; the bytes are the same."""
    bitext = make_book(tmp_path)
    first, second = tmp_path / "a.epub", tmp_path / "b.epub"
    for path in (first, second):
        export_file("epub", [bitext], path)
    assert first.read_bytes() == second.read_bytes()
    document = read_document(first, Side.SOURCE, "en")
    words = [document.text[block.start : block.end] for block in document.blocks]
    assert words[-4:] == [
        "The old mill stood there. Nobody worked in it.",
        "老磨坊就在那里。没有人在里面干活。",
        "They went in & out.",
        "他们进进出出。",
    ]
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        assert names[0] == "mimetype"
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        for name in names:
            if name.endswith((".xhtml", ".opf", ".xml")):
                etree.fromstring(archive.read(name))
        navigation = archive.read("book/nav.xhtml").decode()
    assert 'href="chapter-0001.xhtml#p1">The mill<' in navigation


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_pictures_beside_a_markdown_file_are_in_the_book(tmp_path: Path) -> None:
    """The picture once in the EPUB, and inside the page; one that is not there is its words."""
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "pot.png").write_bytes(PNG)
    pictures = "\n![{0}](img/pot.png)\n\n![{1}](img/gone.png)\n"
    for name, text, words in (
        ("a.en.md", SOURCE, ("A pot on the stove", "A cup")),
        ("a.zh.md", TARGET, ("炉子上的锅", "一个杯子")),
    ):
        (tmp_path / name).write_text(text + pictures.format(*words), encoding="utf-8")
    bitext = align_files(tmp_path / "a.en.md", tmp_path / "a.zh.md").bitext
    export_file("epub", [bitext], tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".png")]
        assert archive.read(name) == PNG
        page = archive.read("book/chapter-0001.xhtml").decode()
    assert page.count("<img") == 1
    assert 'alt="A pot on the stove"' in page
    export_file("book", [bitext], tmp_path / "a.html")
    assert "data:image/png;base64,iVBOR" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["html", "epub"])
def test_pictures_of_pages_and_e_books_are_in_the_book(form: str, tmp_path: Path) -> None:
    """A picture stands at the paragraph after it, or its caption."""
    bodies = {
        "en": '<p>The mill stood there.</p><img src="img/a.png"/><p>The old mill.</p>',
        "zh": "<p>磨坊就在那里。</p><p>老磨坊。</p>",
    }
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a.png").write_bytes(PNG)
    paths = []
    for language, body in bodies.items():
        path = tmp_path / f"a.{language}.{form}"
        if form == "html":
            path.write_text(f"<html><body><main>{body}</main></body></html>", encoding="utf-8")
        else:
            path.write_bytes(make_epub({"a": body}, ["a"]))
            with zipfile.ZipFile(path, "a") as archive:
                archive.writestr("OPS/img/a.png", PNG)
        paths.append(path)
    bitext = align_files(paths[0], paths[1]).bitext
    options = ExportOptions()
    (chapter,) = make_chapters([bitext], select_pairs([bitext], options), options)
    shown = [(p.source, p.picture is not None) for p in chapter.paragraphs]
    assert shown == [("The mill stood there.", False), ("The old mill.", True)]


def test_the_page_escapes_what_it_is_given(tmp_path: Path) -> None:
    """One file, with the words of both languages in their languages."""
    target = tmp_path / "mill.html"
    export_file("book", [make_book(tmp_path)], target, ExportOptions(title="<Mill>"))
    page = target.read_text(encoding="utf-8")
    assert "<title>&lt;Mill&gt;</title>" in page
    assert '<p class="source" lang="en-US" dir="ltr">They went in &amp; out.</p>' in page
    assert '<h2 class="target" lang="zh-CN" dir="ltr">磨坊</h2>' in page
