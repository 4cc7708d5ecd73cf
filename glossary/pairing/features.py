"""What is known of a pair, as numbers for the model of `confidence`."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from glossary.candidates.corpus_index import Survey, tags_of
from glossary.candidates.long_forms import count_words, expand_acronyms
from glossary.candidates.spans import SpanTable
from glossary.candidates.tokens import TokenTable
from glossary.pairing.cooccurrence import Sightings, count_links

NAMES = (
    "cosine",
    "mean_share",
    "best_share",
    "log_count",
    "given_source",
    "given_target",
    "dice",
    "part_of_source",
    "part_of_target",
    "behind_in_cosine",
    "behind_in_target_cosine",
    "length",
    "length_off",
    "rare_cosine",
    "often_part",
    "rare_behind",
    "single_word",
    "sticky_source",
    "sticky_target",
    "copied",
    "worst_target",
    "worst_source",
    "leak",
    "loose",
    "leak_source",
    "characters",
    "characters_off",
    "target_starts_verb",
    "target_ends_verb",
    "target_inner_function",
    "target_odd_start",
    "verb_for_noun",
    "cover_source",
    "cover_target",
)
"""In the order of the columns of `feature_matrix`."""


def describe_pairs(
    survey: Survey,
    sightings: Sightings,
    cosine: NDArray[np.float32],
    covered: NDArray[np.float32],
    long_forms: Mapping[str, str],
) -> pl.DataFrame:
    """The pairs with their counts; rows as in `sightings.pairs`.

    `covered` is what `coverage.cover` says of each pair; an acronym has as many words as its long
    form.
    """
    spans = survey.spans
    links = [count_links(spans[i], [pair[i] for pair in survey.sentences]) for i in (0, 1)]
    sticky = [_stickiness(side.tokens, side.spans) for side in (survey.source, survey.target)]
    source = sightings.pairs["source"].to_numpy()
    target = sightings.pairs["target"].to_numpy()
    source_tags = tags_of(survey.source, source)
    target_tags = tags_of(survey.target, target)
    return sightings.pairs.with_columns(
        cosine=pl.Series(cosine),
        cover_source=pl.Series(covered[:, 0]),
        cover_target=pl.Series(covered[:, 2]),
        source_links=pl.Series(links[0][source]),
        target_links=pl.Series(links[1][target]),
        joint=pl.Series(_joint(survey, source, target)),
        source_words=pl.Series(_lengths(spans[0], survey.source.tokens, long_forms)[source]),
        target_words=pl.Series(_lengths(spans[1], survey.target.tokens, long_forms)[target]),
        sticky_source=pl.Series(sticky[0][source]),
        sticky_target=pl.Series(sticky[1][target]),
        target_characters=pl.Series(
            [max(1, len(spans[1].keys[t])) for t in target], dtype=pl.Int64
        ),
        target_tags=pl.Series(target_tags, dtype=pl.String),
        target_first=pl.Series([tags[:1] for tags in target_tags], dtype=pl.String),
        target_last=pl.Series([tags[-1:] for tags in target_tags], dtype=pl.String),
        source_last=pl.Series([tags[-1:] for tags in source_tags], dtype=pl.String),
        copied=pl.Series(
            [
                _plain(spans[0].keys[s]) == _plain(spans[1].keys[t])
                for s, t in zip(source, target, strict=True)
            ],
            dtype=pl.Boolean,
        ),
    )


def feature_matrix(pairs: pl.DataFrame) -> NDArray[np.float64]:
    """One row a pair, one column a name of `NAMES`."""
    rare = 1 / (1 + pl.col("count"))
    part = pl.col("support") / pl.col("support").sum().over("source")
    behind = pl.col("cosine") - pl.col("cosine").max().over("source")
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
        behind_in_cosine=behind,
        behind_in_target_cosine=pl.col("cosine") - pl.col("cosine").max().over("target"),
        length=length,
        length_off=length.abs(),
        rare_cosine=pl.col("cosine") * rare,
        often_part=part * (1 - rare),
        rare_behind=behind * rare,
        single_word=(pl.col("source_words") == 1).cast(pl.Float64),
        sticky_source="sticky_source",
        sticky_target="sticky_target",
        copied=pl.col("copied").cast(pl.Float64),
        worst_target="worst_target",
        worst_source="worst_source",
        leak="leak",
        loose="loose",
        leak_source="leak_source",
        characters=characters,
        characters_off=characters.abs(),
        target_starts_verb=_is("target_first", "V"),
        target_ends_verb=_is("target_last", "V"),
        target_inner_function=pl.col("target_tags").str.contains("[TCEO]").cast(pl.Float64),
        target_odd_start=_is("target_first", "DUKF"),
        verb_for_noun=_is("source_last", "NP") * _is("target_last", "V"),
        cover_source="cover_source",
        cover_target="cover_target",
    )
    return frame.select(NAMES).to_numpy().astype(np.float64)


def _is(column: str, tags: str) -> pl.Expr:
    return pl.col(column).is_in(list(tags)).cast(pl.Float64)


def _joint(
    survey: Survey, source: NDArray[np.int32], target: NDArray[np.int32]
) -> NDArray[np.int64]:
    """For each pair, in how many links both stand, whether or not they were matched."""
    rows = pl.DataFrame({"row": np.arange(len(source)), "source": source, "target": target})
    left = _incidence(survey.source.spans, [pair[0] for pair in survey.sentences], source)
    right = _incidence(survey.target.spans, [pair[1] for pair in survey.sentences], target)
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


def _incidence(
    spans: SpanTable, sentences: list[tuple[int, int]], wanted: NDArray[np.int32]
) -> pl.DataFrame:
    sizes = [int(spans.bounds[b] - spans.bounds[a]) for a, b in sentences]
    link = np.repeat(np.arange(len(sentences), dtype=np.int32), sizes)
    place = np.concatenate(
        [np.arange(spans.bounds[a], spans.bounds[b]) for a, b in sentences]
        or [np.zeros(0, dtype=np.int64)]
    )
    candidate = spans.candidate[place]
    kept = np.zeros(len(spans.keys), dtype=np.bool_)
    kept[wanted] = True
    mask = kept[candidate]
    return pl.DataFrame({"candidate": candidate[mask], "link": link[mask]}).unique()


def _stickiness(tokens: TokenTable, spans: SpanTable) -> NDArray[np.float64]:
    """For each candidate, how surely the same word of meaning stands beside it, from 0 to 1.

    A fragment of a longer term (负债表 of 资产负债表) is sticky: nothing else ever stands there.
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


def _neighbour(
    tokens: TokenTable, at: NDArray[np.int32], sentence: NDArray[np.int32], outside: int
) -> NDArray[np.int32]:
    inside = (at >= tokens.bounds[sentence]) & (at < tokens.bounds[sentence + 1])
    safe = np.where(inside, at, 0)
    if not len(tokens.word):
        return np.zeros(0, dtype=np.int32)
    return np.where(inside & tokens.content[safe], tokens.word[safe], outside).astype(np.int32)


def _lengths(
    spans: SpanTable, tokens: TokenTable, long_forms: Mapping[str, str]
) -> NDArray[np.int64]:
    """Words of meaning of each candidate, at least 1."""
    sizes = np.ones(len(tokens.words), dtype=np.int64)
    if long_forms:
        written_out = [expand_acronyms(word, long_forms) for word in tokens.spellings()]
        sizes[:] = [count_words(word) or 1 for word in written_out]
    total = np.concatenate([[0], np.cumsum(tokens.content * sizes[tokens.word])])
    result = np.ones(len(spans.keys), dtype=np.int64)
    result[spans.candidate] = np.maximum(total[spans.last] - total[spans.first], 1)
    return result


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
