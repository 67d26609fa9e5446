"""Groups are nodes where somebody who is measured belongs to them, and they have not ended."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.config import Target
from graph.importing import import_bundle
from graph.measures.catalogue import measure_of
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.run import analyse
from graph.network.set_measures import AMONG, among_groups
from graph.network.ties.tie_query import EVERYTHING
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate
from tests.api.store_query import ask, data
from tests.command_line import goalgraph
from tests.conftest import emptied

PEOPLE: dict[str, dict[str, Any]] = {
    "a1": {}, "a2": {}, "b1": {}, "b2": {}, "t1": {}, "t2": {}, "o1": {}, "e1": {}, "s1": {},
    "g1": {"left_at": "2025-12-01"}, "g2": {"left_at": "2025-12-02"},
    "x1": {"bot": True},
    "y1": {"joined_at": "2099-01-01"},
}  # fmt: skip
GROUPS: dict[str, dict[str, Any]] = {
    "A": {}, "B": {}, "Top": {}, "Inner": {"parent": "Top"}, "Empty": {}, "Gone": {}, "Bots": {},
    "Old": {"archived": True}, "Ended": {}, "Erased": {}, "Coming": {},
    "GoneTop": {}, "GoneInner": {"parent": "GoneTop"},
    "OldTop": {"archived": True}, "OldInner": {"parent": "OldTop"},
}  # fmt: skip
MEMBERS = [
    ("a1", "A"), ("a2", "A"), ("b1", "B"), ("b2", "B"), ("t1", "Inner"), ("t2", "Inner"),
    ("g1", "Gone"), ("g2", "Gone"), ("g1", "GoneInner"), ("x1", "Bots"), ("o1", "Old"),
    ("e1", "Ended", "2025-01-01"), ("s1", "Erased"), ("y1", "Coming"), ("b2", "OldInner"),
]  # fmt: skip
MAILS = [
    ("a1", "b1"), ("b1", "t1"), ("t1", "o1"), ("o1", "a1"), ("g1", "a1"), ("x1", "a1"), ("a2", "x1"),
    ("e1", "a1"), ("s1", "b1"), ("b2", "a2"),
]  # fmt: skip
LIVING = {"A", "B", "Top", "Inner", "OldInner"}
WITHHELD = {
    **dict.fromkeys(("Old", "OldTop", "Empty", "Bots", "Erased"), "NOT_COVERED"),
    **dict.fromkeys(("Gone", "Ended", "Coming", "GoneTop", "GoneInner"), "NO_MEMBERS"),
}
"""Why a group has no list of ties."""
TIES = {("A", "B"), ("B", "Top"), ("B", "Inner"), ("B", "A"), ("OldInner", "A")}
"""Who acts towards whom by hand: what people who are in one of the two only did."""


def written(folder: Path, source: str, **rows: list[dict[str, Any]]) -> Path:
    """A bundle of these rows."""
    folder.mkdir()
    manifest = {"format": "goalgraph-bundle", "version": 1, "source": source}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for name, lines in rows.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder


def mails(pairs: list[tuple[str, str]], at: str) -> dict[str, list[dict[str, Any]]]:
    """A conversation and a message of one person to another, a pair each."""
    return {
        "conversations": [{"id": f"c{i}", "kind": "mail"} for i in range(len(pairs))],
        "messages": [
            {"id": f"m{i}", "conversation": f"c{i}", "at": at, "author": sender, "to": [receiver]}
            for i, (sender, receiver) in enumerate(pairs)
        ],
    }


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def dying(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """An organisation most of whose groups have nobody who is measured, analysed."""
    folder = written(
        tmp_path_factory.mktemp("dying") / "bundle",
        "d",
        people=[{"id": id_, **more} for id_, more in PEOPLE.items()],
        groups=[{"id": id_, "name": id_, "kind": "unit", **more} for id_, more in GROUPS.items()],
        memberships=[
            {"person": person, "group": group} | ({"until": until[0]} if until else {})
            for person, group, *until in MEMBERS
        ],
        **mails(MAILS, "2025-11-03T09:00:00Z"),
    )
    await emptied(store)
    assert (await import_bundle(store, folder)).exit_code == 0
    person = key("s1", "d")
    erased = await mutate(store, "removePerson", {"person": person, "cascade": True}, "status")
    assert erased["status"] == "SAVED"
    await analyse(store)
    yield store
    await emptied(store)


async def test_every_measure_of_groups_runs_on_those_that_live(dying: Store) -> None:
    version = (await analyse(dying)).analysis.id
    expected = TieGraph.from_ids(
        [f"d/{group}" for group, _ in sorted(TIES)],
        [f"d/{other}" for _, other in sorted(TIES)],
        people=[f"d/{group}" for group in LIVING],
    )
    for name in sorted(AMONG):
        table = await among_groups(dying, version, EVERYTHING, "unit", name)

        assert set(table.place) == set(expected.people), name
        if name in ("degree", "in_degree", "out_degree", "betweenness", "harmonic_out", "core"):
            values = np.asarray(measure_of(name).compute(expected), np.float64)
            assert table.values == pytest.approx(values), name


async def test_no_answer_shows_a_group_that_is_no_node(dying: Store) -> None:
    field = """centrality(measure: DEGREE, sense: AMONG_GROUPS) { value denominator withheld }
        ties { totalCount withheld remedy edges { node { displayName } from { displayName } } }"""
    query = """{ groups(first: 50) { nodes { key { externalId } OF_GROUP } }
      network { OF_ALL flows(ties: {kinds: [CONTACT]}) { strength groups { displayName members given }
        cells { from { displayName } to { displayName } strength } } } }"""
    query = query.replace("OF_GROUP", field.replace("from { displayName }", ""))
    query = query.replace("OF_ALL", field)

    answer = await data(dying, query)

    nodes = {node["key"]["externalId"]: node for node in answer["groups"]["nodes"]}
    assert set(nodes) == set(GROUPS)
    for group, node in nodes.items():
        met = {edge["node"]["displayName"] for edge in node["ties"]["edges"]}
        near = {b for a, b in TIES if a == group} | {a for a, b in TIES if b == group}
        assert met == near, group
        assert (node["centrality"]["value"] is None) == (group not in LIVING), group
        assert (node["centrality"]["withheld"] is None) == (group in LIVING), group
        assert node["ties"]["withheld"] == WITHHELD.get(group), group
        assert bool(node["ties"]["remedy"]) == (group in WITHHELD)
    network = answer["network"]
    pairs = {frozenset(tie) for tie in TIES}
    degrees = [sum(group in pair for pair in pairs) for group in LIVING]
    assert network["centrality"] == {
        "value": pytest.approx(sum(degrees) / len(LIVING)),
        "denominator": len(LIVING),
        "withheld": None,
    }
    assert {
        frozenset((edge["from"]["displayName"], edge["node"]["displayName"]))
        for edge in network["ties"]["edges"]
    } == pairs
    flows = {row["displayName"]: row["members"] for row in network["flows"]["groups"]}
    assert flows == {"A": 2, "B": 2, "Inner": 2, "Others": 2}
    assert sum(cell["strength"] for cell in network["flows"]["cells"]) == pytest.approx(
        network["flows"]["strength"]
    )


async def test_a_set_among_groups_meets_the_living_only(dying: Store) -> None:
    query = """query($people: [ID!]) { scope(people: $people) {
      centrality(measure: OUT_DEGREE, sense: AMONG_GROUPS) { value }
      ties { edges { node { displayName } } } } }"""
    ids = [to_global_id("Person", f"d/{person}") for person in ("t1", "o1")]

    scope = (await data(dying, query, {"people": ids}))["scope"]

    assert scope["centrality"]["value"] == 1  # o1 wrote to A; t1 only to o1
    assert {edge["node"]["displayName"] for edge in scope["ties"]["edges"]} == {"A", "B"}


def test_the_groups_of_people_who_left_before_the_window_are_no_nodes(
    engine_target: Target, tmp_path: Path
) -> None:
    span = {"joined_at": "2025-03-21", "left_at": "2025-03-22"}
    span_of_leaver = {"left_at": "2024-01-01"}
    there = {"d1": "dA", "d2": "dA", "d3": "dB", "d4": "dB"}
    group_of_leaver = {
        "dx0": "dDead1",
        "dx1": "dDead1",
        "dx2": "dDead2",
        "dx3": "dDead2",
        "dx4": "dArch",
    }
    folder = written(
        tmp_path / "dead-group",
        "x",
        people=[{"id": id_} | span for id_ in there]
        + [{"id": id_} | span_of_leaver for id_ in group_of_leaver],
        groups=[
            {"id": id_, "name": id_, "kind": "unit", "archived": id_ == "dArch"}
            for id_ in sorted({*there.values(), *group_of_leaver.values()})
        ],
        memberships=[
            {"person": id_, "group": group} for id_, group in (there | group_of_leaver).items()
        ],
        **mails([("d1", "d3"), ("d3", "d1")], "2025-03-21T09:00:00Z"),
    )
    window = ("--since", "2025-03-21", "--until", "2025-03-22")

    async def asked() -> tuple[Any, Any]:
        async with Store.open(engine_target) as own:
            await emptied(own)
            for words in (("import", str(folder)), ("analyse",), ("analyse", *window)):
                done = await asyncio.to_thread(goalgraph, *words, target=engine_target)
                assert done.returncode == 0, done.stdout + done.stderr
            score = "centrality(measure: %s, sense: AMONG_GROUPS%s) { value denominator withheld }"
            days = (
                ', ties: {window: {since: "2025-03-21T00:00:00Z", until: "2025-03-22T00:00:00Z"}}'
            )
            query = "{ then: network { %s } now: network { %s } }"
            answer = await ask(own, query % (score % ("DEGREE", days), score % ("DEGREE", "")))
            assert answer.errors == []
            return answer.data["then"]["centrality"], answer.data["now"]["centrality"]

    then, now = asyncio.run(asked())

    assert then == {"value": 1, "denominator": 2, "withheld": None}
    assert now["value"] is None and now["withheld"]
