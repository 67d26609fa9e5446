"""Who belongs on a day: spans that hold, of people who have joined and not left, in every answer alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.cli.analysis import show_ended
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import EVERYTHING
from graph.organisation.coverage import EndedGroups, ended_groups, group_members, homes, managers
from graph.records.window import tomorrow
from graph.store.driver import Store
from tests.api.store_query import data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported, query

SPANS = {
    "open": (None, None),
    "begun": ("2020-01-01", None),
    "future": ("2031-01-01", None),
    "ended": (None, "2025-01-01"),
    "ending": (None, "2031-01-01"),
}
STAYS = {
    "here": (None, None),
    "left": (None, "2025-01-01T10:00:00Z"),
    "leaving": (None, "2031-01-01"),
    "coming": ("2031-01-01", None),
}
DAYS = {None: date(2026, 1, 1), "2024-06-01": date(2024, 6, 1), "2032-01-01": date(2032, 1, 1)}
"""Argument → a day on which the same spans hold; today lies between 2025 and 2031."""
WHO = [f"{span}-{stay}" for span in SPANS for stay in STAYS]
OLD = [f"old{n}" for n in range(6)]
ROWS: dict[str, list[dict[str, Any]]] = {
    "groups": [{"id": "top", "name": "Top"}, {"id": "z", "name": "Zed", "parent": "top"},
               {"id": "was", "name": "Was", "kind": "unit"}],
    "people": [
        *(
            {"id": f"{span}-{stay}", "name": f"{span}-{stay}", "joined_at": joined, "left_at": left}
            for span in SPANS
            for stay, (joined, left) in STAYS.items()
        ),
        *({"id": one} for one in OLD),
    ],
    "memberships": [
        *(
            {"person": f"{span}-{stay}", "group": "z", "since": since, "until": until}
            for span, (since, until) in SPANS.items()
            for stay in STAYS
        ),
        *({"person": one, "group": "was", "since": "2020-01-01", "until": "2025-12-31"} for one in OLD),
    ],
    "conversations": [{"id": "c", "started_at": "2024-06-01"}],
    "messages": [
        {"id": f"m{n}", "conversation": "c", "at": "2024-06-01", "author": one}
        for n, one in enumerate(OLD)
    ],
}  # fmt: skip


def holds(first: str | None, last: str | None, day: date) -> bool:
    """Whether a span holds at the end of a day."""
    begun = first is None or date.fromisoformat(first[:10]) <= day
    return begun and (last is None or date.fromisoformat(last[:10]) > day)


def belonging(day: date) -> list[str]:
    """Who belongs to the group on a day, by plain reading of the rows."""
    return sorted(
        f"{span}-{stay}"
        for span, ends in SPANS.items()
        for stay, there in STAYS.items()
        if holds(*ends, day) and holds(*there, day)
    )


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def timed(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """The organisation above, analysed; everybody's home is the group and their manager is `boss`."""
    await emptied(store)
    await imported(store, tmp_path_factory.mktemp("timed"), ROWS)
    await analyse(store)
    yield store
    await emptied(store)


def key(name: str) -> dict[str, str]:
    """The key of a thing."""
    return {"source": "acme", "externalId": name}


@pytest.mark.parametrize("on", DAYS)
async def test_members_are_those_of_the_day(timed: Store, on: str | None) -> None:
    text = """query($group: NodeKeyInput!, $on: Date) { group(key: $group) {
      members(first: 100, on: $on) { totalCount nodes { name } } } }"""
    for group in ("z", "top"):
        members = (await data(timed, text, {"group": key(group), "on": on}))["group"]["members"]

        assert sorted(node["name"] for node in members["nodes"]) == belonging(DAYS[on])
        assert members["totalCount"] == len(belonging(DAYS[on]))


