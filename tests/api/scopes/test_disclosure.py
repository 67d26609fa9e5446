"""Who sees which numbers, and why not: tables of viewers, scopes and sizes, without a store."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from strawberry import UNSET

from api.execution.viewer import Viewer
from api.scopes.disclosure import people_shown, withheld_reason
from api.scopes.scope_people import ScopePeople, withheld_of_coverage
from api.scopes.snapshot_choice import is_absent, refuse_combination
from api.scopes.suppression import (
    REMEDIES,
    Withheld,
    hidden_people,
    no_members,
    remedy_of,
    sees_each,
    sees_person,
    sees_small,
    too_few,
)
from api.scopes.tie_arguments import TIE_FIELDS, TieInput, WindowInput, goal_of, tie_query_of
from api.types.global_ids import to_global_id
from api.types.graphql_names import camel
from graph.errors import BadInput
from graph.goals.alignment.line_of_sight import group_scope
from graph.identity.privacy_choices import PrivacyChoices
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.tie_query import EVERYTHING, TieQuery
from graph.records.enums import TieKind
from graph.records.window import Window, day_text
from graph.scopes.people_set import PeopleSet
from tests.graph.goals.alignment.small_organisation import SmallOrganisation

ROLES = {"nobody": (), "member": ("member",), "steward": ("steward",), "analyst": ("analyst",), "admin": ("admin",)}  # fmt: skip
EACH, SMALL = {"analyst", "admin"}, {"admin"}


def context_of(role: str, viewer: str = "acme/ann") -> Any:
    choices = PrivacyChoices(frozenset({"acme/out"}), frozenset({"acme/open", "acme/out"}))
    return SimpleNamespace(
        viewer=Viewer(viewer, frozenset(ROLES[role])), choices=choices, saw=lambda _: None
    )


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_each_person_and_small_groups(role: str) -> None:
    context = context_of(role)
    assert sees_each(context) == (role in EACH)
    assert sees_small(context) == (role in SMALL)
    assert sees_person(context, "acme/ann")
    assert sees_person(context, "acme/bob") == (role in EACH)
    assert sees_person(context, "acme/open")
    assert not sees_person(context, "acme/out")
    assert sees_person(context_of(role, "acme/out"), "acme/out")
    assert hidden_people(context) == (frozenset({"acme/out"}) if role in EACH else frozenset())
    assert hidden_people(context_of(role, "acme/out")) == frozenset()
    assert not too_few(context, LEAST_MEMBERS)
    assert too_few(context, LEAST_MEMBERS - 1) == (role not in SMALL)


ACME = SmallOrganisation(
    people=["ann", "bob"],
    gone={"bob": 50},
    groups={"now": ["ann"], "then": ["bob"], "never": []},
)


@pytest.mark.parametrize(
    ("group", "withheld"), [("now", None), ("then", Withheld.NO_MEMBERS), ("never", None)]
)
def test_a_group_whose_people_have_left_once_had_members(
    group: str, withheld: Withheld | None
) -> None:
    scope = group_scope(ACME.view(), group, Window())
    assert no_members(scope) is withheld


def test_the_remedy_for_a_group_without_members_is_a_window_that_ends_while_it_had_some() -> None:
    scope = group_scope(ACME.view(), "then", Window())
    remedy = remedy_of(Withheld.NO_MEMBERS, scope)
    assert remedy is not None
    nearest = scope.nearest_day
    assert nearest is not None
    day = day_text(nearest + 1)
    assert f'window: {{until: "{day}T00:00:00Z"}}' in remedy
    assert remedy.endswith(f"goalgraph analyse --until {day}")
    assert len(group_scope(ACME.view(), "then", Window(None, nearest + 1)).places) == 1


@pytest.mark.parametrize("withheld", [None, *Withheld])
def test_only_what_an_analysis_or_a_window_mends_has_a_remedy(withheld: Withheld | None) -> None:
    then, never = (group_scope(ACME.view(), name, Window()) for name in ("then", "never"))
    newcomers = "people who came after the analysis count from the next one on: goalgraph analyse"
    remedies = {Withheld.NOT_COMPUTED: "goalgraph analyse", Withheld.NOT_COVERED: newcomers}
    remedies |= REMEDIES
    assert remedy_of(withheld, never) == (withheld and remedies.get(withheld))
    has = withheld in (*remedies, Withheld.NO_MEMBERS)
    assert (remedy_of(withheld, then) is not None) == has


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("people", [LEAST_MEMBERS, 9])
def test_a_number_about_a_part_of_the_people(role: str, people: int) -> None:
    scope: Any = SimpleNamespace(people=tuple(range(people)))
    about = ScopePeople(None, scope, scope.people, None)
    context = context_of(role)
    few = None if role in EACH else Withheld.TOO_FEW
    assert withheld_of_coverage(context, about, None) is Withheld.NOT_COVERED
    assert withheld_of_coverage(context, about, people) is None
    assert withheld_of_coverage(context, about, LEAST_MEMBERS - 1) is few
    assert withheld_of_coverage(context, about, 1) is few
    assert withheld_of_coverage(context, about, LEAST_MEMBERS) is None


def root(label: str, **more: Any) -> Any:
    return SimpleNamespace(**{"label": label, "id": "acme/x", "bot": False} | more)


@pytest.mark.parametrize(
    ("role", "viewer", "bot", "withheld"),
    [
        ("member", "acme/bob", False, Withheld.NOT_YOURS),
        ("member", "acme/bob", True, Withheld.NOT_YOURS),
        ("member", "acme/x", False, None),
        ("member", "acme/x", True, Withheld.BOT),
        ("analyst", "acme/bob", False, None),
        ("admin", "acme/bob", True, Withheld.BOT),
    ],
)
def test_a_persons_numbers_are_their_own_and_analysts(
    role: str, viewer: str, bot: bool, withheld: Withheld | None
) -> None:
    context, scope = context_of(role, viewer), group_scope(ACME.view(), "then", Window())
    assert withheld_reason(context, root("Person", bot=bot), scope, Window()) is withheld


TEAM = SmallOrganisation(people=list("abcdef"), groups={"six": list("abcdef"), "two": ["a", "b"]})
DAY = 20_454
"""1 January 2026."""
QUESTIONS: list[tuple[TieQuery | Window | None, Withheld | None]] = [
    (None, None),
    (Window(), None),
    (Window(DAY, DAY + 31), None),
    (Window(DAY, DAY + 90), None),
    (Window(DAY, DAY + 30), Withheld.OWN_WINDOW),
    (Window(DAY + 31, DAY + 120), Withheld.OWN_WINDOW),
    (Window(until=DAY), Withheld.OWN_WINDOW),
    (TieQuery("acme/g", kinds=(TieKind.HELP,)), None),
    (TieQuery(half_life_days=89), Withheld.OWN_WINDOW),
    (TieQuery(least_interactions=2), Withheld.OWN_WINDOW),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("asked", "reason"), QUESTIONS)
@pytest.mark.parametrize("label", ["Group", "Network", "PeopleSet", "Person"])
def test_who_may_not_see_each_person_asks_what_everybody_may_ask(
    role: str, asked: TieQuery | Window | None, reason: Withheld | None, label: str
) -> None:
    context, scope = context_of(role, "acme/x"), group_scope(TEAM.view(), "six", Window())
    of: Any = PeopleSet.of(groups=["six"]) if label == "PeopleSet" else root(label)
    free = role in EACH or label == "Person"
    assert withheld_reason(context, of, scope, asked) is (None if free else reason)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("of", "is_group"),
    [
        (PeopleSet.of(groups=["six"]), True),
        (PeopleSet.of(groups=["six", "two"]), False),
        (PeopleSet.of("abcdef"), False),
        (PeopleSet.of("g", ["six"]), False),
        (PeopleSet.of(groups=["six"], without_people=["a"]), False),
        (PeopleSet.of(groups=["six"], without_groups=["two"]), False),
        (PeopleSet.of(community="goalgraph/a-1#1"), False),
    ],
)
def test_sets_of_their_own_are_for_those_who_may_see_each_person(
    role: str, of: PeopleSet, is_group: bool
) -> None:
    scope = group_scope(TEAM.view(), "six", Window())
    reason = None if role in EACH or is_group else Withheld.OWN_SET
    assert withheld_reason(context_of(role), of, scope, Window()) is reason


def test_groups_are_judged_by_their_members_first() -> None:
    context = context_of("member")
    then, now = (group_scope(ACME.view(), name, Window()) for name in ("then", "now"))
    two, six = (group_scope(TEAM.view(), name, Window()) for name in ("two", "six"))
    for label in ("Group", "PeopleSet"):
        assert withheld_reason(context, root(label), then, Window()) is Withheld.NO_MEMBERS
        assert withheld_reason(context, root(label), two, Window()) is Withheld.TOO_FEW
        assert withheld_reason(context, root("Group"), six, Window(), 4) is Withheld.TOO_FEW
    assert withheld_reason(context, root("PeopleSet"), now, Window()) is Withheld.NOT_YOURS
    assert withheld_reason(context_of("member", "ann"), root("PeopleSet"), now, Window()) is None
    assert withheld_reason(context, root("Network"), now, Window()) is None


@pytest.mark.parametrize("role", ROLES)
def test_fewer_than_five_people_are_no_number_to_most(role: str) -> None:
    context = context_of(role)
    shown = [people_shown(context, people) for people in (0, 4, 5)]
    assert shown == ([0, 4, 5] if role in EACH else [None, None, 5])


GOAL = to_global_id("Goal", "acme/g")


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({}, EVERYTHING),
        (dict.fromkeys(TIE_FIELDS, UNSET), EVERYTHING),
        ({"goal": GOAL}, TieQuery("acme/g")),
        ({"kinds": [TieKind.HELP]}, TieQuery(kinds=(TieKind.HELP,))),
        ({"half_life_days": 30.0}, TieQuery(half_life_days=30)),
        ({"least_interactions": 3}, TieQuery(least_interactions=3)),
        ({"window": WindowInput()}, EVERYTHING),
    ],
)
def test_a_question_is_what_is_given_and_else_the_usual(
    arguments: dict[str, Any], query: TieQuery
) -> None:
    assert tie_query_of({"ties": TieInput(**arguments)}) == query
    assert tie_query_of({}) == tie_query_of({"ties": None}) == EVERYTHING


@pytest.mark.parametrize(
    "arguments",
    [
        {"goal": to_global_id("Person", "acme/g")},
        {"goal": "nope"},
        {"kinds": []},
        {"half_life_days": 0.0},
        {"least_interactions": 0},
        *({name: None} for name in TIE_FIELDS),
    ],
)
def test_a_question_that_is_none_is_refused_at_its_place(arguments: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        tie_query_of({"ties": TieInput(**arguments)})

    assert refused.value.path == ("ties", camel(next(iter(arguments))))


def test_a_goal_that_is_not_given_is_none() -> None:
    assert goal_of(None) is goal_of(UNSET) is None
    assert goal_of(GOAL) == "acme/g"


@pytest.mark.parametrize("absent", [None, UNSET, "missing"])
def test_an_argument_beside_one_that_has_it_itself_is_refused(absent: Any) -> None:
    arguments = {} if absent == "missing" else {"half_life_days": absent}
    assert is_absent(arguments, "half_life_days")
    refuse_combination(arguments | {"analysis": "x"}, "analysis", ("goal", "half_life_days"))
    refuse_combination({"half_life_days": 3.0}, "analysis", ("half_life_days",))
    with pytest.raises(BadInput, match="`analysis` and `halfLifeDays` cannot be given together"):
        refuse_combination(
            {"analysis": "x", "half_life_days": 3.0}, "analysis", ("goal", "half_life_days")
        )
