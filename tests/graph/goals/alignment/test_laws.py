"""The same arithmetic at every scale: laws on random organisations, against plain sets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.goals.alignment.alignment import Alignment
from graph.goals.alignment.line_of_sight import ScopeView, group_scope, network_scope, person_scope
from graph.records.talk_counts import LastTalk, TalkVolume
from graph.records.window import Window
from graph.store.where import Page
from tests.graph.goals.alignment.small_organisation import SmallOrganisation

PEOPLE = [f"p{n}" for n in range(6)]
GOALS = [f"g{n}" for n in range(6)]
GROUPS = [f"t{n}" for n in range(4)]
TALK = [f"c{n}" for n in range(6)]
SETTINGS = settings(max_examples=40, deadline=None)

some = st.lists
days = st.dictionaries(st.integers(0, 6), st.integers(0, 3), max_size=3)


@st.composite
def organisations(draw: st.DrawFn) -> SmallOrganisation:
    """Any small organisation."""
    goals = {
        goal: draw(some(st.sampled_from(GOALS[:n]), unique=True, max_size=2)) if n else []
        for n, goal in enumerate(GOALS)
    }
    people = draw(some(st.sampled_from(PEOPLE), unique=True, min_size=1))
    person = st.sampled_from(people)
    talk = draw(st.dictionaries(st.sampled_from(TALK), st.dictionaries(person, days, max_size=4)))
    goal, conversation = st.sampled_from(GOALS), st.sampled_from(sorted(talk) or ["none"])
    return SmallOrganisation(
        goals=goals,
        purposes=draw(some(goal, unique=True, max_size=2)),
        left_out=draw(some(goal, unique=True, max_size=1)),
        owners=draw(st.dictionaries(goal, some(person, unique=True, max_size=2))),
        pursuers=draw(
            st.dictionaries(goal, some(st.sampled_from(GROUPS), unique=True, max_size=2))
        ),
        people=people,
        bots=draw(some(person, unique=True, max_size=1)),
        groups={group: draw(some(person, unique=True)) for group in GROUPS},
        parts=draw(st.sampled_from([{}, {"t1": "t0"}, {"t1": "t0", "t2": "t1"}])),
        talk=talk,
        private=draw(some(conversation, unique=True, max_size=1)),
        unattributed=draw(st.dictionaries(conversation, days, max_size=2)),
        links=draw(st.dictionaries(goal, some(conversation, unique=True, max_size=3))),
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
def test_a_group_of_one_is_its_person(organisation: SmallOrganisation, window: Window) -> None:
    person = organisation.people[0]
    view = replace(organisation, groups={"one": [person]}, pursuers={}, parts={}).view()

    assert numbers(group_scope(view, "one", window)) == numbers(person_scope(view, person, window))


@SETTINGS
@given(organisations(), windows())
def test_a_group_of_everybody_is_the_network(
    organisation: SmallOrganisation, window: Window
) -> None:
    organisation = replace(
        organisation,
        groups={"all": organisation.people},
        pursuers={},
        parts={},
        unattributed={},
        bots=(),
    )
    view = replace(
        organisation, talk={c: turns for c, turns in organisation.talk.items() if turns}
    ).view()

    assert numbers(group_scope(view, "all", window)) == numbers(network_scope(view, window))


@SETTINGS
@given(organisations(), windows(), st.data())
def test_cutting_groups_anew_changes_nothing_else(
    organisation: SmallOrganisation, window: Window, data: st.DataObject
) -> None:
    groups = {
        group: data.draw(some(st.sampled_from(organisation.people), unique=True))
        for group in GROUPS
    }
    other = replace(organisation, groups=groups, parts={"t3": "t0"})

    before, after = network_scope(organisation.view(), window), network_scope(other.view(), window)

    assert numbers(before) == numbers(after)
    assert Alignment(before, False).coverage == Alignment(after, False).coverage


@SETTINGS
@given(organisations(), windows())
def test_overlapping_groups_are_their_union(
    organisation: SmallOrganisation, window: Window
) -> None:
    parts = {"t0": "top", "t1": "top"}
    members = [
        *organisation.groups["t0"],
        *(p for p in organisation.groups["t1"] if p not in organisation.groups["t0"]),
    ]
    apart = replace(organisation, groups={**organisation.groups, "top": []}, parts=parts).view()
    united = replace(organisation, groups={"top": members}, parts={}, pursuers={}).view()

    assert numbers(group_scope(apart, "top", window)) == numbers(group_scope(united, "top", window))


@SETTINGS
@given(organisations(), windows())
def test_people_add_up_to_their_group(organisation: SmallOrganisation, window: Window) -> None:
    view = organisation.view()
    whole = group_scope(view, "t3", window)
    one_by_one = [person_scope(view, person, window) for person in organisation.groups["t3"]]

    assert sum(scope.sight.numerator for scope in one_by_one) == whole.sight.numerator
    assert sum(scope.sight.denominator for scope in one_by_one) == whole.sight.denominator
    assert sum(scope.linked_talk.numerator for scope in one_by_one) == whole.linked_talk.numerator
    assert (
        sum(scope.linked_talk.denominator for scope in one_by_one) == whole.linked_talk.denominator
    )


@SETTINGS
@given(organisations(), windows())
def test_the_numbers_are_those_of_plain_sets(
    organisation: SmallOrganisation, window: Window
) -> None:
    view = organisation.view()
    sighted, linked = (
        organisation.advancing(organisation.reaching()),
        organisation.advancing(set(organisation.goals)),
    )
    people = [person for person in organisation.people if person not in organisation.bots]
    talk = {person: organisation.took_part(person, window) for person in people}
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
            assert path.conversation in organisation.links[path.goals[0]]
            assert all(high in organisation.goals[low] for low, high in zip(path.goals, path.goals[1:], strict=False))  # fmt: skip


@SETTINGS
@given(organisations(), windows(), st.booleans())
def test_covered_goals_and_the_gap_are_the_goals(
    organisation: SmallOrganisation, window: Window, supporting: bool
) -> None:
    view = organisation.view()
    conversations = {c for c in organisation.talk if organisation.spoken(c, window)}
    assert conversations - set(organisation.private) == {
        c for c in organisation.talk if view.at(window).live[view.talk.index[c]]
    }
    aligned = Alignment(network_scope(view, window), supporting)

    def talk_of(goal: str) -> set[str]:
        below = {goal}
        while supporting and (
            more := {
                g
                for g, above in organisation.goals.items()
                if organisation.counts(g) and below & set(above)
            }
            - below
        ):
            below |= more
        return organisation.advancing(below) & conversations

    gap = {item.id: item.says for item in aligned.conversation_gap().page(Page(limit=100))[0]}
    covered = {item.id: item.says for item in aligned.covered().page(Page(limit=100))[0]}

    assert gap.keys() | covered.keys() == {g for g in organisation.goals if organisation.counts(g)}
    assert covered.keys() == {
        g for g in organisation.goals if organisation.counts(g) and talk_of(g)
    }
    for goal, said in covered.items():
        assert isinstance(said, TalkVolume) and said.conversations == len(talk_of(goal))
    assert all(isinstance(said, LastTalk) for said in gap.values())
    assert (aligned.coverage.numerator, aligned.coverage.denominator) == (
        len(covered),
        len(covered) + len(gap),
    )


@SETTINGS
@given(organisations(), windows())
def test_groups_whose_talk_advances_nothing(
    organisation: SmallOrganisation, window: Window
) -> None:
    view = organisation.view()
    linked = {
        c for c in organisation.advancing(set(organisation.goals)) if organisation.spoken(c, window)
    }

    def members(group: str) -> set[str]:
        people = {p for p in organisation.groups[group] if p not in organisation.bots}
        return people.union(
            *(members(low) for low, high in organisation.parts.items() if high == group)
        )

    expected = {
        group
        for group in GROUPS
        if members(group)
        and not any(linked & set(organisation.took_part(p, window)) for p in members(group))
    }
    people = Alignment(network_scope(view, window), False).silent_groups().page(Page(limit=100))[0]

    assert {item.id for item in people} == expected
    for item in people:
        talk = [organisation.took_part(person, window) for person in members(item.id)]
        assert item.says.messages == sum(sum(of.values()) for of in talk)
        assert item.says.people == sum(1 for of in talk if of)
