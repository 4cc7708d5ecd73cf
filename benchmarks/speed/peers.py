"""The product beside other ways to align the same sentences: speed, memory, strict F1.

    python -m benchmarks.speed.peers --data FOLDER --runs 5              # FOLDER or DUIZHAO_EVAL
    python -m benchmarks.speed.peers --python PEERS_VENV/bin/python   # with the packages of PEERS

Every measurement is a process of its own: it loads its model, aligns ten sentences to warm up, and
is timed from then on over all texts of the set; peak memory is that of the whole process. All
methods that use vectors get the same model, the embedded one, with one thread for each of two
cores. Rows that need a package which is not installed are left out. These packages belong to other
people, some under the GPL: they are measured here and are never part of the product.
"""

import argparse
import contextlib
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Beads = list[tuple[list[int], list[int]]]
Align = Callable[[list[str], list[str]], Beads]

RUN_LENGTH = 4
"""Most sentences in a run, for the classic way."""


def duizhao() -> Align:
    """The engine as `duizhao align --lines` runs it: features, lattice, confidence, flags."""
    from aligner.alignment.engine import align
    from aligner.alignment.features.sentences import Sentences

    encoder = _encoder()

    def run(source: list[str], target: list[str]) -> Beads:
        ours, theirs = Sentences(tuple(source), "en"), Sentences(tuple(target), "zh")
        links = align(ours, theirs, encoder, mode="full").links
        return [(list(link.source.ids), list(link.target.ids)) for link in links]

    return run


def classic() -> Align:
    """Bertalign's two passes over vectors of all runs of 1–4 sentences, each encoded as a text."""
    from reference_methods import LONGEST, align_as_bertalign

    encoder = _encoder()

    def levels(texts: list[str], joiner: str) -> list[Any]:
        made = [
            encoder.encode([joiner.join(texts[i : i + k]) for i in range(len(texts) - k + 1)])
            for k in range(1, RUN_LENGTH + 1)
        ]
        return made + [np.zeros((0, encoder.dimension), np.float32)] * (LONGEST - RUN_LENGTH)

    def run(source: list[str], target: list[str]) -> Beads:
        lengths = [
            np.array([len(t.encode()) for t in side], np.float64) for side in (source, target)
        ]
        beads = align_as_bertalign(levels(source, " "), levels(target, ""), *lengths)
        return [(list(ours), list(theirs)) for ours, theirs in beads]

    return run


def galechurch() -> Align:
    """`galechurch`: lengths alone (Gale & Church 1993), in Rust; calibrated to Chinese lengths."""
    import galechurch as package

    def run(source: list[str], target: list[str]) -> Beads:
        # Its model needs the ratio of lengths; its default, 1, fits European languages and gives
        # a strict F1 of .385 on mac-dev where this gives .46.
        ratio = _letters(source) / _letters(target)
        block = package.align(source, target, mean_xy=ratio)
        return [
            (list(range(b.source_start, b.source_end)), list(range(b.target_start, b.target_end)))
            for b in block.beads
        ]

    return run


def sentweave() -> Align:
    """`sentweave`: Vecalign's search in Cython, runs of up to 7 sentences, its defaults."""
    from sentweave import align

    encoder = _encoder()

    def run(source: list[str], target: list[str]) -> Beads:
        result = align(source, target, encoder=lambda texts: encoder.encode(list(texts)))
        return [(list(a.src_indices), list(a.tgt_indices)) for a in result.alignments]

    return run


def hadal() -> Align:
    """`hadal`: nearest neighbours by the margin of their cosines, one sentence to one."""
    from hadal.parallel_sentence_mining.margin_based import margin_based

    encoder = _encoder()

    class Model:
        def __init__(self, **_: Any) -> None:
            pass

        def encode(self, sentences: list[str], **_: Any) -> Any:
            return encoder.encode(sentences)

    margin_based.HuggingfaceAutoModel = Model
    pipeline = margin_based.MarginBasedPipeline("embedded", enable_logging=False)

    def run(source: list[str], target: list[str]) -> Beads:
        # It returns texts: a text that occurs twice is found once, as its users would find it.
        first = {text: i for i, text in reversed(list(enumerate(source)))}
        other = {text: i for i, text in reversed(list(enumerate(target)))}
        pairs = pipeline.make_alignments(source, target)
        return [([first[s]], [other[t]]) for _, s, t in pairs]

    return run


