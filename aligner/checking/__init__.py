"""Quality checks of translation pairs: pure functions from a bitext to findings.

`checks` is the table of all checks and runs them; `numbers`, `brackets`, `untranslated`, `lengths`
and `consistency` hold one check each; `finding` says what a check is given and what it reports.
"""
