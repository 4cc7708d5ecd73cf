"""How often the encoding of a short text is found: languages × encodings × sizes × kinds of text.

    python -m benchmarks.accuracy.encodings [--draws 40]

The words are those of `encoding_samples.json`, drawn with a fixed seed. A text is right if it comes
back character for character, and refused if the reader says that it cannot tell.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.errors import UnreadableInputError
from aligner.readers.input.encoding import decode
from aligner.readers.input.raw_input import RawInput

SAMPLES = Path(__file__).with_name("encoding_samples.json")
SIZES = (1, 3, 10, 100)
KINDS = ("terms", "names", "prose", "table")
ENGLISH = (
    "database creditor mortgage arbitration copyright valve transformer relay bolt pump".split()
)


def draw_texts(sample: dict[str, str], kind: str, size: int, draws: int) -> Iterator[str]:
    """Texts of `size` lines; those without a letter outside ASCII are left out."""
    chance = random.Random(f"{kind}{size}")
    words = sample["terms" if kind == "table" else kind].split("|")
    for _ in range(draws):
        lines = [chance.choice(words) for _ in range(size)]
        if kind == "table":
            lines = [f"{chance.choice(ENGLISH)},{line}" for line in lines]
        text = "\r\n".join(lines) + "\r\n"
        if not text.isascii():
            yield text


def outcome(text: str, encoding: str) -> str:
    """What came of reading a text: right, wrong or refused."""
    try:
        found, _ = decode(RawInput("sample.txt", text.encode(encoding)))
    except UnreadableInputError:
        return "refused"
    return "right" if found == text.replace("\r\n", "\n") else "wrong"


def main() -> None:
    """Prints a row for each language and encoding: the share right, by kind and by size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=40)
    parser.add_argument("--wrong", action="store_true", help="show the texts read wrong")
    arguments = parser.parse_args()
    samples = json.loads(SAMPLES.read_text(encoding="utf-8"))
    columns = [f"{kind} {size}" for kind in KINDS for size in SIZES]
    print("| language | encoding |", " | ".join(columns), "| all |")
    print("|---|---|" + "---|" * (len(columns) + 1))
    for language, sample in samples.items():
        for encoding in sample["encodings"]:
            cells, everything = [], Counter[str]()
            for kind in KINDS:
                for size in SIZES:
                    counts = Counter[str]()
                    for text in draw_texts(sample, kind, size, arguments.draws):
                        result = outcome(text, encoding)
                        counts[result] += 1
                        if arguments.wrong and result == "wrong":
                            print("  ", repr(text[:60]))
                    everything += counts
                    cells.append(share(counts))
            print(f"| {language} | {encoding} |", " | ".join(cells), f"| {share(everything)} |")


def share(counts: Counter[str]) -> str:
    """The share right in percent, and how many of a hundred were refused."""
    total = max(1, counts.total())
    refused = f" ({100 * counts['refused'] / total:.0f} refused)" if counts["refused"] else ""
    return f"{100 * counts['right'] / total:.0f}{refused}"


if __name__ == "__main__":
    main()
