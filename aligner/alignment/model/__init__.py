"""Numbers to scores: the learned weights and what applies them.

`bead_model` reads `weights.json`, `named_weights` finds the feature of each weight, `mirroring`
exchanges the sides. `scoring` scores every bead of a band, `paragraph_prior` makes beads across
paragraph borders dearer.
"""
