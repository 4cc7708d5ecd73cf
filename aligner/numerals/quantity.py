"""A number in a text, with every value it may stand for."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stretch of text that says a number."""

    start: int
    end: int
    values: frozenset[Fraction]
    """All readings: "25%" is 25 and 1/4, "1980s" is 1980, 80 and (the 20th century) 20."""
    certain: bool
    """Whether its absence on the other side is worth a look. "One" and 一 are everywhere."""

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with this stretch."""
        return self.start < end and start < self.end


def values_of(*numbers: Fraction | int) -> frozenset[Fraction]:
    """The numbers as values."""
    return frozenset(Fraction(number) for number in numbers)


def all_values(quantities: list[Quantity]) -> frozenset[Fraction]:
    """Every reading of every quantity."""
    return frozenset[Fraction]().union(*(quantity.values for quantity in quantities))
