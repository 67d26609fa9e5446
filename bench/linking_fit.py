"""The published weights, and whether scores hold where they were not fitted: `bench.linking --fit`, `--across`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import numpy as np

from bench.linking_cases import MADE, RUST, Case, bundle_case, rust_cases, sample_cases
from bench.linking_methods import evidence_of
from graph.goals.conventions import BELIEVED_SLOPES, STRONG_MARK
from graph.goals.linking.calibration import Logistic, Recalibration, fit_logistic, recalibrated
from graph.goals.linking.features import FEATURES, MARK, Pairs, pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.score_weights import PUBLISHED, Scorer, unmarked
from graph.measures.arrays import Floats, Ints

SAMPLES = ((200, 11, 3), (60, 12, 6), (80, 21, 3), (120, 24, 3))
AGAINST = ("warm", "early")
"""Features that may only speak against a pair; all others only for it."""
COUNTED = 300.0
"""What each organisation counts for, however many conversations and cases it has; its cases evenly."""

LIGHTLY = 10.0
"""How strongly what is believed of one organisation is drawn towards all."""


@dataclass(frozen=True, eq=False)
class View:
    """The pairs of one organisation, looked at in one way, and which of them are true."""

    of: str
    case: str
    pairs: Pairs
    truth: Floats
    talks: int


def dev_cases() -> Iterator[tuple[str, Case]]:
    """What weights are fitted to and choices were made on: made-up companies, real issues, made sets."""
    for name, folder in MADE.items():
        yield name, bundle_case(name, folder)
    for made in SAMPLES:
        for case in sample_cases(*made):
            yield "sample", case
    if RUST.exists():
        for case in rust_cases(RUST, odd=False):
            if "comment" in case.name:
                continue
            yield "rust-org", case
            if case.name.endswith("as they are"):
                bare = [replace(talk, tags=[], refs=[]) for talk in case.talks]
                titles = [replace(talk, text="") for talk in bare]
                yield "rust-org", replace(case, name="rust-org, marks hidden", talks=bare)
                yield "rust-org", replace(case, name="rust-org, titles only", talks=titles)


def views(of: str, case: Case) -> Iterator[View]:
    """A case without known talk and, where there is enough, with a part of it known."""
    place = {goal.id: number for number, goal in enumerate(case.goals)}
    blank = GoalIndex(case.goals, case.background)
    yield _view(of, case, [talk.id for talk in case.talks], pairs_of(blank, case.talks))
    known = [row for row, talk in enumerate(case.talks) if case.known.get(talk.id)]
    if len(known) < 60:
        return
    evidence = evidence_of(case, known[::2], place)
    taught = GoalIndex(case.goals, case.background, evidence)
    told = {talk.id for talk in evidence.talks}
    rest = [talk for talk in case.talks if talk.id not in told]
    yield _view(of, case, [talk.id for talk in rest], pairs_of(taught, rest))
    for cold in (False, True):
        pairs = pairs_of(taught, evidence.talks, evidence.labels, cold=cold)
        yield _view(of, case, [talk.id for talk in evidence.talks], pairs)


def _view(of: str, case: Case, ids: Sequence[str], pairs: Pairs) -> View:
    both = zip(pairs.rows.tolist(), pairs.goals.tolist(), strict=True)
    truth = [case.goals[goal].id in case.truth[ids[row]] for row, goal in both]
    return View(of, case.name, pairs, np.array(truth, np.float64), len(ids))


def weights_of(seen: Sequence[View], strength: float = 3.0) -> Logistic:
    """The weights of most likelihood, each organisation counted alike, none against its meaning."""
    talks, cases = Counter[tuple[str, str]](), dict[str, set[str]]()
    for view in seen:
        talks[view.of, view.case] += view.talks
        cases.setdefault(view.of, set()).add(view.case)
    rows = unmarked(np.vstack([view.pairs.features for view in seen]))
    truth = np.concatenate([view.truth for view in seen])
    share = [COUNTED / len(cases[v.of]) / talks[v.of, v.case] for v in seen]
    counted = [np.full(len(v.truth), one) for v, one in zip(seen, share, strict=True)]
    sign = np.array([-1.0 if name in AGAINST else 1.0 for name in FEATURES])
    used, zero = np.ones(len(FEATURES)), Logistic(0.0, np.zeros(len(FEATURES)))
    while True:
        found = fit_logistic(rows * used, truth, np.concatenate(counted), zero, strength)
        wrong = (found.weights * sign < -1e-9) & (used > 0)
        if not wrong.any():
            return Logistic(found.bias, found.weights * used)
        used[wrong] = 0.0


def fit() -> Logistic:
    """The weights fitted to the dev cases."""
    return weights_of([view for of, case in dev_cases() for view in views(of, case)])


def interval(right: int, number: int, z: float = 1.96) -> tuple[float, float]:
    """Where the true share lies with 95 % confidence, of `right` among `number` (Wilson 1927).

    >>> tuple(round(end, 2) for end in interval(8, 10))
    (0.49, 0.94)
    """
    middle = (right + z * z / 2) / (number + z * z)
    half = z / (number + z * z) * sqrt(right * (number - right) / number + z * z / 4)
    return middle - half, middle + half


def across(more: Path | None = None) -> None:
    """Nothing; prints how often scores were right in organisations that nothing was fitted to.

    `more` is a bundle that belongs to no fit at all.
    """
    seen = [view for of, case in dev_cases() for view in views(of, case)]
    asked = {view.of: [one for one in seen if one.of == view.of] for view in seen}
    if more is not None:
        asked[more.name] = list(views(more.name, bundle_case(more.name, more)))
    parts = list[tuple[Floats, Floats]]()
    for of, held in asked.items():
        rest = [view for view in seen if view.of != of]
        found = slopes(rest)
        scorer = Scorer(weights_apart(rest), belief=belief_of(found))
        shown = ", ".join(f"{name} {slope:.2f}" for name, slope in found.items())
        print(f"{of}: believed {scorer.belief.slope:.2f}, of {shown}")
        for name, one in (
            ("", scorer),
            (", as weighed", replace(scorer, belief=Recalibration(1.0))),
        ):
            own = [best_three(view, one.scores(view.pairs)) for view in held]
            parts.append((np.concatenate([s for s, _ in own]), np.concatenate([t for _, t in own])))
            tenths(of + name, *parts[-1])
    tenths("all", *(np.concatenate([part[n] for part in parts[::2]]) for n in (0, 1)))
    print(f"published: believed {belief_of(slopes(seen)).slope:.2f}")


def weights_apart(seen: Sequence[View]) -> Logistic:
    """The weights of some organisations; `early`, of which only one tells, as it is published."""
    found = weights_of(seen)
    weights, place = found.weights.copy(), FEATURES.index("early")
    weights[place] = min(weights[place], PUBLISHED["early"])
    return Logistic(found.bias, weights)


def slopes(seen: Sequence[View]) -> dict[str, float]:
    """Organisation → how far scores hold there by weights fitted to the others."""
    found = {}
    for of in dict.fromkeys(view.of for view in seen):
        scorer = Scorer(weights_apart([view for view in seen if view.of != of]))
        held = [view for view in seen if view.of == of]
        rows = [_weak(view, scorer, COUNTED / len(held)) for view in held]
        chances, truth, counted = (np.concatenate([one[n] for one in rows]) for n in range(3))
        found[of] = recalibrated(chances, truth, counted, 1.0, LIGHTLY).slope
    return found


def _weak(view: View, scorer: Scorer, share: float) -> tuple[Floats, Floats, Floats]:
    """Of the three best pairs of each conversation, without strong marks: chance, truth, importance."""
    chances = scorer.chances(view.pairs.features)
    kept = np.zeros(len(chances), np.bool_)
    kept[_best(view, chances)] = True
    kept &= view.pairs.features[:, MARK] < STRONG_MARK
    return chances[kept], view.truth[kept], np.full(int(kept.sum()), share / view.talks)


def belief_of(found: Mapping[str, float]) -> Recalibration:
    """What holds in most unlike organisations: the mean, none above 1, less one standard deviation.

    >>> belief_of({"a": 0.5, "b": 0.7, "c": 1.5})
    Recalibration(slope=0.2)
    """
    every = np.array(list(found.values()))
    slope = float(np.minimum(every, 1).mean() - every.std(ddof=1))
    return Recalibration(round(max(slope, BELIEVED_SLOPES[0]), 2))


def _best(view: View, scores: Floats) -> Ints:
    """The places of the three best pairs of each conversation."""
    order = np.lexsort((-scores, view.pairs.rows))
    rows = view.pairs.rows[order]
    found: Ints = order[np.arange(len(rows)) - np.searchsorted(rows, rows) < 3]
    return found


def best_three(view: View, scores: Floats) -> tuple[Floats, Floats]:
    """The three best scores of each conversation, and which of these pairs are true."""
    best = _best(view, scores)
    return scores[best], view.truth[best]


def tenths(name: str, scores: Floats, truth: Floats) -> None:
    """Print the share of true pairs in each tenth of the score, with its interval."""
    place = np.minimum((scores * 10).astype(int), 9)
    shown = list[str]()
    for tenth in range(10):
        number, right = int((place == tenth).sum()), int(truth[place == tenth].sum())
        if number:
            low, high = interval(right, number)
            shown.append(f"{tenth / 10}: {right / number:.2f} [{low:.2f}, {high:.2f}] ({number:,})")
    print(f"{name:24} {'  '.join(shown)}", flush=True)
