"""Pairs the candidates of both languages and gives each pair a probability of being right.

`word_alignment` learns which word translates which, `phrase_alignment` finds the target run that
renders each source candidate of a link, and `cooccurrence` adds up all links. `features` describes
each pair in numbers, one of them from `coverage`. `scoring` runs these steps and applies the model
of `logistic`, whose weights are in `weights.json`; `dictionary` can raise the probability of pairs
that CC-CEDICT lists. Imports only `candidates/`.
"""
