"""The summary of an alignment: what was found, what needs review, and the next command."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.confidence import NOT_SCORED, UNCERTAIN
from aligner.languages import get_language
from aligner.readers.document import is_detail

if TYPE_CHECKING:
    from aligner.bitext import Bitext, Document, Link
    from aligner.pipeline import Aligned


def summary_values(result: "Aligned") -> dict[str, Any]:
    """The figures of the summary, as `--json` gives them."""
    bitext = result.bitext
    linked = list(bitext.linked())
    decided = sum(link.status.value != "auto" for link in bitext.links)
    return {
        "name": bitext.name,
        "mode": result.mode,
        "reason": result.reason,
        "source": _side(bitext.source, len(bitext.source_segments), _covered(linked, "source")),
        "target": _side(bitext.target, len(bitext.target_segments), _covered(linked, "target")),
        "links": len(linked),
        "scored": NOT_SCORED not in (result.reason or ""),
        "links_below_0.8": sum(link.confidence < UNCERTAIN for link in linked),
        "expected_wrong": round(
            sum(1 - link.confidence for link in linked if link.status.value == "auto"), 1
        ),
        "decided": decided,
    }


def summary_lines(result: "Aligned", project: Path | None) -> list[str]:
    """The summary in lines, the last of which is the command to type next."""
    values = summary_values(result)
    lines = []
    if result.mode:
        lines.append(f"mode      {result.mode}: {result.reason}")
    for side in ("source", "target"):
        v = values[side]
        lines.append(
            f"{side}    {v['language']:<8} {v['linked']:,} of {v['segments']:,} sentences"
            f" found a counterpart  ({v['origin']})"
        )
    lines += [f"note      {note}" for note in _notes(result.bitext)]
    uncertain = values["links_below_0.8"]
    lines.append(f"links     {values['links']:,}")
    if values["links"] and not values["scored"]:
        lines[-1] += f", {NOT_SCORED}"
    elif values["links"]:
        expected = describe_expected(values["expected_wrong"])
        lines[-1] += f", of which {uncertain:,} below {UNCERTAIN} ({expected})"
    if values["decided"]:
        lines.append(f"decided   {values['decided']:,} links as you decided them before")
    lines.append(f"next      {_next(result.bitext, project, uncertain)}")
    return lines


def _notes(bitext: "Bitext") -> list[str]:
    """What the user must know of how the files were read, each note with its file."""
    notes = [
        f"{document.origin}: {note}"
        for document in (bitext.source, bitext.target)
        for note in document.notes
        if not is_detail(note)
    ]
    return list(dict.fromkeys(notes))


def describe_expected(wrong: float) -> str:
    """How many links are expected to be wrong, as exactly as such an estimate can be put.

    >>> describe_expected(0.8), describe_expected(0.2), describe_expected(31.4)
    ('about one expected to be wrong', 'probably none wrong', 'about 31 expected to be wrong')
    """
    number = round(wrong)
    if number == 0:
        return "probably none wrong"
    return f"about {'one' if number == 1 else format(number, ',')} expected to be wrong"


def _next(bitext: "Bitext", project: Path | None, uncertain: int) -> str:
    if project is None:
        files = [bitext.source.origin]
        if bitext.target.origin != bitext.source.origin:
            files.append(bitext.target.origin)
        return f"duizhao align {shlex.join(files)} -o {shlex.quote(bitext.name + '.duizhao')}"
    name = shlex.quote(str(project))
    if uncertain:
        return f"duizhao review {name}"
    return f"duizhao export {name} --format tmx -o {shlex.quote(project.stem + '.tmx')}"


def _side(document: "Document", segments: int, linked: int) -> dict[str, Any]:
    return {
        "origin": document.origin,
        "language": get_language(document.language).code,
        "segments": segments,
        "linked": linked,
        "notes": list(document.notes),
    }


def _covered(links: "list[Link]", side: str) -> int:
    return len({i for link in links for i in getattr(link, side).ids})
