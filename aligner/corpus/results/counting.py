"""How often terms occur in millions of links: one pass, all terms at once (Aho & Corasick 1975).

The rules are those of `aligner.term_matching`, whose spellings are the patterns. Here polars
carries them out: borders of words are written into texts and patterns as a control character, so
that a pattern matches whole words only. A test compares the two.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aligner.languages import get_language
from aligner.progress import Progress
from aligner.term import Term, Variant
from aligner.term_matching import HANGUL, UNSPACED, source_forms, spellings, target_forms, term_key

if TYPE_CHECKING:
    import polars as pl

_BATCH_ROWS = 100_000


def count_terms_in_links(
    links: "pl.LazyFrame", terms: Sequence[Term], *, progress: Progress | None = None
) -> list[Term]:
    """The terms with the numbers of links that contain them, on either side and on both.

    A term is found by any of its forms, in any spelling. Forms and further renderings get counts of
    their own: links with the form, and links with the term and that rendering. Forms that differ in
    spelling only are one.
    """
    import polars as pl

    source = _FormTable([(term.source_language, source_forms(term)) for term in terms], "source")
    target = _FormTable([(term.target_language, target_forms(term)) for term in terms], "target")
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


_ANY = 0
"""The number that stands for any form of a term."""

_Counts = dict[tuple[str, int, int], int]
"""Number of links by what was counted, and the numbers of term and form."""


def _no_counts() -> "pl.DataFrame":
    import polars as pl

    kinds = {"what": pl.String, "term": pl.UInt32, "form": pl.UInt32, "links": pl.UInt64}
    return pl.DataFrame(schema=kinds)


def _count(rows: "pl.DataFrame", source: "_FormTable", target: "_FormTable") -> "pl.DataFrame":
    """Number of links with each form of each term: `source`, `target`, `both` (with the source)."""
    import polars as pl

    sources, targets = source.find(rows), target.find(rows)
    anywhere = sources.select("row", "term", form=pl.lit(_ANY, pl.UInt32)).unique()
    both = targets.join(anywhere.select("row", "term"), on=["row", "term"])
    parts = (("source", anywhere), ("source", sources), ("target", targets), ("both", both))
    counts = [
        part.group_by("term", "form")
        .agg(links=pl.len())
        .select(pl.lit(what).alias("what"), pl.all())
        for what, part in parts
    ]
    return pl.concat(counts).cast(_no_counts().schema)


def _counted(
    term: Term, number: int, tables: "tuple[_FormTable, _FormTable]", found: _Counts
) -> Term:
    source, target = tables

    def count(what: str, form: int) -> int:
        return found.get((what, number, form), 0)

    preferred = target.number_of(term.target)
    return replace(
        term,
        count=count("both", preferred),
        source_count=count("source", _ANY),
        target_count=count("target", preferred),
        source_variants=source.recount(term.source, term.source_variants, partial(count, "source")),
        target_variants=target.recount(term.target, term.target_variants, partial(count, "both")),
    )


class _FormTable:
    """All spellings of all forms of all terms on one side, by language; forms are numbered."""

    def __init__(self, forms: Sequence[tuple[str, Sequence[str]]], side: str) -> None:
        """Take the language and the forms of each term."""
        import polars as pl

        self._side = side
        self._numbers: dict[str, int] = {}
        rows: dict[str, list[tuple[str, int, int]]] = {}
        for term, (language, texts) in enumerate(forms):
            for text in texts:
                form = self._numbers.setdefault(term_key(text), len(self._numbers) + 1)
                rows.setdefault(language, []).extend(
                    (spelling, form, term) for spelling in spellings(text)
                )
        kinds = {"spelling": pl.String, "form": pl.UInt32, "term": pl.UInt32}
        self._tables = {
            language: pl.DataFrame(found, schema=kinds, orient="row")
            .with_columns(_bordered_pattern("spelling", language))
            .unique()
            for language, found in rows.items()
        }

    def number_of(self, form: str) -> int:
        """The number of a form; those that differ in spelling only have one."""
        return self._numbers[term_key(form)]

    def recount(
        self, main: str, variants: Sequence[Variant], count: Callable[[int], int]
    ) -> tuple[Variant, ...]:
        """The variants with new counts, most frequent first, without those spelt like `main`."""
        seen = {self.number_of(main)}
        kept = []
        for variant in variants:
            form = self.number_of(variant.text)
            if form not in seen and count(form):
                kept.append(Variant(variant.text, count(form)))
            seen.add(form)
        return tuple(sorted(kept, key=lambda variant: (-variant.count, variant.text)))

    def find(self, rows: "pl.DataFrame") -> "pl.DataFrame":
        """Which forms of which terms occur in which rows: row, term and form, each once."""
        import polars as pl

        found = [pl.DataFrame(schema={"row": pl.UInt32, "term": pl.UInt32, "form": pl.UInt32})]
        for language, table in self._tables.items():
            mine = rows.filter(pl.col(f"{self._side}_lang") == language)
            text = _bordered_text(self._side, language)
            patterns = table["spelling"].unique().implode()
            hits = mine.select(
                pl.col("row").cast(pl.UInt32),
                text.str.extract_many(patterns, overlapping=True).alias("spelling"),
            ).explode("spelling")
            found.append(hits.join(table, on="spelling").select("row", "term", "form").unique())
        return pl.concat(found)


_BORDER = "\x01"
_HANGUL_BORDER = "\x02"
"""Comes before a Korean word only: particles may follow it."""
_LETTER = f"[\\p{{L}}\\p{{N}}--[{UNSPACED}{HANGUL}]]"
_SEPARATOR = f"[[^\\p{{L}}\\p{{N}} ]{UNSPACED}{HANGUL}]"
_UNSPACED_SCRIPTS = frozenset({"Hans", "Hant", "Jpan", "Thai", "Kore"})


def _bordered_text(column: str, language: str) -> "pl.Expr":
    """The texts of a column folded as by `term_matching.fold`, with borders around their words.

    Borders are written around the rarer kind of characters: words in Latin letters in Chinese,
    what separates words in English.
    """
    import polars as pl

    folded = (
        pl.col(column)
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_many({"ß": "ss", "ς": "σ"})
        .str.replace_all(r"[\s\-‐‑–]{2,}|[^\S ]|[\-‐‑–]", " ")
    )
    if get_language(language).script in _UNSPACED_SCRIPTS:
        words = folded.str.replace_all(f"{_LETTER}+", f"{_BORDER}$0{_BORDER}")
        return words.str.replace_all(f"[{HANGUL}]+", f"{_HANGUL_BORDER}$0")
    words = folded.str.replace_all(_SEPARATOR, f"{_BORDER}$0{_BORDER}")
    words = words.str.replace_all(" ", f"{_BORDER} {_BORDER}", literal=True)
    return pl.concat_str(pl.lit(_BORDER), words, pl.lit(_BORDER)).alias(column)


def _bordered_pattern(column: str, language: str) -> "pl.Expr":
    """The spellings of a column as they occur in bordered texts: borders only beside letters."""
    inside = _bordered_text(column, language).str.strip_chars(_BORDER)
    return inside.str.replace(f"^{_LETTER}", f"{_BORDER}$0").str.replace(
        f"{_LETTER}$", f"$0{_BORDER}"
    )
