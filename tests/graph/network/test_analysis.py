"""An analysis end to end on the real store: exact numbers, both engines, repeated, killed, stale."""

from __future__ import annotations

import asyncio

import pytest

from graph.errors import BadInput, NotFound
from graph.network.analyses import run
from graph.network.analyses.lifecycle import DIED
from graph.network.analyses.run import analyse
from graph.network.analyses.scores import ROLES, SCORED, STORED
from graph.network.analyses.stored_scores import (
    latest_analyses,
    means_of_analyses,
    scores_of_groups,
    scores_of_people,
)
from graph.network.ties.tie_query import EVERYTHING, TieQuery, parameters_hash
from graph.records.window import Window
from graph.store.driver import Store
from tests.graph.network.organisation import FADED, asked

PEOPLE = [f"acme/{name}" for name in ("ann", "bob", "cy", "dee", "eve", "fay")]
INTERACTED = (
    "MATCH (a)-[r:INTERACTED]->(b) RETURN right(a.id, 3), right(b.id, 3), r.kind, r.days, "
    "r.counts, r.weights, r.total ORDER BY a.id, b.id, r.kind"
)
FIFTH = 20458
"""The 5th of January 2026 as days since 1970-01-01."""


async def column(store: Store, analysis: str, measure: str) -> list[float]:
    found = await scores_of_people(store, analysis, PEOPLE)
    return [found[person][measure] for person in PEOPLE]


async def test_what_people_did_is_stored_once_a_pair_and_kind(acme: Store) -> None:
    await analyse(acme)

    day5, day6, day7 = FIFTH, FIFTH + 1, FIFTH + 2
    assert await asked(acme, INTERACTED) == [
        ("ann", "bob", "thread", [day5], [1], [0.5], 1),
        ("ann", "/cy", "thread", [day6], [1], [0.5], 1),
        ("bob", "ann", "reply", [day5], [1], None, 1),
        ("bob", "ann", "thread", [day5], [1], [0.5], 1),
        ("bob", "/cy", "thread", [day6], [1], [0.5], 1),
        ("/cy", "ann", "mention", [day6], [1], None, 1),
        ("/cy", "ann", "thread", [day6], [1], [0.5], 1),
        ("/cy", "bob", "thread", [day6], [1], [0.5], 1),
        ("/cy", "dee", "reply", [day7], [1], None, 1),
        ("/cy", "dee", "thread", [day7], [1], [1.0], 1),
        ("dee", "/cy", "reaction", [day7], [1], None, 1),
        ("dee", "/cy", "sent", [day6], [1], None, 1),
        ("dee", "/cy", "thread", [day7], [1], [1.0], 1),
    ]


@pytest.mark.parametrize("engine", ["in-process", "gds"])
async def test_scores_of_people_are_those_worked_out_by_hand(acme: Store, engine: str) -> None:
    result = await analyse(acme, TieQuery(engine=engine))

    one = result.analysis
    assert (one.people, one.ties, one.isolates, one.messages, one.engine) == (6, 8, 2, 9, engine)
    assert (one.density, one.reciprocity) == (8 / 30, 1.0)
    assert await column(acme, one.id, "degree") == [2, 2, 3, 1, 0, 0]
    assert await column(acme, one.id, "in_degree") == [2, 2, 3, 1, 0, 0]
    assert await column(acme, one.id, "betweenness") == pytest.approx([0, 0, 4, 0, 0, 0])
    assert await column(acme, one.id, "betweenness_rank") == [2, 2, 1, 2, 2, 2]
    assert await column(acme, one.id, "degree_below") == [3, 3, 5, 2, 0, 0]
    strength = await column(acme, one.id, "out_strength")
    assert strength == pytest.approx(
        [
            0.5 * FADED[3] + 0.5 * FADED[2],
            1.5 * FADED[3] + 0.5 * FADED[2],
            2 * FADED[2] + 2 * FADED[1],
            FADED[2] + 2 * FADED[1],
            0,
            0,
        ]
    )
    assert sum(await column(acme, one.id, "pagerank")) == pytest.approx(1)


async def test_scores_of_groups_are_means_over_their_people_and_those_below(acme: Store) -> None:
    one = (await analyse(acme)).analysis

    groups = ["acme/all", "acme/east", "acme/west", "acme/solo"]
    found = await scores_of_groups(acme, one.id, groups)

    assert [found[group]["members"] for group in groups] == [5, 2, 2, 1]
    assert [found[group]["degree"] for group in groups] == [1.6, 2.0, 2.0, 3.0]
    assert [found[group].get("degree_rank") for group in groups] == [1, None, None, None]
    means = (await means_of_analyses(acme, [one.id]))[one.id]
    assert means["degree"] == pytest.approx(8 / 6)
    others = {name.rpartition("_")[2] for name in set(means) - set(SCORED)}
    roles = {role.rpartition("_")[2] for role in ROLES}  # of the network as one, beside the means
    assert others <= {"members", "expected", "z"} | roles
    assert set(means) >= set(STORED)


