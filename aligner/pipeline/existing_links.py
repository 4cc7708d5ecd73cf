"""Links that come with a file: kept as they are, and scored where the file has no confidence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.alignment.engine import score_pairs
from aligner.alignment.features.sentences import Sentences
from aligner.bitext import Bitext, BlockKind, Link, LinkStatus, Run
from aligner.confidence import NOT_SCORED
from aligner.encoders.protocol import Encoder
from aligner.languages import get_language
from aligner.progress import Progress
from aligner.project.decisions import carry_decisions, merge_decisions

_LEFT_OVER = 0.5
"""Confidence of a left-over sentence: nothing is known about whether it has a counterpart."""
_AT_ONCE = 1_000
"""Pairs scored from one progress report to the next."""
MOST_SCORED = 20_000
"""Most pairs that are scored. A pair takes about 25 ms, so this many take eight minutes; the links
of larger files are not scored."""


def score_existing_links(
    bitext: Bitext, encoder: Encoder, origin: Path | str, progress: Progress | None = None
) -> tuple[Bitext, str]:
    """The bitext with a confidence for each link, and a sentence about where they come from.

    A file with no confidence, or with 1 for every pair, is scored: each pair as line i against line
    i, with the pairs before and after it as alternatives. The links stay as they are if the model
    does not know one of the languages, or if there are more than `MOST_SCORED` pairs.
    """
    pairs = [link for link in bitext.links if link.source and link.target]
    if any(link.confidence != 1.0 for link in pairs):
        return bitext, f"links and confidence as {origin} has them"
    known = encoder.languages
    codes = [get_language(d.language).code for d in (bitext.source, bitext.target)]
    unknown = [code for code in codes if known is not None and code not in known]
    if unknown:
        names = " and ".join(get_language(code).name for code in unknown)
        return bitext, f"links as {origin} has them, {NOT_SCORED}: the model does not know {names}"
    if len(pairs) > MOST_SCORED:
        return bitext, f"links as {origin} has them, {NOT_SCORED}: more than {MOST_SCORED:,} pairs"
    scored = _scores(bitext, pairs, encoder, progress)
    links = tuple(
        _scored(link, next(scored)) if link.source and link.target else link
        for link in bitext.links
    )
    return replace(bitext, links=links), f"links as {origin} has them, the confidence is ours"


def _scores(
    bitext: Bitext, pairs: Sequence[Link], encoder: Encoder, progress: Progress | None
) -> Iterator[Link]:
    """Yields a link with confidence and flags for each pair."""
    parts = max(1, -(-len(pairs) // _AT_ONCE))
    for part in range(parts):
        if progress:
            progress("scoring", len(pairs) * part // parts, len(pairs))
        some = pairs[len(pairs) * part // parts : len(pairs) * (part + 1) // parts]
        source = _lines(bitext.source.language, [bitext.source_texts(link) for link in some])
        target = _lines(bitext.target.language, [bitext.target_texts(link) for link in some])
        yield from score_pairs(source, target, encoder).links


def keep_decisions(bitext: Bitext, old: Bitext | None) -> tuple[Bitext, tuple[Link, ...]]:
    """The bitext of a file with the decisions that a person made in `old`, and those now lost."""
    if old is None:
        return bitext, ()
    carried = carry_decisions(old, bitext.source_segments, bitext.target_segments)
    bitext = replace(
        bitext,
        source_segments=carried.source_segments,
        target_segments=carried.target_segments,
        links=merge_existing_links(carried.links, bitext.links),
    )
    return bitext, carried.lost


def merge_existing_links(decided: Sequence[Link], existing: Sequence[Link]) -> tuple[Link, ...]:
    """A file's links, except those whose sentences a person has since put into other links.

    The sentences that such a link leaves over get links of their own, without a counterpart.
    """
    valid = [link for link in decided if link.status is not LinkStatus.REJECTED]
    source = {i for link in valid for i in link.source.ids}
    target = {j for link in valid for j in link.target.ids}
    same = {(link.source, link.target) for link in decided}
    kept: list[Link] = []
    for link in existing:
        free = source.isdisjoint(link.source.ids) and target.isdisjoint(link.target.ids)
        if free or (link.source, link.target) in same:
            kept.append(link)
        else:
            kept += _left_over(link, source, target)
    return merge_decisions(decided, kept)


def _left_over(link: Link, source: set[int], target: set[int]) -> Iterator[Link]:
    flags = ("left-over",)
    for i in link.source.ids:
        if i not in source:
            at = link.target.start
            yield Link(Run(i, i + 1), Run(at, at), _LEFT_OVER, flags=flags)
    for j in link.target.ids:
        if j not in target:
            at = link.source.start
            yield Link(Run(at, at), Run(j, j + 1), _LEFT_OVER, flags=flags)


def _scored(link: Link, score: Link) -> Link:
    return replace(link, confidence=score.confidence, flags=score.flags)


def _lines(language: str, groups: list[list[str]]) -> Sentences:
    """One line for each link: the sentences of one side, joined."""
    joiner = get_language(language).joiner
    return Sentences(
        texts=tuple(joiner.join(texts) for texts in groups),
        language=language,
        kinds=(BlockKind.ROW,) * len(groups),
        blocks=tuple(Run(0, len(groups)).ids),
    )
