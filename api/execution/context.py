"""What a request carries: the store, the viewer, and the loaders that batch what hangs under lists."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from api.execution.loaders import Loader
from api.execution.viewer import Viewer
from graph.identity.privacy_choices import PrivacyChoices, privacy_choices
from graph.identity.profile_views import Seen, save_views
from graph.identity.roles import Permission
from graph.organisation.people import people_of_accounts
from graph.records import BY_LABEL, NodeRecord
from graph.store.ad_hoc_cypher.audit_log import Asker, record_views
from graph.store.driver import Store
from graph.store.statement_lists import NodeList, NodeOne, RootList, Slice, nodes_by_id
from graph.store.where import Page

field_read: ContextVar[str] = ContextVar("field_read", default="")
"""The field that is being answered, as `Type.field`: that is how it is kept who saw what."""

V = TypeVar("V")
N = TypeVar("N", bound=NodeRecord)


Key = tuple[str, str]
"""Label and id of a node."""


class Reader(Protocol):
    """Reads the nodes of one field's lists as they are selected there."""

    async def nodes(self, keys: Sequence[Key], also: Sequence[str] = ()) -> Mapping[Key, Any]:
        """The nodes that there are; `also` names properties that the list itself needs."""


Renewal = Callable[[], Awaitable[Viewer]]


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """Something of which a subscription tells, and the context in which it is answered."""

    context: Context
    value: Any


