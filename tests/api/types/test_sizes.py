"""How many an argument asks for: its default, its bounds, and what to do beyond them."""

from __future__ import annotations

import pytest
from strawberry import UNSET

from api.types.list_sizes import size_of
from graph.errors import BadInput


@pytest.mark.parametrize(("given", "size"), [(None, 3), (UNSET, 3), (0, 0), (10, 10)])
def test_a_size_within_bounds_is_taken(given: object, size: int) -> None:
    assert size_of(given, 3, 10, "ask for fewer") == size


@pytest.mark.parametrize("given", [0, -1, 11])
def test_a_size_out_of_bounds_is_refused_with_its_place_and_remedy(given: int) -> None:
    with pytest.raises(BadInput) as refused:
        size_of(given, 3, 10, "ask for fewer", least=1, name="count", where=" here")

    assert str(refused.value) == f"`count` is {given}; it must lie between 1 and 10 here"
    assert (refused.value.remedy, refused.value.path) == ("ask for fewer", ("count",))
