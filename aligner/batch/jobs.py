"""Two folders, one folder or a list of pairs → a job for each pair of files."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import UnreadableInputError
from aligner.readers.pairing.file_names import list_files, match_files, name_key

SUFFIX = ".duizhao"
_NO_NAME = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class Job:
    """A pair of files, or one file with both languages, and the project to make of it."""

    source: Path
    target: Path | None
    project: Path
    source_language: str | None = None
    target_language: str | None = None


@dataclass(frozen=True, slots=True)
class JobList:
    """The jobs of a folder or a list, in order."""

    jobs: tuple[Job, ...]
    alone: tuple[Path, ...] = ()
    """Files without a partner."""


def jobs_of_folders(source: Path, target: Path | None, output: Path) -> JobList:
    """A job for each pair of files in two folders whose names differ in the language only.

    In one folder, two such files are a pair, in the order of their names; a file without a partner
    contains both languages.

    Raises:
        UnreadableInputError: There is no pair, or a folder cannot be listed.
    """
    if target is None:
        found: list[tuple[Path, Path | None]] = list(_pairs_within(source))
        alone: tuple[Path, ...] = ()
    else:
        matched = match_files(source, target)
        found = [pair for pair in matched.pairs if _is_text(pair[0]) and _is_text(pair[1])]
        alone = tuple(filter(_is_text, (*matched.source_only, *matched.target_only)))
    if not found:
        raise UnreadableInputError(source, _NO_PAIRS if target else "there is no file in it.")
    names = _unlike(str(path.relative_to(source).with_suffix("")) for path, _ in found)
    jobs = tuple(
        Job(first, second, _project(output, name))
        for (first, second), name in zip(found, names, strict=True)
    )
    return JobList(jobs, alone)


_NO_PAIRS = (
    "no file in it has a partner in the other folder. Names must be the same but for the language "
    "(talk.en.docx, talk.zh.pdf); else list the pairs in a table and give it with --pairs."
)


def jobs_of_list(manifest: Path, output: Path) -> JobList:
    """A job for each pair of a CSV, TSV, JSONL or Parquet file, as for `duizhao corpus align`.

    Raises:
        UnreadableInputError: The file is missing, has no column `source`, or names no files.
    """
    from aligner.corpus.planning.manifest import read_manifest

    listed = read_manifest(manifest)
    rows = [row for batch in listed.batches() for row in batch.iter_rows(named=True)]
    rows = [row for row in rows if row["source"]]
    if not rows:
        raise UnreadableInputError(manifest, "it names no files in its column source.")
    names = _unlike(_NO_NAME.sub("_", row["id"] or Path(row["source"]).stem) for row in rows)
    jobs = tuple(
        Job(
            listed.base / row["source"],
            listed.base / row["target"] if row["target"] else None,
            _project(output, name),
            row["source_lang"],
            row["target_lang"],
        )
        for row, name in zip(rows, names, strict=True)
    )
    return JobList(jobs)


def names_files(table: Path) -> bool:
    """Whether the first row of a CSV or TSV names a file: then it is a list of pairs, no text."""
    if table.suffix.lower() not in (".csv", ".tsv"):
        return False
    delimiter = "\t" if table.suffix.lower() == ".tsv" else ","
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            first = next(csv.DictReader(file, delimiter=delimiter), {})
            named = first.get("source")
            return bool(named) and (table.parent / str(named)).is_file()
    except (OSError, ValueError, csv.Error):
        # The reader of texts reports what is wrong with it.
        return False


def _project(output: Path, name: str) -> Path:
    return output / f"{name}{SUFFIX}"


def _pairs_within(folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """Pairs of files whose names differ in the language only, and files without a partner."""
    alike: dict[str, list[Path]] = {}
    for path in filter(_is_text, list_files(folder)):
        alike.setdefault(name_key(path.relative_to(folder)), []).append(path)
    for files in alike.values():
        if len(files) == 2 and files[0].stem.lower() != files[1].stem.lower():
            yield files[0], files[1]
        else:
            yield from ((path, None) for path in files)


def _is_text(path: Path) -> bool:
    """Whether a file is not a project file: the output folder may be the input folder."""
    return not any(part.startswith(SUFFIX) for part in path.suffixes)


def _unlike(names: Iterable[str]) -> Iterator[str]:
    """The names, repeated ones with a number; case is ignored, as in some file systems."""
    seen: set[str] = set()
    for name in names:
        unlike, count = name, 1
        while unlike.lower() in seen:
            count += 1
            unlike = f"{name}-{count}"
        seen.add(unlike.lower())
        yield unlike
