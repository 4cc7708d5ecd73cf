"""How long the list of entries becomes, and which of them are listed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RankingOptions:
    """Thresholds and lengths, each with how its value was found."""

    min_confidence: float = 0.62
    """Least confidence of an entry. In short texts, where every pair is listed, .6 brought one
    right pair and two wrong ones, .5 three and three (the essay of the seeds)."""
    frequent: int = 5
    """A term in this many links is listed even when its rendering is uncertain, so that somebody
    decides. On terms-tico19 this brought 2 % more of the gold sources."""
    min_frequent: float = 0.03
    """Least confidence of such a frequent term."""
    limit: int | None = None
    """Most entries; None derives the number from the length of the text (`per_word`)."""
    per_word: float = 0.0475
    """Entries for each token of the source: 4,000 entries for the 3,071 pairs of terms-tico19."""
    most: int = 20_000
    """Most entries however long the text: nobody checks more."""
    least: int = 90
    """Entries that a short text may have: a reader of one page wants its terms too."""
    least_value: float = 0.0
    """Entries of lower value are left out of short lists too: single common words and odd pieces of
    sentences. Chosen on the essay of the seeds; the lists of long texts end above it."""
    listed_value: float = 1.9
    """Entries of lower value are listed for short texts only, and their confidence is multiplied by
    the probability that they are terms. The lists of nuclear-un, terms-tico19 and terms-hkma-dev
    end at 2.1, 1.7 and 1.5."""
    variant_share: float = 0.12
    """Least share of a term's occurrences that a further rendering must have to be kept."""


DEFAULT_RANKING = RankingOptions()
