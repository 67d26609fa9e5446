"""Lists: pages forward and backward, filters, orders; and how one node is found."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.types.global_ids import to_global_id
from tests.api.conftest import Api


def rows(api: Api, file: str) -> list[dict[str, Any]]:
    text = (api.bundle / f"{file}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


async def walked(api: Api, arguments: str, size: int, backward: bool) -> list[str]:
    """The ids of a whole list, page by page."""
    found: list[str] = []
    cursor = None
    while True:
        first, after = ("last", "before") if backward else ("first", "after")
        at = f', {after}: "{cursor}"' if cursor else ""
        data = await api.data(
            f"{{ people({first}: {size}{at}{arguments}) {{ nodes {{ key {{ externalId }} }}"
            " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
        )
        page, info = data["people"]["nodes"], data["people"]["pageInfo"]
        ids = [node["key"]["externalId"] for node in page]
        found = ids + found if backward else found + ids
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found
        cursor = info["startCursor" if backward else "endCursor"]


@pytest.mark.parametrize("order", ["", ", orderBy: {field: NAME, direction: DESC}"])
@pytest.mark.parametrize("size", [1, 7, 100])
async def test_pages_join_to_the_whole_list_both_ways(api: Api, size: int, order: str) -> None:
    everybody = {person["id"] for person in rows(api, "people")}
    forward = await walked(api, order, size, backward=False)
    assert len(forward) == len(everybody)
    assert set(forward) == everybody
    assert await walked(api, order, size, backward=True) == forward


async def test_descending_is_ascending_reversed(api: Api) -> None:
    ascending = await walked(api, "", 9, backward=False)
    assert (
        await walked(api, ", orderBy: {field: NAME, direction: DESC}", 9, backward=False)
        == ascending[::-1]
    )


async def test_nested_pages_join_to_the_whole_list(api: Api) -> None:
    # given the longest conversation
    messages = rows(api, "messages")
    private = {c["id"] for c in rows(api, "conversations") if c.get("visibility") == "private"}
    sizes: dict[str, int] = {}
    for message in messages:
        if message["conversation"] not in private:
            sizes[message["conversation"]] = sizes.get(message["conversation"], 0) + 1
    longest = max(sizes, key=lambda key: (sizes[key], key))
    # when it is read two messages at a time
    found: list[str] = []
    cursor = ""
    while True:
        data = await api.data(
            "query($key: NodeKeyInput!, $after: String) { conversation(key: $key) {"
            " messages(first: 2, after: $after) { totalCount nodes { at key { externalId } }"
            " pageInfo { hasNextPage endCursor } } } }",
            key={"source": "sample", "externalId": longest},
            after=cursor or None,
        )
        page = data["conversation"]["messages"]
        assert page["totalCount"] == sizes[longest]
        found += [node["key"]["externalId"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        cursor = page["pageInfo"]["endCursor"]
    # then every message is there once
    assert len(found) == len(set(found)) == sizes[longest]


async def test_filters_compare_folded_text_levels_and_absence(api: Api) -> None:
    people = rows(api, "people")
    top = [person for person in people if person.get("level") == 1]
    data = await api.data("{ people(where: {level: {eq: 1}}) { totalCount nodes { name } } }")
    assert data["people"]["totalCount"] == len(top)
    name = top[0]["name"]
    data = await api.data(
        "query($w: PersonWhere) { people(where: $w) { nodes { name } } }",
        w={"name": {"contains": name[1:5].upper()}},
    )
    assert name in [node["name"] for node in data["people"]["nodes"]]
    data = await api.data("{ people(where: {leftAt: {isNull: false}}) { totalCount } }")
    assert data["people"]["totalCount"] == sum("left_at" in person for person in people)
    data = await api.data("{ goals(where: {kind: {in: [PURPOSE, OBJECTIVE]}}) { totalCount } }")
    wanted = [goal for goal in rows(api, "goals") if goal["kind"] in ("purpose", "objective")]
    assert data["goals"]["totalCount"] == len(wanted)


async def test_one_node_is_found_by_id_key_and_address(api: Api) -> None:
    person = next(person for person in rows(api, "people") if person.get("email"))
    wanted = to_global_id("Person", f"sample/{person['id']}")
    data = await api.data(
        "query($id: ID!, $key: NodeKeyInput!, $mail: String!) { a: person(id: $id) { id }"
        " b: person(key: $key) { id } c: person(email: $mail) { id } d: node(id: $id) { id }"
        ' nodes(ids: [$id, "UGVyc29uOm5vYm9keS94"]) { id } }',
        id=wanted,
        key={"source": "sample", "externalId": person["id"]},
        mail=person["email"].upper(),
    )
    assert {data[name]["id"] for name in "abcd"} == {wanted}
    assert data["nodes"] == [{"id": wanted}, None]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{ people(first: 1, last: 1) { nodes { id } } }", "cannot be given together"),
        ("{ people(first: 101) { nodes { id } } }", "between 0 and 100"),
        ('{ people(after: "?") { nodes { id } } }', "not a cursor"),
        ('{ person(id: "x") { id } }', "not an id"),
        ("{ person { id } }", "exactly one"),
        (f'{{ goal(id: "{to_global_id("Person", "a/b")}") {{ id }} }}', "id of a Person"),
    ],
)
async def test_arguments_that_do_not_fit_say_how_to_mend_them(
    api: Api, query: str, words: str
) -> None:
    result = await api.result(query)
    assert words in str(result.errors[0])
