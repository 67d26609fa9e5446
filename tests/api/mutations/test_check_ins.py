"""Check-ins are said, corrected and taken back by their keys; nobody's replaces another's."""

from __future__ import annotations

from typing import Any

import pytest

from api.types.global_ids import to_global_id
from graph.store.driver import Store
from tests.api.mutations.small_organisation import ERRORS, key, mutate, save_talk
from tests.api.store_query import data

FIELDS = (
    "id at atPrecision progress value status note version correctedAt "
    "goal { key { externalId } } by { key { externalId } } "
    "versions { nodes { value note replacedAt by { key { externalId } } } }"
)


async def say(store: Store, *rows: dict[str, Any], **more: Any) -> Any:
    """The payload of saying these."""
    selection = (
        f"saved unchanged rejected results {{ status isNew checkIn {{ {FIELDS} }} {ERRORS} }}"
    )
    return await mutate(store, "checkIn", {"checkIns": list(rows), **more}, selection)


async def said(store: Store) -> list[Any]:
    query = '{ goal(key: {source: "acme", externalId: "g"}) { checkIns { nodes { value } } } }'
    return [one["value"] for one in (await data(store, query))["goal"]["checkIns"]["nodes"]]


G = {"goal": key("g"), "on": "2026-03-04"}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([G | {"by": key("ann")}, G | {"by": key("bob")}, G], 3),
        ([G, {"goal": key("g"), "at": "2026-03-04T00:00:00Z"}, G | {"on": "2026-03-05"}], 3),
        ([G | key("a"), G | key("b"), G], 3),
        ([G | {"by": {"email": "ann@a.example"}}, G | {"by": key("ann")}], 1),
        ([{"goal": key("g"), "at": t} for t in ("2026-03-04T10:00Z", "2026-03-04T12:00+02:00")], 1),
    ],
    ids=["author", "time or day", "key", "author by mail", "same time in two zones"],
)
async def test_what_differs_in_its_key_is_another_check_in(
    empty_store: Store, rows: list[dict[str, Any]], count: int
) -> None:
    await save_talk(empty_store)
    inputs = [row | {"value": "1"} for row in rows]
    newness = [(await say(empty_store, row))["results"][0]["isNew"] for row in inputs]
    assert sum(newness) == count == len(await said(empty_store))
    again = [(await say(empty_store, row))["unchanged"] for row in inputs]
    assert sum(again) == len(rows)


async def test_a_correction_keeps_what_is_not_given_and_what_was_said(empty_store: Store) -> None:
    await save_talk(empty_store)
    first = G | key("C-1") | {"value": "4.50", "note": "n", "status": "ON_TRACK", "by": key("ann")}
    check_in = (await say(empty_store, first))["results"][0]["checkIn"]
    assert (check_in["version"], check_in["correctedAt"]) == (1, None)
    assert (check_in["at"], check_in["atPrecision"]) == ("2026-03-04T00:00:00+00:00", "DAY")

    await say(empty_store, key("C-1") | {"value": "5"})
    payload = await say(
        empty_store, {"id": check_in["id"], "note": None, "by": key("bob"), "version": 2}
    )
    corrected = payload["results"][0]["checkIn"]
    assert (corrected["value"], corrected["note"], corrected["status"]) == ("5", None, "ON_TRACK")
    assert (corrected["at"], corrected["atPrecision"], corrected["version"]) == (
        check_in["at"],
        "DAY",
        3,
    )
    assert (corrected["goal"], corrected["by"]) == (
        {"key": {"externalId": "g"}},
        {"key": {"externalId": "bob"}},
    )
    assert [
        (v["value"], v["note"], v["by"]["key"]["externalId"])
        for v in corrected["versions"]["nodes"]
    ] == [("4.50", "n", "ann"), ("5", "n", "ann")]
    assert corrected["correctedAt"] == corrected["versions"]["nodes"][1]["replacedAt"]
    other_payload = await say(empty_store, key("C-1") | {"value": "5"})
    assert (other_payload["unchanged"], other_payload["results"][0]["checkIn"]["version"]) == (1, 3)


