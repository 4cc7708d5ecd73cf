"""The formats by name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from aligner.bitext import Bitext
from aligner.errors import WrongUsageError
from aligner.output import writing
from aligner.term import Term
from glossary.exporters import (
    anki,
    azure,
    csv,
    deepl,
    google,
    json,
    memoq,
    omegat,
    tbx,
    tbx2,
    tmx,
    tsv,
    weblate,
    xlsx,
)
from glossary.exporters.options import Selection, TermOptions, TermReport

EXPORTERS: dict[str, ModuleType] = {
    "csv": csv,
    "tsv": tsv,
    "tmx": tmx,
    "tbx": tbx,
    "tbx2": tbx2,
    "xlsx": xlsx,
    "json": json,
    "deepl": deepl,
    "google": google,
    "azure": azure,
    "omegat": omegat,
    "memoq": memoq,
    "weblate": weblate,
    "anki": anki,
}
"""Each has `SUFFIX` and either `text(selection)` or `data(selection)`."""


def export_terms(
    form: str,
    terms: Iterable[Term],
    destination: Path | str,
    options: TermOptions | None = None,
    *,
    bitexts: Sequence[Bitext] = (),
    force: bool = False,
) -> TermReport:
    """Write the glossary in a format ("-": standard output); `bitexts` give the examples.

    Raises:
        WrongUsageError: There is no such format.
        OutputError: The destination cannot be written.
    """
    options = options or TermOptions()
    options = replace(options, force=options.force or force)
    selection = Selection(terms, options, bitexts)
    content = render(form, selection)
    with writing(destination, binary=True, force=options.force) as file:
        file.write(content)
    return selection.report(destination)


def render(form: str, selection: Selection) -> bytes:
    """The bytes of the file; the selection then knows what the format could not take."""
    if form not in EXPORTERS:
        raise WrongUsageError(
            f"There is no glossary format {form!r}. Choose one of {', '.join(EXPORTERS)}."
        )
    exporter = EXPORTERS[form]
    if hasattr(exporter, "data"):
        content: bytes = exporter.data(selection)
        return content
    text: str = exporter.text(selection)
    return text.encode("utf-8")


def format_of(path: Path) -> str:
    """The format that a file's ending means: the first in the table that has it."""
    for name, exporter in EXPORTERS.items():
        if path.suffix.lower() == exporter.SUFFIX:
            return name
    raise WrongUsageError(f"Name the format: {', '.join(EXPORTERS)}.")
