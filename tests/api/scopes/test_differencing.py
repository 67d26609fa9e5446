"""A member infers nothing of fewer than five people from the numbers of groups and of sets."""

from __future__ import annotations

import json
import random
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from api.scopes import set_disclosures
from api.types.global_ids import to_global_id
from graph.goals.alignment.cache import organisation_cache_of
from graph.importing import import_bundle
from graph.network.analyses.run import analyse
from graph.records.window import Window
from graph.scopes.differencing import differences_of
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.asking import ask, data
from tests.conftest import emptied

FEW = 5
MEMBER = Viewer(id="nest/p000", roles=frozenset({"member"}))
ANALYST = Viewer(id="key", roles=frozenset({"analyst"}))
PEOPLE = [f"p{n:03}" for n in range(240)]
LEAVES, HEADS = (3, 5, 6, 9, 14), (1, 2, 8)
"""How many people are at home in a unit without parts, and in one with parts."""


def tree(chance: random.Random) -> tuple[dict[str, str | None], dict[str, str]]:
    """Units within units, four deep, some with one part only, and the home of each person."""
    above: dict[str, str | None] = {"g0": None}
    level = ["g0"]
    for _ in range(3):
        below = []
        for up in level:
            for _ in range(chance.choice((1, 1, 2, 3))):
                name = f"g{len(above)}"
                above[name] = up
                below.append(name)
        level = below
    homes: dict[str, str] = {}
    without_home = PEOPLE[:-2]  # two people have no home
    for name in [unit for unit in above if unit != "g0"]:
        size = chance.choice(HEADS if name in above.values() else LEAVES)
        homes |= dict.fromkeys(without_home[:size], name)
        without_home = without_home[size:]
    return above, homes | dict.fromkeys(without_home, "g0")


