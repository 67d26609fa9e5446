"""Slow and plain definitions, to compare the fast code with on small graphs."""

from __future__ import annotations

from itertools import combinations, permutations

from graph.measures.ties.tie_graph import TieGraph


def neighbours(graph: TieGraph) -> list[set[int]]:
    out: list[set[int]] = [set() for _ in range(graph.size)]
    for u, v in zip(graph.sources.tolist(), graph.targets.tolist(), strict=True):
        out[u].add(v)
    return out


def distances(graph: TieGraph) -> list[list[float]]:
    """Steps between all ordered pairs; infinite where there is no way."""
    out = neighbours(graph)
    found = []
    for start in range(graph.size):
        steps = [float("inf")] * graph.size
        steps[start] = 0
        queue = [start]
        for u in queue:
            for v in out[u]:
                if steps[v] == float("inf"):
                    steps[v] = steps[u] + 1
                    queue.append(v)
        found.append(steps)
    return found


def shortest_paths(graph: TieGraph, s: int, t: int) -> list[list[int]]:
    """Every shortest path from s to t, by going through all."""
    out, steps = neighbours(graph), distances(graph)
    if steps[s][t] == float("inf"):
        return []
    paths = [[s]]
    for _ in range(int(steps[s][t])):
        paths = [[*p, v] for p in paths for v in out[p[-1]]]
    return [p for p in paths if p[-1] == t]


def betweenness(graph: TieGraph) -> list[float]:
    total = [0.0] * graph.size
    for s, t in permutations(range(graph.size), 2):
        paths = shortest_paths(graph, s, t)
        for v in range(graph.size):
            if v not in (s, t) and paths:
                total[v] += sum(v in p for p in paths) / len(paths)
    return total


def parts(graph: TieGraph) -> list[set[int]]:
    """The people of each part, directions left out."""
    found: list[set[int]] = []
    for person in range(graph.size):
        found.append({person})
    for u, v in zip(graph.sources.tolist(), graph.targets.tolist(), strict=True):
        one, other = (next(part for part in found if end in part) for end in (u, v))
        if one is not other:
            found.remove(other)
            one |= other
    return found


def boundedness(graph: TieGraph, *, least: bool = True) -> float:
    """Krackhardt's least upper boundedness; with the greatest upper bound instead what sna 2.7 counts."""
    steps = distances(graph)
    violations, most = 0, 0.0
    for part in parts(graph):
        most += (len(part) - 1) * (len(part) - 2) / 2 if len(part) > 2 else 0
        for i, j in combinations(sorted(part), 2) if len(part) > 2 else ():
            bounds = [u for u in part if max(steps[u][i], steps[u][j]) < float("inf")]
            ends = ((u, one) if least else (one, u) for one in bounds for u in bounds)
            reached = [steps[a][b] < float("inf") for a, b in ends]
            rows = [reached[k : k + len(bounds)] for k in range(0, len(reached), len(bounds) or 1)]
            violations += not any(all(row) for row in rows)
    return 1 - violations / most if most else float("nan")
