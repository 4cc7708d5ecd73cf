"""Which links stay."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.corpus.results.filtering import LinkFilter, drop_repeated, filter_links
from aligner.corpus.results.tables import link_schema


def links_of(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Links that say only what matters."""
    plain: dict[str, Any] = {
        "pair": "p", "source": "a", "target": "b", "source_lang": "en", "target_lang": "zh",
        "source_ids": [0], "target_ids": [0], "source_spans": [[0, 1]], "target_spans": [[0, 1]],
        "confidence": 0.9, "status": "auto", "flags": [], "note": "",
    }  # fmt: skip
    full = [{**plain, "link": number, **row} for number, row in enumerate(rows)]
    return pl.LazyFrame(full, schema=link_schema())


def kept(links: pl.LazyFrame, wanted: LinkFilter) -> list[int]:
    """The numbers of the links that stay."""
    return filter_links(links, wanted).collect(engine="streaming")["link"].to_list()


def test_each_condition() -> None:
    """Confidence, status, flags and empty sides each take out their links, and no others."""
    links = links_of(
        {"source": "sure", "confidence": 0.9},
        {"source": "unsure", "confidence": 0.89},
        {"source": "rejected", "status": "rejected"},
        {"source": "flagged", "flags": ["number: 200 / 2000", "rival"]},
        {"source": "one side", "target_ids": []},
        {"source": "other flag", "flags": ["numbering"]},
    )
    wanted = LinkFilter(min_confidence=0.9, without_flags=("number",))
    assert kept(links, wanted) == [0, 5]
    assert kept(links, LinkFilter(both_sides=False)) == [0, 1, 3, 4, 5]
    assert kept(links, LinkFilter(statuses=("rejected",))) == [2]


def test_the_surest_of_repeated_texts_stays() -> None:
    """Texts that differ in case, width, spaces or punctuation are equal; the best is kept."""
    links = links_of(
        {"source": "Good morning!", "target": "早上好。", "confidence": 0.5},
        {"source": "good  morning", "target": "早上好", "confidence": 0.7},
        {"source": "ＧＯＯＤ MORNING.", "target": "早上好！", "confidence": 0.7},
        {"source": "Good morning!", "target": "你好。", "confidence": 0.1},
        {"source": "…", "target": "……"},
        {"source": "?", "target": "？"},
    )
    assert kept(links, LinkFilter()) == [1, 3, 4, 5]
    assert kept(links, LinkFilter(unique=False)) == [0, 1, 2, 3, 4, 5]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 4)), max_size=30
    )
)
def test_repeats_against_a_plain_loop(rows: list[tuple[str, str, int]]) -> None:
    """The streaming way keeps what a dictionary of the best would keep, in order."""
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for number, (source, target, tenths) in enumerate(rows):
        rank = (-tenths, number)
        best[source, target] = min(best.get((source, target), rank), rank)
    expected = sorted(number for _, number in best.values())
    links = links_of(
        *({"source": s, "target": t, "confidence": tenths / 10} for s, t, tenths in rows)
    )
    assert drop_repeated(links).collect()["link"].to_list() == expected
