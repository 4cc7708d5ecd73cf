"""JSON lines: one object a link, with the places of its sentences in the texts as read."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aligner.bitext import Bitext, Run, Segment
from aligner.exporters.lines import write_lines
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import ExportPair, PairSelection, select_pairs

# JSON allows them in a string, but many readers split lines at them.
_LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write an object per link."""
    selection = select_pairs(bitexts, options)
    records = _records(selection, several=len(bitexts) > 1)
    return write_lines(records, selection, destination, options)


def _records(selection: PairSelection, *, several: bool) -> Iterator[str]:
    for pair in selection.pairs:
        record = _record(pair)
        if several:
            # The sentence numbers alone would not say which texts they count.
            record["bitext"] = pair.name
        yield json.dumps(record, ensure_ascii=False).translate(_LINE_BREAKS) + "\n"


def _record(pair: ExportPair) -> dict[str, Any]:
    link = pair.link
    return {
        "id": pair.number,
        "source": pair.source,
        "target": pair.target,
        "source_ids": list(link.source.ids),
        "target_ids": list(link.target.ids),
        "source_spans": _spans(pair.bitext.source_segments, link.source),
        "target_spans": _spans(pair.bitext.target_segments, link.target),
        "confidence": round(link.confidence, 6),
        "status": link.status.value,
        "flags": list(pair.flags),
        "note": pair.note,
    }


def _spans(segments: Sequence[Segment], run: Run) -> list[list[int]]:
    return [[segments[i].start, segments[i].end] for i in run.ids]
