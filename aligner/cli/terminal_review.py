"""`duizhao review --terminal`: the uncertain pairs one at a time, one key a decision.

Plain text and a few escape codes, so that it works over any SSH connection and with screen readers.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from aligner.bitext import Link, Run, Side
from aligner.confidence import UNCERTAIN
from aligner.console.keyboard import Keyboard, open_keyboard
from aligner.console.text_width import wrap_wide
from aligner.editing import propose_border
from aligner.errors import AlignerError
from aligner.flags import explain
from aligner.project.overview import Overview
from aligner.project.queue import Queue
from aligner.project.store import Project
from aligner.review.actions import act
from aligner.review.reviewer import Action, ActionResult, Reviewer

HELP = """\
  a accept and go on     r reject and go on      c undo the decision
  m merge with the row below    M merge with the row above
  s split (asks for the words the second row begins with)
  u first sentence to the row above   d last sentence to the row below
  > shift the column down   < shift it up     x no counterpart
  e edit the text   i note   b bookmark
  Tab other column   j k next, previous row   n p next, previous uncertain pair   w the worst
  z undo   y redo   ? these keys   q quit (everything is saved as you go)"""

SHORT = (
    "a accept  r reject  m merge  s split  u d move  x none  e edit  i note  z undo  ? keys  q quit"
)

_ACTIONS = {
    "c": "clear",
    "m": "merge-below",
    "M": "merge-above",
    "u": "first-up",
    "d": "last-down",
    ">": "shift-down",
    "<": "shift-up",
    "x": "no-counterpart",
}


def review_in_terminal(path: Path) -> None:
    """Go through the uncertain pairs of every bitext of a project."""
    with open_keyboard() as keyboard, Project.open(path) as project:
        for name in project.names():
            if not TerminalReview(project, name, keyboard).run():
                break


class TerminalReview:
    """The review of one pair of documents."""

    def __init__(self, project: Project, name: str, keyboard: Keyboard) -> None:
        self.project = project
        self.reviewer = Reviewer(project, name)
        self.queue = Queue(project, name)
        self.keyboard = keyboard
        self.side = Side.SOURCE
        self.message = f"{name}: ? shows the keys"
        self.link: Link | None = None
        self._keys: dict[str, Callable[[], None]] = {
            "a": lambda: self._decide("accept"),
            "r": lambda: self._decide("reject"),
            "s": self._split,
            "e": self._edit,
            "i": self._note,
            "b": self._bookmark,
            "\t": self._other_side,
            "j": lambda: self._step(self.queue.below),
            "k": lambda: self._step(self.queue.above),
            "n": lambda: self._to_uncertain(back=False),
            "p": lambda: self._to_uncertain(back=True),
            "w": self._to_worst,
            "z": lambda: self._show(self.reviewer.undo()),
            "y": lambda: self._show(self.reviewer.redo()),
            "?": lambda: self._say("\n" + HELP),
        }
        self._keys |= {key: self._doing(name) for key, name in _ACTIONS.items()}

    def run(self) -> bool:
        """Review until the person leaves; False if they want to quit altogether."""
        first = self.queue.first(1)
        if not first:
            return True
        start = first[0]
        uncertain = _is_uncertain(start)
        self.link = start if uncertain else self.queue.next_uncertain(start, UNCERTAIN) or start
        while True:
            self._draw()
            key = self.keyboard.read_key()
            if key in {"q", "\x03", "\x04", ""}:
                self._write("\n")
                return False
            if not self._press(key):
                return True

    def _press(self, key: str) -> bool:
        work = self._keys.get(key)
        try:
            if work:
                work()
            else:
                self._say("? shows the keys")
        except AlignerError as error:
            self._say(str(error))
            if self.link:
                self._refresh(self.link.id)
        return self.link is not None

    # ── showing ──────────────────────────────────────────────────────────────

    def _draw(self) -> None:
        link = self.link
        assert link is not None
        width = min(100, max(40, shutil.get_terminal_size().columns - 1))
        done = Overview(self.project, self.queue.name).progress()
        counts = f"{done.uncertain_done} of {done.uncertain} uncertain links done"
        lines = [
            "",
            "─" * width,
            f"{counts} · expected wrong links left: {done.expected_wrong:.1f}",
            *self._context(self.queue.above(link, 1), width),
            *self._pair(link, width),
            *self._context(self.queue.below(link, 1), width),
            self.message,
            SHORT,
        ]
        self._write("\n".join(lines) + "\n> ")
        self.message = ""

    def _pair(self, link: Link, width: int) -> Iterator[str]:
        mark = {"accepted": " ✓ accepted", "edited": " ✎ edited", "rejected": " ✗ rejected"}
        head = f"row {self.queue.position(link)}   confidence {link.confidence:.2f}"
        yield head + mark.get(link.status.value, "") + ("   ★" if link.bookmarked else "")
        for side, run in ((Side.SOURCE, link.source), (Side.TARGET, link.target)):
            arrow = "▶" if side is self.side else " "
            texts = self._texts(side, run) or ["— no counterpart —"]
            for text in texts:
                for number, line in enumerate(wrap_wide(text, width - 6)):
                    yield f" {arrow if number == 0 else ' '} {self._bold(line)}"
        for flag in link.flags:
            yield f"   ! {explain(flag)}"
        if link.note:
            yield f"   ✎ {link.note}"

    def _context(self, links: list[Link], width: int) -> Iterator[str]:
        for link in links:
            for side, run in ((Side.SOURCE, link.source), (Side.TARGET, link.target)):
                text = " ".join(self._texts(side, run)) or "—"
                yield "   " + self._dim(wrap_wide(text, width - 6)[0])

    def _texts(self, side: Side, run: Run) -> list[str]:
        segments = self.queue.segments(side, [run])
        return [_printable(segments[i].text) for i in run.ids]

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if _has_styles() else text

    def _dim(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if _has_styles() else text

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def _say(self, text: str) -> None:
        self.message = text

    def _doing(self, name: str) -> Callable[[], None]:
        return lambda: self._act(name)

    # ── doing ────────────────────────────────────────────────────────────────

    def _act(self, name: str, **values: object) -> None:
        assert self.link is not None
        action = Action(
            name,
            self.link.id,
            self.link.version,
            **{"side": self.side, **values},  # type: ignore[arg-type]
        )
        outcome = act(self.reviewer, action)
        self._show(outcome)

    def _show(self, outcome: ActionResult) -> None:
        message = outcome.message[:1].upper() + outcome.message[1:]
        self._say(message if message.endswith(".") else f"{message}. Saved.")
        self._refresh(outcome.focus)

    def _refresh(self, link_id: int) -> None:
        found = self.queue.links([link_id])
        if found:
            self.link = found[0]
        elif self.link and not self.queue.links([self.link.id]):
            self.link = next(iter(self.queue.below(self.link, 1) or self.queue.first(1)), None)

    def _decide(self, name: str) -> None:
        assert self.link is not None
        before = self.link
        self._act(name)
        found = self.queue.next_uncertain(before, UNCERTAIN)
        if found:
            self.link = found
        else:
            self._say(f"{self.message} No uncertain pair below this one; w goes to the worst left.")

    def _step(self, look: Callable[[Link, int], list[Link]]) -> None:
        assert self.link is not None
        self.link = next(iter(look(self.link, 1)), self.link)

    def _to_uncertain(self, *, back: bool) -> None:
        assert self.link is not None
        found = self.queue.next_uncertain(self.link, UNCERTAIN, back=back)
        if found:
            self.link = found
        else:
            self._say("No uncertain pair " + ("above." if back else "below."))

    def _to_worst(self) -> None:
        self.link = self.queue.worst() or self.link

    def _other_side(self) -> None:
        self.side = self.side.other

    def _bookmark(self) -> None:
        assert self.link is not None
        self._act("bookmark", value=not self.link.bookmarked)

    def _note(self) -> None:
        assert self.link is not None
        text = self.keyboard.read_line("Note: ", self.link.note)
        if text is not None:
            self._act("note", text=text)

    def _edit(self) -> None:
        link = self.link
        assert link is not None
        run = link.run(self.side)
        segments = self.queue.segments(self.side, [run])
        for place, text in enumerate(segments[i].text for i in run.ids):
            shown = _printable(text)
            typed = self.keyboard.read_line("Text: ", shown)
            if typed is not None and typed != shown:
                self._act("edit-text", sentence=place, text=typed, text_before=text)

    def _split(self) -> None:
        link = self.link
        assert link is not None
        run = link.run(self.side)
        other = link.run(self.side.other)
        texts = self._texts(self.side, run)
        begin = self.keyboard.read_line("The second row begins with: ", "")
        for place, text in enumerate(texts):
            offset = text.find(begin) if begin else -1
            if offset < 0 or (place, offset) == (0, 0):
                continue
            before = sum(map(len, texts[:place])) + offset
            theirs = self._texts(self.side.other, other)
            border = propose_border(before, sum(map(len, texts)), [len(t) for t in theirs])
            self._act("split", sentence=place, offset=offset, border=border)
            return
        self._say("These words are not in the text, or the row begins with them.")


def _is_uncertain(link: Link) -> bool:
    return link.status.value == "auto" and link.confidence < UNCERTAIN


def _printable(text: str) -> str:
    """The text without control characters: a document must not control the terminal."""
    return "".join(c if c.isprintable() or c == " " else "�" for c in text)


def _has_styles() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
