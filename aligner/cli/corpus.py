"""`duizhao corpus`: many pairs of documents, on this machine, in a job array or on a cluster."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.progress import progress
from aligner.console.terminal import confirm_overwrite, emit, emit_json, say
from aligner.errors import WrongUsageError

if TYPE_CHECKING:
    from aligner.corpus.planning.manifest import Manifest
    from aligner.corpus.planning.plan import Plan
    from aligner.corpus.results.report import CorpusReport

app = typer.Typer(
    no_args_is_help=True, help="Align many pairs of documents; filter, merge and mine the results."
)


class Executor(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


@app.command()
def align(
    manifest: Annotated[
        Path, typer.Argument(help="Pairs as CSV, TSV, JSONL or Parquet; or a folder of texts.")
    ],
    target: Annotated[
        Path | None, typer.Argument(help="The folder of the translations, if MANIFEST is a folder.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the results.")] = ...,  # type: ignore[assignment]  # Typer's way to say: required
    source_lang: Annotated[
        str | None,
        typer.Option(help="If the manifest names none (default: detected)."),
    ] = None,
    target_lang: Annotated[
        str | None,
        typer.Option(help="If the manifest names none (default: detected)."),
    ] = None,
    mode: Annotated[str, typer.Option(help="auto, full or excerpt.")] = "auto",
    model: Annotated[str, typer.Option(help="See `duizhao models`.")] = "embedded",
    device: Annotated[str | None, typer.Option(help="For models that use torch.")] = None,
    batch_size: Annotated[int | None, typer.Option(min=1, help="Texts per batch.")] = None,
    half: Annotated[bool, typer.Option("--half", help="Half precision, on a GPU.")] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Every line is a sentence.")] = False,
    aligned: Annotated[
        bool, typer.Option("--aligned", help="Lines correspond one to one.")
    ] = False,
    executor: Annotated[
        Executor, typer.Option(help="local: processes on this machine; ray: a Ray cluster.")
    ] = Executor.LOCAL,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Documents at once (default: one per core or GPU).")
    ] = None,
    shard: Annotated[
        str, typer.Option(metavar="I/N", help="Do only part I of N, for job arrays.")
    ] = "1/1",
    shard_size: Annotated[
        float | None, typer.Option(min=0.001, help="Megabytes of text per shard (default: 4).")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Repeat shards with errors.")
    ] = False,
    keep_vectors: Annotated[
        bool,
        typer.Option("--keep-vectors", help="Keep vectors of slow models for repeats."),
    ] = False,
    plan_only: Annotated[
        bool, typer.Option("--plan-only", help="Divide the manifest into shards and stop.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Align every pair of a manifest. It may be stopped at any time; the same command continues.

    duizhao corpus align pairs.csv -o results
    duizhao corpus align english/ chinese/ -o results
    duizhao corpus align pairs.csv -o results --shard $SLURM_ARRAY_TASK_ID/100

    A manifest has the columns source and target and, optionally, id, source_lang and target_lang.
    A pair that cannot be aligned is recorded in results/errors, and the others continue.
    """
    from aligner.align_options import AlignOptions
    from aligner.corpus.run import CorpusOptions, align_corpus, plan_corpus

    part, parts = _parse_part(shard)
    options = CorpusOptions(
        executor=executor.value,
        workers=workers,
        part=part,
        parts=parts,
        retry_failed=retry_failed,
        keep_vectors=keep_vectors,
        shard_bytes=None if shard_size is None else int(shard_size * 1_000_000),
    )
    align_options = AlignOptions(
        source_language=source_lang,
        target_language=target_lang,
        mode=mode,
        model=model,
        lines=lines,
        aligned=aligned,
        device=device,
        batch_size=batch_size,
        half_precision=half,
    )
    pairs = _read_pairs(manifest, target)
    _say_unmatched(pairs)
    if plan_only:
        _emit_plan(plan_corpus(pairs, output, align_options, options), as_json=json)
        return
    with progress() as report:
        result = align_corpus(pairs, output, align_options, options, progress=report)
    if result is None:
        say(f"Part {shard} is done. The report is written when all parts are.")
        return
    _emit_report(result, output, as_json=json)


Places = Annotated[
    list[Path],
    typer.Argument(metavar="RESULTS…", help="Result folders, or Parquet files made from them."),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help=".parquet, .csv, .tsv or .jsonl.")
]
Partial = Annotated[bool, typer.Option("--partial", help="Accept a run that is not complete.")]
Force = Annotated[bool, typer.Option("--force", "-f", help="Overwrite existing files.")]


@app.command()
def merge(places: Places, output: Output, partial: Partial = False, force: Force = False) -> None:
    """Put all links of one or more runs into one file, in the order of their manifests.

    duizhao corpus merge results -o links.parquet
    """
    from aligner.corpus.results.links import scan_links, write_links

    confirm_overwrite(output, force=force)
    write_links(scan_links(places, partial=partial), output, force=True)
    say(f"wrote {output}")


