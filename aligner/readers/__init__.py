"""Files in: one module a format, and the registry that picks one."""

from aligner.readers.registry import read_document, read_documents

__all__ = ["read_document", "read_documents"]
