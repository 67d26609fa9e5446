"""Suggestions in the real store: written once, never against a decision, only for what has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio
from typer.testing import CliRunner

from graph.errors import BadInput, NotFound
from graph.goals.linking import SuggestOptions, suggest
from graph.goals.linking.knowledge import stored_decisions
from graph.goals.linking.options import Suggestion
from graph.goals.linking.suggestion_writer import Change, save
from graph.importing import Options, TextMode, import_bundle
from graph.records.enums import LinkMethod, LinkState
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.conftest import emptied

BUNDLE: dict[str, list[dict[str, Any]]] = {
    "people": [{"id": "ada"}, {"id": "bob"}],
    "groups": [{"id": "acoustics", "name": "Acoustics"}],
    "goals": [
        {"id": "quiet-1", "title": "Quiet heat pumps", "description": "Fans and compressors.",
         "groups": ["acoustics"], "owners": ["bob"]},
        {"id": "paint-2", "title": "Less paint lost", "description": "Booths, nozzles and racks."},
        {"id": "old-3", "title": "Old boiler museum", "status": "dropped"},
    ],
    "conversations": [
        {"id": "c1", "title": "Fan noise", "group": "acoustics"},
        {"id": "c2", "title": "Lunch"},
        {"id": "c3", "title": "Nozzles in the paint booth"},
        {"id": "c4", "title": "Secret fan talk", "visibility": "private"},
        {"id": "c5", "title": "Old boiler museum"},
        {"id": "c6", "title": "On it"},
    ],
    "messages": [
        {"id": "m1", "conversation": "c1", "at": "2026-01-02T10:00:00Z", "author": "ada",
         "text": "The compressors hum and the fans too."},
        {"id": "m2", "conversation": "c2", "at": "2026-01-02T11:00:00Z", "text": "Soup at noon."},
        {"id": "m3", "conversation": "c3", "at": "2026-01-02T12:00:00Z", "text": "Racks are full."},
        {"id": "m5", "conversation": "c5", "at": "2026-01-02T12:00:00Z", "text": "Open today."},
        {"id": "m6", "conversation": "c6", "at": "2026-01-02T12:30:00Z", "text": "#quiet-1"},
    ],
}  # fmt: skip


def written(folder: Path, **more: list[dict[str, Any]]) -> Path:
    """The bundle, with rows added."""
    folder.mkdir(exist_ok=True)
    manifest = {"format": "goalgraph-bundle", "version": 1, "source": "acme"}
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest))
    for name in {*BUNDLE, *more}:
        rows = [*BUNDLE.get(name, ()), *more.get(name, ())]
        (folder / f"{name}.jsonl").write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in rows))
    return folder


async def imported(store: Store, folder: Path, **more: list[dict[str, Any]]) -> None:
    report = await import_bundle(store, written(folder, **more), Options(text=TextMode.FULL))
    assert report.exit_code == 0


@pytest_asyncio.fixture(loop_scope="session")
async def acme(store: Store, tmp_path: Path) -> AsyncIterator[Store]:
    """A store with a few conversations and no link."""
    await emptied(store)
    await run(store, "MATCH (l:Lock) DELETE l")
    await imported(store, tmp_path / "acme")
    yield store
    await emptied(store)


async def run(store: Store, text: str, **params: Any) -> list[list[Any]]:
    """The rows of a text of the test's own."""
    async with store.driver.session(database=store.database) as session:
        return [record.values() async for record in await session.run(text, **params)]


async def links(store: Store) -> dict[str, str]:
    """Link id → state."""
    rows = await run(store, "MATCH (l:Link) RETURN l.id, l.state ORDER BY l.id")
    return {str(id_): str(state) for id_, state in rows}


FOUND = {
    "acme/c1>acme/quiet-1": "suggested",
    "acme/c3>acme/paint-2": "suggested",
    "acme/c6>acme/quiet-1": "suggested",
}


