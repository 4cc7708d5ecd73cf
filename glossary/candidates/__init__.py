"""Finds what may be a term: the first shelf, which imports nothing else of this package.

`analysis/` cuts sentences into tagged tokens, one module a language. `tokens` keeps the tokens of
one language as flat arrays, `spans` the runs of tokens that match a pattern for terms, and
`corpus_index` both languages with the links between them. `long_forms` finds what the acronyms of
a text abbreviate.
"""
