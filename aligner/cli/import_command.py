"""`duizhao import`: take a reviewed file back into the project."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aligner.console.terminal import emit, emit_json, say
from aligner.wording import count_noun

if TYPE_CHECKING:
    from aligner.importing.comparing import Preview


def import_(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    file: Annotated[Path, typer.Argument(help="A reviewed .xlsx, .csv, .tsv or .tmx.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Only show what would change.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The changes as JSON.")] = False,
) -> None:
    """Take back a file that `duizhao export` wrote and a person reviewed.

    duizhao export essay.duizhao -o review.xlsx
    duizhao import essay.duizhao review.xlsx

    Decisions, notes and edited texts are taken over, and every change is shown first. The rows may
    be in any order. A deleted row changes nothing; an added row is refused and named.
    """
    from aligner.importing.applying import apply_changes
    from aligner.importing.comparing import preview_changes
    from aligner.importing.registry import read_reviewed
    from aligner.project.store import Project

    with Project.open(project) as opened:
        preview = preview_changes(read_reviewed(file), opened.bitexts())
        if json:
            emit_json(_values(preview, applied=bool(preview.changes) and not dry_run))
        else:
            _show(preview)
        if not preview.changes or dry_run:
            return
        if not yes and sys.stdin.isatty() and sys.stderr.isatty():
            changes = count_noun(len(preview.changes), "change")
            typer.confirm(f"Make {changes}?", abort=True, err=True)
        apply_changes(opened, preview, f"import {file.name}")
    made = count_noun(len(preview.changes), "change")
    say(f"{made} made in {project}; a single undo in review reverts them")


def _show(preview: "Preview") -> None:
    for change in preview.changes:
        emit(f"{change.place} ({change.bitext} {change.before.id}): {change.words}")
    for problem in preview.problems:
        say(problem, colour="yellow")
    for note in preview.notes:
        say(note, colour="yellow")
    if preview.missing:
        say(
            f"{count_noun(len(preview.missing), 'row')} of the export not found in the file; "
            "their pairs stay unchanged"
        )
    say(
        f"{count_noun(len(preview.changes), 'change')}, {preview.unchanged:,} unchanged, "
        f"{len(preview.problems):,} left out"
    )


def _values(preview: "Preview", *, applied: bool) -> dict[str, Any]:
    return {
        "applied": applied,
        "changes": [
            {
                "place": change.place,
                "bitext": change.bitext,
                "id": change.before.id,
                "status": [change.before.status.value, change.after.status.value],
                "note": [change.before.note, change.after.note],
                "texts": [
                    {
                        "side": new.side.value,
                        "segment": new.segment.index,
                        "before": new.segment.text,
                        "after": new.text,
                    }
                    for new in change.texts
                ],
            }
            for change in preview.changes
        ],
        "problems": list(preview.problems),
        "notes": list(preview.notes),
        "missing": list(preview.missing),
        "unchanged": preview.unchanged,
    }
