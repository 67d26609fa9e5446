"""Goals are written as a goal tool writes them: many at once, in any order, again and again."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate, save_goals, save_talk
from tests.api.store_query import MEMBER, ask, data
from tests.graph.importing.whole_organisation import imported


async def parents(store: Store, name: str) -> list[tuple[str, str | None]]:
    """The parents of a goal with their weights."""
    query = (
        'query($id: String!) { goal(key: {source: "acme", externalId: $id}) '
        "{ parents { edges { weight node { key { externalId } } } } } }"
    )
    answer = await data(store, query, {"id": name})
    return [
        (e["node"]["key"]["externalId"], e["weight"]) for e in answer["goal"]["parents"]["edges"]
    ]


async def test_saving_twice_is_saving_once(empty_store: Store) -> None:
    first = await save_goals(
        empty_store, {"name": "a"}, {"name": "b", "parents": [{"goal": key("a")}]}
    )
    again = await save_goals(
        empty_store, {"name": "a"}, {"name": "b", "parents": [{"goal": key("a")}]}
    )

    assert (first["saved"], again["saved"], again["unchanged"]) == (2, 0, 2)
    assert [result["isNew"] for result in first["results"]] == [True, True]
    assert [result["goal"]["version"] for result in again["results"]] == [1, 1]
    assert await parents(empty_store, "b") == [("a", None)]


async def test_a_field_that_is_not_given_stays_and_null_clears_it(empty_store: Store) -> None:
    metric = {"kind": "REACH", "target": "3.10", "current": "1"}
    await save_goals(
        empty_store, {"name": "a", "tags": ["x"], "metric": metric, "dueOn": "2026-12-31"}
    )
    input = {"goal": key("a") | {"tags": None, "metric": {"current": "2"}}}
    selection = "status goal { title tags dueOn metricTarget metricCurrent version }"
    payload = await mutate(empty_store, "saveGoal", input, selection)

    assert payload["goal"] == {
        "title": "T",
        "tags": [],
        "dueOn": "2026-12-31",
        "metricTarget": "3.10",
        "metricCurrent": "2",
        "version": 2,
    }


async def test_goals_are_read_once_until_they_change(empty_store: Store, tmp_path: Path) -> None:
    query = "{ network { alignment { conversationGap { nodes { title } } } } }"
    await save_goals(empty_store, {"name": "a", "title": "Old"})

    async def asked() -> tuple[list[str], bool]:
        answer = await ask(empty_store, query)
        goals = answer.data["network"]["alignment"]["conversationGap"]["nodes"]
        read = any(name == "goals_by_id" for _, name in answer.statements)
        return [goal["title"] for goal in goals], read

    first, again = await asked(), await asked()
    await save_goals(empty_store, {"name": "a", "title": "New"})
    changed = await asked()
    await imported(empty_store, tmp_path, {"goals": [{"id": "a", "title": "Newer"}]})
    synced = await asked()

    assert first == (["Old"], True)
    assert again == (["Old"], False)
    assert changed == (["New"], True)
    assert synced == (["Newer"], True)


async def test_a_parent_that_is_not_there_yet_is_waited_for(empty_store: Store) -> None:
    early = await save_goals(
        empty_store, {"name": "low", "parents": [{"goal": key("top"), "weight": "0.5"}]}
    )
    assert early["results"][0]["notes"] == [
        "the parent top is not there yet; the goal supports it once it is"
    ]
    assert await parents(empty_store, "low") == []

    await save_goals(empty_store, {"name": "top"})

    assert await parents(empty_store, "low") == [("top", 0.5)]
    again = await save_goals(
        empty_store, {"name": "low", "parents": [{"goal": key("top"), "weight": "0.5"}]}
    )
    assert again["unchanged"] == 1


async def test_a_cycle_is_refused_and_named(empty_store: Store) -> None:
    await save_goals(
        empty_store,
        {"name": "b", "parents": [{"goal": key("a")}]},
        {"name": "c", "parents": [{"goal": key("b")}]},
    )
    payload = await save_goals(empty_store, {"name": "a", "parents": [{"goal": key("c")}]})
    (error,) = payload["userErrors"]

    assert error["code"] == "BAD_INPUT"
    assert error["path"] == ["input", "goals", "0", "parents"]
    assert error["message"] == "this closes a cycle: a → c → b → a"
    itself = await save_goals(empty_store, {"name": "s", "parents": [{"goal": key("s")}]})
    assert itself["userErrors"][0]["message"] == "this closes a cycle: s → s"


async def test_turning_an_edge_round_in_one_input_is_no_cycle(empty_store: Store) -> None:
    await save_goals(empty_store, {"name": "a", "parents": [{"goal": key("b")}]}, {"name": "b"})
    payload = await save_goals(
        empty_store, {"name": "b", "parents": [{"goal": key("a")}]}, {"name": "a", "parents": []}
    )
    assert payload["saved"] == 2
    assert (await parents(empty_store, "a"), await parents(empty_store, "b")) == ([], [("a", None)])


async def test_what_makes_no_sense_is_refused_where_it_stands(empty_store: Store) -> None:
    payload = await save_goals(
        empty_store,
        {"name": "dates", "startsOn": "2026-02-01", "dueOn": "2026-01-31"},
        {"name": "weight", "parents": [{"goal": key("x"), "weight": "-0.5"}]},
        {"name": "owner", "owners": [key("nobody")]},
        {"name": "mail", "owners": [{"email": "no@a.example"}]},
        {"name": "zero", "parents": [{"goal": key("good"), "weight": "0"}]},
        {"name": "good"},
        {"name": "good"},
        onError="SKIP",
        strict=True,
    )
    error_of_place = {
        tuple(error["path"][2:]): (error["code"], error["message"])
        for error in payload["userErrors"]
    }

    assert error_of_place == {
        ("0", "dueOn"): (
            "BAD_INPUT",
            "the goal is due on 2026-01-31, before it starts on 2026-02-01",
        ),
        ("1", "parents", "0", "weight"): (
            "BAD_INPUT",
            "`parents[0].weight` is -0.5; a weight must not be negative",
        ),
        ("2", "owners", "0"): ("NOT_FOUND", 'there is no person "acme/nobody"'),
        ("3", "owners", "0", "email"): (
            "BAD_INPUT",
            "nobody has an account with the mail address 'no@a.example'",
        ),
        ("6",): ("BAD_INPUT", "good stands twice in this input"),
    }
    assert (payload["saved"], payload["rejected"]) == (2, 5)
    assert await parents(empty_store, "zero") == [("good", 0.0)]


async def test_one_bad_row_aborts_all_by_default(empty_store: Store) -> None:
    payload = await save_goals(empty_store, {"name": "a"}, {"name": "b", "title": None})

    assert [result["status"] for result in payload["results"]] == ["NOT_SAVED", "REJECTED"]
    assert (
        payload["userErrors"][0]["message"] == "`title` is null, which means absent; it is required"
    )
    assert (await data(empty_store, "{ goals { totalCount } }"))["goals"]["totalCount"] == 0


async def test_a_stale_version_is_a_conflict_that_shows_the_current_goal(
    empty_store: Store,
) -> None:
    await save_goals(empty_store, {"name": "a", "title": "One"})
    await save_goals(empty_store, {"name": "a", "title": "Two"})
    payload = await save_goals(empty_store, {"name": "a", "title": "Three", "version": 1})
    query = '{ goal(key: {source: "acme", externalId: "a"}) { id title } }'
    goal = (await data(empty_store, query))["goal"]

    assert goal["title"] == "Two"
    (error,) = payload["userErrors"]
    assert (error["code"], error["path"][-1]) == ("CONFLICT", "version")
    assert error["current"] == {"id": goal["id"]}
    right = await save_goals(empty_store, {"name": "a", "title": "Three", "version": 2})
    assert right["results"][0]["goal"]["version"] == 3


async def test_a_repeated_key_gets_the_same_answer_and_does_nothing(empty_store: Store) -> None:
    first = await save_goals(empty_store, {"name": "a", "title": "One"}, idempotencyKey="k1")
    await save_goals(empty_store, {"name": "a", "title": "Two"})
    again = await save_goals(empty_store, {"name": "a", "title": "One"}, idempotencyKey="k1")
    other = await save_goals(empty_store, {"name": "a", "title": "Six"}, idempotencyKey="k1")

    assert first["results"][0]["isNew"] is again["results"][0]["isNew"] is True
    assert again["results"][0]["goal"]["title"] == "Two"
    (error,) = other["userErrors"]
    assert (error["code"], error["path"]) == ("CONFLICT", ["input", "idempotencyKey"])


async def test_the_same_key_at_once_is_done_once(empty_store: Store) -> None:
    input = {"goal": {"title": "New"}, "idempotencyKey": "once"}
    payloads = await asyncio.gather(
        *(mutate(empty_store, "saveGoal", input, "goal { id }") for _ in range(5))
    )
    assert len({payload["goal"]["id"] for payload in payloads}) == 1
    assert (await data(empty_store, "{ goals { totalCount } }"))["goals"]["totalCount"] == 1


async def test_a_shuffled_sync_by_several_at_once_ends_the_same(empty_store: Store) -> None:
    goals = [
        {"name": f"g{n}", "parents": [{"goal": key(f"g{(n - 1) // 3}")}] if n else []}
        for n in range(400)
    ]
    order = goals * 2
    random.Random(3).shuffle(order)
    batches = []
    for start in range(0, len(order), 40):
        batch = {goal["name"]: goal for goal in order[start : start + 40]}
        batches.append(list(batch.values()))
    payloads = await asyncio.gather(*(save_goals(empty_store, *batch) for batch in batches))

    assert sum(payload["saved"] for payload in payloads) == 400
    assert all(payload["userErrors"] == [] for payload in payloads)
    again = await save_goals(empty_store, *goals)
    assert again["unchanged"] == 400
    answer = await data(
        empty_store,
        '{ goal(key: {source: "acme", externalId: "g0"}) { descendants { totalCount } } }',
    )
    assert answer["goal"]["descendants"]["totalCount"] == 399


async def test_goals_are_aligned_without_saying_the_rest(empty_store: Store) -> None:
    await save_goals(
        empty_store, {"name": "a", "parents": [{"goal": key("x")}]}, {"name": "x"}, {"name": "y"}
    )
    edge = {"goal": key("a"), "parent": key("y"), "weight": "2"}
    selection = "saved unchanged"
    await mutate(empty_store, "alignGoals", {"alignments": [edge]}, selection)
    assert sorted(await parents(empty_store, "a")) == [("x", None), ("y", 2.0)]
    removed_edge = {"goal": key("a"), "parent": key("x")}
    await mutate(
        empty_store, "alignGoals", {"alignments": [removed_edge], "mode": "REMOVE"}, selection
    )
    assert await parents(empty_store, "a") == [("y", 2.0)]

    up = {"goal": key("y"), "parent": key("a")}
    payload = await mutate(empty_store, "alignGoals", {"alignments": [up]}, selection)
    assert payload["userErrors"][0]["message"] == "this closes a cycle: y → a → y"
    unknown = {"goal": key("nix"), "parent": key("a")}
    payload = await mutate(empty_store, "alignGoals", {"alignments": [unknown]}, selection)
    assert payload["userErrors"][0]["code"] == "NOT_FOUND"


async def test_a_check_in_says_how_a_goal_fares(empty_store: Store) -> None:
    await save_goals(empty_store, {"name": "a"})
    row = {
        "goal": key("a"),
        "at": "2026-01-31T10:00:00+02:00",
        "progress": 0.5,
        "status": "AT_RISK",
    }
    selection = "saved results { checkIn { at progress status value goal { key { externalId } } } }"
    payload = await mutate(empty_store, "checkIn", {"checkIns": [row]}, selection)
    assert payload["results"][0]["checkIn"] == {
        "at": "2026-01-31T08:00:00+00:00",
        "progress": 0.5,
        "status": "AT_RISK",
        "value": None,
        "goal": {"key": {"externalId": "a"}},
    }
    wrong = [row | {"progress": 1.5}, {"goal": key("a")}, {"goal": key("b"), "note": "x"}]
    payload = await mutate(empty_store, "checkIn", {"checkIns": wrong}, selection)
    assert [error["path"] for error in payload["userErrors"]] == [
        ["input", "checkIns", "0", "progress"],
        ["input", "checkIns", "1"],
        ["input", "checkIns", "2", "goal"],
    ]


async def test_removing_says_what_hangs_on_the_goal_and_refuses(empty_store: Store) -> None:
    await save_goals(
        empty_store, {"name": "top"}, {"name": "low", "parents": [{"goal": key("top")}]}
    )
    selection = "status dependents { orphanCount orphans { key { externalId } } links checkIns }"
    refused_payload = await mutate(empty_store, "removeGoal", {"goal": key("top")}, selection)
    assert refused_payload["status"] == "REJECTED"
    assert refused_payload["dependents"]["orphans"] == [{"key": {"externalId": "low"}}]
    assert refused_payload["userErrors"][0]["code"] == "CONFLICT"

    sure = {"goal": key("top"), "cascade": True}
    payload = await mutate(empty_store, "removeGoal", sure, selection)
    assert payload["status"] == "SAVED"
    assert await parents(empty_store, "low") == []
    again = await mutate(empty_store, "removeGoal", sure, selection)
    assert again["userErrors"][0]["code"] == "NOT_FOUND"


async def test_a_full_sync_archives_what_the_tool_holds_no_more(empty_store: Store) -> None:
    await save_goals(empty_store, {"name": "a"}, {"name": "b"})
    input = {"source": "acme", "keepExternalIds": ["a"], "preview": True}
    selection = "count archivedCount goals { key { externalId } archived }"
    preview = await mutate(empty_store, "archiveOtherGoals", input, selection)
    assert (preview["count"], preview["archivedCount"]) == (1, 0)
    assert preview["goals"] == [{"key": {"externalId": "b"}, "archived": False}]

    done = await mutate(empty_store, "archiveOtherGoals", input | {"preview": False}, selection)
    assert (done["count"], done["archivedCount"]) == (1, 1)
    assert done["goals"][0]["archived"] is True
    again = await mutate(empty_store, "archiveOtherGoals", input | {"preview": False}, selection)
    assert again["count"] == 0


async def test_a_full_sync_names_what_it_does_not_know(empty_store: Store) -> None:
    await save_goals(empty_store, {"name": "a"}, {"name": "b"}, {"name": "c"})
    input = {"source": "acme", "keepExternalIds": ["a", "A"], "preview": True}
    selection = "count archivedCount unknownExternalIds externalIds"
    assert await mutate(empty_store, "archiveOtherGoals", input, selection) == {
        "count": 2,
        "archivedCount": 0,
        "unknownExternalIds": ["A"],
        "externalIds": ["b", "c"],
        "userErrors": [],
    }
    for source, code in (("acne", "NOT_FOUND"), ("Acme", "BAD_INPUT")):
        wrong = input | {"source": source, "preview": False}
        payload = await mutate(empty_store, "archiveOtherGoals", wrong, selection)
        assert (payload["archivedCount"], payload["userErrors"][0]["code"]) == (0, code)
        assert payload["userErrors"][0]["path"] == ["input", "source"]


async def test_more_than_half_of_a_source_is_archived_by_its_number_only(
    empty_store: Store,
) -> None:
    await save_goals(empty_store, {"name": "a"}, {"name": "b"}, {"name": "c"})
    input = {"source": "acme", "keepExternalIds": ["a"]}
    for confirm in ({}, {"expectedCount": 3}):
        payload = await mutate(empty_store, "archiveOtherGoals", input | confirm, "archivedCount")
        assert (payload["archivedCount"], payload["userErrors"][0]["path"]) == (
            0,
            ["input", "expectedCount"],
        )
        assert "2 of 3 goals" in payload["userErrors"][0]["message"]
    payload = await mutate(
        empty_store, "archiveOtherGoals", input | {"expectedCount": 2}, "archivedCount"
    )
    assert (payload["archivedCount"], payload["userErrors"]) == (2, [])


async def test_an_input_has_a_thousand_rows_at_most(empty_store: Store) -> None:
    payload = await save_goals(empty_store, *({"name": f"g{n}"} for n in range(1001)))
    assert payload["results"] == []
    assert (
        payload["userErrors"][0]["message"]
        == "`goals` has 1,001 entries, at most 1,000 are allowed"
    )


async def test_a_member_does_not_write_goals(empty_store: Store) -> None:
    input = {"goal": {"title": "Mine"}}
    payload = await mutate(empty_store, "saveGoal", input, "status", viewer=MEMBER)
    assert payload["status"] == "REJECTED"
    assert payload["userErrors"][0]["code"] == "FORBIDDEN"


async def test_a_goal_that_comes_back_has_its_goals_below_again(empty_store: Store) -> None:
    rows = ({"name": "b"}, {"name": "a", "parents": [{"goal": key("b"), "weight": "2"}]})
    await save_goals(empty_store, *rows)
    input = {"goal": key("b"), "cascade": True}
    await mutate(empty_store, "removeGoal", input, "status")
    assert await parents(empty_store, "a") == []

    await save_goals(empty_store, *rows)

    assert await parents(empty_store, "a") == [("b", 2.0)]


async def test_a_good_row_waits_for_a_parent_that_is_rejected_beside_it(empty_store: Store) -> None:
    payload = await save_goals(
        empty_store,
        {"name": "p", "owners": [key("nobody")]},
        {"name": "c", "parents": [{"goal": key("p")}]},
        onError="SKIP",
        strict=True,
    )
    assert [result["status"] for result in payload["results"]] == ["REJECTED", "SAVED"]
    await save_goals(empty_store, {"name": "p"})
    assert await parents(empty_store, "c") == [("p", None)]


async def test_adding_a_parent_again_keeps_its_weight(empty_store: Store) -> None:
    await save_goals(
        empty_store, {"name": "a", "parents": [{"goal": key("b"), "weight": "2"}]}, {"name": "b"}
    )
    edge = {"goal": key("a"), "parent": key("b")}
    await mutate(empty_store, "alignGoals", {"alignments": [edge]}, "saved")
    assert await parents(empty_store, "a") == [("b", 2.0)]
    await mutate(empty_store, "alignGoals", {"alignments": [edge | {"weight": None}]}, "saved")
    assert await parents(empty_store, "a") == [("b", None)]


async def test_a_goal_that_its_tool_holds_again_is_archived_no_more(empty_store: Store) -> None:
    await save_goals(empty_store, {"name": "a"}, {"name": "b"})
    input = {"source": "acme", "keepExternalIds": ["a"]}
    await mutate(empty_store, "archiveOtherGoals", input, "archivedCount")
    back = {"source": "acme", "keepExternalIds": ["a", "b"]}
    done = await mutate(empty_store, "archiveOtherGoals", back, "archivedCount restoredCount")
    assert (done["archivedCount"], done["restoredCount"]) == (0, 1)


async def test_names_that_are_none_are_refused(empty_store: Store) -> None:
    rows = [
        {"key": {"source": "acme/x", "externalId": "1"}, "title": "T"},
        {"id": "", "title": "T"},
        key("blank") | {"title": "  "},
        key("") | {"title": "T"},
    ]
    input = {"goals": rows, "onError": "SKIP"}
    payload = await mutate(empty_store, "saveGoals", input, "saved rejected")
    assert (payload["saved"], payload["rejected"]) == (0, 4)
    assert [error["path"][2:] for error in payload["userErrors"]] == [
        ["0", "key", "source"],
        ["1", "id"],
        ["2", "title"],
        ["3", "key", "externalId"],
    ]


async def test_an_unknown_owner_is_left_out_with_a_note_unless_that_is_strict(
    empty_store: Store,
) -> None:
    await save_talk(empty_store)
    owners = [key("nobody"), {"email": "no@a.example"}, key("ann"), {"email": "bob@a.example"}]
    for number, row in enumerate([{"owners": owners}, {"owners": owners, "title": "U"}]):
        found = await save_goals(empty_store, {"name": "new", **row})
        (one,) = found["results"]
        assert (one["status"], one["isNew"]) == ("SAVED", number == 0)
        assert one["notes"] == [
            "nobody has an account with the mail address 'no@a.example'; left out",
            'there is no person "acme/nobody"; left out',
        ]
    again = await save_goals(empty_store, {"name": "new", "title": "U", "owners": owners[:3:2]})
    assert again["results"][0]["notes"] == ['there is no person "acme/nobody"; left out']
    second_payload = await save_goals(empty_store, {"name": "new", "title": "U"})
    assert second_payload["unchanged"] == 1
    query = '{ goal(key: {source: "acme", externalId: "new"}) { owners { nodes { name } } } }'
    found = await data(empty_store, query)
    assert found["goal"]["owners"]["nodes"] == [{"name": "Ann"}]

    for one, place in ((key("nobody"), []), ({"email": "no@a.example"}, ["email"])):
        refused = await save_goals(empty_store, {"name": "new", "owners": [one]}, strict=True)
        assert refused["rejected"] == 1
        path = ["input", "goals", "0", "owners", "0", *place]
        assert [error["path"] for error in refused["userErrors"]] == [path]
    wrong = {"name": "new", "owners": [{"id": "Tm9wZQ"}]}
    assert (await save_goals(empty_store, wrong))["rejected"] == 1
