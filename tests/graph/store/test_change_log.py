"""The log of changes: whatever is changed of goals, links and people is told, in the same transaction, in one order."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.records import Goal
from graph.records.change_kinds import ITEM_OF_KIND, NODE_OF_KIND, ChangeKind
from graph.store.change_log import FACTS, Fact, differences
from graph.store.changing_statements import CHANGING
from graph.store.driver import Store, Transaction
from graph.store.statements import all_statements, statement
from tests.api.mutations.small_organisation import key, mutate, save_goals, save_talk
from tests.conftest import emptied
from tests.cypher.patterns import use_of
from tests.graph.importing.whole_organisation import WHOLE, imported, query

TOLD_LABELS = frozenset(FACTS)
TOLD_TYPES = frozenset(("SUPPORTS", "OWNS", "PURSUES", "MEMBER_OF", "HOME_IN", "REPORTS_TO", "OF"))
NOT_TOLD = {
    "save_versions_of_goals": "notes for the reckoning of progress",
    "save_changes_of_progress": "a version for processes that hold goals",
    "remove_lists_of_check_ins": "check-ins have versions of their own",
    "remove_check_ins": "check-ins have versions of their own",
    "link_links_to_conversations": "the link itself was saved before",
    "save_suggestions_again": "score and reasons only; the state stays",
    "save_seen_links": "which version the machine has looked at",
    "save_meanings_of_goals": "vectors of the machine",
    "save_linked_goals": "by which words goals were linked",
    "save_hashes_of_people": "that all of their rows is there",
    "save_missing_updates": "that an older version has written them",
    "save_folded_names": "folded twins, after a change of folding",
    "save_folded_titles": "folded twins, after a change of folding",
    "remove_lists_of_people": "what people can do",
    "remove_apart_accounts": "whom imports keep apart",
    "move_capabilities_to_accounts": "what people can do",
    "move_capabilities_to_people": "what people can do",
    "move_own_scores_back": "numbers",
    "move_scores_to_own": "numbers",
    "remove_value_cells_of_people": "numbers",
    "remove_advances": "follows from the state of a link, which is told",
    "remove_former_participants": "who took part in talk",
    "remove_lists_of_conversations": "who took part in talk",
}
"""Statement that writes what changes are told of → why it tells of none."""
UNTOLD_FIELDS = {
    "id": "never changes",
    "description": "long words",
    "tags": "words of its source",
    "synonyms": "words by which talk is found",
    "version": "counts the changes",
    "updated_at": "moves with every change",
}


def writing() -> list[str]:
    """The statements that write nodes or relationships of which changes are told."""
    found = []
    for one in all_statements().values():
        if one.folder != "write":
            continue
        use = use_of(one)
        of_links = {end for end in use.ends if end[1] == "OF" and {"Link", "Account"} & {*end}}
        types = use.types_written - ({"OF"} if not of_links else set())
        deletes = "DELETE" in one.text and (
            TOLD_LABELS & use.labels_read or TOLD_TYPES - {"OF"} & use.types_read
        )
        if TOLD_LABELS & (use.labels_written | use.written.keys()) or types & TOLD_TYPES or deletes:
            found.append(one.name)
    return sorted(found)


def test_every_statement_that_writes_what_is_told_is_looked_at() -> None:
    without = [name for name in writing() if name not in CHANGING]
    hint = "name it in graph/store/changing_statements.py, or say here why not"
    assert without == sorted(NOT_TOLD), hint
    assert CHANGING.keys() <= all_statements().keys()


@pytest.mark.parametrize("name", sorted(CHANGING))
def test_what_a_statement_changes_is_named_by_its_parameters(name: str) -> None:
    examples = statement(name).examples
    for named in CHANGING[name]:
        if named.column == "ids":
            assert "ids" in examples
        else:
            assert f"{named.column}:" in examples["rows"]
        assert (named.label in FACTS) != bool(named.around)
        assert not named.around or statement(named.around).columns == ("label", "id")


def test_facts_are_of_the_kinds_and_the_kinds_of_facts() -> None:
    found = set()
    for name in FACTS.values():
        found |= set(re.findall(r"'((?:goal|link|person)_\w+)'", statement(name).text))
    made = {f"{label.lower()}_{what}" for label in FACTS for what in ("created", "removed")}
    assert found | made == {kind.value for kind in ChangeKind}
    assert not found & made and NODE_OF_KIND.keys() <= found and ITEM_OF_KIND.keys() <= found


def test_every_field_of_a_goal_is_told_or_has_a_reason() -> None:
    told = {kind.value.removeprefix("goal_") for kind in ChangeKind}
    assert set(Goal.FIELDS) - told == set(UNTOLD_FIELDS)


def test_several_that_went_and_came_are_told_one_by_one() -> None:
    a, b, c = (("goal_owner", name, "") for name in "abc")
    told = list(differences(frozenset({a, b}), frozenset({c})))
    assert told == [
        ("goal_owner", "", "a", None),
        ("goal_owner", "", "b", None),
        ("goal_owner", "", None, "c"),
    ]
    weights = [("goal_weight", item, value) for item, value in (("p", "1"), ("q", "1"), ("p", "2"))]
    assert list(differences(frozenset(weights[:2]), frozenset(weights[1:]))) == [
        ("goal_weight", "p", "1", "2")
    ]


async def log(store: Store, after: str = "") -> list[dict[str, Any]]:
    """All changes after one, as they are stored, people by their accounts."""
    rows = await query(
        store,
        """MATCH (n:Change) WHERE n.id > $after
        RETURN n {.*,
          before: coalesce(n.before, head([(n)-[:FROM_ACCOUNT]->(a) | a.id])),
          after: coalesce(n.after, head([(n)-[:TO_ACCOUNT]->(a) | a.id])),
          by: head([(n)-[:MADE_BY]->(a) | a.id])}
        ORDER BY n.id""",
        after=after,
    )
    return [row for (row,) in rows]


def short(changes: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What each says."""
    return [(one["kind"], one["subject"], one["before"], one["after"]) for one in changes]


