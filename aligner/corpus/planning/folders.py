"""Two folders as a manifest: files whose names differ only in the language are a pair."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.corpus.planning.manifest import Manifest
from aligner.errors import EmptyInputError, UnreadableInputError, WrongUsageError
from aligner.languages import ALIASES, LANGUAGES

if TYPE_CHECKING:
    import polars as pl

# Names of languages and sides in file names, besides the codes of the language table.
_WORDS = ("eng", "english", "cn", "chi", "zho", "chinese", "src", "tgt", "source", "target")

_MARK = re.compile(
    r"(?:^|(?<=[^a-z0-9]))(?:"
    + "|".join(
        sorted({c.lower() for c in (*LANGUAGES, *ALIASES, *_WORDS)}, key=lambda c: (-len(c), c))
    )
    + r")(?=[^a-z0-9]|$)"
)
_BETWEEN = re.compile(r"[\s._()\[\]-]+")


def match_folders(source: Path, target: Path) -> Manifest:
    """The pairs of two folders, sorted by name, subfolders included.

    Raises:
        EmptyInputError: No file has a partner.
        WrongUsageError: Two files of one folder would have the same partner.
    """
    sources, targets = _files_by_key(source), _files_by_key(target)
    keys = sorted(sources.keys() & targets.keys())
    if not keys:
        raise EmptyInputError(
            f"{source} and {target} (no two files have the same name but for the language)"
        )
    alone = [source / sources[key] for key in sources.keys() - targets.keys()]
    alone += [target / targets[key] for key in targets.keys() - sources.keys()]
    pairs = [(key, str(source / sources[key]), str(target / targets[key])) for key in keys]
    digest = hashlib.sha256("\n".join("\t".join(pair) for pair in pairs).encode(errors="replace"))
    return Manifest(
        f"{source} and {target}",
        Path(),
        digest.hexdigest(),
        lambda: _frames(pairs),
        tuple(sorted(str(path) for path in alone)),
    )


def partner_key(name: str) -> str:
    """The name of a file without its language and its format.

    >>> partner_key("Part 1/essay_EN.docx"), partner_key("Part 1/essay.zh-CN.txt")
    ('part 1/essay', 'part 1/essay')
    """
    folder, _, file = name.lower().rpartition("/")
    stem = file[: file.rfind(".")] if file.rfind(".") > 0 else file
    bare = _BETWEEN.sub(" ", _MARK.sub(" ", stem)).strip()
    return f"{folder}/{bare or stem}".lstrip("/")


def _files_by_key(folder: Path) -> dict[str, str]:
    """Partner key → path relative to the folder; hidden files are left out."""
    if not folder.is_dir():
        raise UnreadableInputError(folder, "there is no such folder.")
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in name.split("/")):
            continue
        other = found.setdefault(partner_key(name), name)
        if other != name:
            raise WrongUsageError(
                f"{folder / other} and {folder / name} would have the same partner. Rename one, or "
                "list the pairs in a CSV with the columns source and target."
            )
    return found


def _frames(pairs: list[tuple[str, str, str]]) -> Iterator["pl.DataFrame"]:
    import polars as pl

    rows = pl.DataFrame(
        pairs, schema=dict.fromkeys(("id", "source", "target"), pl.String()), orient="row"
    )
    empty = [pl.lit(None, pl.String).alias(name) for name in ("source_lang", "target_lang")]
    yield rows.with_columns(*empty, pl.lit(None, pl.Int64).alias("bytes"))
