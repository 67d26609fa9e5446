"""Which groups stand at the top: parts of no other, that have parts or are somebody's home."""

from __future__ import annotations

from typing import Any

import pytest

from graph.organisation.membership import membership_index
from graph.scopes.membership_days import top_groups

HOME = ("x/ann", True, None, None)
GUEST = ("x/bob", False, None, None)
PEOPLE = [("x/ann", False, None, None), ("x/bob", False, None, None)]


@pytest.mark.parametrize(
    ("parts", "spans", "top"),
    [
        ({"x/a": [], "x/b": ["x/a"]}, {}, ["x/a"]),
        ({"x/a": [], "x/b": ["x/a"]}, {"x/b": [HOME]}, ["x/a"]),
        ({"x/a": [], "x/b": []}, {"x/b": [HOME]}, ["x/b"]),
        ({"x/a": [], "x/b": []}, {"x/b": [GUEST]}, []),
        ({"x/a": [], "x/b": [], "x/c": ["x/a"]}, {"x/b": [HOME, GUEST]}, ["x/a", "x/b"]),
        ({}, {}, []),
    ],
)
def test_groups_at_the_top(
    parts: dict[str, list[str]], spans: dict[str, list[Any]], top: list[str]
) -> None:
    groups = [(group, "unit", False, above) for group, above in parts.items()]
    membership = membership_index(PEOPLE, groups, list(spans.items()))
    assert [membership.groups[place] for place in top_groups(membership)] == top
