"""From files to a project, with the real model."""

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.align_options import AlignOptions
from aligner.bitext import LinkStatus, Run
from aligner.errors import (
    EmptyInputError,
    UnsupportedLanguageError,
    WrongUsageError,
)
from aligner.pipeline import align_documents, align_files, align_project, realign
from aligner.project.store import Project

SOURCE = """\
The talks began on Monday.
Both sides spoke about nuclear weapons for three hours.
Nobody expected a result.
In the evening the ministers went home.
"""
TARGET = """\
会谈于星期一开始。
双方就核武器问题谈了三个小时。
没有人期待结果。
晚上部长们回家了。
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A text and its translation, a sentence a line."""
    source, target = tmp_path / "talks.en.txt", tmp_path / "talks.zh.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    return source, target


def test_two_files_give_pairs_in_order(files: tuple[Path, Path]) -> None:
    """Four sentences and their translations."""
    bitext = align_documents(*files)
    assert (bitext.source.language, bitext.target.language) == ("en", "zh")
    assert [(link.source, link.target) for link in bitext.linked()] == [
        (Run(i, i + 1), Run(i, i + 1)) for i in range(4)
    ]


def test_offsets_point_into_the_text_as_read(files: tuple[Path, Path]) -> None:
    """text[start:end] is the sentence."""
    bitext = align_documents(*files)
    for segment in bitext.target_segments:
        assert bitext.target.text[segment.start : segment.end] == segment.text


def test_lines_that_belong_together_are_scored_not_aligned(files: tuple[Path, Path]) -> None:
    """--aligned keeps line i with line i, even where that is wrong, and gives the confidence."""
    source, target = files
    lines = TARGET.splitlines()
    target.write_text("\n".join([lines[0], lines[2], lines[1], lines[3]]) + "\n", encoding="utf-8")
    bitext = align_documents(source, target, AlignOptions(aligned=True))
    assert [(link.source.start, link.target.start) for link in bitext.links] == [
        (i, i) for i in range(4)
    ]
    confidence = [link.confidence for link in bitext.links]
    assert min(confidence[0], confidence[3]) > max(confidence[1], confidence[2])


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # A blank line says that its partner has no counterpart; two blank lines say nothing.
        (b"One.\n\nThree.\n", "一。\n二。\n三。\n", ["One.|一。", "|二。", "Three.|三。"]),
        (b"One.\nTwo.\nThree.\n", "一。\n\n三。", ["One.|一。", "Two.|", "Three.|三。"]),
        (b"\n\nOne.\n\n", "\n \t\n一。\n\u3000\n", ["One.|一。"]),
        (b"One.\n\nTwo.", "\n一。\n\n", ["|一。", "One.|", "Two.|"]),
        # Only a line feed ends a line, alone or after a carriage return.
        ("One.\u2028Two.\nThree.".encode(), "一。二。\r\n三。\r\n",
         ["One. Two.|一。二。", "Three.|三。"]),
        (b"One.\rTwo.\nThree.\r\n", "一。\x85二。\n三。\n", ["One. Two.|一。 二。", "Three.|三。"]),
        (b"One.\x0bTwo.\x0c\nThree.\n", "一。\u2029\n三。", ["One. Two.|一。", "Three.|三。"]),
        # A byte order mark is no text.
        ("\ufeffOne.\n\ufeff\nTwo.".encode(), "\ufeff一。\n\n二。", ["One.|一。", "Two.|二。"]),
    ],
)  # fmt: skip
def test_line_i_belongs_to_line_i(
    tmp_path: Path, source: bytes, target: str, expected: list[str]
) -> None:
    """--aligned keeps the lines of both files side by side, the blank ones too."""
    files = tmp_path / "talk.en", tmp_path / "talk.zh"
    files[0].write_bytes(source)
    files[1].write_bytes(target.encode())
    options = AlignOptions(source_language="en", target_language="zh", aligned=True)
    bitext = align_documents(*files, options)
    assert sorted(
        "".join(bitext.source_texts(link)) + "|" + "".join(bitext.target_texts(link))
        for link in bitext.links
    ) == sorted(expected)
    for document, segments in (
        (bitext.source, bitext.source_segments),
        (bitext.target, bitext.target_segments),
    ):
        for segment in segments:
            assert document.text[segment.start : segment.end] == segment.text


def test_aligned_files_are_counted_as_wc_counts(tmp_path: Path) -> None:
    """Blank lines and a last line without its end are counted; other characters end no line."""
    source, target = tmp_path / "talk.en", tmp_path / "talk.zh"
    source.write_bytes(b"One.\rTwo.\x0cThree.\n\nFour.\n\n\n")
    target.write_text("一。\n\n四。\u2028五。\x85六。", encoding="utf-8")
    with pytest.raises(WrongUsageError, match="there are 5 and 3"):
        align_documents(source, target, AlignOptions(aligned=True))


