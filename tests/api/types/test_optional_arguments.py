"""What is not given and what is null are one: each reader of an optional argument, in a table; no store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from strawberry import UNSET

from api.mutations.input_rows import or_none
from api.mutations.talk_inputs import own_conversation
from api.scopes import flows, network_graph, sense_scores, tie_arguments, ties, value_profile
from api.scopes.snapshot_choice import is_absent
from api.types.conventions import DEFAULT_SIZE
from api.types.global_ids import to_global_id
from api.types.graphql_names import camel
from api.types.page_arguments import page_of, places_of
from graph.errors import BadInput
from graph.ledger.kinds import KINDS
from graph.network.ties.tie_query import TieQuery
from graph.records import Goal
from graph.records.enums import GroupKind, TieKind
from graph.records.window import Window
from graph.store.keyset_pages import Page

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
GOAL = to_global_id("Goal", "acme/heat")
NETWORK = [SimpleNamespace(label="Network")]
GROUPS = [SimpleNamespace(label="Group", kind=kind) for kind in ("unit", "team", "unit")]


def window(since: Any = UNSET, until: Any = UNSET) -> Any:
    return SimpleNamespace(since=since, until=until)


def talk(own: Any, *others: Any) -> Any:
    messages = [SimpleNamespace(conversation=one) for one in others]
    return SimpleNamespace(conversation=own, messages=messages)


def conversations(own: Any) -> Any:
    """Which rows take the conversation of the input, and what then stands in each."""
    given = talk(own, UNSET, "c2", None)
    return own_conversation(given), [message.conversation for message in given.messages]


READERS: dict[str, tuple[Callable[[Any], Any], Any, dict[Any, Any]]] = {
    "goal": (tie_arguments.goal_of, None, {GOAL: "acme/heat"}),
    "leastStrength": (network_graph._least, 0.0, {0: 0.0, 0.5: 0.5, 3: 3.0}),
    "kind of groups": (
        lambda one: sense_scores.group_kind_of({"kind": one}), GroupKind.UNIT, {GroupKind.TEAM: GroupKind.TEAM},
    ),
    "kind of ties of the network": (
        lambda one: ties._kinds(NETWORK, one), [None, *GroupKind], {GroupKind.TEAM: [GroupKind.TEAM]},
    ),
    "kind of ties of groups": (
        lambda one: ties._kinds(GROUPS, one), ["unit", "team"], {GroupKind.COMMUNITY: ["unit", "team"]},
    ),
    "orderBy": (
        lambda one: places_of("goals", {"order_by": one}, ("p",)), ["goals by_title False p"], {},
    ),
    "first": (lambda one: page_of(Goal, {"first": one}, ()).limit, DEFAULT_SIZE, {0: 0, 7: 7}),
    "last": (lambda one: page_of(Goal, {"last": one}, ()).backward, False, {7: True}),
    "or_none": (or_none, None, {0: 0, "": ""}),
    "absent": (lambda one: is_absent({"x": one}, "x"), True, {0: False, "": False}),
    "given": (lambda one: flows._given_arguments({"x": one}), {}, {"1": {"x": "1"}}),
    "conversation": (
        conversations, ({}, [UNSET, "c2", None]), {"c1": ({"conversation": [0, 2]}, ["c1", "c2", "c1"])},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("absent", [None, UNSET], ids=["null", "not given"])
def test_null_is_as_if_it_were_not_given(name: str, absent: Any) -> None:
    read, usual, _ = READERS[name]
    found = read(absent)
    assert found == usual


@pytest.mark.parametrize("name", READERS)
def test_what_is_given_counts(name: str) -> None:
    read, _, values = READERS[name]
    assert {value: read(value) for value in values} == values


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("half_life_days", 30.0),
        ("least_interactions", 2),
        ("kinds", (TieKind.HELP,)),
        ("goal", GOAL),
    ],
)
def test_ties_are_those_of_contact_but_for_what_is_said_of_them(name: str, value: Any) -> None:
    read = tie_arguments.tie_query_of
    assert read({}) == read({"ties": None}) == read({"ties": UNSET}) == TieQuery()
    assert read({}, (TieKind.HELP,)) == TieQuery(kinds=(TieKind.HELP,))
    assert read({"ties": tie_arguments.TieInput()}) == TieQuery()
    stored = "acme/heat" if name == "goal" else value
    assert read({"ties": tie_arguments.TieInput(**{name: value})}) == TieQuery(**{name: stored})
    with pytest.raises(BadInput) as refused:
        read({"ties": tie_arguments.TieInput(**{name: None})})
    assert refused.value.path == ("ties", camel(name))


def test_a_window_is_open_where_it_names_no_day() -> None:
    assert tie_arguments.window_of(None) == tie_arguments.window_of(UNSET) == Window()
    assert tie_arguments.window_of(window()) == Window()
    assert tie_arguments.window_of(window(SINCE)) == Window.of(SINCE, None)
    assert tie_arguments.window_of(window(UNSET, SINCE)) == Window.of(None, SINCE)
    for wrong in (window(None), window(SINCE, None)):
        with pytest.raises(BadInput):
            tie_arguments.window_of(wrong)


@pytest.mark.parametrize("wrong", [-0.1, float("inf"), float("nan")])
def test_a_least_strength_is_a_strength(wrong: float) -> None:
    with pytest.raises(BadInput, match="`leastStrength` is") as refused:
        network_graph._least(wrong)
    assert refused.value.path == ("leastStrength",)


def test_a_page_without_arguments_is_the_first_of_usual_size() -> None:
    assert page_of(Goal, {}, ()) == Page(limit=DEFAULT_SIZE)
    with pytest.raises(BadInput, match="cannot be given together"):
        page_of(Goal, {"first": 1, "last": 1}, ())


@pytest.mark.parametrize("absent", [None, UNSET])
async def test_kinds_of_value_are_all_or_those_that_are_named(absent: Any) -> None:
    shown: Any = ["a", "b"]
    context: Any = None
    every = await value_profile._kinds(context, shown, {"kinds": absent})
    assert [[source.kind.code for source in one] for one in every] == [list(KINDS)] * 2
    first = next(iter(KINDS))
    (one, _) = await value_profile._kinds(context, shown, {"kinds": [SimpleNamespace(value=first)]})
    assert [source.kind.code for source in one] == [first]
    assert await value_profile._kinds(context, shown, {"kinds": []}) == [[], []]
