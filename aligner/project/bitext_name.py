"""The name of a pair of documents in a project."""

from pathlib import Path

from aligner.bitext import Document


def bitext_name(source: Document, target: Document) -> str:
    """Name of the pair of two documents: that of the source file, and of the target file."""
    return pair_name(source.origin, None if source.origin == target.origin else target.origin)


def pair_name(source: Path | str, target: Path | str | None) -> str:
    """Name of the pair of two files, or of one that holds both languages (`target` None).

    >>> pair_name("en/talk.en.txt", "zh/talk.zh.txt"), pair_name("essay.txt", None)
    ('talk.en – talk.zh', 'essay')
    """
    return _stem(source) if target is None else f"{_stem(source)} – {_stem(target)}"


def _stem(origin: Path | str) -> str:
    return "stdin" if str(origin) == "-" else Path(origin).stem
