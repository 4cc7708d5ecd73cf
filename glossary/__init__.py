"""Builds a bilingual glossary from aligned texts, exports it, and checks a translation against it.

The way of a term: `candidates/` finds the words and phrases that may be terms, `pairing/` pairs
them across the links and gives each pair a probability, `ranking/` chooses one entry for each term
and sorts the entries. `build.py` runs these three and adds pairs from unaligned text
(`suggestions/`) and terms that the user already has (`known_terms.py`, read by `termbase/`).
Beside this line lie `exporters/`, one module a format, `checking/`, which compares the links with
the glossary, and `glossary.py`, the value that Python programs get. `inputs.py` reads corpora and
termbases, `cli/` holds the commands.
Imports point back along the line, never forward.
"""
