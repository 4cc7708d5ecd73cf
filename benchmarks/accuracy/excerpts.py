"""Align the excerpt cases, write the predictions, and score them.

    python -m benchmarks.accuracy.excerpts --data FOLDER [--out FOLDER] [--cases 001] [--mode auto]

FOLDER holds excerpts-dev/ and scorers/; default: the environment variable DUIZHAO_EVAL.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aligner.alignment.engine import Sentences, align
from aligner.bitext import Link
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.registry import load_encoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIZHAO_EVAL"))
    parser.add_argument("--out", type=Path, default=None, help="folder for the predictions")
    parser.add_argument("--cases", default="", help="only these cases, numbers separated by commas")
    parser.add_argument("--mode", default="auto", choices=("auto", "excerpt", "full"))
    arguments = parser.parse_args()
    cases = Path(arguments.data) / "excerpts-dev"
    out = arguments.out or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    encoder = CachedEncoder(load_encoder("embedded"), MemoryStore())
    names = [f"case-{n}" for n in arguments.cases.split(",") if n]
    start = time.perf_counter()
    for case in sorted(cases.glob("*.json")):
        if names and case.stem not in names:
            continue
        texts = [case.with_suffix(s).read_text("utf-8").splitlines() for s in (".en", ".zh")]
        sides = Sentences(tuple(texts[0]), "en"), Sentences(tuple(texts[1]), "zh")
        alignment = align(*sides, encoder, mode=arguments.mode)
        rows = [write_bead(link) for link in alignment.links]
        print(f"{case.stem}: {alignment.mode}, {alignment.reason}", flush=True)
        (out / f"{case.stem}.pred").write_text("".join(rows), "utf-8")
    print(f"{time.perf_counter() - start:.1f} s; predictions in {out}")
    scorer = Path(arguments.data) / "scorers" / "score_excerpts.py"
    if not names:
        subprocess.run([sys.executable, scorer, cases, out], check=True)


def write_bead(link: Link) -> str:
    """Format a link as a line of a prediction."""
    return f"{list(link.source.ids)}:{list(link.target.ids)}:{link.confidence:.4f}\n"


if __name__ == "__main__":
    main()
