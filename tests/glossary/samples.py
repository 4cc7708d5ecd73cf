"""Texts and terms that several tests of the glossary use."""

from functools import cache
from pathlib import Path

from aligner.bitext import Bitext, Block, Document, Link, Run, Segment, Side
from aligner.term import Term, TermEvidence, TermStatus, Variant

CASES = Path(__file__).parents[1] / "cases" / "glossary"


def make_bitext(
    pairs: list[tuple[str, str]],
    *,
    name: str = "sample",
    languages: tuple[str, str] = ("en", "zh"),
    confidence: float = 1.0,
) -> Bitext:
    """Make a bitext of one link a pair."""
    sides = []
    for number, side in enumerate((Side.SOURCE, Side.TARGET)):
        texts = [pair[number] for pair in pairs]
        segments, start = [], 0
        for index, text in enumerate(texts):
            segments.append(Segment(index, 0, start, start + len(text), text))
            start += len(text) + 1
        whole = "\n".join(texts)
        document = Document(
            side, languages[number], f"{name}.txt", "", whole, (Block(0, len(whole)),)
        )
        sides.append((document, tuple(segments)))
    links = tuple(Link(Run(i, i + 1), Run(i, i + 1), confidence) for i in range(len(pairs)))
    return Bitext(name, sides[0][0], sides[1][0], sides[0][1], sides[1][1], links)


@cache
def nuclear_pairs() -> tuple[tuple[str, str], ...]:
    """120 sentence pairs of the United Nations on nuclear matters."""
    lines = (CASES / "nuclear-un.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple((source, target) for source, target in rows)


def nuclear_bitext() -> Bitext:
    """The 120 pairs on nuclear matters as a bitext."""
    return make_bitext(list(nuclear_pairs()), name="nuclear")


def make_terms() -> list[Term]:
    """Make terms with everything that exporters must cope with."""
    return [
        Term(
            "nuclear policy", "核政策", "en", "zh", 0.93,
            part_of_speech="noun", count=3, source_count=4, target_count=3,
            source_variants=(Variant("Nuclear policy", 1),),
            target_variants=(Variant("核方针", 2),),
            evidence=(TermEvidence("sample", 0, (0, 14), 0, (2, 5)),),
        ),
        Term("arms & control", "军备 <控制>", "en", "zh", 0.88, status=TermStatus.APPROVED,
             domain="disarmament", note='said "so"', part_of_speech="proper noun"),
        Term("nuclear policy", "原子政策", "en", "zh", 0.5, status=TermStatus.FORBIDDEN),
        Term("=1+1", "@sum", "en", "zh", 0.4),
        Term("tab\there", "第二\n行\x00", "en", "zh", 0.3),
        Term("dropped", "去掉", "en", "zh", 0.2, status=TermStatus.REJECTED),
    ]  # fmt: skip


def export_bitext() -> Bitext:
    """The bitext that the evidence of `make_terms` points into."""
    return make_bitext([("Nuclear policy is discussed.", "讨论核政策。")])
