"""The alignment engine: two lists of sentences in, links with probabilities out.

`engine` is the way in: it has `mode` decide whether the texts are complete or excerpts and runs
`full_text/` or `excerpts/`. Both turn sentences into numbers with `features/`, weigh them with
`model/`, and find the best path and its probabilities with `lattice/`. `links` makes links of the
result and `flags` says why one may be doubtful. Nothing here reads a file.
"""
