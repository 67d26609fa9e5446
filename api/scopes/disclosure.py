"""What a viewer who may not see each person's numbers is shown of groups: all that decides it.

Of themselves, and of whoever shares their numbers with them, a person sees everything. Of a group of 5 and more, and of everybody, such a viewer sees rounded
numbers (`graph.scopes.rounding`) of all talk, of calendar months and quarters, and of published analyses;
of sets that they put together none, for whoever may choose the sets may solve for the people. Nothing is
remembered, so every process says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from api.execution.context import Context
from api.scopes.suppression import (
    Withheld,
    hidden_people,
    no_members,
    person_withheld,
    sees_each,
    too_few,
)
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.organisation_view import WindowView
from graph.goals.alignment.ratio import Ratio
from graph.measures.arrays import Floats, Ints
from graph.network.analyses.snapshots import Snapshot
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.tie_query import EVERYTHING, TieQuery
from graph.records.window import Window, is_calendar
from graph.scopes.conventions import RANK_BAND
from graph.scopes.people_set import PeopleSet
from graph.scopes.rounding import Rounded, Spread, rounded, share_of_people, step_for

_SPREADS: WeakKeyDictionary[Snapshot, dict[str, Spread]] = WeakKeyDictionary()


def rounds(context: Context, root: Any = None) -> bool:
    """Whether the viewer sees rounded numbers, of this scope: of a person all is exact, or withheld."""
    return not sees_each(context) and (root is None or root.label != "Person")


def question_withheld(
    context: Context, root: Any, asked: TieQuery | Window | None
) -> Withheld | None:
    """Why this viewer may not ask that about a scope; `asked` is None of a published analysis."""
    if not rounds(context, root):
        return None
    if root.label == "PeopleSet" and one_group(root) is None:
        return Withheld.OWN_SET
    query = TieQuery(window=asked) if isinstance(asked, Window) else asked
    return None if query is None or _is_usual(query) else Withheld.OWN_WINDOW


def _is_usual(query: TieQuery) -> bool:
    plain = replace(query, goal=None, window=EVERYTHING.window, kinds=EVERYTHING.kinds)
    return is_calendar(query.window) and plain == EVERYTHING


def one_group(root: Any) -> str | None:
    """The group that a set is, where it names just that."""
    groups = root.groups
    return groups[0] if len(groups) == 1 and root == PeopleSet.of(groups=groups) else None


def withheld_reason(
    context: Context,
    root: Any,
    scope: ScopeView,
    asked: TieQuery | Window | None,
    people: int | None = None,
) -> Withheld | None:
    """Why the viewer sees no number about a scope; None where there is nothing against it.

    `people` is how many the number is about, where these are not all of the scope. That somebody is not
    covered is found out by who asks: a set of one who is out of measures is a set of nobody to analysts.
    """
    if root.label == "Person":
        return person_withheld(context, root.id, bot=root.bot)
    if root.label != "Network":
        if (reason := no_members(scope)) is not None:
            return reason
        if root.label == "PeopleSet" and len(scope.places) == 1:
            reason = person_withheld(context, scope.people[0])
            return None if scope.people[0] in hidden_people(context) else reason
        if too_few(context, len(scope.places) if people is None else people):
            return Withheld.TOO_FEW
        if sees_each(context) and len(scope.places) < LEAST_MEMBERS:
            context.saw(set(scope.people) - hidden_people(context))  # so few are as good as named
    return question_withheld(context, root, asked)


def people_shown(context: Context, people: int) -> int | None:
    """How many people, None for fewer than 5 to whoever may not see each person's numbers."""
    return context.viewer.people_shown(people)


def band_shown(context: Context, number: int) -> int:
    """A count of what people might do, by fives upwards for whoever may not see each person's numbers."""
    return -(-number // RANK_BAND) * RANK_BAND if rounds(context) else number


@dataclass(frozen=True, eq=False)
class MemberValues:
    """What an analysis measured of the people of one scope, as this viewer sees their mean."""

    snapshot: Snapshot
    places: Ints
    """The people of the scope, by their places in the snapshot."""
    everybody: bool

    def spread(self, key: str) -> Spread:
        """How a measure lies over all people of the snapshot; kept with it."""
        kept = _SPREADS.setdefault(self.snapshot, {})
        if key not in kept:
            kept[key] = Spread.of(self.snapshot.values[key])
        return kept[key]

    def _values(self, key: str) -> Floats | None:
        """The values of its people who have one, if these are enough."""
        if key not in self.snapshot.values:
            return None
        values = self.snapshot.values[key][self.places]
        values = values[~np.isnan(values)]
        return values if len(values) >= LEAST_MEMBERS or self.everybody else None

    def mean(self, key: str) -> Rounded | None:
        """The mean of a measure, if it is shown."""
        values = self._values(key)
        return None if values is None else self.spread(key).mean(values, everybody=self.everybody)

    def median(self, key: str) -> Rounded | None:
        """The median of a measure, of 5 people and more."""
        values = self._values(key)
        return None if values is None else self.spread(key).median(values)

    def withheld(self, key: str) -> Withheld:
        """Why the mean is not shown."""
        return Withheld.TOO_FEW if self._values(key) is None else Withheld.CONCENTRATED


def member_values(snapshot: Snapshot, people: Sequence[str], *, everybody: bool) -> MemberValues:
    """What a snapshot measured of these people, of everybody it covers."""
    if everybody:
        return MemberValues(snapshot, np.arange(len(snapshot.people)), True)
    found = sorted(place for one in people if (place := snapshot.place.get(one)) is not None)
    return MemberValues(snapshot, np.array(found, np.int64), False)


def ratio_shown(ratio: Ratio, influence: float) -> tuple[Ratio, Rounded | None]:
    """A share as such a viewer sees it, with what its interval is reckoned of.

    `influence` is what one person can add to its denominator; a number of people is told as it is.
    """
    if not ratio.denominator:
        return ratio, None
    one = max(influence, 1.0)
    shown = share_of_people(ratio.numerator / ratio.denominator, ratio.denominator / one)
    whole = ratio.denominator
    if one > 1:
        whole = max(1, round(rounded(whole, step_for(one))))
    return Ratio(round(shown.value * whole), whole), shown


def messages_spread(at: WindowView) -> Spread:
    """How the messages of a window lie over its people."""
    talk, people = at.view.participation, at.view.membership
    written = np.bincount(talk.person[at.rows], talk.count[at.rows], len(people.people))
    return Spread.of(written[people.measured].astype(np.float64))
