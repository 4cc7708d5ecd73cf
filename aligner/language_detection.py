"""Detects the language of a text offline: by its script, then, if need be, by a small model."""

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from aligner.languages import LANGUAGES, get_language
from aligner.nonlinguistic import leave_out_nonlinguistic
from aligner.text import SCRIPTS, count_scripts, has_letters

UNKNOWN = "und"
"""The code of a text without letters (ISO 639-2 "undetermined")."""

TITLE = 60
"""Characters up to which a text is no more than a title."""
UNSURE = 3.5
"""Difference of log scores below which a text may as well be English: "Tutorial" is 2.9 likelier to
be Italian, "Print" 1.6 to be Polish, but "Guten Morgen" 10 to be German."""

LEAST_SHARE = 0.05
"""Share of letters in a script from which a text may be in its language, where its name says so or
the translation has none of them: the rest are commands and names that no rule recognises."""

NO_LANGUAGE = "zxx"
"""What the model calls text that is no language (ISO 639-2 "no linguistic content"): letters always
are some."""

SAMPLE = 20_000
"""Characters of a text that are examined; ten times what the model needs to be certain."""

WEIGHTS = {"Han": 3.0, "Kana": 1.5, "Hangul": 2.0, "Thai": 1.2}
"""Script → how many letters of Latin script say as much as one of its letters. A Chinese character
carries about three letters of English (the four excerpt sentences of the essay seed: 838 letters
against 260 characters, 3.2)."""

FAMILIES = {script: "East" if script in ("Han", "Kana") else script for script in SCRIPTS}
"""Script → its family: scripts that one language mixes are one family, as Han and Kana are."""

FAMILY_OF_SCRIPT = {
    "Hans": "East",
    "Hant": "East",
    "Jpan": "East",
    "Kore": "Hangul",
    "Latn": "Latin",
    "Cyrl": "Cyrillic",
    "Arab": "Arabic",
    "Thai": "Thai",
}
"""Script of a row of the language table → its family."""

FAMILY_OF_CODE = {
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Devanagari",
    "uk": "Cyrillic",
    "bg": "Cyrillic",
}
"""Code of a language outside the table → the family of its script."""

BY_SCRIPT = {"Hangul": "ko", "Thai": "th", "Greek": "el", "Hebrew": "he"}
"""Script → the language that is detected from the script alone."""

JAPANESE_SHARE = 0.05
"""Share of kana among kana and Chinese characters from which a text is Japanese. Japanese prose has
above .4; a Chinese text that quotes a few Japanese names is below .02."""

FOREIGN_CERTAINTY, FOREIGN_LETTERS = 0.999, 200
"""Probability and number of letters from which a language outside our table is believed."""

ENGLISH = frozenset("the of and that with for was this by are".split())
"""Frequent words of English that no other language has."""
ENGLISH_SHARE, ENGLISH_WORDS = 0.12, 50
"""Share of the words in ENGLISH, among at least this many words, from which a text is English
without asking the model, which takes 0.6 s to load. English prose has .15 to .30 of them; Scots,
the most similar language, has "the" but "o", "an" and "wi"."""

_SIMPLIFIED = set(
    "国这们来时为说会对过学后发经开关长问动进实现点见么与应该还没让书车门东马从军战议员际权义务计划认识"
)
_TRADITIONAL = set(
    "國這們來時為說會對過學後發經開關長問動進實現點見麼與應該還沒讓書車門東馬從軍戰議員際權義務計劃認識"
)
_ONLY_SIMPLIFIED = frozenset(_SIMPLIFIED - _TRADITIONAL)
_ONLY_TRADITIONAL = frozenset(_TRADITIONAL - _SIMPLIFIED)


def family_of(code: str) -> str:
    """The family of scripts that a language is written in."""
    language = get_language(code)
    return FAMILY_OF_CODE.get(language.code) or FAMILY_OF_SCRIPT.get(language.script, "Latin")


def weigh_scripts(text: str) -> dict[str, float]:
    """Script → how much the text says in it, in letters of Latin script (see `WEIGHTS`)."""
    return {name: n * WEIGHTS.get(name, 1.0) for name, n in count_scripts(text).items()}


def detect_language(text: str) -> str:
    """The code of the language that most of the text is in; `und` if it has no letters.

    >>> [detect_language(text) for text in ("他走了。", "日本語の文です。", "核武庫與國際關係")]
    ['zh', 'ja', 'zh-TW']
    """
    text = sample_words(text)
    weights: dict[str, float] = {}
    for script, weight in weigh_scripts(text).items():
        weights[FAMILIES[script]] = weights.get(FAMILIES[script], 0.0) + weight
    if not weights:
        return ask_model(text, None) if has_letters(text) else UNKNOWN
    return detect_in_family(text, max(weights, key=lambda family: weights[family]))


