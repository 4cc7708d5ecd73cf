"""Two files of strings → their pairs, by key."""

from importlib import import_module

from aligner.bitext import Bitext
from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.language_detection import detect_two
from aligner.languages import get_language
from aligner.readers.input.raw_input import RawInput
from aligner.readers.pairing.aligned_rows import AlignedRow, AlignedRows, bitext_of_rows
from aligner.readers.pairing.file_names import find_language
from aligner.readers.strings.keyed_string import KeyedString
from aligner.wording import count_noun


def pair_strings(
    raws: tuple[RawInput, RawInput],
    readers: tuple[str, str],
    languages: tuple[str | None, str | None],
) -> Bitext:
    """The bitext of two files of strings, in the order of the source.

    A string whose key the other file does not have has no counterpart.

    Raises:
        UnreadableInputError: A file is damaged, or the two have no key in common.
    """
    sides = [_read(raw, name) for raw, name in zip(raws, readers, strict=True)]
    source, target = ({string.key: string for string in side} for side in sides)
    if not source.keys() & target.keys():
        raise UnreadableInputError(
            raws[1].origin,
            f"none of its {count_noun(len(target), 'key')} is in {raws[0].origin}. Do the two "
            "files belong together?",
        )
    rows = [_row(string, target.get(key)) for key, string in source.items()]
    rows += [_row(None, string) for key, string in target.items() if key not in source]
    texts = tuple("\n".join(string.text for string in side) for side in sides)
    named = [get_language(code).code if code else None for code in languages]
    hints = tuple(code or find_language(raw.origin) for code, raw in zip(named, raws, strict=True))
    found = detect_two((texts[0], texts[1]), (hints[0], hints[1]))
    codes = [code or other for code, other in zip(named, found, strict=True)]
    material = AlignedRows(tuple(rows), codes[0], codes[1], _notes(source, target))
    return bitext_of_rows(raws[0], material, codes[0], codes[1], other=raws[1])


def _read(raw: RawInput, name: str) -> list[KeyedString]:
    strings: list[KeyedString] = import_module(f"aligner.readers.strings.{name}").read_strings(raw)
    if not strings:
        raise EmptyInputError(raw.origin)
    return strings


def _row(source: KeyedString | None, target: KeyedString | None) -> AlignedRow:
    notes = dict.fromkeys(s.note for s in (source, target) if s is not None and s.note)
    return AlignedRow(
        (source.text,) if source else (), (target.text,) if target else (), 1.0, "; ".join(notes)
    )


def _notes(source: dict[str, KeyedString], target: dict[str, KeyedString]) -> tuple[str, ...]:
    """A note on keys that only one of the files has."""
    missing, more = len(source.keys() - target.keys()), len(target.keys() - source.keys())
    if not missing and not more:
        return ()
    return (f"Paired by key; {missing} are in the source only, {more} in the translation only.",)
