"""A part of NLTK is imported alone, and leaves no trace that would hurt a later import."""

import subprocess
import sys


def run(code: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_splitter_comes_without_the_rest() -> None:
    """Neither scipy nor NLTK's taggers are imported for Punkt."""
    code = (
        "import sys; from aligner.splitting.nltk_part import import_nltk\n"
        "punkt = import_nltk('tokenize.punkt')\n"
        "print(punkt.PunktSentenceTokenizer().tokenize('One. Two.'), 'scipy' in sys.modules)"
    )
    assert run(code) == "['One.', 'Two.'] False"


def test_the_whole_package_can_be_imported_afterwards() -> None:
    """`import nltk` after it gives NLTK as always."""
    code = (
        "from aligner.splitting.nltk_part import import_nltk; import_nltk('tokenize.punkt')\n"
        "import nltk\n"
        "print(nltk.tokenize.WhitespaceTokenizer().tokenize('a b'), nltk.pos_tag.__name__)"
    )
    assert run(code) == "['a', 'b'] pos_tag"
