"""How often terms stand in millions of links: one pass, all terms at once (Aho & Corasick 1975)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from aligner.languages import get_language
from aligner.progress import Progress
from aligner.term import Term, Variant

if TYPE_CHECKING:
    import polars as pl

_BATCH_ROWS = 100_000


def count_terms_in_links(
    links: "pl.LazyFrame", terms: Sequence[Term], *, progress: Progress | None = None
) -> list[Term]:
    """The terms with the numbers of links that hold them, on either side and on both.

    A term is found in any of its forms, in any case, as whole words where the language puts spaces
    between words. Its forms and further renderings get their own numbers: links with the form, and
    links with the term and that rendering. Forms that differ in case only are one.
    """
    import polars as pl

    source, target = _FormTable(terms, "source"), _FormTable(terms, "target")
    rows = links.select(pl.len()).collect(engine="streaming").item()
    done = 0
    counts = [_no_counts()]
    texts = links.select("source", "target", "source_lang", "target_lang")
    for batch in texts.collect_batches(chunk_size=_BATCH_ROWS, maintain_order=True):
        counts.append(_count(batch.with_row_index("row"), source, target))
        done += len(batch)
        if progress:
            progress("counting terms in links", done, rows)
    summed = pl.concat(counts).group_by("what", "term", "form").agg(pl.col("links").sum())
    found = {(what, term, form): n for what, term, form, n in summed.iter_rows()}
    return [_counted(term, i, (source, target), found) for i, term in enumerate(terms)]


_Counts = dict[tuple[str, int, str], int]
"""Links by what was counted, the number of the term, and the form ("": any)."""


def _no_counts() -> "pl.DataFrame":
    import polars as pl

    kinds = {"what": pl.String, "term": pl.UInt32, "form": pl.String, "links": pl.UInt64}
    return pl.DataFrame(schema=kinds)


def _count(rows: "pl.DataFrame", source: "_FormTable", target: "_FormTable") -> "pl.DataFrame":
    """Links with each form of each term: `source`, `target`, and `both` with the source term."""
    import polars as pl

    sources, targets = source.find(rows), target.find(rows)
    anywhere = sources.select("row", "term").unique()
    both = targets.join(anywhere, on=["row", "term"])
    parts = [
        anywhere.with_columns(what=pl.lit("source"), form=pl.lit("")),
        sources.with_columns(what=pl.lit("source")),
        targets.with_columns(what=pl.lit("target")),
        both.with_columns(what=pl.lit("both")),
    ]
    named = pl.concat([part.select("what", "term", "form") for part in parts])
    counts = named.group_by("what", "term", "form").agg(links=pl.len())
    return counts.cast(_no_counts().schema)


def _counted(
    term: Term, number: int, tables: "tuple[_FormTable, _FormTable]", found: _Counts
) -> Term:
    source, target = tables

    def count(what: str, form: str) -> int:
        return found.get((what, number, form), 0)

    preferred = target.form_of(term.target, term.target_language)
    return replace(
        term,
        count=count("both", preferred),
        source_count=count("source", ""),
        target_count=count("target", preferred),
        source_variants=source.recount(
            term.source, term.source_variants, term.source_language, partial(count, "source")
        ),
        target_variants=target.recount(
            term.target, term.target_variants, term.target_language, partial(count, "both")
        ),
    )


class _FormTable:
    """All forms of all terms on one side, by language, and which term each stands for."""

    def __init__(self, terms: Sequence[Term], side: str) -> None:
        self._side = side
        self._forms: dict[tuple[str, str], str] = {}
        self._tables = dict(self._make_tables(terms))

    def _make_tables(self, terms: Sequence[Term]) -> "Iterator[tuple[str, pl.DataFrame]]":
        import polars as pl

        rows: dict[str, list[tuple[str, int]]] = {}
        for number, term in enumerate(terms):
            language: str = getattr(term, f"{self._side}_language")
            variants: tuple[Variant, ...] = getattr(term, f"{self._side}_variants")
            for text in (getattr(term, self._side), *(variant.text for variant in variants)):
                rows.setdefault(language, []).append((text, number))
        for language, pairs in rows.items():
            table = pl.DataFrame(pairs, schema={"text": pl.String, "term": pl.UInt32}, orient="row")
            plain = table.with_columns(form=_normalised("text", language))
            self._forms.update(
                {(language, text): form for text, form in plain.select("text", "form").iter_rows()}
            )
            plain = plain.filter(pl.col("form").str.strip_chars() != "")
            yield language, plain.select("form", "term").unique()

    def form_of(self, text: str, language: str) -> str:
        """The normalised form of a text of the table."""
        return self._forms[language, text]

    def recount(
        self, main: str, variants: Sequence[Variant], language: str, count: Callable[[str], int]
    ) -> tuple[Variant, ...]:
        """The variants with new counts, most frequent first, those like the main form left out."""
        forms = {self.form_of(main, language)}
        kept = []
        for variant in variants:
            form = self.form_of(variant.text, language)
            if form not in forms and count(form):
                kept.append(Variant(variant.text, count(form)))
            forms.add(form)
        return tuple(sorted(kept, key=lambda variant: (-variant.count, variant.text)))

    def find(self, rows: "pl.DataFrame") -> "pl.DataFrame":
        """Which forms of which terms stand in which rows: row, term and form, each once."""
        import polars as pl

        found = [pl.DataFrame(schema={"row": pl.UInt32, "term": pl.UInt32, "form": pl.String})]
        for language, table in self._tables.items():
            mine = rows.filter(pl.col(f"{self._side}_lang") == language)
            text = _normalised(self._side, language)
            patterns = table["form"].unique().implode()
            hits = mine.select(
                pl.col("row").cast(pl.UInt32),
                text.str.extract_many(patterns, overlapping=True).alias("form"),
            ).explode("form")
            found.append(hits.join(table, on="form").select("row", "term", "form").unique())
        return pl.concat(found)


def _normalised(column: str, language: str) -> Any:
    """Lower case; where words are spaced, each word between two spaces of its own."""
    import polars as pl

    text = pl.col(column).str.normalize("NFKC").str.to_lowercase()
    if not get_language(language).joiner:
        return text.alias(column)
    words = text.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ").str.strip_chars(" ")
    return pl.concat_str(pl.lit(" "), words, pl.lit(" ")).alias(column)
