"""What ties are asked for: what is refused, the command that computes it, the hash that finds it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from graph.errors import BadInput
from graph.network.ties.tie_query import (
    EVERYTHING,
    TieQuery,
    command,
    kinds_named,
    parameters,
    parameters_hash,
    query_of_parameters,
)
from graph.records.enums import TieKind
from graph.records.window import Window

HELP = (TieKind.HELP,)


def test_the_default_question_keeps_its_hash() -> None:
    assert parameters_hash(EVERYTHING) == "91d6d0fd6ea72119"
    assert json.loads(parameters(EVERYTHING)) == {
        "bots": False, "goal": None, "half_life_days": 90.0, "since": None, "until": None,
    }  # fmt: skip


def test_what_is_not_the_default_is_said_and_has_a_hash_of_its_own() -> None:
    asked = TieQuery(kinds=HELP, half_life_days=30, least_interactions=2)

    assert json.loads(parameters(asked)) == {
        "bots": False, "goal": None, "half_life_days": 30.0, "kinds": ["help"],
        "least_interactions": 2, "since": None, "until": None,
    }  # fmt: skip
    assert command(asked) == "goalgraph analyse --kinds help --half-life 30 --least 2"
    assert parameters_hash(asked) != parameters_hash(TieQuery(kinds=HELP, half_life_days=30))


def test_kinds_count_once_and_in_one_order() -> None:
    both = TieQuery(kinds=(TieKind.HELP, TieKind.CONTACT, TieKind.HELP))

    assert both.kinds == (TieKind.CONTACT, TieKind.HELP)
    assert both == TieQuery(kinds=kinds_named("contact,help"))
    assert command(both) == "goalgraph analyse --kinds contact,help"


def test_what_makes_no_tie_is_refused() -> None:
    for wrong in (
        {"kinds": ()}, {"kinds": ("love",)}, {"half_life_days": 0}, {"half_life_days": -1},
        {"half_life_days": float("nan")}, {"half_life_days": 1e9}, {"least_interactions": 0},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            TieQuery(**wrong)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="love"):
        kinds_named("help,love")
    with pytest.raises(BadInput):
        kinds_named(" ,")


def test_the_parameters_of_a_snapshot_are_its_question() -> None:
    window = Window.of(datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))
    for asked in (
        EVERYTHING,
        TieQuery(goal="acme/sales", window=window, bots=True),
        TieQuery(kinds=kinds_named("contact,help"), half_life_days=30, least_interactions=2),
        TieQuery(kinds=HELP, window=Window(since=window.since)),
    ):
        assert query_of_parameters(parameters(asked)) == asked