def write_bundle(folder: Path, chance: random.Random) -> None:
    """A generated organisation of nested units, overlapping teams, and mails between its people."""
    above, homes = tree(chance)
    last = [person_id for person_id in PEOPLE if homes.get(person_id) == homes[PEOPLE[9]]]
    teams = [chance.sample(last, 4), last, last + PEOPLE[:1], [*last[:2], *PEOPLE[-8:]]]
    units: list[dict[str, Any]] = [
        {"id": name, "name": name, "kind": "unit"} | ({"parent": up} if up else {})
        for name, up in above.items()
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "groups": units
        + [{"id": f"t{n}", "name": f"t{n}", "kind": "team"} for n in range(len(teams))],
        "people": [
            {"id": person_id} | ({"home_group": homes[person_id]} if person_id in homes else {})
            for person_id in PEOPLE
        ],
        "memberships": [
            {"person": person, "group": f"t{n}"}
            for n, team in enumerate(teams)
            for person in sorted({*team})
        ],
        "conversations": [{"id": person_id, "kind": "mail"} for person_id in PEOPLE],
        "messages": [
            {
                "id": person_id,
                "conversation": person_id,
                "at": "2026-01-05T10:00:00Z",
                "author": person_id,
                "to": chance.sample(PEOPLE, chance.randrange(1, 6)),
            }
            for person_id in PEOPLE
        ],
    }
    folder.mkdir()
    manifest = {"format": "goalgraph-bundle", "version": 1, "source": "nest"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for name, lines in rows.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def nest(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """The generated organisation in the store, analysed."""
    folder = tmp_path_factory.mktemp("nest") / "bundle"
    write_bundle(folder, random.Random(9))
    await emptied(store)
    report = await import_bundle(store, folder)
    assert report.exit_code == 0
    await analyse(store)
    await organisation_cache_of(store).view(patient=True)
    yield store
    await emptied(store)


NUMBERS = """
  degree: centrality(measure: DEGREE) { value withheld denominator }
  asOne: centrality(measure: DEGREE, sense: AS_ONE) { value withheld denominator }
  among: centrality(measure: DEGREE, sense: AMONG_GROUPS) { value withheld }
  brokerage { constraint { value withheld } total { value withheld } roles { expected z score { value withheld } } }
  resilience { core { value withheld } }
  mixing { eiIndex { value withheld } eiAgainstChance { index withheld } }
  absence { withheld people cutOffCount }
  lineOfSight { share { value withheld denominator } }
  alignment { goalLinkedShare { value withheld denominator } }
  ties { totalCount }
"""
GROUPS = f"{{ groups(first: 100) {{ nodes {{ id key {{ externalId }} {NUMBERS} }} }} }}"


def reasons(node: Any) -> set[str | None]:
    """Every reason that stands beside a number of an answer."""
    if isinstance(node, list):
        return set[str | None]().union(*map(reasons, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {node["withheld"]} if "withheld" in node else set()
    return own.union(*map(reasons, node.values()))


async def members(store: Store) -> dict[str, frozenset[str]]:
    """The people of each group with its parts, by plain reading."""
    query = "query($id: ID!) { group(id: $id) { members(first: 100) { totalCount nodes { key { externalId } } } } }"
    members_of_group = {}
    for group in (await data(store, "{ groups(first: 100) { nodes { id key { externalId } } } }"))["groups"]["nodes"]:  # fmt: skip
        page = (await data(store, query, {"id": group["id"]}))["group"]["members"]
        people = frozenset(node["key"]["externalId"] for node in page["nodes"])
        if page["totalCount"] <= 100:
            members_of_group[group["key"]["externalId"]] = people
        else:  # the root: everybody who has a home
            members_of_group[group["key"]["externalId"]] = frozenset(PEOPLE[:-2])
    return members_of_group


async def shown_groups(store: Store, viewer: Viewer) -> dict[str, Mapping[str, Any]]:
    """The groups of which a viewer is shown the mean degree."""
    nodes = (await data(store, GROUPS, viewer=viewer))["groups"]["nodes"]
    return {
        node["key"]["externalId"]: node for node in nodes if node["degree"]["value"] is not None
    }


async def test_an_attack_over_all_pairs_of_groups_infers_nothing_of_fewer_than_five(
    nest: Store,
) -> None:
    """With means and sizes of two groups, one inside the other, the sum over the rest is known."""
    people_of_group = {**await members(nest), "network": frozenset(PEOPLE)}
    people_of_shown_group = {
        name: people_of_group[name] for name in await shown_groups(nest, MEMBER)
    } | {"network": people_of_group["network"]}
    inferred = [
        (shown_name, other)
        for shown_name, its in people_of_shown_group.items()
        for other, other_people in people_of_shown_group.items()
        if its & other_people and 0 < len(its - other_people) < FEW
    ]

    assert inferred == []
    assert len(people_of_shown_group) > 8  # enough is shown to be of use
    everything = await shown_groups(nest, ANALYST)
    large = {name for name, people in people_of_group.items() if len(people) >= FEW}
    assert {*everything, "network"} == large
    attack = [
        (shown_name, other)
        for shown_name in large
        for other in large
        if people_of_group[other] < people_of_group[shown_name]
        and len(people_of_group[shown_name] - people_of_group[other]) < FEW
    ]
    assert len(attack) > 3  # there is something to infer, for those who may
    for shown_name, other in attack:
        assert shown_name not in people_of_shown_group or other not in people_of_shown_group


async def test_a_group_that_is_too_close_shows_none_of_its_numbers(nest: Store) -> None:
    nodes = (await data(nest, GROUPS, viewer=MEMBER))["groups"]["nodes"]
    people_of_group = await members(nest)
    close = [node for node in nodes if node["degree"]["withheld"] == "TOO_CLOSE"]

    assert len(close) > 3
    for node in close:
        assert len(people_of_group[node["key"]["externalId"]]) >= FEW
        assert reasons(node) <= {"TOO_CLOSE", "NO_SUCH_SENSE"}
        assert node["ties"] == {"totalCount": 0}
        assert {role["expected"] for role in node["brokerage"]["roles"]} == {None}
        assert node["absence"]["cutOffCount"] is None
    others = [node for node in nodes if node["degree"]["value"] is not None]
    for node in others:
        assert "TOO_CLOSE" not in reasons(node)
    assert (await data(nest, GROUPS, viewer=MEMBER))["groups"]["nodes"] == nodes


async def test_a_set_of_just_a_group_is_shown_where_the_group_is(nest: Store) -> None:
    query = "query($ids: [ID!]) { scope(groups: $ids) { degree: centrality(measure: DEGREE) { value withheld denominator } } }"
    nodes = (await data(nest, GROUPS, viewer=MEMBER))["groups"]["nodes"]
    people_of_group = await members(nest)

    for node in nodes:
        if len(people_of_group[node["key"]["externalId"]]) < FEW:
            continue
        answer = await data(nest, query, {"ids": [node["id"]]}, MEMBER)
        assert answer["scope"]["degree"] == node["degree"], node["key"]


async def test_lists_of_groups_leave_out_those_that_are_too_close(nest: Store) -> None:
    nodes = (await data(nest, GROUPS, viewer=MEMBER))["groups"]["nodes"]
    close = {node["id"] for node in nodes if node["degree"]["withheld"] == "TOO_CLOSE"}
    analyses = await data(nest, "{ analyses(first: 1) { nodes { id } } }")
    id_ = analyses["analyses"]["nodes"][0]["id"]
    query = """query($id: ID!) {
      compareAnalyses(before: $id, after: $id) { groups(measure: DEGREE, first: 100) { group { id } } }
      network { flows(kinds: [CONTACT], first: 100) { groups { group { id } members } }
        ties(first: 100) { edges { node { id } from { id } } }
        among: centrality(measure: DEGREE, sense: AMONG_GROUPS) { denominator } } }"""

    async def named(viewer: Viewer) -> tuple[set[str], set[str], set[str], int]:
        answer = await data(nest, query, {"id": id_}, viewer)
        network = answer["network"]
        rows = network["flows"]["groups"]
        assert sum(row["members"] for row in rows) == len(PEOPLE)
        return (
            {node["group"]["id"] for node in answer["compareAnalyses"]["groups"]},
            {row["group"]["id"] for row in rows if row["group"]},
            {edge[end]["id"] for edge in network["ties"]["edges"] for end in ("node", "from")},
            network["among"]["denominator"],
        )

    *lists, among = await named(MEMBER)
    *every, among_all = await named(ANALYST)
    for member_list, analyst_list in zip(lists, every, strict=True):
        assert member_list and not member_list & close
        assert analyst_list & close
    assert among < among_all


SET = "query($people: [ID!]) { scope(people: $people) { a: centrality(measure: DEGREE) { withheld } b: lineOfSight { share { withheld } } c: alignment { goalLinkedShare { withheld } } } }"


async def set_reason(store: Store, viewer: Viewer, people: list[str]) -> str | None:
    """Why a viewer sees no number of these people; all of a set's numbers have one reason."""
    ids = [to_global_id("Person", f"nest/{person}") for person in people]
    withheld = reasons((await data(store, SET, {"people": ids}, viewer))["scope"])
    (reason,) = withheld
    return reason


async def free_sets(store: Store, count: int) -> list[list[str]]:
    """Sets of twelve people that no group comes close to, and that differ by five from each other."""
    chance, sets = random.Random(3), list[list[str]]()
    view = await organisation_cache_of(store).view()
    while len(sets) < count:
        drawn = sorted(chance.sample(PEOPLE, 12))
        places = np.array([view.membership.index[f"nest/{person}"] for person in drawn], np.int64)
        verdict = differences_of(view.at(Window())).of(places)
        if not verdict.close and all(len({*drawn} - {*other}) >= FEW for other in sets):
            sets.append(drawn)
    return sets


async def test_after_two_hundred_sets_a_viewer_is_shown_no_further_one(
    nest: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_disclosures, "SETS_REMEMBERED", 6)
    viewer = Viewer(id="nest/many", roles=frozenset({"member"}))
    sets = await free_sets(nest, 8)

    assert [await set_reason(nest, viewer, people) for people in sets[:6]] == [None] * 6
    assert await set_reason(nest, viewer, sets[6]) == "TOO_MANY_SETS"
    assert await set_reason(nest, viewer, sets[0][:-1]) == "TOO_CLOSE"  # never forgotten
    assert [await set_reason(nest, viewer, people) for people in sets[:6]] == [None] * 6
    assert await set_reason(nest, viewer, sets[7]) == "TOO_MANY_SETS"
    assert await set_reason(nest, ANALYST, sets[7]) is None
    other = Viewer(id="nest/other", roles=frozenset({"member"}))
    assert await set_reason(nest, other, sets[7]) is None


async def test_a_set_is_compared_with_earlier_ones_when_people_have_come(nest: Store) -> None:
    """The places of people in process change; a set that was shown is still known by its people."""
    viewer = Viewer(id="nest/late", roles=frozenset({"member"}))
    (drawn,) = await free_sets(nest, 1)
    assert await set_reason(nest, viewer, drawn) is None
    async with nest.driver.session(database=nest.database) as session:
        await (await session.run("CREATE (:Person {id: 'nest/a', by_name: 'a', bot: false})")).consume()  # fmt: skip
    await nest.write(MARK, **mark([Part.PEOPLE]))
    try:
        assert (await organisation_cache_of(nest).view(patient=True)).membership.index[
            "nest/a"
        ] == 0

        assert await set_reason(nest, viewer, drawn[1:]) == "TOO_CLOSE"
        assert await set_reason(nest, viewer, drawn) is None
    finally:
        async with nest.driver.session(database=nest.database) as session:
            await (await session.run("MATCH (p:Person {id: 'nest/a'}) DETACH DELETE p")).consume()
        await nest.write(MARK, **mark([Part.PEOPLE]))


async def test_a_set_is_remembered_once_however_many_fields_ask(nest: Store) -> None:
    viewer = Viewer(id="nest/twice", roles=frozenset({"member"}))
    (drawn,) = await free_sets(nest, 1)
    ids = [to_global_id("Person", f"nest/{person}") for person in drawn]

    query = f"query($ids: [ID!]) {{ scope(people: $ids) {{ {NUMBERS} }} }}"

    answer = await ask(nest, query, {"ids": ids}, viewer)

    assert answer.errors == []
    assert reasons(answer.data) <= {None, "NOT_DEFINED", "NO_SUCH_SENSE"}
    assert set_disclosures.OWN.number(viewer.id) == 1
