"""Duizhao: a text and its translation side by side, sentence by sentence.

>>> from aligner import align
>>> bitext = align("seeds/tong-zhao-essay.txt")
>>> best = max(bitext.linked(), key=lambda link: link.confidence)
>>> print(bitext.source.language, bitext.target.language, best.confidence > 0.8)
en zh True

`docs/api.md` has the whole interface. Nothing heavy is imported before it is used: not numpy, not a
model.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from aligner.version import VERSION

if TYPE_CHECKING:
    from aligner.align_options import AlignOptions as AlignOptions
    from aligner.api.align import align as align
    from aligner.api.align import align_texts as align_texts
    from aligner.api.bitext import Bitext as Bitext
    from aligner.api.glossary import build_glossary as build_glossary
    from aligner.api.project import ProjectContents as ProjectContents
    from aligner.api.project import read_project as read_project
    from aligner.bitext import Document as Document
    from aligner.bitext import Link as Link
    from aligner.bitext import LinkStatus as LinkStatus
    from aligner.bitext import Run as Run
    from aligner.bitext import Segment as Segment
    from aligner.bitext import Side as Side
    from aligner.encoders.protocol import Encoder as Encoder
    from aligner.encoders.registry import load_encoder as load_encoder
    from aligner.errors import AlignerError as AlignerError
    from aligner.pipeline import align_documents as align_documents
    from aligner.pipeline import align_project as align_project
    from aligner.progress import Progress as Progress
    from aligner.project.store import Project as Project
    from aligner.readers.document_pair import read_documents as read_documents
    from aligner.term import Term as Term
    from aligner.term import TermStatus as TermStatus
    from glossary.glossary import Glossary as Glossary

__version__ = VERSION

_PUBLIC = {
    "AlignOptions": "aligner.align_options",
    "AlignerError": "aligner.errors",
    "Bitext": "aligner.api.bitext",
    "Document": "aligner.bitext",
    "Encoder": "aligner.encoders.protocol",
    "Glossary": "glossary.glossary",
    "Link": "aligner.bitext",
    "LinkStatus": "aligner.bitext",
    "Progress": "aligner.progress",
    "Project": "aligner.project.store",
    "ProjectContents": "aligner.api.project",
    "Run": "aligner.bitext",
    "Segment": "aligner.bitext",
    "Side": "aligner.bitext",
    "Term": "aligner.term",
    "TermStatus": "aligner.term",
    "align": "aligner.api.align",
    "align_documents": "aligner.pipeline",
    "align_project": "aligner.pipeline",
    "align_texts": "aligner.api.align",
    "build_glossary": "aligner.api.glossary",
    "load_encoder": "aligner.encoders.registry",
    "read_documents": "aligner.readers.document_pair",
    "read_project": "aligner.api.project",
}

__all__ = [
    "AlignOptions",
    "AlignerError",
    "Bitext",
    "Document",
    "Encoder",
    "Glossary",
    "Link",
    "LinkStatus",
    "Progress",
    "Project",
    "ProjectContents",
    "Run",
    "Segment",
    "Side",
    "Term",
    "TermStatus",
    "align",
    "align_documents",
    "align_project",
    "align_texts",
    "build_glossary",
    "load_encoder",
    "read_documents",
    "read_project",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'aligner' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)
