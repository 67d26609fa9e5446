"""How keys spread, post by post as the rules say it: what `graph/ledger/events/diffusion.py` is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import CONFIRMED_DAYS
from graph.ledger.credits import UNITS
from graph.ledger.events.solve import question_of_answers
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.packed_lists import Lists
from graph.records.window import DAY


@dataclass(frozen=True, slots=True)
class Post:
    """A message that carries a key."""

    message: int
    day: int
    author: int
    group: str | None
    readers: Ints
    """By number, in order."""


class Audience:
    """The readers of messages."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        talk = facts.talk
        size = len(talk.ids["messages"])
        self._addressed = [
            Lists.of(size, talk.column(name, "message"), talk.column(name, "person"))
            for name in ("receivers", "mentions")
        ]
        self._present = Lists.of(
            len(talk.ids["conversations"]),
            talk.column("participants", "conversation"),
            talk.column("participants", "person"),
        )
        self._group = talk.column("conversations", "group")
        self._known: dict[tuple[int, int], Ints] = {}

    def group(self, message: int) -> str | None:
        """The group where the talk of a message is held."""
        group = int(self._group[self._facts.conversation[message]])
        return self._facts.talk.ids["groups"][group] if group >= 0 else None

    def post(self, message: int) -> Post:
        """A message with its readers."""
        facts = self._facts
        day, author = int(facts.day[message]), int(facts.author[message])
        talk = int(facts.conversation[message])
        readers = self._of_talk(talk, day)
        named = [lists[message] for lists in self._addressed if len(lists[message])]
        if named:
            readers = np.unique(np.concatenate([readers, *named]))
        readers = readers[facts.counted(readers) & (readers != author)]
        return Post(message, day, author, self.group(message), readers)

    def _of_talk(self, talk: int, day: int) -> Ints:
        """Who took part in talk, or belongs to the group where it is held."""
        if (talk, day) not in self._known:
            parts = [self._present[talk]]
            group = int(self._group[talk])
            if group >= 0:
                name = self._facts.talk.ids["groups"][group]
                parts.append(self._facts.organisation.members(name, day))
            self._known.clear()
            self._known[talk, day] = np.unique(np.concatenate(parts))
        return self._known[talk, day]


@dataclass(frozen=True, eq=False)
class Carriage:
    """Which messages carry which keys: rows in the order of key, time and message."""

    key: Ints
    message: Ints
    goals: Sequence[str]
    """The goals among the keys; their numbers follow those of refs."""
    refs: int

    def goal(self, key: int) -> str | None:
        """The goal that a key is; None for a ref."""
        return self.goals[key - self.refs] if key >= self.refs else None

    @cached_property
    def _starts(self) -> Ints:
        new = np.ones(len(self.key), np.bool_)
        new[1:] = self.key[1:] != self.key[:-1]
        return np.flatnonzero(new)

    def __iter__(self) -> Iterator[tuple[int, Ints]]:
        """Each key with the messages that carry it, in order of time."""
        ends = np.append(self._starts[1:], len(self.key))
        for start, end in zip(self._starts.tolist(), ends.tolist(), strict=bool(len(self.key))):
            yield int(self.key[start]), self.message[start:end]


def carriage(facts: Facts) -> Carriage:
    """What every message carries; those without a known person as author carry too.

    A goal is carried by the first message of talk that advances it, and by those that address somebody.
    """
    talk = facts.talk
    first = np.unique(facts.conversation, return_index=True)[1]
    carrying = np.zeros(len(facts.author), np.bool_)
    carrying[first] = True
    for name in ("receivers", "mentions"):
        carrying[talk.column(name, "message")] = True
    goals = sorted({goal for one in np.unique(facts.goals) for goal in facts.sets.sets[one]})
    number = {goal: place for place, goal in enumerate(goals)}
    sets = [
        np.array([number[goal] for goal in sorted(one) if goal in number], np.int64)
        for one in facts.sets.sets
    ]
    refs = len(talk.ids["keys"])
    rows = np.flatnonzero(carrying & (facts.goals[facts.conversation] > 0))
    of_goals = [sets[one] + refs for one in facts.goals[facts.conversation[rows]].tolist()]
    sizes = np.array([len(one) for one in of_goals], np.int64)
    key = np.concatenate([talk.column("refs", "ref"), *of_goals])
    message = np.concatenate([talk.column("refs", "message"), np.repeat(rows, sizes)])
    kept = (facts.author[message] < 0) | facts.counted(facts.author[message])
    second = talk.column("messages", "second")
    order = np.flatnonzero(kept)
    order = order[np.lexsort((message[order], second[message[order]], key[order]))]
    return Carriage(key[order], message[order], goals, refs)


