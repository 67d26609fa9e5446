"""How well hidden links are recovered: `python -m bench.linking [BUNDLE] [--speed] [--fit] [--across]`.

Each case is an organisation whose links are known. A method ranks all goals for each conversation;
links are hidden before it sees any. `learned` methods see the links of four fifths of the talk and
are measured on the other fifth, five times. No weight was fitted to what is reported here: the
published weights come from `--fit`, which uses other made-up companies and the issues of even number.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.linking_cases import MADE, RUST, Case, bundle_case, rust_cases, sample_cases
from bench.linking_fit import across, fit
from bench.linking_methods import Ranking, rankings
from bench.linking_speed import speed
from graph.goals.conventions import LEAST_SCORE
from graph.goals.linking.features import FEATURES
from graph.measures.arrays import Floats

SAMPLE = (300, 7, 3)


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
        covered.append(bool(best) and ranking.scores[row, best[0]] >= LEAST_SCORE)
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
        float(truth[chances >= LEAST_SCORE].mean()) if ranking.chance else None,
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


def report(case: Case) -> None:
    """Print the figures of a case, and how far its scores can be trusted."""
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
        by_kind(case, ranking)


def by_kind(case: Case, ranking: Ranking) -> None:
    """Print of each kind of a made set how many are found first, and how many traps are not."""
    kinds: dict[str, list[bool]] = {}
    for row, talk in enumerate(case.talks):
        best = int(np.argmax(ranking.scores[row]))
        top, wanted = float(ranking.scores[row, best]), case.truth[talk.id]
        found = case.goals[best].id in wanted and top > 0 if wanted else top < LEAST_SCORE
        if talk.id in case.kinds and (wanted or ranking.chance):
            kinds.setdefault(case.kinds[talk.id], []).append(found)
    if kinds:
        shown = (f"{kind} {sum(found)} of {len(found)}" for kind, found in kinds.items())
        print("      " + "  ".join(shown))


def reliability(case: Case, ranking: Ranking) -> None:
    """Print what share of the three best pairs is true in each tenth of the score."""
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


def reported(bundle: Path | None) -> Iterator[Case]:
    """What figures are printed of: the sample, real issues, the made sets, or one bundle alone."""
    if bundle is not None:
        yield bundle_case(bundle.name, bundle)
        return
    yield from sample_cases(*SAMPLE)
    if RUST.exists():
        yield from rust_cases(RUST, odd=True)
    for name, folder in MADE.items():
        yield bundle_case(name, folder)


def main() -> None:
    """Prints the figures of every case."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("bundle", nargs="?", type=Path, help="another bundle with confirmed links")
    asked.add_argument("--across", action="store_true", help="scores where nothing was fitted")
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
    if given.across:
        across(given.bundle)
        return
    for case in reported(given.bundle):
        report(case)


if __name__ == "__main__":
    main()
