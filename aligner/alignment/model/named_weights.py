"""Weights that find their features by name, whatever the order in which these are computed."""

from dataclasses import dataclass, field

import numpy as np

from aligner.arrays import Float32s


@dataclass(frozen=True, eq=False)
class NamedWeights:
    """The weights of features for each size of bead, found by name."""

    names: tuple[str, ...]
    rows: Float32s
    """Shape (beads, names)."""
    _arranged: dict[tuple[str, ...], Float32s] = field(default_factory=dict, repr=False)

    def arranged(self, names: tuple[str, ...]) -> Float32s:
        """The weights in the order of these features, shape (beads, features).

        A feature without a weight weighs nothing. Raises: ValueError if a weight has no feature.
        """
        if names not in self._arranged:
            if missing := set(self.names) - set(names):
                raise ValueError(f"weights without features: {', '.join(sorted(missing))}")
            weights = np.zeros((len(self.rows), len(names)), np.float32)
            weights[:, [names.index(name) for name in self.names]] = self.rows
            self._arranged[names] = weights
        return self._arranged[names]
