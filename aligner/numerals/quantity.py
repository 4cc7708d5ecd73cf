"""A number in a text, with every value it may have."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """Part of a text that is a number: offsets, half open, and values."""

    start: int
    end: int
    values: frozenset[Fraction]
    """All readings: "25%" is 25 and 1/4, "1980s" is 1980, 80 and (the 20th century) 20."""
    certain: bool
    """Whether its absence on the other side is worth reporting. "One" and 一 are everywhere."""

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with the text from `start` to `end`."""
        return self.start < end and start < self.end


def values_of(*numbers: Fraction | int) -> frozenset[Fraction]:
    """The numbers as values."""
    return frozenset(Fraction(number) for number in numbers)


def all_values(quantities: list[Quantity]) -> frozenset[Fraction]:
    """Every reading of every quantity."""
    return frozenset[Fraction]().union(*(quantity.values for quantity in quantities))
