"""How often terms stand in millions of links: one pass, all terms at once (Aho & Corasick 1975)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.languages import get_language
from aligner.term import Term, Variant

if TYPE_CHECKING:
    import polars as pl

_BATCH_ROWS = 100_000

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, done, total)."""


def count_terms(
    links: "pl.LazyFrame", terms: Sequence[Term], *, progress: Progress | None = None
) -> list[Term]:
    """The terms with the numbers of links that hold them, on either side and on both.

    A term is found in any of its forms, in any case, as whole words where the language puts spaces
    between words.
    """
    import polars as pl

    table = _TermTable(terms)
    rows = links.select(pl.len()).collect(engine="streaming").item()
    counts = np.zeros((len(terms), 3), np.int64)
    done = 0
    texts = links.select("source", "target", "source_lang", "target_lang")
    for batch in texts.collect_batches(chunk_size=_BATCH_ROWS, maintain_order=True):
        counts += table.count(batch)
        done += len(batch)
        if progress:
            progress("counting terms in links", done, rows)
    return [
        replace(term, count=int(both), source_count=int(source), target_count=int(target))
        for term, (both, source, target) in zip(terms, counts, strict=True)
    ]


class _TermTable:
    """All forms of all terms, by language, and which term each stands for."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = len(terms)
        self._source = _forms(terms, "source")
        self._target = _forms(terms, "target")

    def count(self, batch: "pl.DataFrame") -> Any:
        """Links with both, with the source term, with the target term; shape (terms, 3)."""
        import polars as pl

        numbered = batch.with_row_index("row")
        source = _find(numbered, "source", self._source)
        target = _find(numbered, "target", self._target)
        both = source.join(target, on=["row", "term"])
        counts = np.zeros((self._terms, 3), np.int64)
        for column, found in enumerate((both, source, target)):
            numbers = found.group_by("term").agg(pl.len())
            counts[numbers["term"].to_numpy(), column] = numbers["len"].to_numpy()
        return counts


def _forms(terms: Sequence[Term], side: str) -> dict[str, "pl.DataFrame"]:
    """For each language a table of normalised forms and the numbers of their terms."""
    import polars as pl

    rows: dict[str, list[tuple[str, int]]] = {}
    for number, term in enumerate(terms):
        language = getattr(term, f"{side}_language")
        variants: tuple[Variant, ...] = term.source_variants if side == "source" else ()
        for text in {getattr(term, side), *(variant.text for variant in variants)}:
            rows.setdefault(language, []).append((text, number))
    tables = {}
    for language, pairs in rows.items():
        table = pl.DataFrame(pairs, schema={"form": pl.String, "term": pl.UInt32}, orient="row")
        plain = table.with_columns(_normalised("form", language))
        tables[language] = plain.filter(pl.col("form").str.strip_chars() != "").unique()
    return tables


def _normalised(column: str, language: str) -> Any:
    """Lower case; where words are spaced, each word between two spaces of its own."""
    import polars as pl

    text = pl.col(column).str.normalize("NFKC").str.to_lowercase()
    if not get_language(language).joiner:
        return text.alias(column)
    words = text.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ").str.strip_chars(" ")
    return pl.concat_str(pl.lit(" "), words, pl.lit(" ")).alias(column)


def _find(rows: "pl.DataFrame", side: str, forms: dict[str, "pl.DataFrame"]) -> "pl.DataFrame":
    """Which terms stand in which rows: columns row and term, each pair once."""
    import polars as pl

    found = [pl.DataFrame(schema={"row": pl.UInt32, "term": pl.UInt32})]
    for language, table in forms.items():
        mine = rows.filter(pl.col(f"{side}_lang") == language)
        patterns = table["form"].unique().implode()
        hits = mine.select(
            pl.col("row").cast(pl.UInt32),
            _normalised(side, language).str.extract_many(patterns, overlapping=True).alias("form"),
        ).explode("form")
        found.append(hits.join(table, on="form").select("row", "term").unique())
    return pl.concat(found)