@pytest.mark.parametrize("on", DAYS)
async def test_every_number_of_a_group_is_about_the_same_people(
    timed: Store, on: str | None
) -> None:
    until = None if on is None else f"{on}T23:00:00Z"
    text = """query($group: NodeKeyInput!, $window: WindowInput) { group(key: $group) {
      lineOfSight(window: $window) { share { denominator } }
      alignment(window: $window) { goalLinkedShare { withheld } voiceGap { groups { totalCount } } } } }"""
    window = {"until": until} if until else None
    group_answer = (await data(timed, text, {"group": key("z"), "window": window}))["group"]

    assert group_answer["lineOfSight"]["share"]["denominator"] == len(belonging(DAYS[on]))
    day = tomorrow() if on is None else (date.fromisoformat(on) - date(1970, 1, 1)).days + 1
    members = (await group_members(timed, day)).members
    assert [one.removeprefix("acme/") for one in members["acme/z"]] == belonging(DAYS[on])
    assert members["acme/top"] == members["acme/z"]


async def test_the_network_is_who_is_there(timed: Store) -> None:
    text = """query($on: Date) { network { members(first: 100, on: $on) { totalCount }
      lineOfSight { share { denominator } } } }"""
    for on, day in DAYS.items():
        there = sum(holds(*STAYS[person.split("-")[1]], day) for person in WHO) + len(OLD)
        network = (await data(timed, text, {"on": on}))["network"]

        assert network["members"]["totalCount"] == there
        if on is None:
            assert network["lineOfSight"]["share"]["denominator"] == there
            [(people,)] = await query(timed, "MATCH (a:Analysis {state: 'done'}) RETURN a.people")
            assert people == there


async def test_a_group_whose_memberships_have_ended_says_so(timed: Store) -> None:
    text = """query($group: NodeKeyInput!, $window: WindowInput) { group(key: $group) {
      centrality(measure: DEGREE) { value withheld remedy }
      live: centrality(measure: DEGREE, sense: AS_ONE) { withheld remedy }
      absence { withheld remedy }
      lineOfSight(window: $window) { share { denominator withheld remedy } }
      alignment { goalLinkedShare { withheld remedy } } } }"""
    group = (await data(timed, text, {"group": key("was"), "window": None}))["group"]
    numbers = [group["centrality"], group["live"], group["absence"], group["lineOfSight"]["share"],
             group["alignment"]["goalLinkedShare"]]  # fmt: skip

    assert [number["withheld"] for number in numbers] == ["NO_MEMBERS"] * 5
    assert all('until: "2025-12-31T00:00:00Z"' in number["remedy"] for number in numbers)
    assert all("goalgraph analyse --until 2025-12-31" in number["remedy"] for number in numbers)

    window = {"until": "2025-12-31T00:00:00Z"}
    then = (await data(timed, text, {"group": key("was"), "window": window}))["group"]
    assert then["lineOfSight"]["share"] == {"denominator": 6, "withheld": None, "remedy": None}


async def test_the_analysis_tells_of_ended_groups(
    timed: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = await ended_groups(timed, tomorrow())
    assert ended == EndedGroups(1, (date(2025, 12, 30) - date(1970, 1, 1)).days)

    show_ended(ended, EVERYTHING)
    output = capsys.readouterr().out
    assert "1 groups not measured" in output
    assert "goalgraph analyse --until 2025-12-31" in output
    assert await ended_groups(timed, ended.day + 1) is None


async def test_homes_and_managers_are_of_people_who_are_there(
    empty_store: Store, tmp_path: Path
) -> None:
    people = [
        {"id": stay, "home_group": "z", "manager": "boss", "joined_at": joined, "left_at": left}
        for stay, (joined, left) in STAYS.items()
    ]
    more = [
        {"id": "boss"},
        {"id": "gone", "left_at": "2025-01-01"},
        {"id": "of", "manager": "gone"},
    ]
    rows = {"groups": [{"id": "z", "name": "Zed"}], "people": [*people, *more]}
    await imported(empty_store, tmp_path, rows)
    text = """{ people(first: 100) { nodes { key { externalId } home { name } manager { key { externalId } } } } }"""
    nodes = (await data(empty_store, text))["people"]["nodes"]
    by_id = {person["key"]["externalId"]: person for person in nodes}
    there = {"here", "leaving"}

    assert {person for person, row in by_id.items() if row["home"]} == there
    assert {person for person, row in by_id.items() if row["manager"]} == there
    assert {
        person.removeprefix("acme/") for person in await homes(empty_store, tomorrow())
    } == there
    bosses = await managers(empty_store, tomorrow())
    assert {person.removeprefix("acme/") for person in bosses} == there