async def facts(store: Store, ids: list[str]) -> dict[str, frozenset[Fact]]:
    """The facts of these goals as they stand."""
    rows = [row async for row in store.stream("facts_of_goals", ids=ids)]
    return {
        row[0]: frozenset((kind, item, value) for kind, item, value in row[-1] if value is not None)
        for row in rows
    }


def undone(
    state: Mapping[str, frozenset[Fact]], change: Mapping[str, Any]
) -> dict[str, frozenset[Fact]]:
    """How goals were before a change; of one that is new or gone nothing is known before or after."""
    kind, id_ = change["kind"], change["subject"].removeprefix("Goal ")
    if kind.endswith(("created", "removed")):
        return {other: rest for other, rest in state.items() if other != id_}
    if id_ not in state:
        return dict(state)
    item = change.get("item_id") or ""

    def fact(value: str) -> Fact:
        return (kind, value, "") if kind in NODE_OF_KIND else (kind, item, value)

    own = set(state[id_])
    if change["after"] is not None:
        own.remove(fact(change["after"]))
    if change["before"] is not None:
        own.add(fact(change["before"]))
    return {**state, id_: frozenset(own)}


NAMES = ("a", "b", "c")


def random_row(draw: random.Random, name: str) -> dict[str, Any]:
    """Something else that is said of a goal: parents by name, so that no cycle can be."""
    row: dict[str, Any] = {"name": name, "title": draw.choice(("T", "U", "V"))}
    above = [other for other in NAMES if other > name]
    if draw.random() < 0.6:
        parents = draw.sample(above, draw.randint(0, len(above)))
        row["parents"] = [
            {"goal": key(one), "weight": draw.choice((None, "0.5", "2"))} for one in parents
        ]
    if draw.random() < 0.5:
        row["owners"] = [key(one) for one in draw.sample(("ann", "bob", "cy"), draw.randint(0, 2))]
    if draw.random() < 0.4:
        row["status"] = draw.choice(("ACTIVE", "PROPOSED", "ACHIEVED"))
    if draw.random() < 0.4:
        row["groups"] = draw.choice(([], [key("team")]))
    if draw.random() < 0.4:
        row["metric"] = {"kind": "REACH", "target": draw.choice(("3", "4.5"))}
    return row


