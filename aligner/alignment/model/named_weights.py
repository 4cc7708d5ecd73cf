"""Weights that find their features by name, whatever the order in which these are computed."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class NamedWeights:
    """The weights of features for each size of bead, found by name."""

    names: tuple[str, ...]
    rows: Weights
    """Shape (beads, names)."""
    _arranged: dict[tuple[str, ...], Weights] = field(default_factory=dict, repr=False)

    def arranged(self, names: tuple[str, ...]) -> Weights:
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
