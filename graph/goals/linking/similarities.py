"""How conversations and goals are alike, sign by sign: words, titles, kin, what is known, meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy import sparse

from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.sentence_vectors import Meanings
from graph.goals.linking.sparse_rows import nothing, of_rows, total
from graph.goals.linking.texts import Talk
from graph.measures.arrays import Matrix

Places = dict[int, float]
Claims = Mapping[str, frozenset[int]]
"""Conversation → the places of the goals that it is known to advance."""


@dataclass(frozen=True, eq=False)
class Similarities:
    """Rows of talk by goals: each sign, held where there is any."""

    near: Matrix
    shared: Matrix
    title: Matrix
    contained: Matrix
    learned: Matrix
    neighbour: Matrix
    group: Matrix
    answers: Matrix
    owner: Matrix
    people: Matrix
    meaning: Matrix

    @property
    def promises(self) -> tuple[Matrix, ...]:
        """Rough sums that choose the pairs to look at: what the goal says, its title, what is known."""
        formal = total([self.near, 0.3 * self.group, 0.1 * self.owner, self.answers])
        confirmed = total([self.learned, self.people, self.neighbour])
        return formal, self.title, confirmed, self.meaning


def similarities_of(
    index: GoalIndex,
    talks: Sequence[Talk],
    whole: Matrix,
    known: Sequence[frozenset[int]],
    claims: Claims,
    cold: bool,
    at_: Sequence[int],
    meanings: Meanings,
) -> Similarities:
    """The signs of all these conversations; `whole` are their terms, the rest as `pairs_of` takes it."""
    count = len(index.goals)
    group, answers, owner = list[Places](), list[Places](), list[Places]()
    for talk in talks:
        pursued = index.pursued.get(talk.group or "", ())
        group.append(dict.fromkeys(pursued, 1 / max(len(pursued), 1)))
        answers.append(_answered_share(talk, claims))
        owned = (goal for person in talk.people for goal in index.owned.get(person, ()))
        owner.append(dict.fromkeys(owned, 1.0))
    titles = index.titles.rows([talk.title for talk in talks])
    learned = neighbour = nothing(len(talks), count)
    if index.profiles is not None:
        learned = index.profiles.nearness(index.vectors(whole), known, cold, at_)
    if index.neighbours is not None:
        neighbour = index.neighbours.nearness(index.vectors(whole), titles, known, cold, at_)
    return Similarities(
        near=sparse.csr_array(index.vectors(whole[:, : index.terms]) @ index.body.T),
        shared=sparse.csr_array(_goal_terms(whole[:, : index.terms], index) @ index.present.T),
        title=index.titles.nearness(titles),
        contained=index.titles.contained(titles),
        learned=learned,
        neighbour=neighbour,
        group=of_rows(group, count),
        answers=of_rows(answers, count),
        owner=of_rows(owner, count),
        people=index.people.shares([talk.people for talk in talks], known, count, cold),
        meaning=of_rows([_places(index, meanings.get(talk.id, {})) for talk in talks], count),
    )


def _answered_share(talk: Talk, claims: Claims) -> Places:
    """The share of the conversations answered in one that advance each goal."""
    share: Places = {}
    for other in talk.answers:
        for goal in claims.get(other, ()):
            share[goal] = share.get(goal, 0.0) + 1 / len(talk.answers)
    return share


def _places(index: GoalIndex, near: Mapping[str, float]) -> Places:
    """The places of goals by id; without those that the index does not know."""
    places = index.place_of
    return {places[goal]: value for goal, value in near.items() if goal in places}


def _goal_terms(counts: Matrix, index: GoalIndex) -> Matrix:
    """How much of a word each term is, where it is said."""
    out = counts.copy()
    out.data = index.vocabulary.breadth[out.indices]
    return out
