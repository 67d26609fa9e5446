"""The goals of a person, a group or everybody: those that its people own and its groups pursue."""

from __future__ import annotations

from typing import Any

from graph.errors import NotFound
from graph.goals.alignment.cache import organisation_cache_of
from graph.goals.alignment.line_of_sight import ScopeView, group_scope, network_scope, person_scope
from graph.goals.alignment.organisation_view import View
from graph.records.window import Window
from graph.store.driver import Store


def scope_view(view: View, root: Any, window: Window) -> ScopeView:
    """The scope that a person, a group or the network is."""
    if root.label in ("Person", "Group"):
        return (person_scope if root.label == "Person" else group_scope)(view, root.id, window)
    return network_scope(view, window)


def goals_of_group(view: View, group: str, *path: str) -> frozenset[str]:
    """The ids of the goals that a group, or what is part of it, pursues, dropped and archived ones too.

    Raises NotFound where there is no such group.
    """
    membership = view.membership
    if group not in membership.group_index:
        raise NotFound("there is no such group", remedy="look the group up", path=path)
    parts = membership.and_parts(membership.group_index[group]).tolist()
    groups = {membership.groups[part] for part in parts}
    return frozenset(view.goals.ids[goal] for goal, one in view.goals.pursuers if one in groups)


async def goals_of_scope(store: Store, root: Any) -> list[str]:
    """The ids of the goals that a person owns, a group pursues, or of all that count."""
    cache = organisation_cache_of(store)
    view = await cache.view(patient=True)
    goals = [view.goals.ids[goal] for goal in scope_view(view, root, Window()).goals.tolist()]
    await cache.close()
    return goals
