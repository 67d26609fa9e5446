"""The same arithmetic at every scale: laws on random organisations, against plain sets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.goals.alignment.alignment import Alignment
from graph.goals.alignment.line_of_sight import ScopeView, group_scope, network_scope, person_scope
from graph.records.talk_counts import LastTalk, LiveTalk
from graph.records.window import Window
from graph.store.where import Page
from tests.graph.goals.alignment.small_organisation import Made

PEOPLE = [f"p{n}" for n in range(6)]
GOALS = [f"g{n}" for n in range(6)]
GROUPS = [f"t{n}" for n in range(4)]
TALK = [f"c{n}" for n in range(6)]
SETTINGS = settings(max_examples=40, deadline=None)

some = st.lists
days = st.dictionaries(st.integers(0, 6), st.integers(0, 3), max_size=3)


@st.composite
def organisations(draw: st.DrawFn) -> Made:
    """Any small organisation."""
    goals = {
        goal: draw(some(st.sampled_from(GOALS[:n]), unique=True, max_size=2)) if n else []
        for n, goal in enumerate(GOALS)
    }
    people = draw(some(st.sampled_from(PEOPLE), unique=True, min_size=1))
    who = st.sampled_from(people)
    talk = draw(st.dictionaries(st.sampled_from(TALK), st.dictionaries(who, days, max_size=4)))
    goal, held = st.sampled_from(GOALS), st.sampled_from(sorted(talk) or ["none"])
    return Made(
        goals=goals,
        purposes=draw(some(goal, unique=True, max_size=2)),
        left_out=draw(some(goal, unique=True, max_size=1)),
        owners=draw(st.dictionaries(goal, some(who, unique=True, max_size=2))),
        pursuers=draw(
            st.dictionaries(goal, some(st.sampled_from(GROUPS), unique=True, max_size=2))
        ),
        people=people,
        bots=draw(some(who, unique=True, max_size=1)),
        groups={group: draw(some(who, unique=True)) for group in GROUPS},
        parts=draw(st.sampled_from([{}, {"t1": "t0"}, {"t1": "t0", "t2": "t1"}])),
        talk=talk,
        private=draw(some(held, unique=True, max_size=1)),
        unattributed=draw(st.dictionaries(held, days, max_size=2)),
        links=draw(st.dictionaries(goal, some(held, unique=True, max_size=3))),
    )


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Any window, open ones too."""
    since = draw(st.one_of(st.none(), st.integers(-1, 7)))
    least = 0 if since is None else since + 1
    return Window(since, draw(st.one_of(st.none(), st.integers(least, 9))))


def numbers(scope: ScopeView) -> dict[str, Any]:
    """What a scope says of its people and their talk."""
    aligned = Alignment(scope, supporting=False)
    return {
        "sight": scope.sight,
        "linked": scope.linked_talk,
        "paths": scope.paths(5),
        "talk with goals": aligned.linked().items.tolist(),
        "talk without": aligned.unlinked().items.tolist(),
        "advanced": scope.advanced.tolist(),
    }


@SETTINGS
@given(organisations(), windows())
def test_a_group_of_one_is_its_person(made: Made, window: Window) -> None:
    person = made.people[0]
    view = replace(made, groups={"one": [person]}, pursuers={}, parts={}).view()

    assert numbers(group_scope(view, "one", window)) == numbers(person_scope(view, person, window))


@SETTINGS
@given(organisations(), windows())
def test_a_group_of_everybody_is_the_network(made: Made, window: Window) -> None:
    made = replace(
        made, groups={"all": made.people}, pursuers={}, parts={}, unattributed={}, bots=()
    )
    view = replace(made, talk={c: turns for c, turns in made.talk.items() if turns}).view()

    assert numbers(group_scope(view, "all", window)) == numbers(network_scope(view, window))


@SETTINGS
@given(organisations(), windows(), st.data())
def test_cutting_groups_anew_changes_nothing_else(
    made: Made, window: Window, data: st.DataObject
) -> None:
    groups = {group: data.draw(some(st.sampled_from(made.people), unique=True)) for group in GROUPS}
    other = replace(made, groups=groups, parts={"t3": "t0"})

    before, after = network_scope(made.view(), window), network_scope(other.view(), window)

    assert numbers(before) == numbers(after)
    assert Alignment(before, False).coverage == Alignment(after, False).coverage


