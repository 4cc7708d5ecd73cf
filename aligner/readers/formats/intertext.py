"""InterText: a file of links that names two XML texts beside it.

`xtargets` names sentences of the right text (`toDoc`) first.
"""

from pathlib import Path, PurePosixPath, PureWindowsPath

from lxml import etree

from aligner.bitext import Block, BlockKind, Document, Side
from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.language_detection import detect_language
from aligner.readers.input.markup import attribute, local_name, named, parse_xml
from aligner.readers.input.raw_input import RawInput, read_input
from aligner.readers.pairing.aligned_rows import IndexedBead, language_code
from aligner.text import squeeze


def read_intertext(
    raw: RawInput, source_language: str | None, target_language: str | None
) -> tuple[tuple[Document, Document], list[IndexedBead]]:
    """Both texts and the links; `fromDoc` is the source.

    Raises:
        UnreadableInputError: A file is missing or damaged, or a link names no sentence of a text.
    """
    root = parse_xml(raw)
    group = next(iter(named(root, "linkGrp")), None)
    if group is None:
        raise UnreadableInputError(raw.origin, "it holds no InterText links (linkGrp).")
    source, source_ids = _text(raw, attribute(group, "fromDoc"), Side.SOURCE, source_language)
    target, target_ids = _text(raw, attribute(group, "toDoc"), Side.TARGET, target_language)
    beads = []
    for link in (child for child in group if local_name(child) == "link"):
        right, _, left = attribute(link, "xtargets").partition(";")
        beads.append(
            IndexedBead(
                _numbers(raw, left, source_ids, source), _numbers(raw, right, target_ids, target)
            )
        )
    return (source, target), beads


def _text(
    raw: RawInput, name: str, side: Side, language: str | None
) -> tuple[Document, dict[str, int]]:
    """The document of a text file beside the links, and the index of each sentence by its id."""
    # Only the file's name counts: a link file must not lead to files elsewhere.
    bare = PureWindowsPath(PurePosixPath(name).name).name
    if not bare or raw.origin == "-":
        raise UnreadableInputError(raw.origin, "it names no text files beside it.")
    text_raw = read_input(Path(raw.origin).parent / bare)
    root = parse_xml(text_raw)
    sentences = [element for element in named(root, "s") if attribute(element, "id")]
    if not sentences:
        sentences = [e for e in root.iter() if local_name(e) and attribute(e, "id") and not len(e)]
    texts = [squeeze("".join(str(part) for part in s.itertext())) for s in sentences]
    if not any(texts):
        raise EmptyInputError(text_raw.origin)
    return _document(text_raw, root, side, language, texts), {
        attribute(sentence, "id"): number for number, sentence in enumerate(sentences)
    }


def _document(
    raw: RawInput, root: "etree._Element", side: Side, language: str | None, texts: list[str]
) -> Document:
    declared = attribute(root, "lang")
    code = language_code(language or declared)
    blocks, position = [], 0
    for text in texts:
        blocks.append(Block(position, position + len(text), BlockKind.ROW))
        position += len(text) + 1
    text = "\n".join(texts)
    return Document(
        side, code or detect_language(text), raw.origin, raw.sha256, text, tuple(blocks)
    )


def _numbers(raw: RawInput, names: str, ids: dict[str, int], document: Document) -> tuple[int, ...]:
    for name in names.split():
        if name not in ids:
            raise UnreadableInputError(
                raw.origin, f"it links to {name}, which {document.origin} does not have."
            )
    return tuple(ids[name] for name in names.split())
