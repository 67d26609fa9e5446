"""Sets of people put together by whoever asks, as scopes of talk and goals."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from graph.errors import TooCostly
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.organisation_view import View
from graph.measures.arrays import Ints
from graph.records.window import Window
from graph.scopes.conventions import MOST_PEOPLE
from graph.scopes.people_set import PeopleSet


def set_scope(view: View, wanted: PeopleSet, window: Window) -> ScopeView:
    """The people of the set at the window's end, programs left out, with the goals it answers for.

    Its goals are those that its groups pursue and that the people named by themselves own, so that
    a set of one person, or of one group, answers as that.
    Raises TooCostly for more than 10,000 people.
    """
    membership, at = view.membership, view.at(window)
    groups = _parts(view, wanted.groups)
    out_of = _parts(view, wanted.without_groups)
    without = _people(view, wanted.without_people)
    named = np.setdiff1d(_people(view, [*wanted.people, *wanted.of_community]), without)
    inside = [membership.members_of(one, at.end) for one in (groups, out_of)]
    who = np.setdiff1d(np.union1d(named, inside[0]), np.union1d(without, inside[1]))
    who = who[membership.measured[who]]
    if len(who) > MOST_PEOPLE:
        raise TooCostly(
            f"the set has {len(who):,} people, at most {MOST_PEOPLE:,} are allowed",
            remedy="name fewer groups, or ask for the network",
        )
    groups = np.setdiff1d(groups, out_of)
    owners = np.intersect1d(_people(view, wanted.people), who)
    goals = np.union1d(
        view.goals_of_group.of_many(groups), view.goals_of_person.of_many(owners)
    ).astype(np.int64)
    return ScopeView(at, who, goals, groups)


def unknown_ids(view: View, wanted: PeopleSet) -> tuple[list[str], list[str]]:
    """The people, and the groups, that the set names and that the store does not hold."""
    people = [*wanted.people, *wanted.without_people]
    groups = [*wanted.groups, *wanted.without_groups]
    return (
        [id_ for id_ in people if id_ not in view.membership.index],
        [id_ for id_ in groups if id_ not in view.membership.group_index],
    )


def _people(view: View, ids: Iterable[str]) -> Ints:
    index = view.membership.index
    found = {place for id_ in ids if (place := index.get(id_)) is not None}
    return np.array(sorted(found), np.int64)


def _parts(view: View, ids: Iterable[str]) -> Ints:
    """These groups and what is part of them."""
    index = view.membership.group_index
    places = [place for id_ in ids if (place := index.get(id_)) is not None]
    return view.membership.with_parts(np.array(places, np.int64))
