"""The log of changes: what is changed of goals, links and people is written in the same transaction.

Before the first statement that may change something (`CHANGING`), and again at the end, the facts of
it are read; what differs is written down, in one order for the whole store and all processes. So
a change can neither be lost nor told without having been made, whoever made it in whichever way.

A fact is a kind (`graph.records.change_kinds`), another thing or nothing, and a value, each text.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from graph.keys import tombstone
from graph.records.change_kinds import ITEM_OF_KIND, NODE_OF_KIND
from graph.store.changing_statements import CHANGING, Named

Fact = tuple[str, str, str]
"""Kind, id of another thing or empty, value or empty."""
Run = Callable[[str, Mapping[str, object]], Awaitable[Sequence[tuple[Any, ...]]]]
"""Runs a statement inside the transaction; gives its rows."""

FACTS = {"Goal": "facts_of_goals", "Link": "facts_of_links", "Person": "facts_of_people"}
"""Label whose changes are told → the statement that reads the facts of such nodes."""
WORDS = {"Goal": "goal_title", "Link": "link_state"}
"""Label → the kind of fact by which what is new or gone is told."""
ERASED_WITH = {"Link": "links", "Person": "people"}
"""Label of what may be erased → the kind that its tombstone names."""
JOINT = "\x1f"


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes changes: a person, who was signed in, the source of an import.

    `untold`: the first import of all into an empty store is no change, but the beginning.
    """

    by: str | None = None
    recorded_by: str | None = None
    source: str | None = None
    untold: bool = False


NOBODY = Author()
author: ContextVar[Author] = ContextVar("author", default=NOBODY)
"""Who makes the changes of the current operation."""


@contextmanager
def changes_by(who: Author) -> Iterator[None]:
    """A block in which changes are made by somebody."""
    before = author.set(who)
    try:
        yield
    finally:
        author.reset(before)


@dataclass(frozen=True, slots=True)
class State:
    """How a thing is: its facts, whether an import has finished with it, and the talk of a link.

    `start` are the facts from before an import took it apart.
    """

    whole: bool
    start: frozenset[Fact] | None
    talk: str | None
    facts: frozenset[Fact]

    @classmethod
    def of(cls, whole: bool, start: Any, talk: str | None, facts: Iterable[Any]) -> State:
        """The state that a row says; facts without a value are none."""
        known = frozenset((kind, item, value) for kind, item, value in facts if value is not None)
        return cls(whole, None if start is None else _unpacked(start), talk, known)


