"""Lists by several keys: as Python sorts the same rows, page by page, from either end, with what has no value."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from api.types.cursors import to_cursor
from graph.keys import day_part, sort_key, time_part
from graph.organisation.goals import goals as every
from graph.records import BY_LABEL
from graph.store.driver import Store
from graph.store.list_orders import keys_of
from graph.store.statement_lists import RootList
from graph.store.where import Page
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import query

ROWS = 40
DAYS = date(2026, 1, 1), date(2026, 1, 2)
MOMENT = datetime(2026, 1, 1, 0, 0, 0, 250_000, tzinfo=UTC)


def goals(draw: random.Random) -> list[dict[str, Any]]:
    """Goals that tie in much and lack much."""
    rows: list[dict[str, Any]] = []
    for number in range(ROWS):
        title, due = draw.choice("ab"), draw.choice((None, *DAYS))
        moment = MOMENT + timedelta(seconds=draw.randint(0, 2) * 0.5)
        id_ = f"acme/{draw.randint(0, 9)}{number}"
        rows.append(
            {
                "id": id_,
                "title": title,
                "status": draw.choice((None, "active", "dropped", "achieved")),
                "starts_on": draw.choice((None, *DAYS)),
                "archived": draw.choice((None, True, False)),
                "due_on": due,
                "by_title": sort_key(title, id_),
                "by_due": sort_key(day_part(due), id_),
                "by_updated": f"{time_part(moment)}\x1f{id_}",
                "updated_at": time_part(moment),
                "child_count": draw.choice((0, 0, 1, 2)),
            }
        )
    return rows


def people(draw: random.Random) -> list[dict[str, Any]]:
    """People of few names, levels and moments."""
    rows = []
    for number in range(ROWS):
        name, id_ = draw.choice("ab"), f"acme/p{draw.randint(0, 9)}{number}"
        half = MOMENT.replace(microsecond=0)
        rows.append(
            {
                "id": id_,
                "name": name,
                "level": draw.choice((None, 1, 2)),
                "joined_at": draw.choice((None, MOMENT, half, half + timedelta(seconds=1))),
                "by_name": sort_key(name, id_),
            }
        )
    return rows


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def rows(store: Store) -> AsyncIterator[dict[str, list[dict[str, Any]]]]:
    """What the store holds: goals with children, people of one group, each with two spans."""
    await emptied(store)
    draw = random.Random(5)
    found = {"Goal": goals(draw), "Person": people(draw)}
    await query(store, "UNWIND $rows AS row CREATE (g:Goal) SET g = row", rows=found["Goal"])
    await query(
        store,
        "MATCH (g:Goal) UNWIND range(1, g.child_count) AS n MATCH (low:Goal) "
        "WHERE low.id <> g.id WITH g, n, collect(low)[n] AS low CREATE (low)-[:SUPPORTS]->(g)",
    )
    await query(
        store,
        "CREATE (t:Group {id: 'acme/t', name: 'T', by_name: 't\x1facme/t'}) WITH t "
        "UNWIND $rows AS row CREATE (p:Person) SET p = row WITH t, p UNWIND ['1', '2'] AS n "
        "CREATE (p)-[:MEMBER_OF {key: '\x1f' + p.id + n}]->(t)",
        rows=found["Person"],
    )
    yield found
    await emptied(store)


FIELDS = {
    "Goal": ("title", "status", "starts_on", "archived", "due_on", "updated_at", "child_count"),
    "Person": ("name", "level", "joined_at"),
}
LISTS = {
    "Goal": ("{ goals(%s) { %s } }", 1, lambda found: found["goals"]),
    "Person": ("{ people(%s) { %s } }", 1, lambda found: found["people"]),
    "spans": (
        '{ group(key: {source: "acme", externalId: "t"}) { memberships(%s) { %s } } }',
        2,
        lambda found: found["group"]["memberships"],
    ),
}
SORT_KEYS = {"title": "by_title", "due_on": "by_due", "updated_at": "by_updated", "name": "by_name"}
Key = tuple[str, bool, bool]
"""Field, whether it goes down, whether absent values are first."""


def asked(keys: list[Key]) -> str:
    """The argument."""
    said = [
        f"{{field: {name.upper()}, direction: {'DESC' if down else 'ASC'}, nulls: {'FIRST' if first else 'LAST'}}}"
        for name, down, first in keys
    ]
    return f"orderBy: [{', '.join(said)}]"


def in_order(rows: list[dict[str, Any]], keys: list[Key], own: str) -> list[str]:
    """The ids as Python sorts them: stable, the last key first; one sort key alone goes by its ids, too."""
    if len(keys) == 1 and keys[0][0] in SORT_KEYS and keys[0][1] == keys[0][2]:
        name, down, _ = keys[0]
        ordered = sorted(rows, key=lambda row: row[SORT_KEYS[name]], reverse=down)
        return [row["id"] for row in ordered]
    found = sorted(rows, key=lambda row: row[own])
    for name, down, first in reversed(keys):
        default = False if name == "archived" else None

        def value(row: dict[str, Any], name: str = name, default: Any = default) -> Any:
            return default if row[name] is None else row[name]

        there = [row for row in found if value(row) is not None]
        absent = [row for row in found if value(row) is None]
        there = sorted(there, key=value, reverse=down)
        found = [*absent, *there] if first else [*there, *absent]
    return [row["id"] for row in found]


async def walked(store: Store, name: str, keys: list[Key], *, backward: bool) -> list[str]:
    """The ids of the whole list, page by page."""
    text, _, page_of = LISTS[name]
    found: list[str] = []
    cursor = None
    while True:
        size, bound = ("last", "before") if backward else ("first", "after")
        more = f"{size}: 7, {asked(keys)}" + (f', {bound}: "{cursor}"' if cursor else "")
        selected = "nodes { key { externalId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        page = page_of(await data(store, text % (more, selected)))
        ids = [f"acme/{node['key']['externalId']}" for node in page["nodes"]]
        found = [*ids, *found] if backward else [*found, *ids]
        info = page["pageInfo"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found
        cursor = info["startCursor" if backward else "endCursor"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", sorted(LISTS))
async def test_pages_are_as_python_sorts(
    store: Store, rows: dict[str, list[dict[str, Any]]], name: str, seed: int
) -> None:
    draw = random.Random(f"{name} {seed}")
    label = "Person" if name == "spans" else name
    fields = draw.sample(FIELDS[label], draw.randint(1, 3))
    keys = [(field, draw.random() < 0.5, draw.random() < 0.5) for field in fields]
    times, own = LISTS[name][1], "by_title" if label == "Goal" else "by_name"

    expected = [id_ for id_ in in_order(rows[label], keys, own) for _ in range(times)]

    backward = seed % 2 == 1
    assert await walked(store, name, keys, backward=backward) == expected, keys


async def test_the_plain_way_gives_the_same(
    store: Store, rows: dict[str, list[dict[str, Any]]]
) -> None:
    assert isinstance(every, RootList)
    key = keys_of(BY_LABEL["Goal"])["status"][0]
    keys = (replace(key, descending=True), keys_of(BY_LABEL["Goal"])["starts_on"][0])
    page = await every.page(store, Page(limit=100, keys=keys))
    spoken = [("status", True, False), ("starts_on", False, False)]
    assert [edge.node.id for edge in page.edges] == in_order(rows["Goal"], spoken, "by_title")


ENDS = """
UNWIND ['alpha', 'beta', 'gamma'] AS name
CREATE (:Capability {id: name, name: name, by_name: name, by_updated: '2026-01-01T00:00:00.000000Z\x1f' + name})
"""
"""Capabilities as an import writes them: their sort key is the id."""
VERSIONS = """
CREATE (c:CheckIn {id: 'acme/c', by_at: '2026-01-01T00:00:00.000000Z\x1facme/c', at: datetime('2026-01-01')})
WITH c UNWIND range(1, 11) AS n
CREATE (v:CheckInVersion {id: c.id + '#' + n, at: c.at, by_updated: '2026-01-01T00:00:00.000000Z\x1f' + c.id + '#' + n})
SET v.progress = n / 100.0, v.by_version = right('000000000000' + n, 12) + '\x1f' + c.id
CREATE (v)-[:VERSION_OF]->(c)
"""
"""Versions of a check-in: their sort key ends in the check-in's id."""


