"""`duizhao find`: a concordance of both sides of a project."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.terminal import emit, emit_json, say, use_colour
from aligner.wording import count_noun

if TYPE_CHECKING:
    from aligner.concordance import Hit


def find(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    words: Annotated[list[str], typer.Argument(help="Words of either language; quote phrases.")],
    case: Annotated[bool, typer.Option("--case", help="Match upper and lower case.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="At most this many places; 0 for all.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show where words occur in a project, with the text of the other side.

    duizhao find essay.duizhao 核武库
    duizhao find essay.duizhao '"nuclear arsenal"'
    duizhao find essay.duizhao deterr*
    """
    from itertools import islice

    from aligner.concordance import find_words
    from aligner.project.store import Project

    with Project.open(project) as opened:
        hits = find_words(opened.bitexts(), " ".join(words), case=case)
        found = list(islice(hits, limit or None))
    if json:
        emit_json([_values(hit) for hit in found])
        return
    for hit in found:
        emit(_show(hit))
    say(
        count_noun(len(found), "place")
        + (f" (the first {limit:,}; --limit 0 shows all)" if len(found) == limit else "")
    )


def _values(hit: "Hit") -> dict[str, object]:
    return {
        "pair": hit.bitext,
        "side": hit.side.value,
        "segment": hit.segment,
        "spans": hit.spans,
        "here": hit.here,
        "there": hit.there,
        "confidence": hit.confidence,
    }


def _show(hit: "Hit") -> str:
    colour = use_colour() and sys.stdout.isatty()
    start, end = ("\x1b[1m", "\x1b[22m") if colour else ("«", "»")
    marked, last = "", 0
    for first, stop in hit.spans:
        marked += hit.here[last:first] + start + hit.here[first:stop] + end
        last = stop
    marked += hit.here[last:]
    place = f"{hit.bitext}:{hit.side.value}:{hit.segment}"
    return f"{place}  {hit.confidence:.2f}\n  {marked}\n  {hit.there or '— no counterpart'}\n"