class Context:
    """One request: its viewer, the store as that viewer may read it; loaders live as long as it does."""

    reader: Reader | None = None
    """Reads the nodes of the field that is being asked; None where they are read whole."""
    renewal: Renewal | None = None
    """Who asks by now, of a subscription; raises Unauthenticated where nobody may any more."""

    def __init__(self, store: Store, viewer: Viewer, request_id: str = "") -> None:
        reader = viewer.reader
        self.store = store.read_as(reader) if reader.restricted else store
        self.viewer = viewer
        self.request_id = request_id
        self._loaders: dict[Hashable, Loader[Any]] = {}
        self._choices: list[PrivacyChoices] = []
        self._seen: dict[Seen, set[str]] = {}

    async def renewed(self) -> Context:
        """The same question asked now: who asks is looked up, nothing is remembered."""
        viewer = self.viewer if self.renewal is None else await self.renewal()
        context = Context(self.store.base, viewer, self.request_id)
        context.renewal = self.renewal
        return context

    def repeated(self) -> Context:
        """The same question of the same moment: nothing but where the viewer stands is remembered."""
        context = Context(self.store, self.viewer, self.request_id)
        context.store = self.store
        return context

    def forget(self) -> None:
        """Forget what was read before, since something was written."""
        self._loaders.clear()
        self._choices.clear()

    async def read_choices(self) -> PrivacyChoices:
        """What people chose of their own numbers, as far as it concerns the viewer; read once."""

        async def read(_: Sequence[str]) -> dict[str, PrivacyChoices]:
            return {"choices": await privacy_choices(self.store, self.viewer.person)}

        choices = await self.loader("privacy choices", read).load("choices")
        if not self._choices:
            self._choices.append(choices)
        return choices

    @property
    def choices(self) -> PrivacyChoices:
        """The same, once it was read. Raises AssertionError before: who forgets to read shows nothing."""
        assert self._choices, "read_choices() comes before numbers of people"
        return self._choices[0]

    def saw(
        self, people: Iterable[str], purpose: str | None = None, field: str | None = None
    ) -> None:
        """Note that the viewer is shown numbers of these people; nothing of their own.

        By the `field` that is being read, if none is named. Where authentication is off nobody is known,
        and nothing is noted.
        """
        if self.viewer.credential is None:
            return
        for person in people:
            if person != self.viewer.id:
                key = person, purpose or self.viewer.purpose
                self._seen.setdefault(key, set()).add(field or field_read.get())

    async def save_views(self) -> None:
        """Write who is shown numbers of whom, before the answer: a line of the log, and what these people read.

        Raises StoreDown where that cannot be: then nothing is answered.
        """
        if not self._seen:
            return
        seen, viewer = dict(self._seen), self.viewer
        self._seen.clear()
        if viewer.may(Permission.SEE_EACH_PERSON):
            for purpose in sorted({one for _, one in seen}, key=str):
                asker = Asker(viewer.credential or viewer.id, purpose, self.request_id)
                fields = [one for (_, told), one in seen.items() if told == purpose]
                names = sorted(set().union(*fields))
                await asyncio.to_thread(record_views, asker, viewer.role, names, len(fields))
        await save_views(self.store, viewer.id, viewer.role, seen)

    def loader(
        self,
        name: Hashable,
        batch: Callable[[Sequence[str]], Awaitable[Mapping[str, V]]],
        default: Any = None,
    ) -> Loader[V]:
        """The loader of this name, made when first asked for."""
        found = self._loaders.get(name)
        if found is None:
            found = self._loaders[name] = Loader(batch, default)
        return found

    def nodes(self, node: type[N]) -> Loader[N | None]:
        """The loader of the nodes of a label by id."""
        return self.loader(("node", node.label), lambda keys: nodes_by_id(self.store, node, keys))

    def reading(self, reader: Reader) -> Context:
        """The same request for one field, whose lists' nodes are read as they are selected."""
        context = copy(self)
        context.reader = reader
        return context

    async def listed_nodes(self, keys: Sequence[Key], also: Sequence[str] = ()) -> dict[Key, Any]:
        """The nodes of a page that there are, by label and id: as they are selected, or whole.

        Goals are whole, since the process holds them. `also` names properties that the list needs.
        """
        shared = {label for label, _ in keys if self.nodes(BY_LABEL[label]).is_shared}
        nodes: dict[Key, Any] = {}
        if self.reader is not None:
            read = [key for key in keys if key[0] not in shared]
            nodes |= await self.reader.nodes(read, also)
            keys = [key for key in keys if key[0] in shared]
        loaded = await asyncio.gather(*(self.node(BY_LABEL[label], id_) for label, id_ in keys))
        return nodes | {key: node for key, node in zip(keys, loaded, strict=True) if node}

    def node(self, node: type[N], key: str) -> Awaitable[N | None]:
        """The node of a label with this id, or None."""
        return self.nodes(node).load(key)

    def owners(self) -> Loader[str | None]:
        """The loader of the id of the person whose account it is; None for an unknown account."""
        return self.loader("owners", lambda keys: people_of_accounts(self.store, keys))

    async def person_ids(self, ids: Sequence[str]) -> list[str]:
        """The same ids, each in its place; the person's own for that of a further account.

        Who had an id of their own before they were joined to another person is still found by it.
        """
        owners = await asyncio.gather(*(self.owners().load(one) for one in ids))
        return [owner or one for owner, one in zip(owners, ids, strict=True)]

    def ones(self, relation: NodeOne[N]) -> Loader[N | None]:
        """The loader of the one node that each parent points at."""
        return self.loader(relation.name, lambda keys: relation.of(self.store, keys))

    def pages(self, relation: NodeList[N], page: Page) -> Loader[Slice[N]]:
        """The loader of a page of each parent's list."""
        return self.loader((relation, page), lambda keys: relation.pages(self.store, keys, page))

    def totals(self, relation: NodeList[Any], page: Page) -> Loader[int]:
        """The loader of the length of each parent's list with the page's filters."""
        return self.loader(
            (relation, "total", page.filters),
            lambda keys: relation.totals(self.store, keys, page),
        )

    async def root_page(self, relation: RootList[N], page: Page) -> Slice[N]:
        """A page of a root list."""
        return await relation.page(self.store, page)

    async def root_total(self, relation: RootList[Any], page: Page) -> int:
        """The length of a root list with the page's filters."""
        return await relation.total(self.store, page)
