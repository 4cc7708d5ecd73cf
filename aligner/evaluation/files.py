"""Predictions and the gold files that they belong to: two files, or two folders matched by name."""

import sys
from collections.abc import Iterator
from pathlib import Path

from aligner.errors import UnreadableInputError, WrongUsageError
from aligner.evaluation.beads import Gold, PredictedBead, read_gold, read_predictions
from aligner.evaluation.report import EvaluatedDocument

GOLD_SUFFIXES = (".gold", ".json", ".beads", ".jsonl")
PREDICTION_SUFFIXES = (".pred", ".beads", ".jsonl")
"""Endings of files in a folder, preferred ones first; a file given alone may have any name."""


def read_evaluated_documents(predictions: Path, gold: Path) -> list[EvaluatedDocument]:
    """The documents of predictions and gold, matched by name.

    Two files are one document, whatever their names; "-" reads the predictions from standard
    input. In a folder of gold, each file `NAME.gold` (or .json, .beads, .jsonl) is a document, and
    `NAME.pred` (or .beads, .jsonl) in the folder of predictions is its prediction, if there is one.

    Raises:
        UnreadableInputError: A file is missing, is not text, or is not in one of the formats.
        WrongUsageError: No prediction has the name of a gold file.
    """
    if not gold.is_dir():
        found = _find(predictions, gold.stem, PREDICTION_SUFFIXES) or predictions
        return [_read_document(gold, found)]
    golds = _find_gold(gold)
    if not predictions.is_dir():
        matching = [path for path in golds if path.stem == predictions.stem]
        if not matching:
            raise WrongUsageError(_no_match(predictions, gold))
        return [_read_document(matching[0], predictions)]
    pairs = [(path, _find(predictions, path.stem, PREDICTION_SUFFIXES)) for path in golds]
    if not any(found for _, found in pairs):
        raise WrongUsageError(_no_match(predictions, gold))
    return [_read_document(path, found) for path, found in pairs]


def find_strays(documents: list[EvaluatedDocument]) -> Iterator[str]:
    """Warnings, a sentence each, about documents whose predictions go far beyond the gold.

    The gold may leave out the last sentences of a text, so a few numbers beyond it mean nothing.
    """
    for document in documents:
        if document.gold.unaligned is not None:
            # An excerpt: the other text is longer than its counterpart.
            continue
        for side in (0, 1):
            known = [i for bead in document.gold.right for i in bead[side]]
            named = [i for prediction in document.predicted or () for i in prediction.bead[side]]
            if known and named and max(named) > max(known) * 1.1 + 10:
                yield (
                    f"{document.name}: the predictions name {'source' if side == 0 else 'target'} "
                    f"sentence {max(named)}, but the gold ends at {max(known)}. Check that both "
                    "belong to the same texts, cut into the same sentences."
                )


def _find_gold(folder: Path) -> list[Path]:
    for suffix in GOLD_SUFFIXES:
        found = sorted(folder.glob(f"*{suffix}"))
        if found:
            return found
    raise UnreadableInputError(
        folder, f"there is no gold file in it. Its files should end in {_either(GOLD_SUFFIXES)}."
    )


def _find(folder: Path, stem: str, suffixes: tuple[str, ...]) -> Path | None:
    if not folder.is_dir():
        return None
    candidates = (folder / f"{stem}{suffix}" for suffix in suffixes)
    return next((path for path in candidates if path.exists()), None)


def _read_document(gold: Path, predictions: Path | None) -> EvaluatedDocument:
    right: Gold = read_gold(gold, _read_text(gold))
    if predictions is None:
        return EvaluatedDocument(gold.stem, right, None)
    predicted: list[PredictedBead] = read_predictions(predictions, _read_text(predictions))
    return EvaluatedDocument(gold.stem, right, predicted)


def _read_text(path: Path) -> str:
    try:
        if str(path) == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        reason = "it is not UTF-8 text, so it holds no beads. Check the name."
        raise UnreadableInputError(path, reason) from error
    except OSError as error:
        reason = f"it cannot be read ({error.strerror}). Check the name."
        raise UnreadableInputError(path, reason) from error


def _no_match(predictions: Path, gold: Path) -> str:
    return (
        f"No prediction in {predictions} has the name of a gold file in {gold}. NAME.gold needs a "
        f"prediction NAME with {_either(PREDICTION_SUFFIXES)}."
    )


def _either(suffixes: tuple[str, ...]) -> str:
    return f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