@app.command("filter")
def filter_(
    places: Places,
    output: Output,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out links with a lower confidence.")
    ] = 0.5,
    status: Annotated[
        str, typer.Option(help="Only these, separated by commas: auto, accepted, edited, rejected.")
    ] = "auto,accepted,edited",
    without_flag: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Leave out links with this flag.")
    ] = None,
    one_sided: Annotated[
        bool, typer.Option("--one-sided", help="Keep links without a counterpart.")
    ] = False,
    repeats: Annotated[
        bool, typer.Option("--repeats", help="Keep every occurrence of a pair of texts.")
    ] = False,
    partial: Partial = False,
    force: Force = False,
) -> None:
    """Keep the links that are certain enough, each pair of texts once across all documents.

    duizhao corpus filter results -o clean.parquet --min-confidence 0.8
    duizhao corpus filter results -o clean.tsv --without-flag number --without-flag length

    Of links that differ only in case, spaces or punctuation, the most certain is kept.
    """
    from aligner.bitext import LinkStatus
    from aligner.corpus.results.filtering import LinkFilter, filter_links
    from aligner.corpus.results.links import scan_links, write_links
    from aligner.flags import SENTENCES

    wanted = LinkFilter(
        min_confidence=min_confidence,
        statuses=tuple(_known(status.split(","), [s.value for s in LinkStatus])),
        without_flags=tuple(_known(without_flag or [], list(SENTENCES))),
        both_sides=not one_sided,
        unique=not repeats,
    )
    confirm_overwrite(output, force=force)
    links = scan_links(places, partial=partial)
    write_links(filter_links(links, wanted), output, force=True)
    say(f"wrote {output}")


@app.command()
def glossary(
    places: Places,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="As in `duizhao glossary export`."),
    ],
    form: Annotated[str, typer.Option("--format", help="As in `duizhao glossary export`.")] = "csv",
    sample: Annotated[
        int, typer.Option(min=100, help="How many links terms are extracted from.")
    ] = 20_000,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Use only links with at least this confidence.")
    ] = 0.5,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many entries.")] = None,
    model: Annotated[str, typer.Option(help="See `duizhao models`.")] = "embedded",
    partial: Partial = False,
    force: Force = False,
) -> None:
    """Build a glossary of a whole corpus: terms are found in a sample and counted in all links.

    duizhao corpus glossary results -o glossary.csv
    duizhao corpus glossary clean.parquet -o glossary.tbx --format tbx --sample 50000
    """
    from aligner.corpus.results.counting import count_terms_in_links
    from aligner.corpus.results.filtering import LinkFilter, filter_links
    from aligner.corpus.results.links import scan_links
    from aligner.corpus.results.sampling import sample_links, to_bitexts
    from aligner.encoders.registry import load_encoder
    from glossary.build import build_glossary, build_options
    from glossary.exporters.export_terms import export_terms
    from glossary.exporters.options import TermOptions

    confirm_overwrite(output, force=force)
    wanted = LinkFilter(min_confidence=min_confidence, unique=False)
    links = filter_links(scan_links(places, partial=partial), wanted)
    with progress() as line:
        bitexts = to_bitexts(sample_links(links, sample))
        if not bitexts:
            raise WrongUsageError(
                f"No link of {places[0]} reaches {min_confidence}. Lower --min-confidence."
            )
        terms = build_glossary(
            bitexts, load_encoder(model), options=build_options(limit, None), progress=line
        )
        terms = count_terms_in_links(links, terms, progress=line)
    options = TermOptions(force=True, title=output.stem)
    report = export_terms(form, terms, output, options, bitexts=bitexts)
    say(f"{report.written:,} entries written to {output}")
    for sentence in report.sentences():
        say(f"  {sentence}")


def _known(names: list[str], allowed: list[str]) -> list[str]:
    chosen = [name.strip() for name in names if name.strip()]
    for name in chosen:
        if name not in allowed:
            raise WrongUsageError(f"{name!r} is not one of {', '.join(allowed)}.")
    return chosen


def _parse_part(text: str) -> tuple[int, int]:
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal()):
        raise WrongUsageError(f"--shard {text!r}: give two numbers, such as 3/100.")
    return int(part), int(parts)


def _read_pairs(manifest: Path, target: Path | None) -> "Manifest":
    from aligner.corpus.planning.folders import match_folders
    from aligner.corpus.planning.manifest import read_manifest

    if target is not None:
        return match_folders(manifest, target)
    if manifest.is_dir():
        raise WrongUsageError(f"{manifest} is a folder. Name the folder of the translations too.")
    return read_manifest(manifest)


def _say_unmatched(pairs: "Manifest") -> None:
    if pairs.unmatched:
        first = ", ".join(pairs.unmatched[:3])
        more = len(pairs.unmatched) - 3
        some = "1 file has" if len(pairs.unmatched) == 1 else f"{len(pairs.unmatched):,} files have"
        say(
            f"{some} no partner: {first}" + (f" and {more} more" if more > 0 else ""),
            colour="yellow",
        )


def _emit_plan(plan: "Plan", *, as_json: bool) -> None:
    values = {
        "pairs": plan.rows,
        "shards": len(plan.costs),
        "megabytes": round(plan.settings["bytes"] / 1e6, 1),
        "largest_shard_megabytes": round(int(plan.costs.max()) / 1e6, 1),
    }
    if as_json:
        emit_json(values)
    else:
        emit("\n".join(f"{name.replace('_', ' '):24}{value:,}" for name, value in values.items()))


def _emit_report(report: "CorpusReport", folder: Path, *, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        emit_json(asdict(report))
        return
    emit(f"pairs     {report.pairs:,}, of which {report.failed:,} could not be aligned")
    emit(f"links     {report.links:,}, of which {report.linked:,} with both sides")
    emit(f"report    {folder / 'report.md'}")
