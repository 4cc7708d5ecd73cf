"""The bitext as Python users get it: a table, files of every format, a view in notebooks."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from aligner import bitext
from aligner.exporters.export_file import export_file
from aligner.exporters.formats import FORMATS
from aligner.exporters.frame import links_frame
from aligner.exporters.notebook import bitext_html
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions, ExportReport, read_options
from aligner.exporters.selection import select_pairs

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Bitext(bitext.Bitext):
    """A pair of documents cut into segments, and the links between them, in source order.

    `aligner.bitext.Bitext` is the data alone, which every layer shares; this one, made by `align`,
    `align_texts` and `read_project`, can also be written and shown.
    """

    @classmethod
    def of(cls, plain: bitext.Bitext) -> Self:
        """The same data with these methods."""
        return cls(*(getattr(plain, field.name) for field in fields(plain)))

    def to_polars(self) -> "pl.DataFrame":
        """Every link that nobody rejected as a polars table, one row a link, in source order.

        Columns: source, target, confidence, status, flags, note, source_ids, target_ids, bitext,
        id, version. A side without a counterpart is an empty text and an empty list.
        """
        return links_frame(select_pairs([self], DEFAULT_EXPORT))

    def write(self, path: Path | str, format: str | None = None, **options: Any) -> ExportReport:  # noqa: A002
        """Write the links to a file in the format of its ending: "essay.tmx", "essay.xlsx".

        Args:
            path: The file to write; "-" is standard output.
            format: Name of a format, for endings that several share ("xliff2") or none has.
            options: Fields of `aligner.exporters.options.ExportOptions`, for instance
                `min_confidence=0.8`, `skip_empty=True`, `force=True` to replace a file.

        Returns:
            The `ExportReport`: the files, how many links were written, how many were left out.

        Raises:
            WrongUsageError: No format has this ending, or there is no such option.
            OutputError: The file exists already, or cannot be written.
        """
        asked = read_options(ExportOptions, options)
        form = FORMATS.choose(format, Path(path)).name
        return export_file(form, [self], path, asked)

    def _repr_html_(self) -> str:
        """What a notebook shows: the first pairs, side by side."""
        return bitext_html(self)