@SETTINGS
@given(organisations(), windows())
def test_overlapping_groups_are_their_union(made: Made, window: Window) -> None:
    parts = {"t0": "top", "t1": "top"}
    members = [*made.groups["t0"], *(p for p in made.groups["t1"] if p not in made.groups["t0"])]
    apart = replace(made, groups={**made.groups, "top": []}, parts=parts).view()
    joined = replace(made, groups={"top": members}, parts={}, pursuers={}).view()

    assert numbers(group_scope(apart, "top", window)) == numbers(group_scope(joined, "top", window))


@SETTINGS
@given(organisations(), windows())
def test_people_add_up_to_their_group(made: Made, window: Window) -> None:
    view = made.view()
    whole = group_scope(view, "t3", window)
    one_by_one = [person_scope(view, person, window) for person in made.groups["t3"]]

    assert sum(one.sight.numerator for one in one_by_one) == whole.sight.numerator
    assert sum(one.sight.denominator for one in one_by_one) == whole.sight.denominator
    assert sum(one.linked_talk.numerator for one in one_by_one) == whole.linked_talk.numerator
    assert sum(one.linked_talk.denominator for one in one_by_one) == whole.linked_talk.denominator


@SETTINGS
@given(organisations(), windows())
def test_the_numbers_are_those_of_plain_sets(made: Made, window: Window) -> None:
    view = made.view()
    sighted, linked = made.advancing(made.reaching()), made.advancing(set(made.goals))
    people = [person for person in made.people if person not in made.bots]
    talk = {person: made.took_part(person, window) for person in people}
    scope = network_scope(view, window)

    assert scope.sight.numerator == sum(1 for p in people if sighted & set(talk[p]))
    assert scope.sight.denominator == len(people)
    assert scope.linked_talk.denominator == sum(sum(of.values()) for of in talk.values())
    assert scope.linked_talk.numerator == sum(
        count for of in talk.values() for c, count in of.items() if c in linked
    )
    for person in people:
        own = person_scope(view, person, window)
        assert (own.sight.numerator == 1) == bool(sighted & set(talk[person]))
        for path in own.paths(10):
            assert path.person == person
            assert path.conversation in talk[person]
            assert path.conversation in made.links[path.goals[0]]
            assert all(high in made.goals[low] for low, high in zip(path.goals, path.goals[1:], strict=False))  # fmt: skip


@SETTINGS
@given(organisations(), windows(), st.booleans())
def test_covered_goals_and_the_gap_are_the_goals(
    made: Made, window: Window, supporting: bool
) -> None:
    view = made.view()
    held = {c for c in made.talk if made.spoken(c, window)}
    assert held - set(made.private) == {
        c for c in made.talk if view.at(window).live[view.talk.index[c]]
    }
    aligned = Alignment(network_scope(view, window), supporting)

    def talk_of(goal: str) -> set[str]:
        below = {goal}
        while supporting and (
            more := {g for g, above in made.goals.items() if made.counts(g) and below & set(above)}
            - below
        ):
            below |= more
        return made.advancing(below) & held

    gap = {item.id: item.says for item in aligned.conversation_gap().page(Page(limit=100))[0]}
    covered = {item.id: item.says for item in aligned.covered().page(Page(limit=100))[0]}

    assert gap.keys() | covered.keys() == {g for g in made.goals if made.counts(g)}
    assert covered.keys() == {g for g in made.goals if made.counts(g) and talk_of(g)}
    for goal, said in covered.items():
        assert isinstance(said, LiveTalk) and said.conversations == len(talk_of(goal))
    assert all(isinstance(said, LastTalk) for said in gap.values())
    assert (aligned.coverage.numerator, aligned.coverage.denominator) == (
        len(covered),
        len(covered) + len(gap),
    )


@SETTINGS
@given(organisations(), windows())
def test_groups_whose_talk_advances_nothing(made: Made, window: Window) -> None:
    view = made.view()
    linked = {c for c in made.advancing(set(made.goals)) if made.spoken(c, window)}

    def members(group: str) -> set[str]:
        found = {p for p in made.groups[group] if p not in made.bots}
        return found.union(*(members(low) for low, high in made.parts.items() if high == group))

    wanted = {
        group
        for group in GROUPS
        if members(group)
        and not any(linked & set(made.took_part(p, window)) for p in members(group))
    }
    found = Alignment(network_scope(view, window), False).silent_groups().page(Page(limit=100))[0]

    assert {item.id for item in found} == wanted
    for item in found:
        talk = [made.took_part(person, window) for person in members(item.id)]
        assert item.says.messages == sum(sum(of.values()) for of in talk)
        assert item.says.people == sum(1 for of in talk if of)
