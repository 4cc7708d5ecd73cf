"""Turns scored pairs into a glossary: one entry for each term, the surest first.

`rank` tells the story. `choose_entries` picks the best rendering of each term, with a confidence
from `rerank`; `name_pieces`, `fragments` and `acronyms` drop or correct entries; `termhood` and
`term_probability` say how much a phrase looks like a term; `levelling` evens out the confidences.
`make_terms` writes the entries as terms, with `forms` for their spelling. Entries and pairs are
passed on as `entry.Entry` and `pair_table.PairTable`, settings as `options.RankingOptions`. Imports
`candidates/` and `pairing/`.
"""
