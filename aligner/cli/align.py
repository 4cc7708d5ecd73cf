"""`duizhao align`: a pair of documents, one document in both languages, or folders of them."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.progress import progress
from aligner.console.terminal import detail, emit, emit_json, say
from aligner.errors import WrongUsageError

if TYPE_CHECKING:
    from aligner.align_options import AlignOptions
    from aligner.bitext import Bitext
    from aligner.pipeline import Aligned


class Mode(StrEnum):
    """How the two texts are related."""

    AUTO = "auto"
    FULL = "full"
    EXCERPT = "excerpt"


class Format(StrEnum):
    """What is written to stdout."""

    SUMMARY = "summary"
    TABLE = "table"
    BEADS = "beads"
    JSONL = "jsonl"
    TSV = "tsv"


def align(
    source: Annotated[
        str,
        typer.Argument(
            help="The text, or one file with both languages (- is stdin), or a folder of texts."
        ),
    ],
    target: Annotated[
        str | None, typer.Argument(help="The translation, or the folder of the translations.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PROJECT",
            help="Save the result in this project file; for folders, a folder of projects.",
        ),
    ] = None,
    source_lang: Annotated[
        str | None, typer.Option(help="Source language (default: detected).")
    ] = None,
    target_lang: Annotated[
        str | None, typer.Option(help="Target language (default: detected).")
    ] = None,
    mode: Annotated[
        Mode, typer.Option(help="full: two complete texts; excerpt: fragments in any order.")
    ] = Mode.AUTO,
    model: Annotated[str, typer.Option(help="See `duizhao models`.")] = "embedded",
    device: Annotated[
        str | None, typer.Option(help="cpu, cuda, mps: for models that use torch.")
    ] = None,
    batch_size: Annotated[int | None, typer.Option(min=1, help="Texts per batch.")] = None,
    half: Annotated[
        bool, typer.Option("--half", help="Half precision, for models on a GPU.")
    ] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Every line is a sentence.")] = False,
    aligned: Annotated[
        bool, typer.Option("--aligned", help="Lines correspond one to one.")
    ] = False,
    links: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Known links: beads or a hunalign ladder."),
    ] = None,
    realign: Annotated[
        bool,
        typer.Option("--realign", help="Align a TMX, XLIFF or table anew; default: keep it."),
    ] = False,
    all_text: Annotated[
        bool,
        typer.Option("--all-text", help="Web pages: menus and footers as well."),
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of texts that are not UTF-8, as gb18030 (default: found)."),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="SOURCE is a table with the columns source and target.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", "-f", help="Folders: repeat pairs already aligned."),
    ] = False,
    format: Annotated[Format, typer.Option("--format", help="What to print.")] = Format.SUMMARY,  # noqa: A002
    below: Annotated[
        float | None, typer.Option(min=0, max=1, help="Print only links with a lower confidence.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Align a text with its translation, sentence by sentence.

    duizhao align essay.en.txt essay.zh.txt -o essay.duizhao
    duizhao align both-languages.txt --format table --below 0.8
    cat essay.txt | duizhao align - --format tsv
    duizhao align english/ chinese/ -o projects/
    duizhao align memory.tmx -o memory.duizhao

    Aligning into a project again keeps every decision made in it. In folders, two files are a pair
    if their names differ only in the language. A file that is already aligned (TMX, XLIFF,
    InterText, a table) keeps its links.
    """
    from aligner.cli.align_many import is_many, run_many

    many = is_many(source, target, pairs=pairs)
    texts = [Path(name) for name in (source, target) if name not in (None, "-")]
    # A misspelt file name is reported at once, without waiting for the model.
    if model == "embedded" and not many and all(text.exists() for text in texts):
        from aligner.encoders.embedded.encoder import begin_loading

        begin_loading()
    from aligner.align_options import AlignOptions

    options = AlignOptions(
        source_language=source_lang,
        target_language=target_lang,
        mode=mode.value,
        model=model,
        lines=lines,
        aligned=aligned,
        links=None if links is None else str(links),
        realign=realign,
        all_text=all_text,
        encoding=encoding,
        device=device,
        batch_size=batch_size,
        half_precision=half,
    )
    if many:
        if format is not Format.SUMMARY or below is not None:
            raise WrongUsageError(
                "--format and --below apply to one pair. Export the projects instead."
            )
        run_many(source, target, options, output, pairs=pairs, force=force, json=json)
        return
    if source == "-" and target == "-":
        raise WrongUsageError("Only one of the two texts can come from standard input.")
    result = run_align(source, target, options, output)
    _explain(result)
    _print(result, format, below, output, as_json=json)


def run_align(
    source: str, target: str | None, options: "AlignOptions", output: Path | None
) -> "Aligned":
    """Align two files, into a project if one is named; the file appears once it is complete."""
    from aligner.pipeline import align_files, align_project
    from aligner.project.draft import open_or_begin

    with progress() as report:
        if output is None:
            return align_files(source, target, options, progress=report)
        with open_or_begin(output) as project:
            return align_project(project, source, target, options, progress=report)


def _explain(result: "Aligned") -> None:
    from aligner.readers.document import is_detail

    for document in (result.bitext.source, result.bitext.target):
        for note in filter(is_detail, document.notes):
            detail(f"{document.origin}: {note}")
    if result.lost:
        say(
            f"{len(result.lost)} decisions of an earlier run could not be kept: "
            "their sentences are no longer in the text.",
            colour="yellow",
        )


def _print(
    result: "Aligned", form: Format, below: float | None, output: Path | None, *, as_json: bool
) -> None:
    from aligner.cli.pair_table import pair_table
    from aligner.cli.summary import summary_lines, summary_values

    bitext = result.bitext if below is None else _only_below(result.bitext, below)
    if as_json:
        emit_json(summary_values(result))
    elif form is Format.TABLE:
        emit(pair_table(bitext))
    elif form is Format.SUMMARY:
        emit("\n".join(summary_lines(result, output)))
        if below is not None:
            emit(pair_table(bitext))
    else:
        from aligner.exporters.export_file import export_file
        from aligner.output import STANDARD_OUTPUT

        export_file(form.value, [bitext], STANDARD_OUTPUT)


def _only_below(bitext: "Bitext", below: float) -> "Bitext":
    from dataclasses import replace

    return replace(bitext, links=tuple(link for link in bitext.links if link.confidence < below))
