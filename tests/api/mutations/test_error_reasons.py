"""Every reason that `userErrors` may give is given by some input, and by the right one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.execution.viewer import LOCAL, Viewer
from graph.importing.options import Options, PrivateMode
from graph.store.driver import Store
from graph.writing.row_results import Reason
from tests.api.mutations.small_organisation import key, mutate, save_goals, save_talk
from tests.api.mutations.test_roles import viewer_of
from tests.graph.importing.whole_organisation import imported, query

PAIR = {"conversation": key("talk"), "goal": key("g")}
MESSAGE = key("m1") | {"at": "2026-01-02T03:04:05Z", "conversation": key("talk")}
TEAM = {"person": key("ann"), "group": key("team")}
TOOL = viewer_of("tool", source="jira")
STEWARD = viewer_of("steward")

CASES: list[tuple[str, str, dict[str, Any], Viewer]] = [
    ("CYCLE", "saveGoals", {"goals": [key("g") | {"parents": [{"goal": key("g")}]}]}, LOCAL),
    ("CYCLE", "savePerson", {"person": key("ann") | {"manager": key("ann")}}, LOCAL),
    ("UNKNOWN_PERSON", "saveGoal", {"goal": key("g") | {"owners": [key("x")]}, "strict": True}, LOCAL),
    ("UNKNOWN_PERSON", "savePerson", {"person": key("ann") | {"manager": {"email": "x@x.example"}}}, LOCAL),
    ("UNKNOWN_GROUP", "removeGroup", {"group": key("x")}, LOCAL),
    ("UNKNOWN_GROUP", "saveMemberships", {"memberships": [TEAM | {"group": key("x")}]}, LOCAL),
    ("UNKNOWN_GOAL", "removeGoal", {"goal": key("x")}, LOCAL),
    ("UNKNOWN_GOAL", "linkConversations", {"links": [PAIR | {"goal": key("x")}]}, LOCAL),
    ("UNKNOWN_CONVERSATION", "addMessages", {"messages": [MESSAGE | {"conversation": key("x")}]}, LOCAL),
    ("UNKNOWN_CONVERSATION", "linkConversations", {"links": [PAIR | {"conversation": key("x")}]}, LOCAL),
    ("UNKNOWN_MESSAGE", "saveReactions", {"reactions": [{"person": key("ann"), "message": key("x")}]}, LOCAL),
    ("UNKNOWN_LINK", "confirmLinks", {"links": [PAIR]}, LOCAL),
    ("VERSION_CONFLICT", "saveGoal", {"goal": key("g") | {"title": "X", "version": 9}}, LOCAL),
    ("VERSION_CONFLICT", "removeGoal", {"goal": key("g"), "version": 9}, LOCAL),
    ("REPEATED_ROW", "saveGoals", {"goals": [key("g"), key("g")]}, LOCAL),
    ("REPEATED_ROW", "saveMemberships", {"memberships": [TEAM, TEAM]}, LOCAL),
    ("HAS_DEPENDENTS", "removeConversations", {"conversations": [key("talk")]}, LOCAL),
    ("CONFIRMATION_NEEDED", "archiveOtherGoals", {"source": "acme", "keepExternalIds": []}, LOCAL),
    ("FOREIGN_SOURCE", "saveGoal", {"goal": key("g") | {"title": "X"}}, TOOL),
    ("KEY_TAKEN", "saveConversation", {"conversation": key("hidden") | {"title": "X"}}, STEWARD),
    ("EMAIL_TAKEN", "savePerson", {"person": key("new") | {"name": "N", "email": "ann@a.example"}}, LOCAL),
    ("SEVERAL_PEOPLE", "savePerson", {"person": key("bob") | {"manager": {"email": "two@a.example"}}}, LOCAL),
    ("SEVERAL_MATCHES", "removeMemberships", {"memberships": [TEAM | {"role": "twice"}]}, LOCAL),
    ("ERASED_PERSON", "savePerson", {"person": key("cy") | {"name": "Cy"}}, LOCAL),
    ("PRIVATE_TALK", "saveConversation", {"conversation": key("new") | {"title": "X", "visibility": "PRIVATE"}}, LOCAL),
    ("LINK_REJECTED", "confirmLinks", {"links": [PAIR | {"goal": key("rejected")}]}, LOCAL),
    ("MAY_NOT_DECIDE", "confirmLinks", {"links": [PAIR | {"goal": key("open")}], "by": key("stranger")}, LOCAL),
    ("IMPORT_RUNNING", "saveGoal", {"goal": key("running") | {"title": "X"}}, LOCAL),
]  # fmt: skip


async def fill(store: Store, folder: Path) -> None:
    """An organisation in which each case is wrong for one reason."""
    people = [{"id": "ann", "name": "Ann"}]
    people += [{"id": name, "name": name, "email": "two@a.example"} for name in ("one", "two")]
    hidden = {"id": "hidden", "title": "H", "visibility": "private", "hosts": ["ann"]}
    await imported(
        store,
        folder,
        {"people": people, "conversations": [hidden]},
        Options(private=PrivateMode.STRUCTURE),
    )
    await save_talk(store)
    await save_goals(store, {"name": "rejected"}, {"name": "running"}, {"name": "open"})
    await mutate(store, "savePerson", {"person": key("stranger") | {"name": "S"}}, "status")
    await mutate(store, "removePerson", {"person": key("cy"), "cascade": True}, "status")
    suggestion = {"links": [PAIR | {"goal": key("open")}], "by": key("stranger")}
    await mutate(store, "linkConversations", suggestion, "saved")
    await mutate(store, "rejectLinks", {"links": [PAIR | {"goal": key("rejected")}]}, "saved")
    spans = [TEAM | {"role": "twice", "sinceOn": day} for day in ("2026-01-01", "2026-02-01")]
    await mutate(store, "saveMemberships", {"memberships": spans}, "saved")
    await query(store, "MATCH (g:Goal {id: 'acme/running'}) SET g.content_hash = null")


async def test_every_reason_is_given_where_it_should_be(empty_store: Store, tmp_path: Path) -> None:
    await fill(empty_store, tmp_path)
    given = []
    for reason, name, input, viewer in CASES:
        payload = await mutate(empty_store, name, input, "", viewer)
        given.append((reason, name, [error["reason"] for error in payload["userErrors"]]))
    assert given == [(reason, name, [reason]) for reason, name, _, _ in CASES]
    assert {reason for reason, *_ in CASES} == {reason.name for reason in Reason}


async def test_what_is_removed_is_named_by_its_global_id(empty_store: Store) -> None:
    await save_talk(empty_store)
    talk = {"conversations": [key("talk")], "cascade": True}
    for preview in (True, False):
        payload = await mutate(
            empty_store, "removeConversations", talk | {"preview": preview}, "removedIds"
        )
        assert len(payload["removedIds"]) == (not preview)
    again = await mutate(empty_store, "removeConversations", talk, "removedIds status")
    assert (again["removedIds"], again["status"]) == ([], "UNCHANGED")
    goal = {"goal": key("g"), "cascade": True}
    (removed,) = (await mutate(empty_store, "removeGoal", goal, "removedIds"))["removedIds"]
    assert (await mutate(empty_store, "removeGoal", {"goal": {"id": removed}}, "removedIds")) == {
        "removedIds": [],
        "userErrors": [
            {
                "code": "NOT_FOUND",
                "reason": "UNKNOWN_GOAL",
                "path": ["input", "goal"],
                "message": 'there is no goal "acme/g"',
                "remedy": "save the goal first, or correct the id",
                "retryable": False,
                "current": None,
            }
        ],
    }
