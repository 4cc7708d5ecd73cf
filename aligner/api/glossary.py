"""The glossary from Python: the terms of aligned texts and their renderings."""

from collections.abc import Iterable
from pathlib import Path

from aligner.bitext import Bitext
from aligner.encoders.protocol import Encoder
from aligner.encoders.registry import load_encoder
from aligner.progress import Progress
from glossary.build import build_glossary as build_terms
from glossary.build import build_options
from glossary.glossary import Glossary
from glossary.inputs import read_corpus, read_termbases


def build_glossary(
    bitexts: Bitext | Iterable[Bitext],
    *,
    corpus: Path | str | Iterable[Path | str] = (),
    termbase: Path | str | Iterable[Path | str] = (),
    limit: int | None = None,
    min_confidence: float | None = None,
    model: str = "embedded",
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Glossary:
    """Find the terms of aligned texts and their renderings, the most confident first.

    >>> from aligner import align
    >>> glossary = build_glossary(align("seeds/tong-zhao-essay.txt"))
    >>> [term.target for term in glossary if term.source == "nuclear policy"]
    ['核政策']

    Args:
        bitexts: One or several; those of different language pairs are treated pair by pair.
        corpus: Files with more text of one of the languages: they give suggested pairs.
        termbase: Files of known terms (CSV, TSV, XLSX, TBX): they keep their status.
        limit: At most this many entries; None: by the length of the text.
        min_confidence: Leave out candidates below it; None: the default of the program.
        model: As in `align`.
        encoder: An encoder that is loaded already.
        progress: As in `align`.

    Raises:
        UnreadableInputError: A corpus or termbase cannot be read.
        ModelUnavailableError: The model is not installed.
    """
    texts = (bitexts,) if isinstance(bitexts, Bitext) else tuple(bitexts)
    terms = build_terms(
        texts,
        encoder or load_encoder(model),
        corpus=[read_corpus(path) for path in _paths(corpus)],
        known=read_termbases(_paths(termbase), texts),
        options=build_options(limit, min_confidence),
        progress=progress,
    )
    return Glossary(tuple(terms), texts)


def _paths(given: Path | str | Iterable[Path | str]) -> list[Path]:
    return [Path(given)] if isinstance(given, Path | str) else [Path(path) for path in given]