@pytest.mark.parametrize("down", [False, True])
async def test_sort_keys_that_do_not_end_in_the_own_id_are_keys_among_several(
    store: Store, down: bool
) -> None:
    await emptied(store)
    await query(store, ENDS)
    await query(store, VERSIONS)
    which = "DESC" if down else "ASC"

    order = f"orderBy: [{{field: UPDATED_AT}}, {{field: NAME, direction: {which}}}]"
    for page in ("first: 9", "last: 9"):
        found = await data(store, f"{{ capabilities({page}, {order}) {{ nodes {{ name }} }} }}")
        names = [one["name"] for one in found["capabilities"]["nodes"]]
        assert names == sorted(["alpha", "beta", "gamma"], reverse=down)

    order = f"orderBy: [{{field: UPDATED_AT}}, {{field: VERSION, direction: {which}}}]"
    for page in ("first: 99", "last: 99"):
        said = (
            f"{{ checkIns {{ nodes {{ versions({page}, {order}) {{ nodes {{ progress }} }} }} }} }}"
        )
        (check_in,) = (await data(store, said))["checkIns"]["nodes"]
        numbers = [round(one["progress"] * 100) for one in check_in["versions"]["nodes"]]
        assert numbers == sorted(range(1, 12), reverse=down)
    await emptied(store)


WRONG = {
    "[{field: STATUS}, {field: STATUS, direction: DESC}]": "`orderBy` names STATUS twice",
    "[{field: STATUS, nulls: null}]": "`orderBy.0.nulls` is null",
    "[" + ", ".join(f"{{field: {f}}}" for f in ("TITLE", "DUE_ON", "KIND", "STATUS", "ARCHIVED", "UPDATED_AT")) + "]": "`orderBy` has 6 keys, at most 5 are allowed",
}  # fmt: skip


@pytest.mark.parametrize("order", sorted(WRONG))
async def test_what_is_no_order_is_refused(store: Store, order: str) -> None:
    answer = await ask(store, f"{{ goals(orderBy: {order}) {{ nodes {{ id }} }} }}")
    assert [error.message for error in answer.errors] == [WRONG[order]]


@pytest.mark.parametrize(
    "values",
    ["x", "[1]", '[null,"2026-01-01"]', '["a",7,"x"]', '["a","2026-13-01","x"]', "[" * 400],
)
async def test_a_forged_cursor_is_none(store: Store, values: str) -> None:
    place = "goals None False status False False starts_on False False "
    order = "orderBy: [{field: STATUS}, {field: STARTS_ON}]"
    said = f'{{ goals(after: "{to_cursor(place, values)}", {order}) {{ nodes {{ id }} }} }}'
    answer = await ask(store, said)
    assert "not a cursor of this list in this order" in answer.errors[0].message
