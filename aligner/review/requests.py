"""Values of a request, from the query string or the JSON body, checked before they are used."""

from typing import Any

from aligner.bitext import Side
from aligner.errors import AlignerError

LONGEST_TEXT = 20_000
"""Characters of a sentence or note; far more than any sentence has."""


class BadRequestError(AlignerError):
    """A request that the pages never send."""


class Query:
    """Values of a request by name; each method checks their type."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        """A text; control characters and lone surrogates are left out."""
        value = self._values.get(name, default)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise BadRequestError(f"{name} must be a text of at most {LONGEST_TEXT:,} characters.")
        return "".join(c for c in value if c in "\n\t" or _is_writable(c))

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self._values.get(name, default)
        if isinstance(value, str) and value.lstrip("-").isascii() and len(value) < 16:
            value = int(value) if value.lstrip("-").isdecimal() else None
        if not isinstance(value, int) or abs(value) >= 2**53:
            raise BadRequestError(f"{name} must be a whole number.")
        return int(value)

    def optional_number(self, name: str) -> int | None:
        """A whole number, or None where there is none."""
        return None if self._values.get(name) in {None, ""} else self.number(name)

    def share(self, name: str) -> float | None:
        """A number between 0 and 1, or None where there is none."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        try:
            share = float(value)
        except (TypeError, ValueError):
            share = -1.0
        if not 0 <= share <= 1:
            raise BadRequestError(f"{name} must be a number between 0 and 1.")
        return share

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Yes or no."""
        return self._values.get(name, default) in {True, "1", "true"}

    def names(self, name: str) -> tuple[str, ...]:
        """The parts of a comma-separated text."""
        return tuple(part for part in self.text(name).split(",") if part)

    def numbers(self, name: str, most: int) -> list[int]:
        """Whole numbers: a comma-separated text or a list."""
        value = self._values.get(name, "")
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list):
            raise BadRequestError(f"{name} must be a list of numbers.")
        wanted = [str(part) for part in parts[:most]]
        return [int(part) for part in wanted if part.isdecimal() and len(part) < 16]

    def pairs(self, name: str) -> dict[int, int]:
        """Number to number, as a list of two-element lists."""
        value = self._values.get(name, [])
        try:
            return {int(key): int(number) for key, number in value}
        except (TypeError, ValueError) as error:
            raise BadRequestError(f"{name} must be a list of pairs of numbers.") from error

    def side(self, name: str) -> Side:
        """One of the two sides."""
        try:
            return Side(self.text(name, Side.SOURCE.value))
        except ValueError as error:
            raise BadRequestError(f"{name} must be source or target.") from error


def _is_writable(character: str) -> bool:
    code = ord(character)
    return code >= 0x20 and code != 0x7F and not 0xD800 <= code <= 0xDFFF
