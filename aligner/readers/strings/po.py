"""Gettext catalogues (.po): each message with its translation, its state and its comments."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.errors import UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import AlignedRow, AlignedRows
from aligner.readers.strings.keyed_string import KeyedString

if TYPE_CHECKING:
    from polib import POEntry, POFile


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:  # noqa: ARG001 - every aligned format takes the languages
    """The messages in their order; one that is not translated has no counterpart.

    Raises:
        UnreadableInputError: The file is no catalogue, or nothing in it is translated.
    """
    catalogue = _parse(raw)
    entries = [entry for entry in catalogue if entry.msgid.strip() and not entry.obsolete]
    rows = tuple(row for entry in entries for row in _rows(entry))
    if not any(row.target for row in rows):
        raise UnreadableInputError(
            raw.origin,
            "it holds no translations: it is a template. Name the catalogue of the translation.",
        )
    obsolete = len(catalogue.obsolete_entries())
    notes = (f"{obsolete} obsolete messages were left out.",) if obsolete else ()
    return AlignedRows(rows, "", catalogue.metadata.get("Language", "").split("@")[0], notes)


def read_strings(raw: RawInput) -> list[KeyedString]:
    """The translations of a catalogue, or its messages if it is a template, with their keys.

    Raises:
        UnreadableInputError: The file is no catalogue.
    """
    found = []
    for entry in _parse(raw):
        forms = [text for _, text in sorted(entry.msgstr_plural.items())] or [entry.msgstr]
        if not any(form.strip() for form in forms):
            forms = [entry.msgid, *([entry.msgid_plural] if entry.msgid_plural else [])]
        key = f"{entry.msgctxt or ''}\x04{entry.msgid}"
        for number, form in enumerate(forms):
            if form.strip() and not entry.obsolete:
                found.append(KeyedString(f"{key}.{number}", form, _note(entry)))
    return found


def _parse(raw: RawInput) -> "POFile":
    import polib

    text, _ = decode(raw)
    if "msgid" not in text:
        raise UnreadableInputError(raw.origin, "it is no catalogue of messages (PO).")
    try:
        # The line break says that this is the text of a catalogue, not the name of one.
        return polib.pofile("\n" + text)
    except (OSError, ValueError, UnicodeError) as error:
        reason = str(error).replace("\n", " ")[-120:]
        raise UnreadableInputError(
            raw.origin, f"it is no catalogue of messages (PO): {reason}."
        ) from None


def _rows(entry: "POEntry") -> Iterator[AlignedRow]:
    """Yields the pairs of a message; with plurals, the shorter side repeats its last form."""
    sources = [entry.msgid, *([entry.msgid_plural] if entry.msgid_plural else [])]
    plural = [text for _, text in sorted(entry.msgstr_plural.items()) if text.strip()]
    targets = plural or ([entry.msgstr] if entry.msgstr.strip() else [])
    if not targets:
        for source in sources:
            yield AlignedRow((source,), (), 1.0, _note(entry))
        return
    for i in range(max(len(sources), len(targets))):
        pair = sources[min(i, len(sources) - 1)], targets[min(i, len(targets) - 1)]
        yield AlignedRow((pair[0],), (pair[1],), 1.0, _note(entry))


def _note(entry: "POEntry") -> str:
    state = "fuzzy" if entry.fuzzy else ""
    parts = (state, entry.msgctxt or "", entry.comment, entry.tcomment)
    return "; ".join(" ".join(part.split()) for part in parts if part.strip())
