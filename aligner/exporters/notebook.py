"""A bitext as a notebook shows it: the pairs with both sides, and how sure they are."""

from itertools import islice

from aligner.bitext import Bitext
from aligner.exporters.options import ExportOptions
from aligner.exporters.selection import select_pairs
from aligner.notebook import ROWS, html_table
from aligner.wording import count_noun

_BOTH_SIDES = ExportOptions(skip_empty=True)


def bitext_html(bitext: Bitext) -> str:
    """The first pairs of a bitext as an HTML table."""
    selection = select_pairs([bitext], _BOTH_SIDES)
    languages = bitext.source.language, bitext.target.language
    caption = f"{bitext.name}: {count_noun(len(selection.pairs), 'pair')}"
    rows = (
        (pair.source, pair.target, f"{pair.link.confidence:.2f}", "; ".join(pair.flags))
        for pair in islice(selection.pairs, ROWS)
    )
    heads = (*languages, "confidence", "flags")
    return html_table(caption, heads, rows, len(selection.pairs), languages)
