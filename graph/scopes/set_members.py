"""The people of sets that an asker put together, as a list of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.goals.alignment.cache import organisation_cache_of
from graph.network.communities import people_of_community
from graph.records import Person
from graph.records.window import EPOCH, Window
from graph.scopes.people_set import PeopleSet
from graph.scopes.set_talk import set_scope
from graph.store.driver import Store
from graph.store.keyset_pages import Slice, pages, totals
from graph.store.statement_lists import DayList
from graph.store.where import Page

SET_LABEL = "PeopleSet"


async def set_of_id(store: Store, text: str) -> PeopleSet | None:
    """The set with this id, the people of its community read; None where the text is no set's id."""
    found = PeopleSet.of_id(text)
    return None if found is None else await with_community(store, found)


async def with_community(store: Store, wanted: PeopleSet) -> PeopleSet:
    """The set with the people of its community; an unknown community has none."""
    if wanted.community is None:
        return wanted
    analysis, _, number = wanted.community.rpartition("#")
    if not (analysis and number.isdecimal() and len(number) < 10):
        return wanted
    people = await people_of_community(store, analysis, int(number))
    return replace(wanted, of_community=tuple(people))


@dataclass(frozen=True)
class SetMembers(DayList[Person]):
    """The list of a set's people on a day; parents are the ids of sets."""

    async def pages(
        self, store: Store, parents: Sequence[str], asked: Page
    ) -> dict[str, Slice[Person]]:
        """A page of each set's people, in one statement."""
        people = await _people(store, parents, self.day)
        params: dict[str, Any] = {"people": people}
        return await pages(store, self.name, parents, asked, self.node, self.link, **params)

    async def totals(self, store: Store, parents: Sequence[str], asked: Page) -> dict[str, int]:
        """How many people of each set pass the page's filters, in one statement."""
        more: dict[str, Any] = {"people": await _people(store, parents, self.day)}
        return await totals(store, self.name, parents, asked, **more)

    async def people(self, store: Store, parent: str) -> list[str]:
        """The ids of a set's people."""
        return (await _people(store, [parent], self.day))[parent]


people_of_sets = SetMembers("people_of_sets", Person)


async def _people(store: Store, parents: Sequence[str], day: date | None) -> dict[str, list[str]]:
    window = Window() if day is None else Window(until=(day - EPOCH).days + 1)
    view = await organisation_cache_of(store).view()
    found = {}
    for parent in parents:
        wanted = await set_of_id(store, parent)
        found[parent] = list(set_scope(view, wanted, window).people) if wanted else []
    return found
