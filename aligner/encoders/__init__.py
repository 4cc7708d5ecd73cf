"""Sentence encoders: texts in, vectors out.

`protocol` is what the rest of the program needs of an encoder, `registry` finds one by name.
`embedded/` is the default model, `sbert` any sentence-transformers model (with `loading` and
`centred`). `blend` joins several, `cached` keeps vectors, `catalogue` lists the models.
"""
