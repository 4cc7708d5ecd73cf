"""Aligning from Python: two files, or one that holds both languages; two texts, or two lists."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aligner.align_options import DEFAULT_OPTIONS, AlignOptions
from aligner.api.bitext import Bitext
from aligner.bitext import Block, BlockKind, Document, Side
from aligner.encoders.protocol import Encoder
from aligner.errors import EmptyInputError, WrongUsageError
from aligner.language_detection import detect_language
from aligner.languages import get_language
from aligner.pipeline import align_files, align_pair
from aligner.progress import Progress
from aligner.readers.document_pair import DocumentPair
from aligner.readers.layout.blocks import lay_out


def align(
    source: Path | str,
    target: Path | str | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    mode: str = "auto",
    model: str = "embedded",
    options: AlignOptions = DEFAULT_OPTIONS,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Bitext:
    """Align two files, or one file that holds both languages.

    >>> bitext = align("seeds/tong-zhao-essay.txt")
    >>> bitext.source.language, bitext.target.language, len(list(bitext.linked()))
    ('en', 'zh', 9)

    Args:
        source: A file of any format that is read: text, Word, PDF, web page, e-book, subtitles,
            table, translation memory. "-" is standard input.
        target: Its translation; None if `source` holds both languages, or links already.
        source_language: Language code ("en", "zh", "zh-TW"); None: detected.
        target_language: Likewise for the translation.
        mode: "full" for complete texts in the same order, "excerpt" for fragments in any order,
            "auto" to have that decided.
        model: "embedded", the name of a sentence-transformers model, or several joined by "+".
        options: Everything else that `duizhao align` can be told; the arguments above override it.
        encoder: An encoder that is loaded already; `model` is then not looked at.
        progress: Called with what is being done, how much is done, and how much there is.

    Returns:
        The documents, their sentences, and links that together name every sentence of both sides,
        each with the probability that it is exactly right.

    Raises:
        UnreadableInputError: A file cannot be read; its leaves say why.
        OneLanguageError: A single file holds only one language.
        UnsupportedLanguageError: The model does not know one of the languages.
        ModelUnavailableError: The model is not installed.
        WrongUsageError: The arguments contradict each other.
    """
    asked = _asked(options, source_language, target_language, mode, model)
    found = align_files(source, target, asked, encoder=encoder, progress=progress)
    return Bitext.of(found.bitext)


def align_texts(
    source: str | Sequence[str],
    target: str | Sequence[str],
    source_language: str | None = None,
    target_language: str | None = None,
    *,
    mode: str = "auto",
    model: str = "embedded",
    aligned: bool = False,
    name: str = "texts",
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Bitext:
    """Align two texts, or two lists of sentences.

    >>> bitext = align_texts("He came in. Nobody spoke.", "他走了进来。没有人说话。", "en", "zh")
    >>> [(link.source.size, link.target.size) for link in bitext.links]
    [(1, 1), (1, 1)]
    >>> bitext = align_texts(["He came in.", "Nobody spoke."], ["他走了进来，没有人说话。"])
    >>> [(list(link.source.ids), list(link.target.ids)) for link in bitext.links]
    [([0, 1], [0])]

    Args:
        source: A text, which is cut into paragraphs and sentences, or a list of sentences, which
            stay as they are: sentence i of the list is segment i of the bitext.
        target: Its translation; a list may be aligned with a text.
        source_language: Language code ("en", "zh", "zh-TW"); None: detected.
        target_language: Likewise for the translation.
        mode: "full", "excerpt" or "auto", as in `align`.
        model: As in `align`.
        aligned: Sentence i belongs to sentence i; only the confidence is wanted.
        name: What the bitext is called in exports.
        encoder: An encoder that is loaded already, for many calls.
        progress: As in `align`.

    Raises:
        EmptyInputError: A text has no letters.
        WrongUsageError: A sentence of a list is empty, or `aligned` lists differ in length.
        UnsupportedLanguageError: The model does not know one of the languages.
        ModelUnavailableError: The model is not installed.
    """
    pair = DocumentPair(
        _document(source, Side.SOURCE, source_language, name),
        _document(target, Side.TARGET, target_language, name),
    )
    options = AlignOptions(mode=mode, model=model, aligned=aligned)
    found = align_pair(pair, options, encoder or options.encoder(), progress=progress)
    return Bitext.of(replace(found.bitext, name=name))


def _asked(
    options: AlignOptions,
    source_language: str | None,
    target_language: str | None,
    mode: str,
    model: str,
) -> AlignOptions:
    """The options with the arguments that were given."""
    return replace(
        options,
        source_language=source_language or options.source_language,
        target_language=target_language or options.target_language,
        mode=options.mode if mode == DEFAULT_OPTIONS.mode else mode,
        model=options.model if model == DEFAULT_OPTIONS.model else model,
    )


def _document(text: str | Sequence[str], side: Side, language: str | None, name: str) -> Document:
    """A document of a text, or of a list of sentences with a block each."""
    if isinstance(text, str):
        reading = lay_out(text)
        whole, blocks = reading.text, reading.blocks
    else:
        whole, blocks = _lay_out_sentences(text, side)
    if not any(whole[block.start : block.end].strip() for block in blocks):
        raise EmptyInputError(f"{name}, {side.value} text")
    code = get_language(language).code if language else detect_language(whole)
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(side, code, name, digest, whole, blocks)


def _lay_out_sentences(sentences: Sequence[str], side: Side) -> tuple[str, tuple[Block, ...]]:
    """The sentences one below the other, and where each of them is."""
    blocks: list[Block] = []
    at = 0
    for number, sentence in enumerate(sentences):
        if not sentence.strip():
            raise WrongUsageError(
                f"Sentence {number} of the {side.value} list is empty. Leave it out, or give the "
                "texts instead of lists."
            )
        blocks.append(Block(at, at + len(sentence), BlockKind.ROW))
        at += len(sentence) + 1
    return "\n".join(sentences), tuple(blocks)
