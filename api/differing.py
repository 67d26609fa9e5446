"""Why numbers of a set that somebody put together are not shown.

Such a set could be made to differ from a group, or from a set asked for before, by one person.
Its numbers are withheld from those who may not see each person's numbers anyway. What a viewer was
told of is remembered by each process, so the check of sets against sets is one process wide.
"""

from __future__ import annotations

from collections import OrderedDict

from api.context import Context
from api.withheld import Withheld, own_or_analyst, sees_each, too_few
from graph.analysing.scores import LEAST_MEMBERS
from graph.sight.scopes import Scoped
from graph.sight.sets import is_shown_anyway, too_close

VIEWERS, SETS = 1000, 200
"""Viewers whose sets are remembered by a process, and sets of each."""

_SEEN: OrderedDict[str, OrderedDict[frozenset[str], None]] = OrderedDict()


def of_set(context: Context, scope: Scoped) -> Withheld | None:
    """Why the viewer sees no number about a set; a set of one person is that person."""
    people = scope.people
    if len(people) == 1:
        return None if own_or_analyst(context, people[0]) else Withheld.NOT_YOURS
    if too_few(context, len(people)):
        return Withheld.TOO_FEW
    if sees_each(context):
        return None
    where = (scope.view, scope.who, scope.at.window, LEAST_MEMBERS)
    if is_shown_anyway(*where):
        return None
    told = frozenset(people)
    if _differs(context.viewer.id, told):
        return Withheld.TOO_CLOSE
    if too_close(*where):
        return Withheld.TOO_CLOSE
    _remember(context.viewer.id, told)
    return None


def _differs(viewer: str, told: frozenset[str]) -> bool:
    """Whether a set differs by too few people from one that the viewer was told about."""
    for before in _SEEN.get(viewer, ()):
        if len(told & before) and (
            0 < len(told - before) < LEAST_MEMBERS or 0 < len(before - told) < LEAST_MEMBERS
        ):
            return True
    return False


def _remember(viewer: str, told: frozenset[str]) -> None:
    sets = _SEEN.setdefault(viewer, OrderedDict())
    _SEEN.move_to_end(viewer)
    sets[told] = None
    sets.move_to_end(told)
    while len(sets) > SETS:
        sets.popitem(last=False)
    while len(_SEEN) > VIEWERS:
        _SEEN.popitem(last=False)