def detect_two(
    texts: tuple[str, str], expected: tuple[str | None, str | None] = (None, None)
) -> tuple[str, str]:
    """The codes of a text and of its translation.

    Where both seem to be in one language, which a translation never is, the names of the files
    decide (`expected`), and then which of the two has clearly more Chinese, Japanese or Korean.

    >>> detect_two(("Type ls -l here.", "键入 ls -l --color=auto --all，press Return and wait."))
    ('en', 'zh')
    """
    found = [detect_language(text) for text in texts]
    if get_language(found[0]).script != get_language(found[1]).script:
        return found[0], found[1]
    samples = [sample_words(text) for text in texts]
    east = [_share_of_east(sample) for sample in samples]
    for side, other in ((0, 1), (1, 0)):
        code = expected[side]
        if code and code != found[side] and found[side] == found[other] and code != found[other]:
            family = family_of(code)
            if family == family_of(found[side]) or _share(samples[side], family) >= LEAST_SHARE:
                found[side] = code
                break
    if found[0] == found[1] and max(map(len, samples)) < TITLE:
        # A title alone, and not translated: nothing but the name says which language is meant.
        for side in (0, 1):
            found[side] = expected[side] or found[side]
    if found[0] == found[1] and found[0] not in ("zh", "zh-TW", "ja", "ko"):
        side = int(east[1] >= east[0])
        if east[side] >= LEAST_SHARE and east[1 - side] <= east[side] / 4:
            found[side] = _detect_east(samples[side])
    return found[0], found[1]


def _share_of_east(text: str) -> float:
    return _share(text, "East")


def _share(text: str, family: str) -> float:
    """The share of letters, as heavy as `WEIGHTS` says, in a family of scripts."""
    weights = weigh_scripts(text)
    own = sum(weight for script, weight in weights.items() if FAMILIES[script] == family)
    return own / max(1.0, sum(weights.values()))


def sample_words(text: str) -> str:
    """The part of a text that is examined: without addresses, code and tags, unless it has no more.

    >>> sample_words("https://example.org")
    'https://example.org'
    """
    # Twice the sample: of a page of code hardly more than half is left out.
    words = leave_out_nonlinguistic(text[: 2 * SAMPLE])[:SAMPLE]
    return words if has_letters(words) else text[:SAMPLE]


def detect_in_family(text: str, family: str) -> str:
    """The code of the language of those letters of a text that belong to one family of scripts.

    >>> detect_in_family("他在 Carnegie Endowment 工作。", "East")
    'zh'
    """
    sample = text[:SAMPLE]
    if family == "East":
        return _detect_east(sample)
    if family in BY_SCRIPT:
        return BY_SCRIPT[family]
    # Words of other scripts (a Chinese name in a German letter) would mislead the model.
    words = " ".join(re.findall(f"[{SCRIPTS[family]}][{SCRIPTS[family]}'’-]*", sample))
    return _detect_by_model(words, family)


def choose_language(text: str, languages: tuple[str, ...]) -> str:
    """The most likely of the given languages, which share a script.

    >>> choose_language("Le chat est assis sur la table.", ("de", "fr"))
    'fr'
    """
    model = _identifier()
    plain = [code.split("-", maxsplit=1)[0] for code in languages]
    known = set(model.labels)
    scores = dict(model.rank(text)) if len(set(plain) & known) > 1 else {}
    if not scores:
        return languages[0]
    return max(languages, key=lambda code: scores.get(code.split("-", maxsplit=1)[0], -1e9))


def margin(text: str, first: str, second: str) -> float:
    """Difference of the log scores of two languages; positive if the first is likelier."""
    scores = dict(_identifier().rank(text))
    worst = min(scores.values())
    return float(scores.get(first, worst) - scores.get(second, worst))


def chinese_variant(text: str) -> str:
    """`zh-TW` if more common characters are Traditional only than Simplified only, else `zh`."""
    simplified = sum(character in _ONLY_SIMPLIFIED for character in text)
    traditional = sum(character in _ONLY_TRADITIONAL for character in text)
    return "zh-TW" if traditional > simplified else "zh"


def _detect_east(text: str) -> str:
    counts = count_scripts(text)
    kana = counts["Kana"] / max(1, counts["Kana"] + counts["Han"])
    return "ja" if kana >= JAPANESE_SHARE else chinese_variant(text)


def _detect_by_model(words: str, family: str) -> str:
    if family == "Latin" and _is_english(words):
        return "en"
    ours = tuple(code for code in LANGUAGES if family_of(code) == family)
    if not ours:
        return ask_model(words, None)
    if len(words) >= FOREIGN_LETTERS:
        anything = ask_model(words, FOREIGN_CERTAINTY)
        if anything not in ("", *ours):
            return anything
    if len(ours) == 1:
        return ours[0]
    best = choose_language(words, ours)
    # A title of a word or two: most of ours are English.
    return "en" if family == "Latin" and margin(words, best, "en") < UNSURE else best


def _is_english(words: str) -> bool:
    """Whether a longer text has enough of the commonest English words."""
    every = words.lower().split()
    counts = Counter(word for word in every if word in ENGLISH)
    return (
        len(every) >= ENGLISH_WORDS
        and counts.total() >= ENGLISH_SHARE * len(every)
        and counts["the"] > 0
        and counts["and"] + counts["of"] > 0
        and len(counts) > 3
    )


def ask_model(text: str, certainty: float | None = None) -> str:
    """The most likely language by the model; "" if its probability is below `certainty`."""
    import numpy as np

    ranked = [(code, score) for code, score in _identifier().rank(text) if code != NO_LANGUAGE]
    scores = np.array([score for _, score in ranked])
    probability = 1.0 / float(np.exp(scores - scores.max()).sum())
    if certainty is not None and probability < certainty:
        return ""
    return str(ranked[0][0])


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # 50 ms, paid only when the script says too little.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
