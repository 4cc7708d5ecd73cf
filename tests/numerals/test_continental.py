"""How German and French write numbers: commas, hours, words, Roman numerals."""

import pytest

from aligner.numerals.reading import read_numbers


@pytest.mark.parametrize(
    ("german", "french"),
    [
        ("Sie misst 8847,60 m.", "Elle mesure 8847,6 m."),
        ("Das sind 1.250,5 Franken.", "Cela fait 1 250,5 francs."),
        ("Das sind 12'500 Leute.", "Il y a 12 500 personnes."),
        ("Um 20.30 Uhr waren sie da.", "A 20 h. 30 ils y étaient."),
        ("Um 20.30 Uhr waren sie da.", "A 20h30 ils y étaient."),
        ("Zurück nach Lager 4!", "Retour au camp IV!"),
        ("Der dritte Achttausender", "Le troisième « 8000 »"),
        ("tausend Meter", "1000 m"),
        ("die zweite Expedition", "la 2e expédition"),
        ("Es waren 21 Träger.", "Ils étaient vingt et un, 21 en tout."),
        ("einundzwanzig Träger", "21 porteurs"),
        ("Bilder 3,4 und 5", "les images 3, 4 et 5"),
    ],
)
def test_the_same_number_in_another_writing(german: str, french: str) -> None:
    """Neither side says a number that the other does not."""
    sides = read_numbers(german, "de"), read_numbers(french, "fr")
    assert [sides[0].missing(sides[1]), sides[1].missing(sides[0])] == [[], []]


@pytest.mark.parametrize(
    ("german", "french"),
    [
        ("18,29 m", "19,29 m"),
        ("8847,60 m", "8848,60 m"),
        ("Um 15.30 Uhr", "A 15 h. 40"),
        ("6100 m", "6200 m"),
    ],
)
def test_another_number(german: str, french: str) -> None:
    """What differs is seen."""
    sides = read_numbers(german, "de"), read_numbers(french, "fr")
    assert sides[0].missing(sides[1])
