"""What `truth.json` claims holds in the rows, measured here by other code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
import rustworkx as rx

from bench.planted_value import SOUGHT, company, precision
from graph.sample import generator
from graph.sample.settings import SampleSettings
from tests.graph.sample.conftest import Sample, made
from tests.graph.sample.strict_bundle_reader import Rows


def units(rows: Rows) -> dict[str, str]:
    """Person → the unit right below the company in which their home group lies."""
    parent = {row["id"]: row.get("parent") for row in rows["groups"]}
    top = next(
        row["id"] for row in rows["groups"] if row.get("kind") == "unit" and "parent" not in row
    )
    unit_of = {}
    for row in rows["people"]:
        group = row.get("home_group")
        while group is not None and parent[group] not in (None, top):
            group = parent[group]
        unit_of[row["id"]] = group or ""
    return unit_of


def test_broker_has_the_highest_betweenness_by_two_libraries(sample: Sample) -> None:
    broker = sample.truth["broker"]["person"]

    directed = nx.betweenness_centrality(sample.ties)
    first, second = sorted(directed, key=directed.__getitem__, reverse=True)[:2]
    ids = sorted(sample.ties)
    place = {person: i for i, person in enumerate(ids)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(ids)
    graph.add_edges_from([(place[a], place[b], None) for a, b in sample.ties.edges])
    undirected = rx.betweenness_centrality(graph)

    assert first == broker
    assert directed[first] > 5 * directed[second]
    assert ids[max(undirected, key=undirected.__getitem__)] == broker


def test_silos_are_nearly_untied_but_for_the_broker(sample: Sample) -> None:
    one, other = sample.truth["broker"]["between"]
    broker, unit = sample.truth["broker"]["person"], units(sample.rows)
    between = [
        {a, b} for a, b in sample.ties.edges if {unit[a], unit[b]} == {one, other}
    ]  # fmt: skip
    inside = [(a, b) for a, b in sample.ties.edges if unit[a] == unit[b] == one]
    near = Counter(unit[person] for person in nx.all_neighbors(sample.ties, broker))

    assert len([pair for pair in between if broker not in pair]) <= 6
    assert len(inside) > 1000
    assert near[one] >= 20 and near[other] >= 20


def test_broker_carries_links_from_one_silo_to_the_other(sample: Sample) -> None:
    broker, sides = sample.truth["broker"]["person"], sample.truth["broker"]["between"]
    parent = {row["id"]: row.get("parent") for row in sample.rows["groups"]}
    group = {row["id"]: row.get("group") for row in sample.rows["conversations"]}
    posted: dict[str, set[str]] = {}
    for row in sample.rows["messages"]:
        where = group[row["conversation"]]
        if row.get("author") == broker and where is not None and parent[where] in sides:
            for ref in row.get("refs", []):
                posted.setdefault(ref, set()).add(str(parent[where]))

    assert sum(1 for result in posted.values() if result == set(sides)) >= 5


def test_market_makers_connect_more_than_anybody_else(sample: Sample) -> None:
    makers = {result["person"]: result["needs"] for result in sample.truth["market_makers"]}
    needs = {row["id"]: row for row in sample.rows["needs"]}
    skills = {row["id"]: row.get("capabilities", []) for row in sample.rows["people"]}
    by_count = Counter(who for row in needs.values() for who in row.get("connectors", []))

    assert len(makers) == 2
    assert {who for who, _ in by_count.most_common(2)} == set(makers)
    assert min(by_count[who] for who in makers) > 2 * by_count.most_common(3)[2][1]
    for maker, held in makers.items():
        assert len(held) >= 4
        for need in (needs[id_] for id_ in held):
            hold = need["holds"][0]
            assert need["asked_at"] < hold["from"] < hold["until"] == need["matched_at"]
            assert hold["person"] == maker and need["connectors"] == [maker]
            assert set(need["requires"]) <= set(skills[need["solver"]])
            assert not set(need["requires"]) & set(skills[need["asked_by"]])


def test_makers_introduce_asker_and_solver_by_name(sample: Sample) -> None:
    needs = {row["id"]: row for row in sample.rows["needs"]}
    introductions = {
        (row.get("author"), row["at"], *sorted(row["mentions"]))
        for row in sample.rows["messages"]
        if "mentions" in row
    }

    for maker in sample.truth["market_makers"]:
        for need in (needs[id_] for id_ in maker["needs"]):
            both = sorted([need["asked_by"], need["solver"]])
            assert (maker["person"], need["matched_at"], *both) in introductions


def test_exactly_the_loose_goals_reach_no_purpose(sample: Sample) -> None:
    goals = {row["id"]: row for row in sample.rows["goals"]}
    up = nx.DiGraph()
    up.add_nodes_from(goals)
    up.add_edges_from(
        (id_, parent["goal"]) for id_, row in goals.items() for parent in row.get("parents", [])
    )
    tops = [id_ for id_, row in goals.items() if row["kind"] == "purpose"]
    reach = set(tops).union(*(nx.ancestors(up, top) for top in tops))
    loose = sample.truth["unconnected_goals"]["goals"]

    assert len(tops) == 1
    assert set(goals) - reach == set(loose)
    assert len(loose) == 4
    assert nx.is_weakly_connected(up.subgraph(loose))


def test_exactly_the_silent_goal_is_talked_about_by_nobody(sample: Sample) -> None:
    goals = {row["id"]: row for row in sample.rows["goals"]}
    confirmed = {row["goal"] for row in sample.rows["links"] if row["state"] == "confirmed"}
    linked = {row["goal"] for row in sample.rows["links"]}
    silent = sample.truth["silent_goal"]["goal"]
    texts = "\n".join(row.get("text", "") for row in sample.rows["messages"]).lower()

    assert set(goals) - confirmed == {silent}
    assert silent not in linked
    assert goals[silent]["owners"] and goals[silent]["groups"]
    assert any(row["goal"] == silent for row in sample.rows["checkins"])
    assert silent not in texts and "packaging" not in texts and "cardboard" not in texts


def test_lonely_newcomer_writes_and_has_no_tie(sample: Sample) -> None:
    lonely = sample.truth["lonely_newcomer"]
    first = min(row["at"] for row in sample.rows["messages"])
    joined = next(row for row in sample.rows["people"] if row["id"] == lonely["person"])
    wrote = [row["id"] for row in sample.rows["messages"] if row.get("author") == lonely["person"]]

    assert joined["joined_at"] > first
    assert wrote == lonely["messages"] and len(wrote) == 5
    assert sample.ties.degree(lonely["person"]) == 0


def test_every_other_newcomer_has_a_two_way_tie(sample: Sample) -> None:
    first = min(row["at"] for row in sample.rows["messages"])
    joiners = {row["id"] for row in sample.rows["people"] if row["joined_at"] > first[:10]}

    alone = {
        person
        for person in joiners
        if not any(sample.ties.has_edge(other, person) for other in sample.ties[person])
    }

    assert len(joiners) > 15
    assert alone == {sample.truth["lonely_newcomer"]["person"]}


def test_honest_failures_are_the_experiments_that_failed_with_a_finding(sample: Sample) -> None:
    failed = {row["id"]: row for row in sample.rows["experiments"] if row["state"] == "failed"}
    planted = sample.truth["honest_failures"]["experiments"]

    assert planted == sorted(id_ for id_, row in failed.items() if row.get("finding"))
    assert planted and all(failed[id_]["ended_at"] for id_ in planted)


def test_planted_groups_and_question_hours_are_there(sample: Sample) -> None:
    groups = {row["id"]: row for row in sample.rows["groups"]}
    talk = {row["id"]: row for row in sample.rows["conversations"]}
    stages, rise = sample.truth["maturity_stages"], sample.truth["solving_rise"]
    hours = [talk[id_] for id_ in rise["question_hours"]]

    assert [one["stage"] for one in stages] == ["CONNECT", "SHARE", "SOLVE", "INNOVATE"]
    assert len({one["group"] for one in stages} & groups.keys()) == 4
    assert all(one["hosts"] == [rise["leader"]] for one in hours) and len(hours) == 4
    for one in hours:
        assert (one["kind"], one["group"]) == ("question_hour", rise["group"])
        assert rise["before"]["since"] <= one["started_at"] < rise["before"]["until"]
    assert rise["before"] == {"since": "2026-01-01", "until": "2026-04-01"}
    assert rise["quarter"] == {"since": "2026-04-01", "until": "2026-07-01"}


def test_goals_wait_in_a_circle_and_behind_it(sample: Sample) -> None:
    planted = sample.truth["dependencies"]
    waits = nx.DiGraph(
        (row["id"], blocker)
        for row in sample.rows["goals"]
        for blocker in row.get("blocked_by", ())
    )
    (circle,) = nx.simple_cycles(waits)
    units = {row["id"]: set(row["groups"]) for row in sample.rows["goals"]}

    assert set(circle) == set(planted["circle"]) and len(circle) == 3
    assert set(waits) - set(circle) == set(planted["behind"]) and planted["behind"]
    assert [list(waits[goal]) for goal in planted["behind"]] == [planted["circle"][:1]]
    assert all(units[one].isdisjoint(units[other]) for one, other in waits.edges)


def test_what_is_planted_at_the_end_leaves_all_other_talk_as_it_was(tmp_path: Path) -> None:
    settings = SampleSettings(people=100, seed=3)
    whole = made(tmp_path / "whole", settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator, "plant_talk", lambda *_: None)
        plain = made(tmp_path / "plain", settings)
    assert plain.truth["maturity_stages"] == [] and plain.truth["solving_rise"] is None
    for file, rows in plain.rows.items():
        assert whole.rows[file][: len(rows)] == rows, file
    assert len(whole.rows["messages"]) > len(plain.rows["messages"])


def test_the_ledger_finds_what_is_planted_in_the_sample_of_the_documents() -> None:
    one = company(SampleSettings())
    assert {name: found(one) for name, found in SOUGHT.items()} == {
        "market makers": (2, 2),
        "honest failures": (3, 3),
        "maturity stages": (4, 4),
        "rises of solving": (1, 1),
    }


@pytest.mark.slow
def test_over_seeds_the_ledger_finds_what_is_planted() -> None:
    assert precision(range(1, 21)) == {
        "market makers": (40, 40),
        "honest failures": (32, 32),
        "maturity stages": (80, 80),
        "rises of solving": (20, 20),
    }
