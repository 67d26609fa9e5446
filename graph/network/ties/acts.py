"""All acts that a question is about: contact from talk, help from talk and needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from graph.measures.ties.tie_strength import Interactions
from graph.network.ties.help import (
    HelpActs,
    add_introductions,
    add_known_introductions,
    needs_from,
    with_help,
)
from graph.network.ties.interaction_cells import TalkCells, talk_from
from graph.network.ties.stored_cells import save_interactions, stored_interactions
from graph.organisation.totals import network_totals
from graph.store.driver import Store


@dataclass(frozen=True, eq=False)
class Acts(TalkCells):
    """The cells of contact and help, and what was counted on the way."""

    help: HelpActs = field(default_factory=HelpActs)


Introductions = Callable[[], Awaitable[list[tuple[str, str, list[str]]]]]
"""The introductions of all talk: who, to whom, messages."""


async def acts_of_all(
    store: Store, left_out: Collection[str], progress: Callable[[int], None] = lambda _: None
) -> Acts:
    """The acts of everybody in all talk."""
    talk = await talk_from(
        store.stream("interactions"),
        left_out=left_out,
        progress=progress,
        people=(await network_totals(store)).people,
    )
    help = await needs_from(store.stream("needs_helped"), left_out)
    add_introductions(help, talk)
    return _acts(talk, help)


async def acts_for_goal(
    store: Store,
    goal: str,
    left_out: Collection[str],
    introductions: Introductions | None,
    progress: Callable[[int], None] = lambda _: None,
) -> Acts:
    """The acts in talk that advances a goal or what supports it, and in needs about these.

    `introductions` gives those of all talk, which tells who had had to do with each other before.
    Without it no introductions are looked for.
    """
    rows = store.stream("interactions_for_goal", goal=goal)
    people = (await network_totals(store)).people
    talk = await talk_from(rows, left_out=left_out, progress=progress, people=people)
    help = await needs_from(store.stream("needs_helped_for_goal", goal=goal), left_out)
    if introductions is not None and talk.namings:
        add_known_introductions(help, talk.namings, await introductions())
    return _acts(talk, help)


def _acts(talk: TalkCells, help: HelpActs) -> Acts:
    return Acts(
        with_help(talk.cells, help),
        talk.messages,
        talk.skipped_threads,
        talk.namings,
        talk.shown,
        talk.in_person,
        help,
    )


async def acts_stored(store: Store) -> Interactions:
    """The cells of all talk as the latest analysis of all talk left them."""
    return await stored_interactions(store.stream("interaction_cells"), store.stream("help_cells"))


async def introductions_stored(
    store: Store, left_out: Collection[str] | None = None
) -> list[tuple[str, str, list[str]]]:
    """The introductions of all talk, as the latest analysis of all talk stored them.

    With `left_out`, the acts of all talk are made and saved where none are stored yet.
    """
    known, found = (await store.rows("introductions"))[0]
    if not known and left_out is not None:
        await save_acts(store, await acts_of_all(store, left_out))
        found = (await store.rows("introductions"))[0][1]
    return [(who, whom, messages) for who, whom, messages in found]


async def save_acts(
    store: Store, acts: Acts, progress: Callable[[int], None] = lambda _: None
) -> None:
    """Save the acts of all talk: afterwards the store holds exactly these."""
    messages = {**acts.shown, **acts.help.messages}
    await save_interactions(store, acts.cells, messages, progress)


__all__ = [
    "Acts",
    "acts_for_goal",
    "acts_of_all",
    "acts_stored",
    "introductions_stored",
    "save_acts",
]
