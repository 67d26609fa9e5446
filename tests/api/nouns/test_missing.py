"""Who would have to be in a conversation and has not spoken; the people of communities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.execution.viewer import Viewer
from graph.store.driver import Store
from tests.api.conftest import Api
from tests.api.store_query import ask, data
from tests.graph.importing.whole_organisation import imported

ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [
        *({"id": name, "name": name.title()} for name in ("ada", "bob", "cy", "dee", "eve", "fay")),
        {"id": "gone", "name": "Gone", "left_at": "2020-01-01"},
        {"id": "robot", "name": "Robot", "bot": True},
    ],
    "goals": [
        {"id": "kr", "title": "Answers", "owners": ["ada", "bob", "gone", "robot"]},
        {"id": "other", "title": "Other", "owners": ["fay"]},
    ],
    "conversations": [
        {"id": "c", "title": "C", "kind": "thread", "visibility": "public", "participants": ["bob"]},
        {"id": "quiet", "title": "Quiet", "kind": "thread", "visibility": "public"},
    ],
    "messages": [{"id": "m", "conversation": "c", "at": "2026-02-01", "author": "ada"}],
    "links": [
        {"conversation": "c", "goal": "kr", "state": "confirmed", "method": "person"},
        {"conversation": "c", "goal": "other", "state": "rejected", "method": "person"},
    ],
    "needs": [
        {"id": "n", "title": "N", "asked_by": "cy", "conversation": "c", "state": "matched"}
        | {"asked_at": "2026-02-01", "holds": [{"person": "dee", "from": "2026-02-02"}]},
        {"id": "far", "title": "Far", "asked_by": "eve", "state": "open", "asked_at": "2026-02-01"},
    ],
}  # fmt: skip
MISSING = """query($first: Int, $after: String) { conversations(orderBy: {field: TITLE}) {
  nodes { missing(first: $first, after: $after) { totalCount nodes { displayName } pageInfo { endCursor } } } } }"""


async def test_who_is_concerned_and_has_not_spoken_is_missing(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, ROWS)

    found = await data(empty_store, MISSING)

    lists = [node["missing"] for node in found["conversations"]["nodes"]]
    names = [[one["displayName"] for one in found["nodes"]] for found in lists]
    assert names == [["Bob", "Cy", "Dee"], []]
    assert [one["totalCount"] for one in lists] == [3, 0]


async def test_a_need_that_is_hidden_asks_for_nobody(empty_store: Store, tmp_path: Path) -> None:
    """A need that was raised in hidden talk, too, is none that its asker is missed for."""
    rows = dict(ROWS)
    hidden = {"id": "h", "title": "H", "kind": "thread", "visibility": "group"}
    rows["conversations"] = [*ROWS["conversations"], hidden]
    said = {"id": "hm", "conversation": "h", "at": "2026-02-01", "author": "eve"}
    rows["messages"] = [*ROWS["messages"], said]
    rows["needs"] = [ROWS["needs"][0] | {"message": "hm"}]
    await imported(empty_store, tmp_path, rows)
    member = Viewer("acme/bob", frozenset({"member"}))

    answer = await ask(empty_store, MISSING, None, member)

    assert answer.errors == []
    names = [
        one["displayName"] for one in answer.data["conversations"]["nodes"][0]["missing"]["nodes"]
    ]
    assert names == ["Bob"]


async def test_a_community_shows_the_people_of_its_set(analysed_api: Api) -> None:
    found = await analysed_api.data(
        "{ analyses(last: 1) { nodes { communities { list(first: 2) { communityId size "
        "members(first: 3) { totalCount nodes { id } pageInfo { endCursor } } } } } } }"
    )
    communities = found["analyses"]["nodes"][0]["communities"]["list"]
    assert len(communities) == 2
    for one in communities:
        same = await analysed_api.data(
            f'{{ scope(community: "{one["communityId"]}") {{ members(first: 3) {{ totalCount nodes {{ id }} }} }} }}'
        )
        members = one["members"]
        assert members["totalCount"] and members["totalCount"] <= one["size"]
        assert {name: members[name] for name in ("totalCount", "nodes")} == same["scope"]["members"]
