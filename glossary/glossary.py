"""A glossary as one value: its terms, and the texts that its examples come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.bitext import Bitext
from aligner.exporters.notebook import ROWS, html_table
from aligner.exporters.options import read_options
from aligner.term import Term
from aligner.wording import count_noun
from glossary.exporters.export_terms import export_terms
from glossary.exporters.formats import FORMATS
from glossary.exporters.options import TermOptions, TermReport, TermSelection
from glossary.exporters.table import COLUMNS, term_row

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms with their renderings, the most confident first."""

    terms: tuple[Term, ...]
    bitexts: tuple[Bitext, ...] = ()
    """The texts in which the terms occur; examples are quoted from them."""

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def to_polars(self) -> "pl.DataFrame":
        """The terms that nobody rejected as a polars table: the columns of the glossary CSV."""
        import polars as pl

        selection = TermSelection(self.terms, TermOptions(), self.bitexts)
        rows = [term_row(term, selection) for term in selection.terms]
        kinds = {"confidence": pl.Float64, "count": pl.Int64}
        kinds |= {"source_count": pl.Int64, "target_count": pl.Int64}
        schema = {name: kinds.get(name, pl.String) for name in COLUMNS}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def write(self, path: Path | str, format: str | None = None, **options: Any) -> TermReport:  # noqa: A002
        """Write the terms to a file in the format of its ending: "essay.tbx", "essay.csv".

        Args:
            path: The file to write; "-" is standard output.
            format: Name of a format, for endings that several share ("deepl", "memoq", "tbx2").
            options: Fields of `glossary.exporters.options.TermOptions`, for instance
                `min_confidence=0.8`, `limit=500`, `force=True` to replace a file.

        Returns:
            The file, how many terms were written, and how many were left out and why.

        Raises:
            WrongUsageError: No format has this ending, or there is no such option.
            OutputError: The file exists already, or cannot be written.
        """
        asked = read_options(TermOptions, options)
        form = FORMATS.choose(format, Path(path)).name
        return export_terms(form, self.terms, path, asked, bitexts=self.bitexts)

    def _repr_html_(self) -> str:
        """What a notebook shows: the first terms with their examples."""
        selection = TermSelection(self.terms, TermOptions(), self.bitexts)
        languages: tuple[str, ...] = ()
        if selection.terms:
            languages = selection.terms[0].source_language, selection.terms[0].target_language
        rows = (
            (row.source, row.target, f"{row.confidence:.2f}", str(row.count), row.example_source,
             row.example_target)
            for row in (term_row(term, selection) for term in islice(selection.terms, ROWS))
        )  # fmt: skip
        heads = (*(languages or ("source", "target")), "confidence", "links", "example", "")
        caption = count_noun(len(selection.terms), "term")
        return html_table(caption, heads, rows, len(selection.terms), languages)
