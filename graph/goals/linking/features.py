"""What is known of pairs of conversation and goal: the numbers that a score is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from graph.goals.conventions import CANDIDATE_GOALS, EXPLICIT_STRENGTH
from graph.goals.linking.explicit_mentions import Mention
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.sentence_vectors import Meanings
from graph.goals.linking.similarities import Claims, similarities_of
from graph.goals.linking.sparse_rows import (
    at,
    best,
    only,
    standing,
    unexplained_share,
)
from graph.goals.linking.texts import Talk
from graph.measures.arrays import Floats, Ints, Matrix

FEATURES = (
    "mark",
    "hint",
    "words",
    "words_of_best",
    "words_lead",
    "title",
    "title_of_best",
    "title_lead",
    "contained",
    "single",
    "group",
    "answers",
    "owner",
    "warm",
    "learned",
    "neighbour",
    "people",
    "early",
    "meaning",
    "meaning_lead",
)
"""The numbers of a pair, in order, each 0 to 1; `docs/linking.md` has their formulas."""

MARK = FEATURES.index("mark")


PART = 2000
CELLS = 4_000_000
"""Conversations, and conversations times goals, that are compared at once."""

YEAR = 365.0
LATE = date.max.toordinal()


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs worth a look: row of the conversation, place of the goal, FEATURES; marks by pair.

    `terms`: the terms of each conversation.
    """

    rows: Ints
    goals: Ints
    features: Floats
    mentions: Mapping[tuple[int, int], Mention]
    terms: Matrix

    def __len__(self) -> int:
        return len(self.rows)


