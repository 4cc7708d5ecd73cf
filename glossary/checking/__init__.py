"""Compares a translation with its glossary, and its names and numbers with the source.

`checks` runs everything: `adherence` (approved renderings that are missing, forbidden ones that
are used), `consistency` (terms rendered in several ways, renderings that serve several terms),
`latin_names` (names that only the target has) and the numbers of `aligner.checking`. `finding` is
what they report. Terms are found by `aligner.term_matching`.
"""
