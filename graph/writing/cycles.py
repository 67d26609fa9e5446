"""Which of the given rows would close a cycle, in their order."""

from __future__ import annotations

from collections.abc import Collection, Mapping

Edges = Mapping[str, Collection[str]]


def closed_cycles(rows: Edges, stored: Edges) -> dict[str, list[str]]:
    """Row → the way from it back to itself, for each row that closes a cycle; in the rows' order.

    `rows` says what each given row points up to, `stored` what the store says of them and of what
    lies above. A row counts once it is taken; one that is not taken stands as it is stored.
    """
    refused: dict[str, list[str]] = {}
    while True:
        edges = {low: list(up) for low, up in stored.items() if low not in rows or low in refused}
        fresh = {}
        for low, up in rows.items():
            if low not in refused:
                way = _way(edges, up, low)
                if way is None:
                    edges[low] = list(up)
                else:
                    fresh[low] = way
                    edges[low] = list(stored.get(low, ()))
        refused |= fresh
        if not fresh:
            return refused


def _way(edges: Edges, up: Collection[str], goal: str) -> list[str] | None:
    """The shortest way goal → … → goal that begins with one of `up`; None where there is none."""
    came: dict[str, str] = {}
    ahead = [node for node in dict.fromkeys(up) if came.setdefault(node, goal) == goal]
    while ahead and goal not in came:
        following = []
        for step in ahead:
            for node in edges.get(step, ()):
                if node not in came:
                    came[node] = step
                    following.append(node)
        ahead = following
    if goal not in came:
        return None
    way = [goal]
    while len(way) == 1 or way[-1] != goal:
        way.append(came[way[-1]])
    return way[::-1]


def in_words(way: list[str], longest: int = 8) -> str:
    """The way as people read it, its middle left out where it is long.

    >>> in_words(["a", "b", "a"])
    'a → b → a'
    """
    steps = way if len(way) <= longest else [*way[:4], f"… ({len(way) - 7} more)", *way[-3:]]
    return " → ".join(steps)
