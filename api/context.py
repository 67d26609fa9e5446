"""What a request carries: the store, the viewer, and the loaders that batch what hangs under lists."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, TypeVar

from strawberry.dataloader import DataLoader

from api.viewer import Viewer
from graph.lists import NodeList, NodeOne, RootList, Slice, nodes_by_id
from graph.records import NodeRecord
from graph.store import Store
from graph.where import Page

V = TypeVar("V")
N = TypeVar("N", bound=NodeRecord)


class Context:
    """One request: its store and viewer; loaders live as long as it does."""

    def __init__(self, store: Store, viewer: Viewer, request_id: str = "") -> None:
        self.store = store
        self.viewer = viewer
        self.request_id = request_id
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}

    def load(
        self,
        name: Hashable,
        key: str,
        batch: Callable[[Sequence[str]], Awaitable[dict[str, V]]],
        default: Any = None,
    ) -> Awaitable[V]:
        """The value of one key, read together with the others that ask under the same name."""
        loader = self._loaders.get(name)
        if loader is None:

            async def load_all(keys: list[str]) -> list[Any]:
                found = await batch(keys)
                return [found.get(key, default) for key in keys]

            loader = self._loaders[name] = DataLoader(load_fn=load_all, max_batch_size=1000)
        return loader.load(key)

    def node(self, node: type[N], key: str) -> Awaitable[N | None]:
        """The node of a label with this id, or None."""
        return self.load(
            ("node", node.label), key, lambda keys: nodes_by_id(self.store, node, keys)
        )

    def one(self, relation: NodeOne[N], parent: str) -> Awaitable[N | None]:
        """The one node that a parent points at, or None."""
        return self.load(relation.name, parent, lambda keys: relation.of(self.store, keys))

    def page(self, relation: NodeList[N], parent: str, page: Page) -> Awaitable[Slice[N]]:
        """A page of a parent's list."""
        return self.load(
            (relation.name, page),
            parent,
            lambda keys: relation.pages(self.store, keys, page),
        )

    def total(self, relation: NodeList[Any], parent: str, page: Page) -> Awaitable[int]:
        """The length of a parent's list with the page's filters."""
        return self.load(
            (relation.name, "total", page.filters),
            parent,
            lambda keys: relation.totals(self.store, keys, page),
        )

    async def root_page(self, relation: RootList[N], page: Page) -> Slice[N]:
        """A page of a root list."""
        return await relation.page(self.store, page)

    async def root_total(self, relation: RootList[Any], page: Page) -> int:
        """The length of a root list with the page's filters."""
        return await relation.total(self.store, page)
