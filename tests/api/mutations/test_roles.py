"""What each role may change: every mutation of the schema as every role, tools in their own source."""

from __future__ import annotations

from typing import Any

import pytest

from api.execution.viewer import LOCAL, Viewer, roles_with_implied
from api.schema.schema import schema
from graph.errors import Forbidden
from graph.identity.roles import MUTATIONS, PERMISSIONS, Permission, Role
from graph.store.driver import Store
from tests.api.input_values import least
from tests.api.mutations.small_organisation import key, mutate, save_goals, save_talk
from tests.api.store_query import ask, data

FIELDS = schema._schema.mutation_type.fields  # type: ignore[union-attr]
ROLES = [role.value for role in Role]


def viewer_of(role: str, **more: Any) -> Viewer:
    roles = roles_with_implied(frozenset({role}))
    return Viewer("key:one", roles, credential="key:one", **more)


def test_every_mutation_has_its_permission() -> None:
    assert MUTATIONS.keys() == FIELDS.keys()
    assert set(PERMISSIONS) == set(Role)
    assert PERMISSIONS[Role.ADMIN] == frozenset(Permission)


class NoStore:
    """Where a store would be: whoever is refused has asked it nothing."""

    def read_as(self, _: object) -> NoStore:
        """The same for every reader."""
        return self

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the store was asked: {name}")


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
async def test_who_may_not_is_told_so_and_nothing_is_asked(role: str, name: str) -> None:
    viewer = viewer_of(role, source="jira" if role == "tool" else None)
    permission = MUTATIONS[name]
    if viewer.may(permission):
        return
    input_type = FIELDS[name].args["input"].type
    document = (
        f"mutation($input: {input_type}) {{ {name}(input: $input) "
        "{ userErrors { code path remedy } } }"
    )
    no_store: Any = NoStore()
    answer = await ask(no_store, document, {"input": least(input_type)}, viewer)
    assert answer.errors == []
    (error,) = answer.data[name]["userErrors"]
    assert (error["code"], error["path"]) == ("FORBIDDEN", ["input"])
    assert "admin" in error["remedy"]


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        ("member", {"DECIDE_LINKS", "PROPOSE_GOALS", "CHOOSE_PRIVACY"}),
        ("tool", {"WRITE", "SUGGEST_LINKS", "DECIDE_LINKS"}),
    ],
)
async def test_viewers_are_told_what_they_may(role: str, permissions: set[str]) -> None:
    query = "{ viewer { role roles permissions source authenticated person { id } } }"
    no_store: Any = NoStore()
    viewer = (await data(no_store, query, viewer=viewer_of(role, source="jira")))["viewer"]
    assert set(viewer["permissions"]) == permissions
    assert viewer["role"] == role.upper() and viewer["roles"] == [role.upper()]
    assert (viewer["source"], viewer["authenticated"], viewer["person"]) == ("jira", True, None)
    local = (await data(no_store, query))["viewer"]
    assert (local["role"], local["authenticated"]) == ("ADMIN", False)
    assert set(local["permissions"]) == {permission.name for permission in Permission}


async def test_pairs_of_people_are_for_those_who_join_them() -> None:
    no_store: Any = NoStore()
    query = "{ duplicateCandidates { reasons } }"
    for role in ("member", "analyst", "tool"):
        answer = await ask(no_store, query, {}, viewer_of(role))
        assert [type(error) for error in answer.errors] == [Forbidden]


FOREIGN: dict[str, dict[str, Any]] = {
    "saveGoal": {"goal": key("g") | {"title": "Taken over"}},
    "saveGoals": {"goals": [key("g") | {"title": "Taken over"}]},
    "savePerson": {"person": key("ann") | {"name": "Somebody else"}},
    "savePeople": {"people": [key("ann") | {"name": "Somebody else"}]},
    "saveGroup": {"group": key("team") | {"name": "Taken over"}},
    "saveGroups": {"groups": [key("team") | {"name": "Taken over"}]},
    "saveConversation": {"conversation": key("talk") | {"title": "Taken over"}},
    "saveConversations": {"conversations": [key("talk") | {"title": "Taken over"}]},
    "addMessages": {
        "messages": [
            key("m9") | {"conversation": key("talk"), "author": key("ann"), "at": "2026-01-01"}
        ]
    },
    "alignGoals": {"alignments": [{"goal": key("g"), "parent": key("g2")}]},
    "saveGoalDependencies": {"dependencies": [{"goal": key("g"), "blockedBy": key("g2")}]},
    "removeGoalDependencies": {"dependencies": [{"goal": key("g"), "blockedBy": key("g2")}]},
    "checkIn": {"checkIns": [{"goal": key("g"), "value": "1"}]},
    "removeGoal": {"goal": key("g"), "cascade": True},
    "removeGroup": {"group": key("team"), "cascade": True},
    "removeConversations": {"conversations": [key("talk")], "cascade": True},
    "removeMessages": {"messages": [key("m1")], "cascade": True},
    "removeCheckIn": {"key": key("c")["key"]},
    "archiveOtherGoals": {"source": "acme", "keepExternalIds": []},
    "saveMemberships": {"memberships": [{"person": key("ann"), "group": key("team")}]},
    "removeMemberships": {"memberships": [{"person": key("bob"), "group": key("team")}]},
    "saveReactions": {"reactions": [{"person": key("ann"), "message": key("m1")}]},
    "removeReactions": {"reactions": [{"person": key("ann"), "message": key("m1")}]},
    "closePeriod": {"period": "2026-Q1", "source": "acme"},
    "carryOver": {"period": "2026-Q1", "toPeriod": "2026-Q2", "source": "acme"},
}


