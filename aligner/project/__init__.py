"""Everything that is SQLite: the project file, its undo log and its vector cache.

`store` opens a project, `file` and `schema` make its file and its tables, `rows` turns rows into
documents, segments, links and terms. `edit` makes one change that `history` can undo; `decisions`
carries what a person decided into a new alignment. `queue` and `overview` answer the review.
"""
