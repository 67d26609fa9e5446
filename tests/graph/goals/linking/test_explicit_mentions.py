"""A mark names a goal as strongly as it names no other."""

from __future__ import annotations

import pytest

from graph.goals.conventions import EXPLICIT_STRENGTH
from graph.goals.linking.explicit_mentions import ExplicitMentions
from graph.goals.linking.texts import GoalText, Talk

PERIODS = [
    GoalText("acme/2025h1", "Goals of 2025h1"),
    *(GoalText(f"acme/2025h1/g{n}", f"Thing number {n}") for n in range(40)),
    GoalText("acme/2025h1/cargo-script", "Stabilize cargo-script"),
    GoalText("acme/2025h2/cargo-script", "Stabilize cargo-script"),
    GoalText("acme/init-07", "Simplify the assembly line", synonyms=["Line seven"], tags=["lines"]),
]
PLACE = {goal.id: place for place, goal in enumerate(PERIODS)}


def strength(talk: Talk, goal: str) -> float:
    """How strongly the talk names the goal, every title said being told."""
    marks = ExplicitMentions(PERIODS)
    result = marks.of(talk, range(len(marks.names))).get(PLACE[goal])
    return result.strength if result else 0.0


@pytest.mark.parametrize(
    "talk",
    [
        Talk("c", refs=["#init-07"]),
        Talk("c", refs=["#goal/init-07"]),
        Talk("c", refs=["#goal/acme/init-07"]),
        Talk("c", refs=["https://okr.acme.example/goals/INIT-07?view=all"]),
        Talk("c", tags=["INIT-07"]),
        Talk("c", tags=["acme/init-07"]),
        Talk("c", tags=["simplify-the-assembly-line"]),
        Talk("c", title="INIT-07: what next?"),
        Talk("c", title="simplify  the Assembly-Line"),
        Talk("c", title="Line seven"),
        Talk("c", text="this is for “Simplify the assembly line”."),
    ],
)
def test_a_mark_of_one_goal_is_sure(talk: Talk) -> None:
    assert strength(talk, "acme/init-07") >= 0.8


@pytest.mark.parametrize(
    "talk", [Talk("c", tags=["2025h1"]), Talk("c", refs=["#2025h1"]), Talk("c", text="In 2025h1.")]
)
def test_a_period_that_many_goals_carry_is_no_more_than_a_hint(talk: Talk) -> None:
    assert 0 < strength(talk, "acme/2025h1") < 0.1
    assert 0 < strength(talk, "acme/2025h1/g7") < 0.1


def test_a_goal_mark_counts_for_more_than_a_word_that_is_shared() -> None:
    """`#goal/2025h1` is the very id of one goal, and the period that forty others carry."""
    marked, word = Talk("c", refs=["#goal/acme/2025h1"]), Talk("c", refs=["#2025h1"])
    assert strength(marked, "acme/2025h1") > 0.9 > strength(word, "acme/2025h1")
    assert strength(marked, "acme/2025h1/g7") < 0.1
    assert strength(Talk("c", refs=["#goal/acme/2025h1/g7"]), "acme/2025h1/g7") > 0.9
    assert strength(Talk("c", refs=["#goal/nowhere"]), "acme/2025h1") == 0


def test_a_title_that_two_goals_bear_is_shared_between_them() -> None:
    talk = Talk("c", title="Stabilize cargo-script")
    assert strength(talk, "acme/2025h1/cargo-script") == EXPLICIT_STRENGTH
    assert strength(talk, "acme/2025h2/cargo-script") == EXPLICIT_STRENGTH


def test_a_path_names_the_goal_of_its_period() -> None:
    talk = Talk("c", refs=["https://goals.acme.example/book/2025h1/cargo-script.html"])
    assert strength(talk, "acme/2025h1/cargo-script") == 1.0
    assert strength(talk, "acme/2025h2/cargo-script") == 0.0


def test_a_short_title_inside_a_text_is_a_hint() -> None:
    goals = [GoalText("acme/1", "Const generics"), GoalText("acme/2", "Other things")]
    marks = ExplicitMentions(goals)
    result = marks.of(Talk("c", text="we spoke of const generics too"), range(2))
    assert result[0].strength < EXPLICIT_STRENGTH and 1 not in result


def test_a_number_alone_is_no_mark() -> None:
    goals = [GoalText("acme/12", "Answers within a day")]
    assert ExplicitMentions(goals).of(Talk("c", text="12 people came", title="12"), []) == {}


def test_reasons_say_which_mark_and_who_else_carries_it() -> None:
    result = ExplicitMentions(PERIODS).of(Talk("c", tags=["2025h1"]), [])
    assert result[PLACE["acme/2025h1"]].reason == "tag “2025h1”, which 42 goals carry"
