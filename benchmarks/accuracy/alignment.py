"""Align evaluation sets with the product or a reference method, and score the result.

    python -m benchmarks.accuracy.alignment --data FOLDER                     # or DUIZHAO_EVAL
    python -m benchmarks.accuracy.alignment --method bertalign --model embedded+LaBSE --sets mac-dev

A set is a folder of NAME.gold (or NAME.json of excerpt cases) with the texts of both sides beside
it, one sentence a line. Predictions go to OUT/METHOD-MODEL/SET, so that `duizhao evaluate` can be
run on them again. `engine` is the product with the weights it ships.
"""

import argparse
import hashlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from aligner.alignment.features.sentences import Sentences
from aligner.encoders.blend import BlendedEncoder
from aligner.encoders.protocol import Encoder, Vectors
from aligner.encoders.registry import load_encoder
from aligner.evaluation.files import read_evaluated_documents
from aligner.evaluation.report import EvaluationReport, evaluate_documents, report_as_json
from aligner.progress import Progress
from benchmarks.accuracy.reference_methods import LONGEST, align_as_bertalign, align_as_vecalign

LANGUAGES = {"mac-dev": "en zh", "magazine": "en zh", "textberg-dev": "de fr"}
SETS = ("mac-dev", "magazine", "textberg-dev")


class BenchmarkEncoder(Encoder, Protocol):
    """An encoder that measures its own time."""

    @property
    def seconds(self) -> float:
        """Seconds spent encoding so far."""
        ...


@dataclass(slots=True)
class RememberingEncoder:
    """An encoder that keeps its vectors in a folder and measures its own time."""

    encoder: Encoder
    folder: Path | None
    seconds: float = 0.0
    _version: str = field(default="", init=False)

    @property
    def name(self) -> str:
        """Name of the encoder inside."""
        return self.encoder.name

    @property
    def version(self) -> str:
        """Version of the encoder inside."""
        self._version = self._version or self.encoder.version
        return self._version

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.encoder.dimension

    @property
    def languages(self) -> frozenset[str] | None:
        """Languages that the encoder inside knows."""
        return self.encoder.languages

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of the texts, made or read from the folder, shape (texts, dimension)."""
        return self._keep(["encode", *texts], lambda: [self.encoder.encode(texts, progress)])[0]

    def encode_runs(
        self, texts: Sequence[str], joiner: str, longest: int, progress: Progress | None = None
    ) -> list[Vectors]:
        """Unit vectors of all runs of 1 … `longest` texts, an array for each length."""
        key = [f"runs {longest} {joiner!r}", *texts]
        return self._keep(key, lambda: self.encoder.encode_runs(texts, joiner, longest, progress))

    def _keep(self, key: list[str], make: Callable[[], list[Vectors]]) -> list[Vectors]:
        place = None
        if self.folder is not None:
            parts = "\0".join([self.version, *key])
            place = self.folder / f"{hashlib.sha256(parts.encode()).hexdigest()[:24]}.npz"
            if place.exists():
                with np.load(place) as kept:
                    return [kept[name].astype(np.float32) for name in kept.files]
        start = time.perf_counter()
        made = make()
        self.seconds += time.perf_counter() - start
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            np.savez(place, *made)
        return made


class RememberingBlend(BlendedEncoder):
    """A blend of encoders that keep their vectors one by one."""

    def __init__(
        self, encoders: Sequence[RememberingEncoder], weights: Sequence[float] | None
    ) -> None:
        super().__init__(encoders, weights)
        self._parts = encoders

    @property
    def seconds(self) -> float:
        """Seconds spent encoding so far, by all parts together."""
        return sum(part.seconds for part in self._parts)


def open_encoder(
    model: str,
    weights: Sequence[float] | None,
    cache: Path | None,
    batch_size: int | None = None,
    *,
    half: bool = False,
) -> BenchmarkEncoder:
    """Load the model, or the blend of the models joined by a plus sign."""
    parts = [
        RememberingEncoder(load_encoder(name, batch_size=batch_size, half=half), cache)
        for name in model.split("+")
    ]
    return parts[0] if len(parts) == 1 else RememberingBlend(parts, weights)


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of texts from a set."""

    name: str
    source: Sentences
    target: Sentences


