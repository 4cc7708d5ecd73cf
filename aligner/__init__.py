"""Duizhao: a text and its translation side by side, sentence by sentence.

>>> from aligner import align_documents
>>> bitext = align_documents("seeds/tong-zhao-essay.txt")
>>> best = max(bitext.linked(), key=lambda link: link.confidence)
>>> print(bitext.source.language, bitext.target.language, best.confidence > 0.8)
en zh True

Nothing heavy is imported before it is used: not numpy, not a model.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as _version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aligner.align_options import AlignOptions as AlignOptions
    from aligner.bitext import Bitext as Bitext
    from aligner.bitext import Document as Document
    from aligner.bitext import Link as Link
    from aligner.bitext import Segment as Segment
    from aligner.encoders.registry import load_encoder as load_encoder
    from aligner.pipeline import align_documents as align_documents
    from aligner.pipeline import align_project as align_project
    from aligner.project.store import Project as Project
    from aligner.readers.document_pair import read_documents as read_documents

try:
    __version__ = _version("duizhao")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0.0.0"

_PUBLIC = {
    "AlignOptions": "aligner.align_options",
    "Bitext": "aligner.bitext",
    "Document": "aligner.bitext",
    "Link": "aligner.bitext",
    "Project": "aligner.project.store",
    "Segment": "aligner.bitext",
    "align_documents": "aligner.pipeline",
    "align_project": "aligner.pipeline",
    "load_encoder": "aligner.encoders.registry",
    "read_documents": "aligner.readers.document_pair",
}

__all__ = [
    "AlignOptions",
    "Bitext",
    "Document",
    "Link",
    "Project",
    "Segment",
    "align_documents",
    "align_project",
    "load_encoder",
    "read_documents",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'aligner' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)
