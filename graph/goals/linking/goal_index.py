"""All goals, ready to be compared with talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from graph.goals.conventions import BM25_TALK_K, LEARNED_FROM, MOST_GOALS_OF_ONE
from graph.goals.linking.comparison_memory import Memory
from graph.goals.linking.confirmed_talk import Evidence, Habits, Neighbours, Profiles
from graph.goals.linking.explicit_mentions import ExplicitMentions
from graph.goals.linking.texts import GoalText, Talk
from graph.goals.linking.title_similarity import Titles
from graph.goals.linking.tokenization import DENSE, terms
from graph.goals.linking.vocabulary import (
    Vocabulary,
    bm25f,
    document_frequency,
    fields_of,
    rarity,
    saturated,
    scaled,
    unit_rows,
)
from graph.measures.arrays import Matrix

REMEMBERED = 10_000
"""Goals of which the words are kept at hand for reasons."""


class GoalIndex:
    """All goals as matrices over terms, and what is known of them besides their words.

    `background` is talk that shows how common words are; `evidence` is talk whose goals are known.
    """

    def __init__(
        self,
        goals: Sequence[GoalText],
        background: Sequence[Talk] = (),
        evidence: Evidence | None = None,
        memory: Memory | None = None,
    ) -> None:
        memory = Memory() if memory is None else memory
        memory.turn()
        self.goals = goals
        self.place_of = {goal.id: place for place, goal in enumerate(goals)}
        evidence = evidence or Evidence()
        fields = fields_of(goals, memory.texts)
        self.mentions = ExplicitMentions(goals, memory.names, memory.keys)
        names = memory.texts.lines((entry.text,) for entry in self.mentions.names)
        self.vocabulary = Vocabulary(fields, memory.texts, _frequent_terms(evidence.talks))
        meanings = self.vocabulary.meanings()
        body = bm25f({name: rows.times(meanings) for name, rows in fields.items()})
        self.weights = rarity(document_frequency(body), len(goals))
        if background:
            frequency = document_frequency(self.vocabulary.talk(background))
            self.weights = np.sqrt(self.weights * rarity(frequency, len(background)))
        self.weights = self.weights * self.vocabulary.telling
        self.terms = self.vocabulary.borne
        self.body = unit_rows(scaled(body, self.weights))[:, : self.terms]
        self.present = _ones(self.body)
        titles = [talk.title for talk in (*background, *evidence.talks)]
        self.titles = Titles(goals, titles, memory.titles)
        self.names = _ones(names.times(meanings))
        self.name_sizes = np.maximum(np.diff(self.names.indptr), 1)
        self._know_more(goals)
        self._learn(evidence)
        self._terms = list(self.vocabulary.columns)
        self._words: dict[int, dict[int, float]] = {}

    def _know_more(self, goals: Sequence[GoalText]) -> None:
        self.open = np.array([not goal.closed for goal in goals], dtype=np.bool_)
        self.pursued = _few_goals_each(_places_of(goal.groups for goal in goals))
        self.owned = _few_goals_each(_places_of(goal.owners for goal in goals))
        starts = [(goal.starts_on or date.min).toordinal() for goal in goals]
        self.starts = np.array(starts, np.int64)

    def _learn(self, evidence: Evidence) -> None:
        talks, labels = evidence.talks, evidence.labels
        self.people = Habits([talk.people for talk in talks], labels)
        self.profiles, self.neighbours = None, None
        if talks:
            vectors = self.vectors(self.vocabulary.talk(talks))
            self.profiles = Profiles(vectors, labels, len(self.goals))
            titles = self.titles.rows([talk.title for talk in talks])
            self.neighbours = Neighbours(vectors, titles, labels, len(self.goals))

    def vectors(self, counts: Matrix) -> Matrix:
        """Conversations as rows of length 1 over weighted terms."""
        return unit_rows(scaled(saturated(counts, BM25_TALK_K), self.weights[: counts.shape[1]]))

    def shared_words(self, counts: Matrix, row: int, goal: int, most: int) -> list[str]:
        """The words that a conversation and a goal share, as the goal writes them, the rarest first."""
        of_goal = self._words.get(goal)
        if of_goal is None:
            if len(self._words) > REMEMBERED:
                self._words.clear()
            span = slice(self.body.indptr[goal], self.body.indptr[goal + 1])
            columns, values = self.body.indices[span].tolist(), self.body.data[span].tolist()
            of_goal = self._words[goal] = dict(zip(columns, values, strict=True))
        columns = counts.indices[counts.indptr[row] : counts.indptr[row + 1]].tolist()
        ranked = sorted((-of_goal[place], place) for place in columns if place in of_goal)
        together = {self._terms[column] for _, column in ranked}
        words = dict.fromkeys(
            run
            for _, column in ranked
            for run in _as_shared(self.vocabulary.surface[column], self._terms[column], together)
        )
        return list(words)[:most]


def _as_shared(word: str, term: str, together: set[str]) -> list[str]:
    """A word as it is written; where no spaces part words, the runs of characters that are shared."""
    if not DENSE.fullmatch(term) or len(term) < 2:
        return [word]
    runs, begun = list[str](), None
    for place in range(len(word)):
        if word[place : place + 2] in together:
            begun = place if begun is None else begun
        elif begun is not None:
            runs.append(word[begun : place + 1])
            begun = None
    return [run for run in runs if term in run] or [term]


def _frequent_terms(talks: Sequence[Talk]) -> list[str]:
    """The terms that several conversations say."""
    counts = Counter(
        term
        for talk in talks
        for term in set(terms("\n".join((talk.title, *talk.tags, talk.text))))
    )
    return sorted(term for term, number in counts.items() if number >= LEARNED_FROM)


def _ones(matrix: Matrix) -> Matrix:
    """The matrix with 1 wherever it holds something."""
    out = matrix.copy()
    out.data[:] = 1.0
    return out


def _few_goals_each(places: dict[str, list[int]]) -> dict[str, list[int]]:
    """Without groups and people that have so many goals that they speak for none."""
    return {id_: goals for id_, goals in places.items() if len(goals) <= MOST_GOALS_OF_ONE}


def _places_of(lists: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Id → the places of the lists that name it."""
    places: dict[str, list[int]] = {}
    for place, ids in enumerate(lists):
        for id_ in ids:
            places.setdefault(id_, []).append(place)
    return places
