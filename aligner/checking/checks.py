"""The table of all checks, running them over bitexts, and their findings as flags of links."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.bitext import Bitext, Link
from aligner.checking.brackets import check_brackets
from aligner.checking.consistency import check_consistency
from aligner.checking.finding import Finding, PairTexts, pair_texts
from aligner.checking.lengths import check_lengths
from aligner.checking.numbers import check_numbers
from aligner.checking.untranslated import check_untranslated
from aligner.flags import split_flag
from aligner.parallel.processes import parallel_map

CHECKS: dict[str, str] = {
    "number": "numbers that one side has and the other does not",
    "date": "dates that differ",
    "brackets": "brackets without a partner on one side",
    "untranslated": "words or whole sentences left as they were",
    "wrong-language": "a side that is not in the language of its column",
    "length": "one side much longer than usual in this text",
    "inconsistent": "the same sentence translated differently elsewhere",
    "same-translation": "different sentences with the same translation",
}
"""The codes of the findings, and what each reports."""

_BLOCK = 500
"""Pairs that one process checks at a time."""
_MANY = 2000
"""Pairs from which on it pays to start processes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair with its findings."""

    bitext: Bitext
    pair: PairTexts
    findings: tuple[Finding, ...]


def check_bitexts(
    bitexts: Sequence[Bitext], codes: Collection[str] = tuple(CHECKS)
) -> Iterator[Checked]:
    """Every pair that has both sides and is not rejected, with its findings.

    Consistency is checked over all bitexts together, lengths within each.
    """
    owners = [(bitext, pair_texts(bitext, link)) for bitext in bitexts for link in bitext.linked()]
    pairs = [pair for _, pair in owners]
    blocks = [pairs[i : i + _BLOCK] for i in range(0, len(pairs), _BLOCK)]
    checked = parallel_map(_check_block, blocks, parallel=len(pairs) >= _MANY)
    found: list[list[Finding]] = [findings for block in checked for findings in block]
    start = 0
    for bitext in bitexts:
        count = sum(1 for _ in bitext.linked())
        for index, finding in check_lengths(pairs[start : start + count]):
            found[start + index].append(finding)
        start += count
    for index, finding in check_consistency(pairs):
        found[index].append(finding)
    for (bitext, pair), findings in zip(owners, found, strict=True):
        yield Checked(bitext, pair, tuple(f for f in findings if f.code in codes))


def with_findings(link: Link, findings: Sequence[Finding]) -> Link:
    """The link with the flags of these findings instead of those of an earlier check.

    Flags that no check sets are kept; equal flags are kept once.

    >>> from aligner.bitext import Run
    >>> link = Link(Run(0, 1), Run(0, 1), 0.9, flags=("rival", "number: 1 / 2"))
    >>> with_findings(link, [Finding("date", "May 28 / –")]).flags
    ('rival', 'date: May 28 / –')
    """
    kept = [flag for flag in link.flags if split_flag(flag)[0] not in CHECKS]
    return replace(link, flags=(*kept, *dict.fromkeys(finding.flag for finding in findings)))


def flag_bitext(bitext: Bitext) -> Bitext:
    """The bitext with the findings of all checks as flags of its links."""
    flagged = {
        id(checked.pair.link): with_findings(checked.pair.link, checked.findings)
        for checked in check_bitexts([bitext])
    }
    return replace(bitext, links=tuple(flagged.get(id(link), link) for link in bitext.links))


def _check_block(pairs: Sequence[PairTexts]) -> list[list[Finding]]:
    return [_check_pair(pair) for pair in pairs]


def _check_pair(pair: PairTexts) -> list[Finding]:
    return [*check_numbers(pair), *check_brackets(pair), *check_untranslated(pair)]