@pytest.mark.parametrize("seed", [7, 11])
async def test_from_and_to_give_back_every_earlier_state(empty_store: Store, seed: int) -> None:
    draw = random.Random(seed)
    await save_talk(empty_store)
    ids = [f"acme/{name}" for name in NAMES]
    earlier = []
    for _ in range(14):
        earlier.append((await facts(empty_store, ids), await log(empty_store)))
        name = draw.choice(NAMES)
        if draw.random() < 0.15:
            removal = {"goal": key(name), "cascade": True}
            await mutate(empty_store, "removeGoal", removal, "status")
        else:
            await save_goals(empty_store, random_row(draw, name))
    state, every = await facts(empty_store, ids), await log(empty_store)
    assert len(every) > 20
    later = [one for one in every if one["subject"].removeprefix("Goal ") in ids]
    for before, told in reversed(earlier):
        known = {one["id"] for one in told}
        while later and later[-1]["id"] not in known:
            state = undone(state, later.pop())
        assert {id_: own for id_, own in before.items() if id_ in state} == state
    assert later == []


async def test_an_import_tells_what_its_rows_changed(empty_store: Store, tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [{"id": "ann", "title": "Lead"}, {"id": "bob", "manager": "ann"}],
        "groups": [{"id": "team", "name": "Team"}],
        "memberships": [{"person": "ann", "group": "team", "since": "2026-01-01"}],
        "goals": [
            {"id": "low", "title": "Low", "owners": ["ann"], "parents": [{"goal": "top"}]},
            {"id": "top", "title": "Top", "metric": {"kind": "reach", "target": 5}},
        ],
    }
    await imported(empty_store, tmp_path / "1", rows, exported_at="2026-02-01T00:00:00Z")
    assert await log(empty_store) == []

    rows["goals"][0]["title"] = "Lower"
    rows["goals"][1]["metric"]["target"] = 6
    rows["people"][0]["title"] = "Head"
    rows["people"].append({"id": "cy", "manager": "ann"})
    rows["memberships"][0]["until"] = "2026-02-02"
    await imported(empty_store, tmp_path / "2", rows, exported_at="2026-02-03T00:00:00Z")
    told = await log(empty_store)
    lasting = "member 2026-01-01T00:00:00Z/"
    assert short(told) == [
        ("person_title", "Person acme/ann", "Lead", "Head"),
        ("person_created", "Person acme/cy", None, None),
        ("person_membership", "Person acme/ann", lasting, f"{lasting}2026-02-02T00:00:00Z"),
        ("goal_title", "Goal acme/low", "Low", "Lower"),
        ("goal_metric_target", "Goal acme/top", "5", "6"),
    ]
    assert {(one["source"], one["by"]) for one in told} == {("acme", None)}
    assert await query(empty_store, "MATCH (n:ChangeStart) RETURN n.id") == []


