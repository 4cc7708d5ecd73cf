"""Files in: any file → `Document`, or a `Bitext` if the file is aligned already.

`registry` says which module of `formats/` reads which file. `input/` turns a path into bytes and
text that are safe to read; `layout/` turns lines into paragraphs and parts the two languages of one
text; `pdf_layout/` does the former for PDF pages; `pairing/` finds what belongs together because a
file or its name says so. A format's module gives a `Reading` (`reading`), `document` makes a
`Document` of it, and `document_pair` both sides.
"""

from aligner.readers.document_pair import read_document, read_documents
from aligner.readers.pairing.aligned_files import read_aligned

__all__ = ["read_aligned", "read_document", "read_documents"]
