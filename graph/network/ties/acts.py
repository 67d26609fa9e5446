"""All acts that a question is about: contact from talk, help from talk and needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace

from graph.measures.ties.ties import Interactions
from graph.network.ties.help import Help, introduced, needs_from, with_help
from graph.network.ties.interaction_cells import Talk, talk_from
from graph.network.ties.stored_cells import save_interactions, stored_interactions
from graph.store.driver import Store


@dataclass(frozen=True, eq=False)
class Acts(Talk):
    """The cells of contact and help, and what was counted on the way."""

    help: Help = field(default_factory=Help)


Contact = Callable[[], Awaitable[Interactions]]


async def acts_of_all(
    store: Store, left_out: Collection[str], progress: Callable[[int], None] = lambda _: None
) -> Acts:
    """The acts of everybody in all talk."""
    talk = await talk_from(store.stream("interactions"), left_out=left_out, progress=progress)
    needs = await needs_from(store.stream("needs_helped"), left_out)
    return _acts(talk, needs, talk.cells)


async def acts_for_goal(
    store: Store,
    goal: str,
    left_out: Collection[str],
    contact: Contact | None,
    progress: Callable[[int], None] = lambda _: None,
) -> Acts:
    """The acts in talk that advances a goal or what supports it, and in needs about these.

    `contact` gives the cells of all talk: they tell who had had to do with each other before.
    Without it no introductions are looked for.
    """
    rows = store.stream("interactions_for_goal", goal=goal)
    talk = await talk_from(rows, left_out=left_out, progress=progress)
    needs = await needs_from(store.stream("needs_helped_for_goal", goal=goal), left_out)
    if contact is None or not talk.namings:
        return _acts(replace(talk, namings=()), needs, talk.cells)
    return _acts(talk, needs, await contact())


def _acts(talk: Talk, help: Help, contact: Interactions) -> Acts:
    introduced(help, talk.namings, contact)
    return Acts(
        with_help(talk.cells, help), talk.messages, talk.skipped_threads, talk.namings, help
    )


async def acts_stored(store: Store) -> Interactions:
    """The cells of all talk as the latest analysis of all talk left them."""
    return await stored_interactions(store.stream("interacted"), store.stream("helped"))


async def contact_stored(store: Store, left_out: Collection[str]) -> Interactions:
    """The stored cells of all talk; where none are stored yet, they are made and saved."""
    cells = await acts_stored(store)
    if not len(cells.days):
        acts = await acts_of_all(store, left_out)
        await save_acts(store, acts)
        return acts.cells
    return cells


async def save_acts(
    store: Store, acts: Acts, progress: Callable[[int], None] = lambda _: None
) -> None:
    """Nothing; afterwards the store holds exactly these acts of all talk."""
    await save_interactions(store, acts.cells, acts.help.messages, progress)


__all__ = ["Acts", "acts_for_goal", "acts_of_all", "acts_stored", "contact_stored", "save_acts"]
