"""The program from Python. `from aligner import …` gives all of it; docs/api.md shows it.

`align` has `align` for files and `align_texts` for texts; both give the `bitext.Bitext` of this
shelf, which adds to the data that all layers share a table, files, and a view in notebooks.
`glossary` has `build_glossary`, `project` has `read_project`. Above everything but the commands.
"""
