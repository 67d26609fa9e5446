"""What two people have in common: goals that the talk of both advances, groups to which both belong."""

from __future__ import annotations

import numpy as np

from graph.goals.alignment.line_of_sight import Scoped
from graph.measures.arrays import Bools


def shared_goals(one: Scoped, other: Scoped) -> list[str]:
    """The goals that the talk of both advances in the window, in the order of titles."""
    both = one.advanced & other.advanced
    return [one.view.goals.ids[goal] for goal in np.flatnonzero(both).tolist()]


def shared_groups(one: Scoped, other: Scoped) -> list[str]:
    """The groups to which both belong themselves at the window's end, in the order of names."""
    both = _groups(one) & _groups(other)
    return [one.view.membership.groups[group] for group in np.flatnonzero(both).tolist()]


def _groups(scope: Scoped) -> Bools:
    membership = scope.view.membership
    mine = np.zeros(len(membership.people), np.bool_)
    mine[scope.who] = True
    held = membership.spans.at(scope.at.end) & mine[membership.spans.person]
    found = np.zeros(len(membership.groups), np.bool_)
    found[membership.spans.group[held]] = True
    return found & ~membership.archived
