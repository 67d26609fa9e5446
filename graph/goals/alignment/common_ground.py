"""What two people have in common: goals that the talk of both advances, groups to which both belong."""

from __future__ import annotations

import numpy as np

from graph.goals.alignment.line_of_sight import ScopeView
from graph.measures.arrays import Bools


def shared_goals(first: ScopeView, second: ScopeView) -> list[str]:
    """The goals that the talk of both advances in the window, in the order of titles."""
    both = first.advanced & second.advanced
    return [first.view.goals.ids[goal] for goal in np.flatnonzero(both).tolist()]


def shared_groups(first: ScopeView, second: ScopeView) -> list[str]:
    """The groups to which both belong themselves at the window's end, in the order of names."""
    both = _groups(first) & _groups(second)
    return [first.view.membership.groups[group] for group in np.flatnonzero(both).tolist()]


def _groups(scope: ScopeView) -> Bools:
    membership = scope.view.membership
    members = np.zeros(len(membership.people), np.bool_)
    members[scope.places] = True
    spans = membership.spans.at(scope.at.end) & members[membership.spans.person]
    result = np.zeros(len(membership.groups), np.bool_)
    result[membership.spans.group[spans]] = True
    return result & ~membership.archived