def lingtrain() -> Align:
    """`lingtrain-aligner`: greedy pairs in windows, then its resolver, as its tutorial does."""
    from lingtrain_aligner import aligner, helper, resolver

    encoder = _encoder()

    class Model:
        def encode(self, texts: Sequence[str], **_: Any) -> Any:
            return encoder.encode(list(texts))

    def run(source: list[str], target: list[str]) -> Beads:
        with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
            folder = Path(name)
            (folder / "a").write_text("\n".join(source), encoding="utf-8")
            (folder / "b").write_text("\n".join(target), encoding="utf-8")
            base = str(folder / "book.db")
            aligner.fill_db_from_files(
                base, "en", "zh", str(folder / "a"), str(folder / "b"), "", "", "a", 1, "b", 2
            )
            batches = list(range(-(-len(source) // 200)))
            aligner.align_db(base, "", 200, 40, batches, embed_batch_size=64, model=Model())
            for step in range(3):
                conflicts, rest = resolver.get_all_conflicts(base, 2 + step, 6 * (step + 1))
                resolver.resolve_all_conflicts(base, conflicts, "", model=Model())
                if not rest:
                    break
            rows = helper.get_flatten_doc_index(base)
        return [
            ([n - 1 for n in json.loads(row[0][1])], [n - 1 for n in json.loads(row[0][3])])
            for row in rows
        ]

    return run


METHODS: dict[str, Callable[[], Align]] = {
    "duizhao": duizhao,
    "classic": classic,
    "sentweave": sentweave,
    "lingtrain": lingtrain,
    "hadal": hadal,
    "galechurch": galechurch,
}


def measure(method: str, folder: Path, out: Path) -> dict[str, float]:
    """One run in this process: predictions to `out`; seconds, CPU seconds, megabytes."""
    from aligner.evaluation.files import read_evaluated_documents
    from aligner.evaluation.report import evaluate_documents, report_as_json

    align = METHODS[method]()
    cases = list(_read(folder))
    align(cases[0][1][:10], cases[0][2][:10])
    start, cpu = time.perf_counter(), _cpu()
    made = [(name, align(source, target)) for name, source, target in cases]
    seconds, cpu = time.perf_counter() - start, _cpu() - cpu
    out.mkdir(parents=True, exist_ok=True)
    for name, beads in made:
        lines = "".join(f"{s}:{t}\n" for s, t in beads)
        (out / f"{name}.pred").write_text(lines, encoding="utf-8")
    report = report_as_json(evaluate_documents(read_evaluated_documents(out, folder)))
    sentences = sum(len(source) + len(target) for _, source, target in cases)
    return {
        "sentences": sentences,
        "seconds": seconds,
        "cpu": cpu,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "f1": report["strict"]["f1"],
    }


def _encoder() -> Any:
    from aligner.encoders.registry import load_encoder

    return load_encoder("embedded")


def _read(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for gold in sorted(folder.glob("*.gold")):
        sides = [gold.with_suffix(f".{code}").read_text(encoding="utf-8") for code in ("en", "zh")]
        yield gold.stem, sides[0].splitlines(), sides[1].splitlines()


def _letters(texts: list[str]) -> int:
    return sum(len(text.replace(" ", "")) for text in texts)


def _cpu() -> float:
    every = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in every)


def _compare(
    folder: Path, runs: int, python: str, methods: Sequence[str], limit: float
) -> Iterator[str]:
    yield "| way | sentences/s | sentences/CPU s | peak MB | strict F1 |"
    yield "|---|---:|---:|---:|---:|"
    measured: dict[str, list[dict[str, float]]] = {method: [] for method in methods}
    for _ in range(runs):
        # Round by round, so that whatever else the machine does affects all of them.
        for method in methods:
            command = [
                python,
                "-m",
                "benchmarks.speed.peers",
                "--data",
                str(folder.parent),
                "--set",
                folder.name,
            ]
            try:
                done = subprocess.run(
                    [*command, "--method", method],
                    capture_output=True, text=True, check=False, timeout=limit,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                print(f"{method}: not done within {limit:.0f} s", file=sys.stderr)
                continue
            if done.returncode:
                print(f"{method}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                continue
            measured[method].append(json.loads(done.stdout.splitlines()[-1]))
    for method, rows in measured.items():
        if rows:
            yield _row(method, {k: statistics.median(row[k] for row in rows) for k in rows[0]})


def _row(method: str, median: dict[str, float]) -> str:
    cells = [
        f"{median['sentences'] / median['seconds']:,.0f}",
        f"{median['sentences'] / median['cpu']:,.0f}",
        f"{median['megabytes']:,.0f}",
        f"{median['f1']:.3f}",
    ]
    return f"| {method} | {' | '.join(cells)} |"


def main() -> None:
    """Measure the methods in rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--set", default="mac-dev")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--python", default=sys.executable, help="interpreter that has the packages"
    )
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--limit", type=float, default=600, help="most seconds for one run")
    parser.add_argument("--method", help="measure one run in this process, as JSON")
    arguments = parser.parse_args()
    if arguments.data is None:
        sys.exit("Name the folder of the evaluation sets with --data or DUIZHAO_EVAL.")
    folder = Path(arguments.data) / arguments.set
    if arguments.method:
        with tempfile.TemporaryDirectory() as out:
            print(json.dumps(measure(arguments.method, folder, Path(out))))
        return
    methods = arguments.methods.split(",")
    for line in _compare(folder, arguments.runs, arguments.python, methods, arguments.limit):
        print(line, flush=True)


if __name__ == "__main__":
    main()
