"""Which goal each row of an OKR file stands for, and below which other one by its place in the file.

A row stands below others by columns of levels (`Company | Objective | Key result`, where an empty cell
means what stands above it) or by the order of rows (`nest`). An id that a file does not give is made
from the titles on the way, or from the columns of `id_from`; what would be the same id once more gets
a number, so that two milestones of one title stay two.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.keys import fold
from graph.records.enums import GoalKind
from graph.sources.okr import cells
from graph.sources.okr.mapping import Mapping
from graph.sources.okr.reader import RowReader
from graph.sources.okr.sheet import Sheet
from graph.sources.values import InvalidValue

RANKS = {kind.value: rank for rank, kind in enumerate(GoalKind)}


@dataclass(eq=False, slots=True)
class Node:
    """A goal of the file; `own` where a row is about it, else it is only named above others."""

    title: str
    parent: Node | None = None
    kind: str = ""
    id: str = ""
    own: bool = True
    count: int = 1
    """1, or which one it is of those that would have the same id."""

    def way(self) -> list[str]:
        """Its title below those above it, folded."""
        step = fold(self.title) if self.count == 1 else f"{fold(self.title)}\x1e{self.count}"
        return [*(self.parent.way() if self.parent else []), step]


@dataclass(slots=True)
class Outline:
    """The goals of a file by the numbers of their rows, and those named above them."""

    nodes: dict[int, Node] = field(default_factory=dict)
    named: dict[int, list[Node]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def digest(*parts: str) -> str:
    """A short id made from texts."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def outline_of(sheet: Sheet, mapping: Mapping) -> Outline:
    """The goals of the rows, each with its id and what it stands below."""
    outline = Outline()
    readers = [RowReader(sheet, mapping, number, row, sheet.places) for number, row in sheet.rows]
    if sheet.levels:
        _by_levels(readers, sheet.levels, outline)
    else:
        for reader in readers:
            outline.nodes[reader.number] = Node(reader.raw("title"))
        if mapping.nest or "level" in sheet.places:
            _by_order(readers, outline)
    _identify(readers, sheet, outline)
    return outline


def _by_levels(
    readers: Iterable[RowReader], levels: list[tuple[int, str]], outline: Outline
) -> None:
    """Find the goal of each row in the deepest level that is filled, below those above it."""
    way: list[Node | None] = [None] * len(levels)
    known: dict[tuple[Node | None, int, str], Node] = {}
    times: Counter[tuple[Node | None, int, str]] = Counter()
    for reader in readers:
        titles = [
            cells.unguarded(reader.row[at]) if at < len(reader.row) else "" for at, _ in levels
        ]
        filled = [depth for depth, title in enumerate(titles) if title.strip()]
        for depth in filled:
            own = depth == filled[-1]
            current = way[depth]
            if not own and current and fold(current.title) == fold(titles[depth]):
                continue
            parent = next((above for above in reversed(way[:depth]) if above is not None), None)
            key = (parent, depth, fold(titles[depth]))
            node = known.get(key)
            if node is None or (own and node.own):
                times[key] += 1
                node = Node(titles[depth], parent, levels[depth][1], own=own, count=times[key])
                known.setdefault(key, node)
                if not own:
                    outline.named.setdefault(reader.number, []).append(node)
            node.own = node.own or own
            way[depth:] = [node, *([None] * (len(levels) - depth - 1))]
        if filled:
            node = way[filled[-1]]
            assert node is not None
            outline.nodes[reader.number] = node


def _by_order(readers: Iterable[RowReader], outline: Outline) -> None:
    """Put each row below the nearest one above it that has a higher rank."""
    above: list[tuple[int, Node]] = []
    for reader in readers:
        rank = _rank(reader)
        if rank is None:
            continue
        while above and above[-1][0] >= rank:
            above.pop()
        node = outline.nodes[reader.number]
        node.parent = above[-1][1] if above else None
        above.append((rank, node))


def _rank(reader: RowReader) -> int | None:
    """How deep a row stands: its level, or the rank of its kind; None where neither can be read."""
    if "level" in reader.places:
        level = reader.read("level", lambda text, rules: cells.number(text, rules))
        return None if level is None else int(level)
    try:
        return RANKS.get(cells.choice(reader.text("kind"), GoalKind))
    except InvalidValue:
        return None


def _identify(readers: list[RowReader], sheet: Sheet, outline: Outline) -> None:
    """Give every goal its id: the file's, or one that is made."""
    times: Counter[str] = Counter()
    for reader in readers:
        node = outline.nodes.setdefault(reader.number, Node(""))
        parts = [fold(reader.text(name)) for name in reader.mapping.id_from]
        node.id = reader.text("goal_id").strip()
        if node.id or not node.title.strip():
            continue
        if any(parts):
            node.id = digest(*parts)
            times[node.id] += not sheet.repeats
            if times[node.id] > 1:
                node.count = times[node.id]
                node.id = f"{node.id}-{node.count}"
        elif sheet.levels:
            node.id = digest(*node.way())
    for named in outline.named.values():
        for node in named:
            node.id = node.id or digest(*node.way())
    outline.ids = {node.id for node in outline.nodes.values() if node.id}
    outline.ids |= {node.id for named in outline.named.values() for node in named}
