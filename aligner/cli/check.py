"""`duizhao check`: mechanical checks of the pairs of a project."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aligner.console.terminal import emit, emit_json, say
from aligner.errors import ThresholdNotMetError, WrongUsageError
from aligner.wording import count_noun

if TYPE_CHECKING:
    from aligner.checking.checks import Checked
    from aligner.project.store import Project


def check(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    only: Annotated[
        str | None, typer.Option(metavar="CODES", help="Only these checks, separated by commas.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON, with the positions.")] = False,
    fail_under: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit with 5 if fewer of the pairs have no findings."),
    ] = None,
    save: Annotated[
        bool, typer.Option(help="Save the findings in the project, so that review shows them.")
    ] = True,
) -> None:
    """Check numbers, dates, brackets, names, lengths, languages and consistency of the pairs.

    duizhao check essay.duizhao
    duizhao check essay.duizhao --only number,date --fail-under 0.98

    The checks: number, date, brackets, untranslated, wrong-language, length, inconsistent,
    same-translation.
    """
    from aligner.checking.checks import CHECKS, check_bitexts
    from aligner.project.store import Project

    codes = _codes(only, CHECKS)
    with Project.open(project) as opened:
        checked = list(check_bitexts(opened.bitexts()))
        if save:
            _save(opened, checked)
    shown = [(one, [f for f in one.findings if f.code in codes]) for one in checked]
    found = [(one, findings) for one, findings in shown if findings]
    if json:
        emit_json(_values(checked, found))
    else:
        for one, findings in found:
            emit("\n".join(_lines(one, findings)))
    _summarise(len(checked), found, fail_under)


def _codes(only: str | None, known: dict[str, str]) -> set[str]:
    codes = {code.strip() for code in (only or ",".join(known)).split(",") if code.strip()}
    unknown = codes - set(known)
    if unknown or not codes:
        raise WrongUsageError(f"--only {only}: no such check. The checks are {', '.join(known)}.")
    return codes


def _save(project: "Project", checked: "list[Checked]") -> None:
    """Replace the flags of earlier checks; links whose flags stay the same are not written."""
    from aligner.checking.checks import with_findings

    with project.edit("check") as edit:
        for one in checked:
            link = with_findings(one.pair.link, one.findings)
            if link != one.pair.link:
                edit.change_link(one.pair.link, link)


def _lines(one: "Checked", findings: list[Any]) -> list[str]:
    from aligner.checking.finding import shorten
    from aligner.flags import explain

    link = one.pair.link
    lines = [f"{one.bitext.name} {link.id}: {explain(finding.flag)}" for finding in findings]
    return [
        *lines,
        f"    {shorten(one.pair.source.text, 100)}",
        f"    {shorten(one.pair.target.text, 100)}",
    ]


def _values(checked: "list[Checked]", found: "list[tuple[Checked, list[Any]]]") -> dict[str, Any]:
    return {
        "pairs": len(checked),
        "pairs_with_findings": len(found),
        "findings": [
            {
                "bitext": one.bitext.name,
                "id": one.pair.link.id,
                "code": finding.code,
                "detail": finding.detail,
                "source": one.pair.source.text,
                "target": one.pair.target.text,
                "places": [
                    {
                        "side": span.side.value,
                        "segment": span.segment,
                        "start": span.start,
                        "end": span.end,
                    }
                    for span in finding.spans
                ],
            }
            for one, findings in found
            for finding in findings
        ],
    }


def _summarise(
    pairs: int, found: "list[tuple[Checked, list[Any]]]", fail_under: float | None
) -> None:
    from collections import Counter

    counts = Counter(finding.code for _, findings in found for finding in findings)
    parts = ", ".join(f"{code} {count:,}" for code, count in counts.most_common())
    clean = 1 - len(found) / pairs if pairs else 1.0
    checked = count_noun(pairs, "pair")
    say(f"{checked} checked, {len(found):,} with findings{f' ({parts})' if parts else ''}")
    if fail_under is not None and clean < fail_under:
        raise ThresholdNotMetError(
            f"{clean:.1%} of the pairs have no findings, below --fail-under {fail_under:g}."
        )
