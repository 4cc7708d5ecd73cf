"""The features of a pair: numbers from which the model of `scoring` estimates its probability."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from aligner.arrays import Float32s, Float64s, Int32s, Int64s
from glossary.candidates.corpus_index import CorpusIndex, candidate_tags
from glossary.candidates.long_forms import count_content_words, expand_acronyms
from glossary.candidates.spans import SpanTable
from glossary.candidates.tokens import TokenizedSentences
from glossary.pairing.cooccurrence import CandidatePairs, count_links, find_links

PAIR_FEATURES = (
    "cosine",
    "mean_share",
    "best_share",
    "log_count",
    "given_source",
    "given_target",
    "dice",
    "part_of_source",
    "part_of_target",
    "cosine_gap_source",
    "cosine_gap_target",
    "length_ratio",
    "length_mismatch",
    "rare_cosine",
    "frequent_part",
    "rare_cosine_gap",
    "single_word",
    "cohesion_source",
    "cohesion_target",
    "copied",
    "worst_target",
    "worst_source",
    "boundary_leak_target",
    "unexplained_neighbour",
    "boundary_leak_source",
    "character_ratio",
    "character_mismatch",
    "target_starts_verb",
    "target_ends_verb",
    "target_inner_function",
    "target_weak_start",
    "verb_for_noun",
    "cover_source",
    "cover_target",
)
"""The names of the features, in the order of the columns of `feature_matrix`."""


def describe_pairs(
    index: CorpusIndex,
    candidate_pairs: CandidatePairs,
    cosine: Float32s,
    coverage: Float32s,
    long_forms: Mapping[str, str],
) -> pl.DataFrame:
    """The pairs with everything the features need; rows as in `candidate_pairs.pairs`.

    `cosine` has shape (pairs,), `coverage` shape (pairs, 2), see `coverage.measure_coverage`. An
    acronym counts as many words as its long form.
    """
    spans = index.spans
    links = [count_links(spans[i], [pair[i] for pair in index.link_sentences]) for i in (0, 1)]
    cohesion = [_cohesion(side.tokens, side.spans) for side in (index.source, index.target)]
    source = candidate_pairs.pairs["source"].to_numpy()
    target = candidate_pairs.pairs["target"].to_numpy()
    source_tags = candidate_tags(index.source, source)
    target_tags = candidate_tags(index.target, target)
    return candidate_pairs.pairs.with_columns(
        cosine=pl.Series(cosine),
        cover_source=pl.Series(coverage[:, 0]),
        cover_target=pl.Series(coverage[:, 1]),
        source_links=pl.Series(links[0][source]),
        target_links=pl.Series(links[1][target]),
        joint=pl.Series(_joint_links(index, source, target)),
        source_words=pl.Series(_word_counts(spans[0], index.source.tokens, long_forms)[source]),
        target_words=pl.Series(_word_counts(spans[1], index.target.tokens, long_forms)[target]),
        cohesion_source=pl.Series(cohesion[0][source]),
        cohesion_target=pl.Series(cohesion[1][target]),
        target_characters=pl.Series(
            [max(1, len(spans[1].keys[t])) for t in target], dtype=pl.Int64
        ),
        target_tags=pl.Series(target_tags, dtype=pl.String),
        target_first=pl.Series([tags[:1] for tags in target_tags], dtype=pl.String),
        target_last=pl.Series([tags[-1:] for tags in target_tags], dtype=pl.String),
        source_last=pl.Series([tags[-1:] for tags in source_tags], dtype=pl.String),
        copied=pl.Series(
            [
                _letters_and_digits(spans[0].keys[s]) == _letters_and_digits(spans[1].keys[t])
                for s, t in zip(source, target, strict=True)
            ],
            dtype=pl.Boolean,
        ),
    )


def feature_matrix(pairs: pl.DataFrame) -> Float64s:
    """The features of the pairs that `describe_pairs` gives, shape (pairs, len(PAIR_FEATURES))."""
    rare = 1 / (1 + pl.col("count"))
    part = pl.col("support") / pl.col("support").sum().over("source")
    gap = pl.col("cosine") - pl.col("cosine").max().over("source")
    length = (pl.col("target_words") / pl.col("source_words")).log()
    # Two characters a word is the rule in Chinese; elsewhere the model learns the mean.
    characters = (pl.col("target_characters") / (2 * pl.col("source_words"))).log()
    frame = pairs.select(
        cosine="cosine",
        mean_share=(pl.col("support") / pl.col("count")).sqrt(),
        best_share="best",
        log_count=(pl.col("count") + 1).log(),
        given_source=pl.col("count") / pl.col("source_links"),
        given_target=pl.col("count") / pl.col("target_links"),
        dice=2 * pl.col("joint") / (pl.col("source_links") + pl.col("target_links")),
        part_of_source=part,
        part_of_target=pl.col("support") / pl.col("support").sum().over("target"),
        cosine_gap_source=gap,
        cosine_gap_target=pl.col("cosine") - pl.col("cosine").max().over("target"),
        length_ratio=length,
        length_mismatch=length.abs(),
        rare_cosine=pl.col("cosine") * rare,
        frequent_part=part * (1 - rare),
        rare_cosine_gap=gap * rare,
        single_word=(pl.col("source_words") == 1).cast(pl.Float64),
        cohesion_source="cohesion_source",
        cohesion_target="cohesion_target",
        copied=pl.col("copied").cast(pl.Float64),
        worst_target="worst_target",
        worst_source="worst_source",
        boundary_leak_target="boundary_leak_target",
        unexplained_neighbour="unexplained_neighbour",
        boundary_leak_source="boundary_leak_source",
        character_ratio=characters,
        character_mismatch=characters.abs(),
        target_starts_verb=_has_tag("target_first", "V"),
        target_ends_verb=_has_tag("target_last", "V"),
        target_inner_function=pl.col("target_tags").str.contains("[TCEO]").cast(pl.Float64),
        target_weak_start=_has_tag("target_first", "DUKF"),
        verb_for_noun=_has_tag("source_last", "NP") * _has_tag("target_last", "V"),
        cover_source="cover_source",
        cover_target="cover_target",
    )
    return frame.select(PAIR_FEATURES).to_numpy().astype(np.float64)


def _has_tag(column: str, tags: str) -> pl.Expr:
    return pl.col(column).is_in(list(tags)).cast(pl.Float64)


def _joint_links(index: CorpusIndex, source: Int32s, target: Int32s) -> Int64s:
    """The number of links in which both candidates of a pair occur, aligned or not, (pairs,)."""
    rows = pl.DataFrame({"row": np.arange(len(source)), "source": source, "target": target})
    left, right = (
        find_links(spans, [pair[side] for pair in index.link_sentences], wanted)
        for side, (spans, wanted) in enumerate(zip(index.spans, (source, target), strict=True))
    )
    counts = np.zeros(len(source), dtype=np.int64)
    for start in range(0, len(rows), 200_000):
        part = rows.slice(start, 200_000)
        found = (
            part.join(left.rename({"candidate": "source"}), on="source")
            .join(right.rename({"candidate": "target"}), on=["target", "link"])
            .group_by("row")
            .len()
        )
        counts[found["row"].to_numpy()] = found["len"].to_numpy()
    return counts


def _cohesion(tokens: TokenizedSentences, spans: SpanTable) -> Float64s:
    """How often the commonest neighbour of each candidate is beside it, from 0 to 1.

    A fragment of a longer term (负债表 of 资产负债表) coheres with its neighbour: no other content
    word ever occurs there.
    """
    outside = len(tokens.words)
    before = _neighbour(tokens, spans.first - 1, spans.sentence, outside)
    after = _neighbour(tokens, spans.last, spans.sentence, outside)
    result = np.zeros(len(spans.keys))
    for neighbour in (before, after):
        frame = pl.DataFrame({"candidate": spans.candidate, "word": neighbour})
        size = frame.group_by("candidate").len("all")
        top = (
            frame.filter(pl.col("word") != outside)
            .group_by("candidate", "word")
            .len()
            .group_by("candidate")
            .agg(pl.col("len").max())
            .join(size, on="candidate")
            .with_columns(share=(pl.col("len") - 1) / pl.col("all"))
        )
        number = top["candidate"].to_numpy()
        result[number] = np.maximum(result[number], top["share"].to_numpy())
    return result


def _neighbour(tokens: TokenizedSentences, at: Int32s, sentence: Int32s, outside: int) -> Int32s:
    """The content word at each token number; `outside` where the sentence has none there."""
    inside = (at >= tokens.bounds[sentence]) & (at < tokens.bounds[sentence + 1])
    safe = np.where(inside, at, 0)
    if not len(tokens.word):
        return np.zeros(0, dtype=np.int32)
    return np.where(inside & tokens.content[safe], tokens.word[safe], outside).astype(np.int32)


def _word_counts(
    spans: SpanTable, tokens: TokenizedSentences, long_forms: Mapping[str, str]
) -> Int64s:
    """The number of content words in each candidate, at least 1."""
    sizes = np.ones(len(tokens.words), dtype=np.int64)
    if long_forms:
        written_out = [expand_acronyms(word, long_forms) for word in tokens.spellings()]
        sizes[:] = [count_content_words(word) or 1 for word in written_out]
    total = np.concatenate([[0], np.cumsum(tokens.content * sizes[tokens.word])])
    result = np.ones(len(spans.keys), dtype=np.int64)
    result[spans.candidate] = np.maximum(total[spans.last] - total[spans.first], 1)
    return result


def _letters_and_digits(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
