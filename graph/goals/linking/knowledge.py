"""What a run knows before it reads talk: the goals, how common words are, and what people have decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from graph.goals.conventions import (
    FITTED_CELLS,
    FITTED_TALKS,
    KNOWN_TALKS,
    KNOWN_TALKS_OF_GOAL,
    LEAST_FITTED_TALKS,
    REJECTED_PAIRS,
)
from graph.goals.linking.comparison_memory import Memory
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.score_weights import Scorer, published, scorer_for
from graph.goals.linking.sentence_vectors import Meanings
from graph.goals.linking.talk_reader import Reach, confirmed_goals, links_of_talk, talk_to_link
from graph.goals.linking.texts import GoalText, Talk
from graph.store.driver import Store

CHUNK = 1000


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The goals ready for comparison, and what makes scores."""

    index: GoalIndex
    scorer: Scorer
    semantic: bool = False
    """Whether the meaning of sentences is compared too."""


@dataclass(frozen=True)
class Decisions:
    """What people have decided: conversation → its confirmed goals, and rejected pairs; ids all.

    `talks` are those conversations, in order, where they have been read.
    """

    labels: Mapping[str, frozenset[str]]
    rejected: frozenset[tuple[str, str]]
    talks: Sequence[Talk] = ()

    @property
    def ids(self) -> list[str]:
        """The conversations that something is known of, in order."""
        return sorted({*self.labels, *(talk for talk, _ in self.rejected)})

    def of(self, talks: Sequence[Talk]) -> Decisions:
        """The same with its conversations."""
        return replace(self, talks=talks)

    def evidence(self, goals: Sequence[GoalText]) -> Evidence:
        """The talk with the places of its goals."""
        place = {goal.id: place for place, goal in enumerate(goals)}
        labels_of_talks = [self.labels.get(talk.id, frozenset()) for talk in self.talks]
        return Evidence(
            self.talks,
            [
                frozenset(place[goal] for goal in labels if goal in place)
                for labels in labels_of_talks
            ],
        )


def learn(
    goals: Sequence[GoalText],
    background: Sequence[Talk],
    evidence: Evidence,
    rejected: AbstractSet[tuple[str, str]],
    memory: Memory | None = None,
    meanings: Meanings | None = None,
) -> Knowledge:
    """The goals and the weights, learned from what is given; `rejected` are pairs of ids.

    `meanings` are those of the talk of `fitted_talk`, where meaning is compared.
    """
    index, semantic = GoalIndex(goals, background, evidence, memory), meanings is not None
    if not evidence.talks:
        return Knowledge(index, published(semantic), semantic)
    at = fitted_talk(evidence, len(goals))
    sample = Evidence([evidence.talks[row] for row in at], [evidence.labels[row] for row in at])
    views = [
        pairs_of(index, sample.talks, sample.labels, None, cold, at, meanings)
        for cold in (False, True)
    ]
    row = {talk.id: row for row, talk in enumerate(sample.talks)}
    turned_down = {
        (row[talk], index.place_of[goal])
        for talk, goal in rejected
        if talk in row and goal in index.place_of
    }
    return Knowledge(index, scorer_for(sample, views, turned_down, semantic), semantic)


def fitted_talk(evidence: Evidence, goals: int) -> list[int]:
    """The places of the talk that weights are fitted to: all of it, or evenly taken where it is much."""
    most = max(LEAST_FITTED_TALKS, min(FITTED_TALKS, FITTED_CELLS // max(1, goals)))
    return list(range(0, len(evidence.talks), max(1, -(-len(evidence.talks) // most))))


async def stored_decisions(store: Store, goals: int) -> Decisions:
    """What people have decided, of the latest talk of each of so many goals."""
    most = max(2, min(KNOWN_TALKS_OF_GOAL, KNOWN_TALKS // max(1, goals)))
    ids = {
        id_
        async for _, conversations in store.stream("confirmed_talk_of_goals", most=most)
        for id_ in conversations
    }
    rejected = frozenset(
        [(talk, goal) async for talk, goal in store.stream("rejected_pairs", limit=REJECTED_PAIRS)]
    )
    ids |= {talk for talk, _ in rejected}
    return Decisions(confirmed_goals(await links_of_talk(store, ids)), rejected)


async def talks_of(store: Store, ids: Sequence[str], reach: Reach) -> list[Talk]:
    """Conversations as far as they are read, so many at once."""
    talks = []
    for start in range(0, len(ids), CHUNK):
        talks += await talk_to_link(store, ids[start : start + CHUNK], reach)
    return talks
