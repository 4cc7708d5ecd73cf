"""Takes a reviewed file back into the project.

`registry` chooses the reader of the file (`xlsx`, `table` or `tmx`), which gives its rows (`row`);
`comparing` finds the changes that the rows ask for, with `dividing` for edited text of several
sentences; `applying` makes them in the project as one edit.
"""
