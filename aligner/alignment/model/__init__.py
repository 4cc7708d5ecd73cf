"""Numbers to scores: the learned weights and what applies them.

`bead_model` reads `weights.json`, `scoring` scores every bead of a band, `paragraph_prior` makes
beads across paragraph borders dearer.
"""
