"""A text in two languages → the blocks of each language.

Languages in different scripts are separated within paragraphs (`script_runs`); languages in the
same script (German and French) paragraph by paragraph, by the language model.
"""

from aligner.bitext import Block, BlockKind
from aligner.language_detection import (
    FAMILIES,
    choose_language,
    detect_in_family,
    detect_language,
    family_of,
    weigh_scripts,
)
from aligner.readers.layout.furniture import trim
from aligner.readers.layout.script_runs import ScriptRun, find_script_runs, find_switch

SMALLEST_SHARE = 0.04
"""Share of the text from which a second language is more than names and quotations."""


def find_languages(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The two languages of a text in order of appearance; one or none if it does not have two."""
    weights: dict[str, float] = {}
    for block in blocks:
        for script, weight in weigh_scripts(text[block.start : block.end]).items():
            weights[FAMILIES[script]] = weights.get(FAMILIES[script], 0.0) + weight
    total = sum(weights.values())
    families = [f for f, w in weights.items() if w >= SMALLEST_SHARE * total]
    if len(families) >= 2:
        pair = tuple(sorted(families, key=lambda f: -weights[f])[:2])
        found = _languages_of_families(text, blocks, pair)
        if len(found) == 2:
            return found
    return _languages_of_paragraphs(text, blocks)


def split_languages(
    text: str, blocks: tuple[Block, ...], first: str, second: str
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of the first language and those of the second, each in order.

    Offsets of both are into the same text. Brackets around a cut-out passage belong to neither
    side.
    """
    families = family_of(first), family_of(second)
    if families[0] == families[1]:
        return _split_by_paragraph(text, blocks, first, second)
    sides: dict[str, list[Block]] = {family: [] for family in families}
    last = families[0]
    divide = have_both_languages(text, blocks, families)
    for block in blocks:
        runs = find_script_runs(text, block, families, divide=divide)
        for run in runs:
            last = run.family or last
            kind = (
                block.kind if len(runs) == 1 or block.kind is not BlockKind.HEADING else _short(run)
            )
            piece = trim(text, Block(run.start, run.end, kind, block.label))
            if piece.end > piece.start:
                sides[last].append(piece)
    return tuple(sides[families[0]]), tuple(sides[families[1]])


def have_both_languages(text: str, blocks: tuple[Block, ...], families: tuple[str, str]) -> bool:
    """Whether the headings of a text hold both languages each.

    They do if two or more change their script once, and more than stand in one language: where
    each language has headings of its own, "Docker 入门" is a Chinese heading.
    """
    counts = dict.fromkeys(families, 0)
    both = 0
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        found = {FAMILIES[script] for script in weigh_scripts(text[block.start : block.end])}
        if set(families) <= found:
            both += find_switch(text, block, families) is not None
        else:
            for family in found & set(families):
                counts[family] += 1
    return both >= 2 and both > min(counts.values())


def _short(run: ScriptRun) -> BlockKind:
    return BlockKind.HEADING if run.end - run.start <= 160 else BlockKind.PARAGRAPH


def _languages_of_families(
    text: str, blocks: tuple[Block, ...], families: tuple[str, ...]
) -> tuple[str, ...]:
    samples: dict[str, list[str]] = {}
    content = [b for b in blocks if b.kind is not BlockKind.FURNITURE] or list(blocks)
    # A heading in both languages may not be divided rightly: sentences say which comes first.
    content.sort(key=lambda block: block.kind is BlockKind.HEADING)
    pair = (families[0], families[1])
    divide = have_both_languages(text, blocks, pair)
    for block in content:
        for run in find_script_runs(text, block, pair, divide=divide):
            if run.family:
                samples.setdefault(run.family, []).append(text[run.start : run.end])
    return tuple(detect_in_family("\n".join(parts), family) for family, parts in samples.items())


def _languages_of_paragraphs(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The languages of a text in one script, by paragraph; the second needs a seventh of it."""
    weights: dict[str, float] = {}
    for block in blocks:
        content = text[block.start : block.end]
        weight = sum(weigh_scripts(content).values())
        if weight >= 20 and block.kind is not BlockKind.FURNITURE:
            language = detect_language(content)
            weights[language] = weights.get(language, 0.0) + weight
    if not weights:
        return (detect_language(text),)
    total = sum(weights.values())
    best = sorted(weights, key=lambda code: -weights[code])[:2]
    return tuple(c for c in weights if c in best and weights[c] >= total / 7) or (best[0],)


def _split_by_paragraph(
    text: str, blocks: tuple[Block, ...], first: str, second: str
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    sides: tuple[list[Block], list[Block]] = ([], [])
    last = 0
    for block in blocks:
        content = text[block.start : block.end]
        if any(character.isalpha() for character in content):
            last = int(_choose(content, first, second) == second)
        sides[last].append(block)
    return tuple(sides[0]), tuple(sides[1])


def _choose(content: str, first: str, second: str) -> str:
    if family_of(first) == "East":
        found = detect_language(content)
        return found if found in (first, second) else first if found[:2] == first[:2] else second
    return choose_language(content, (first, second))
