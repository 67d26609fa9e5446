"""Snapshots over the API: one by its id, two compared, their communities, errors and null models."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from api.types.global_ids import to_global_id
from graph.measures.rank_correlation import spearman
from graph.network.analyses.comparison import people_comparison
from graph.network.analyses.lifecycle import begin
from graph.network.analyses.run import analyse
from graph.network.analyses.snapshots import snapshot_of
from graph.network.communities import people_of_community
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store
from tests.api.store_query import ask, data
from tests.graph.network.organisation import FADED, asked

PLACE = """
query Place($analysis: ID, $goal: ID) {
  person(key: {source: "acme", externalId: "cy"}) {
    centrality(measure: DEGREE, analysis: $analysis, ties: {goal: $goal}) {
      value withheld remedy analysis { id }
    }
    brokerage(analysis: $analysis, ties: {goal: $goal}) { betweenness { value } }
    resilience(analysis: $analysis) { core { value } }
    mixing(analysis: $analysis) { eiIndex { value } }
  }
  network {
    centrality(measure: DEGREE, analysis: $analysis) { value }
    figures(analysis: $analysis) { withheld remedy figures { explain { key } value } }
  }
}
"""
PRIVATE = "MATCH (c:Conversation {id: 'acme/c2'}) SET c.visibility = 'private'"


async def test_a_snapshot_is_read_by_its_id_however_old(acme: Store) -> None:
    first = (await analyse(acme)).analysis
    await asked(acme, PRIVATE)
    second = (await analyse(acme)).analysis

    old = await data(acme, PLACE, {"analysis": to_global_id("Analysis", first.id)})
    new = await data(acme, PLACE, {"analysis": to_global_id("Analysis", second.id)})
    latest = await data(acme, PLACE)

    assert old["person"]["centrality"]["value"] == 3
    assert old["person"]["centrality"]["analysis"]["id"] == to_global_id("Analysis", first.id)
    assert old["person"]["brokerage"]["betweenness"]["value"] == pytest.approx(4)
    assert old["network"]["centrality"]["value"] == pytest.approx(8 / 6)
    assert new == latest
    assert new["person"]["centrality"]["value"] == 2
    assert new["person"]["brokerage"]["betweenness"]["value"] == 0


async def test_a_snapshot_and_a_goal_cannot_be_asked_for_together(acme: Store) -> None:
    one = (await analyse(acme)).analysis
    given = {
        "analysis": to_global_id("Analysis", one.id),
        "goal": to_global_id("Goal", "acme/K"),
    }

    answer = await ask(acme, PLACE, given)

    assert str(answer.errors[0]) == "`analysis` and `ties` cannot be given together"


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        (to_global_id("Analysis", "goalgraph/none"), "there is no analysis 'goalgraph/none'"),
        (to_global_id("Goal", "acme/K"), "`analysis` is the id of a Goal, not of an analysis"),
    ],
)
async def test_what_is_no_snapshot_is_refused(acme: Store, id_: str, message: str) -> None:
    answer = await ask(acme, PLACE, {"analysis": id_})

    assert str(answer.errors[0]) == message


async def test_a_running_analysis_answers_nothing(acme: Store) -> None:
    await analyse(acme)
    running = await begin(acme, TieQuery())

    found = await data(acme, PLACE, {"analysis": to_global_id("Analysis", running)})

    assert found["person"]["centrality"] == {
        "value": None,
        "withheld": "NOT_COMPUTED",
        "remedy": "wait until its `progress.state` is DONE",
        "analysis": None,
    }
    assert found["network"]["figures"]["figures"] == []
    assert found["network"]["figures"]["withheld"] == "NOT_COMPUTED"


async def test_an_unchanged_run_leads_to_the_snapshot_before(acme: Store) -> None:
    first = (await analyse(acme)).analysis
    await analyse(acme)
    ((again,),) = await asked(acme, "MATCH (n:Analysis {state: 'unchanged'}) RETURN n.id")

    found = await data(acme, PLACE, {"analysis": to_global_id("Analysis", str(again))})

    assert found["person"]["centrality"]["analysis"]["id"] == to_global_id("Analysis", first.id)


SCORE = """
{
  person(key: {source: "acme", externalId: "cy"}) {
    centrality(measure: BETWEENNESS) { value standardError bound }
    brokerage { bridging { value standardError bound } }
  }
  network { centrality(measure: BETWEENNESS) { value standardError bound } }
  analyses(last: 1) { nodes { sampledSources } }
}
"""


async def test_an_estimate_says_how_far_off_it_may_be(
    acme: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.measures.centrality.betweenness.EXACT_BUDGET", 5)
    monkeypatch.setattr("graph.measures.centrality.betweenness.BETWEENNESS_SOURCES", 3)
    await analyse(acme)
    found = await data(acme, SCORE)

    score = found["person"]["centrality"]
    assert abs(score["value"] - 4) <= score["bound"]
    assert score["bound"] > score["standardError"] > 0
    assert found["person"]["brokerage"]["bridging"]["standardError"] > 0
    assert found["network"]["centrality"]["standardError"] > 0
    assert found["analyses"]["nodes"] == [{"sampledSources": 3}]
    exact = await analyse(acme, TieQuery(exact=True))
    found = await data(acme, SCORE)

    assert (exact.reused, exact.analysis.sampled_sources) == (False, None)
    score = found["person"]["centrality"]
    assert score == {"value": pytest.approx(4), "standardError": None, "bound": None}
    assert found["analyses"]["nodes"] == [{"sampledSources": None}]
    assert (await analyse(acme)).reused, "what is exact answers the question that is not so strict"


COMMUNITIES = """
{
  analyses(last: 1) {
    nodes {
      communities {
        count modularity stability { mean lowest seeds } nmi ari
        list(first: 1) { communityId number size }
        all: list { size }
      }
    }
  }
}
"""


@pytest.mark.parametrize("engine", ["in-process", "gds"])
async def test_communities_are_numbered_by_size(acme: Store, engine: str) -> None:
    one = (await analyse(acme, TieQuery(engine=engine))).analysis

    found = (await data(acme, COMMUNITIES))["analyses"]["nodes"][0]["communities"]

    # ann and bob and cy speak with one another, cy mostly with dee; eve and fay stand alone.
    assert (found["count"], found["all"]) == (2, [{"size": 2}, {"size": 2}])
    one_day, two_days, three_days = FADED[1:4]
    inside = (2 * three_days, 4 * one_day + two_days)
    across = 3 * two_days
    whole = sum(inside) + across
    parts = [(2 * part + across) / (2 * whole) for part in inside]
    expected = sum(inside) / whole - sum(part**2 for part in parts)
    assert found["modularity"] == pytest.approx(expected)
    assert found["stability"] == {"mean": 1.0, "lowest": 1.0, "seeds": 10}
    assert found["list"] == [{"communityId": f"{one.id}#1", "number": 1, "size": 2}]
    assert await people_of_community(acme, one.id, 1) == ["acme/ann", "acme/bob"]
    assert await people_of_community(acme, one.id, 2) == ["acme/cy", "acme/dee"]
    assert await people_of_community(acme, one.id, 3) == []
    # Homes: ann, bob | cy, dee | eve; communities the same, so they tell everything of them.
    assert (found["nmi"], found["ari"]) == (pytest.approx(1), 1)


FIGURE = """
{
  network {
    figures { figures { explain { key } value expected deviation pValue standardError } }
  }
}
"""


async def test_the_ei_index_of_the_network_stands_beside_chance(acme: Store) -> None:
    await analyse(acme)

    found = (await data(acme, FIGURE))["network"]["figures"]["figures"]

    figures = {one["explain"]["key"]: one for one in found}
    ei = figures["network_ei_index"]
    # ann-bob and cy-dee are inside, ann-cy and bob-cy across; eve's home is a third unit.
    assert ei["value"] == 0
    assert ei["expected"] == pytest.approx(0.6, abs=0.05)
    assert ei["deviation"] > 0
    assert 0 < ei["pValue"] <= 1
    assert (figures["density"]["expected"], figures["density"]["standardError"]) == (None, None)


COMPARE = """
query Compare($before: ID!, $after: ID!) {
  compareAnalyses(before: $before, after: $after) {
    before { id } after { id } sameQuestion sameCode
    peopleInBoth peopleJoined peopleLeft
    figures { explain { key } before after difference }
    means { explain { key } before after difference }
    groups(measure: DEGREE, first: 3) {
      group { name } before after difference membersBefore membersAfter rankBefore rankAfter
    }
    rankCorrelations { measure value people }
  }
}
"""


def by_key(changes: list[dict[str, Any]]) -> dict[str, tuple[float, float, float]]:
    return {
        one["explain"]["key"]: (one["before"], one["after"], one["difference"]) for one in changes
    }


async def test_orders_are_compared_off_the_event_loop(
    acme: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many people it takes a while, in which other requests go on."""
    one = (await analyse(acme)).analysis
    threads = set[int]()

    def noted(*columns: Any) -> float:
        threads.add(threading.get_ident())
        return spearman(*columns)

    monkeypatch.setattr("graph.network.analyses.comparison.spearman", noted)

    snapshot = await snapshot_of(acme, one.id)
    found = await people_comparison(snapshot, snapshot)

    assert (found.both, found.joined, found.left) == (6, 0, 0)
    assert threads and threading.get_ident() not in threads


