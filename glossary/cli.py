"""`duizhao glossary`: make, export and check the terms of a project."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aligner.cli.console import confirm_overwrite, emit, emit_json, progress, say
from aligner.errors import ThresholdNotMetError, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.bitext import Bitext
    from aligner.term import Term, TermStatus
    from glossary.checking import CheckReport, Finding, Place
    from glossary.suggesting import CorpusText

app = typer.Typer(
    no_args_is_help=True, help="Make a bilingual glossary from a project, export it, check with it."
)

CACHED_SEGMENTS = 10_000
"""Source segments up to which the vectors of words and phrases are kept in the project: 3,000 pairs
have about 80,000 of them, 1 KB each. A second build then need not make them again."""


class Format(StrEnum):
    """The formats of `exporters.registry`, known here so that --help need not load them."""

    CSV = "csv"
    TSV = "tsv"
    TMX = "tmx"
    TBX = "tbx"
    TBX2 = "tbx2"
    XLSX = "xlsx"
    JSON = "json"
    DEEPL = "deepl"
    GOOGLE = "google"
    AZURE = "azure"
    OMEGAT = "omegat"
    MEMOQ = "memoq"
    WEBLATE = "weblate"
    ANKI = "anki"


Projects = Annotated[list[Path], typer.Argument(metavar="PROJECT…", help="Project files.")]


@app.command()
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
        emit_json([_describe(term) for term in terms])
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
    from glossary.build import build_glossary, limit_entries

    bitexts = _bitexts(projects)
    if not bitexts:
        raise WrongUsageError(
            f"{projects[0]} has no aligned texts yet. Align first: duizhao align SOURCE TARGET -o "
            f"{projects[0]}"
        )
    texts = [_read_corpus(path) for path in corpus]
    known = _read_termbases(termbase, bitexts)
    options = limit_entries(limit, min_confidence, dictionary=cedict)
    with Project.open(output or projects[0]) as project, progress() as line:
        encoder = load_encoder(model)
        if sum(len(bitext.source_segments) for bitext in bitexts) <= CACHED_SEGMENTS:
            encoder = CachedEncoder(encoder, project.vectors)
        terms = build_glossary(
            bitexts, encoder, corpus=texts, known=known, options=options, progress=line
        )
        project.save_terms(terms)
        return project.terms()


@app.command()
def export(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    format: Annotated[  # noqa: A002
        Format | None, typer.Option("--format", help="Default: what the name of FILE says.")
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="- is standard output.")
    ] = Path("-"),
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out less sure candidates.")
    ] = 0.0,
    status: Annotated[
        str | None,
        typer.Option(help="Only these: candidate, approved, rejected, forbidden (commas)."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many entries.")] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Code to write in TMX and TBX: zh-Hans, en-GB."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Overwrite what is there.")] = False,
) -> None:
    """Write the glossary in the format of another tool.

    duizhao glossary export essay.duizhao -o glossary.csv
    duizhao glossary export essay.duizhao --format deepl --min-confidence 0.9 -o deepl.csv
    duizhao glossary export essay.duizhao --format tbx --status approved -o approved.tbx

    tbx is ISO 30042:2019; tbx2 is the older version that OmegaT reads.
    """
    from aligner.exporters.options import parse_language_tags
    from aligner.project.store import Project
    from glossary.exporters.options import NOT_REJECTED, TermOptions
    from glossary.exporters.registry import export_terms

    form = _format_of(format, output)
    confirm_overwrite(output, force=force)
    options = TermOptions(
        min_confidence=min_confidence,
        statuses=_statuses(status) if status else NOT_REJECTED,
        limit=limit,
        language_tags=parse_language_tags(lang or []),
        force=True,
        title=project.stem,
    )
    with Project.open(project) as opened:
        terms, bitexts = opened.terms(), opened.bitexts()
    if not terms:
        raise WrongUsageError(
            f"{project} has no glossary yet. Make it: duizhao glossary build {project}"
        )
    report = export_terms(form.value, terms, output, options, bitexts=bitexts)
    where = "" if str(output) == "-" else f" to {output}"
    say(f"{report.written:,} entries written{where}")
    for sentence in report.sentences():
        say(f"  {sentence}")


@app.command()
def check(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    termbase: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Check against these terms too (CSV, TBX, XLSX)."),
    ] = None,
    only: Annotated[
        str | None, typer.Option(help="Only these kinds of findings (commas); see below.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Look only at links at least so sure.")
    ] = 0.5,
    limit: Annotated[int, typer.Option(min=1, help="Places shown for each finding.")] = 3,
    fail_under: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="SHARE", help="Exit 5 if fewer uses are right."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
) -> None:
    """Find where the translation does not keep to the glossary.

    duizhao glossary check essay.duizhao
    duizhao glossary check essay.duizhao --only term-not-used,forbidden-used --fail-under 0.95

    Kinds: forbidden-used, term-not-used, several-renderings, same-rendering, number, name.
    """
    from aligner.project.store import Project
    from glossary.checking import CheckOptions, Problem, check_terms

    kinds = _kinds(only) if only else frozenset(Problem)
    with Project.open(project) as opened:
        bitexts, terms = opened.bitexts(), opened.terms()
    terms = [*terms, *_read_termbases(termbase or [], bitexts)]
    report = check_terms(bitexts, terms, CheckOptions(min_link_confidence=min_confidence))
    findings = [finding for finding in report.findings if finding.problem in kinds]
    if json:
        emit_json(_report_as_json(report, findings))
    else:
        emit("\n".join(_report_lines(report, findings, limit)))
    if fail_under is not None and report.score < fail_under:
        raise ThresholdNotMetError(
            f"{report.score:.3f} of {report.checked} uses keep to the glossary; asked for were "
            f"{fail_under}."
        )


# ── inside ───────────────────────────────────────────────────────────────────


def _bitexts(projects: "Sequence[Path]") -> "list[Bitext]":
    from dataclasses import replace

    from aligner.project.store import Project

    bitexts: list[Bitext] = []
    for path in projects:
        with Project.open(path) as project:
            for bitext in project.bitexts():
                taken = any(bitext.name == other.name for other in bitexts)
                name = f"{path.stem}/{bitext.name}" if taken else bitext.name
                bitexts.append(replace(bitext, name=name))
    return bitexts


def _read_corpus(path: Path) -> "CorpusText":
    from aligner.bitext import Side
    from aligner.readers.registry import read_document
    from aligner.splitting import split_document
    from glossary.suggesting import CorpusText

    document = read_document(path, Side.TARGET)
    segments = split_document(document)
    return CorpusText(document.language, tuple(segment.text for segment in segments))


def _read_termbases(paths: "Sequence[Path]", bitexts: "Sequence[Bitext]") -> "list[Term]":
    from glossary.termbase import read_termbase

    if not paths or not bitexts:
        return []
    pairs = dict.fromkeys((b.source.language, b.target.language) for b in bitexts)
    return [term for path in paths for pair in pairs for term in read_termbase(path, *pair)]


def _format_of(form: Format | None, output: Path) -> Format:
    suffixes = {f".{f.value}": f for f in (Format.CSV, Format.TSV, Format.TMX, Format.TBX,
                                           Format.XLSX, Format.JSON)}  # fmt: skip
    chosen = form or suffixes.get(output.suffix.lower())
    if chosen is None:
        raise WrongUsageError(f"Say the format with --format: {', '.join(Format)}.")
    return chosen


def _statuses(text: str) -> "frozenset[TermStatus]":
    from aligner.term import TermStatus

    return frozenset(TermStatus(name) for name in _names(text, [s.value for s in TermStatus]))


def _kinds(text: str) -> "frozenset[Any]":
    from glossary.checking import Problem

    return frozenset(Problem(name) for name in _names(text, [p.value for p in Problem]))


def _names(text: str, allowed: list[str]) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or any(name not in allowed for name in names):
        raise WrongUsageError(f"{text}: use {', '.join(allowed)}, with commas between.")
    return names


def _describe(term: "Term") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(term)


def _report_as_json(report: "CheckReport", findings: "list[Finding]") -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "links": report.links,
        "checked": report.checked,
        "wrong": report.wrong,
        "score": round(report.score, 4),
        "findings": [asdict(finding) for finding in findings],
    }


def _report_lines(report: "CheckReport", findings: "list[Finding]", limit: int) -> list[str]:
    lines = []
    for finding in findings:
        lines.append(f"{finding.problem.value}: {finding.message} ({len(finding.places)})")
        lines += [f"    {_show(place)}" for place in finding.places[:limit]]
        if len(finding.places) > limit:
            lines.append(f"    … and {len(finding.places) - limit} more")
    lines.append(
        f"{len(findings)} findings in {report.links:,} links; {report.checked - report.wrong} of "
        f"{report.checked} uses of decided terms keep to the glossary."
    )
    return lines


def _show(place: "Place") -> str:
    source = _around(place.source_text, place.source_span)
    target = _around(place.target_text, place.target_span)
    return f"{place.bitext} {place.source_segments[0]}: {source} | {target}"


def _around(text: str, span: tuple[int, int] | None, width: int = 36) -> str:
    """The words around a span, which stands in brackets."""
    if span is None:
        return text[: 2 * width] + ("…" if len(text) > 2 * width else "")
    start, end = span
    before = text[max(0, start - width) : start]
    after = text[end : end + width]
    left, right = "…" if start > width else "", "…" if len(text) > end + width else ""
    return f"{left}{before}[{text[start:end]}]{after}{right}"
