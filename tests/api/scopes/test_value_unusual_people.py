"""Values of whoever does nothing, only asks, only broadcasts, answers themself, or has left, over the API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.importing import Options, import_bundle
from graph.ledger.run import run_ledger
from graph.store.driver import Store
from graph.writing.account_joins import join_people
from tests.api.store_query import data
from tests.conftest import emptied
from tests.graph.sources.bundles import folder

pytestmark = pytest.mark.store

GONE = [f"gone{number}" for number in range(6)]
PEOPLE = ["idle", "asker", "caster", "helper", "self", "self2", *GONE]
QUESTION = "Who knows how to bleed the pump without opening it?"
ANSWER = "Open the small valve at the top and wait until the water runs clear."


def message(talk: str, number: int, author: str, day: str, text: str, **more: Any) -> Any:
    row = {"id": f"{talk}-{number}", "conversation": talk, "author": author, "text": text}
    return row | {"at": f"{day}T09:0{number}:00Z", **more}


MESSAGES = [
    message("t1", 0, "asker", "2026-02-02", QUESTION, kind="question"),
    message("t1", 1, "helper", "2026-02-03", ANSWER, kind="answer", reply_to="t1-0"),
    message("t2", 0, "asker", "2026-02-04", QUESTION, kind="question"),
    message("t3", 0, "caster", "2026-02-05", "The new pump is out. #pump", kind="announcement"),
    message("t4", 0, "caster", "2026-02-06", "The old pump is gone. #pump", kind="announcement"),
    message("t5", 0, "self", "2026-02-09", QUESTION, kind="question"),
    message("t5", 1, "self2", "2026-02-10", ANSWER, kind="answer", reply_to="t5-0"),
    message("t6", 0, "gone0", "2026-02-11", QUESTION, kind="question"),
    message("t6", 1, "gone1", "2026-02-12", ANSWER, kind="answer", reply_to="t6-0"),
    message("t7", 0, "helper", "2026-05-04", "The pump runs again since this morning."),
    message("t8", 0, "helper", "2011-03-01", "A pump of long ago, entered late."),
]
ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [{"id": one} for one in PEOPLE],
    "groups": [{"id": "crew", "name": "Crew", "kind": "team"}],
    "memberships": [
        {"person": one, "group": "crew", "since": "2026-01-01", "until": "2026-03-01"}
        for one in GONE
    ],
    "conversations": [{"id": f"t{n}", "kind": "thread"} for n in range(1, 9)],
    "messages": MESSAGES,
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def acme(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """The ledger of such people; `self` and `self2` were found to be one."""
    await emptied(store)
    bundle = folder(Path(tmp_path_factory.mktemp("unusual")), ROWS, exported_at="2026-06-01")
    assert (await import_bundle(store, bundle, Options())).rejected == 0
    await store.unit(lambda tx: join_people(tx, "acme/self", ["acme/self2"]))
    await run_ledger(store)
    yield store


KINDS = "withheld peopleCount notCovered kinds { shortName value denominator rate tooLittleData }"


async def value_of(store: Store, scope: str, window: str = "{}") -> dict[str, Any]:
    """The answer, and beside it each kind by its code."""
    answer = await data(store, f"{{ scope: {scope} {{ value(window: {window}) {{ {KINDS} }} }} }}")
    found: dict[str, Any] = dict(answer["scope"]["value"])
    return found | {kind["shortName"]: kind for kind in found["kinds"]}


def person(name: str) -> str:
    return f'person(id: "{to_global_id("Person", f"acme/{name}")}")'


def earned(value: Mapping[str, Any]) -> set[str]:
    """The kinds of which somebody earned anything."""
    return {kind["shortName"] for kind in value["kinds"] if kind["value"]}


async def test_whoever_did_nothing_is_covered_and_earned_nothing(acme: Store) -> None:
    idle = await value_of(acme, person("idle"))
    assert (idle["withheld"], idle["peopleCount"], idle["notCovered"]) == (None, 1, 0)
    assert earned(idle) == set()
    assert {kind["rate"] for kind in idle["kinds"] if kind["shortName"] != "P5.inventory"} == {None}
    assert idle["P1"]["tooLittleData"].startswith("too little data for a rate: 0 ")


async def test_whoever_only_asks_gives_no_answer_and_got_one(acme: Store) -> None:
    asker = await value_of(acme, person("asker"))
    assert (asker["P1"]["value"], asker["P1"]["denominator"]) == (0, 2)
    assert (asker["P1.received"]["value"], asker["P2"]["value"]) == (1, 0)
    assert (await value_of(acme, person("helper")))["P1"]["value"] == 1


async def test_whoever_only_broadcasts_is_read_and_solves_nothing(acme: Store) -> None:
    caster = await value_of(acme, person("caster"))
    assert caster["S4"]["value"] == 2
    assert earned(caster) & {"P1", "P2", "P5", "C1", "C2", "C6", "S2", "S5", "U1"} == set()


async def test_whoever_answers_themself_from_another_account_earns_nothing(acme: Store) -> None:
    own = await value_of(acme, person("self"))
    assert (own["P1"]["value"], own["P1.received"]["value"], own["P1"]["denominator"]) == (0, 0, 1)
    assert own["S4"]["value"] == 2  # both accounts wrote


async def test_a_group_that_everybody_has_left_has_what_its_members_did(acme: Store) -> None:
    crew = f'group(id: "{to_global_id("Group", "acme/crew")}")'
    while_there = '{since: "2026-02-01", until: "2026-03-01"}'
    then = await value_of(acme, crew, while_there)
    assert (then["withheld"], then["peopleCount"], then["P1"]["value"]) == (None, len(GONE), 1)
    always = await value_of(acme, crew)
    assert (always["withheld"], always["P1"]["value"]) == (None, 1)
    after = await value_of(acme, crew, '{since: "2026-04-01", until: "2026-06-01"}')
    assert after["withheld"] == "NO_MEMBERS"
    remedy = await data(
        acme, f'{{ {crew} {{ value(window: {{since: "2026-04-01"}}) {{ withheld remedy }} }} }}'
    )
    assert "2026-03-01" in remedy["group"]["value"]["remedy"]


async def test_a_month_without_talk_is_empty_and_has_no_rates(acme: Store) -> None:
    quiet = await value_of(acme, "network", '{since: "2026-03-01", until: "2026-04-01"}')
    assert quiet["withheld"] is None and earned(quiet) <= {"P5.inventory"}
    assert all(
        kind["rate"] is None for kind in quiet["kinds"] if kind["shortName"] != "P5.inventory"
    )
    trend = "{ network { value(window: {since: \"2026-02-01\", until: \"2026-06-01\"}) { trend(by: MONTH) { kinds(kinds: [PUBLIC_POSTS]) { value } } } } }"  # fmt: skip
    months = (await data(acme, trend))["network"]["value"]["trend"]
    assert [one["kinds"][0]["value"] for one in months] == [9, 0, 0, 1]


async def test_a_backdated_message_counts_on_its_own_day(acme: Store) -> None:
    then = await value_of(acme, person("helper"), '{since: "2011-01-01", until: "2012-01-01"}')
    assert then["S4"]["value"] == 1
    since = await value_of(acme, person("helper"), '{since: "2012-01-01"}')
    assert since["S4"]["value"] == 2
    reach = "{ network { value { explain { reach { firstDay lastDay behind } } } } }"
    explained = (await data(acme, reach))["network"]["value"]["explain"]["reach"]
    assert explained["firstDay"].startswith("2011-03-01")
    assert (explained["lastDay"][:10], explained["behind"]) == ("2026-05-04", [])
