"""A change of what a goal says of itself leaves what it is tied to alone, and sends nothing for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from graph.importing import import_bundle
from graph.sources.kinds import FIELDS, Kind
from graph.store.driver import Store
from graph.writing.row_changes import EDGES
from tests.api.mutations.small_organisation import key, mutate, save_goals
from tests.api.store_query import ask
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

GOAL = {
    "id": "k", "title": "K", "parents": ["o"],
    "owners": ["bob", "ann"], "groups": ["core", "all"], "predecessor": "old", "blocked_by": ["o"],
}  # fmt: skip
ROWS: dict[str, Any] = {
    "people": [{"id": "ann", "email": "ann@x.org"}, {"id": "bob"}],
    "groups": [{"id": "all", "name": "All"}, {"id": "core", "name": "Core", "parent": "all"}],
    "goals": [{"id": name, "title": name} for name in ("why", "o", "old")] + [GOAL],
}  # fmt: skip
OTHER = {"people": [{"id": "an", "email": "ann@x.org"}]}
"""Ann has an account of another source, too."""
PLAIN: dict[str, Any] = {
    "title": "K 2", "kind": "INITIATIVE", "description": "More", "status": "MISSED",
    "startsOn": "2026-01-01", "dueOn": "2026-03-31", "metric": {"kind": "REACH", "target": "3"},
    "tags": ["x"], "synonyms": ["y"], "archived": True,
}  # fmt: skip
TIES: dict[str, Any] = {
    "parents": [{"goal": key("why")}],
    "owners": [key("an", "hr")],
    "groups": [key("all")],
    "predecessor": key("o"),
    "blockedBy": [key("why")],
}
SAVE = """mutation($input: SaveGoalInput!) { saveGoal(input: $input) {
  status goal { version } userErrors { message } } }"""
EDGES_OF_GOAL = """
MATCH (g:Goal {id: 'acme/k'})-[r]-(n) WHERE NOT n:GoalVersion
RETURN type(r) AS type, startNode(r) = g AS out, n.id AS id, properties(r) AS properties
ORDER BY type, out, id
"""
TIE_STATEMENTS = {
    "remove_lists_of_goals", "link_goal_parents", "save_awaited_parents", "link_owners", "link_pursuers",
    "link_predecessors", "link_blockers", "ancestry_of_goals", "resolve_awaited_parents",
}  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store, tmp_path_factory: Any) -> Store:
    """A goal that is tied to all that a goal can be tied to, some of which is not there yet."""
    path = Path(tmp_path_factory.mktemp("ties"))
    await emptied(store)
    await import_bundle(store, folder(path / "hr", OTHER, source="hr"))
    await import_bundle(store, folder(path / "acme", ROWS))
    parents = [{"goal": key("o"), "weight": 2}, {"goal": key("later")}, {"goal": key("why")}]
    await save_goals(store, {"name": "k", "title": "K", "parents": parents})
    return store


async def saved(store: Store, **values: Any) -> set[str]:
    """What was sent to save a change of the goal, which went well."""
    answer = await ask(store, SAVE, {"input": {"goal": key("k") | values}})
    payload = answer.data["saveGoal"]
    assert (answer.errors, payload["status"], payload["userErrors"]) == ([], "SAVED", [])
    return {name for _, name in answer.statements}


async def ties(store: Store) -> Any:
    return await store.rows_of("ties", EDGES_OF_GOAL, {})


def test_every_field_of_a_goal_is_plain_or_a_tie() -> None:
    tie_fields = set(EDGES[Kind.GOALS])
    fields = {one.name for one in FIELDS[Kind.GOALS]} - {"id"}
    plain = {"startsOn": "starts_on", "dueOn": "due_on"}
    assert fields - tie_fields == {plain.get(name, name) for name in PLAIN}
    assert tie_fields == {"blocked_by" if name == "blockedBy" else name for name in TIES}
    refers = {one.name for one in FIELDS[Kind.GOALS] if one.target is not None}
    assert refers <= tie_fields


@pytest.mark.parametrize("field", PLAIN)
@pytest.mark.asyncio(loop_scope="session")
async def test_a_plain_field_leaves_all_ties_as_they_were(acme: Store, field: str) -> None:
    before = await ties(acme)
    assert len(before) == 9 and "AWAITS" in {row[0] for row in before}
    sent = await saved(acme, **{field: PLAIN[field]})
    assert await ties(acme) == before
    assert "save_goals" in sent and sent.isdisjoint(TIE_STATEMENTS)


@pytest.mark.parametrize("field", TIES)
@pytest.mark.asyncio(loop_scope="session")
async def test_a_tie_that_changes_is_written(acme: Store, field: str) -> None:
    before = await ties(acme)
    assert "remove_lists_of_goals" in await saved(acme, **{field: TIES[field]})
    assert await ties(acme) != before


WAITING: dict[str, tuple[Any, str]] = {
    "parents": (["o"], "SUPPORTS"),
    "predecessor": ("o", "SUCCEEDS"),
    "blocked_by": (["o"], "BLOCKS"),
}
"""Ties of a goal to a goal that is removed and comes back, and what each is in the store."""


@pytest.mark.parametrize("field", WAITING)
@pytest.mark.asyncio(loop_scope="session")
async def test_what_a_goal_waits_for_is_kept_by_its_changes(
    store: Store, field: str, tmp_path: Path
) -> None:
    """The row of a goal, over which changes are laid, names what is not there at the moment, too."""
    target, type_ = WAITING[field]
    goals = [{"id": "o", "title": "O"}, {"id": "k", "title": "K", field: target}]
    await emptied(store)
    await import_bundle(store, folder(tmp_path / "acme", ROWS | {"goals": goals}))
    removal = {"goal": key("o"), "cascade": True}
    assert (await mutate(store, "removeGoal", removal, "status"))["status"] == "SAVED"

    await saved(store, title="K 2")
    await saved(store, groups=[key("all")])
    await save_goals(store, {"name": "o"})

    assert type_ in {row[0] for row in await ties(store)}
