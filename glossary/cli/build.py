"""`duizhao glossary build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.progress import progress
from aligner.console.terminal import emit, emit_json, say
from aligner.errors import WrongUsageError
from glossary.cli.reading import read_bitexts, read_corpus, read_termbases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.term import Term

Projects = Annotated[list[Path], typer.Argument(metavar="PROJECT…", help="Project files.")]

CACHED_SEGMENTS = 10_000
"""Source segments up to which a slow model's vectors of words and phrases are kept in the project:
3,000 pairs have about 80,000 of them, 1 KB each. A second build then need not make them again."""


def build(
    projects: Projects,
    corpus: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="More text of one language: gives suggested pairs."),
    ] = None,
    termbase: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Known terms (CSV, TBX, XLSX): not proposed again."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PROJECT", help="Of several: which one keeps it."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many entries (default: by text length).")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, help="Leave out less sure pairs.")
    ] = None,
    model: Annotated[str, typer.Option(help="See `duizhao models`.")] = "embedded",
    cedict: Annotated[
        bool, typer.Option("--cedict", help="Ask the dictionary CC-CEDICT too (extra cedict).")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="The entries, as JSON.")] = False,
) -> None:
    """Make the glossary of aligned projects and keep it in the first one.

    duizhao glossary build essay.duizhao
    duizhao glossary build essay.duizhao --corpus more-chinese.txt --termbase known.csv
    duizhao glossary build volume-*.duizhao -o volume-1.duizhao --limit 2000

    What a person approved, rejected or forbade in an earlier glossary stays so.
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
        say("No pair of terms is so sure. A lower --min-confidence lists more.")
        return
    for term in terms[:20]:
        emit(f"{term.confidence:.2f}  {term.source}  {term.target}  ({term.count})")
    if len(terms) > 20:
        emit(f"… and {len(terms) - 20:,} more")
    kept = output or projects[0]
    say(f"\n{len(terms):,} entries are in {kept}. Look at them: duizhao review {kept}")
    say(f"or write them: duizhao glossary export {kept} -o glossary.csv")


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
    """The glossary of the projects, saved in `output` or the first of them, surest first."""
    from aligner.encoders.cached import CachedEncoder
    from aligner.encoders.registry import load_encoder
    from aligner.project.store import Project
    from glossary.build import build_glossary, build_options

    bitexts = read_bitexts(projects)
    if not bitexts:
        raise WrongUsageError(
            f"{projects[0]} has no aligned texts yet. Align first: duizhao align SOURCE TARGET -o "
            f"{projects[0]}"
        )
    texts = [read_corpus(path) for path in corpus]
    known = read_termbases(termbase, bitexts)
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
