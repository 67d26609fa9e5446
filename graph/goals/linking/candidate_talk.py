"""Which conversations a run has to read for goals that are new or say something else.

A score of `least` needs a mark, a group, people, or words that weigh enough; whatever else may speak
for a pair, a conversation without any of them stays below it. So only what conversations say is looked
through: first for single words, then, where these may do, for how much all of them weigh. What may
reach `least` is read and scored as in any run.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import numpy as np

from graph.goals.conventions import CLOSE_COSINE, EXPLICIT_STRENGTH
from graph.goals.linking.explicit_mentions import is_distinct
from graph.goals.linking.features import FEATURES
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.knowledge import Knowledge
from graph.goals.linking.score_weights import Scorer
from graph.goals.linking.talk_reader import WHOLE, ids_of, in_parts, linkable
from graph.goals.linking.texts import Talk
from graph.goals.linking.tokenization import plain, terms, terms_of_word, written
from graph.keys import fold
from graph.measures.arrays import Bools, Floats, Matrix
from graph.store.driver import Store

BATCH = 500
REMEMBERED = 300_000
"""Words as written of which it is remembered what they stand for."""
MOST_GOALS = 50
"""More goals than this are looked for in all talk: together they leave little out."""

_JOINT = re.compile(r"[-_.'’&:/]+")
_MARKUP = re.compile("://|<|&")
_CLITIC = re.compile("['’&:]")


class TermSigns:
    """Terms of which some, said together, are a sign that a conversation may matter."""

    def __init__(self) -> None:
        self._of_term: dict[str, list[tuple[int, float]]] = {}
        self._enough: list[float] = []
        self._of_word: dict[str, tuple[str, ...]] = {}
        self._known: set[str] = set()

    def add(self, weights: Iterable[tuple[str, float]], enough: float) -> None:
        """Take terms whose weights add up to `enough` for a sign."""
        for term, weight in weights:
            self._of_term.setdefault(term, []).append((len(self._enough), weight))
        self._enough.append(enough)

    def add_all(self, terms: Iterable[str]) -> None:
        """Take these terms together for a sign."""
        every = set(terms)
        self.add([(term, 1.0) for term in every], len(every) - 0.5)

    def in_words(self, words: set[str]) -> bool:
        """Whether these words, as written, are a sign."""
        for word in words - self._known:
            self._learn(word)
        terms = {term for word in words & self._of_word.keys() for term in self._of_word[word]}
        sums: dict[int, float] = {}
        for term in terms:
            for sign, weight in self._of_term[term]:
                sums[sign] = sums.get(sign, 0.0) + weight
        return any(total >= self._enough[sign] for sign, total in sums.items())

    def _learn(self, word: str) -> None:
        """Work out which terms of signs the word stands for."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        self._known.add(word)
        low = word.casefold()
        whole = [_whole(piece) for piece in (low, *_CLITIC.split(low))]
        every = {*terms_of_word(word), *terms_of_word(low), *whole}
        own = every.intersection(self._of_term)
        if own:
            self._of_word[word] = tuple(own)


def _whole(word: str) -> str:
    """The sign of a word that is too short to be a term."""
    return f"#{word}"


