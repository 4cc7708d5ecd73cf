"""What belongs together because a file or its name says so.

`file_names` pairs the files of two folders; `aligned_files` reads material that is aligned already,
`line_pairs` pairs line i with line i, and `aligned_rows` makes a bitext of rows or beads.
"""
