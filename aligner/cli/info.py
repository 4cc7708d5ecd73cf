"""`duizhao info`: the contents of a project."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aligner.console.terminal import emit, emit_json
from aligner.wording import count_noun

if TYPE_CHECKING:
    from aligner.bitext import Bitext
    from aligner.project.store import Project


def info(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show the contents of a project: texts, links, decisions, terms, settings, damage.

    duizhao info essay.duizhao
    """
    from aligner.project.store import Project

    with Project.open(project) as opened:
        values = describe(opened)
    if json:
        emit_json(values)
    else:
        emit("\n".join(_lines(values)))


def describe(project: "Project") -> dict[str, Any]:
    """Everything that `info` shows, as plain values for JSON."""
    from collections import Counter

    terms = project.terms()
    runs = project.settings()
    return {
        "project": str(project.path),
        "bytes": project.path.stat().st_size,
        "pairs": [_describe_pair(project, bitext) for bitext in project.bitexts()],
        "terms": dict(sorted(Counter(term.status.value for term in terms).items())),
        "vectors": project.vectors.count(),
        "edits": len(project.edits()),
        "last_run": runs[-1] if runs else None,
        "damage": project.check(),
    }


def _describe_pair(project: "Project", bitext: "Bitext") -> dict[str, Any]:
    from collections import Counter

    mode, reason = project.mode(bitext.name)
    linked = list(bitext.linked())
    unpaired = [link for link in bitext.links if not (link.source and link.target)]
    buckets = Counter(min(9, int(link.confidence * 10)) for link in linked)
    return {
        "name": bitext.name,
        "mode": mode,
        "reason": reason,
        "documents": [
            {
                "side": document.side.value,
                "language": document.language,
                "origin": document.origin,
                "characters": sum(block.end - block.start for block in document.blocks),
                "segments": len(segments),
                "notes": list(document.notes),
            }
            for document, segments in (
                (bitext.source, bitext.source_segments),
                (bitext.target, bitext.target_segments),
            )
        ],
        "links": len(linked),
        "no_counterpart": len(unpaired),
        "unpaired_sentences": sum(link.source.size + link.target.size for link in unpaired),
        "status": dict(sorted(Counter(link.status.value for link in bitext.links).items())),
        "shapes": dict(
            Counter(f"{link.source.size}-{link.target.size}" for link in linked).most_common(8)
        ),
        "confidence": [buckets.get(i, 0) for i in range(10)],
    }


def _lines(values: dict[str, Any]) -> list[str]:
    lines = [f"{values['project']}  {values['bytes'] / 1e6:.1f} MB"]
    for pair in values["pairs"]:
        lines += ["", pair["name"], f"  mode         {pair['mode']}: {pair['reason']}"]
        for document in pair["documents"]:
            lines.append(
                f"  {document['side']:<12} {document['language']:<6}"
                f" {document['segments']:,} sentences, {document['characters']:,} characters"
                f"  ({document['origin']})"
            )
            lines += [f"               {note}" for note in document["notes"]]
        shapes = ", ".join(f"{shape}: {count:,}" for shape, count in pair["shapes"].items())
        status = ", ".join(f"{name} {count:,}" for name, count in pair["status"].items())
        lines.append(f"  links        {pair['links']:,} ({shapes or 'none'})")
        unpaired = count_noun(pair["unpaired_sentences"], "sentence")
        lines.append(f"  unpaired     {unpaired} without a counterpart")
        lines.append(f"  status       {status}")
        lines += _histogram(pair["confidence"])
    terms = ", ".join(f"{name} {count:,}" for name, count in values["terms"].items())
    lines += ["", f"terms          {terms or 'none; build them with duizhao glossary build'}"]
    lines.append(
        f"edits          {values['edits']:,}{' (all can be undone)' if values['edits'] else ''}"
    )
    lines.append(f"vectors        {values['vectors']:,} stored")
    if values["last_run"]:
        run = values["last_run"]
        made = ", ".join(f"{name} {number}" for name, number in run.get("versions", {}).items())
        lines.append(f"last run       {run['created']}  {made}")
    lines += [f"DAMAGE         {problem}" for problem in values["damage"]]
    return lines


def _histogram(buckets: list[int]) -> list[str]:
    most = max(buckets) or 1
    return [
        f"  {i / 10:.1f} – {(i + 1) / 10:.1f}    {count:>6,} {'▇' * round(30 * count / most)}"
        for i, count in enumerate(buckets)
        if count
    ]
