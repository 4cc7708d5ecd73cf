"""How often our sentence borders agree with those of segmentations made by hand.

    python -m benchmarks.accuracy.score_splitting --eval FOLDER [--ud FOLDER] [--errors N]

Lines of a set with one sentence a line are joined, ten at a time, and split again; a border is
right if a line ended there. The Universal Dependencies give English sentences as they were
written.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from aligner.splitting import english, other, split_text
from aligner.splitting.spans import Span

GROUP = 10


def read_lines(path: Path) -> list[str]:
    """Read the sentences of a file with one a line."""
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def read_ud(path: Path) -> list[str]:
    """Read the sentences of a CoNLL-U file as they were written."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line[9:].strip() for line in lines if line.startswith("# text = ")]


def score(
    sentences: list[str], joiner: str, split: Callable[[str], list[Span]], errors: int
) -> tuple[float, float, float]:
    """Precision, recall and F1 of the borders inside the groups of sentences."""
    right = found = wanted = 0
    for start in range(0, len(sentences), GROUP):
        group = sentences[start : start + GROUP]
        text = joiner.join(group)
        gold, position = set(), 0
        for sentence in group[:-1]:
            position += len(sentence)
            gold.add(position)
            position += len(joiner)
        ours = {end for _, end in split(text)[:-1]}
        right, found, wanted = right + len(ours & gold), found + len(ours), wanted + len(gold)
        for place in sorted(ours ^ gold):
            if errors > 0:
                errors -= 1
                kind = "EXTRA " if place in ours else "MISSED"
                before, after = text[max(0, place - 40) : place], text[place : place + 30]
                print(f"   {kind} {before!r} | {after!r}")
    precision, recall = right / max(1, found), right / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def sets(args: argparse.Namespace) -> Iterator[tuple[str, list[str], str, str]]:
    """Yields name, sentences, joiner and language of every set that exists."""
    for folder in ("mac-dev", "magazine"):
        for language, joiner in (("en", " "), ("zh", "")):
            paths = sorted((args.eval / folder).glob(f"*.{language}"))
            lines = [line for path in paths for line in read_lines(path)]
            yield f"{folder} {language}", lines, joiner, language
    for path in sorted(args.ud.glob("*dev.conllu")) if args.ud else ():
        yield path.stem, read_ud(path), " ", "en"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--eval", type=Path, default=os.environ.get("DUIZHAO_EVAL"), required=False)
    parser.add_argument("--ud", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    for name, sentences, joiner, language in sets(args):
        splitters: dict[str, Callable[[str], list[Span]]] = {
            "ours": lambda text, code=language: split_text(text, code),  # type: ignore[misc]
            "sentencex": lambda text, code=language: other.split(text, code),  # type: ignore[misc]
        }
        if language == "en":
            splitters["punkt"] = lambda text: list(english._tokenizer().span_tokenize(text))
        for label, split in splitters.items():
            errors = args.errors if label == "ours" else 0
            p, r, f = score(sentences, joiner, split, errors)
            print(f"{name:22} {label:10} P {p:.3f} R {r:.3f} F1 {f:.3f} ({len(sentences)})")


if __name__ == "__main__":
    main()
