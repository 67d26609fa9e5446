"""What is learned from known talk, and scores fitted to decisions."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy import sparse

from graph.goals.linking.calibration import Logistic, fit_logistic
from graph.goals.linking.confirmed_talk import Evidence, Habits, Profiles
from graph.goals.linking.features import FEATURES, pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.score_weights import published, scorer_for
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.texts import GoalText, Talk
from graph.goals.linking.vocabulary import unit_rows
from graph.records.enums import LinkMethod

GOALS = [
    GoalText("acme/heat", "Quiet heat pumps", "Fans and compressors that nobody hears."),
    GoalText("acme/paint", "Less paint lost", "Spray booths, nozzles and racks."),
    GoalText("acme/old", "Old boilers", closed=True),
]


def test_left_out_rows_are_what_learning_without_them_says() -> None:
    random = np.random.default_rng(3)
    rows = unit_rows(sparse.csr_array(random.random((12, 8)) * (random.random((12, 8)) < 0.5)))
    labels = [frozenset([n % 3]) if n % 4 else frozenset([0, 2]) for n in range(12)]
    whole = Profiles(rows, labels, 3).nearness(rows, labels).toarray()

    for row in range(12):
        others = [n for n in range(12) if n != row]
        without = Profiles(rows[others], [labels[n] for n in others], 3)
        assert whole[row] == pytest.approx(without.nearness(rows[[row]], []).toarray()[0], abs=1e-9)


def test_shares_of_known_talk_are_learned_without_it() -> None:
    names = [["ada"], ["ada", "bob"], ["bob"]]
    labels = [frozenset([0]), frozenset([0]), frozenset([1])]
    whole = Habits(names, labels).shares(names, labels, 2).toarray()

    for row in range(3):
        others = [n for n in range(3) if n != row]
        without = Habits([names[n] for n in others], [labels[n] for n in others])
        assert whole[row] == pytest.approx(without.shares([names[row]], [], 2).toarray()[0])


def test_a_new_goal_is_compared_as_if_its_talk_were_unknown() -> None:
    labels = [frozenset([0]), frozenset([0]), frozenset([1])]
    evidence = Evidence([Talk(str(n), text="fans", people=["ada"]) for n in range(3)], labels)
    index = GoalIndex(GOALS, (), evidence)

    pairs = pairs_of(index, evidence.talks, labels, cold=True)

    own = pairs.features[(pairs.rows == 0) & (pairs.goals == 0)][0]
    known = {name: own[FEATURES.index(name)] for name in ("warm", "learned", "people")}
    assert known == {"warm": 0.0, "learned": 0.0, "people": 0.0}


def test_a_fit_does_not_run_away_where_all_is_told_apart() -> None:
    features = np.vstack([np.zeros((50, 2)), np.full((50, 2), 100.0)])
    truth = np.repeat([0.0, 1.0], 50)
    prior = Logistic(-5.0, np.array([8.0, 8.0]))

    result = fit_logistic(features, truth, np.ones(100), prior, 0.01)

    assert np.all(np.isfinite(result.weights))
    assert np.abs(result.chances(features) - truth).max() < 0.1


def test_few_decisions_leave_the_published_weights() -> None:
    evidence = Evidence([Talk("c", text="fans")], [frozenset([0])])
    views = [pairs_of(GoalIndex(GOALS, (), evidence), evidence.talks, evidence.labels)]
    assert list(scorer_for(evidence, views, ()).model.weights) == list(published().model.weights)


def test_suggestions_say_why_and_closed_goals_get_none() -> None:
    index = GoalIndex(GOALS)
    talks = [Talk("acme/c1", "Fan noise", text="the compressors hum, as old boilers did")]

    result = suggestions(index, talks, pairs_of(index, talks), published(), 0.0)[0]

    assert [one.goal for one in result] == ["acme/heat"]
    assert result[0].method is LinkMethod.LEXICAL
    assert result[0].reasons[0] == "words: Fans, compressors"


def test_a_near_tie_is_in_doubt() -> None:
    goals = [GoalText("acme/1", "Solve the traits"), GoalText("acme/2", "Solve the traits")]
    index = GoalIndex(goals)
    talks = [Talk("acme/c1", "Solve the traits")]

    result = suggestions(index, talks, pairs_of(index, talks), published(), 0.0)[0]

    assert [one.doubtful for one in result] == [True, True]
    assert result[0].reasons[-1] == "in doubt: “Solve the traits” is as likely"


def test_talk_long_before_a_goal_scores_lower() -> None:
    goals = [GoalText("acme/1", "Quiet pumps", starts_on=date(2025, 1, 1)), *GOALS[1:]]
    index = GoalIndex(goals)
    talks = [
        Talk("acme/c1", "pumps", days=(date(2025, 3, 1), date(2025, 3, 2))),
        Talk("acme/c2", "pumps", days=(date(2020, 3, 1), date(2020, 3, 2))),
    ]

    now, then = suggestions(index, talks, pairs_of(index, talks), published(), 0.0)

    assert now[0].score > then[0].score


def test_no_goals_and_no_words_give_nothing() -> None:
    for goals in ([], [GoalText("acme/1", "…")], GOALS):
        index = GoalIndex(goals)
        talks = [Talk("acme/c1"), Talk("acme/c2", "🙂")]
        assert suggestions(index, talks, pairs_of(index, talks), published(), 0.3) == [[], []]
