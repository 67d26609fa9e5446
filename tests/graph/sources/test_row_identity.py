"""Two rows without an id are one row exactly where they agree in what their kind is known by."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.sources.check_in_keys import check_in_key
from graph.sources.conventions import ID_BYTES
from graph.sources.kinds import FIELDS, ORDER, Kind
from graph.sources.rows import RowChecker

KNOWN_BY: dict[Kind, tuple[str, ...]] = {
    Kind.MEMBERSHIPS: ("person", "group", "role", "since"),
    Kind.CHECKINS: ("goal", "at", "by"),
    Kind.REACTIONS: ("message", "person", "kind"),
    Kind.LINKS: ("conversation", "goal"),
}
"""Kinds whose rows need no id, and the fields that make their key."""

IDS = st.text("ab@~#:/ -", min_size=1, max_size=4) | st.just("x" * ID_BYTES)
REFERENCES = IDS | st.builds(lambda id_: {"source": "b", "id": id_}, IDS)
TIMES = st.sampled_from(
    ["2026-03-04", "2026-03-04T00:00:00Z", "2026-03-04T01:00:00+01:00", "2026-03-05"]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "ref": REFERENCES,
    "time": TIMES,
    "word": st.sampled_from(["like", "Like", "member", "lead"]),
}


def test_every_kind_has_an_id_or_is_told_here() -> None:
    without = {
        kind for kind in ORDER if not any(one.name == "id" and one.required for one in FIELDS[kind])
    }
    assert without == set(KNOWN_BY)


@st.composite
def rows(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """What rows of a kind are known by; optional fields may be absent."""
    result = {}
    for item in FIELDS[kind]:
        if item.name in KNOWN_BY[kind]:
            value = draw(VALUES[item.form] if item.required else VALUES[item.form] | st.none())
            result[item.name] = value
    return result


@pytest.mark.parametrize("kind", KNOWN_BY)
@settings(max_examples=200, deadline=None)
@given(data=st.data(), source=st.sampled_from(["acme", "b"]))
def test_rows_are_one_where_they_agree_in_what_they_are_known_by(
    kind: Kind, data: st.DataObject, source: str
) -> None:
    one, other = data.draw(rows(kind)), data.draw(rows(kind))
    name = data.draw(st.sampled_from(KNOWN_BY[kind]))
    near = one | {name: other[name]}
    for second in (other, near, dict(one)):
        made = [RowChecker(kind, source).check(json.dumps(row).encode()) for row in (one, second)]
        known = [[row.row.get(name) for name in KNOWN_BY[kind]] for row in made]
        assert (made[0].id == made[1].id) == (known[0] == known[1]), (one, second)


@given(goal=IDS, by=IDS | st.none(), at=TIMES)
def test_the_key_of_a_check_in_can_be_given_as_its_id(goal: str, by: str | None, at: str) -> None:
    row = {"goal": goal, "at": at} | ({} if by is None else {"by": by})
    made = RowChecker(Kind.CHECKINS, "acme").check(json.dumps(row).encode())
    native = made.id.removeprefix("acme/")
    again = RowChecker(Kind.CHECKINS, "acme", mends=False).check(
        json.dumps(row | {"id": native}).encode()
    )
    assert again.id == made.id


def test_two_sources_have_keys_of_their_own() -> None:
    keys = {check_in_key(source, "acme/g", "2026-03-04", None) for source in ("acme", "b", "c")}
    assert len(keys) == 3
