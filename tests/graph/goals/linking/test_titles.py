"""Titles against titles, one shared word, mentions in passing, near talk, and reasons that quote."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.linking import quality
from bench.linking_cases import MADE, bundle_case
from bench.linking_fit import interval
from bench.linking_methods import baseline, bm25, unlearned
from graph.goals.conventions import CLEAR_SCORE, EXPLICIT_STRENGTH, LEAST_SCORE
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.explicit_mentions import ExplicitMentions
from graph.goals.linking.features import FEATURES, pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.options import Suggestion
from graph.goals.linking.score_weights import published
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.texts import GoalText, Talk
from graph.goals.linking.title_similarity import Titles

WORK = [
    GoalText("acme/robots", "Robots pick half of the orders in the warehouse"),
    GoalText("acme/join", "Iterator Join"),
    GoalText("acme/freeze", "Freezing prototypes"),
    GoalText("acme/temporal", "Temporal"),
    GoalText("acme/match", "Pattern matching"),
    GoalText("acme/night", "夜勤のシフト表を早く出す"),
    GoalText("acme/hands", "Hand hygiene at every bedside"),
    GoalText("acme/serial", "Serialization of configuration"),
]


def found(talk: Talk, goals: list[GoalText] = WORK, least: float = 0.0) -> list[Suggestion]:
    """What is suggested for one conversation by the published weights."""
    index = GoalIndex(goals, [talk])
    return suggestions(index, [talk], pairs_of(index, [talk]), published(), least)[0]


@pytest.mark.parametrize(
    "talk",
    [
        Talk("c", "Code of conduct: how to join", text="Please join the committee."),
        Talk("c", "Lunch on Friday", text="Who can pick up the orders? Half of us come later."),
        Talk("c", "Next meeting", text="The next meeting is in March."),
        Talk("c", "A pattern for a scarf", text="Knit two, purl two."),
        Talk("c", "Hand over the keys", text="Hand them in at the desk."),
        Talk("c", "A new robot vacuum", text="It hums at night."),
    ],
)
def test_a_word_in_common_is_no_suggestion(talk: Talk) -> None:
    assert found(talk, least=LEAST_SCORE) == []


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_one_shared_word_is_never_certain(data: st.DataObject) -> None:
    goal = data.draw(st.sampled_from(WORK))
    word = data.draw(st.sampled_from(goal.title.split()))
    said = data.draw(st.lists(st.sampled_from(["", "Lunch", "quarterly", "kiln", "otter"])))
    title = " ".join([word, *said, "zebra"])
    text = " ".join([word] * data.draw(st.integers(0, 5)))
    for one in found(Talk("c", title, text=text)):
        if one.goal == goal.id and not goal.title.startswith("夜"):
            assert one.score < CLEAR_SCORE and one.reasons[-1].startswith("in doubt")


def test_the_given_case_is_not_certain_of_anything() -> None:
    folder = Path(__file__).parents[5] / "shared" / "cases" / "data" / "suggest-one-word"
    if not folder.exists():
        pytest.skip(f"no case at {folder}")
    case = bundle_case("one word", folder)
    assert unlearned(case)["combined"].scores.max() < CLEAR_SCORE


@pytest.mark.parametrize("name", MADE)
def test_made_sets_are_found_better_and_their_traps_are_not(name: str) -> None:
    case = bundle_case(name, MADE[name])
    scores = unlearned(case)["combined"].scores
    ours = quality(case, unlearned(case)["combined"])
    for theirs in (quality(case, baseline(case)), quality(case, bm25(case))):
        assert ours.first >= theirs.first and ours.recall >= theirs.recall
    for row, talk in enumerate(case.talks):
        kind, best = case.kinds[talk.id], int(np.argmax(scores[row]))
        if kind == "trap":
            assert scores[row].max() < LEAST_SCORE, talk.title
        if kind == "literal":
            assert case.goals[best].id in case.truth[talk.id], talk.title
            assert scores[row, best] >= LEAST_SCORE


def test_other_forms_of_a_word_meet_in_titles() -> None:
    titles = Titles(WORK, [])
    rows = titles.rows(["How we serialize configurations", "Händehygiene am Bett", "Lunch", ""])
    near = titles.nearness(rows).toarray()
    place = {goal.id: n for n, goal in enumerate(WORK)}
    assert int(near[0].argmax()) == place["acme/serial"] and near[0].max() > 0.4
    assert int(near[1].argmax()) == place["acme/hands"]
    assert near[2].max() < 0.1 and near[3].max() == 0
    assert near.max() <= 1 + 1e-9
    some = titles.nearness(rows, [place["acme/hands"]]).toarray()
    assert some[:, place["acme/hands"]] == pytest.approx(near[:, place["acme/hands"]])


def test_the_same_title_is_as_near_as_can_be() -> None:
    titles = Titles(WORK, ["Lunch"])
    near = titles.nearness(titles.rows([goal.title for goal in WORK])).toarray()
    assert near.diagonal() == pytest.approx(1.0)
    whole = titles.contained(titles.rows([f"Update on {goal.title}" for goal in WORK])).toarray()
    assert whole.diagonal() == pytest.approx(1.0)


@pytest.mark.parametrize(
    "mention", ["pattern matching in switch", "“pattern matching”", "see match-9x", "“Pattern matching”"]
)  # fmt: skip
def test_a_mention_in_a_long_transcript_is_no_explicit_mark(mention: str) -> None:
    goals = [GoalText("acme/match-9x", "Pattern matching in switch", synonyms=["Pattern matching"])]
    marks = ExplicitMentions(goals)
    short, long = Talk("c", text=f"We spoke of {mention}."), "Somebody said something. " * 400
    named = range(len(marks.names))
    assert marks.of(short, named)[0].strength > marks.of(Talk("c", text=long + mention), named)[0].strength  # fmt: skip
    assert marks.of(Talk("c", text=long + mention), named)[0].strength < EXPLICIT_STRENGTH


def test_the_nearest_confirmed_talk_speaks_for_its_goal() -> None:
    known = [Talk("k1", "Bruchglas und Ofen"), Talk("k2", "Otters of the river")]
    evidence = Evidence(known, [frozenset([1]), frozenset([2])])
    index = GoalIndex(WORK, known, evidence)
    pairs = pairs_of(index, [Talk("c", "Bruchglas im Ofen", text="Ofen")])
    column = FEATURES.index("neighbour")
    near = {int(goal): float(pairs.features[n, column]) for n, goal in enumerate(pairs.goals)}
    assert near[1] > 0.3 and near.get(2, 0.0) == 0.0

    own = pairs_of(index, known, evidence.labels)
    assert own.features[:, column].max() == 0.0  # each is compared with the others only


def test_reasons_quote_what_is_shared() -> None:
    (japanese, *_) = found(Talk("c", "夜勤について", text="シフト表はいつ出ますか。"))
    assert japanese.goal == "acme/night"
    assert japanese.reasons[0] == "words: 夜勤, シフト表" or set(
        japanese.reasons[0].removeprefix("words: ").split(", ")
    ) == {"夜勤", "シフト表"}
    german = next(
        one for one in found(Talk("c", "Händehygiene am Bett")) if one.goal == "acme/hands"
    )
    assert "titles: “hygiene”, “Hand”" in german.reasons


def test_intervals_are_those_of_wilson() -> None:
    assert interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert interval(0, 10)[0] == pytest.approx(0.0, abs=1e-9)
    assert interval(10, 10)[1] == pytest.approx(1.0, abs=1e-9)


def test_made_sets_hold_what_they_say() -> None:
    for folder in MADE.values():
        rows = (folder / "conversations.jsonl").read_text("utf-8").splitlines()
        kinds = {json.loads(row)["kind"] for row in rows}
        assert kinds == {"literal", "paraphrase", "de", "fr", "es", "ja", "trap"}
