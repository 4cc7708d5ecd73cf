"""Pure dynamic programming over the alignment lattice: no text, no encoder.

`semi_markov` holds the beads, the band, best paths and probabilities for texts in the same order;
`with_jumps` does the same where passages may stand anywhere. `band_search` finds the part of the
lattice worth filling, `constraints` applies what a person has decided.
"""
