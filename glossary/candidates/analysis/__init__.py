"""Cuts sentences into tagged tokens: one analyser a language, and the patterns that terms match.

`registry` chooses the analyser: `english`, `chinese`, or `plain` for every other language.
`patterns` finds the runs of tags that match.
"""