def test_aligned_paragraphs_of_other_formats(tmp_path: Path) -> None:
    """Formats without lines have a paragraph a line."""
    source, target = tmp_path / "talk.en.html", tmp_path / "talk.zh.txt"
    source.write_text("<p>One<br>line.</p>\n\n<p>Two.</p>", encoding="utf-8")
    target.write_text("一行。\n\n二。\n", encoding="utf-8")
    options = AlignOptions(source_language="en", target_language="zh", aligned=True)
    assert [(k.source, k.target) for k in align_documents(source, target, options).links] == [
        (Run(0, 1), Run(0, 1)),
        (Run(1, 2), Run(1, 2)),
    ]


def test_aligned_lines_stay_as_a_person_decided(tmp_path: Path, files: tuple[Path, Path]) -> None:
    """A decision counts more than the line numbers when the files are aligned again."""
    options = AlignOptions(aligned=True)
    with Project.create(tmp_path / "p.duizhao") as project:
        first = align_project(project, *files, options).bitext
        link = project.bitext(first.name).links[0]
        with project.edit("accept") as edit:
            edit.change_link(link, replace(link, status=LinkStatus.ACCEPTED))
        again = align_project(project, *files, options).bitext
        assert [k.status for k in again.links] == [LinkStatus.ACCEPTED, *[LinkStatus.AUTO] * 3]


def test_aligned_files_of_different_length_are_refused(files: tuple[Path, Path]) -> None:
    """The sentence names both counts."""
    files[1].write_text(TARGET + "多出一行。\n", encoding="utf-8")
    with pytest.raises(WrongUsageError, match="4 and 5"):
        align_documents(*files, AlignOptions(aligned=True))


def test_unknown_language_is_refused_by_the_model(files: tuple[Path, Path]) -> None:
    """The embedded model knows sixteen languages; the sentence names --model."""
    with pytest.raises(UnsupportedLanguageError, match="--model"):
        align_documents(*files, AlignOptions(source_language="fi"))


def test_empty_file_is_named(files: tuple[Path, Path]) -> None:
    """An empty file is refused by name."""
    files[0].write_text("\n\n", encoding="utf-8")
    with pytest.raises(EmptyInputError, match=r"talks\.en\.txt"):
        align_documents(*files)


def test_decisions_survive_another_run_and_a_changed_text(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    """A rejected pair stays rejected, also when a sentence is added before it."""
    with Project.create(tmp_path / "talks.duizhao") as project:
        align_project(project, *files)
        name = project.names()[0]
        link = project.links(name)[1]
        with project.edit("reject") as edit:
            edit.change_link(link, replace(link, status=LinkStatus.REJECTED, note="no"))
        align_project(project, *files)
        assert project.links(name)[1].status is LinkStatus.REJECTED

        files[0].write_text("A heading came before.\n" + SOURCE, encoding="utf-8")
        aligned = align_project(project, *files)
        assert aligned.lost == ()
        kept = next(link for link in project.links(name) if link.note == "no")
    assert (kept.source, kept.target) == (Run(2, 3), Run(1, 2))


def test_realigning_keeps_fixed_points_and_is_one_undo(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    """A wrong link that a person accepted bends the alignment around it; undo straightens it."""
    with Project.create(tmp_path / "talks.duizhao") as project:
        align_project(project, *files)
        name = project.names()[0]
        before = project.links(name)
        wrong = before[1]
        with project.edit("link 1 to 2") as edit:
            edit.change_link(wrong, replace(wrong, target=Run(2, 3), status=LinkStatus.EDITED))
        changed = realign(project, name)
        after = project.links(name)
        assert any(link.source == Run(1, 2) and link.target == Run(2, 3) for link in after)
        assert changed
        project.undo()
        project.undo()
        assert [(link.source, link.target) for link in project.links(name)] == [
            (link.source, link.target) for link in before
        ]


def test_the_same_run_gives_the_same_links_with_and_without_a_project(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    """Fresh vectors and remembered ones lead to the same numbers."""
    alone = align_files(*files).bitext
    with Project.create(tmp_path / "talks.duizhao") as project:
        first = align_project(project, *files).bitext
        second = align_project(project, *files).bitext
    values = [
        [(link.source, link.target, link.confidence, link.flags) for link in b.links]
        for b in (alone, first, second)
    ]
    assert values[0] == values[1] == values[2]