class NeedSets:
    """Who needs a message.

    Members of groups that pursue a goal of its talk and of whom nobody had written in talk of that
    goal before; and who asks: the asker of a question that the message answers, and of needs raised
    in its talk before that nobody had solved. Not its author.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._second = facts.talk.column("messages", "second")
        self._entered = self._first_talk()
        self._asking = self._askers_of_answers()
        self._needs = self._open_needs()

    def of(self, post: Post, goals: Collection[str]) -> list[tuple[int, Ints]]:
        """The people who need a post for one of these goals: sets of goals, each with who needs them.

        Who asks needs all of them.
        """
        facts, talk = self._facts, int(self._facts.conversation[post.message])
        now = int(self._second[post.message])
        parts = [
            (facts.sets.number([goal]), facts.organisation.members(group, post.day))
            for goal in sorted(goals)
            for group in facts.organisation.pursuers.get(goal, ())
            if self._entered.get((group, goal), now) >= now
        ]
        asking = set(self._asking.get(post.message, ()))
        for began, ended, asker in self._needs.get(talk, ()):
            if began <= now and (ended is None or ended >= now):
                asking.add(asker)
        if asking:
            parts.append((facts.sets.number(goals), np.array(sorted(asking), np.int64)))
        return [(number, people[people != post.author]) for number, people in parts]

    def _first_talk(self) -> dict[tuple[str, str], int]:
        """Group and goal → the second at which a member first wrote in talk of the goal."""
        facts, found = self._facts, dict[tuple[str, str], int]()
        rows = np.flatnonzero((facts.goals[facts.conversation] > 0) & facts.counted(facts.author))
        wanted = facts.organisation.pursuers
        for row in rows[np.argsort(self._second[rows], kind="stable")].tolist():
            for goal in facts.sets.sets[int(facts.goals[facts.conversation[row]])]:
                for group in wanted.get(goal, ()):
                    if (group, goal) not in found:
                        members = facts.organisation.members(group, int(facts.day[row]))
                        place = np.searchsorted(members, facts.author[row])
                        if place < len(members) and members[place] == facts.author[row]:
                            found[group, goal] = int(self._second[row])
        return found

    def _askers_of_answers(self) -> dict[int, set[int]]:
        """Message → who asked what it answers."""
        found: dict[int, set[int]] = defaultdict(set)
        question = question_of_answers(self._facts)
        message, _, asker, *_ = self._facts.talk.tables["answers"].T
        for row in np.flatnonzero(question >= 0).tolist():
            found[int(message[row])].add(int(asker[row]))
        return found

    def _open_needs(self) -> dict[int, list[tuple[int, int | None, int]]]:
        """Conversation → the needs raised in it: second asked, second solved, asker."""
        facts, found = self._facts, defaultdict[int, list[tuple[int, int | None, int]]](list)
        for need in facts.needs:
            talk = facts.conversation_index.get(need[10])
            known = need[5] in facts.index and need[5] not in facts.programs
            if talk is not None and known and need[2] is not None:
                found[talk].append((need[2], need[4], facts.index[need[5]]))
        return found


Part = tuple[int, Ints]
"""A set of goals, and people for whom an event counts for these."""


class Tally:
    """Events by message; the goals of a message are one key, so what counts for several counts once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self._pending: dict[tuple[str, int], list[Part]] = defaultdict(list)

    def add(self, name: str, message: int, parts: Sequence[Part]) -> None:
        """Count each person of these parts once, for all goals of their parts."""
        people, numbers = self._facts.sets.united(parts)
        if len(people):
            for number, count in zip(*np.unique(numbers, return_counts=True), strict=True):
                self._rows[name].append((message, int(number), int(count)))

    def keep(self, name: str, message: int, parts: Sequence[Part]) -> None:
        """Count these when all goals of the message have been looked at."""
        self._pending[name, message] += [part for part in parts if len(part[1])]

    def rows(self) -> dict[str, Rows]:
        """The rows of each column: so many events to the author of each message."""
        for (name, message), parts in self._pending.items():
            self.add(name, message, parts)
        self._pending.clear()
        return {name: self._of_messages(rows) for name, rows in self._rows.items()}

    def _of_messages(self, rows: Sequence[tuple[int, int, int]]) -> Rows:
        facts = self._facts
        message, goals, count = np.array(rows, np.int64).reshape(-1, 3).T
        ends = facts.day[message], facts.author[message], -1
        return Rows.of(*ends, goals, count * UNITS, facts.shown_by(message))


