"""Cost of accepted links when a book is aligned again, beside that of its first alignment.

    python -m benchmarks.speed.accepted_links PARALLEL.tsv.gz --links 2000,10000

PARALLEL holds sentence pairs, `set TAB English TAB Chinese` a line. The first N of them are a book
of N sentences a side; every link that is found is accepted, and the book is aligned again.
"""

import argparse
import gzip
import itertools
import resource
import tempfile
from dataclasses import replace
from pathlib import Path

from aligner.align_options import AlignOptions
from aligner.bitext import LinkStatus
from aligner.pipeline import align_project
from aligner.project.store import Project


def read_pairs(parallel: Path, count: int) -> list[tuple[str, str]]:
    """Read the first pairs of the file."""
    with gzip.open(parallel, "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in itertools.islice(file, count))
        return [(row[1], row[2]) for row in rows]


def measure(parallel: Path, count: int, folder: Path) -> tuple[int, float, float]:
    """Number of accepted links, and processor seconds of the first alignment and of the second."""
    pairs = read_pairs(parallel, count)
    files = folder / f"{count}.en", folder / f"{count}.zh"
    for side, file in enumerate(files):
        file.write_text("".join(pair[side] + "\n" for pair in pairs), "utf-8")
    options = AlignOptions(source_language="en", target_language="zh", lines=True, mode="full")
    with Project.create(folder / f"{count}.duizhao") as project:
        first = run(project, files, options)
        bitext = project.bitexts()[0]
        accepted = list(bitext.linked())
        with project.edit("accept all") as edit:
            for link in accepted:
                edit.change_link(link, replace(link, status=LinkStatus.ACCEPTED))
        return len(accepted), first, run(project, files, options)


def run(project: Project, files: tuple[Path, Path], options: AlignOptions) -> float:
    """Processor seconds of an alignment into the project, its worker processes included."""
    started = processor_seconds()
    align_project(project, *files, options)
    return processor_seconds() - started


def processor_seconds() -> float:
    """User and system time so far of this process and of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    """Print a row for each length."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parallel", type=Path)
    parser.add_argument("--links", default="2000,10000")
    arguments = parser.parse_args()
    print("accepted links   first, CPU s   again, CPU s")
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, arguments.links.split(",")):
            accepted, first, again = measure(arguments.parallel, count, Path(folder))
            print(f"{accepted:14,}{first:15.1f}{again:15.1f}", flush=True)


if __name__ == "__main__":
    main()
