"""How well hidden links are recovered: `python -m bench.linking [BUNDLE] [--speed] [--fit]`.

Each case is an organisation whose links are known. A method ranks all goals for each conversation;
links are hidden before it sees any. `learned` methods see the links of four fifths of the talk and
are measured on the other fifth, five times. No weight was fitted to what is reported here: the
published weights come from `--fit`, which uses another made-up company and the issues of even number.
"""

from __future__ import annotations

import argparse
import asyncio
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from bench.linking_cases import RUST, Case, rust_cases, sample_cases
from bench.linking_speed import speed
from graph.linking.calibration import Logistic, fitted
from graph.linking.features import FEATURES, Pairs, pairs_of
from graph.linking.index import GoalIndex
from graph.linking.knowledge import MOST_OF_GOAL, learn
from graph.linking.learned import Evidence
from graph.linking.options import LEAST
from graph.linking.texts import Talk
from graph.linking.weights import published, unmarked
from graph.value.arrays import Floats

FOLDS = 5
DEV_SAMPLES = ((200, 11, 6), (60, 12, 6), (600, 13, 3), (80, 21, 3), (80, 22, 3), (120, 24, 3))
SAMPLE = (300, 7, 12)


@dataclass(frozen=True, eq=False)
class Ranking:
    """Rows of talk by goals: a score each; `chance`: whether it is meant as a probability."""

    scores: Floats
    chance: bool = False


@dataclass(frozen=True)
class Quality:
    """How good a ranking is; each over the conversations that advance some goal."""

    first: float
    third: float
    recall: float
    reciprocal: float
    coverage: float
    right: float | None
    brier: float | None
    error: float | None


def quality(case: Case, ranking: Ranking) -> Quality:
    """The figures of one ranking of a case.

    Precision at 1 and 3, recall at 3 as the mean over goals, mean reciprocal rank; coverage is the
    share of conversations whose best goal reaches the floor; Brier score and expected calibration
    error over the three best of every conversation, those without a goal included.
    """
    place = {goal.id: number for number, goal in enumerate(case.goals)}
    first, third, ranks, covered = list[float](), list[float](), list[float](), list[bool]()
    found: dict[int, list[bool]] = {}
    said, held = list[float](), list[bool]()
    for row, talk in enumerate(case.talks):
        wanted = {place[goal] for goal in case.truth[talk.id]}
        order = np.argsort(-ranking.scores[row], kind="stable")
        best = [int(one) for one in order[:3] if ranking.scores[row, one] > 0]
        said += [float(ranking.scores[row, one]) for one in best]
        held += [one in wanted for one in best]
        if not wanted:
            continue
        rank = min(int(np.flatnonzero(order == one)[0]) for one in wanted)
        ranks.append(1 / (rank + 1) if ranking.scores[row, order[rank]] > 0 else 0.0)
        first.append(bool(best) and best[0] in wanted)
        third.append(len(wanted & set(best)) / min(3, len(wanted)))
        covered.append(bool(best) and ranking.scores[row, best[0]] >= LEAST)
        for one in wanted:
            found.setdefault(one, []).append(one in best)
    recall = float(np.mean([np.mean(hits) for hits in found.values()]))
    chances, truth = np.array(said), np.array(held, dtype=np.float64)
    return Quality(
        float(np.mean(first)),
        float(np.mean(third)),
        recall,
        float(np.mean(ranks)),
        float(np.mean(covered)) if ranking.chance else float(np.mean([one > 0 for one in ranks])),
        float(truth[chances >= LEAST].mean()) if ranking.chance else None,
        float(np.mean((chances - truth) ** 2)) if ranking.chance else None,
        calibration_error(chances, truth) if ranking.chance else None,
    )


def bins(chances: Floats, truth: Floats) -> list[tuple[float, int, float, float]]:
    """Tenths of the score: lower end, pairs, mean score, share that was true."""
    tenth = np.minimum((chances * 10).astype(int), 9)
    return [
        (k / 10, int((tenth == k).sum()), float(chances[tenth == k].mean()), float(truth[tenth == k].mean()))
        for k in range(10)
        if (tenth == k).any()
    ]  # fmt: skip


