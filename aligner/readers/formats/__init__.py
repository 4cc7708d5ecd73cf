"""One module a file format; `aligner.readers.registry` says which of them reads which file.

`read` gives a text with its blocks; `read_aligned_rows` gives the pairs of a file that is aligned
already (tmx, xliff, table_pairs), and so do `beads` and `intertext` for files that only hold links.
"""
