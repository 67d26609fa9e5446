"""Runs of the ledger: what has changed alone is read and saved, and the result is that of a run anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from graph.errors import NotFound, Overloaded
from graph.keys import tombstone
from graph.ledger.cache import LedgerCache, parts_behind
from graph.ledger.durations import TIMES
from graph.ledger.inputs import INPUTS, unpacked_inputs
from graph.ledger.packed_columns import Part as Column
from graph.ledger.packed_columns import tables_of
from graph.ledger.packed_talk import unpacked_talk
from graph.ledger.run import published_ledger, run_ledger
from graph.ledger.run_state import STOPPED, LedgerRunState, latest_run
from graph.ledger.scope_days import FIRST, LAST, of_people
from graph.store.driver import Store
from graph.store.operation import observer
from graph.store.versions import MARK, Part, mark
from tests.api.store_query import data
from tests.graph.network.help_organisation import helped
from tests.graph.network.organisation import asked

pytestmark = pytest.mark.store


@pytest_asyncio.fixture(loop_scope="session")
async def acme(store: Store) -> AsyncIterator[Store]:
    await helped(store)
    yield store


async def test_before_the_first_run_there_is_no_ledger(acme: Store) -> None:
    with pytest.raises(NotFound) as refused:
        await LedgerCache(acme).ledger()
    assert "goalgraph ledger" in str(refused.value.remedy)


async def test_a_run_reads_only_what_has_changed(acme: Store) -> None:
    first = await run_ledger(acme)
    again = await run_ledger(acme)
    assert (first.read, again.read, again.saved) == (4, 0, 0)
    assert again.reach.hash == first.reach.hash

    await asked(
        acme,
        "MATCH (c:Conversation {id: 'help/c2'}) SET c.settled = 7 "
        "WITH c MATCH (m:Message {id: 'help/m7'}) SET m.deleted_at = m.at RETURN c.id",
    )
    changed = await run_ledger(acme)
    assert (changed.read, changed.reach.hash != first.reach.hash) == (1, True)
    anew = await run_ledger(acme, anew=True)
    assert (anew.read, anew.saved, anew.reach.hash) == (4, 0, changed.reach.hash)


async def named_in_facts(store: Store) -> set[str]:
    """All ids that the facts hold which runs keep."""
    found = await asked(store, "MATCH (n:LedgerTalk) RETURN n.id, n.data")
    facts = [unpacked_talk(str(data)) for id_, data in found if not str(id_).startswith(INPUTS)]
    beside = [unpacked_inputs(str(data)) for id_, data in found if str(id_).startswith(INPUTS)]
    named = {one for kept in beside for one in (*kept.names(), *kept.links)}
    return named | {one for part in facts for ids in part.ids.values() for one in ids}


PRIVATE = """
MATCH (c:Conversation {id: 'help/c5'}), (m:Message {id: 'help/m8'}), (before:Message {id: 'help/m13'})
CREATE (c)-[:HELD_IN]->(:Group {id: 'help/secret', name: 'S', by_name: 's', kind: 'team', archived: false})
CREATE (c)<-[:TOOK_PART_IN]-(:Person {id: 'help/silent', by_name: 'silent', bot: false})
CREATE (m)-[:REPLIES_TO]->(before)
RETURN 1
"""


async def test_nothing_of_private_talk_is_kept(acme: Store) -> None:
    """Neither its id, group and people, nor what open talk answers in it: until it is opened."""
    await asked(acme, PRIVATE)
    first = await run_ledger(acme)
    hidden = {"help/c5", "help/secret", "help/silent", "help/m13", "help/m14"}
    assert hidden & await named_in_facts(acme) == set()
    again = await run_ledger(acme)  # what answers in it is read each time
    assert (again.read, again.reach.hash) == (1, first.reach.hash)

    await asked(acme, "MATCH (c:Conversation {id: 'help/c5'}) SET c.visibility = 'public' RETURN 1")
    opened = await run_ledger(acme)
    assert hidden <= await named_in_facts(acme)
    assert opened.reach.hash != first.reach.hash
    assert (await run_ledger(acme, anew=True)).reach.hash == opened.reach.hash


async def test_what_was_removed_is_in_no_part_of_the_facts(acme: Store) -> None:
    """The next run packs the parts anew that held talk made private, or somebody erased."""

    await run_ledger(acme)
    before = await named_in_facts(acme)
    talk, person = "help/c2", "help/eve"
    assert {talk, person} <= before
    await asked(
        acme, f"MATCH (c:Conversation {{id: '{talk}'}}) SET c.visibility = 'private' RETURN 1"
    )
    await asked(
        acme,
        f"MATCH (p:Person {{id: '{person}'}}) "
        "SET p.id = 'erased' WITH p MATCH (c:Conversation) SET c.settled = coalesce(c.settled, 0) + 1 "
        "WITH DISTINCT p DETACH DELETE p RETURN 1",
    )
    await run_ledger(acme)
    gone = {
        str(one)
        for (one,) in await asked(
            acme, f"MATCH (m:Message)-[:IN]->(:Conversation {{id: '{talk}'}}) RETURN m.id"
        )
    }
    assert gone and {talk, person, *gone} & await named_in_facts(acme) == set()
    once = "MATCH (n:LedgerTalk) RETURN count(n)"
    held = "MATCH (l:Ledger) RETURN size(l.talk)"
    assert await asked(acme, once) == await asked(acme, held)


async def test_who_is_erased_while_the_ledger_is_reckoned_is_in_no_part_of_it(acme: Store) -> None:
    async def people() -> set[str]:
        tables = "MATCH (n:LedgerColumn {name: 'tables'}) RETURN n.id, n.month, n.name, n.data"
        parts = [
            Column(str(id_), str(month), str(name), 0, str(packed))
            for id_, month, name, packed in await asked(acme, tables)
        ]
        return {one for part in parts for one in tables_of(part).people}

    before = (await run_ledger(acme)).reach
    assert "help/eve" in await people()
    stone = tombstone("people", "help/eve")
    row = {"id": stone, "kind": "people", "removed_at": "2026-01-31T09:30:00Z"}
    await acme.write("save_tombstones", rows=[row])
    assert (await run_ledger(acme, anew=True)).reach.hash == before.hash
    assert {"help/eve", f"erased/{stone}"} & await people() == {f"erased/{stone}"}
    assert await asked(acme, "MATCH (n:LedgerTalk) RETURN count(n)") == [(0,)]
    ledger = await LedgerCache(acme).ledger()
    assert "help/eve" not in ledger.people and f"erased/{stone}" in ledger.people


async def test_a_run_unpacks_stored_parts_only_where_somebody_was_erased_meanwhile(
    acme: Store,
) -> None:
    sent = Counter[str]()
    token = observer.set(lambda name: sent.update([name]))
    try:
        await run_ledger(acme)
        assert sent["publish_ledger"] == 1 and sent["tombstones_among"] == 1
        assert sent["ledger_columns"] == sent["ledger_tables"] == sent["ledger_facts"] == 0
        stone = {"id": tombstone("people", "help/eve"), "kind": "people"}
        await acme.write("save_tombstones", rows=[stone | {"removed_at": "2026-01-31T09:30:00Z"}])
        await run_ledger(acme)
        assert sent["ledger_columns"] > 0 and sent["ledger_facts"] > 0
    finally:
        observer.reset(token)


async def test_a_change_of_the_organisation_leaves_the_ledger_behind(acme: Store) -> None:
    reach = (await run_ledger(acme)).reach
    assert await parts_behind(acme, reach) == []
    await acme.write(MARK, **mark([Part.MARKET, Part.PROGRESS]))
    assert await parts_behind(acme, reach) == ["market"]
    assert await parts_behind(acme, replace(reach, code_version="0")) == ["rules", "market"]
    assert await parts_behind(acme, (await run_ledger(acme)).reach) == []


async def test_a_process_reads_a_new_ledger_by_the_months_that_differ(acme: Store) -> None:
    await run_ledger(acme)
    cache = LedgerCache(acme)
    ledger = await cache.ledger()
    assert await cache.ledger() is ledger
    await asked(acme, "MATCH (n:Need {id: 'help/n2'}) DETACH DELETE n RETURN 1")
    await run_ledger(acme)
    newer = await cache.ledger()
    assert newer is not ledger and newer.reach.hash != ledger.reach.hash
    stored = await asked(acme, "MATCH (n:LedgerColumn) RETURN count(n)")
    named = await asked(acme, "MATCH (l:Ledger) RETURN size(l.columns)")
    assert stored == named


async def test_a_run_that_ends_half_way_leaves_the_ledger_before_whole(acme: Store) -> None:
    """What it saved is named by no ledger; the next run takes it away and gives what was due."""
    before = (await run_ledger(acme)).reach
    await asked(
        acme, "MATCH (m:Message {id: 'help/m5'}) SET m.at = m.at - duration('P400D') RETURN 1"
    )
    await asked(acme, "MATCH (c:Conversation {id: 'help/c2'}) SET c.settled = 8 RETURN 1")

    def stop(step: str, done: int, total: int | None) -> None:
        if step == "saving":
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await run_ledger(acme, stop)
    run, published = await latest_run(acme), await published_ledger(acme)
    assert run is not None and (run.state, run.reason) == (LedgerRunState.FAILED, STOPPED)
    assert published is not None and published.reach == before
    orphans = "MATCH (n:LedgerColumn) WHERE NOT n.id IN $ids RETURN count(n)".replace(
        "$ids", str(list(published.columns))
    )
    assert await asked(acme, orphans) > [(0,)]
    assert (await LedgerCache(acme).ledger()).reach == before

    after = (await run_ledger(acme)).reach
    assert after.hash not in ("", before.hash)
    assert after.first_day == (before.first_day or 0) - 397
    assert (await run_ledger(acme, anew=True)).reach.hash == after.hash


async def test_why_a_run_failed_is_told(acme: Store) -> None:
    def full(step: str, done: int, total: int | None) -> None:
        if step == "packing":
            raise Overloaded("no room", remedy="wait")

    with pytest.raises(Overloaded):
        await run_ledger(acme, full)
    run = await latest_run(acme)
    assert run is not None and (run.state, run.reason) == (LedgerRunState.FAILED, "no room: wait")
    assert run.finished_at is not None and run.finished_at >= run.started_at


RUN = "mutation { runLedger(input: {}) { started userErrors { message } } }"
POLL = "{ ledger { run { state step reason } published { hash firstDay behind } } }"


async def test_the_api_runs_it_and_tells_how_far_it_is(acme: Store) -> None:
    first = await data(acme, POLL)
    assert first == {"ledger": {"run": None, "published": None}}
    assert (await data(acme, RUN))["runLedger"] == {"started": True, "userErrors": []}
    async with asyncio.timeout(60):
        while (found := (await data(acme, POLL))["ledger"])["published"] is None:
            await asyncio.sleep(0.1)
        while found["run"]["state"] == "RUNNING":
            found = (await data(acme, POLL))["ledger"]
    assert found["run"] == {"state": "DONE", "step": "done", "reason": None}
    assert found["published"]["firstDay"] == "2026-01-05T00:00:00+00:00"
    assert found["published"]["behind"] == []
    assert found["published"]["hash"] == (await run_ledger(acme)).reach.hash


async def test_cells_say_in_cypher_what_the_ledger_says(acme: Store) -> None:
    """Also after a change, by which some of them go."""
    for change in ("RETURN 1", "MATCH (n:Need) DETACH DELETE n RETURN 1"):
        await asked(acme, change)
        await run_ledger(acme)
        ledger = await LedgerCache(acme).ledger()
        cells = "MATCH (p:Person)-[r:EARNED]->(c:ValueColumn) UNWIND r.units AS u RETURN p.id, c.id, sum(u)"
        found = {(str(one), str(name)): units for one, name, units in await asked(acme, cells)}
        wanted = {
            (one, name): ledger.column(name).units(of_people([number]), FIRST, LAST)
            for name in ledger.columns
            if name not in TIMES
            for number, one in enumerate(ledger.people)
        }
        assert found == {key: units for key, units in wanted.items() if units}
        assert ("help/dee", "P2.needs") in found or "DELETE" in change


CHANGES_OF_LINKS = (
    "RETURN 1",
    "MATCH (c:Conversation {id: 'help/c2'}), (p:Goal {id: 'help/P'}) CREATE (c)-[:ADVANCES]->(p) RETURN 1",
    """
    MATCH (k:Goal {id: 'help/K'}) DETACH DELETE k
    WITH count(*) AS gone
    MATCH (c:Conversation) WHERE c.id IN ['help/c1', 'help/c2']
    WITH collect(c) AS talk
    CREATE (k:Goal {id: 'help/K', title: 'Anew', by_title: 'k', tags: [], version: 1})
    FOREACH (c IN talk | CREATE (c)-[:ADVANCES]->(k))
    RETURN 1
    """,
    "MATCH (:Conversation)-[r:ADVANCES]->() DELETE r RETURN 1",
)
"""What is linked, made anew under its old id, and withdrawn."""


async def cells_of_goals(store: Store) -> dict[tuple[str, ...], int]:
    """Goals of a set, and a column → units, as Cypher reads them."""
    cells = """MATCH (s:GoalSet)-[r:EARNED]->(c:ValueColumn) UNWIND r.units AS units
    RETURN [(s)-[:HOLDS]->(g:Goal) | g.id] AS goals, c.id, sum(units)"""
    found = [(goals, name, units) for goals, name, units in await asked(store, cells)]
    return {(*sorted(goals), str(name)): units for goals, name, units in found}  # type: ignore[misc]


async def test_cells_of_goals_say_in_cypher_what_the_ledger_says(acme: Store) -> None:
    """Whatever was linked, withdrawn or made anew, and as a run says that begins with nothing."""
    seen = set()
    for change in CHANGES_OF_LINKS:
        await asked(acme, change)
        await run_ledger(acme)
        ledger = await LedgerCache(acme).ledger()
        wanted: Counter[tuple[str, ...]] = Counter()
        for name, column in ledger.columns.items():
            if name not in TIMES:
                rows = column.rows
                for number, units in zip(rows.goals.tolist(), rows.units.tolist(), strict=True):
                    wanted[*sorted(ledger.goal_sets[number]), name] += units
        found = await cells_of_goals(acme)
        assert found == {key: units for key, units in wanted.items() if units and len(key) > 1}
        sets = "RETURN count { MATCH (:GoalSet) }, count { MATCH (:GoalSet)-[:EARNED]->() }"
        assert await asked(acme, sets) == [(len({key[:-1] for key in found}), len(found))]
        seen |= {key[:-1] for key in found}
        await asked(acme, "MATCH (s:GoalSet) DETACH DELETE s RETURN count(s)")
        await run_ledger(acme, anew=True)
        assert await cells_of_goals(acme) == found
    assert {("help/K",), ("help/K", "help/P")} <= seen
