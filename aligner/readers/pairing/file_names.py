"""Two folders → pairs of files whose names differ in the language only."""

import re
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import UnreadableInputError
from aligner.languages import ALIASES, LANGUAGES

_WORDS = {
    *(code.lower() for code in LANGUAGES), *ALIASES,
    *(row.name.lower() for row in LANGUAGES.values()),
    "eng", "zho", "chi", "chs", "cht", "cn", "tw", "jpn", "kor", "fra", "fre", "deu", "ger", "spa",
    "rus", "ita", "por", "nld", "pol", "tur", "ara", "tha", "src", "source", "trg", "tgt", "target",
    "orig", "original", "translation", "translated", "trans", "us", "gb", "hans", "hant",
    "中文", "英文", "中文版", "英文版", "原文", "译文", "譯文", "双语", "中", "英", "汉语", "英语",
}  # fmt: skip
_CODES = {
    **{code.lower(): code for code in LANGUAGES},
    **{row.name.lower(): code for code, row in LANGUAGES.items()},
    "eng": "en", "us": "en", "gb": "en", "英文": "en", "英语": "en", "英": "en",
    "cn": "zh", "zho": "zh", "chi": "zh", "chs": "zh", "hans": "zh",
    "中文": "zh", "汉语": "zh", "中": "zh",
    "tw": "zh-TW", "hk": "zh-TW", "cht": "zh-TW", "hant": "zh-TW", "繁體": "zh-TW",
    "jpn": "ja", "jp": "ja", "kor": "ko", "kr": "ko", "fra": "fr", "fre": "fr",
    "deu": "de", "ger": "de", "spa": "es", "rus": "ru", "ita": "it", "por": "pt", "pol": "pl",
    "tur": "tr", "ara": "ar", "tha": "th",
}  # fmt: skip
"""Word in a name → the language that it says."""
_PART = re.compile(r"[a-z]+|\d+|[^\W\d_a-z]+")


@dataclass(frozen=True, slots=True)
class FilePairs:
    """Pairs of files, and the files without a partner."""

    pairs: tuple[tuple[Path, Path], ...]
    source_only: tuple[Path, ...]
    target_only: tuple[Path, ...]


def find_language(path: Path | str) -> str | None:
    """The language that the name of a file, or of a folder above it, says; None: it says none.

    >>> find_language("docs-zh-cn/guide/slots.md"), find_language("README-zh-Hant.md")
    ('zh', 'zh-TW')
    >>> find_language("essay.txt")
    """
    parts = Path(path).parts
    names = [Path(path).stem, *reversed(parts[-4:-1])] if parts else []
    for name in names:
        found = [_CODES[word] for word in _PART.findall(name.lower()) if word in _CODES]
        if found:
            return found[-1]
    return None


def match_files(source_folder: Path, target_folder: Path) -> FilePairs:
    """Pairs of files in two folders whose names differ in the language only, subfolders included.

    `talks/01_report.en.docx` and `talks/01-report_中文.pdf` are a pair. If several files have the
    same name but for the language, those with the same ending are a pair. Hidden files are left
    out.

    Raises:
        UnreadableInputError: A folder does not exist or cannot be listed.
    """
    sides = list_files(source_folder), list_files(target_folder)
    folders = source_folder, target_folder
    keyed = [_by_name(*listed) for listed in zip(folders, sides, strict=True)]
    pairs: list[tuple[Path, Path]] = []
    for name, sources in keyed[0].items():
        targets = keyed[1].get(name, [])
        if len(sources) == len(targets) == 1:
            pairs.append((sources[0], targets[0]))
        else:
            pairs += [
                (source, same[0])
                for source in sources
                if len(same := [t for t in targets if t.suffix == source.suffix]) == 1
                and sum(s.suffix == source.suffix for s in sources) == 1
            ]
    taken = {path for pair in pairs for path in pair}
    return FilePairs(
        tuple(sorted(pairs)),
        tuple(path for path in sides[0] if path not in taken),
        tuple(path for path in sides[1] if path not in taken),
    )


def list_files(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders, sorted by path, without hidden files.

    Raises:
        UnreadableInputError: The folder does not exist or cannot be listed.
    """
    try:
        if not folder.is_dir():
            raise UnreadableInputError(folder, "this is not a folder.")
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        next(folder.iterdir(), None)  # rglob is silent about what it may not read
    except OSError as error:
        raise UnreadableInputError(folder, f"it cannot be listed: {error.strerror}.") from None
    return [path for path in found if "/." not in f"/{path.relative_to(folder).as_posix()}"]


def _by_name(folder: Path, files: list[Path]) -> dict[str, list[Path]]:
    keyed: dict[str, list[Path]] = {}
    for path in files:
        keyed.setdefault(name_key(path.relative_to(folder)), []).append(path)
    return keyed


def name_key(path: Path) -> str:
    """The path of a file without its ending, its language and its punctuation.

    >>> name_key(Path("Talks/01_Report.en-US.docx")), name_key(Path("talks/01 report 中文.pdf"))
    ('talks/01 report', 'talks/01 report')
    """
    folders = [_key(part) for part in path.parent.parts]
    return "/".join([*(part for part in folders if part), _key(path.stem)])


def _key(name: str) -> str:
    parts = [part for part in _PART.findall(name.lower()) if part not in _WORDS]
    return " ".join(parts) or name.lower()