async def test_a_goal_restricts_ties_to_talk_for_it_and_for_what_supports_it(acme: Store) -> None:
    purpose = (await analyse(acme, TieQuery(goal="acme/P"))).analysis
    other = (await analyse(acme, TieQuery(goal="acme/X"))).analysis
    middle = (await analyse(acme, TieQuery(goal="acme/O", engine="gds"))).analysis

    assert await column(acme, purpose.id, "degree") == [2, 2, 2, 0, 0, 0]
    assert await column(acme, middle.id, "degree") == [2, 2, 2, 0, 0, 0]
    assert await column(acme, other.id, "degree") == [0, 0, 1, 1, 0, 0]
    assert await asked(acme, "MATCH ()-[r:INTERACTED]->() RETURN count(r)") == [(0,)]


async def test_a_window_counts_whole_days_and_takes_ties_at_its_end(acme: Store) -> None:
    window = Window(FIFTH + 1, FIFTH + 2)

    one = (await analyse(acme, TieQuery(window=window))).analysis

    assert await column(acme, one.id, "out_degree") == [1, 1, 2, 1, 0, 0]
    assert await column(acme, one.id, "out_strength") == pytest.approx(
        [0.5 * FADED[1], 0.5 * FADED[1], 2 * FADED[1], FADED[1], 0, 0]
    )


async def test_an_unchanged_organisation_gives_the_snapshot_before(acme: Store) -> None:
    first = await analyse(acme)
    second = await analyse(acme)
    third = await analyse(acme, TieQuery(engine="gds"))

    assert (second.reused, second.analysis.id) == (True, first.analysis.id)
    assert (third.reused, third.analysis.engine) == (False, "gds")
    states = "MATCH (n:Analysis) RETURN n.state, n.result ORDER BY n.started_at"
    assert await asked(acme, states) == [
        ("done", first.analysis.id),
        ("unchanged", first.analysis.id),
        ("done", third.analysis.id),
    ]


async def test_what_is_no_longer_said_leaves_no_tie(acme: Store) -> None:
    first = await analyse(acme)
    await asked(acme, "MATCH (c:Conversation {id: 'acme/c2'}) SET c.visibility = 'private'")

    second = await analyse(acme)

    assert not second.reused
    kinds = "MATCH (a)-[r:INTERACTED]->(b) WHERE 'acme/dee' IN [a.id, b.id] RETURN count(r)"
    assert await asked(acme, kinds) == [(0,)]
    latest = await latest_analyses.of(acme, [parameters_hash(EVERYTHING)])
    assert [one.id for one in latest.values()] == [second.analysis.id] != [first.analysis.id]


class Killed(BaseException):
    """Stands for the end of the process: nothing is tidied up after it."""


async def test_a_killed_run_leaves_nothing_to_see_and_the_next_cleans_up(
    acme: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> None:
        return None

    def kill(step: str, done: int, whole: int | None) -> None:
        if step == "saving scores":
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(run, "remove_unfinished", nothing)
        patch.setattr(run, "end_failed", nothing)
        with pytest.raises(Killed):
            await analyse(acme, EVERYTHING, kill)
    states = """
    MATCH (n:Analysis) OPTIONAL MATCH (n)-[s:SCORED]->()
    RETURN n.state, count(s), n.reason, n.started_at ORDER BY n.started_at
    """
    assert [row[:3] for row in await asked(acme, states)] == [("running", 6, None)]
    killed = str((await asked(acme, "MATCH (n:Analysis) RETURN n.id"))[0][0])
    assert await scores_of_people(acme, killed, PEOPLE) == {}
    assert await latest_analyses.of(acme, [parameters_hash(EVERYTHING)]) == {}
    assert await acme.rows("analyses", limit=5) == []

    await analyse(acme)

    assert [row[:3] for row in await asked(acme, states)] == [
        ("failed", 0, DIED),
        ("done", 10, None),
    ]


async def test_a_failing_run_removes_what_it_began(acme: Store) -> None:
    def fail(step: str, done: int, whole: int | None) -> None:
        if step == "saving scores":
            raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        await analyse(acme, EVERYTHING, fail)

    left = "MATCH (n:Analysis) OPTIONAL MATCH (n)-[s]->() RETURN n.state, n.reason, count(s)"
    why = "something failed inside the server (RuntimeError); its log says more"
    assert await asked(acme, left) == [("failed", why, 0)]


async def test_two_runs_at_once_are_one(acme: Store) -> None:
    first, second = await asyncio.gather(analyse(acme), analyse(acme))

    assert first.analysis.id == second.analysis.id
    assert sorted([first.reused, second.reused]) == [False, True]


async def test_an_empty_store_has_an_empty_analysis(empty_store: Store) -> None:
    for engine in ("in-process", "gds"):
        one = (await analyse(empty_store, TieQuery(engine=engine))).analysis

        assert (one.people, one.ties, one.groups, one.density) == (0, 0, 0, None)


async def test_programs_count_only_when_asked_for(acme: Store) -> None:
    one = (await analyse(acme, TieQuery(bots=True))).analysis

    found = await scores_of_people(acme, one.id, ["acme/bot"])
    assert one.people == 7
    assert found["acme/bot"]["out_degree"] == 3


async def test_an_unknown_goal_and_engine_are_refused_with_the_remedy(acme: Store) -> None:
    with pytest.raises(NotFound, match="no goal 'acme/nothing'"):
        await analyse(acme, TieQuery(goal="acme/nothing"))
    with pytest.raises(BadInput) as refused:
        TieQuery(engine="spark")
    assert refused.value.remedy == "use auto, in-process, gds"
