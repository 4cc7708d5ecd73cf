"""Reads a termbase of any format."""

from collections.abc import Iterable
from pathlib import Path

from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.languages import get_language
from aligner.term import Term
from glossary.termbase.tables import read_sheet, read_text_table
from glossary.termbase.tbx import read_tbx


def read_termbase(path: Path, source_language: str, target_language: str) -> list[Term]:
    """The known terms of a file, approved unless the file says otherwise, none twice.

    A table needs columns named source and target, or named after the two languages (en, zh-CN,
    English, Chinese). Without such a header its first two columns are read.

    Raises:
        UnreadableInputError: The file cannot be read, or it has a column of one language only.
        EmptyInputError: The file has no pair of terms in these languages.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(path, f"cannot be opened: {error.strerror}.") from error
    languages = (get_language(source_language).code, get_language(target_language).code)
    suffix = path.suffix.lower()
    if suffix in (".tbx", ".xml"):
        terms = read_tbx(path, content, languages)
    elif suffix == ".xlsx":
        terms = read_sheet(path, content, languages)
    else:
        terms = read_text_table(path, content, languages)
    if not terms:
        raise EmptyInputError(path)
    return _distinct(terms)


def _distinct(terms: Iterable[Term]) -> list[Term]:
    seen: dict[tuple[str, str], Term] = {}
    for term in terms:
        seen.setdefault((term.source, term.target), term)
    return list(seen.values())
