"""Documents cut into sentences, with what a person decided about them before."""

from aligner.bitext import Bitext, Document, LinkStatus, Segment
from aligner.errors import EmptyInputError
from aligner.project.decisions import Carried, carry_decisions
from aligner.splitting import split_document


def cut_documents(
    source: Document, target: Document, old: Bitext | None, *, lines: bool
) -> Carried:
    """The sentences of both documents, with the decisions and edited words of an earlier run.

    Args:
        source: The source document.
        target: The target document.
        old: The same pair as it was aligned before; None if it was not.
        lines: Every line is a sentence.

    Raises:
        EmptyInputError: A document has no sentences.
    """
    if old is not None and (old.source, old.target) == (source, target):
        # A person may have cut sentences differently; theirs stay.
        decided = tuple(link for link in old.links if link.status is not LinkStatus.AUTO)
        return Carried(decided, old.source_segments, old.target_segments, ())
    source_segments, target_segments = _cut(source, lines=lines), _cut(target, lines=lines)
    if old is None:
        return Carried((), source_segments, target_segments, ())
    return carry_decisions(old, source_segments, target_segments)


def _cut(document: Document, *, lines: bool) -> tuple[Segment, ...]:
    segments = split_document(document, lines=lines)
    if not segments:
        raise EmptyInputError(document.origin)
    return segments
