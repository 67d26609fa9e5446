"""The text of a list statement for a page: range, order and filters, always with values as parameters."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from graph.errors import StatementError
from graph.keys import sort_key
from graph.organisation.groups import members_of_groups
from graph.organisation.people import homes_of_people, people
from graph.store.driver import Store
from graph.store.filter_terms import Filter, fragments
from graph.store.where import (
    Page,
    count_statement,
    is_list_statement,
    page_statement,
)
from tests.conftest import emptied


def lines(text: str) -> list[str]:
    """The lines that a page may change."""
    return [
        line.strip()
        for line in text.splitlines()
        if line.lstrip().startswith(("WHERE", "WITH", "ORDER BY", "LIMIT"))
    ]


def test_the_first_page_is_the_statement_as_it_stands() -> None:
    text, params = page_statement("people", Page(limit=10))
    assert lines(text) == [
        "WHERE n.by_name > ''",
        "WITH n, n.by_name AS cursor",
        "ORDER BY cursor",
        "LIMIT $limit",
        "ORDER BY cursor",
    ]
    assert params == {"limit": 11}


def test_a_page_after_a_cursor_begins_above_it() -> None:
    text, params = page_statement("people", Page(after="m"))
    assert lines(text)[0] == "WHERE n.by_name > '' AND n.by_name > $after"
    assert params == {"limit": 26, "after": "m"}


def test_a_page_from_the_end_is_ordered_backwards() -> None:
    text, params = page_statement("people", Page(before="m", backward=True))
    assert lines(text)[0] == "WHERE n.by_name > '' AND n.by_name < $before"
    assert lines(text)[2] == "ORDER BY cursor DESC"
    assert params == {"limit": 26, "before": "m"}


def test_descending_turns_order_and_cursors() -> None:
    text, params = page_statement("people", Page(after="m", descending=True))
    assert lines(text)[0] == "WHERE n.by_name > '' AND n.by_name < $before"
    assert lines(text)[2] == "ORDER BY cursor DESC"
    assert params == {"limit": 26, "before": "m"}


def test_another_order_is_another_property() -> None:
    text, _ = page_statement("goals", Page(order="by_due"))
    assert lines(text)[:2] == ["WHERE n.by_due > ''", "WITH n, n.by_due AS cursor"]


def test_another_order_leaves_what_makes_the_list() -> None:
    text, _ = page_statement("messages_of_conversations", Page(order="by_time", after="m"))
    assert lines(text)[:2] == [
        r"WHERE n.by_at > parent + '\u001f' AND n.by_at < parent + ' ' AND n.by_time > $after",
        "WITH n, n.by_time AS cursor",
    ]


def test_a_cursor_of_two_parts_keeps_the_second() -> None:
    text, _ = page_statement("homes_of_people", Page(after="m"))
    assert lines(text)[:2] == [
        "WHERE n.by_name + coalesce(toString(r.since), '') > $after",
        "WITH n, r, n.by_name + coalesce(toString(r.since), '') AS cursor",
    ]


def test_filters_are_parameters() -> None:
    query = (
        Filter("name_key", "contains", "ada"),
        Filter("level", "in", (1, 2)),
        Filter("title", "is_null"),
    )
    text, params = page_statement("people", Page(filters=query))
    assert lines(text)[0] == (
        "WHERE n.by_name > '' AND n.name_key CONTAINS $value0 AND n.level IN $value1 "
        "AND n.title IS NULL"
    )
    assert params == {"limit": 26, "value0": "ada", "value1": [1, 2]}


def test_a_hostile_value_stays_a_value() -> None:
    hostile = "x' OR true //"
    text, params = page_statement("people", Page(filters=(Filter("name_key", "eq", hostile),)))
    assert hostile not in text
    assert params["value0"] == hostile


def test_an_unknown_comparator_is_no_text() -> None:
    with pytest.raises(KeyError):
        page_statement("people", Page(filters=(Filter("name_key", "OR true //", "x"),)))


def test_a_count_reads_no_column() -> None:
    text, params = count_statement("members_of_groups", Page(filters=(Filter("bot", "eq", True),)))
    assert text.splitlines()[1:] == [
        "CALL (parent) {",
        "  MATCH (:Group {id: parent})<-[r:MEMBER_OF]-(n:Person)",
        "  WHERE n.bot = $value0",
        "  RETURN count(*) AS total",
        "}",
        "RETURN parent AS parent, total AS total",
    ]
    assert params == {"value0": True}


def test_the_count_of_a_whole_label_has_no_range() -> None:
    assert count_statement("people", Page())[0] == "MATCH (n:Person)\nRETURN count(*) AS total"
    filtered, _ = count_statement("people", Page(filters=(Filter("bot", "eq", True),)))
    assert lines(filtered) == ["WHERE n.bot = $value0"]


def test_a_statement_without_marks_is_no_list() -> None:
    from graph.store.statements import statement

    assert is_list_statement(statement("people")) and not is_list_statement(
        statement("people_by_id")
    )
    with pytest.raises(StatementError):
        page_statement("people_by_id", Page())


def test_every_predicate_speaks_of_the_property() -> None:
    for name, text in fragments().items():
        assert "n.property" in text, name
        assert "//" not in text and ";" not in text


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def talkers(store: Store) -> AsyncIterator[Store]:
    """A store with seven people in one group, one of them twice, and in one home."""
    await emptied(store)
    rows = [
        {
            "id": f"acme/{name}",
            "by_name": sort_key(name, f"acme/{name}"),
            "level": level,
            "key": name,
        }
        for level, name in enumerate("abcdefg")
    ]
    text = """
    CREATE (g:Group {id: 'acme/g', by_name: 'g'})
    WITH g
    UNWIND $rows AS row
    CREATE (p:Person {id: row.id, by_name: row.by_name, level: row.level, bot: false})
    CREATE (p)-[:MEMBER_OF {key: row.key, role: 'member'}]->(g)
    CREATE (p)-[:HOME_IN]->(g)
    """
    again = "MATCH (p:Person {id: 'acme/c'}), (g:Group) CREATE (p)-[:MEMBER_OF {key: 'z', role: 'lead'}]->(g)"
    async with store.driver.session(database=store.database) as session:
        await (await session.run(text, rows=rows)).consume()
        await (await session.run(again)).consume()
    yield store
    await emptied(store)


async def walked(store: Store, **asked: Any) -> list[list[str]]:
    """The ids of every page of the people, walked from one end to the other."""
    result: list[list[str]] = []
    page = Page(limit=3, **asked)
    while True:
        got = await people.page(store, page)
        ids = [edge.node.id.removeprefix("acme/") for edge in got.edges]
        if page.backward:
            result.insert(0, ids)
            more, cursor = got.has_previous, {"before": got.edges[0].cursor}
        else:
            result.append(ids)
            more, cursor = got.has_next, {"after": got.edges[-1].cursor}
        if not more:
            return result
        page = Page(limit=3, **(asked | cursor))


@pytest.mark.parametrize(
    ("asked", "pages"),
    [
        ({}, ["abc", "def", "g"]),
        ({"backward": True}, ["a", "bcd", "efg"]),
        ({"descending": True}, ["gfe", "dcb", "a"]),
        ({"descending": True, "backward": True}, ["g", "fed", "cba"]),
        ({"filters": (Filter("level", "gte", 2),)}, ["cde", "fg"]),
    ],
)
async def test_pages_meet_without_gap_or_overlap(
    talkers: Store, asked: dict[str, Any], pages: list[str]
) -> None:
    assert ["".join(page) for page in await walked(talkers, **asked)] == pages


async def test_a_person_who_is_twice_in_a_group_is_two_rows(talkers: Store) -> None:
    result = await members_of_groups.pages(talkers, ["acme/g", "acme/none"], Page(limit=4))
    rest = await members_of_groups.pages(
        talkers, ["acme/g"], Page(limit=10, after=result["acme/g"].edges[-1].cursor)
    )
    assert [edge.link.role for edge in result["acme/g"].edges] == [
        "member",
        "member",
        "member",
        "lead",
    ]
    assert [edge.node.id for edge in result["acme/g"].edges][2:] == ["acme/c", "acme/c"]
    assert len(rest["acme/g"].edges) == 4
    assert result["acme/none"].edges == []


async def test_counts_are_the_lengths_of_lists(talkers: Store) -> None:
    some = Page(filters=(Filter("level", "lt", 3),))
    assert await people.total(talkers, Page()) == 7
    assert await people.total(talkers, some) == 3
    assert await members_of_groups.totals(talkers, ["acme/g", "acme/none"], Page()) == {
        "acme/g": 8,
        "acme/none": 0,
    }


async def test_a_home_without_a_beginning_is_in_the_list(talkers: Store) -> None:
    result = await homes_of_people.pages(talkers, ["acme/a"], Page())
    assert [edge.node.id for edge in result["acme/a"].edges] == ["acme/g"]
