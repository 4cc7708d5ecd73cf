"""Writes a glossary in any of the formats."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.bitext import Bitext
from aligner.output import writing
from aligner.term import Term
from glossary.exporters.formats import FORMATS
from glossary.exporters.options import TermOptions, TermReport, TermSelection


def export_terms(
    form: str,
    terms: Iterable[Term],
    destination: Path | str,
    options: TermOptions | None = None,
    *,
    bitexts: Sequence[Bitext] = (),
    force: bool = False,
) -> TermReport:
    """Write the terms in a format; the destination "-" is standard output.

    Examples are quoted from `bitexts`; `force` is added to that of the options.

    Raises:
        WrongUsageError: There is no such format.
        OutputError: The destination cannot be written.
    """
    options = options or TermOptions()
    options = replace(options, force=options.force or force)
    selection = TermSelection(terms, options, bitexts)
    content = render(form, selection)
    with writing(destination, binary=True, force=options.force) as file:
        file.write(content)
    return selection.report(destination)


def render(form: str, selection: TermSelection) -> bytes:
    """The bytes of the file; the selection then knows what the format could not hold.

    Raises:
        WrongUsageError: There is no such format.
    """
    return FORMATS.load(form).data(selection)
