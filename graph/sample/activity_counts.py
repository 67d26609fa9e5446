"""What everybody has done so far, as few numbers a person: enough to know what planting must outweigh.

Memory grows with people and quarters, never with messages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.sample.clock import DAY, Clock, quarter_of
from graph.sample.company import Goal, Group, Person

UNLINKED = ("suggested", "none")
MARKED = ("hashtag", "tag", "title")
"""Ways in which talk is linked to its goal at once."""
SETTLED_DAYS = 45
"""Days after which a link that somebody confirms has nearly always been confirmed."""


class TalkTallies:
    """Counts by person; of questions and solutions by person and quarter."""

    def __init__(self, clock: Clock, groups: Iterable[Group]) -> None:
        self._first = clock.first_day
        self._settled = clock.end - SETTLED_DAYS * DAY
        self._sizes = _sizes(groups)
        self._days: dict[str, int] = {}
        self.asked: Counter[tuple[str, int]] = Counter()
        """Messages that may be questions."""
        self.solved: Counter[tuple[str, int]] = Counter()
        """Accepted answers and needs solved, by each who had a part in them."""
        self.proposed: Counter[str] = Counter()
        """Experiments."""
        self.needed: Counter[str] = Counter()
        """How many people may have needed what somebody shared, thing by thing: hardly fewer did."""
        self._wrote: dict[tuple[str, str], int] = {}
        """Group and goal → the first second at which it surely wrote in talk of the goal."""

    def note_message(
        self, author: Person, at: int, *, asks: bool, things: int, goal: Goal | None, way: str
    ) -> None:
        """Note a message: whether it may ask, how many things it carries, and the goal of its talk."""
        day = at // DAY
        self._days[author.id] = self._days.get(author.id, 0) | 1 << max(0, day - self._first)
        self.asked[author.id, quarter_of(day)] += asks
        self.needed[author.id] += things
        if goal is None or way in UNLINKED:
            return
        for group in goal.groups:
            if self._wrote.get((group.id, goal.id), at) >= at:
                self.needed[author.id] += things * self._sizes[group.id]
        if way in MARKED or at < self._settled:
            pursuing = {group.id for group in goal.groups}
            for seat in author.seats:
                for above in _with_parents(seat.group):
                    if above.id in pursuing:
                        key = above.id, goal.id
                        self._wrote[key] = min(at, self._wrote.get(key, at))

    def note_solved(self, people: Iterable[Person], at: int) -> None:
        """Note that each of these had a part in a solution."""
        for person in people:
            self.solved[person.id, quarter_of(at // DAY)] += 1

    def active_days(self, people: Iterable[Person]) -> int:
        """On how many days each of these wrote, together."""
        return sum(self._days.get(person.id, 0).bit_count() for person in people)

    def needed_of(self, people: Iterable[Person]) -> int:
        """How many people may have needed what these shared."""
        return sum(self.needed[person.id] for person in people)

    def asked_and_solved(
        self, people: Sequence[Person], quarter: int | None = None
    ) -> tuple[int, int]:
        """How many questions these asked and solutions they had a part in, in one quarter or all."""
        ids = {person.id for person in people}
        asked, solved = (
            sum(n for (id_, at), n in one.items() if id_ in ids and quarter in (None, at))
            for one in (self.asked, self.solved)
        )
        return asked, solved


def _sizes(groups: Iterable[Group]) -> dict[str, int]:
    """Group → how many belong to it or to a part of it at any time."""
    inside: dict[str, set[str]] = {}
    for group in groups:
        for above in _with_parents(group):
            inside.setdefault(above.id, set()).update(seat.person.id for seat in group.seats)
    return {id_: len(people) for id_, people in inside.items()}


def _with_parents(group: Group) -> Iterable[Group]:
    """A group and what it is part of."""
    above: Group | None = group
    while above is not None:
        yield above
        above = above.parent
