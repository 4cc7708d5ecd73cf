"""Whether both sides have the same numbers and dates, in whatever way each language writes them."""

from collections.abc import Iterator

from aligner.checking.finding import Finding, PairTexts, SideText, TextSpan
from aligner.numerals.comparison import find_unmatched
from aligner.numerals.dates import Date
from aligner.numerals.quantity import Quantity
from aligner.numerals.reading import Numbers, read_numbers

NOTHING = "–"


def check_numbers(pair: PairTexts) -> Iterator[Finding]:
    """Findings `number` and `date`."""
    source = read_numbers(pair.source.text, pair.source.language)
    target = read_numbers(pair.target.text, pair.target.language)
    left, right = find_unmatched(source, target)
    for code, ours, theirs in (
        ("date", left.dates, right.dates),
        ("number", left.quantities, right.quantities),
    ):
        if ours or theirs:
            yield Finding(
                code,
                f"{_quote(source, ours)} / {_quote(target, theirs)}",
                (*_spans(pair.source, ours), *_spans(pair.target, theirs)),
            )


def _quote(side: Numbers, found: list[Quantity] | list[Date]) -> str:
    return side.quote(found) or NOTHING


def _spans(side: SideText, found: list[Quantity] | list[Date]) -> Iterator[TextSpan]:
    return (side.locate(one.start, one.end) for one in found)