async def test_each_suggestion_is_written_with_its_decision(acme: Store) -> None:
    report = await suggest(acme)

    assert await links(acme) == FOUND
    assert (report.read, report.suggested, report.goals) == (5, 3, 2)
    assert report.created == sorted(FOUND)
    assert report.by_method[LinkMethod.EXPLICIT] == 1
    decisions = await run(
        acme,
        """MATCH (c:Conversation)<-[:OF]-(l:Link)-[:TO]->(g:Goal)
        MATCH (d:Decision)-[:ON]->(l) WHERE NOT EXISTS { (:Person)-[:DECIDED]->(d) }
        RETURN l.id, d.id, d.state, d.capacity, d.reasons = l.reasons AND l.reasons <> []
        ORDER BY l.id""",
    )
    assert decisions == [[id_, f"{id_}#1", "suggested", "machine", True] for id_ in sorted(FOUND)]
    assert await run(acme, "MATCH ()-[a:ADVANCES]->() RETURN a") == []


async def test_a_second_run_reads_and_writes_nothing(acme: Store) -> None:
    await suggest(acme)
    before = await run(acme, "MATCH (l:Lock) RETURN l.name, l.version ORDER BY l.name")

    report = await suggest(acme)

    assert (report.read, report.suggested, report.updated) == (0, 0, 0)
    assert await run(acme, "MATCH (l:Lock) RETURN l.name, l.version ORDER BY l.name") == before


async def test_everything_anew_changes_nothing(acme: Store) -> None:
    await suggest(acme)
    report = await suggest(acme, SuggestOptions(include_unchanged=True))
    assert (report.read, report.suggested, report.updated, report.unchanged) == (5, 0, 0, 3)


async def test_a_rejected_pair_is_never_suggested_again(acme: Store) -> None:
    await suggest(acme)
    await run(acme, "MATCH (l:Link {id: $id}) SET l.state = 'rejected', l.version = 2",
              id="acme/c1>acme/quiet-1")  # fmt: skip

    report = await suggest(acme, SuggestOptions(include_unchanged=True, min_score=0.0))

    assert (await links(acme))["acme/c1>acme/quiet-1"] == "rejected"
    assert report.decided >= 1


async def test_only_talk_that_changed_is_read(acme: Store, tmp_path: Path) -> None:
    await suggest(acme)
    more = {"id": "m7", "conversation": "c2", "at": "2026-01-03T10:00:00Z",
            "text": "Paint nozzles and booths, racks too."}  # fmt: skip
    await imported(acme, tmp_path / "acme", messages=[more])

    report = await suggest(acme)

    assert (report.read, report.created) == (1, ["acme/c2>acme/paint-2"])


async def test_a_changed_goal_is_looked_for_in_all_that_may_be_about_it(acme: Store) -> None:
    await suggest(acme)
    await run(acme, "MATCH (g:Goal {id: 'acme/paint-2'}) SET g.synonyms = ['Soup at noon']")
    await acme.write(MARK, **mark([Part.GOALS]))

    report = await suggest(acme)

    assert report.read == 2  # what says so, and what said the goal's words before
    assert report.created == ["acme/c2>acme/paint-2"]
    assert (await suggest(acme)).read == 0


async def test_a_goal_is_looked_for_in_talk_near_it_whatever_that_says(acme: Store) -> None:
    await suggest(acme)
    query = "MATCH (g:Goal {id: 'acme/paint-2'}), (q:Group {id: 'acme/acoustics'}) CREATE (q)-[:PURSUES]->(g)"
    await run(acme, query)
    await acme.write(MARK, **mark([Part.GOALS]))

    report = await suggest(acme)

    assert report.read == 2  # its own, and the one that was held in the group


async def test_decided_links_bring_their_talk_up_again_once(acme: Store) -> None:
    await suggest(acme)
    await run(acme, "MATCH (l:Link {id: $id}) SET l.state = 'confirmed', l.version = 2",
              id="acme/c1>acme/quiet-1")  # fmt: skip

    assert (await suggest(acme)).read == 1
    assert (await suggest(acme)).read == 0


async def test_confirmed_links_teach_and_rejected_pairs_are_known(
    acme: Store, tmp_path: Path
) -> None:
    goals = ("quiet-1", "paint-2", "old-3")
    rows = [
        {"conversation": f"{state}-{goal}", "goal": goal, "state": state}
        for state, number in (("confirmed", 1), ("suggested", 2), ("rejected", 3))
        for goal in goals[:number]
    ]
    rows += [
        {"conversation": "c4", "goal": "quiet-1", "state": "confirmed"},
        {"conversation": "confirmed-quiet-1", "goal": "old-3", "state": "rejected"},
        {"conversation": "confirmed-quiet-1", "goal": "paint-2", "state": "suggested"},
    ]
    talk = [{"id": one, "title": "Talk"} for one in dict.fromkeys(r["conversation"] for r in rows)]
    await imported(
        acme, tmp_path / "acme", links=rows, conversations=[t for t in talk if t["id"] != "c4"]
    )

    known = await stored_decisions(acme, len(goals))

    assert known.labels == {"acme/confirmed-quiet-1": {"acme/quiet-1"}}
    assert known.rejected == {
        ("acme/confirmed-quiet-1", "acme/old-3"),
        *((f"acme/rejected-{goal}", f"acme/{goal}") for goal in goals),
    }


