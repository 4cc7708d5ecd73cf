"""Features with the two sides exchanged, so that weights learned on one direction serve both.

A feature named after a side becomes the one named after the other side; all others stay as they
are or, if they are `ODD`, change their sign.
"""

from collections.abc import Sequence

import numpy as np

from aligner.arrays import Float32s

ODD = frozenset({"length-log"})
"""Features that change their sign."""


def twin_of(name: str) -> str:
    """The name of what a feature becomes when the sides are exchanged.

    >>> twin_of("grow-source-left"), twin_of("cosine")
    ('grow-target-left', 'cosine')
    """
    swapped = name.replace("source", "\0").replace("target", "source")
    return swapped.replace("\0", "target")


def mirror(values: Float32s, names: Sequence[str]) -> Float32s:
    """Features, or weights, of the exchanged sides; any shape whose last axis is that of the names.

    Raises: ValueError if a name's twin is missing.
    """
    position = {name: at for at, name in enumerate(names)}
    missing = [name for name in names if twin_of(name) not in position]
    if missing:
        raise ValueError(f"features without their twins: {', '.join(missing)}")
    signs = np.array([-1 if name in ODD else 1 for name in names], np.float32)
    return np.asarray(values[..., [position[twin_of(name)] for name in names]] * signs)
