"""Where people are at home on a day: never in a unit that was archived by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.importing import Options
from graph.importing.options import PruneMode
from graph.network.analyses.run import analyse
from graph.organisation.coverage import homes
from graph.store.driver import Store
from tests.api.store_query import data
from tests.graph.importing.whole_organisation import imported

EPOCH = date(1970, 1, 1)
PEOPLE: list[dict[str, Any]] = [
    {"id": "ann", "home_group": "north"},
    {"id": "bob", "home_group": "south"},
    {"id": "cy"},
    {"id": "dee", "home_group": "gone"},
]
MEMBERS = [{"person": "cy", "group": "east"}, {"person": "cy", "group": "north"}]


def organisation(*archived: str, left_out: str = "") -> dict[str, list[dict[str, Any]]]:
    """Four units, some of them archived."""
    units = [
        {"id": unit, "name": unit, "kind": "unit"}
        | ({"archived": True} if unit in archived else {})
        for unit in ("east", "gone", "north", "south")
        if unit != left_out
    ]
    return {"groups": units, "people": PEOPLE, "memberships": MEMBERS}


async def at_home(store: Store, day: date) -> Mapping[str, str]:
    found = await homes(store, (day - EPOCH).days + 1)
    return {person[5:]: unit[5:] for person, unit in found.items()}


ALL = {"ann": "north", "bob": "south", "cy": "east"}


async def test_a_unit_is_a_home_until_the_day_it_is_archived(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, organisation("gone"), exported_at="2026-03-01")
    assert await at_home(empty_store, date(2026, 2, 1)) == ALL  # dee's was never alive
    await imported(
        empty_store, tmp_path, organisation("gone", "east", "south"), exported_at="2026-03-10"
    )
    assert await at_home(empty_store, date(2026, 3, 9)) == ALL
    after = {"ann": "north", "cy": "north"}
    assert await at_home(empty_store, date(2026, 3, 10)) == after
    await imported(
        empty_store, tmp_path, organisation("gone", "east", "south"), exported_at="2026-03-20"
    )
    assert await at_home(empty_store, date(2026, 3, 10)) == after  # said again: archived since

    await imported(empty_store, tmp_path, organisation("gone", "south"), exported_at="2026-03-21")
    assert await at_home(empty_store, date(2026, 3, 21)) == {"ann": "north", "cy": "east"}


async def test_a_unit_that_its_tool_holds_no_more_is_archived_today(
    empty_store: Store, tmp_path: Path
) -> None:
    people = [{"id": "bob", "home_group": "south"}]
    units = [{"id": "south", "name": "S", "kind": "unit"}, {"id": "n", "name": "N", "kind": "unit"}]
    await imported(empty_store, tmp_path, {"groups": units, "people": people})
    options = Options(prune=PruneMode.EVEN_MOST)
    await imported(empty_store, tmp_path, {"groups": units[1:], "people": people}, options)
    today = datetime.now(UTC).date()
    assert await at_home(empty_store, date(2026, 3, 1)) == {"bob": "south"}
    assert await at_home(empty_store, today) == {}


@pytest.mark.parametrize(("archived", "value"), [((), 1.0), (("south",), None)])
async def test_figures_of_homes_follow(
    empty_store: Store, tmp_path: Path, archived: tuple[str, ...], value: float | None
) -> None:
    """Only a home that is one makes a tie cross homes."""
    said = [
        {"id": f"m{n}", "conversation": "c", "author": who, "at": f"2026-03-0{n + 1}T10:00:00Z"}
        | ({"reply_to": f"m{n - 1}"} if n else {})
        for n, who in enumerate(["ann", "bob", "ann", "bob", "ann", "bob"])
    ]
    talk = {"conversations": [{"id": "c"}], "messages": said}
    await imported(empty_store, tmp_path, organisation("gone", *archived) | talk)
    await analyse(empty_store)
    query = '{ person(key: {source: "acme", externalId: "ann"}) { mixing { eiIndex { value } } } }'
    assert (await data(empty_store, query))["person"]["mixing"]["eiIndex"]["value"] == value
