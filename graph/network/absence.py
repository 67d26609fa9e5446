"""What breaks while some people are away, worked out of the ties that are held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.measures.cohesion.absence import apart_without, cut_off
from graph.measures.cohesion.fragmentation import (
    Estimate,
    distance_fragmentation_estimate,
    distance_reach,
    fragmentation,
)
from graph.network.ties.answer_cache import answers_of_version
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store


class Change(NamedTuple):
    """A number of the network as it is, and without the people; each with one standard error."""

    before: Estimate
    after: Estimate


@dataclass(frozen=True)
class Absence:
    """The people of a scope as far as the network covers them; each answer is worked out when asked for."""

    store: Store
    version: str
    query: TieQuery
    people: tuple[str, ...]

    async def fragmentation(self) -> Change:
        """The share of pairs without any way."""
        graph = await columns_of(self.store).graph(self.version, self.query)
        derived = answers_of_version(self.store)
        before = await derived.once(
            self.version, ("fragmentation", self.query), lambda: fragmentation(graph)
        )
        after = await derived.once(
            self.version,
            ("fragmentation", self.query, self.people),
            lambda: fragmentation(graph.without(self.people)),
        )
        return Change(Estimate(before, 0.0), Estimate(after, 0.0))

    async def apart(self) -> Change:
        """How far apart people are, by distance; estimated where all distances are too much work."""
        graph = await columns_of(self.store).graph(self.version, self.query)
        derived = answers_of_version(self.store)
        before = await derived.once(
            self.version, ("apart", self.query), lambda: distance_fragmentation_estimate(graph)
        )
        after = await derived.once(
            self.version,
            ("apart", self.query, self.people),
            lambda: apart_without(graph, self.people),
        )
        return Change(before, after)

    async def reach(self) -> float:
        """How near the people are to everybody (dR); they count fully themselves."""
        graph = await columns_of(self.store).graph(self.version, self.query)
        return await answers_of_version(self.store).once(
            self.version,
            ("reach", self.query, self.people),
            lambda: distance_reach(graph, self.people),
        )

    async def cut_off(self) -> tuple[str, ...]:
        """Who has no way any more to the largest rest of their part, in the order of ids."""
        graph = await columns_of(self.store).graph(self.version, self.query)

        def compute() -> tuple[str, ...]:
            return tuple(graph.people[place] for place in cut_off(graph, self.people).tolist())

        key = ("cut off", self.query, self.people)
        return await answers_of_version(self.store).once(self.version, key, compute)


async def absence(
    store: Store, version: str, query: TieQuery, people: Sequence[str]
) -> Absence | None:
    """The absence of these people; None where the network covers none of them."""
    graph = await columns_of(store).graph(version, query)
    covered = graph.covered(people)
    return Absence(store, version, query, covered) if covered else None


class LostNeeds(NamedTuple):
    """Needs that stay open without somebody who holds them, and without somebody who asked: (by_at, id)."""

    held: list[tuple[str, str]]
    asked: list[tuple[str, str]]


async def needs_lost(
    store: Store, people: Mapping[str, Sequence[str]], goals: Sequence[str] | None
) -> dict[str, LostNeeds]:
    """The needs that each set of people alone holds, or alone asked; with `goals` those about them."""
    lost = {key: LostNeeds([], []) for key in people}
    rows = store.stream(
        "needs_of_absent_people",
        ids=list(people),
        people={key: list(ids) for key, ids in people.items()},
        goals=goals,
    )
    async for key, need, by_at, is_holder in rows:
        (lost[key].held if is_holder else lost[key].asked).append((by_at, need))
    return lost
