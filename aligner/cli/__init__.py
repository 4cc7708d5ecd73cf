"""The commands of `duizhao`, one a file; `app` puts them together with those of `glossary`.

`summary`, `pair_table` and `evaluation_table` are how results are shown, `align_many` is `align`
for folders and lists, `terminal_review` is `review` without a browser, `projects` reads several
projects as one. What knows only the terminal lies in `aligner.console`.
"""