async def test_a_wrong_check_in_says_what_is_wrong_with_it(empty_store: Store) -> None:
    await save_talk(empty_store)
    await say(empty_store, G | key("C-1") | {"value": "1"})
    ghost = to_global_id("CheckIn", "acme/nix")
    wrong = [
        ({"value": "1"}, "BAD_INPUT", "goal"),
        (key("new") | {"value": "1"}, "BAD_INPUT", "goal"),
        (G | {"at": "2026-03-04T10:00:00Z", "value": "1"}, "BAD_INPUT", "on"),
        ({"id": ghost, "value": "1"}, "NOT_FOUND", None),
        ({"id": to_global_id("Goal", "acme/g"), "value": "1"}, "BAD_INPUT", "id"),
        (key("C-1") | {"value": "2", "version": 7}, "CONFLICT", "version"),
        (key("C-1") | {"value": None}, "BAD_INPUT", None),
        (key("C-1") | {"goal": None}, "BAD_INPUT", "goal"),
        (G | {"value": "1", "by": key("nix")}, "NOT_FOUND", "by"),
    ]
    for row, code, place in wrong:
        error = (await say(empty_store, row))["userErrors"][0]
        path = ["input", "checkIns", "0", *([] if place is None else [place])]
        assert (error["code"], error["path"]) == (code, path), row
    assert await said(empty_store) == ["1"]


async def test_what_is_taken_back_leaves_no_version_and_no_sign_of_its_author(
    empty_store: Store,
) -> None:
    await save_talk(empty_store)
    for value in ("1", "2"):
        await say(empty_store, G | {"by": key("ann"), "value": value, "note": value})
        last = await say(empty_store, G | key("C") | {"by": key("bob"), "value": value})
    await say(empty_store, key("C") | {"by": key("cy"), "note": "of cy"})
    await mutate(empty_store, "removePerson", {"person": key("bob"), "cascade": True}, "status")
    query = "query($id: ID!) { node(id: $id) { ... on CheckIn { " + FIELDS + " } } }"
    id_ = last["results"][0]["checkIn"]["id"]
    check_in = (await data(empty_store, query, {"id": id_}))["node"]
    assert (check_in["note"], check_in["by"]) == ("of cy", {"key": {"externalId": "cy"}})
    assert [(version["value"], version["by"]) for version in check_in["versions"]["nodes"]] == [
        ("1", None),
        ("2", None),
    ]
    await mutate(empty_store, "removePerson", {"person": key("ann"), "cascade": True}, "status")
    await mutate(empty_store, "removeCheckIn", {"checkIn": id_}, "status")
    notes_and_accounts = "MATCH (v:CheckInVersion) RETURN v.note AS note, v.account AS account"
    async with empty_store.driver.session(database=empty_store.database) as session:
        rows = [record.values() async for record in await session.run(notes_and_accounts)]
    assert rows == [[None, None]]
    again = await mutate(empty_store, "removeCheckIn", {"checkIn": id_}, "status")
    assert again["status"] == "UNCHANGED"
    await say(empty_store, G | key("D") | {"value": "1"})
    await say(empty_store, key("D") | {"value": "2"})
    await mutate(empty_store, "removeGoal", key_of_goal("g"), "status")
    async with empty_store.driver.session(database=empty_store.database) as session:
        rows = [record.values() async for record in await session.run(notes_and_accounts)]
    assert rows == []


def key_of_goal(name: str) -> dict[str, Any]:
    """What removes a goal with all that hangs on it."""
    return {"goal": key(name), "cascade": True}


async def test_a_check_in_is_taken_back_by_its_key(empty_store: Store) -> None:
    await save_talk(empty_store)
    await say(empty_store, G | key("C-1") | {"value": "1"}, G | key("C-2") | {"value": "2"})
    preview = await mutate(empty_store, "removeCheckIn", key("C-1") | {"preview": True}, "count")
    done = await mutate(empty_store, "removeCheckIn", key("C-1"), "status count")
    assert (preview["count"], done["status"], done["count"]) == (1, "SAVED", 1)
    assert await said(empty_store) == ["2"]


async def test_a_day_is_a_day_in_progress_too(empty_store: Store) -> None:
    await save_talk(empty_store)
    metric = {"kind": "STAY_ABOVE", "target": "5"}
    await mutate(empty_store, "saveGoal", {"goal": key("g") | {"metric": metric}}, "status")
    query = (
        '{ goal(key: {source: "acme", externalId: "g"}) { progress { reportedAt reportedAtPrecision '
        "own { currentAt currentAtPrecision brokenSince brokenSincePrecision } } } }"
    )
    for row, precision in ((G, "DAY"), ({"goal": key("g"), "at": "2026-03-05T10:00:00Z"}, None)):
        await say(empty_store, row | {"value": "6"})
        await say(empty_store, row | {"value": "4", "status": "AT_RISK"})
        progress = (await data(empty_store, query))["goal"]["progress"]
        own = progress["own"]
        assert (progress["reportedAtPrecision"], own["currentAtPrecision"]) == (
            precision,
            precision,
        )
        assert own["brokenSincePrecision"] == "DAY"
        assert own["brokenSince"] == "2026-03-04T00:00:00+00:00"
