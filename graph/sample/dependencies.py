"""Goals that wait for goals of other units: three wait for each other in a circle, one more for one of these."""

from __future__ import annotations

from graph.sample.company import Goal
from graph.sample.goals import Goals
from graph.sample.planted_truth import PlantedTruth
from graph.sample.settings import SampleSettings


def plant_dependencies(settings: SampleSettings, goals: Goals, planted: PlantedTruth) -> None:
    """Let the first results of four themes wait for each other; everything else is drawn as without."""
    *circle, last = _of_other_units(settings, goals)[:4]
    for goal, blocker in zip(circle, [*circle[1:], circle[0]], strict=True):
        goal.blocked_by.append(blocker)
    last.blocked_by.append(circle[0])
    planted.circle, planted.behind = circle, [last]


def _of_other_units(settings: SampleSettings, goals: Goals) -> list[Goal]:
    """The first result of each theme in any order, those first whose unit none before them is of."""
    firsts = [results[0] for results in goals.results.values()]
    settings.randomness("dependencies").shuffle(firsts)
    by_unit = {goal.groups[0].id: goal for goal in reversed(firsts)}
    return sorted(firsts, key=lambda goal: by_unit[goal.groups[0].id] is not goal)