@dataclass(slots=True)
class ChangeLog:
    """What one transaction changes."""

    run: Run
    by: str | None = None
    """The person in whose name it is done, where that is not the author."""
    _asked: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _before: defaultdict[str, dict[str, State]] = field(default_factory=lambda: defaultdict(dict))
    _erased: set[tuple[str, str]] = field(default_factory=set)

    async def look(self, name: str, params: Mapping[str, object]) -> None:
        """Read how everything is that a statement may change, unless that was read before."""
        if name not in CHANGING or author.get().untold:
            return
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for named in CHANGING[name]:
            for label, id_ in await self._named(named, params):
                wanted[label].add(id_)
                if named.erases:
                    self._erased.add((label, id_))
        for label, ids in wanted.items():
            new = ids - self._asked[label]
            if new:
                self._asked[label] |= new
                self._before[label] = await self._states(label, new) | self._before[label]

    async def _named(self, named: Named, params: Mapping[str, object]) -> Iterable[tuple[str, str]]:
        """Label and id of what a statement may change by one of its parameters."""
        ids = _ids(named.column, params)
        if not named.around:
            return [(named.label, id_) for id_ in ids]
        rows = await self.run(named.around, {"ids": sorted(ids)}) if ids else []
        return [(label, id_) for label, id_ in rows]

    async def _states(self, label: str, ids: Collection[str]) -> dict[str, State]:
        rows = await self.run(FACTS[label], {"ids": sorted(ids)})
        return {id_: State.of(*rest) for id_, *rest in rows}

    async def write(self) -> None:
        """Write down what has changed, as the last thing that the transaction does."""
        rows: list[dict[str, Any]] = []
        starts: list[dict[str, Any]] = []
        ended: list[str] = []
        for label, asked in sorted(self._asked.items()):
            before = self._before[label]
            after = await self._states(label, asked | before.keys())
            for id_ in sorted(before.keys() | after.keys()):
                old, new = before.get(id_), after.get(id_)
                start = None if old is None else old.start
                if new is not None and not new.whole:
                    if start is None:
                        starts.append({"id": id_, "facts": _packed(old.facts if old else ())})
                    continue
                if start is not None:
                    ended.append(id_)
                rows += self._rows(label, id_, old, new)
        if starts:
            await self.run("save_change_starts", {"rows": starts})
        if ended:
            await self.run("remove_change_starts", {"ids": ended})
        if rows:
            await self.run("save_changes", self._numbered(rows))

    def _rows(
        self, label: str, id_: str, old: State | None, new: State | None
    ) -> Iterator[dict[str, Any]]:
        """The changes of one thing, None where it was not or is not there."""
        before = None if old is None else old.facts
        if old is not None and old.start is not None:
            before = old.start or None
        after = None if new is None else new.facts
        state = new or old
        subject, talk = f"{label} {id_}", None if state is None else state.talk
        if new is None and (label, id_) in self._erased:
            subject, talk = f"{label} {tombstone(ERASED_WITH[label], id_)}", None
        if before is not None and after is not None:
            for kind, item, value, other in differences(before, after):
                yield _row(kind, subject, item, value, other, talk)
        elif before is not None or after is not None:
            there = after if before is None else before
            words = next((word for kind, _, word in there or () if kind == WORDS.get(label)), None)
            kind = f"{label.lower()}_{'created' if before is None else 'removed'}"
            old_words, new_words = (None, words) if before is None else (words, None)
            yield _row(kind, subject, "", old_words, new_words, talk)

    def _numbered(self, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """The parameters of `save_changes`."""
        who = author.get()
        common = {
            "at": datetime.now(UTC).isoformat(),
            "by": self.by or who.by,
            "recorded_by": who.recorded_by,
            "source": who.source,
        }
        numbered = [row | common | {"number": f"{n:07d}"} for n, row in enumerate(rows, 1)]
        first = time.time_ns() // 1_000_000
        return {"rows": numbered, "stamp": uuid4().hex, "first": first}


def _ids(column: str, params: Mapping[str, Any]) -> set[str]:
    """The ids that a parameter names: `ids`, or a column of `rows`."""
    found = params[column] if column == "ids" else [row[column] for row in params["rows"]]
    return {id_ for id_ in found if id_ is not None}


def _packed(facts: Iterable[Fact]) -> list[str]:
    return sorted(JOINT.join(fact) for fact in facts)


def _unpacked(texts: Iterable[str]) -> frozenset[Fact]:
    parts = (text.split(JOINT, 2) for text in texts)
    return frozenset((kind, item, value) for kind, item, value in parts)


def differences(
    before: frozenset[Fact], after: frozenset[Fact]
) -> Iterator[tuple[str, str, str | None, str | None]]:
    """What differs: kind, item, from and to. One that went and one that came are one change.

    >>> one, two = ("goal_owner", "acme/ada", ""), ("goal_owner", "acme/bob", "")
    >>> list(differences(frozenset({one}), frozenset({two})))
    [('goal_owner', '', 'acme/ada', 'acme/bob')]
    """
    gone, come = _by_place(before - after), _by_place(after - before)
    for kind, item in sorted(gone.keys() | come.keys()):
        old, new = gone.get((kind, item), []), come.get((kind, item), [])
        if len(old) == 1 and len(new) == 1:
            yield kind, item, old[0], new[0]
        else:
            yield from ((kind, item, value, None) for value in old)
            yield from ((kind, item, None, value) for value in new)


def _by_place(facts: Iterable[Fact]) -> dict[tuple[str, str], list[str]]:
    """What is said, by kind and the thing that it is said of."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, item, value in sorted(facts):
        is_node = kind in NODE_OF_KIND
        found.setdefault((kind, "" if is_node else item), []).append(item if is_node else value)
    return found


def _row(
    kind: str, subject: str, item: str, before: str | None, after: str | None, talk: str | None
) -> dict[str, Any]:
    """A change as it is kept: people are relationships, so that who is erased is named no more."""
    of_people = NODE_OF_KIND.get(kind) == "Person"
    return {
        "kind": kind,
        "subject": subject,
        "item_id": item if kind in ITEM_OF_KIND else None,
        "before": None if of_people else before,
        "after": None if of_people else after,
        "from_account": before if of_people else None,
        "to_account": after if of_people else None,
        "talk": talk,
    }
