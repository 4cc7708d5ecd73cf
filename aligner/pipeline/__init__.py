"""Files → documents → sentences → vectors → links → project: the story of one alignment.

`align_files` tells it from beginning to end, `realign` for the stretch between decided links. The
chapters: `inputs` reads the two texts; `cutting` cuts them into sentences, with what a person
decided before; `run_engine` hands them to `aligner.alignment`, `line_by_line` only scores line i
against line i; `existing_links` keeps and scores the links of a file that is aligned already;
`window` converts links of a stretch.
"""

from aligner.pipeline.align_files import (
    Aligned,
    align_documents,
    align_files,
    align_pair,
    align_project,
)
from aligner.pipeline.realign import realign

__all__ = [
    "Aligned",
    "align_documents",
    "align_files",
    "align_pair",
    "align_project",
    "realign",
]
