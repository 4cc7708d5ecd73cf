"""`duizhao glossary check`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aligner.console.terminal import emit, emit_json, say
from aligner.errors import ThresholdNotMetError
from aligner.wording import count_noun
from glossary.cli.reading import read_names

if TYPE_CHECKING:
    from glossary.checking.checks import CheckReport
    from glossary.checking.finding import MarkedLink, TermFinding


def check(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    termbase: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Known terms to check as well (CSV, TBX, XLSX)."),
    ] = None,
    only: Annotated[
        str | None, typer.Option(help="Report only these kinds, separated by commas; see below.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Check only links with at least this confidence.")
    ] = 0.5,
    limit: Annotated[int, typer.Option(min=1, help="Most places shown for each finding.")] = 3,
    fail_under: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            metavar="SHARE",
            help="Exit with code 5 if a smaller share of uses is right.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Find where the translation departs from the glossary.

    duizhao glossary check essay.duizhao
    duizhao glossary check essay.duizhao --only term-not-used,forbidden-used --fail-under 0.95

    Kinds: forbidden-used, term-not-used, several-renderings, same-rendering, number, name.
    """
    from aligner.project.store import Project
    from glossary.checking.checks import CheckOptions, check_terms
    from glossary.checking.finding import Problem
    from glossary.inputs import read_termbases

    kinds = _kinds(only) if only else frozenset(Problem)
    with Project.open(project) as opened:
        bitexts, terms = opened.bitexts(), opened.terms()
    terms = [*terms, *read_termbases(termbase or [], bitexts, say)]
    report = check_terms(bitexts, terms, CheckOptions(min_link_confidence=min_confidence))
    findings = [finding for finding in report.findings if finding.problem in kinds]
    if json:
        emit_json(_report_as_json(report, findings))
    else:
        emit("\n".join(_report_lines(report, findings, limit)))
    if fail_under is not None and report.score < fail_under:
        raise ThresholdNotMetError(
            f"{report.score:.3f} of {report.checked} uses follow the glossary; --fail-under asks "
            f"for {fail_under}."
        )


def _kinds(text: str) -> "frozenset[Any]":
    from glossary.checking.finding import Problem

    return frozenset(Problem(name) for name in read_names(text, [p.value for p in Problem]))


def _report_as_json(report: "CheckReport", findings: "list[TermFinding]") -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "links": report.links,
        "checked": report.checked,
        "wrong": report.wrong,
        "score": round(report.score, 4),
        "findings": [asdict(finding) for finding in findings],
    }


def _report_lines(report: "CheckReport", findings: "list[TermFinding]", limit: int) -> list[str]:
    lines = []
    for finding in findings:
        lines.append(f"{finding.problem.value}: {finding.message} ({len(finding.places)})")
        lines += [f"    {_show(place)}" for place in finding.places[:limit]]
        if len(finding.places) > limit:
            lines.append(f"    … and {len(finding.places) - limit} more")
    lines.append(
        f"{count_noun(len(findings), 'finding')} in {count_noun(report.links, 'link')}; "
        f"{report.checked - report.wrong} of "
        f"{report.checked} uses of decided terms follow the glossary."
    )
    return lines


def _show(place: "MarkedLink") -> str:
    source = _around(place.source_text, place.source_span)
    target = _around(place.target_text, place.target_span)
    return f"{place.bitext} {place.source_segments[0]}: {source} | {target}"


def _around(text: str, span: tuple[int, int] | None, width: int = 36) -> str:
    """The words around a span, with the span in brackets."""
    if span is None:
        return text[: 2 * width] + ("…" if len(text) > 2 * width else "")
    start, end = span
    before = text[max(0, start - width) : start]
    after = text[end : end + width]
    left, right = "…" if start > width else "", "…" if len(text) > end + width else ""
    return f"{left}{before}[{text[start:end]}]{after}{right}"
