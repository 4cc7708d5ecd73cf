"""`duizhao glossary build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.progress import progress
from aligner.console.terminal import emit, emit_json, say
from aligner.errors import WrongUsageError
from glossary.cli.reading import read_bitexts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.term import Term

Projects = Annotated[list[Path], typer.Argument(metavar="PROJECT…", help="Project files.")]

CACHED_SEGMENTS = 10_000
"""Most source segments for which the vectors of words and phrases are kept in the project, so that
a second build need not compute them again: 3,000 pairs have about 80,000 vectors of 1 KB each."""


def build(
    projects: Projects,
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="More text in one of the languages; pairs found there are suggested.",
        ),
    ] = None,
    termbase: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="Known terms (CSV, TBX, XLSX), which are not proposed again."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PROJECT",
            help="The project that stores the glossary (default: the first).",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Most entries (default: depends on the length of the text)."),
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, help="Leave out pairs with a lower confidence.")
    ] = None,
    model: Annotated[str, typer.Option(help="See `duizhao models`.")] = "embedded",
    cedict: Annotated[
        bool,
        typer.Option(
            "--cedict", help="Also consult the dictionary CC-CEDICT (needs the extra cedict)."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the entries as JSON.")] = False,
) -> None:
    """Build the glossary of aligned projects and store it in the first one.

    duizhao glossary build essay.duizhao
    duizhao glossary build essay.duizhao --corpus more-chinese.txt --termbase known.csv
    duizhao glossary build volume-*.duizhao -o volume-1.duizhao --limit 2000

    Terms that were approved, rejected or forbidden in an earlier glossary keep their status.
    """
    terms = run_build(
        projects,
        corpus=corpus or [],
        termbase=termbase or [],
        output=output,
        limit=limit,
        min_confidence=min_confidence,
        model=model,
        cedict=cedict,
    )
    if json:
        from dataclasses import asdict

        emit_json([asdict(term) for term in terms])
        return
    if not terms:
        say("No pair of terms is that probable. A lower --min-confidence lists more.")
        return
    for term in terms[:20]:
        emit(f"{term.confidence:.2f}  {term.source}  {term.target}  ({term.count})")
    if len(terms) > 20:
        emit(f"… and {len(terms) - 20:,} more")
    kept = output or projects[0]
    say(f"\n{len(terms):,} entries are now in {kept}. Review them: duizhao review {kept}")
    say(f"or export them: duizhao glossary export {kept} -o glossary.csv")


def run_build(
    projects: "Sequence[Path]",
    *,
    corpus: "Sequence[Path]" = (),
    termbase: "Sequence[Path]" = (),
    output: Path | None = None,
    limit: int | None = None,
    min_confidence: float | None = None,
    model: str = "embedded",
    cedict: bool = False,
) -> "list[Term]":
    """The glossary of the projects, stored in `output` or the first of them, surest first.

    Raises:
        WrongUsageError: The projects have no aligned texts.
    """
    from aligner.encoders.cached import CachedEncoder
    from aligner.encoders.registry import load_encoder
    from aligner.project.store import Project
    from glossary.build import build_glossary, build_options
    from glossary.inputs import read_corpus, read_termbases

    bitexts = read_bitexts(projects)
    if not bitexts:
        raise WrongUsageError(
            f"{projects[0]} has no aligned texts yet. Align first: duizhao align SOURCE TARGET "
            f"-o {projects[0]}"
        )
    texts = [read_corpus(path) for path in corpus]
    known = read_termbases(termbase, bitexts, say)
    options = build_options(limit, min_confidence, dictionary=cedict)
    with Project.open(output or projects[0]) as project, progress() as line:
        encoder = load_encoder(model)
        if sum(len(bitext.source_segments) for bitext in bitexts) <= CACHED_SEGMENTS:
            encoder = CachedEncoder(encoder, project.vectors)
        terms = build_glossary(
            bitexts, encoder, corpus=texts, known=known, options=options, progress=line
        )
        project.save_terms(terms)
        return project.terms()
