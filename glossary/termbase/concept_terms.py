"""Makes terms of concepts: which languages, which region, and which status each pair has.

The model: an entry is a concept, its renderings are judged one by one. A rendering that the
termbase deprecates is forbidden; a *source* synonym that it deprecates is a form in which the text
may have the concept, so it is found in the text and its right rendering stays right.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aligner.languages import get_language, is_chinese
from aligner.readers.pairing.aligned_rows import language_code
from aligner.term import Term, TermOrigin, TermStatus, Variant
from aligner.wording import count_noun
from glossary.termbase.concept import Concept, Designation
from glossary.termbase.status import read_status

DOUBTFUL = 0.5
"""Confidence of a candidate of a list that gives no number: nobody has said that it is right."""

_NONE, _OTHER_REGION, _NO_REGION, _LIKE_REGION, _EXACT = range(5)
"""How well a language tag fits a language, best last."""

_PARTS = {"propernoun": "proper noun", "n": "noun", "v": "verb", "adj": "adjective",
          "adv": "adverb", "pn": "proper noun"}  # fmt: skip


def make_terms(
    concepts: Iterable[Concept], languages: tuple[str, str]
) -> tuple[list[Term], tuple[str, ...]]:
    """The terms of concepts in two languages, and notes on what was left out or is in doubt."""
    making = _Making(languages)
    concepts = list(concepts)
    best = [
        max((_fit(t, language) for c in concepts for t in c.designations), default=_NONE)
        for language in languages
    ]
    for concept in concepts:
        making.add(concept, best)
    return making.terms, tuple(making.notes(best))


@dataclass(slots=True)
class _Making:
    languages: tuple[str, str]
    terms: list[Term] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    """Statuses that nobody knows, with the number of their renderings."""
    elsewhere: Counter[str] = field(default_factory=Counter)
    """Tags of another region, with the number of concepts that have only that."""

    def add(self, concept: Concept, best: Sequence[int]) -> None:
        """Add the terms of a concept; `best` is how well the file's best tag fits a side."""
        sides = []
        for language, most in zip(self.languages, best, strict=True):
            fits = {
                tag: _fit(tag, language) for tag, words in concept.designations.items() if words
            }
            here = max(fits.values(), default=_NONE)
            if here == _NONE:
                return
            tags = [tag for tag, fit in fits.items() if fit == here]
            if here == _OTHER_REGION:
                self.elsewhere[tags[0]] += 1
                if most > _OTHER_REGION:
                    return
            sides.append([word for tag in tags for word in concept.designations[tag] if word.text])
        sources, targets = sides
        if sources and targets:
            doubtful = _OTHER_REGION in best
            self.terms += [self._term(concept, sources, t, doubtful=doubtful) for t in targets]

    def notes(self, best: Sequence[int]) -> Iterable[str]:
        """What the user must know."""
        for word, count in self.unknown.items():
            terms = count_noun(count, "term")
            yield f"the status “{word}” is not known: {terms} read as candidates."
        for tag, count in self.elsewhere.items():
            terms = count_noun(count, "term")
            wanted = " and ".join(dict.fromkeys(get_language(c).tmx_code for c in self.languages))
            if _OTHER_REGION in best:
                yield f"it has {tag} where {wanted} is wanted: {terms} read as candidates."
            else:
                yield f"{terms} only in {tag}, not in {wanted}: left out."

    def _status(self, word: Designation) -> TermStatus:
        status = read_status(word.status)
        if status is None:
            self.unknown[word.status] += 1
            return TermStatus.CANDIDATE
        return status

    def _term(
        self, concept: Concept, sources: Sequence[Designation], target: Designation, *,
        doubtful: bool,
    ) -> Term:  # fmt: skip
        statuses = [read_status(word.status) for word in sources]
        deprecated = [s is TermStatus.FORBIDDEN for s in statuses]
        number = deprecated.index(False) if False in deprecated else 0
        main = sources[number]
        status = self._status(target)
        if status is TermStatus.APPROVED and (
            doubtful or statuses[number] in (None, TermStatus.CANDIDATE)
        ):
            status = TermStatus.CANDIDATE
        old = [word.text for word, is_old in zip(sources, deprecated, strict=True) if is_old]
        notes = [concept.definition, concept.note, main.note, target.note]
        if old and not deprecated[number]:
            notes.append(f"deprecated: {', '.join(old)}")
        confidence = target.confidence
        if confidence is None:
            confidence = DOUBTFUL if status is TermStatus.CANDIDATE else 1.0
        others = [Variant(w.text, 0) for w in sources if w.text != main.text]
        return Term(
            main.text,
            target.text,
            *self.languages,
            confidence,
            status=status,
            origin=TermOrigin.TERMBASE,
            part_of_speech=_part_of_speech(main.part_of_speech or target.part_of_speech),
            domain=concept.domain,
            note="; ".join(dict.fromkeys(note for note in notes if note)),
            source_variants=tuple(dict.fromkeys([*concept.source_variants, *others])),
            target_variants=concept.target_variants,
        )


def _part_of_speech(name: str) -> str:
    plain = name.strip()
    return _PARTS.get(plain.casefold().replace(" ", "").rstrip("."), plain)


def _fit(tag: str, language: str) -> int:
    """How well a tag of a file fits a language of ours.

    >>> [_fit(tag, "zh") for tag in ("zh-CN", "zh-SG", "zh", "zh-TW", "en")]
    [4, 3, 2, 1, 0]
    >>> [_fit(tag, "zh-TW") for tag in ("zh-Hant", "zh-HK", "zh", "zh-Hans")], _fit("en-GB", "en")
    ([4, 3, 2, 1], 4)
    """
    code = language_code(tag)
    if code.split("-")[0] != language.split("-", maxsplit=1)[0]:
        return _NONE
    if not is_chinese(language):
        return _EXACT
    plain = tag.strip().replace("_", "-").lower()
    if plain in ("zh", "cmn", "zho", "chi"):
        return _NO_REGION
    if code != language:
        return _OTHER_REGION
    exact = {get_language(language).tmx_code.lower(), "zh-hant", "zh-hans", "zh-hans-cn"}
    return _EXACT if plain in exact else _LIKE_REGION