async def test_two_snapshots_are_compared_without_names(acme: Store) -> None:
    first = (await analyse(acme)).analysis
    await asked(acme, PRIVATE)
    await asked(acme, "CREATE (:Person {id: 'acme/gus', by_name: 'gus acme/gus', bot: false})")
    await asked(acme, "MATCH (p:Person {id: 'acme/fay'}) DETACH DELETE p")
    second = (await analyse(acme)).analysis
    ids = {"before": first.id, "after": second.id}

    answer = await ask(
        acme, COMPARE, {key: to_global_id("Analysis", one) for key, one in ids.items()}
    )

    assert answer.errors == []
    found = answer.data["compareAnalyses"]
    statements = {name for _, name in answer.statements}
    assert max(answer.statements[path, name] for path, name in answer.statements) == 2, (
        "only the scores are read once an analysis",
        statements,
    )

    assert (found["sameQuestion"], found["sameCode"]) == (True, True)
    assert (found["peopleInBoth"], found["peopleJoined"], found["peopleLeft"]) == (5, 1, 0)
    figures, means = by_key(found["figures"]), by_key(found["means"])
    assert figures["density"] == pytest.approx((8 / 30, 6 / 30, -2 / 30))
    assert means["degree"] == pytest.approx((8 / 6, 1.0, -2 / 6))
    assert found["groups"] == [
        {
            "group": {"name": "Acme"},
            "before": 1.6,
            "after": 1.2,
            "difference": pytest.approx(-0.4),
            "membersBefore": 5,
            "membersAfter": 5,
            "rankBefore": 1,
            "rankAfter": 1,
        }
    ]
    alike = {one["measure"]: (one["value"], one["people"]) for one in found["rankCorrelations"]}
    # degrees 2 2 3 1 0 before, 2 2 2 0 0 after.
    assert alike["DEGREE"] == (pytest.approx(0.8885, abs=5e-5), 5)
    assert alike["ARTICULATION"] == (None, 5)


async def test_only_published_analyses_are_compared(acme: Store) -> None:
    done = (await analyse(acme)).analysis
    running = await begin(acme, TieQuery())

    answer = await ask(
        acme,
        COMPARE,
        {"before": to_global_id("Analysis", done.id), "after": to_global_id("Analysis", running)},
    )

    assert str(answer.errors[0]) == "`after` is an analysis that is running, not published"
