"""Suggests pairs of terms from text that has no counterpart, by similarity alone.

`suggest` runs the steps: `candidates` chooses the term-like noun phrases of both languages,
`mutual_nearest` pairs those that are each other's nearest and says how sure that is, `title_case`
undoes the capitals of headlines, and `whole_phrases` drops pairs with a word too many.
`corpus_text` holds the text. Imports `candidates/` and `ranking/`.
"""
