"""Pure dynamic programming over the alignment lattice: no text, no encoder.

A node (i, j) means that i source and j target sentences are done; `beads` are steps between nodes
and a `band` says which nodes are filled in. `sweeps` go over a band forward and backward, and
`bead_sums` make probabilities of them: for two texts in the same order in `semi_markov`, where
passages may lie anywhere in `with_jumps`. `band_search` finds the part of the lattice worth
filling, `constraints` applies what a person has decided, `monotone` finds the heaviest chain.
"""
