"""Projects to review: made of generated sentences, small and large."""

import random
from pathlib import Path

from aligner.bitext import Bitext, Link, Run
from aligner.project.store import Project
from aligner.term import Term, TermEvidence, Variant
from tests.samples import make_bitext

SUBJECTS = (
    ("The committee", "委员会"),
    ("China", "中国"),
    ("The United Nations", "联合国"),
    ("Deng Xiaoping", "邓小平"),
    ("The delegation from France", "法国代表团"),
    ("Our government", "我国政府"),
    ("The Soviet Union", "苏联"),
    ("A group of scientists", "一批科学家"),
)
VERBS = (
    ("proposed", "提出了"),
    ("rejected", "拒绝了"),
    ("signed", "签署了"),
    ("discussed at length", "详细讨论了"),
    ("postponed", "推迟了"),
    ("published", "公布了"),
)
OBJECTS = (
    ("the treaty on nuclear weapons", "核武器条约"),
    ("a no-first-use policy", "不首先使用政策"),
    ("the report on arms control", "军备控制报告"),
    ("a plan for unilateral measures", "单方面措施计划"),
    ("the minimum deterrence doctrine", "最低限度威慑理论"),
    ("several amendments to the text", "案文的若干修正案"),
)


def make_sentences(count: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """Sentences and their translations, one to one."""
    generator = random.Random(seed)
    source, target = [], []
    for number in range(count):
        subject, verb, what = (generator.choice(part) for part in (SUBJECTS, VERBS, OBJECTS))
        year, votes = 1950 + number % 70, 100 + number % 900
        source.append(f"{subject[0]} {verb[0]} {what[0]} in {year}, with {votes} votes in favour.")
        target.append(f"{year}年，{subject[1]}以{votes}票赞成{verb[1]}{what[1]}。")
    return source, target


def make_links(count: int, seed: int = 1) -> tuple[Link, ...]:
    """Links of mostly one sentence to one; others hold two, or none, on a side."""
    generator = random.Random(seed)
    links, i, j = [], 0, 0
    while i < count and j < count:
        n, m = generator.choices(((1, 1), (1, 2), (2, 1), (1, 0), (0, 1)), (80, 6, 6, 4, 4))[0]
        n, m = min(n, count - i), min(m, count - j)
        doubtful = generator.random() < 0.12 or (n, m) != (1, 1)
        confidence = generator.uniform(0.2, 0.79) if doubtful else generator.uniform(0.85, 0.999)
        flags = (generator.choice(("near-copy", "rival", "length", "number: 200 / 2000")),)
        links.append(
            Link(Run(i, i + n), Run(j, j + m), round(confidence, 4), flags=flags * doubtful)
        )
        i, j = i + n, j + m
    if i < count:
        links.append(Link(Run(i, count), Run(j, j), 0.6))
    if j < count:
        links.append(Link(Run(count, count), Run(j, count), 0.6))
    return tuple(links)


def make_large(count: int, name: str = "essay") -> Bitext:
    """A pair of `count` sentences a side."""
    source, target = make_sentences(count)
    return make_bitext(source, target, make_links(count), name)


def make_terms(bitext: Bitext) -> list[Term]:
    """Candidates for the glossary, with a place each."""
    terms = []
    pairs = [*SUBJECTS, *OBJECTS]
    for number, (source, target) in enumerate(pairs):
        words = source.removeprefix("The ").removeprefix("the ").removeprefix("a ")
        places = _places(bitext, words, target)
        terms.append(
            Term(
                source=words,
                target=target,
                source_language="en",
                target_language="zh",
                confidence=round(0.97 - number * 0.06, 3),
                count=len(places),
                source_count=len(places) + 1,
                target_count=len(places),
                target_variants=(Variant("某词", 2),) if number % 3 == 0 else (),
                evidence=tuple(places[:4]),
            )
        )
    return terms


def _places(bitext: Bitext, source: str, target: str) -> list[TermEvidence]:
    places = []
    for link in bitext.links:
        for i in link.source.ids:
            for j in link.target.ids:
                a = bitext.source_segments[i].text.find(source)
                b = bitext.target_segments[j].text.find(target)
                if a >= 0 and b >= 0:
                    spans = (a, a + len(source)), (b, b + len(target))
                    places.append(TermEvidence(bitext.name, i, spans[0], j, spans[1]))
    return places


def save_project(path: Path, *bitexts: Bitext, terms: list[Term] | None = None) -> Path:
    """A project file of some pairs."""
    with Project.create(path) as project:
        for bitext in bitexts:
            project.save_bitext(bitext, mode="full", reason="made for a test")
        if terms:
            project.save_terms(terms)
    return path
