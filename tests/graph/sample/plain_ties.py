"""Who dealt with whom in a bundle, counted plainly: the tests' own reading of ties."""

from __future__ import annotations

from itertools import permutations

import networkx as nx

from tests.graph.sample.strict_bundle_reader import Rows

THREAD_LIMIT = 30


def contacts(rows: Rows) -> nx.DiGraph:
    """Who acted towards whom: replies, mentions, mails, reactions, and talking in one thread."""
    graph = nx.DiGraph()
    graph.add_nodes_from(row["id"] for row in rows["people"] if not row.get("bot"))
    author = {row["id"]: row.get("author") for row in rows["messages"]}
    talkers: dict[str, set[str]] = {}
    pairs: list[tuple[str | None, str | None]] = []
    for row in rows["messages"]:
        me = row.get("author")
        if me is not None:
            talkers.setdefault(row["conversation"], set()).add(me)
        pairs += [(me, other) for other in row.get("mentions", []) + row.get("to", [])]
        pairs.append((me, author[row["reply_to"]] if "reply_to" in row else None))
    pairs += [(row["person"], author[row["message"]]) for row in rows["reactions"]]
    for people in talkers.values():
        if len(people) <= THREAD_LIMIT:
            pairs += permutations(sorted(people), 2)
    for one, other in pairs:
        if one is not None and other is not None and one != other:
            graph.add_edge(one, other)
    return graph
