"""Before the analysis that a list is read from there is no list: each says so, with the remedy."""

from __future__ import annotations

import pytest

from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.records.enums import TieKind
from graph.records.window import Window
from graph.store.driver import Store
from tests.api.store_query import MEMBER, data
from tests.graph.network.organisation import founded

LISTS = """{
  network {
    ties { totalCount withheld remedy edges { strength } }
    flows { withheld remedy groups { members } }
    keyPlayers(count: 1) { withheld remedy steps { count } }
    figures { withheld remedy figures { value } }
  }
  person(key: {source: "acme", externalId: "ann"}) {
    ties { totalCount withheld remedy edges { strength } }
    absence { withheld remedy cutOffPeople(first: 1) { totalCount } }
    introductions(with: "%s") { withheld remedy best { gain } }
  }
  group(key: {source: "acme", externalId: "all"}) { ties { totalCount withheld remedy edges { strength } } }
  scope(people: ["%s"]) { ties { totalCount withheld remedy edges { strength } } }
  running: analyses { nodes { figures { value withheld } } }
}"""
ID = '{ person(key: {source: "acme", externalId: "%s"}) { id } }'


@pytest.mark.parametrize(
    "asked",
    [None, TieQuery(kinds=(TieKind.HELP,)), TieQuery(window=Window(None, 20_500))],
    ids=["none", "help alone", "a window alone"],
)
async def test_no_list_is_empty_without_a_reason(store: Store, asked: TieQuery | None) -> None:
    await founded(store)
    if asked is not None:
        await analyse(store, asked)
    bob, cy = [(await data(store, ID % entry))["person"]["id"] for entry in ("bob", "cy")]

    answer = await data(store, LISTS % (bob, cy))

    lists = [
        *(answer["network"][name] for name in ("ties", "flows", "keyPlayers", "figures")),
        *(answer["person"][name] for name in ("ties", "absence", "introductions")),
        *(answer[name]["ties"] for name in ("group", "scope")),
    ]
    for entry in lists:
        assert entry["withheld"] == "NOT_COMPUTED", entry
        assert entry["remedy"].startswith("goalgraph analyse"), entry

    await analyse(store)
    answer = await data(store, "{ network { ties { withheld remedy asOf } } }")
    assert (answer["network"]["ties"]["withheld"], answer["network"]["ties"]["remedy"]) == (
        None,
        None,
    )


async def test_ties_that_are_none_of_people_say_why(store: Store) -> None:
    """A program has none, nor has a group of programs; a group that is too small shows none."""
    await founded(store)
    async with store.driver.session(database=store.database) as session:
        await (await session.run(PROGRAMS)).consume()
    await analyse(store)
    query = """{ program: person(key: {source: "acme", externalId: "bot"}) { TIES }
      programs: group(key: {source: "acme", externalId: "bots"}) { TIES }
      few: group(key: {source: "acme", externalId: "east"}) { TIES } }"""
    query = query.replace("TIES", "ties { totalCount withheld remedy }")

    found = await data(store, query)
    seen = await data(store, query, viewer=MEMBER)

    assert {name: one["ties"]["withheld"] for name, one in found.items()} == {
        "program": "BOT",
        "programs": "NOT_COVERED",
        "few": None,
    }
    assert found["few"]["ties"]["totalCount"] == 1
    assert "program" in found["program"]["ties"]["remedy"]
    assert "program" in found["programs"]["ties"]["remedy"]
    assert (seen["few"]["ties"]["withheld"], seen["few"]["ties"]["totalCount"]) == ("TOO_FEW", 0)


PROGRAMS = """
MATCH (bot:Person {id: 'acme/bot'})
CREATE (bot)-[:HOME_IN]->(:Group {id: 'acme/bots', by_name: 'bots', kind: 'unit', archived: false})
"""
