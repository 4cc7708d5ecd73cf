r"""How time and memory grow with the length of a pair, from files to project, on this machine.

    python -m benchmarks.speed.growth PARALLEL.tsv.gz --pairs 40000
    python -m benchmarks.speed.growth PARALLEL.tsv.gz --pairs 10000,20000,40000,80000 \\
        --svg docs/figures/growth.svg

Makes the pairs of `long_pair` (40,000 make 30,000 English and 40,000 Chinese sentences), runs
`duizhao align SOURCE TARGET --lines -o PROJECT` on each in a process of its own, and prints a table
row: sentences, seconds, processor seconds of all processes, peak memory of all processes together
(shared memory counted once), strict F1, ECE, and the processor seconds per sentence, also relative
to the shortest pair. Linux only; nothing else should run on the machine.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.evaluation.files import read_evaluated_documents
from aligner.evaluation.report import evaluate_documents
from aligner.project.store import Project
from benchmarks.speed.long_pair import write_pair

HEAD = """\
| sentences | wall s | CPU s | peak MB | strict F1 | ECE | ms CPU a sentence | beside the shortest |
|---:|---:|---:|---:|---:|---:|---:|---:|"""
_JOINED = 0.34
"""Share of joined neighbours that makes three English sentences out of four Chinese ones."""

_SECONDS = "processor seconds, all processes"


@dataclass(frozen=True, slots=True)
class Measured:
    """Measurements of one pair."""

    source: int
    target: int
    seconds: float
    cpu: float
    megabytes: float
    f1: float
    ece: float

    @property
    def each(self) -> float:
        """Processor seconds per sentence."""
        return self.cpu / (self.source + self.target)


def measure(parallel: Path, pairs: int, folder: Path) -> Measured:
    """Align a pair made of `pairs` sentence pairs, and measure it."""
    source, target = write_pair(parallel, folder, pairs, joined=_JOINED)
    (folder / "gold").rename(folder / "long.gold")
    project = folder / "long.duizhao"
    command = [sys.executable, "-m", "aligner", "align", "--quiet", "--lines", "-o", str(project)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with subprocess.Popen(
        [*command, str(folder / "source.txt"), str(folder / "target.txt")],
        stdout=subprocess.DEVNULL,
    ) as process:
        memory = _Memory(process.pid)
        memory.start()
        if process.wait():
            sys.exit(f"{pairs} pairs: the command failed")
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    f1, ece = _score(project, folder)
    return Measured(source, target, seconds, cpu, memory.highest / 1024, f1, ece)


class _Memory(threading.Thread):
    """Samples the memory of a process and its children twice a second, shared pages split up."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.highest = 0

    def run(self) -> None:
        while Path(f"/proc/{self._process}/smaps_rollup").exists():
            now = sum(_kilobytes(process) for process in _family(self._process))
            if not now:
                return
            self.highest = max(self.highest, now)
            time.sleep(0.5)


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            names = children.read_text().split()
        except OSError:
            continue
        for name in names:
            yield from _family(int(name))


def _kilobytes(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _score(project: Path, folder: Path) -> tuple[float, float]:
    with Project.open(project) as opened:
        links = opened.links(opened.names()[0])
    lines = [f"{[*k.source.ids]}:{[*k.target.ids]}:{k.confidence:.6f}\n" for k in links]
    (folder / "long.pred").write_text("".join(lines), encoding="utf-8")
    report = evaluate_documents(read_evaluated_documents(folder, folder))
    ece = report.calibration.ece if report.calibration else None
    return report.scores.strict.f1 or 0.0, ece or 0.0


def table_row(found: Measured, shortest: Measured) -> str:
    """Format a table row under `HEAD`."""
    cells = [
        f"{found.source:,} × {found.target:,}",
        f"{found.seconds:.0f}",
        f"{found.cpu:.0f}",
        f"{found.megabytes:,.0f}",
        f"{found.f1:.3f}",
        f"{found.ece:.3f}",
        f"{1000 * found.each:.2f}",
        f"{found.each / shortest.each:.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def draw(rows: Sequence[Measured]) -> str:
    """Draw processor seconds and memory by number of sentences, linear growth dashed, as SVG."""
    most = max(row.source + row.target for row in rows)
    panels = (
        (_SECONDS, [row.cpu for row in rows], 40),
        ("peak memory, MB", [row.megabytes for row in rows], 440),
    )
    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 360" width="800" '
            'height="360" role="img" aria-labelledby="t" font-size="13" '
            'font-family="system-ui, sans-serif">'
        ),
        '<title id="t">Time and memory of one pair by its number of sentences</title>',
        '<rect width="800" height="360" fill="#fff"/>',
    ]
    for name, values, left in panels:
        top = max(values) * 1.1
        points = [
            (left + 300 * (row.source + row.target) / most, 300 - 250 * value / top)
            for row, value in zip(rows, values, strict=True)
        ]
        linear = values[0] * most / (rows[0].source + rows[0].target)
        parts += [
            f'<text x="{left}" y="30" fill="#1a1a1a" font-weight="bold">{name}</text>',
            f'<path d="M{left} 50V300H{left + 300}" stroke="#5f6368" fill="none"/>',
        ]
        if name == _SECONDS:
            parts.append(
                f'<path d="M{left} 300L{left + 300} {300 - 250 * linear / top:.1f}" '
                'stroke="#a63d00" stroke-dasharray="5 4" fill="none"/>'
            )
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M{path}" stroke="#0060a0" stroke-width="2" fill="none"/>')
        for (x, y), row, value in zip(points, rows, values, strict=True):
            parts += [
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#0060a0"/>',
                (
                    f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="end" fill="#1a1a1a">'
                    f"{value:,.0f}</text>"
                ),
                (
                    f'<text x="{x:.1f}" y="320" text-anchor="middle" fill="#5f6368">'
                    f"{(row.source + row.target) / 1000:.0f}k</text>"
                ),
            ]
    parts.append(
        '<text x="40" y="348" fill="#5f6368">sentences of both sides; dashed: linear growth from '
        "the shortest pair</text></svg>"
    )
    return "\n".join(parts) + "\n"


def main() -> None:
    """Measure every length, print the table, and draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("parallel", type=Path)
    parser.add_argument("--pairs", default="10000,20000,40000,80000")
    parser.add_argument("--svg", type=Path, help="draw a picture into this file")
    arguments = parser.parse_args()
    print(HEAD, flush=True)
    rows: list[Measured] = []
    for pairs in map(int, arguments.pairs.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(arguments.parallel, pairs, Path(folder)))
        print(table_row(rows[-1], rows[0]), flush=True)
    if arguments.svg:
        arguments.svg.parent.mkdir(parents=True, exist_ok=True)
        arguments.svg.write_text(draw(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