def read_set(folder: Path) -> Iterator[Case]:
    """Yields the cases of a set in the order of their names."""
    source, target = LANGUAGES.get(folder.name, "en zh").split()
    golds = sorted(folder.glob("*.gold")) or sorted(folder.glob("*.json"))
    for gold in golds:
        sides = []
        for language in (source, target):
            text = gold.with_suffix(f".{language}").read_text(encoding="utf-8")
            sides.append(Sentences(tuple(text.splitlines()), language))
        yield Case(gold.stem, *sides)


def align_case(case: Case, encoder: Encoder, method: str, mode: str) -> Iterator[str]:
    """Yields the beads of a case as lines `[source]:[target]`, of the engine with `:confidence`."""
    if method == "engine":
        from aligner.alignment.engine import align

        for link in align(case.source, case.target, encoder, mode=mode).links:
            yield f"{list(link.source.ids)}:{list(link.target.ids)}:{link.confidence:.6f}"
        return
    runs = [
        encoder.encode_runs(side.texts, side.joiner, LONGEST) for side in (case.source, case.target)
    ]
    if method == "bertalign":
        lengths = [
            np.array([len(text.encode()) for text in side.texts], np.float64)
            for side in (case.source, case.target)
        ]
        beads = align_as_bertalign(*runs, *lengths)
    else:
        beads = align_as_vecalign(*runs)
    for source, target in beads:
        yield f"{list(source)}:{list(target)}"


def run_set(folder: Path, out: Path, encoder: BenchmarkEncoder, method: str) -> EvaluationReport:
    """Align every case of a set and score them together."""
    out.mkdir(parents=True, exist_ok=True)
    excerpts = not any(folder.glob("*.gold"))
    sentences, encoding, start = 0, encoder.seconds, time.perf_counter()
    for case in read_set(folder):
        lines = list(align_case(case, encoder, method, "auto" if excerpts else "full"))
        (out / f"{case.name}.pred").write_text("\n".join(lines) + "\n", encoding="utf-8")
        sentences += len(case.source) + len(case.target)
    wall = time.perf_counter() - start
    report = evaluate_documents(read_evaluated_documents(out, folder))
    figures = report_as_json(report) | {
        "sentences": sentences,
        "seconds": wall,
        "seconds_encoding": encoder.seconds - encoding,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    out.with_suffix(".json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    print(_row(folder.name, report, wall - figures["seconds_encoding"], sentences, figures))
    return report


HEAD = (
    "| set | strict P | R | F1 | lax F1 | ECE | Brier | AUROC | wrong in 20 % | "
    "encoding ms/sentence | rest ms/sentence |\n|---|---|---|---|---|---|---|---|---|---|---|"
)


def _row(
    name: str, report: EvaluationReport, rest: float, sentences: int, figures: dict[str, float]
) -> str:
    strict, known = report.scores.strict, report.calibration
    shares = [strict.precision.value, strict.recall.value, strict.f1, report.scores.lax.f1]
    shares += (
        [known.ece, known.brier, known.auroc_wrong, known.wrong_in_lowest] if known else [None] * 4
    )
    cells = ["–" if share is None else f"{share:.4f}" for share in shares]
    cells += [f"{1000 * s / sentences:.2f}" for s in (figures["seconds_encoding"], rest)]
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--sets", default=",".join(SETS), help="comma-separated folder names")
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--method", choices=("engine", "bertalign", "vecalign"), default="engine")
    parser.add_argument("--out", type=Path, default=Path("benchmark-results"))
    parser.add_argument("--cache", type=Path, help="keep vectors here (spoils the timing)")
    parser.add_argument("--weights", help="weights of the models of a blend, like 0.7,0.3")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--half", action="store_true")
    args = parser.parse_args()
    if args.data is None:
        sys.exit("Name the folder of the evaluation sets with --data or DUIZHAO_EVAL.")
    weights = [float(part) for part in args.weights.split(",")] if args.weights else None
    encoder = open_encoder(args.model, weights, args.cache, args.batch_size, half=args.half)
    model = "+".join(Path(part).name for part in args.model.split("+"))
    print(f"{args.method}, {args.model} ({encoder.version})\n{HEAD}")
    for name in args.sets.split(","):
        run_set(args.data / name, args.out / f"{args.method}-{model}" / name, encoder, args.method)


if __name__ == "__main__":
    main()