def calibration_error(chances: Floats, truth: Floats) -> float:
    """The mean distance of score and truth over tenths of the score, weighted by their pairs (ECE)."""
    total = len(chances)
    return sum(n / total * abs(mean - true) for _, n, mean, true in bins(chances, truth))


def whole_text(talk: Talk) -> str:
    """All that the baseline reads of a conversation."""
    return " ".join((talk.title, *talk.tags, talk.text))


def tfidf(case: Case) -> tuple[object, object]:
    """The TF-IDF rows of conversations and goals; fitted to both and to the background."""
    results: dict[str, list[str]] = {}
    for goal in case.goals:
        for parent in goal.parents:
            results.setdefault(parent, []).append(goal.title)
    goals = [
        " ".join((g.title, g.description, *g.tags, *g.synonyms, *results.get(g.id, ())))
        for g in case.goals
    ]
    made = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    made.fit([*goals, *map(whole_text, case.background)])
    return made.transform(map(whole_text, case.talks)), made.transform(goals)


def baseline(case: Case) -> Ranking:
    """TF-IDF cosine of conversation and goal (scikit-learn)."""
    talks, goals = tfidf(case)
    return Ranking((talks @ goals.T).toarray())  # type: ignore[operator, attr-defined]


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
    return {
        "explicit": by_feature(case, pairs, "mark"),
        "inherited": by_feature(case, pairs, "group", "answers", "owner"),
        "lexical": by_feature(case, pairs, "words"),
        "combined": Ranking(dense(case, pairs, published().scores(pairs.features)), True),
    }


def learned(case: Case) -> Ranking:
    """All methods with what was learned from known talk, weights fitted to it where there is enough."""
    out = np.zeros((len(case.talks), len(case.goals)))
    place = {goal.id: number for number, goal in enumerate(case.goals)}
    for known, asked in in_folds(case):
        knowledge = learn(case.goals, case.background, evidence_of(case, known, place), set())
        pairs = pairs_of(knowledge.index, [case.talks[row] for row in asked])
        rows = np.array(asked)[pairs.rows]
        out[rows, pairs.goals] = knowledge.scorer.scores(pairs.features)
    return Ranking(out, True)


def evidence_of(case: Case, rows: Sequence[int], place: Mapping[str, int]) -> Evidence:
    """What a run would learn from: the latest talk of each goal."""
    left = dict.fromkeys(place, MOST_OF_GOAL)
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
    "TF-IDF (scikit-learn)": baseline,
    "TF-IDF + regression, learned": regression,
    "combined, learned": learned,
}


def rankings(case: Case) -> dict[str, Ranking]:
    """Every method's ranking of a case."""
    found = {"TF-IDF (scikit-learn)": baseline(case), **unlearned(case)}
    return found | {name: METHODS[name](case) for name in list(METHODS)[1:]}


def report(case: Case) -> None:
    """Nothing; prints the figures of a case, and how far its scores can be trusted."""
    linked = sum(bool(case.truth[talk.id]) for talk in case.talks)
    print(f"\n{case.name}: {linked:,} conversations with a goal, {len(case.talks) - linked:,} without, "
          f"{len(case.goals)} goals")  # fmt: skip
    print(
        f"{'':30}{'P@1':>7}{'P@3':>7}{'recall':>8}{'MRR':>7}{'covered':>9}{'right':>7}{'Brier':>8}{'ECE':>7}"
    )
    for name, ranking in rankings(case).items():
        q = quality(case, ranking)
        trust = f"{q.right:7.3f}{q.brier:8.3f}{q.error:7.3f}" if q.brier is not None else ""
        print(f"{name:30}{q.first:7.3f}{q.third:7.3f}{q.recall:8.3f}{q.reciprocal:7.3f}"
              f"{q.coverage:9.3f}{trust}")  # fmt: skip
        if ranking.chance:
            reliability(case, ranking)


