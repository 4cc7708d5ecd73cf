"""Text to numbers: everything that speaks for or against a bead, as arrays.

`encode_pair` makes a `text_pair` (vectors, words, surface facts) of two texts; `tile` is a
rectangle of the lattice and `bead_features` the features of every bead in it, by `similarity`,
`word_coverage` and `surface`, each under its name in a `feature_stack`. `second_pass` adds the
dearer evidence about beads in question.
"""
