"""Dearer evidence about the few beads that the first pass leaves in question.

`rescoring` gathers the features of single beads: `speech` compares where quotations run
(`quotations` follows the marks), `clause_fit` how the clauses at the borders fit (`clauses` splits
and encodes them).
"""