def pairs_of(
    index: GoalIndex,
    talks: Sequence[Talk],
    known: Sequence[frozenset[int]] = (),
    claims: Claims | None = None,
    cold: bool = False,
    at: Sequence[int] = (),
    meanings: Meanings | None = None,
) -> Pairs:
    """The pairs worth a look of some conversations.

    `known` are the goals of these conversations where they belong to the evidence of `index`,
    `at` their places in it, and `cold` compares them as if these goals were new. `meanings` are the
    goals nearest by meaning, where that is compared. Only so many conversations are compared at once that what is held stays small for any number of goals.
    """
    size = max(1, min(PART, CELLS // max(1, len(index.goals))))
    places = list(at or range(len(talks))) if known else []
    parts = [
        _pairs_of_part(
            index,
            talks[start : start + size],
            known[start : start + size],
            claims or {},
            cold,
            places[start : start + size],
            meanings or {},
        )
        for start in range(0, max(len(talks), 1), size)
    ]
    return _joined(parts, size)


def _joined(parts: Sequence[Pairs], size: int) -> Pairs:
    """The pairs of all parts, each of so many conversations but the last."""
    if len(parts) == 1:
        return parts[0]
    return Pairs(
        np.concatenate([part.rows + n * size for n, part in enumerate(parts)]),
        np.concatenate([part.goals for part in parts]),
        np.vstack([part.features for part in parts]),
        {
            (row + n * size, goal): mark
            for n, part in enumerate(parts)
            for (row, goal), mark in part.mentions.items()
        },
        sparse.csr_array(sparse.vstack([part.terms for part in parts])),
    )


def _pairs_of_part(
    index: GoalIndex,
    talks: Sequence[Talk],
    known: Sequence[frozenset[int]],
    claims: Claims,
    cold: bool,
    at_: Sequence[int],
    meanings: Meanings,
) -> Pairs:
    whole = index.vocabulary.talk(talks)
    parts = similarities_of(index, talks, whole, known, claims, cold, at_, meanings)
    mentions = _mentions(index, talks, whole)
    rows, goals = _pairs([only(matrix, index.open) for matrix in parts.promises], mentions)
    kin = ("group", "answers", "owner", "people")
    text = ("learned", "neighbour", "title", "contained", "meaning")
    values = {name: at(getattr(parts, name), rows, goals) for name in (*kin, *text)}
    values["warm"] = _warm(index, rows, goals, known, cold)
    values["words"] = at(parts.near, rows, goals)
    several = np.clip(at(parts.shared, rows, goals) - 1, 0, 1)
    values["single"] = 1 - several
    of_best, lead = standing(only(parts.near, index.open), parts.near, rows, goals)
    values["words_of_best"], values["words_lead"] = of_best * several, lead * several
    values["title_of_best"], values["title_lead"] = standing(
        only(parts.title, index.open), parts.title, rows, goals
    )
    _, values["meaning_lead"] = standing(
        only(parts.meaning, index.open), parts.meaning, rows, goals
    )
    silent = unexplained_share(rows, values["words_of_best"], len(talks))
    values["meaning"], values["meaning_lead"] = (
        values[name] * silent for name in ("meaning", "meaning_lead")
    )
    values["early"] = _early(index, talks, rows, goals)
    strengths = _strengths(mentions, rows, goals)
    values["mark"] = np.where(strengths >= EXPLICIT_STRENGTH, strengths, 0.0)
    values["hint"] = np.where(strengths < EXPLICIT_STRENGTH, strengths, 0.0)
    features = np.stack([values[name] for name in FEATURES], axis=1)
    return Pairs(rows, goals, features.astype(np.float64), mentions, whole)


def _strengths(mentions: Mapping[tuple[int, int], Mention], rows: Ints, goals: Ints) -> Floats:
    """How strongly each pair is marked."""
    places = zip(rows.tolist(), goals.tolist(), strict=True)
    return np.array([mentions[pair].strength if pair in mentions else 0.0 for pair in places])


def _warm(
    index: GoalIndex, rows: Ints, goals: Ints, known: Sequence[frozenset[int]], cold: bool
) -> Floats:
    """1 for each pair whose goal has confirmed talk besides the conversation itself."""
    if index.profiles is None:
        return np.zeros(len(rows))
    counts = index.profiles.counts[goals].copy()
    if known:
        own = [goal in known[row] for row, goal in zip(rows.tolist(), goals.tolist(), strict=True)]
        counts[own] = 0.0 if cold else counts[own] - 1
    is_warm: Floats = (counts > 0).astype(np.float64)
    return is_warm


def _pairs(
    promises: Sequence[Matrix], mentions: Mapping[tuple[int, int], Mention]
) -> tuple[Ints, Ints]:
    """Rows and goals of the pairs that are looked at, in order."""
    cells = {row * promises[0].shape[1] + goal for row, goal in mentions}
    for promise, most in zip(promises, CANDIDATE_GOALS, strict=True):
        for row, places in enumerate(best(promise, most)):
            cells.update((row * promise.shape[1] + places).tolist())
    order = np.array(sorted(cells), np.int64)
    width = max(promises[0].shape[1], 1)
    return order // width, order % width


def _mentions(
    index: GoalIndex, talks: Sequence[Talk], whole: Matrix
) -> dict[tuple[int, int], Mention]:
    """(row, goal) → the strongest mark, for goals that are open."""
    present = whole.copy()
    present.data[:] = 1.0
    shared = sparse.csr_array(present @ index.names.T)
    full = shared.data >= index.name_sizes[shared.indices] - 0.5
    mentions = {}
    for row, talk in enumerate(talks):
        span = slice(shared.indptr[row], shared.indptr[row + 1])
        names = shared.indices[span][full[span]].tolist()
        for goal, mark in index.mentions.of(talk, names).items():
            if index.open[goal]:
                mentions[row, goal] = mark
    return mentions


def _early(index: GoalIndex, talks: Sequence[Talk], rows: Ints, goals: Ints) -> Floats:
    """How long before the goal's period the conversation ended: d / (d + a year); 0 if it did not."""
    last = np.array([talk.days[1].toordinal() if talk.days else LATE for talk in talks])
    days = np.clip(index.starts[goals] - last[rows], 0, None)
    shares: Floats = days / (days + YEAR)
    return shares
