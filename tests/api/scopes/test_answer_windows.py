"""Every answer says the window that it used: asked of each field that takes one, found in the schema."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import graphql
import pytest_asyncio

from api.execution.viewer import LOCAL, Viewer
from api.schema.schema import sdl
from api.types.global_ids import to_global_id
from graph.network.analyses.lifecycle import begin
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.records.window import Window
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.store_query import MEMBER, ask
from tests.conftest import emptied
from tests.graph.network.organisation import asked, founded

SCHEMA = graphql.build_schema(sdl())
GIVEN = '{since: "2026-01-05T13:00:00+02:00", until: "2026-01-07T14:00:00Z"}'
DAYS = ("2026-01-05", "2026-01-08")
IN_DAYS = Window(20_458, 20_461)
SHOWN = "window { since until }"


def person(name: str) -> str:
    """The id of a person of the organisation, as a query holds it."""
    return f'"{to_global_id("Person", f"acme/{name}")}"'


ROOTS = {
    "Goal": 'goal(key: {source: "acme", externalId: "K"})',
    "Group": 'group(key: {source: "acme", externalId: "east"})',
    "Network": "network",
    "PeopleSet": f"scope(people: [{', '.join(map(person, ('ann', 'cy', 'dee')))}])",
    "Person": 'person(key: {source: "acme", externalId: "ann"})',
}
OTHERS = {
    "Group.sharedGoals": f'with: "{to_global_id("Group", "acme/west")}"',
    "Person.distance": f"to: {person('cy')}",
    **{
        f"{one}.introductions": f"with: {person('eve')}"
        for one in ("Group", "Network", "PeopleSet", "Person")
    },
    **{
        f"{one}.centrality": "measure: HARMONIC_OUT"
        for one in ("Group", "Network", "PeopleSet", "Person")
    },
}
"""The other arguments that fields must have."""
KINDS = {"Network.graph": "by"}
"""The argument of a field that is asked in each of its values; `sense` for all others that have one."""


def fields() -> Iterator[tuple[str, str, graphql.GraphQLField]]:
    """(type, name, field) of each field of an object that takes a window."""
    for name, kind in SCHEMA.type_map.items():
        if isinstance(kind, graphql.GraphQLObjectType):
            for field_name, field in kind.fields.items():
                if {"window", "ties"} & field.args.keys():
                    yield name, field_name, field


def inside(answer: Any) -> str:
    """The selection of an answer: its window, and those of the scores in it."""
    kind = graphql.get_named_type(answer)
    scores = [
        f"{name} {{ {SHOWN} }}"
        for name, field in kind.fields.items()
        if str(field.type) == "Score!" and not field.args
    ]
    return " ".join([SHOWN, *scores])


def query(window: str) -> str:
    """A query of every field that takes a window, in each sense or kind of node that it has."""
    selected: dict[str, list[str]] = {name: [] for name in ROOTS}
    for name, field_name, field in fields():
        argument = KINDS.get(f"{name}.{field_name}", "sense")
        kind = graphql.get_named_type(field.args[argument].type) if argument in field.args else None
        senses = list(kind.values) if isinstance(kind, graphql.GraphQLEnumType) else [""]
        for sense in senses:
            further = [OTHERS.get(f"{name}.{field_name}", ""), sense and f"{argument}: {sense}"]
            asked = f"window: {window}"
            asked = asked if "window" in field.args else f"ties: {{{asked}}}"
            arguments = ", ".join([*filter(None, further), asked])
            answer = inside(field.type)
            selected[name].append(f"{field_name}{sense}: {field_name}({arguments}) {{ {answer} }}")
    parts = [f"{name}: {root} {{ {' '.join(selected[name])} }}" for name, root in ROOTS.items()]
    return "{ " + " ".join(parts) + " }"


def windows(data_part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, both ends as days) of each window in an answer."""
    for name, value in data_part.items():
        if name == "window":
            yield path, tuple(time and time[:10] for time in value.values())
        elif value is not None:
            yield from windows(value, f"{path}.{name}")


async def windows_of_fields(store: Store, window: str, viewer: Viewer = LOCAL) -> dict[str, Any]:
    """The window of each answer, by its path."""
    answer = await ask(store, query(window), viewer=viewer)
    assert answer.errors == []
    window_of_path = dict(windows(answer.data))
    every = {f".{name}.{field_name}" for name, field_name, _ in fields()}
    assert {
        path
        for path in every
        if not any(path_of_window.startswith(path) for path_of_window in window_of_path)
    } == set()
    return window_of_path


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def acme(store: Store) -> AsyncIterator[Store]:
    """The organisation, not analysed; Ann reports to somebody, so that she has a top."""
    await founded(store)
    await asked(
        store,
        "MATCH (a:Person {id: 'acme/ann'}), (b:Person {id: 'acme/bob'}) "
        "CREATE (a)-[:REPORTS_TO {key: 'b1'}]->(b) RETURN 1",
    )
    await store.write(MARK, **mark(Part))  # written past the API: nothing older is held
    yield store
    await emptied(store)


async def test_every_answer_says_the_whole_days_that_it_used(acme: Store) -> None:
    assert {*(await windows_of_fields(acme, GIVEN)).values()} == {
        DAYS
    }  # all are withheld, or of no snapshot

    await analyse(acme)
    await analyse(acme, TieQuery(window=IN_DAYS))

    assert {*(await windows_of_fields(acme, GIVEN)).values()} == {DAYS}
    assert {*(await windows_of_fields(acme, GIVEN, MEMBER)).values()} == {DAYS}
    window_of_path = await windows_of_fields(acme, "{}")
    lately = {path for path, (since, _) in window_of_path.items() if since is not None}
    assert lately == {".Goal.signs", ".Person.goalsToLookAt"}  # without one the last 28 days
    others = {path: until for path, (_, until) in window_of_path.items() if path not in lately}
    read = {path: until for path, until in others.items() if until is not None}
    assert {*read.values()} == {DAYS[1]}  # snapshots say the day after the last act
    assert {".Network.figures", ".Person.centralityMEMBERS", ".Group.mixingMEMBERS"} <= {*read}
    for path, until in others.items():  # an answer and the scores in it are of the same days
        assert until == others[".".join(path.split(".")[:3])], path


async def test_an_answer_from_a_snapshot_says_the_window_of_the_snapshot(acme: Store) -> None:
    done = (await analyse(acme, TieQuery(window=IN_DAYS))).analysis.id
    running = await begin(acme, TieQuery(window=IN_DAYS))

    for analysis in (done, running):
        argument = f'(analysis: "{to_global_id("Analysis", analysis)}")'
        asks = (
            f"figures{argument} {{ {SHOWN} }} brokerage{argument} {{ {SHOWN} total {{ {SHOWN} }} }}"
        )
        answer = await ask(acme, f"{{ network {{ {asks} }} }}")
        assert answer.errors == []
        assert dict(windows(answer.data)) == dict.fromkeys(
            [".network.figures", ".network.brokerage", ".network.brokerage.total"], DAYS
        )


async def test_lists_of_groups_that_take_no_window_say_none(acme: Store) -> None:
    answer = await ask(acme, f"{{ groups(first: 1) {{ {SHOWN} nodes {{ name }} }} }}")

    assert (answer.errors, answer.data["groups"]["window"]) == ([], None)
