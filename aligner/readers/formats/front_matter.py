"""The front matter of a page: YAML between lines of ---, or TOML between lines of +++."""

import re
from typing import Any

FIELDS = ("title", "subtitle", "description", "summary", "abstract")
"""Fields that hold text of the page, in the order in which a reader sees them."""

_MATTER = re.compile(r"\A\ufeff?(?P<mark>---|\+\+\+)[ \t]*\n(?P<data>.*?)^(?P=mark)[ \t]*(?:\n|\Z)",
                     re.DOTALL | re.MULTILINE)  # fmt: skip
_FIELD = re.compile(r"\s*-\s|\s{2,}\S|\s*[a-z][\w-]*:(?:\s|$)")
MAX_MATTER = 100_000
"""Characters of front matter that are read; pages have a few hundred."""


def cut_front_matter(text: str) -> tuple[str, list[str]]:
    r"""The text after its front matter, and the fields of it that hold text.

    >>> cut_front_matter("---\ntitle: Pods\nweight: 10\n---\nText")
    ('Text', ['Pods'])
    """
    match = _MATTER.match(text)
    if not match:
        return text, []
    fields = _read(match["data"], toml=match["mark"] == "+++")
    if not isinstance(fields, dict):
        return text, []
    words = [fields[name] for name in FIELDS if isinstance(fields.get(name), str)]
    return text[match.end() :], [" ".join(str(word).split()) for word in words if word.strip()]


def find_fields(text: str) -> list[str] | None:
    r"""The fields of text in a comment that repeats the front matter; None if it is other text.

    >>> find_fields("title: Pods\nweight: 10"), find_fields("Note: this is text.")
    (['Pods'], None)
    """
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if not lines or not all(_FIELD.match(line) for line in lines):
        return None
    names = [line.split(":")[0].strip() for line in lines]
    if not set(names) & set(FIELDS):
        return None
    _, fields = cut_front_matter(f"---\n{text.strip()}\n---\n")
    return fields


def _read(data: str, *, toml: bool) -> Any:
    """The fields; an empty dict if they cannot be read, None if this is no front matter."""
    if len(data) > MAX_MATTER:
        return None
    if toml:
        import tomllib

        try:
            return tomllib.loads(data)
        except tomllib.TOMLDecodeError:
            return {}
    import yaml

    try:
        # Without aliases, which may grow to any size.
        found = None if re.search(r"[:\-,\[{]\s*\*\w", data) else yaml.load(data, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {} if found is None else found
