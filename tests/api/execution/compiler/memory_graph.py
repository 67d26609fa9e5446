"""A small graph held in memory, read by the selections that statements are composed of.

That the store reads a selection so is tested on the store; here is what the answer shows of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.records.base import NodeRecord
from graph.store.composition.read_selection import Absent, ById, Count, Rows, Selection
from graph.store.statement_lists import NodeList, NodeOne, RootList

Node = dict[str, Any]


@dataclass
class HeldGraph:
    """Nodes by label, and what each relation leads to from a node: ids, with the relationship."""

    nodes: dict[str, dict[str, Node]]
    relations: dict[str, dict[str, list[tuple[str, Node]]]] = field(default_factory=dict)
    asked: list[tuple[str, Selection]] = field(default_factory=list)

    async def answer(
        self, store: Any, name: str, selection: Selection, params: Mapping[str, Any]
    ) -> list[Any]:
        """As `graph.store.composition.composed_rows.answer` gives it."""
        self.asked.append((name, selection))
        if selection.parents is None:
            return [self._part(part, None, params) for part in selection.parts]
        label = selection.parents.label
        there = [self.nodes[label][id_] for id_ in params["ids"] if id_ in self.nodes[label]]
        return [
            [node["id"], *(self._part(part, node, params) for part in selection.parts)]
            for node in there
        ]

    def _part(self, part: Rows | Count | Absent, near: Node | None, params: Any) -> Any:
        if isinstance(part, Absent):
            return None
        found = self._leads(part.relation, near, params, part.number)
        if isinstance(part, Count):
            return len(found)
        if not isinstance(part.relation, ById | NodeOne):
            found = self._page(part, found, params)
        return [
            [
                *(self._column(name, cursor, link, node) for name in part.columns),
                *(self._part(below, node, params) for below in part.below),
            ]
            for cursor, link, node in found
        ]

    def _leads(
        self, relation: RootList[Any] | NodeList[Any] | NodeOne[Any] | ById, near: Node | None,
        params: Any, number: int,
    ) -> list[tuple[str, Node, Node]]:  # fmt: skip
        """Cursor, relationship and node of everything that a relation leads to, in order."""
        label = self._label(relation.node)
        if isinstance(relation, ById):
            assert near is not None and relation.column is not None
            ids = [(near[relation.column.partition(".")[2]], {})]
        elif isinstance(relation, RootList):
            ids = [(id_, {}) for id_ in self.nodes[label]]
        else:
            assert near is not None
            ids = self.relations.get(relation.name, {}).get(near["id"], [])
        found = [(f"{id_}", link, self.nodes[label][id_]) for id_, link in ids if id_ is not None]
        return sorted(found, key=lambda entry: entry[0])

    @staticmethod
    def _label(node: type[NodeRecord]) -> str:
        return node.label

    @staticmethod
    def _page(part: Rows, found: list[Any], params: Any) -> list[Any]:
        after, before = params.get(f"after_{part.number}"), params.get(f"before_{part.number}")
        inside = [
            entry for entry in found
            if (after is None or entry[0] > after) and (before is None or entry[0] < before)
        ]  # fmt: skip
        ordered = inside if part.shape.ascending else inside[::-1]
        return ordered[: params[f"limit_{part.number}"]]

    @staticmethod
    def _column(name: str, cursor: str, link: Node, node: Node) -> Any:
        of, _, column = name.partition(".")
        return cursor if of == "cursor" else (link if of == "link" else node).get(column)
