"""What suggestions read from the store."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Sequence,
)
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from graph.errors import BadInput
from graph.goals.conventions import (
    DESCRIPTION_CHARACTERS,
    GLANCE_AT_TALK,
    KNOWN_TALK,
    LINKED_GOALS,
    WHOLE_TALK,
)
from graph.goals.linking.signatures import without_signature
from graph.goals.linking.texts import GoalText, Talk
from graph.records.enums import LinkState
from graph.store.driver import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a conversation is read: characters of a message, messages, characters in all."""

    longest: int
    messages: int
    most: int


WHOLE = Reach(*WHOLE_TALK)
"""Of a conversation that goals are looked for in."""
KNOWN = Reach(*KNOWN_TALK)
"""Of one whose goals are confirmed, to learn from."""
GLANCE = Reach(*GLANCE_AT_TALK)
"""Of one that shows how common words are."""
GOALS_A_ROW = 2000
END_OF_MESSAGE = "\x1e"
"""What the statement puts after the text of each message."""


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link as it stands; `machine`: the machine's word is the latest, no person's or import's."""

    conversation: str
    goal: str
    state: str
    method: str | None
    score: float | None
    reasons: list[str]
    version: int
    machine: bool


@dataclass(frozen=True, slots=True)
class UnseenLink:
    """A link in a version that suggestions have not looked at, and the talk that it matters to."""

    id: str
    version: int
    conversation: str
    answered_in: list[str]


async def stored_goals(store: Store) -> tuple[list[GoalText], dict[str, str | None]]:
    """All goals by id, and the hash of what suggestions read of each the last time.

    Raises BadInput where there are more than LINKED_GOALS.
    """
    goals, stamps = list[GoalText](), dict[str, str | None]()
    ((ids, _),) = [row async for row in store.stream("linkable_goals")]
    longest = next((longest for most, longest in DESCRIPTION_CHARACTERS if len(ids) <= most), None)
    if longest is None:
        raise BadInput(
            f"there are {len(ids):,} goals; talk is compared with {LINKED_GOALS:,} at most",
            remedy="remove goals that nobody pursues any more, or link with `linkConversations`",
        )
    for start in range(0, len(ids), GOALS_A_ROW):
        batch = ids[start : start + GOALS_A_ROW]
        async for (rows,) in store.stream("goals_to_link", ids=batch, longest=longest):
            for *columns, stamp in rows:
                goal = GoalText(*columns)
                goals.append(goal)
                stamps[goal.id] = stamp
    return goals, stamps


async def number_of_open_goals(store: Store) -> int:
    """How many goals may be suggested."""
    return sum([number async for _, number in store.stream("linkable_goals")])


def stamp_of(goal: GoalText, results: Sequence[str]) -> str:
    """Hash of everything that suggestions read of a goal; `results` are titles of what supports it."""
    dates = [str(goal.starts_on), str(goal.due_on)]
    content: list[Any] = [goal.title, goal.description, goal.tags, goal.synonyms, goal.parents]
    content += [goal.groups, goal.owners, dates, goal.closed, sorted(results)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def stamps_of(goals: Sequence[GoalText]) -> dict[str, str]:
    """The hash of what is read of each goal."""
    results: dict[str, list[str]] = {}
    for goal in goals:
        for parent in goal.parents:
            results.setdefault(parent, []).append(goal.title)
    return {goal.id: stamp_of(goal, results.get(goal.id, ())) for goal in goals}


async def talk_to_link(store: Store, ids: Collection[str], reach: Reach = WHOLE) -> list[Talk]:
    """The conversations with these ids that are there and not private, by id."""
    talks = []
    rows = store.stream("talk_to_link", ids=sorted(ids), **asdict(reach))
    async for id_, title, tags, group, text, refs, people, answers, first, last in rows:
        text = "\n".join(without_signature(one) for one in text.split(END_OF_MESSAGE))
        days = (first, last) if first and last else None
        every = list(dict.fromkeys(ref for of_message in refs for ref in of_message))
        talks.append(Talk(id_, title, tags, every, text, group, people, answers, days))
    return talks


async def links_of_talk(store: Store, ids: Collection[str]) -> list[StoredLink]:
    """The links of these conversations."""
    return [StoredLink(*row) async for row in store.stream("links_of_talk", ids=sorted(ids))]


def confirmed_goals(links: Iterable[StoredLink]) -> dict[str, frozenset[str]]:
    """Conversation → the goals that it is confirmed to advance; no other link counts."""
    goals_of_talk: dict[str, set[str]] = {}
    for link in links:
        if link.state == LinkState.CONFIRMED:
            goals_of_talk.setdefault(link.conversation, set()).add(link.goal)
    return {conversation: frozenset(goals) for conversation, goals in goals_of_talk.items()}


async def unseen_links(store: Store) -> list[UnseenLink]:
    """The links that were decided since suggestions last looked."""
    return [UnseenLink(*row) async for row in store.stream("unseen_links")]


async def linkable(store: Store) -> list[str]:
    """The ids of all conversations that are not private, in order."""
    return [id_ async for (ids,) in store.stream("linkable_conversations") for id_ in ids]


async def in_parts(
    ids: Sequence[str], size: int, read: Callable[[Sequence[str]], Awaitable[T]]
) -> AsyncIterator[T]:
    """What `read` gives for each so many ids, the next being read while one is worked on."""
    parts = [ids[start : start + size] for start in range(0, len(ids), size)]
    coming: list[asyncio.Future[T]] = []
    try:
        for part in [*parts, None]:
            if part is not None:
                coming.append(asyncio.ensure_future(read(part)))
            if len(coming) > 1 or (part is None and coming):
                yield await coming.pop(0)
    finally:
        for task in coming:
            task.cancel()


async def ids_of(store: Store, statement: str, /, **params: object) -> list[str]:
    """The ids that a statement answers, in its order."""
    return [row[0] async for row in store.stream(statement, **params)]
