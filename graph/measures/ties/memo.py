"""What is worked out once a network and kept as long as the network is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from graph.measures.ties.tie_graph import TieGraph

T = TypeVar("T")


def once_a_graph(work: Callable[..., T]) -> Callable[..., T]:
    """The function with its answers kept by network and arguments; they must not be changed.

    Networks are kept apart by identity, and an answer is dropped with its network.
    """
    kept: WeakKeyDictionary[TieGraph, dict[Hashable, T]] = WeakKeyDictionary()

    @wraps(work)
    def known(graph: TieGraph, **options: Any) -> T:
        answers = kept.setdefault(graph, {})
        key = tuple(sorted(options.items()))
        if key not in answers:
            answers[key] = work(graph, **options)
        return answers[key]

    return known
