"""The lists and single relations of the model: a statement's name with the records it returns.

    members_of_groups = NodeList("members_of_groups", Person, Membership)
    author_of_messages = NodeOne("author_of_messages", Person)

stands in the noun's module; the statement of that name answers for many parents at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Self, TypeVar

from graph.records.base import NodeRecord, Record, records_from
from graph.store.driver import Store
from graph.store.keyset_pages import Edge, NoProperties, Slice, page, pages, total, totals
from graph.store.read_policy import statement_text
from graph.store.where import Page

N = TypeVar("N", bound=NodeRecord)


@dataclass(frozen=True)
class RootList(Generic[N]):
    """All nodes of a label; columns of the statement: cursor, the link's fields, the node's fields."""

    name: str
    node: type[N]
    link: type[Record] = NoProperties

    async def page(self, store: Store, request: Page, **params: object) -> Slice[N]:
        """One page of the list."""
        return await page(store, self.name, self.node, request, self.link, **params)

    async def total(self, store: Store, request: Page, **params: object) -> int:
        """How many nodes pass the page's filters."""
        return await total(store, self.name, request, **params)


@dataclass(frozen=True)
class NodeList(Generic[N]):
    """What hangs on each parent; columns: parent, cursor, the link's fields, the node's fields."""

    name: str
    node: type[N]
    link: type[Record] = NoProperties

    async def pages(
        self, store: Store, parents: Sequence[str], request: Page
    ) -> dict[str, Slice[N]]:
        """A page of each parent's list, in one statement."""
        return await pages(store, self.name, parents, request, self.node, self.link)

    async def totals(self, store: Store, parents: Sequence[str], request: Page) -> dict[str, int]:
        """The length of each parent's list with the page's filters, in one statement."""
        return await totals(store, self.name, parents, request)


@dataclass(frozen=True)
class DayList(NodeList[N]):
    """A list of who belongs on a day, which its statement takes as `day`; today without one."""

    day: date | None = None

    def on(self, day: date | None) -> Self:
        """The list of that day."""
        return replace(self, day=day)

    @property
    def day_text(self) -> str | None:
        """The day as its statement takes it."""
        return None if self.day is None else self.day.isoformat()

    async def pages(
        self, store: Store, parents: Sequence[str], request: Page
    ) -> dict[str, Slice[N]]:
        """A page of each parent's list, in one statement."""
        return await pages(
            store, self.name, parents, request, self.node, self.link, day=self.day_text
        )

    async def totals(self, store: Store, parents: Sequence[str], request: Page) -> dict[str, int]:
        """The length of each parent's list with the page's filters, in one statement."""
        return await totals(store, self.name, parents, request, day=self.day_text)


@dataclass(frozen=True)
class RootDayList(RootList[N]):
    """A list of everybody who is there on a day, which its statement takes as `day`."""

    day: date | None = None

    def on(self, day: date | None) -> Self:
        """The list of that day."""
        return replace(self, day=day)

    @property
    def day_text(self) -> str | None:
        """The day as its statement takes it."""
        return None if self.day is None else self.day.isoformat()

    async def page(self, store: Store, request: Page, **params: object) -> Slice[N]:
        """One page of the list."""
        return await super().page(store, request, day=self.day_text, **params)

    async def total(self, store: Store, request: Page, **params: object) -> int:
        """How many nodes pass the page's filters."""
        return await super().total(store, request, day=self.day_text, **params)


@dataclass(frozen=True)
class NodeOne(Generic[N]):
    """The one node that a parent points at; columns: parent, the node's fields."""

    name: str
    node: type[N]

    async def of(self, store: Store, parents: Sequence[str]) -> dict[str, N]:
        """Each parent's node, absent where it has none, in one statement."""
        text = statement_text(self.name, restricted=store.restricted)
        rows = await store.raw_rows(self.name, text, {"ids": list(dict.fromkeys(parents))})
        nodes = records_from([row[1:] for row in rows], self.node)
        return {row[0]: node for row, node in zip(rows, nodes, strict=True)}


async def nodes_by_id(store: Store, node: type[N], ids: Sequence[str]) -> dict[str, N]:
    """The nodes of a label with these ids, in one statement; unknown ids are absent."""
    nodes = await store.read(BY_ID[node.label], node, ids=list(dict.fromkeys(ids)))
    return {item.id: item for item in nodes}


BY_ID: dict[str, str] = {
    "Person": "people_by_id",
    "Account": "accounts_by_id",
    "Group": "groups_by_id",
    "Capability": "capabilities_by_id",
    "Goal": "goals_by_id",
    "CheckIn": "check_ins_by_id",
    "CheckInVersion": "check_in_versions_by_id",
    "Conversation": "conversations_by_id",
    "Message": "messages_by_id",
    "Ref": "refs_by_id",
    "Link": "links_by_id",
    "Decision": "decisions_by_id",
    "Need": "needs_by_id",
    "Offer": "offers_by_id",
    "Experiment": "experiments_by_id",
    "Outcome": "outcomes_by_id",
    "Analysis": "analyses_by_id",
    "Change": "changes_by_id",
}
"""Label → the statement that finds its nodes by id."""

__all__ = ["BY_ID", "Edge", "NodeList", "NodeOne", "Page", "RootList", "Slice", "nodes_by_id"]
