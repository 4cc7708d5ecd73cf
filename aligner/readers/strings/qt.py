"""Qt's translations (.ts): each source text with its translation and its state."""

from typing import TYPE_CHECKING

from aligner.errors import UnreadableInputError
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import AlignedRow, AlignedRows

if TYPE_CHECKING:
    from lxml import etree

_GONE = ("obsolete", "vanished")


def read_aligned_rows(raw: RawInput, source: str | None, target: str | None) -> AlignedRows:  # noqa: ARG001 - every aligned format takes the languages
    """The messages in their order; one that is not translated has no counterpart.

    Raises:
        UnreadableInputError: The file is damaged, or no file of Qt's translations.
    """
    root = parse_xml(raw)
    if local_name(root) != "TS":
        raise UnreadableInputError(
            raw.origin, "it is no file of Qt's translations: only these are read with this ending."
        )
    rows: list[AlignedRow] = []
    left = 0
    for message in named(root, "message"):
        translation = _child(message, "translation")
        state = attribute(translation, "type") if translation is not None else ""
        if state in _GONE:
            left += 1
            continue
        words = _text(_child(message, "source"))
        forms = [_text(form) for form in named(translation, "numerusform")] if (
            translation is not None) else []  # fmt: skip
        texts = [text for text in forms or [_text(translation)] if text.strip()]
        comments = (_text(_child(message, name)) for name in ("comment", "extracomment"))
        note = "; ".join(part for part in (state, *comments) if part)
        rows += [AlignedRow((words,), (text,), 1.0, note) for text in texts] or [
            AlignedRow((words,), (), 1.0, note)
        ]
    notes = (f"{left} obsolete messages were left out.",) if left else ()
    languages = attribute(root, "sourcelanguage"), attribute(root, "language")
    return AlignedRows(tuple(rows), *languages, notes)


def _child(element: "etree._Element", name: str) -> "etree._Element | None":
    return next((child for child in element if local_name(child) == name), None)


def _text(element: "etree._Element | None") -> str:
    return "".join(str(part) for part in element.itertext()) if element is not None else ""
