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
from graph.value.arrays import Floats, Ints, Matrix

FEATURES = (
    "mark",
    "hint",
    "words",
    "words_of_best",
    "words_lead",
    "group",
    "answers",
    "owner",
    "warm",
    "learned",
    "people",
    "early",
)
"""The numbers of a pair, in order, each 0 to 1; `docs/linking.md` has their formulas."""

MARK = FEATURES.index("mark")

CANDIDATES = (10, 5)
"""Goals a conversation that are looked at: by what goals say, by what is known; and all with a mark."""

YEAR = 365.0
LATE = date.max.toordinal()

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
    warm: Floats
    learned: Floats
    group: Floats
    answers: Floats
    owner: Floats
    people: Floats

    @property
    def promises(self) -> tuple[Floats, Floats]:
        """Two rough sums that choose the pairs to look at: what the goal says, and what is known."""
        formal = self.near + 0.3 * self.group + 0.1 * self.owner + self.answers
        return formal, self.learned + self.people


def pairs_of(
    index: GoalIndex,
    talks: Sequence[Talk],
    known: Sequence[frozenset[int]] = (),
    claims: Claims | None = None,
    cold: bool = False,
    at: Sequence[int] = (),
) -> Pairs:
    """The pairs worth a look of some conversations.

    `known` are the goals of these conversations where they belong to the evidence of `index`,
    `at` their places in it, and `cold` compares them as if these goals were new.
    """
    whole = index.vocabulary.talk(talks)
    seen = _seen(index, talks, whole, known, claims or {}, cold, at)
    marks = _marks(index, talks, whole)
    rows, goals = _chosen([np.where(index.open, one, 0.0) for one in seen.promises], marks)
    values = {name: getattr(seen, name)[rows, goals] for name in ("group", "answers", "owner")}
    values |= {name: getattr(seen, name)[rows, goals] for name in ("warm", "learned", "people")}
    values["words"] = seen.near[rows, goals]
    values["words_of_best"], values["words_lead"] = _standing(seen.near, rows, goals, index)
    values["early"] = _early(index, talks, rows, goals)
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
    cold: bool,
    at: Sequence[int],
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
    warm = learned = none
    if index.profiles is not None:
        warm = index.profiles.warm(number, known, cold)
        learned = index.profiles.nearness(index.vectors(whole), known, cold, at)
    return _Seen(
        near=(index.vectors(whole[:, : index.terms]) @ index.body.T).toarray(),
        warm=warm,
        learned=learned,
        group=group,
        answers=answers,
        owner=owner,
        people=index.people.shares([talk.people for talk in talks], known, count, cold),
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


def _early(index: GoalIndex, talks: Sequence[Talk], rows: Ints, goals: Ints) -> Floats:
    """How long before the goal's period the conversation ended: d / (d + a year); 0 if it did not."""
    last = np.array([talk.days[1].toordinal() if talk.days else LATE for talk in talks])
    days = np.clip(index.starts[goals] - last[rows], 0, None)
    found: Floats = days / (days + YEAR)
    return found
