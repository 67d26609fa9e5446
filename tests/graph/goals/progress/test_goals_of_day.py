"""The goal graph of a day after a change: what is kept is what reckoning anew would give."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.progress.history import GoalHistory
from graph.goals.progress.own_progress import Metric
from tests.graph.goals.progress.test_history import JANUARY, MARCH, note, reach, version

FEBRUARY_FIRST = date(2026, 2, 1)
IDS = [f"g{n}" for n in range(7)]

STATES: list[dict[str, object]] = [{}, {}, {"archived": True}, {"status": "achieved"}]


@st.composite
def goals(draw: st.DrawFn) -> dict[str, GoalHistory]:
    """Some of the goals, each below some of those with a lower number; some in two versions."""
    found = {}
    for place, id_ in enumerate(IDS):
        if draw(st.booleans()):
            above = draw(st.sets(st.sampled_from(IDS[:place]))) if place else set()
            metric = draw(st.sampled_from([Metric(), reach(10, 3), reach(10)]))
            more: dict[str, object] = draw(st.sampled_from(STATES))
            parents = {one: draw(st.sampled_from([Fraction(1), Fraction(2)])) for one in above}
            first = draw(st.sampled_from([JANUARY, MARCH]))
            said = draw(st.sampled_from([[], [note(JANUARY, value=Fraction(5))]]))
            found[id_] = GoalHistory([version(first, metric, parents=parents, **more)], said)
    return found


@settings(deadline=None)
@given(goals(), goals(), st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS)))
def test_a_change_gives_what_reckoning_anew_gives(
    before: dict[str, GoalHistory],
    other: dict[str, GoalHistory],
    touched: set[str],
    asked: set[str],
) -> None:
    after = {one: at for one, at in before.items() if one not in touched}
    after |= {one: other[one] for one in touched if one in other}
    day = GoalsOfDay(before, FEBRUARY_FIRST)
    day.progress_below(asked)

    nodes, found = day.changed(after, touched).progress_below(IDS)
    anew_nodes, anew = GoalsOfDay(after, FEBRUARY_FIRST).progress_below(IDS)

    assert found == anew
    assert nodes.keys() == anew_nodes.keys()
    for one in nodes:
        assert nodes[one].own == anew_nodes[one].own
        assert {edge.child for edge in nodes[one].children} == {
            edge.child for edge in anew_nodes[one].children
        }


def test_a_check_in_has_only_what_stands_above_it_reckoned_anew() -> None:
    tree = {"g0": GoalHistory([version(JANUARY)])}
    for n in range(1, 1000):
        parents = {f"g{(n - 1) // 3}": Fraction(1)}
        tree[f"g{n}"] = GoalHistory([version(JANUARY, reach(10, n % 11), parents=parents)])
        if n < 334:
            tree[f"g{n}"] = GoalHistory([version(JANUARY, parents=parents)])
    day = GoalsOfDay(tree, FEBRUARY_FIRST)
    day.progress_of_all()
    first = dict(day.progress_below([])[1])
    said = GoalHistory(tree["g998"].versions, [note(JANUARY, value=Fraction(10))])

    new = day.changed({**tree, "g998": said}, {"g998"})
    kept = dict(new.progress_below([])[1])
    new.progress_of_all()
    found = new.progress_below([])[1]

    assert len(kept) == len(tree) - 7  # itself and the six above it
    assert all(found[one] is first[one] for one in kept)
    assert found["g0"].value != first["g0"].value
