"""Endings of files that are known and not read, and the way out for each."""

from aligner.errors import UnreadableInputError
from aligner.readers.input.raw_input import RawInput

_PANDOC = "Convert it with pandoc: pandoc -o text.docx"
_CAT = "Export it as TMX or XLIFF from the program that made it"

UNREAD: dict[str, tuple[str, str]] = {
    **dict.fromkeys((".doc", ".dot", ".wps"), ("an old Word file", "Save it as .docx")),
    ".rtf": ("an RTF file", "Save it as .docx"),
    ".pages": ("a Pages file", "Export it as .docx"),
    **dict.fromkeys((".xls", ".et"), ("an old Excel file", "Save it as .xlsx")),
    ".numbers": ("a Numbers file", "Export it as .xlsx"),
    **dict.fromkeys(
        (".ppt", ".pptx", ".odp", ".key"), ("a presentation", "Save its text as .docx or .pdf")
    ),
    **dict.fromkeys((".idml", ".indd", ".mif", ".fm"), ("a desktop publishing file",
                    "Export its text as .docx, or the translation as XLIFF")),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".fb2", ".lit"),
                    ("an e-book", "Convert it to .epub, for instance with Calibre")),
    **dict.fromkeys((".djvu", ".djv", ".xps"), ("a scanned document",
                    "Convert it to .pdf and run text recognition on it")),
    **dict.fromkeys((".tex", ".latex", ".ltx"), ("a LaTeX file", _PANDOC)),
    **dict.fromkeys((".rst", ".rest"), ("a reStructuredText file", _PANDOC)),
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), ("an AsciiDoc file",
                    "Convert it to .html with asciidoctor")),
    **dict.fromkeys((".org", ".textile", ".wiki", ".mediawiki"), ("a file with markup", _PANDOC)),
    ".ipynb": ("a notebook", "Convert it with jupyter nbconvert --to markdown"),
    **dict.fromkeys((".tbx", ".sdltb", ".mtf"), ("a termbase",
                    "Give it to duizhao glossary build with --termbase")),
    **dict.fromkeys((".sdltm", ".sdlppx", ".sdlrpx", ".mqxlz", ".mmq", ".ttx", ".wsxz", ".txlf"),
                    ("a file of a translation program", _CAT)),
    **dict.fromkeys((".eml", ".msg", ".mbox"), ("an e-mail", "Save its text as .txt or .html")),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".svg"),
        ("a picture", "Run text recognition on it and save the text")),
    **dict.fromkeys((".mp3", ".wav", ".m4a", ".ogg", ".flac", ".mp4", ".mkv", ".avi", ".mov",
                     ".webm"), ("a sound or a film", "Transcribe it and save the text as .srt")),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz"),
                    ("a compressed file", "Unpack it first")),
    **dict.fromkeys((".js", ".jsx", ".tsx", ".php", ".py", ".rb", ".java", ".c", ".h", ".cpp",
                     ".cs", ".go", ".rs", ".swift", ".kt", ".css", ".sql", ".sh", ".exe", ".dll"),
                    ("a program", "Take its strings out as .po, .json or .properties")),
    **dict.fromkeys((".toml", ".ini", ".cfg", ".conf"), ("a file of settings",
                    "Save its texts as .json or .properties")),
    ".stringsdict": ("a list of plurals", "Convert it to .xcstrings in Xcode"),
}  # fmt: skip
"""Ending → what the file is, and what to do with it."""


def refuse_unread(raw: RawInput) -> None:
    """Raises if the ending of a file's name says that it is in a format that is not read.

    Raises:
        UnreadableInputError: It is; the message names the format and the way out.
    """
    if raw.suffix in UNREAD:
        what, way_out = UNREAD[raw.suffix]
        raise UnreadableInputError(raw.origin, f"this is {what}, which is not read. {way_out}.")
