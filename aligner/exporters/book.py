"""The bilingual book as one web page: side by side where there is room for it."""

import base64
from collections.abc import Sequence
from pathlib import Path

from aligner.bitext import Bitext, Side
from aligner.exporters.chapters import book_title, make_chapters
from aligner.exporters.epub import STYLE
from aligner.exporters.html import load_template
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.pictures import Picture
from aligner.exporters.selection import select_pairs
from aligner.output import writing

TEMPLATE = "book.html.j2"


def _embed(picture: Picture) -> str:
    """The address of a picture that is part of the page."""
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write the page, which needs nothing else."""
    selection = select_pairs(bitexts, options)
    made = make_chapters(bitexts, selection, options)
    chapters = [
        {
            "number": number,
            "source_language": chapter.source_language,
            "target_language": chapter.target_language,
            "source_direction": chapter.direction(Side.SOURCE),
            "target_direction": chapter.direction(Side.TARGET),
            "paragraphs": chapter.paragraphs,
        }
        for number, chapter in enumerate(made, start=1)
    ]
    headings = [
        (paragraph.source or paragraph.target, f"c{place}-{number}")
        for number, chapter in enumerate(made, start=1)
        for place, paragraph in enumerate(chapter.paragraphs, start=1)
        if paragraph.heading
    ]
    title = book_title(bitexts, options)
    css = STYLE.read_text(encoding="utf-8")
    with writing(destination, force=options.force) as file:
        file.writelines(
            load_template(TEMPLATE).generate(
                title=title, chapters=chapters, headings=headings, css=css, embed=_embed
            )
        )
    return selection.report(destination)
