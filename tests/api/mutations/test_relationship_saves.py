"""Memberships and reactions are saved, corrected, ended and taken back by what they join."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.execution.viewer import LOCAL, Viewer
from graph.exporting.bundle_export import export_bundles
from graph.store.driver import Store
from tests.api.mutations.small_organisation import ERRORS, key, mutate, save_talk
from tests.api.store_query import data

ANN_IN_TEAM = {"person": key("ann"), "group": key("team")}
ROW = f"status isNew notes person {{ name }} group {{ name }} {ERRORS}"
REACTION_ROW = f"status isNew person {{ name }} message {{ id }} {ERRORS}"


async def belong(store: Store, *rows: dict[str, Any], **more: Any) -> Any:
    input = {"memberships": list(rows), **more}
    return await mutate(
        store, "saveMemberships", input, f"saved unchanged rejected results {{ {ROW} }}"
    )


async def part(store: Store, *rows: dict[str, Any], **more: Any) -> Any:
    selection = f"saved unchanged rejected results {{ status {ERRORS} }}"
    return await mutate(store, "removeMemberships", {"memberships": list(rows), **more}, selection)


async def members(store: Store) -> list[tuple[str, str, str | None, str | None]]:
    """Each membership of the team: name, role, since and until (days where only those are known)."""
    fields = "role since sincePrecision until untilPrecision node { name }"
    query = f'{{ group(key: {{source: "acme", externalId: "team"}}) {{ memberships {{ edges {{ {fields} }} }} }} }}'
    edges = (await data(store, query))["group"]["memberships"]["edges"]

    def day(at: str | None, precision: str | None) -> str | None:
        return at[:10] if at is not None and precision == "DAY" else at

    return sorted(
        (
            edge["node"]["name"],
            edge["role"],
            day(edge["since"], edge["sincePrecision"]),
            day(edge["until"], edge["untilPrecision"]),
        )
        for edge in edges
    )


async def test_a_membership_is_made_ended_and_begun_again(empty_store: Store) -> None:
    await save_talk(empty_store)

    made = await belong(empty_store, ANN_IN_TEAM | {"role": "lead", "sinceOn": "2026-01-05"})
    assert (made["saved"], made["results"][0]["isNew"]) == (1, True)
    assert made["results"][0]["person"] == {"name": "Ann"}
    assert made["results"][0]["group"] == {"name": "Team"}
    assert await members(empty_store) == [("Ann", "lead", "2026-01-05", None)]

    end = ANN_IN_TEAM | {"role": "lead", "untilOn": "2026-03-31"}
    assert (await belong(empty_store, end))["results"][0]["isNew"] is False
    assert (await belong(empty_store, end))["unchanged"] == 1
    assert await members(empty_store) == [("Ann", "lead", "2026-01-05", "2026-03-31")]

    again = ANN_IN_TEAM | {"role": "lead", "since": "2026-06-01T08:00:00+02:00"}
    assert (await belong(empty_store, again))["results"][0]["isNew"] is True
    assert await members(empty_store) == [
        ("Ann", "lead", "2026-01-05", "2026-03-31"),
        ("Ann", "lead", "2026-06-01T06:00:00+00:00", None),
    ]
    open_again = ANN_IN_TEAM | {"role": "lead", "sinceOn": "2026-01-05", "until": None}
    assert (await belong(empty_store, open_again))["saved"] == 1
    assert (await members(empty_store))[0] == ("Ann", "lead", "2026-01-05", None)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([{}, {}], 1),
        ([{}, {"role": "member"}], 1),
        ([{}, {"role": "lead"}], 2),
        ([{"sinceOn": "2026-01-01"}, {}], 1),
        ([{"sinceOn": "2026-01-01"}, {"since": "2026-01-01T00:00:00Z"}], 2),
        ([{"sinceOn": "2026-01-01"}, {"person": {"email": "ann@a.example"}}], 1),
        ([{"since": "2026-01-01T10:00Z"}, {"since": "2026-01-01T12:00+02:00"}], 1),
    ],
    ids=["same", "usual role", "role", "the running one", "day or time", "by mail", "two zones"],
)
async def test_what_a_membership_is_known_by(
    empty_store: Store, rows: list[dict[str, Any]], count: int
) -> None:
    await save_talk(empty_store)
    newness = [
        (await belong(empty_store, ANN_IN_TEAM | row))["results"][0]["isNew"] for row in rows
    ]
    assert sum(newness) == count == len(await members(empty_store))
    again = [(await belong(empty_store, ANN_IN_TEAM | row))["unchanged"] for row in rows]
    assert sum(again) == len(rows)


@pytest.mark.parametrize(
    ("row", "code", "path"),
    [
        ({"person": key("nobody")}, "NOT_FOUND", "person"),
        ({"group": key("nowhere")}, "NOT_FOUND", "group"),
        ({"person": {"email": "nobody@a.example"}}, "BAD_INPUT", "person.email"),
        ({"since": "2026-01-01T00:00Z", "sinceOn": "2026-01-01"}, "BAD_INPUT", "sinceOn"),
        ({"role": "x" * 2000}, "BAD_INPUT", "role"),
        ({"person": key("ann", "Not One")}, "BAD_INPUT", "person.key.source"),
        ({"sinceOn": "2026-02-30"}, "BAD_INPUT", "sinceOn"),
    ],
    ids=["person", "group", "mail", "day and time", "long role", "source", "no day"],
)
async def test_a_wrong_row_says_what_and_spoils_nothing_else(
    empty_store: Store, row: dict[str, Any], code: str, path: str
) -> None:
    await save_talk(empty_store)
    good = {"person": key("bob"), "group": key("team")}

    refused = await belong(empty_store, good, ANN_IN_TEAM | row)
    error = refused["userErrors"][0]
    assert (error["code"], error["path"]) == (code, ["input", "memberships", "1", *path.split(".")])
    assert error["remedy"] and [one["status"] for one in refused["results"]] == [
        "NOT_SAVED",
        "REJECTED",
    ]
    assert await members(empty_store) == []
    skipped = await belong(empty_store, good, ANN_IN_TEAM | row, onError="SKIP")
    assert (skipped["saved"], skipped["rejected"]) == (1, 1)
    assert await members(empty_store) == [("Bob", "member", None, None)]


async def test_what_runs_twice_must_be_told_apart(empty_store: Store) -> None:
    await save_talk(empty_store)
    spans = [ANN_IN_TEAM | {"sinceOn": day} for day in ("2026-01-01", "2026-02-01")]
    assert (await belong(empty_store, *spans))["saved"] == 2

    for change in (belong, part):
        row = ANN_IN_TEAM | ({"untilOn": "2026-03-01"} if change is belong else {})
        error = (await change(empty_store, row))["userErrors"][0]
        assert (error["code"], error["path"][-1]) == ("CONFLICT", "since")
        assert "2026-01-01, 2026-02-01" in error["message"]
    twice = await belong(empty_store, spans[0], spans[0] | {"untilOn": "2026-03-01"})
    assert "stands twice" in twice["userErrors"][0]["message"]
    assert (await part(empty_store, spans[1]))["saved"] == 1
    assert await members(empty_store) == [("Ann", "member", "2026-01-01", None)]


async def test_memberships_are_taken_back(empty_store: Store) -> None:
    await save_talk(empty_store)
    await belong(empty_store, ANN_IN_TEAM, {"person": key("bob"), "group": key("team")})

    removed = await part(empty_store, ANN_IN_TEAM)
    assert [one["status"] for one in removed["results"]] == ["SAVED"]
    assert (await part(empty_store, ANN_IN_TEAM))["unchanged"] == 1
    unknown = await part(
        empty_store, {"person": key("bob"), "group": key("team")}, ANN_IN_TEAM | {"group": key("x")}
    )
    assert unknown["userErrors"][0]["path"] == ["input", "memberships", "1", "group"]
    assert await members(empty_store) == [("Bob", "member", None, None)]


async def test_one_person_of_two_accounts_has_one_membership(
    empty_store: Store, tmp_path: Path
) -> None:
    await save_talk(empty_store)
    other = key("a2", "hr") | {"name": "Ann", "email": "ann@a.example"}
    await mutate(empty_store, "savePeople", {"people": [other]}, "saved")
    by_other = {"person": key("a2", "hr"), "group": key("team")}

    await belong(empty_store, by_other | {"sinceOn": "2026-01-01"})
    ended = await belong(empty_store, ANN_IN_TEAM | {"untilOn": "2026-05-01"})
    assert ended["results"][0]["isNew"] is False
    assert await members(empty_store) == [("Ann", "member", "2026-01-01", "2026-05-01")]
    await export_bundles(empty_store, tmp_path / "hr", source="hr")
    text = (tmp_path / "hr" / "memberships.jsonl").read_text()
    assert '"2026-05-01"' in text and '"a2"' in text


async def test_reactions_are_saved_and_taken_back(empty_store: Store) -> None:
    await save_talk(empty_store)
    thanks = {"person": key("ann"), "message": key("m1"), "kind": "thanks"}
    query = '{ message(key: {source: "acme", externalId: "m1"}) { reactions { edges { kind at node { name } } } } }'

    async def reactions() -> list[Any]:
        edges = (await data(empty_store, query))["message"]["reactions"]["edges"]
        return sorted((e["node"]["name"], e["kind"], e["at"]) for e in edges)

    async def react(name: str, *rows: dict[str, Any], viewer: Viewer = LOCAL) -> Any:
        selection = (
            f"saved unchanged rejected results {{ {REACTION_ROW if name[0] == 's' else 'status'} }}"
        )
        return await mutate(empty_store, name, {"reactions": list(rows)}, selection, viewer)

    made = await react("saveReactions", thanks, thanks | {"kind": None})
    assert made["saved"] == 2 and made["results"][0]["person"] == {"name": "Ann"}
    assert (await react("saveReactions", thanks))["unchanged"] == 1
    assert (await react("saveReactions", thanks | {"at": "2026-01-03T00:00Z"}))["saved"] == 1
    assert await reactions() == [
        ("Ann", "like", None),
        ("Ann", "thanks", "2026-01-03T00:00:00+00:00"),
    ]
    wrong = await react("saveReactions", thanks | {"message": key("x")})
    assert wrong["userErrors"][0]["path"] == ["input", "reactions", "0", "message"]
    assert (await react("removeReactions", thanks))["saved"] == 1
    assert (await react("removeReactions", thanks))["unchanged"] == 1
    assert await reactions() == [("Ann", "like", None)]


async def test_the_same_request_again_gets_the_same_answer(empty_store: Store) -> None:
    await save_talk(empty_store)
    first = await belong(empty_store, ANN_IN_TEAM, idempotencyKey="k")
    assert await belong(empty_store, ANN_IN_TEAM, idempotencyKey="k") == first
    await part(empty_store, ANN_IN_TEAM)
    assert await belong(empty_store, ANN_IN_TEAM, idempotencyKey="k") == first
    assert await members(empty_store) == []
