"""How many pages of a real translated site are read in the right languages.

    python -m benchmarks.accuracy.real_pages SOURCE_FOLDER TARGET_FOLDER [--languages en,zh]

Pages of the same path (Markdown and HTML) are read as pairs, as `duizhao align`
reads them. A page is wrong if its language is not the one named, and refused if it is not read, or
if the model does not know its language.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.errors import AlignerError, EmptyInputError
from aligner.readers.document_pair import read_documents

ENDINGS = {".md", ".markdown", ".mdx", ".html", ".htm", ".txt"}


def match_pages(source: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    """Pages with the same path below both folders; or the two files themselves."""
    if source.is_file():
        yield source, target
        return
    for path in sorted(source.rglob("*")):
        other = target / path.relative_to(source)
        if path.suffix.lower() in ENDINGS and path.is_file() and other.is_file():
            yield path, other


def judge(source: Path, target: Path, expected: tuple[str, str]) -> str:
    """What came of a pair of pages: right, empty, wrong or refused, and why."""
    try:
        documents = read_documents(source, target)
    except EmptyInputError:
        return "empty"
    except AlignerError as error:
        return f"refused: {error}"
    found = tuple(document.language for document in documents)
    return "right" if found == expected else f"wrong: {' – '.join(found)}"


def main() -> None:
    """Prints the pages that are wrong or refused, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--languages", default="en,zh", help="codes that are right")
    options = parser.parse_args()
    first, second = options.languages.split(",")
    counts: Counter[str] = Counter()
    for source, target in match_pages(options.source, options.target):
        outcome = judge(source, target, (first, second))
        counts[outcome.split(":")[0]] += 1
        if outcome not in ("right", "empty"):
            print(f"{target}: {outcome}")
    print(dict(counts))


if __name__ == "__main__":
    main()
