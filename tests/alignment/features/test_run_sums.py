"""Sums over runs are those of their sentences."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.features.run_sums import box_sums
from aligner.alignment.lattice.beads import BEADS


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**31))
def test_a_box_holds_the_sum_of_its_cells(rows: int, columns: int, seed: int) -> None:
    """A box that reaches over the end has what lies inside."""
    matrix = np.random.default_rng(seed).integers(0, 3, (rows, columns)).astype(np.float32)
    sums = box_sums(matrix)
    assert set(sums) == set(BEADS[2:])
    for (n, m), total in sums.items():
        expected = [[matrix[i : i + n, j : j + m].sum() for j in range(columns)]
                    for i in range(rows)]  # fmt: skip
        np.testing.assert_array_equal(total, expected)
