"""The published weights, and whether scores hold where they were not fitted: `bench.linking --fit`, `--across`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import numpy as np

from bench.linking_cases import MADE, RUST, Case, bundle_case, rust_cases, sample_cases
from bench.linking_methods import evidence_of
from graph.goals.linking.calibration import Logistic, fit_logistic
from graph.goals.linking.features import FEATURES, Pairs, pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.score_weights import Scorer, unmarked
from graph.measures.arrays import Floats

SAMPLES = ((200, 11, 3), (60, 12, 6), (80, 21, 3), (120, 24, 3))
AGAINST = ("warm", "early")
"""Features that may only speak against a pair; all others only for it."""
COUNTED = 300.0
"""What each organisation counts for, however many conversations and cases it has; its cases evenly."""


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
    """Print how often scores were right in organisations that no weight was fitted to."""
    seen = [view for of, case in dev_cases() for view in views(of, case)]
    if more is not None:
        seen += list(views(more.name, bundle_case(more.name, more)))
    scores, truth = list[Floats](), list[Floats]()
    for of in dict.fromkeys(view.of for view in seen):
        model = weights_of([view for view in seen if view.of != of])
        held = [view for view in seen if view.of == of]
        own = [best_three(view, Scorer(model).scores(view.pairs.features)) for view in held]
        scores.append(np.concatenate([one for one, _ in own]))
        truth.append(np.concatenate([one for _, one in own]))
        tenths(of, scores[-1], truth[-1])
    tenths("all", np.concatenate(scores), np.concatenate(truth))


def best_three(view: View, scores: Floats) -> tuple[Floats, Floats]:
    """The three best scores of each conversation, and which of these pairs are true."""
    order = np.lexsort((-scores, view.pairs.rows))
    rows = view.pairs.rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return scores[order][rank < 3], view.truth[order][rank < 3]


def tenths(name: str, scores: Floats, truth: Floats) -> None:
    """Print the share of true pairs in each tenth of the score, with its interval."""
    place = np.minimum((scores * 10).astype(int), 9)
    shown = list[str]()
    for tenth in range(10):
        number, right = int((place == tenth).sum()), int(truth[place == tenth].sum())
        if number:
            low, high = interval(right, number)
            shown.append(f"{tenth / 10}: {right / number:.2f} [{low:.2f}, {high:.2f}] ({number:,})")
    print(f"{name:12} {'  '.join(shown)}", flush=True)
