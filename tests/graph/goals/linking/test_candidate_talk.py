"""What goals are looked for in holds all that a whole run would suggest for them, and less than everything."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

import pytest

from bench.linking_cases import RUST, Case, rust_cases, sample_cases
from graph.goals.linking.candidate_talk import GoalSearch
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.knowledge import Knowledge, learn
from graph.goals.linking.score_weights import published
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.texts import GoalText, Talk


def kin(goal: GoalText, talk: Talk, known: Sequence[Talk]) -> bool:
    """Whether the conversation touches the goal whatever it says, as `talk_near_goals` answers."""
    people = {person for one in known for person in one.people}
    return bool(
        talk.group in goal.groups
        or set(talk.people) & {*goal.owners, *people}
        or set(talk.answers) & {one.id for one in known}
    )


@cache
def sample() -> Case:
    """A made-up company."""
    return next(case for case in sample_cases(60, 11, 2) if case.name == "sample, as it is")


@cache
def rust() -> Case:
    """Real issues."""
    if not RUST.exists():
        pytest.skip(f"no data at {RUST}; set GOALGRAPH_SHARED to the folder that holds rust-org")
    return next(case for case in rust_cases(RUST) if case.name == "rust-org, issues as they are")


def known_to(case: Case, share: float) -> tuple[Knowledge, Evidence]:
    """What is known where people have confirmed a share of the talk."""
    place = {goal.id: number for number, goal in enumerate(case.goals)}
    talks = [talk for talk in case.talks if case.truth.get(talk.id)]
    talks = random.Random(3).sample(talks, int(len(talks) * share))[:400]
    labels = [frozenset(place[goal] for goal in case.truth[talk.id]) for talk in talks]
    evidence = Evidence(talks, labels)
    return learn(case.goals, case.background or case.talks[-500:], evidence, set()), evidence


@pytest.mark.slow
@pytest.mark.parametrize("case", [sample, rust])
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_nothing_is_overlooked(case: object, share: float) -> None:
    given: Case = case()  # type: ignore[operator]
    knowledge, evidence = known_to(given, share)
    index, scorer = knowledge.index, knowledge.scorer
    talks = given.talks[-1000:]
    result = suggestions(index, talks, pairs_of(index, talks), scorer, 0.3)

    read, places = 0, range(0, len(given.goals), 12)
    for place in places:
        goal = given.goals[place]
        narrow = set(GoalSearch(index, scorer, [place], 0.3).among(talks))
        known = [t for t, l in zip(evidence.talks, evidence.labels, strict=True) if place in l]
        narrow |= {talk.id for talk in talks if kin(goal, talk, known)}
        whole = {one.conversation for row in result for one in row if one.goal == goal.id}
        assert whole <= narrow
        read += len(narrow)

    print(read / (len(talks) * len(places)))
    assert read < 0.4 * len(talks) * len(places)


GOALS = [
    GoalText("acme/7", "Less paint lost", "Booths and nozzles."),
    GoalText("acme/init-1", "On it"),
    GoalText("acme/2025h1/Quiet-Pumps", "Ref-counting of StableMIR", tags=["q"]),
    GoalText("acme/crème", "静かなポンプ", synonyms=["Föhn"]),
    GoalText("acme/the-9", "Steam", tags=["🚀"]),
    GoalText("acme/naïve-9", "Iron"),
]


@pytest.mark.parametrize(
    ("place", "talk"),
    [
        (0, Talk("t", refs=["#7"])),
        (0, Talk("t", tags=["goal-7"])),
        (0, Talk("t", refs=["https://tool.example/goals/7"])),
        (0, Talk("t", text="The paint is lost in the NOZZLES")),
        (1, Talk("t", title="On it")),
        (1, Talk("t", text="see <init-1> please")),
        (2, Talk("t", text="refcounting of stable MIR")),
        (2, Talk("t", refs=["https://tool.example/x/2025h1/quiet%2Dpumps"])),
        (2, Talk("t", text="it is 2025h1/quiet-pumps again")),
        (2, Talk("t", tags=["Q"])),
        (3, Talk("t", text="とても静かなポンプです")),
        (3, Talk("t", text="the fohn blows")),
        (3, Talk("t", refs=["#goal/cr%C3%A8me"])),
        (3, Talk("t", refs=["https://t.example/okr/acme/cr%C3%A8me?a=b"])),
        (4, Talk("t", refs=["https://t.example/x/the-9.html"])),
        (4, Talk("t", tags=["🚀"])),
        (5, Talk("t", text="‹naïve-9> please")),
        (5, Talk("t", text="see <naïve-9>")),
    ],
)
def test_each_way_of_naming_a_goal_is_a_sign(place: int, talk: Talk) -> None:
    index = GoalIndex(GOALS)
    sought = GoalSearch(index, published(), [place], 0.3)

    assert sought.among([talk, Talk("u", "Lunch", text="Soup at noon")]) == ["t"]


def test_a_score_that_anything_may_reach_is_looked_for_in_everything() -> None:
    index = GoalIndex(GOALS)
    assert GoalSearch(index, published(), [0], 0.0).without_words
    assert not GoalSearch(index, published(), [0], 0.1).without_words
