"""Names for arrays by what they hold: a signature says the dtype, a docstring the shape."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Float16s = NDArray[np.float16]
Float32s = NDArray[np.float32]
Float64s = NDArray[np.float64]
Floats = NDArray[np.floating[Any]]
"""Floating-point numbers of any precision."""
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Ints = NDArray[np.integer[Any]]
"""Integers of any size."""
Bools = NDArray[np.bool_]
