"""GraphQL type of a change that is told when it is made, and the stream of them."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import strawberry
from strawberry import UNSET

from api.execution.context import Context, LiveEvent
from api.nouns.change import OF_ALL, OF_ONE, Change
from api.nouns.conventions import CHANGES_A_READ, FRESH_READ
from api.types.cursors import to_cursor
from api.types.global_ids import from_global_id, id_in_argument
from api.types.page_arguments import places_of
from api.types.record_types import plain_field, plain_nested
from graph import records
from graph.errors import BadInput, NotFound
from graph.organisation.change_audience import (
    OF_GOALS,
    OF_LINKS,
    changes_at_goal,
    suggestions_around,
)
from graph.organisation.change_stream import ChangeStream, change_stream_of
from graph.store.filter_terms import Filter, Term
from graph.store.shared_poll import patiently


def cursor_of(change: records.Change) -> str:
    """The cursor of a change, as lists of changes have it: what `since` takes up again."""
    return to_cursor(places_of("changes", {})[0], change.id)


@strawberry.type(description="A change that was just made, or made since a cursor.")
class ChangeEvent:
    """The source is the record of the change."""

    cursor = plain_field(
        cursor_of,
        str,
        "Where it stands: with `since: CURSOR` the subscription goes on after it, on any connection.",
    )
    change = plain_nested(lambda root: root, Change, "What was changed.")


Matches = Callable[[ChangeStream, Sequence[records.Change]], Awaitable[Sequence[records.Change]]]


async def everything(
    _: ChangeStream, changes: Sequence[records.Change]
) -> Sequence[records.Change]:
    """All of them."""
    return changes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes a subscription tells of: `terms` that they pass, and what `of` picks among them."""

    terms: tuple[Term, ...] = ()
    of: Matches = field(default=everything)

    @property
    def place(self) -> str | None:
        """The place after which it begins; None: with what is made from now on."""
        for term in self.terms:
            assert isinstance(term, Filter)
            if term.property == "id":
                return str(term.value)
            if term.property == "at":
                return ""
        return None

    def passes(self, change: records.Change) -> bool:
        """Whether a change passes the terms."""
        return all(_passes(change, term) for term in self.terms)


def _passes(change: records.Change, term: Term) -> bool:
    assert isinstance(term, Filter)
    value, wanted = getattr(change, term.property), term.value
    match term.comparator:
        case "in":
            return isinstance(wanted, tuple) and value in wanted
        case "gte":
            return bool(value >= wanted)
    assert term.comparator == "gt", term
    return bool(value > wanted)


async def changes_stream(
    context: Context, given: Mapping[str, Any]
) -> AsyncGenerator[LiveEvent, None]:
    """The events of `changes`. Raises BadInput."""
    async for event in change_events(context, Wanted(OF_ALL.terms(given))):
        yield event


def _since(given: Mapping[str, Any], kinds: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms of changes of these kinds, after what is given as `since`."""
    return (*OF_ONE.terms({"since": given.get("since")}), Filter("kind", "in", kinds))


async def goal_activity(
    context: Context, given: Mapping[str, Any]
) -> AsyncGenerator[LiveEvent, None]:
    """The events of a goal. Raises BadInput, and NotFound for an unknown goal, unless one may have known it."""
    goal = id_in_argument(given["goal"], "Goal", "goal")
    terms = _since(given, OF_GOALS + OF_LINKS)
    begins = len(terms) == 1
    if begins and await context.node(records.Goal, goal) is None:
        raise NotFound("there is no such goal", remedy="pass the id of a goal", path=("goal",))
    below = given.get("include_descendants") is True

    async def of(log: ChangeStream, changes: Sequence[records.Change]) -> list[records.Change]:
        return await changes_at_goal(log, changes, goal, below=below)

    async for event in change_events(context, Wanted(terms, of)):
        yield event


AROUND = ("Person", "Group", "Goal", "Conversation")


async def link_suggestions(
    context: Context, given: Mapping[str, Any]
) -> AsyncGenerator[LiveEvent, None]:
    """The events of suggestions. Raises BadInput."""
    text, around = given.get("for_"), None
    if text is not None and text is not UNSET:
        around = from_global_id(str(text), "for")
        if around[0] not in AROUND:
            raise BadInput(
                f"`for` is the id of a {around[0]}",
                remedy="pass the id of a person, group, goal or conversation",
                path=("for",),
            )
        if around[0] == "Person":
            around = "Person", (await context.person_ids([around[1]]))[0]

    async def of(log: ChangeStream, changes: Sequence[records.Change]) -> list[records.Change]:
        return await suggestions_around(log, changes, around)

    async for event in change_events(context, Wanted(_since(given, OF_LINKS), of)):
        yield event


async def change_events(context: Context, wanted: Wanted) -> AsyncGenerator[LiveEvent, None]:
    """The changes that are wanted, each as whoever asks may read it by then; it never ends.

    Raises Unauthenticated once nobody may ask any more.
    """
    log = change_stream_of(context.store)
    start = wanted.place
    place = await patiently(log.latest) if start is None else start
    async with log.following():
        while True:
            after = place
            changes, place = await patiently(lambda: log.after(after, wanted.terms))  # noqa: B023
            passing = [change for change in changes if wanted.passes(change)]
            picked = await patiently(lambda: wanted.of(log, passing)) if passing else ()  # noqa: B023
            waiting = [change.id for change in picked]
            while waiting:
                now = await patiently(context.renewed)
                some, began = waiting[:CHANGES_A_READ], time.monotonic()
                found = await patiently(lambda: log.read(now.store, some))  # noqa: B023
                while some and time.monotonic() - began < FRESH_READ:
                    change = found.get(some.pop(0))
                    del waiting[0]
                    if change is not None:
                        yield LiveEvent(now.repeated(), change)
