"""Compares reviewed rows with the project: which changes they ask for, and which are refused.

Nothing is written here. Rows may be in any order. A missing row changes nothing; a row that was
added or duplicated, or whose link has changed in the meantime, is refused with a reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from aligner.bitext import Bitext, Link, LinkStatus, Segment, Side
from aligner.exporters.cleaning import (
    flatten,
    remove_forbidden,
    script_converter,
)
from aligner.exporters.options import Script
from aligner.exporters.review_sheet import cell_text, is_cut
from aligner.exporters.table import unguard_formula
from aligner.importing.dividing import divide
from aligner.importing.row import Reviewed, ReviewedRow
from aligner.joining import join_segments

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACE = re.compile(r"\s+")

_SCRIPTS: tuple[Script | None, ...] = (None, "simplified", "traditional")


@dataclass(frozen=True, slots=True)
class NewText:
    """A sentence that was rewritten in the file."""

    bitext: str
    side: Side
    segment: Segment
    text: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """The change of a link that a row asks for."""

    place: str
    bitext: str
    before: Link
    after: Link
    """The link after the change; only status, note and flags differ."""
    texts: tuple[NewText, ...] = ()

    @property
    def words(self) -> str:
        """The change in words, for the preview."""
        parts = []
        if self.after.status is not self.before.status:
            parts.append(f"{self.before.status.value} → {self.after.status.value}")
        parts += [f"{new.side.value}: {new.segment.text} → {new.text}" for new in self.texts]
        if self.after.note != self.before.note:
            parts.append(f"note: {self.after.note}" if self.after.note else "note removed")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Preview:
    """The changes that importing a file would make."""

    changes: tuple[RowChange, ...]
    problems: tuple[str, ...]
    """Rows that are refused, a sentence each."""
    unchanged: int
    missing: tuple[int, ...] = ()
    """Numbers of links that were exported and are not in the file; they remain unchanged."""
    notes: tuple[str, ...] = ()


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """A row is refused; the message says why."""


@dataclass(frozen=True)
class _Found:
    """A link of the project, and its words as an export writes them."""

    bitext: Bitext
    link: Link

    def segments(self, side: Side) -> tuple[Segment, ...]:
        """The sentences of one side of the link."""
        run = self.link.run(side)
        return self.bitext.segments(side)[run.start : run.end]

    def language(self, side: Side) -> str:
        """The language of one side."""
        return self.bitext.document(side).language

    def written(self, side: Side) -> dict[str, Script | None]:
        """Every form in which an export may have written a side → the script of that form."""
        language = self.language(side)
        forms: dict[str, Script | None] = {}
        for script in _SCRIPTS:
            convert = script_converter(language, script)
            texts = [convert(remove_forbidden(s.text)[0]) for s in self.segments(side)]
            joined = join_segments(self.bitext.document(side), self.segments(side), texts)
            for form in (joined, flatten(joined), cell_text(texts)):
                forms.setdefault(_line_ends(form), script)
        return forms


@dataclass
class _Comparison:
    bitexts: Sequence[Bitext]
    by_line: bool
    by_source: bool
    take_texts: bool = True
    places: dict[int, str] = field(default_factory=dict)
    texts: dict[tuple[str, Side, int], NewText] = field(default_factory=dict)
    converted: bool = False

    @cached_property
    def links(self) -> dict[int, _Found]:
        return {link.id: _Found(b, link) for b in self.bitexts for link in b.links}

    @cached_property
    def numbers_by_source(self) -> dict[str, int | None]:
        """Source words → number of the link; None for words that occur in several links."""
        numbers: dict[str, int | None] = {}
        for number, found in self.links.items():
            for form in found.written(Side.SOURCE) if found.link.source else ():
                numbers[form] = None if form in numbers else number
        return numbers

    def compare(self, row: ReviewedRow) -> RowChange | None:
        """The change that a row asks for; None if it asks for none. Raises `_Refused`."""
        if row.problem:
            raise _Refused(row.problem)
        found = self._find(row)
        texts = tuple(
            new
            for side, text in ((Side.SOURCE, row.source), (Side.TARGET, row.target))
            for new in self._new_texts(found, side, text)
        )
        link = _decided(found.link, row, texts_changed=bool(texts))
        if link == found.link and not texts:
            return None
        if row.version is not None and row.version != found.link.version:
            raise _Refused("the pair was changed in the project after this file was written")
        if link.status is LinkStatus.REJECTED and not (link.source and link.target):
            raise _Refused("a row without a counterpart cannot be rejected; link it in review")
        for new in texts:
            self._claim(new)
        return RowChange(row.place, found.bitext.name, found.link, link, texts)

    def _find(self, row: ReviewedRow) -> _Found:
        number = row.id
        if number is None and self.by_source:
            number = self.numbers_by_source.get(_line_ends(row.source or ""))
        if number is None:
            raise _Refused("it has no number, so it was added by hand; add pairs in review")
        if number in self.places:
            raise _Refused(f"it has the same number ({number}) as {self.places[number]}")
        self.places[number] = row.place
        if number not in self.links:
            raise _Refused(f"the project has no pair number {number} any more")
        return self.links[number]

    def _new_texts(self, found: _Found, side: Side, text: str | None) -> Iterator[NewText]:
        if text is None or not self.take_texts:
            return
        forms = found.written(side)
        candidates = (_line_ends(text), _line_ends(unguard_formula(text)))
        segments = found.segments(side)
        for candidate in candidates:
            if candidate in forms or (not candidate.strip() and not segments):
                self.converted = self.converted or bool(forms.get(candidate))
                return
        yield from self._edited(found, side, candidates[-1], forms)

    def _edited(
        self, found: _Found, side: Side, text: str, forms: dict[str, Script | None]
    ) -> Iterator[NewText]:
        segments = found.segments(side)
        if not segments:
            raise _Refused(f"its {side.value} has no sentence to edit; link it in review")
        if not text.strip():
            raise _Refused(f"its {side.value} was emptied; reject the pair instead")
        if is_cut(text) or any(is_cut(form) for form in forms):
            raise _Refused(f"its {side.value} is too long for a cell; edit it in review")
        if _is_closer(text, forms):
            self.converted = True
        plain = [form for form, script in forms.items() if script is None]
        closest = max(plain, key=lambda form: (form.count("\n") == text.count("\n"), form))
        parts = divide(text, [s.text for s in segments], closest, by_line=self.by_line)
        if parts is None:
            raise _Refused(f"its {side.value} has fewer sentences than before; edit it in review")
        for segment, part in zip(segments, parts, strict=True):
            if part != remove_forbidden(segment.text)[0].strip():
                yield NewText(found.bitext.name, side, segment, remove_forbidden(part)[0])

    def _claim(self, new: NewText) -> None:
        """Refuses a second, different edit of a sentence that occurs in two pairs."""
        key = (new.bitext, new.side, new.segment.index)
        if key in self.texts and self.texts[key].text != new.text:
            raise _Refused("another row edits the same sentence in another way")
        self.texts[key] = new


def preview_changes(reviewed: Reviewed, bitexts: Sequence[Bitext]) -> Preview:
    """The changes that a reviewed file asks for, compared with the project as it is now.

    Rows of other projects, which an export of several projects contains, are left out.
    """
    comparison = _Comparison(bitexts, reviewed.one_sentence_a_line, reviewed.find_by_source)
    rows = _own_rows(reviewed.rows, bitexts)
    changes, problems = _compare_rows(comparison, rows)
    notes: tuple[str, ...] = ()
    if comparison.converted:
        notes = (_CONVERTED,)
        comparison = replace(comparison, take_texts=False, places={}, texts={}, converted=False)
        changes, problems = _compare_rows(comparison, rows)
    others = {row.id for row in reviewed.rows} if len(rows) < len(reviewed.rows) else set()
    if others:
        count = len(reviewed.rows) - len(rows)
        notes += (f"{count} rows belong to texts that are not in this project; left out.",)
    missing = sorted((reviewed.exported or frozenset()) - set(comparison.places) - others)
    unchanged = len(rows) - len(changes) - len(problems)
    return Preview(tuple(changes), tuple(problems), unchanged, tuple(missing), notes)


_CONVERTED = (
    "The file was exported with --to-script, so edits of its texts are ignored; only decisions "
    "and notes are imported."
)


def _own_rows(rows: Sequence[ReviewedRow], bitexts: Sequence[Bitext]) -> list[ReviewedRow]:
    """The rows that belong to these bitexts, or that name no bitext."""
    names = {_name(bitext.name) for bitext in bitexts}
    return [row for row in rows if not row.bitext or _name(row.bitext) in names]


def _name(bitext: str) -> str:
    """The name of a bitext in the form that all formats share."""
    return _SPACE.sub("_", remove_forbidden(bitext)[0].strip())


def _compare_rows(
    comparison: _Comparison, rows: Sequence[ReviewedRow]
) -> tuple[list[RowChange], list[str]]:
    changes: list[RowChange] = []
    problems: list[str] = []
    for row in rows:
        try:
            change = comparison.compare(row)
        except _Refused as refused:
            problems.append(f"{row.place} is left out: {refused}.")
            continue
        if change:
            changes.append(change)
    return changes, problems


def _is_closer(text: str, forms: dict[str, Script | None]) -> bool:
    """Whether the text is more similar to a converted form than to a plain one."""
    best: dict[bool, float] = {True: 0.0, False: 0.0}
    for form, script in forms.items():
        converted = script is not None
        ratio = SequenceMatcher(a=form, b=text, autojunk=False).ratio()
        best[converted] = max(best[converted], ratio)
    return best[True] > best[False]


def _decided(link: Link, row: ReviewedRow, *, texts_changed: bool) -> Link:
    """The link with the decision and the note of the row."""
    status = link.status if row.status is None else row.status
    if link.status is LinkStatus.EDITED and status is LinkStatus.ACCEPTED:
        # The sheet shows edited pairs as accepted.
        status = LinkStatus.EDITED
    flags = link.flags
    if texts_changed and status is not LinkStatus.REJECTED:
        # The flags were reasons to check the old words.
        status, flags = LinkStatus.EDITED, ()
    note = link.note if row.note is None else _line_ends(row.note).strip()
    if note == _line_ends(remove_forbidden(link.note)[0]).strip() or note == flatten(link.note):
        note = link.note
    return replace(link, status=status, note=note, flags=flags)


def _line_ends(text: str) -> str:
    """The text with every kind of line end turned into a line feed, as readers do."""
    return _LINE_END.sub("\n", text)