async def test_what_an_import_left_half_done_is_told_once_it_is_whole(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = {
        "people": [{"id": "ann"}, {"id": "bob"}],
        "goals": [
            {"id": "low", "title": "Low", "owners": ["ann"], "parents": [{"goal": "top"}]},
            {"id": "top", "title": "Top"},
        ],
    }
    await imported(empty_store, tmp_path / "1", rows)
    (version,) = (await query(empty_store, "MATCH (g:Goal {id: 'acme/low'}) RETURN g.version"))[0]
    taken = [{"id": "acme/low", "version": version + 1}]
    await empty_store.write("remove_lists_of_goals", rows=taken)  # and here it is killed
    assert await log(empty_store) == []

    rows["goals"][0]["owners"] = ["bob"]
    await imported(empty_store, tmp_path / "2", rows)
    assert short(await log(empty_store)) == [
        ("goal_owner", "Goal acme/low", "acme/ann", "acme/bob")
    ]
    assert await query(empty_store, "MATCH (n:ChangeStart) RETURN n.id") == []


async def test_of_who_is_erased_no_change_tells(empty_store: Store, tmp_path: Path) -> None:
    await save_talk(empty_store)
    people = [key("ann") | {"jobTitle": "Boss"}, key("bob") | {"manager": key("ann")}]
    await mutate(empty_store, "savePeople", {"people": people}, "saved")
    links = [{"conversation": key("talk"), "goal": key("g")}]
    await mutate(empty_store, "linkConversations", {"links": links, "by": key("ann")}, "saved")
    assert any(one["subject"] == "Person acme/ann" for one in await log(empty_store))
    version = "MATCH (g:Goal {id: 'acme/g'}) RETURN g.version + 1"
    taken = [{"id": "acme/g", "version": (await query(empty_store, version))[0][0]}]
    await empty_store.write("remove_lists_of_goals", rows=taken)

    removal = {"person": key("ann"), "cascade": True}
    await mutate(empty_store, "removePerson", removal, "status")

    told = await log(empty_store)
    assert "acme/ann" not in str(told)
    assert "person_removed" in {one["kind"] for one in told}
    starts = await query(empty_store, "MATCH (n:ChangeStart) RETURN n.facts")
    assert starts and "acme/ann" not in str(starts)
    manager = [one for one in told if one["kind"] == "person_manager"]
    assert all(one["before"] is one["after"] is None for one in manager) and manager


async def test_talk_that_is_taken_out_leaves_a_hash(empty_store: Store) -> None:
    await save_talk(empty_store)
    links = [{"conversation": key("talk"), "goal": key("g")}]
    await mutate(empty_store, "linkConversations", {"links": links, "by": key("ann")}, "saved")
    removal = {"conversations": [key("talk")], "cascade": True}
    await mutate(empty_store, "removeConversations", removal, "status")
    told = [one for one in await log(empty_store) if one["subject"].startswith("Link ")]
    assert [one["kind"] for one in told] == ["link_removed"]
    assert "talk" not in str(told[0]["subject"]) and "talk" not in told[0]


async def test_nothing_is_told_of_what_is_rolled_back(empty_store: Store) -> None:
    await save_talk(empty_store)
    before = await log(empty_store)

    async def work(tx: Transaction) -> None:
        await tx.run("archive_goals", ids=["acme/g"])
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await empty_store.unit(work)
    assert await log(empty_store) == before


async def test_who_follows_reads_every_change_once_whoever_writes(store: Store) -> None:
    await emptied(store)
    await save_talk(store)
    await save_goals(store, *({"name": f"n{n}"} for n in range(6)))
    start = (await log(store))[-1]["id"]
    done = asyncio.Event()
    seen: list[str] = []

    async def follow() -> None:
        last = start
        while True:
            ended = done.is_set()
            new = await log(store, last)
            seen.extend(one["id"] for one in new)
            last = new[-1]["id"] if new else last
            if ended:
                return

    async def write(other: Store, number: int) -> None:
        for step in range(4):
            await save_goals(other, {"name": f"n{number}", "title": f"T{step}"})

    async with Store.open(store.target) as second:
        follower = asyncio.create_task(follow())
        await asyncio.gather(*(write((store, second)[n % 2], n) for n in range(6)))
        done.set()
        await follower
    every = [one["id"] for one in await log(store, start)]
    assert seen == every and len(every) == 24


async def test_the_whole_organisation_changed_by_an_import_of_another_source(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path / "1", WHOLE)
    assert await log(empty_store) == []
    await imported(
        empty_store, tmp_path / "2", {"goals": [{"id": "x", "title": "X"}]}, source="other"
    )
    assert short(await log(empty_store)) == [("goal_created", "Goal other/x", None, "X")]
