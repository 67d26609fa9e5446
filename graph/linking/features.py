"""What is known of pairs of conversation and goal: the numbers that a score is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from graph.linking.index import GoalIndex
from graph.linking.marks import SURE, Mark
from graph.linking.texts import Talk
from graph.linking.vocabulary import scaled, unit_rows
from graph.value.arrays import Floats, Ints, Matrix

FEATURES = (
    "mark",
    "hint",
    "words",
    "words_of_best",
    "words_lead",
    "title_words",
    "title_said",
    "title_explained",
    "group",
    "answers",
    "owner",
    "learned",
    "learned_of_best",
    "people",
    "place",
    "out_of_period",
)
"""The numbers of a pair, in order, each 0 to 1; `docs/linking.md` has their formulas."""

CANDIDATES = (10, 5)
"""Goals a conversation that are looked at: by what goals say, by what is known; and all with a mark."""

Claims = Mapping[str, frozenset[int]]
"""Conversation → the places of the goals that it is known to advance."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs worth a look: row of the conversation, place of the goal, FEATURES; marks by pair.

    `said`: the terms of each conversation.
    """

    rows: Ints
    goals: Ints
    features: Floats
    marks: Mapping[tuple[int, int], Mark]
    said: Matrix

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, eq=False)
class _Seen:
    """Rows of talk by goals: each sign as a dense array."""

    near: Floats
    learned: Floats
    group: Floats
    answers: Floats
    owner: Floats
    people: Floats
    place: Floats

    @property
    def promises(self) -> tuple[Floats, Floats]:
        """Two rough sums that choose the pairs to look at: what the goal says, and what is known."""
        formal = self.near + 0.3 * self.group + 0.1 * self.owner + self.answers
        return formal, self.learned + self.people + self.place


def pairs_of(
    index: GoalIndex,
    talks: Sequence[Talk],
    known: Sequence[frozenset[int]] = (),
    claims: Claims | None = None,
) -> Pairs:
    """The pairs worth a look of some conversations.

    `known` are the goals of these conversations where they belong to the evidence of `index`.
    """
    whole, titles = index.vocabulary.talk(talks)
    seen = _seen(index, talks, whole, known, claims or {})
    marks = _marks(index, talks, whole)
    rows, goals = _chosen([np.where(index.open, one, 0.0) for one in seen.promises], marks)
    values = {name: getattr(seen, name)[rows, goals] for name in ("group", "answers", "owner")}
    values |= {name: getattr(seen, name)[rows, goals] for name in ("learned", "people", "place")}
    values |= _by_words(index, rows, goals, whole, titles)
    values["words"] = seen.near[rows, goals]
    values["words_of_best"], values["words_lead"] = _standing(seen.near, rows, goals, index)
    values["learned_of_best"] = _standing(seen.learned, rows, goals, index)[0]
    values["out_of_period"] = _out_of_period(index, talks, rows, goals)
    strengths = np.array([marks[pair].strength if pair in marks else 0.0 for pair in zip(rows.tolist(), goals.tolist(), strict=True)])  # fmt: skip
    values["mark"] = np.where(strengths >= SURE, strengths, 0.0)
    values["hint"] = np.where(strengths < SURE, strengths, 0.0)
    features = np.stack([values[name] for name in FEATURES], axis=1)
    return Pairs(rows, goals, features.astype(np.float64), marks, whole)


def _seen(
    index: GoalIndex,
    talks: Sequence[Talk],
    whole: Matrix,
    known: Sequence[frozenset[int]],
    claims: Claims,
) -> _Seen:
    count, number = len(index.goals), len(talks)
    none = np.zeros((number, count))
    group, answers, owner = none.copy(), none.copy(), none.copy()
    for row, talk in enumerate(talks):
        pursued = index.pursued.get(talk.group or "", ())
        group[row, list(pursued)] = 1 / max(len(pursued), 1)
        for other in talk.answers:
            answers[row, list(claims.get(other, ()))] += 1 / len(talk.answers)
        for person in talk.people:
            owner[row, list(index.owned.get(person, ()))] = 1.0
    return _Seen(
        near=(index.vectors(whole[:, : index.terms]) @ index.body.T).toarray(),
        learned=none
        if index.profiles is None
        else index.profiles.nearness(index.vectors(whole), known),
        group=group,
        answers=answers,
        owner=owner,
        people=index.people.shares([talk.people for talk in talks], known, count),
        place=index.places.shares(
            [[talk.group] if talk.group else [] for talk in talks], known, count
        ),
    )


def _chosen(promises: Sequence[Floats], marks: Mapping[tuple[int, int], Mark]) -> tuple[Ints, Ints]:
    """Rows and goals of the pairs that are looked at, in order."""
    chosen = np.zeros(promises[0].shape, dtype=np.bool_)
    for promise, most in zip(promises, CANDIDATES, strict=True):
        count = min(most, promise.shape[1])
        if count and promise.any():
            best = np.argpartition(-promise, count - 1, axis=1)[:, :count]
            picked = np.zeros_like(chosen)
            np.put_along_axis(picked, best, True, axis=1)
            chosen |= picked & (promise > 0)
    for row, goal in marks:
        chosen[row, goal] = True
    rows, goals = np.nonzero(chosen)
    return rows.astype(np.int64), goals.astype(np.int64)


def _marks(index: GoalIndex, talks: Sequence[Talk], whole: Matrix) -> dict[tuple[int, int], Mark]:
    """(row, goal) → the strongest mark, for goals that are open."""
    present = whole.copy()
    present.data[:] = 1.0
    said = sparse.csr_array(present @ index.names.T)
    full = said.data >= index.name_sizes[said.indices] - 0.5
    found = {}
    for row, talk in enumerate(talks):
        span = slice(said.indptr[row], said.indptr[row + 1])
        names = said.indices[span][full[span]].tolist()
        for goal, mark in index.marks.of(talk, names).items():
            if index.open[goal]:
                found[row, goal] = mark
    return found


def _by_words(
    index: GoalIndex, rows: Ints, goals: Ints, whole: Matrix, titles: Matrix
) -> dict[str, Floats]:
    """How titles of conversation and goal fit each other, and what was said."""
    present, heading = whole.copy(), titles.copy()
    present.data[:], heading.data[:] = 1.0, 1.0
    heading = scaled(heading, index.weights)
    mass = np.maximum(np.asarray(heading.sum(axis=1)).ravel(), 1e-9)
    return {
        "title_words": _dots(unit_rows(heading), rows, index.unit_titles, goals),
        "title_said": _dots(present, rows, index.titles, goals) / index.title_mass[goals],
        "title_explained": _dots(heading, rows, index.present, goals) / mass[rows],
    }


def _dots(left: Matrix, rows: Ints, right: Matrix, columns: Ints) -> Floats:
    """The products of pairs of rows."""
    found: Floats = np.asarray(left[rows].multiply(right[columns]).sum(axis=1), np.float64).ravel()
    return found


def _standing(values: Floats, rows: Ints, goals: Ints, index: GoalIndex) -> tuple[Floats, Floats]:
    """Each pair's value as a share of its conversation's best, and its lead over the best other."""
    open_ = np.where(index.open, values, 0.0)
    if open_.shape[1] < 2:
        own = open_[rows, goals]
        return (own > 0).astype(np.float64), own
    two = -np.partition(-open_, 1, axis=1)[:, :2]
    own, best, second = values[rows, goals], two[rows, 0], two[rows, 1]
    lead = np.where(own >= best, own - second, 0.0)
    return own / np.maximum(best, 1e-9), lead


def _out_of_period(index: GoalIndex, talks: Sequence[Talk], rows: Ints, goals: Ints) -> Floats:
    """The share of the conversation's days outside the goal's period; 0 where one is unknown."""
    far = (date.min.toordinal(), date.max.toordinal())
    spans = [talk.days or (date.min, date.max) for talk in talks]
    days = np.array([(first.toordinal(), last.toordinal()) for first, last in spans]).reshape(-1, 2)
    first, last = days[rows, 0], days[rows, 1]
    known = (last - first < far[1] - far[0]) & index.dated[goals]
    begin = np.maximum(first, index.periods[goals, 0])
    end = np.minimum(last, index.periods[goals, 1])
    inside: Floats = np.clip(end - begin + 1, 0, None) / (last - first + 1.0)
    return np.asarray(np.where(known, 1.0 - inside, 0.0), np.float64)