async def test_a_tool_writes_its_own_source_and_no_other(empty_store: Store) -> None:
    """Every mutation that a tool may write by, on things of another source: all stays as it was."""
    assert FOREIGN.keys() == {
        name for name, permission in MUTATIONS.items() if permission is Permission.WRITE
    }
    await save_talk(empty_store)
    await save_goals(empty_store, {"name": "g2"})
    tool = viewer_of("tool", source="jira")
    query = """{ goals { nodes { title archived parents { totalCount } checkIns { totalCount } } }
      people { nodes { name memberships { totalCount } } } groups { nodes { name } }
      conversations { nodes { title messages { nodes { reactions { totalCount } } } } } }"""
    before = await data(empty_store, query)
    for name, input in FOREIGN.items():
        payload = await mutate(empty_store, name, input, "", viewer=tool)
        codes = {error["code"] for error in payload["userErrors"]}
        assert codes == {"FORBIDDEN"}, (name, payload)
        assert "'jira'" in payload["userErrors"][0]["message"]
    assert await data(empty_store, query) == before

    own = {"goals": [key("j1", "jira") | {"title": "Own"}]}
    saved = await mutate(empty_store, "saveGoals", own, "saved", viewer=tool)
    assert (saved["saved"], saved["userErrors"]) == (1, [])
    nameless = {"goal": {"title": "Without a name"}}
    payload = await mutate(empty_store, "saveGoal", nameless, "", viewer=tool)
    assert payload["userErrors"][0]["code"] == "FORBIDDEN"


LINK = {"conversation": key("talk"), "goal": key("g")}
LINKED = "results { link { state decisions { nodes { capacity recordedBy by { name } } } } }"


async def decisions(store: Store, verb: str, viewer: Viewer, **more: Any) -> Any:
    """The state of the link and its decisions after one; the codes of what was wrong."""
    payload = await mutate(store, verb, {"links": [LINK], **more}, LINKED, viewer=viewer)
    if payload["userErrors"]:
        return [error["code"] for error in payload["userErrors"]]
    link = payload["results"][0]["link"]
    nodes = link["decisions"]["nodes"]
    return link["state"], [
        (node["capacity"], node["recordedBy"], node["by"] and node["by"]["name"]) for node in nodes
    ]


async def test_decisions_are_the_viewers_own_and_keep_who_was_signed_in(empty_store: Store) -> None:
    await save_talk(empty_store)
    bob = viewer_of("member", person="acme/bob")
    cy = viewer_of("member", person="acme/cy")
    tool = viewer_of("tool", source="jira")
    by_tool = ("TOOL", "key:one", None)
    assert await decisions(empty_store, "linkConversations", tool) == ("SUGGESTED", [by_tool])
    assert await decisions(empty_store, "confirmLinks", tool) == ["FORBIDDEN"]
    assert await decisions(empty_store, "confirmLinks", tool, by=key("bob")) == ["FORBIDDEN"]
    assert await decisions(empty_store, "confirmLinks", cy) == ["FORBIDDEN"]
    assert await decisions(empty_store, "confirmLinks", cy, by=key("bob")) == ["FORBIDDEN"]
    by_bob = ("PARTICIPANT", "key:one", "Bob")
    assert await decisions(empty_store, "confirmLinks", bob) == ("CONFIRMED", [by_tool, by_bob])
    steward = viewer_of("steward", person="acme/cy")
    by_cy = ("STEWARD", "key:one", "Cy")
    assert await decisions(empty_store, "rejectLinks", steward) == (
        "REJECTED",
        [by_tool, by_bob, by_cy],
    )
    speaking = viewer_of("tool", source="jira", speaks_for_others=True)
    assert await decisions(empty_store, "confirmLinks", speaking, by=key("bob")) == ["CONFLICT"]
    linked = await decisions(empty_store, "linkConversations", speaking, by=key("bob"))
    assert (linked[0], linked[1][-1][1:]) == ("SUGGESTED", ("key:one", "Bob"))
    with_auth_off = await decisions(empty_store, "rejectLinks", LOCAL, by=key("bob"))
    assert with_auth_off[1][-1] == ("PARTICIPANT", None, "Bob")
