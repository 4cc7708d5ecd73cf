"""`review --terminal` in a real pseudo-terminal: one key a decision, everything saved."""

import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner.bitext import Link, LinkStatus
from aligner.project.store import Project
from tests.review.sample_projects import make_large, save_project

PATIENCE = 30.0

COMMAND = (sys.executable, "-m", "aligner", "review", "--terminal")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")


def drain(screen: int) -> bytes:
    """What is still shown until the program leaves; unread, it would keep the program waiting."""
    seen = b""
    while True:
        try:
            new = os.read(screen, 65536)
        except OSError:
            return seen
        if not new:
            return seen
        seen += new


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process, self.screen = pty.fork()
        if self.process == 0:
            environment = {**os.environ, "TERM": "xterm", "COLUMNS": "90", "LINES": "40"}
            os.execve(sys.executable, [*COMMAND, str(path)], environment)
        self.seen = ""

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self.screen, keys.encode())

    def wait_for(self, pattern: str) -> str:
        """What was shown up to the pattern, which is then forgotten."""
        end = time.monotonic() + PATIENCE
        while not (match := re.search(pattern, self.seen, re.DOTALL)):
            assert time.monotonic() < end, self.seen[-2000:]
            if select.select([self.screen], [], [], 0.1)[0]:
                try:
                    new = os.read(self.screen, 65536).decode("utf-8", "replace")
                except OSError:
                    new = ""
                self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", new)
        shown, self.seen = self.seen[: match.end()], self.seen[match.end() :]
        return shown

    def ended(self) -> int:
        """The exit status, once the program has left."""
        drain(self.screen)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def links(self) -> list[Link]:
        """The links in the project file now."""
        with Project.open(self.path) as project:
            return project.links("essay")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The review of a project of forty sentences a side."""
    opened = Terminal(save_project(tmp_path / "p.duizhao", make_large(40)))
    opened.wait_for(r"> $")
    yield opened
    try:
        os.kill(opened.process, signal.SIGKILL)
        os.waitpid(opened.process, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
    os.close(opened.screen)


def test_it_begins_at_the_first_uncertain_pair(tmp_path: Path) -> None:
    """With the progress, both texts, the reason and the keys."""
    terminal = Terminal(save_project(tmp_path / "p.duizhao", make_large(40)))
    shown = terminal.wait_for(r"> $")
    first = next(link for link in terminal.links() if link.confidence < 0.8)
    assert f"confidence {first.confidence:.2f}" in shown
    assert "uncertain links done" in shown
    assert "a accept" in shown
    terminal.press("q")
    assert terminal.ended() == 0


def test_a_accepts_and_goes_on(terminal: Terminal) -> None:
    """The next uncertain pair is shown, the decision is in the file."""
    uncertain = [link for link in terminal.links() if link.confidence < 0.8]
    terminal.press("a")
    terminal.wait_for(r"Accept\. Saved\..*> $")
    assert (
        next(x for x in terminal.links() if x.id == uncertain[0].id).status is LinkStatus.ACCEPTED
    )
    terminal.press("b")
    terminal.wait_for(r"Bookmark\. Saved\..*> $")
    assert next(x for x in terminal.links() if x.id == uncertain[1].id).bookmarked


def test_undo_and_redo(terminal: Terminal) -> None:
    """Z and Y, as on the page."""
    before = [link.status for link in terminal.links()]
    terminal.press("a")
    terminal.wait_for(r"Saved.*> $")
    terminal.press("z")
    terminal.wait_for(r"Undone: accept.*> $")
    assert [link.status for link in terminal.links()] == before
    terminal.press("y")
    terminal.wait_for(r"Done again: accept.*> $")
    assert [link.status for link in terminal.links()] != before


def test_a_note_and_a_text_are_typed(terminal: Terminal) -> None:
    """The line begins with what is there already."""
    terminal.press("i")
    terminal.wait_for("Note: ")
    terminal.press("ask the author\n")
    terminal.wait_for(r"Note\. Saved\..*✎ ask the author|✎ ask the author.*Note\. Saved\.")
    terminal.press("e")
    terminal.wait_for("Text: ")
    terminal.press("\x15New words.\n")
    terminal.wait_for(r"Edit the words\. Saved\.")
    with Project.open(terminal.path) as project:
        assert "New words." in [s.text for s in project.bitext("essay").source_segments]


def test_a_row_is_split_by_the_words_the_second_begins_with(terminal: Terminal) -> None:
    """Inside a sentence the sentence is cut."""
    count = len(terminal.links())
    terminal.press("s")
    terminal.wait_for("begins with: ")
    terminal.press("with \n")
    terminal.wait_for(r"Split\. Saved\..*> $")
    assert len(terminal.links()) == count + 1


def test_a_refused_edit_says_why(terminal: Terminal) -> None:
    """A refused edit prints its reason, and the loop goes on."""
    terminal.press("k" * 50)
    terminal.press("M")
    terminal.wait_for(r"no row to merge with.*> $")
    terminal.press("?")
    terminal.wait_for(r"merge with the row below")


def test_arrow_keys_and_tab(terminal: Terminal) -> None:
    """Down goes to the next row, Tab to the other column."""
    terminal.press("\x1b[B\x1b[A\t")
    terminal.wait_for(r"> $")
    terminal.press("?")
    terminal.wait_for("these keys")


def test_control_characters_of_a_document_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """A text must not move the cursor or set the title."""
    from dataclasses import replace

    bitext = make_large(4)
    nasty = tuple(replace(s, text="\x1b]0;owned\x07\x1b[2Jtext") for s in bitext.source_segments)
    path = save_project(tmp_path / "p.duizhao", replace(bitext, source_segments=nasty))
    process, screen = pty.fork()
    if process == 0:
        os.execve(
            sys.executable,
            [*COMMAND, str(path)],
            {**os.environ, "TERM": "xterm"},
        )
    seen = b""
    while not seen.endswith(b"> "):
        seen += os.read(screen, 65536)
    os.write(screen, b"q")
    seen += drain(screen)
    os.waitpid(process, 0)
    os.close(screen)
    assert b"\x1b]0" not in seen
    assert b"\x1b[2J" not in seen