def diffusion_post_by_post(facts: Facts) -> dict[str, Rows]:
    """The columns of S1, S2, S3 and S5."""
    tally, audience = Tally(facts), Audience(facts)
    confirmed, needed = Confirmations(facts), NeedSets(facts)
    carried = carriage(facts)
    exposed = np.zeros(len(facts.people) + 1, np.bool_)
    for key, messages in carried:
        goal = carried.goal(key)
        met: list[Ints] = []
        places: dict[str | None, set[int]] = {}
        for message in messages.tolist():
            post = audience.post(message)
            whole = int(facts.goals[facts.conversation[message]])
            goals = facts.sets.sets[whole]
            if goal is None or goal == min(goals):
                tally.add("S1.exposure", message, [(whole, post.readers)])
                tally.add("S5.exposure", message, needed.of(post, goals))
            number = whole if goal is None else facts.sets.number([goal])
            count = tally.add if goal is None else tally.keep
            novel = post.readers[~exposed[post.readers]]
            count("S1.value", message, [(number, novel)])
            count("S2.value", message, [(number, confirmed.among(post, novel))])
            needing = needed.of(post, goals if goal is None else [goal])
            count("S5.value", message, [(one, _common(who, novel)) for one, who in needing])
            for name in _carries(post, places):
                count(name, message, [(number, np.array([post.author], np.int64))])
            reached = np.append(novel, post.author) if post.author >= 0 else novel
            exposed[reached] = True
            met.append(reached)
            _note(places, post, reached)
        exposed[np.concatenate(met)] = False
    return tally.rows()


def _carries(post: Post, places: dict[str | None, set[int]]) -> Iterator[str]:
    """Whether a post carries what its author has met in another group; and whether its group had lacked it."""
    if post.author < 0 or post.group is None:
        return
    elsewhere = any(
        post.author in people
        for group, people in places.items()
        if group is not None and group != post.group
    )
    if elsewhere and post.author not in places.get(post.group, ()):
        yield "S3.exposure"
        if post.group not in places:
            yield "S3.value"


def _note(places: dict[str | None, set[int]], post: Post, reached: Ints) -> None:
    """Note in which group these people met the key first."""
    places.setdefault(post.group, set()).update(reached.tolist())


def _common(one: Ints, other: Ints) -> Ints:
    return np.intersect1d(one, other, assume_unique=True)


class Confirmations:
    """Who replied or reacted to messages, not before them and soon."""

    def __init__(self, facts: Facts) -> None:
        talk = facts.talk
        second = talk.column("messages", "second")
        reply, target = talk.column("replies", "message"), facts.pointed("replies", "target")
        reacted = talk.column("reactions", "message")
        message = np.concatenate([target, reacted])
        person = np.concatenate([facts.author[reply], talk.column("reactions", "person")])
        at = np.concatenate([second[reply], talk.column("reactions", "second")])
        soon = message >= 0
        waited = at[soon] - second[message[soon]]
        soon[soon] = (waited >= 0) & (waited <= CONFIRMED_DAYS * DAY)
        soon &= person >= 0
        self._lists = Lists.of(len(second), message[soon], person[soon])

    def among(self, post: Post, readers: Ints) -> Ints:
        """Which of these readers confirmed a post."""
        return _common(np.unique(self._lists[post.message]), readers)