async def test_a_dry_run_writes_nothing(acme: Store) -> None:
    report = await suggest(acme, SuggestOptions(dry_run=True))
    assert report.created == sorted(FOUND)
    assert await links(acme) == {}
    assert (await suggest(acme)).suggested == 3


async def test_marks_are_confirmed_where_that_is_asked_for(acme: Store) -> None:
    report = await suggest(acme, SuggestOptions(confirm_explicit=True))
    assert report.confirmed == 1
    assert await links(acme) == FOUND | {"acme/c6>acme/quiet-1": "confirmed"}
    advances = await run(acme, "MATCH (c)-[:ADVANCES]->(g) RETURN c.id, g.id")
    assert advances == [["acme/c6", "acme/quiet-1"]]


async def test_one_goal_one_conversation_one_method(acme: Store) -> None:
    only = SuggestOptions(conversations=["acme/c3", "acme/c4"])
    assert (await suggest(acme, only)).created == ["acme/c3>acme/paint-2"]
    marked = SuggestOptions(goal="acme/quiet-1", methods=(LinkMethod.EXPLICIT,))
    assert (await suggest(acme, marked)).created == ["acme/c6>acme/quiet-1"]


async def test_two_runs_at_once_suggest_each_pair_once(acme: Store) -> None:
    both = await asyncio.gather(suggest(acme), suggest(acme))
    assert await links(acme) == FOUND
    assert sum(one.suggested for one in both) == 3


async def test_what_was_decided_meanwhile_stays(acme: Store) -> None:
    await suggest(acme)
    await run(acme, "MATCH (l:Link {id: $id}) SET l.state = 'confirmed', l.version = 2",
              id="acme/c1>acme/quiet-1")  # fmt: skip
    late = [
        Change(Suggestion("acme/c1", "acme/quiet-1", LinkMethod.LEXICAL, 0.9, ["late"], False),
               LinkState.SUGGESTED, was)
        for was in (0, 1)
    ]  # fmt: skip
    gone = Suggestion("acme/c1", "acme/old-3", LinkMethod.LEXICAL, 0.9, ["late"], False)

    saved = await save(acme, [*late, Change(gone, LinkState.SUGGESTED)], "2026-02-01T00:00:00Z")

    assert (saved.created, saved.updated) == ([], [])
    assert (await links(acme))["acme/c1>acme/quiet-1"] == "confirmed"


async def test_unknown_goals_and_wrong_numbers_are_refused(acme: Store) -> None:
    with pytest.raises(NotFound, match="no goal 'acme/none'"):
        await suggest(acme, SuggestOptions(goal="acme/none"))
    for wrong in (
        {"max_per_conversation": 0},
        {"min_score": 2.0},
        {"methods": (LinkMethod.PERSON,)},
    ):
        with pytest.raises(BadInput):
            SuggestOptions(**wrong)


async def test_the_command_shows_what_it_would_suggest(
    acme: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.cli import app, register

    target = acme.target
    monkeypatch.setenv("NEO4J_URI", target.uri)
    monkeypatch.setenv("NEO4J_USERNAME", target.username)
    monkeypatch.setenv("NEO4J_PASSWORD", target.password)
    register(["suggest"])
    app.callback()(lambda: None)

    shown = await asyncio.to_thread(
        CliRunner().invoke, app, ["suggest", "--dry-run", "--format", "json"]
    )

    assert shown.exit_code == 0, shown.output
    report = orjson.loads(shown.stdout)
    assert report["suggested"] == 3 and report["dry_run"] is True
    first = report["suggestions"][0]
    assert (first["conversation"], first["goal"]) == ("acme/c1", "acme/quiet-1")
    assert await links(acme) == {}
