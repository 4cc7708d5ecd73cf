"""The scored pairs as plain lists, which are faster than data frames to read one by one."""

from dataclasses import dataclass

import polars as pl

from aligner.arrays import Float64s


@dataclass(frozen=True, slots=True)
class PairTable:
    """The columns of the pairs; row i of each list belongs to pair i."""

    source: list[int]
    """Source candidate."""
    target: list[int]
    """Target candidate."""
    count: list[int]
    """Links in which the pair was found."""
    links: list[int]
    """Links in which the source candidate occurs."""
    words: list[int]
    """Content words of the source candidate."""
    weight: list[float]
    """Confidence of the surest link in which the pair was found."""
    cosine: list[float]
    copied: list[bool]
    """Whether both sides have the same letters and digits."""
    probability: list[float]
    """Probability that the pair is right, by `scoring.pair_probability`."""

    def capped_probability(self, row: int) -> float:
        """The probability of a pair times that of its surest link: it can be no surer."""
        return self.probability[row] * self.weight[row]


def make_table(pairs: pl.DataFrame, probability: Float64s) -> PairTable:
    """The table of the pairs of a `Matching`, with the probability of each."""
    return PairTable(
        source=pairs["source"].to_list(),
        target=pairs["target"].to_list(),
        count=pairs["count"].to_list(),
        links=pairs["source_links"].to_list(),
        words=pairs["source_words"].to_list(),
        weight=pairs["weight"].to_list(),
        cosine=pairs["cosine"].to_list(),
        copied=pairs["copied"].to_list(),
        probability=probability.tolist(),
    )
