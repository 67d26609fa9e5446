"""Which changes of goals and links belong to a goal with what lies below it, or to somebody's links.

What is gone has no place any more: a goal that was removed, a link of which a hash is left. It is told to
all who might have known it, so that nobody keeps what is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.organisation.change_stream import ChangeStream
from graph.records import Change
from graph.records.change_kinds import ChangeKind
from graph.records.enums import LinkState
from graph.store.driver import Store

OF_GOALS = tuple(kind.value for kind in ChangeKind if kind.value.startswith("goal_"))
OF_LINKS = tuple(kind.value for kind in ChangeKind if kind.value.startswith("link_"))


def goals_of_link(id_: str) -> frozenset[str]:
    """Whatever may be the id of the goal of a link: ids may hold the sign that stands between them.

    >>> sorted(goals_of_link("a/talk>b/g>1"))
    ['1', 'b/g>1']
    """
    parts = id_.split(">")
    return frozenset(">".join(parts[n:]) for n in range(1, len(parts)))


def goals_of_change(change: Change) -> frozenset[str]:
    """The ids of the goals that a change of a goal or link touches; none where a hash is left of it."""
    label, _, id_ = change.subject.partition(" ")
    if label == "Link":
        return goals_of_link(id_)
    moved = (change.before, change.after) if change.kind == ChangeKind.GOAL_PARENT else ()
    return frozenset([id_, *(goal for goal in moved if goal is not None)])


async def changes_at_goal(
    log: ChangeStream, changes: Sequence[Change], goal: str, *, below: bool
) -> list[Change]:
    """Those of these changes that touch a goal, with `below` also what lies below it by now."""
    touched = {change.id: goals_of_change(change) for change in changes}
    inside: Collection[str] = {goal}
    if below:
        asked = sorted(frozenset().union(*touched.values()))
        inside = await log.shared(
            ("below", goal, *asked), lambda: _at_or_below(log.store, goal, asked)
        )

    def is_told(change: Change) -> bool:
        ids = touched[change.id]
        has_no_place = not ids or (below and change.kind == ChangeKind.GOAL_REMOVED)
        return has_no_place or goal in ids or not ids.isdisjoint(inside)

    return [change for change in changes if is_told(change)]


async def _at_or_below(store: Store, goal: str, ids: Sequence[str]) -> frozenset[str]:
    rows = await store.rows("goals_at_or_below", ids=ids, goal=goal)
    return frozenset(id_ for (id_,) in rows)


def is_of_suggestion(change: Change) -> bool:
    """Whether a link became a suggestion by a change, or was one until then."""
    return LinkState.SUGGESTED.value in (change.before, change.after)


async def suggestions_around(
    log: ChangeStream, changes: Sequence[Change], around: tuple[str, str] | None
) -> list[Change]:
    """Those of these changes that are of suggestions around the node of this label and id, or of all."""
    found = [change for change in changes if is_of_suggestion(change)]
    if around is None or not found:
        return found
    links = {change.id: change.subject.partition(" ")[2] for change in found}
    asked = sorted(set(links.values()))
    near = await log.shared(
        ("around", around, *asked), lambda: _around_node(log.store, around, asked)
    )
    return [
        change
        for change in found
        if change.kind == ChangeKind.LINK_REMOVED or links[change.id] in near
    ]


async def _around_node(store: Store, around: tuple[str, str], ids: Sequence[str]) -> frozenset[str]:
    label, id_ = around
    rows = await store.rows("links_around_node", ids=ids, label=label, id=id_)
    return frozenset(link for (link,) in rows)
