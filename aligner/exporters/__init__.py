"""Links in the formats of other tools, one a file.

`formats` is the table, `export_file` writes them. `selection` says which links are written and in
which words, `options` what can be asked for and what is reported. Formats share `lines` (a line per
link), `table` (its columns), `review_sheet` (a spreadsheet and its way back), `covering` (every
sentence once, in order), `packing` (office files without a clock); the HTML page is worked out by
`report`, `dot_plot` and `term_marks`.
"""
