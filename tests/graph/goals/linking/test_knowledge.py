"""What a run learns from: confirmed links teach, rejected pairs count against, all others say nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.goals.conventions import KNOWN_TALKS, KNOWN_TALKS_OF_GOAL, REJECTED_PAIRS
from graph.goals.linking import score_weights
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.knowledge import Decisions, learn, stored_decisions, talks_of
from graph.goals.linking.run import _claims
from graph.goals.linking.score_weights import published
from graph.goals.linking.talk_reader import KNOWN, StoredLink, confirmed_goals
from graph.goals.linking.texts import GoalText, Talk
from graph.records.enums import LinkMethod, LinkState
from tests.statement_answers import StatementAnswers

GOALS = [
    GoalText("acme/heat", "Quiet heat pumps", "Fans and compressors that nobody hears."),
    GoalText("acme/paint", "Less paint lost", "Spray booths, nozzles and racks."),
]
TEACHES = {LinkState.CONFIRMED: True, LinkState.SUGGESTED: False, LinkState.REJECTED: False}
WORDS = ("fans hum", "compressors rattle", "quiet pumps", "spray booths", "nozzles clog", "racks")


def link(state: str, goal: str = "acme/heat", **more: object) -> StoredLink:
    said = {"method": "manual", "score": None, "reasons": [], "version": 1, "machine": False}
    return StoredLink("acme/c", goal, state, **(said | more))  # type: ignore[arg-type]


def test_the_table_of_states_is_whole() -> None:
    assert TEACHES.keys() == set(LinkState)


@pytest.mark.parametrize("machine", [True, False])
@pytest.mark.parametrize("method", [None, *LinkMethod])
@pytest.mark.parametrize("state", LinkState)
def test_suggestions_learn_from_confirmed_links_alone(
    state: LinkState, method: LinkMethod | None, machine: bool
) -> None:
    stored = link(state.value, method=method and method.value, machine=machine)
    expected = {"acme/c": frozenset(["acme/heat"])} if TEACHES[state] else {}
    assert confirmed_goals([stored]) == expected
    places = {"acme/c": frozenset([0])} if TEACHES[state] else {}
    assert _claims(GoalIndex(GOALS), [stored]) == places


def test_links_of_one_conversation_teach_together_and_unknown_goals_nothing() -> None:
    links = [
        *(link("confirmed", goal) for goal in ("acme/heat", "acme/paint", "acme/gone")),
        StoredLink("acme/d", "acme/gone", "confirmed", None, None, [], 1, False),
        StoredLink("acme/e", "acme/heat", "rejected", None, None, [], 1, False),
        StoredLink("acme/e", "acme/paint", "confirmed", None, None, [], 1, False),
    ]
    assert confirmed_goals(links) == {
        "acme/c": frozenset(["acme/heat", "acme/paint", "acme/gone"]),
        "acme/d": frozenset(["acme/gone"]),
        "acme/e": frozenset(["acme/paint"]),
    }
    assert _claims(GoalIndex(GOALS), links) == {
        "acme/c": frozenset([0, 1]),
        "acme/d": frozenset(),
        "acme/e": frozenset([1]),
    }
    talks = [Talk("acme/c"), Talk("acme/e"), Talk("acme/f")]
    known = Decisions(confirmed_goals(links), frozenset(), talks).evidence(GOALS)
    assert list(known.labels) == [frozenset([0, 1]), frozenset([1]), frozenset()]


def evidence(confirmed: int, decided_against: int) -> Evidence:
    """Talk about either goal in turn, and then some whose goals were all turned down."""
    count = confirmed + decided_against
    talks = [Talk(f"acme/c{n}", text=f"{WORDS[n % 6]} {n}") for n in range(count)]
    labels = [frozenset([n % 6 // 3]) for n in range(confirmed)] + [frozenset()] * decided_against
    return Evidence(talks, labels)


def weights(of: Evidence, rejected: set[tuple[str, str]]) -> list[float]:
    model = learn(GOALS, of.talks, of, rejected).scorer.model
    return [model.bias, *model.weights.tolist()]


def test_from_so_many_confirmed_pairs_on_weights_are_fitted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, plain = evidence(12, 0), [published().model.bias, *published().model.weights.tolist()]
    monkeypatch.setattr(score_weights, "ENOUGH_CONFIRMED", 12)
    assert weights(few, set()) != plain
    monkeypatch.setattr(score_weights, "ENOUGH_CONFIRMED", 13)
    assert weights(few, set()) == plain


def test_rejected_pairs_count_against_and_only_those(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_weights, "ENOUGH_CONFIRMED", 12)
    known = evidence(12, 6)
    without = weights(known, set())
    turned_down = {(f"acme/c{n}", GOALS[n % 6 // 3].id) for n in range(12, 18)}
    fewer = weights(known, turned_down)

    assert fewer != without
    # what looks like the goal and was turned down makes all that speaks for a goal weigh less
    assert np.sum(fewer) < np.sum(without)
    # talk that is not known, goals that are gone, and a pair that nobody has looked at say nothing
    for strange in [
        ("acme/gone", "acme/heat"),
        ("acme/c12", "acme/gone"),
        ("acme/heat", "acme/c12"),
    ]:
        assert weights(known, {strange}) == without
    # a rejected pair of talk that has a confirmed goal counted already, as no label of it
    assert weights(known, {("acme/c0", "acme/paint")}) == without
    assert weights(known, turned_down | {("acme/gone", "acme/heat")}) == fewer


@pytest.mark.parametrize(
    ("goals", "most"),
    [
        (0, KNOWN_TALKS_OF_GOAL),
        (KNOWN_TALKS // KNOWN_TALKS_OF_GOAL, KNOWN_TALKS_OF_GOAL),
        (KNOWN_TALKS // 3, 3),
        (KNOWN_TALKS, 2),
        (9 * KNOWN_TALKS, 2),
    ],
)
async def test_decisions_are_those_on_the_latest_talk_of_each_goal_and_all_rejected_pairs(
    goals: int, most: int
) -> None:
    links = [
        ("acme/c", "acme/heat", "confirmed", None, None, [], 1, False),
        ("acme/r", "acme/paint", "confirmed", None, None, [], 1, False),
        ("acme/r", "acme/heat", "rejected", None, None, [], 1, False),
    ]
    store: Any = StatementAnswers(
        {
            "confirmed_talk_of_goals": [("acme/heat", ["acme/c", "acme/d"])],
            "rejected_pairs": [("acme/r", "acme/heat")],
            "links_of_talk": lambda ids: [link for link in links if link[0] in ids],
        }
    )

    decisions = await stored_decisions(store, goals)

    assert store.params("confirmed_talk_of_goals") == [{"most": most}]
    assert store.params("rejected_pairs") == [{"limit": REJECTED_PAIRS}]
    assert store.params("links_of_talk") == [{"ids": ["acme/c", "acme/d", "acme/r"]}]
    assert decisions.labels == {
        "acme/c": frozenset(["acme/heat"]), "acme/r": frozenset(["acme/paint"]),
    }  # fmt: skip
    assert decisions.rejected == {("acme/r", "acme/heat")}
    assert decisions.ids == ["acme/c", "acme/r"]


@pytest.mark.parametrize(("count", "parts"), [(0, 0), (1000, 1), (1001, 2)])
async def test_talk_is_read_a_thousand_at_once(count: int, parts: int) -> None:
    store: Any = StatementAnswers({"talk_to_link": []})
    assert await talks_of(store, [f"acme/{n:04}" for n in range(count)], KNOWN) == []
    assert len(store.params("talk_to_link")) == parts
    assert sum(len(params["ids"]) for params in store.params("talk_to_link")) == count
