"""The report: one self-contained page to send to a colleague, with or without a network.

Summary, dot plot, confidence histogram, the pairs side by side, the glossary with links into the
text. No script; prints well; readable on a phone; light and dark.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.bitext import Bitext
from aligner.confidence import UNCERTAIN
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.report import make_report
from aligner.exporters.selection import select_pairs
from aligner.output import writing

if TYPE_CHECKING:
    from jinja2 import Template


TEMPLATE = "report.html.j2"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the report; `options.terms` are its glossary."""
    selection = select_pairs(bitexts, options)
    report = make_report(bitexts, selection, options)
    with writing(destination, force=options.force) as file:
        file.writelines(load_template(TEMPLATE).generate(report=report, uncertain=UNCERTAIN))
    return selection.report(destination)


@cache
def load_template(name: str) -> "Template":
    """A template of this folder; what it is given is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
