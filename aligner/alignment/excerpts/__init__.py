"""Fragments against a whole text, in any order, or more than once.

`align_excerpts` tells the story: `passage_search` finds where passages may lie (`neighbours`,
`seed_chains`), `regions` scores the beads there, the lattice with jumps decides, and `repeats`
finds further occurrences. `excerpt_model` holds the weights.
"""
