"""Concepts: what a termbase says of one thing, before it is known which languages are wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.term import Variant


@dataclass(frozen=True, slots=True)
class Designation:
    """A word for a concept in one language."""

    text: str
    status: str = ""
    """What the file calls its status; "" where it says nothing."""
    part_of_speech: str = ""
    note: str = ""
    confidence: float | None = None
    """The confidence that the file gives, for lists that we wrote ourselves."""


@dataclass(frozen=True, slots=True)
class Concept:
    """The designations of a concept by the language tag that the file gives them."""

    designations: Mapping[str, Sequence[Designation]]
    domain: str = ""
    definition: str = ""
    note: str = ""
    kind: str = ""
    source_variants: tuple[Variant, ...] = ()
    """Forms of the source term that the file lists, for lists that we wrote ourselves."""
    target_variants: tuple[Variant, ...] = ()