def reliability(case: Case, ranking: Ranking) -> None:
    """Nothing; prints what share of the three best pairs is true in each tenth of the score."""
    chances, truth = best_three(case, ranking)
    shown = (f"{low:.1f}: {true:.2f} ({n:,})" for low, n, _, true in bins(chances, truth))
    print("      true from score " + "  ".join(shown))


def best_three(case: Case, ranking: Ranking) -> tuple[Floats, Floats]:
    """The scores of the three best goals of each conversation, and whether they are true."""
    rows = np.repeat(np.arange(len(case.talks)), 3)
    best = np.argsort(-ranking.scores, axis=1, kind="stable")[:, :3].ravel()
    wanted = [case.truth[talk.id] for talk in case.talks]
    held = [case.goals[goal].id in wanted[row] for row, goal in zip(rows, best, strict=True)]
    found = ranking.scores[rows, best]
    return found[found > 0], np.array(held, dtype=np.float64)[found > 0]


def dev_cases() -> list[Case]:
    """What weights are fitted to and choices were made on; nothing of it is reported."""
    found = [case for made in DEV_SAMPLES for case in sample_cases(*made)]
    return found + (list(rust_cases(RUST, odd=False)) if RUST.exists() else [])


def fit(strength: float = 3.0) -> Logistic:
    """The weights of most likelihood on the dev cases, each counted alike, known talk there or not."""
    features, truth, importance = list[Floats](), list[Floats](), list[Floats]()
    for case in dev_cases():
        place = {goal.id: number for number, goal in enumerate(case.goals)}
        known = [row for row, talk in enumerate(case.talks) if case.known.get(talk.id)]
        evidence = evidence_of(case, known, place)
        told = {talk.id for talk in evidence.talks}
        rest = [talk for talk in case.talks if talk.id not in told]
        blank, taught = (
            GoalIndex(case.goals, case.background),
            GoalIndex(case.goals, case.background, evidence),
        )
        for talks, pairs in (
            (case.talks, pairs_of(blank, case.talks)),
            (rest, pairs_of(taught, rest)) if rest else ((), None),
            (evidence.talks, pairs_of(taught, evidence.talks, evidence.labels)),
            (evidence.talks, pairs_of(taught, evidence.talks, evidence.labels, cold=True)),
        ):
            if pairs is None:
                continue
            features.append(unmarked(pairs.features))
            wanted = [{place[goal] for goal in case.truth[talk.id]} for talk in talks]
            truth.append(
                np.array(
                    [
                        goal in wanted[row]
                        for row, goal in zip(pairs.rows, pairs.goals, strict=True)
                    ],
                    np.float64,
                )
            )
            importance.append(np.full(len(pairs), min(1.0, 400 / len(case.talks))))
    zero = Logistic(0.0, np.zeros(len(FEATURES)))
    return fitted(
        np.vstack(features), np.concatenate(truth), np.concatenate(importance), zero, strength
    )


def main() -> None:
    """Prints the figures of every case."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("bundle", nargs="?", type=Path, default=RUST)
    asked.add_argument("--fit", action="store_true", help="print weights fitted to the dev cases")
    asked.add_argument("--speed", action="store_true", help="time a generated store")
    asked.add_argument("--conversations", type=int, default=100_000, help="of the generated store")
    asked.add_argument("--goals", type=int, default=1000, help="of the generated store")
    given = asked.parse_args()
    if given.speed:
        asyncio.run(speed(given.conversations, given.goals))
        return
    if given.fit:
        found = fit()
        print(f"BIAS = {found.bias:.2f}")
        for name, weight in zip(FEATURES, found.weights, strict=True):
            print(f'    "{name}": {weight:.2f},')
        return
    cases = list(sample_cases(*SAMPLE))
    if given.bundle.exists():
        cases += rust_cases(given.bundle, odd=True)
    for case in cases:
        report(case)


if __name__ == "__main__":
    main()