class GoalSearch:
    """Some goals, and by what talk may reach the score `least` for one of them.

    `without_words` is true where it may reach it by what is in no word.
    """

    def __init__(
        self, index: GoalIndex, scorer: Scorer, goals: Sequence[int], least: float
    ) -> None:
        self._index, self._goals = index, frozenset(goals)
        self._weight: dict[str, float] = dict(
            zip(FEATURES, scorer.model.weights.clip(0).tolist(), strict=True)
        )
        chance = scorer.belief.before(max(least - 0.005, 1e-9))  # scores are rounded
        room = np.log(chance / (1 - chance)) - scorer.model.bias - self._weight["early"]
        warm = [index.profiles is not None and index.profiles.is_warm(goal) for goal in goals]
        weight_of_warm = float(scorer.model.weights[FEATURES.index("warm")])
        self._marks = TermSigns()
        weak = [self._weight["hint"] * self._named(goal) for goal in goals]
        self._room = room - weight_of_warm * np.array(warm, np.float64) - np.array(weak)
        self._places, self._warm = list(goals), any(warm)
        self._body = index.body[self._places].toarray()
        self._learned = np.zeros((len(goals), len(index.vocabulary)))
        if index.profiles is not None:
            self._learned[:] = index.profiles.weights_of(goals)
        self.without_words = bool((self._room <= 0).any())
        self._words = self._heavy()

    def _named(self, goal: int) -> float:
        """The strength of marks of the goal that are too weak to be looked for; the others are signs."""
        text = self._index.goals[goal]
        for name in (text.title, *text.synonyms):
            self._marks.add_all(terms(name) or map(_whole, written(plain(fold(name)))))
        weak = 0.0
        for key, strength in self._index.mentions.keys(text, goal).items():
            if strength < EXPLICIT_STRENGTH:
                weak = max(weak, strength)
            elif is_distinct(
                key
            ):  # in a text; what is referred to is asked of the marks themselves
                parts = terms(_JOINT.sub(" ", plain(key)))
                self._marks.add_all(parts or map(_whole, key.split("/")))
        return weak

    def _heavy(self) -> TermSigns:
        """The words of the goals, and those learned, that weigh enough beside as much by titles."""
        signs = TermSigns()
        surface = list(self._index.vocabulary.columns)
        steepest = self._weight["words"] + self._weight["words_lead"]
        steepest += self._weight["words_of_best"] / CLOSE_COSINE
        both = ((self._body, steepest), (self._learned, self._weight["learned"]))
        for rows, weight in both:
            for row, room in zip(rows, self._room.tolist(), strict=True):
                if weight > 0 and room > 0:
                    signs.add(*_heaviest(surface, row, room / 3 / weight))
        return signs

    def among(self, talks: Sequence[Talk]) -> list[str]:
        """The ids of those conversations that may reach the score, groups and people left out."""
        titles = self._index.titles.rows([talk.title for talk in talks])
        by_title = self._by_title(titles)
        cosines = (by_title >= self._room / 3).any(axis=1).tolist()
        ids, heavy = list[str](), list[int]()
        for row, talk in enumerate(talks):
            words, named = _words_of(talk), self._index.mentions.referred(talk)
            sure = any(
                named[goal].strength >= EXPLICIT_STRENGTH for goal in self._goals & named.keys()
            )
            if sure or self._marks.in_words(words):
                ids.append(talk.id)
            elif cosines[row] or self._warm or self._words.in_words(words):
                heavy.append(row)
        if heavy:
            may = self._may([talks[row] for row in heavy], titles[heavy], by_title[heavy])
            ids += [
                talks[row].id
                for row, may_advance in zip(heavy, may.tolist(), strict=True)
                if may_advance
            ]
        return ids

    def _by_title(self, titles: Matrix) -> Floats:
        """The most that titles say for each of the goals."""
        cosines = self._index.titles.nearness(titles, self._places)[:, self._places].toarray()
        whole = self._index.titles.contained(titles, self._places)[:, self._places].toarray()
        scores: Floats = self._standing("title", cosines) + self._weight["contained"] * whole
        return scores

    def _standing(self, name: str, cosines: Floats) -> Floats:
        """The most that a nearness says for a goal, were it the best of all."""
        scores: Floats = (self._weight[name] + self._weight[f"{name}_lead"]) * cosines
        return scores + self._weight[f"{name}_of_best"] * np.clip(cosines / CLOSE_COSINE, 0, 1)

    def _may(self, talks: Sequence[Talk], titles: Matrix, by_title: Floats) -> Bools:
        """Whether what each conversation says weighs enough for any of the goals."""
        counts = self._index.vocabulary.talk(talks)
        cosines = self._index.vectors(counts[:, : self._index.terms]) @ self._body.T
        vectors = self._index.vectors(counts)
        learned = np.clip(vectors @ self._learned.T, 0, 1)
        reach = by_title + self._standing("words", cosines) + self._weight["learned"] * learned
        if self._warm and self._index.neighbours is not None:
            beside = self._index.neighbours.nearness(vectors, titles, ())
            reach += self._weight["neighbour"] * beside[:, self._places].toarray()
        result: Bools = (reach >= self._room - 1e-9).any(axis=1)
        return result


def _heaviest(
    surface: Sequence[str], weights: Floats, norm: float
) -> tuple[list[tuple[str, float]], float]:
    """The heaviest terms with their squares, and the sum without which the length stays below `norm`."""
    squares = weights**2
    order = np.argsort(-squares)
    left_out = squares.sum() - np.cumsum(squares[order])
    heaviest = order[: int(np.searchsorted(-left_out, -(norm**2) / 2)) + 1]
    heaviest = heaviest[squares[heaviest] > 0]
    enough = norm**2 - float(squares.sum() - squares[heaviest].sum()) - 1e-9
    return [(surface[column], float(squares[column])) for column in heaviest.tolist()], enough


def _words_of(talk: Talk) -> set[str]:
    """Every word of the conversation and of what it refers to, as written."""
    texts = [talk.title, talk.text, *talk.tags, *talk.refs]
    words = {word for text in texts for word in written(plain(text))}
    for text in filter(_MARKUP.search, texts):  # `plain` leaves links and markup out
        words.update(written(text), written(plain(_MARKUP.sub(" ", text))))
    return words


def _talk(id_: str, title: str, tags: list[str], text: str, refs: list[list[str]]) -> Talk:
    """The conversation as far as it is said."""
    every = dict.fromkeys(ref for of_message in refs for ref in of_message)
    return Talk(id_, title, tags, list(every), text)


async def candidate_conversations(
    store: Store, knowledge: Knowledge, goals: Iterable[str], least: float
) -> list[str]:
    """The ids of the conversations that may reach the score `least` for one of these goals, in order."""
    places = sorted(knowledge.index.place_of[goal] for goal in goals)
    every = await linkable(store)
    if len(places) > MOST_GOALS:
        return every
    search = GoalSearch(knowledge.index, knowledge.scorer, places, least)
    if search.without_words or knowledge.semantic:
        return every
    goal_ids = [knowledge.index.goals[place].id for place in places]
    candidates = set(await ids_of(store, "talk_near_goals", ids=goal_ids))

    async def read(ids: Sequence[str]) -> list[Talk]:
        rows = store.stream("words_of_talk", ids=ids, **asdict(WHOLE))
        return [_talk(*row) async for _, talks in rows for row in talks]

    async for talks in in_parts(every, BATCH, read):
        candidates.update(await asyncio.to_thread(search.among, talks))
    return sorted(candidates)
