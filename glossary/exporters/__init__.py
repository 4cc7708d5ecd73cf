"""Writes a glossary for other programs: one module a format, each with `data(selection) -> bytes`.

`formats` is the table of the formats, `export_terms` writes one of them to a file. `options` says
which terms are written and counts the others. `table`, `concepts` and `machine` hold what several
formats share: rows, TBX's concept entries, two-column lists for machine translation.
"""
