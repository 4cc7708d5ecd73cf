"""Files in: one module a format, and the tables that pick one."""

from aligner.readers.pairing.aligned_files import read_aligned
from aligner.readers.registry import read_document, read_documents

__all__ = ["read_aligned", "read_document", "read_documents"]
