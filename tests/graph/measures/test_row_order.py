"""Rows stand in the order of several columns, whatever their ranges."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graph.measures.row_order import row_order

NUMBERS = st.one_of(st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**31))


@settings(max_examples=300, deadline=None)
@given(
    arrays.arrays(
        np.int64, st.tuples(st.integers(1, 5), st.integers(0, 9)), elements=NUMBERS, fill=st.just(7)
    )
)
def test_the_order_is_that_of_sorting_by_one_column_after_the_other(table: np.ndarray) -> None:
    columns = list(table)
    assert row_order(*columns).tolist() == np.lexsort(columns[::-1]).tolist()
    narrow = [(column % 100).astype(np.int32) for column in columns]
    assert row_order(*narrow).tolist() == np.lexsort(narrow[::-1]).tolist()


def test_columns_at_the_widest_that_one_number_holds() -> None:
    first, second = np.array([1, 0, 1, 0]), np.array([2**62 - 1, 0, 0, 2**62 - 1])
    assert row_order(first, second).tolist() == [1, 3, 2, 0]
    assert row_order(first, second * 2 + 1, first).tolist() == [1, 3, 2, 0]
