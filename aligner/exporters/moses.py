"""Moses: two files, a sentence pair a line, for training translation and language models."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from aligner.bitext import Bitext
from aligner.errors import WrongUsageError
from aligner.exporters.cleaning import flatten
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import languages_of, select_pairs
from aligner.output import STANDARD_OUTPUT, writing


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write NAME.en and NAME.zh; line i belongs to line i, so empty sides are left out."""
    if str(destination) == STANDARD_OUTPUT:
        raise WrongUsageError("moses writes two files, one a language. Name them with -o.")
    selection = select_pairs(bitexts, options, both_sides=True)
    paths = file_names(bitexts, destination, options)
    with ExitStack() as stack:
        source, target = (stack.enter_context(writing(path, force=options.force)) for path in paths)
        for pair in selection.pairs:
            source.write(flatten(pair.source) + "\n")
            target.write(flatten(pair.target) + "\n")
    return selection.report(*paths)


def file_names(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> tuple[Path, Path]:
    """The names of the two files: the destination with the languages as endings.

    Raises:
        WrongUsageError: The bitexts are not all of the same two languages.
    """
    languages = {languages_of(bitext, options) for bitext in bitexts}
    if len(languages) > 1:
        raise WrongUsageError(
            "moses holds two languages, and the project has more. Write a file for each pair of "
            "documents with --per-pair, or choose one with --pair NAME."
        )
    path = Path(destination)
    stem = path.with_suffix("") if path.suffix in (".moses", ".txt") else path
    endings = [(found.source, found.target) for found in languages] or [("source", "target")]
    left, right = endings[0] if endings[0][0] != endings[0][1] else ("source", "target")
    return stem.with_name(f"{stem.name}.{left}"), stem.with_name(f"{stem.name}.{right}")
