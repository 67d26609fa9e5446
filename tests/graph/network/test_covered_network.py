"""Who is in a network, at which day: those who were there, and those who acted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.measures.ties.tie_strength import DEFAULTS, Interactions
from graph.network.ties.covered_network import day_of, network
from graph.organisation.coverage import Coverage
from graph.records.window import DAY, Window, tomorrow

CELLS = Interactions.of(
    ["ann", "gone", "bot", "ann"],
    ["bob", "ann", "ann", "late"],
    ["reply", "reply", "mention", "reply"],
    [12, 15, 16, 18],
)
PEOPLE = {
    "ann": (None, None),
    "bob": (19 * DAY + 5, None),
    "late": (20 * DAY, None),
    "next": (21 * DAY, None),
    "early": (None, 9 * DAY + 7),
    "left": (None, 10 * DAY),
    "gone": (None, 3 * DAY),
    "quiet": (1, None),
}
COVERAGE = Coverage(PEOPLE, frozenset({"bot"}))


@pytest.mark.parametrize(
    ("since", "until", "people", "ties"),
    [
        (10, 20, {"ann", "bob", "left", "quiet", "gone", "late"}, 3),
        (10, 19, {"ann", "bob", "left", "quiet", "gone", "late"}, 3),
        (10, 18, {"ann", "bob", "left", "quiet", "gone"}, 2),
        (10, 15, {"ann", "bob", "left", "quiet"}, 1),
        (16, 20, {"ann", "bob", "late", "quiet"}, 1),
        (9, 10, {"ann", "early", "left", "quiet"}, 0),
        (None, 13, {"ann", "bob", "early", "left", "gone", "quiet"}, 1),
    ],
)
def test_in_a_window_those_count_who_were_there_or_acted(
    since: int | None, until: int, people: set[str], ties: int
) -> None:
    settings = replace(DEFAULTS, since=since, until=until)

    found = network(CELLS, COVERAGE, settings, until)

    assert (set(found.people), len(found.sources)) == (people, ties)


def test_without_a_window_those_count_who_are_there_now() -> None:
    now = tomorrow()
    people = {
        "ann": (None, None),
        "bob": ((now - 1) * DAY, None),
        "late": (now * DAY, None),
        "gone": (None, now * DAY - 1),
        "quiet": (None, now * DAY),
    }

    found = network(CELLS, Coverage(people, frozenset()), DEFAULTS, 20)

    assert set(found.people) == {"ann", "bob", "quiet"}
    assert len(found.sources) == 1
    assert found.weights.tolist() == pytest.approx([2 ** (-8 / 90)])


@pytest.mark.parametrize(
    ("window", "today", "kinds", "day"),
    [
        (Window(None, 15), 100, None, 15),
        (Window(15, None), 100, None, 19),
        (Window(), 100, None, 19),
        (Window(), 18, None, 19),
        (Window(), 17, None, 18),
        (Window(), 100, frozenset({"mention"}), 17),
        (Window(), 100, frozenset({"reaction"}), 101),
    ],
)
def test_ties_are_taken_at_the_end_of_the_window_or_after_the_last_act(
    window: Window, today: int, kinds: frozenset[str] | None, day: int
) -> None:
    assert day_of(CELLS, window, today, kinds) == day
