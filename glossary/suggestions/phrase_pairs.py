"""Phrases of two languages that are each other's nearest, and are whole phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.encoders.protocol import Encoder
from glossary.candidates.corpus_index import SideIndex
from glossary.ranking.name_pieces import find_name_pieces
from glossary.suggestions.mutual_nearest import (
    NearestPair,
    pair_mutual_nearest,
    suggestion_confidence,
)
from glossary.suggestions.title_case import undo_title_case
from glossary.suggestions.whole_phrases import are_whole


@dataclass(frozen=True, slots=True)
class PhrasePair:
    """Two candidates with their spellings and what similarity says of them."""

    left: int
    right: int
    name: str
    """The source phrase, without capitals that belong to a headline."""
    rendering: str
    untitled: bool
    """Whether capitals were undone."""
    whole: bool
    """Whether no part of one phrase is nearer to the other than the whole is; if one is, it stands
    nowhere by itself."""
    nearest: NearestPair

    def confidence(self, *, company: bool) -> float:
        """How sure the pair is; a part that is nearer makes it unlikely without company."""
        if not (self.whole or company):
            return 0.0
        return suggestion_confidence(
            self.nearest.cosine, self.nearest.margin, phrase=" " in self.name, company=company
        )


def pair_phrases(
    source: SideIndex,
    target: SideIndex,
    sources: Sequence[int],
    targets: Sequence[int],
    encoder: Encoder,
) -> list[PhrasePair]:
    """The pairs of the candidates `sources` and `targets`, in the order of `sources`."""
    written = source.spans.spellings(source.tokens, np.array(sources))
    renderings = target.spans.spellings(target.tokens, np.array(targets))
    vectors = encoder.encode(renderings)
    names = undo_title_case(written, vectors, encoder)
    pieces = find_name_pieces(source)
    nearest = [
        pair
        for pair in pair_mutual_nearest(names, renderings, encoder.encode(names) @ vectors.T)
        if not _are_equal(written[pair.left], renderings[pair.right])
        # Capitals of a headline that were undone make no name, so no piece of one either.
        and (written[pair.left] != names[pair.left] or not pieces[sources[pair.left]])
    ]
    # The phrase must be whole both as it is written in the headline and without its capitals.
    forms = sorted({(n[p.left], renderings[p.right]) for p in nearest for n in (written, names)})
    whole, whole_alone = (
        dict(zip(forms, are_whole(forms, source, target, encoder, alone=alone), strict=True))
        for alone in (False, True)
    )
    found = []
    for pair in nearest:
        both = [(n[pair.left], renderings[pair.right]) for n in (written, names)]
        if all(whole_alone[form] for form in both):
            found.append(
                PhrasePair(
                    left=sources[pair.left],
                    right=targets[pair.right],
                    name=names[pair.left],
                    rendering=renderings[pair.right],
                    untitled=written[pair.left] != names[pair.left],
                    whole=all(whole[form] for form in both),
                    nearest=pair,
                )
            )
    return found


def _are_equal(source: str, target: str) -> bool:
    """Whether two phrases have the same letters and digits."""
    one, other = ("".join(c for c in text.casefold() if c.isalnum()) for text in (source, target))
    return one == other
