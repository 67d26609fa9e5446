"""How surely the value ledger finds what is planted in samples: `python -m bench.planted_value [SEEDS]`.

Of each seed's company, by acts alone: whether the two who earn most by needs that they held are the two
market makers, and whether the failures that count as a verdict are the honest ones. Precision is the
share of what is found that was planted, with Wilson's interval of 95 %.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.events.innovate import innovate_events
from graph.ledger.events.needs import held_needs
from graph.ledger.facts import Facts
from graph.ledger.goal_sets import GoalSets
from graph.ledger.homes import homes_of
from graph.ledger.intervals import wilson
from graph.ledger.organisation_days import Organisation, leads_of
from graph.ledger.talk_tables import no_talk
from graph.organisation.membership import membership_index
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings

SEEDS = 20
PEOPLE = 100

Row = Mapping[str, Any]


def second(text: str | None) -> int | None:
    """A time of a bundle in seconds since 1970."""
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


def facts_of_bundle(folder: Path) -> Facts:
    """People, needs and experiments of a bundle, as the ledger takes them; no talk."""
    rows = {
        name: [
            json.loads(line)
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        for name in ("people", "needs", "experiments")
    }
    people = sorted((row["id"], bool(row.get("bot"))) for row in rows["people"])
    membership = membership_index([(id_, bot, None, None) for id_, bot in people], [], [])
    levels = np.full(len(people), -1, np.int64)
    return Facts(
        people=[id_ for id_, _ in people],
        measured=np.array([not bot for _, bot in people], np.bool_),
        talk=no_talk(),
        sets=GoalSets(),
        goals=np.zeros(0, np.int64),
        homes=homes_of([], {}),
        organisation=Organisation(membership, levels, [None] * len(people), leads_of([], {}), {}),
        needs=[_need(row) for row in rows["needs"]],
        experiments=[_experiment(row) for row in rows["experiments"]],
    )


def _need(row: Row) -> tuple[Any, ...]:
    solved = second(row.get("solved_at"))
    solvers = [[row["solver"], solved]] if row.get("solver") else []
    holds = [
        [hold["person"], second(hold.get("from")), second(hold.get("until"))]
        for hold in row.get("holds") or ()
    ]
    times = (second(row.get("asked_at")), second(row.get("matched_at")), solved)
    connectors = row.get("connectors") or []
    return (row["id"], row["state"], *times, row["asked_by"], solvers, connectors, holds, None, None, [])  # fmt: skip


def _experiment(row: Row) -> tuple[Any, ...]:
    backers = [[one["person"], second(one.get("at"))] for one in row.get("backers") or ()]
    times = (second(row.get(name)) for name in ("proposed_at", "started_at", "ended_at"))
    found = bool((row.get("finding") or "").strip())
    return (row["id"], row["state"], *times, found, None, row["proposed_by"], backers, None, [])


def earned(rows: Rows) -> Counter[int]:
    """Person → units."""
    found: Counter[int] = Counter()
    for person, units in zip(rows.person.tolist(), rows.units.tolist(), strict=True):
        found[person] += units
    return found


def makers_found(facts: Facts, truth: Mapping[str, Any]) -> tuple[int, int]:
    """How many of the two who earn most by holding needs are the market makers."""
    makers = {maker["person"] for maker in truth["market_makers"]}
    first = earned(held_needs(facts)["P5.value"]).most_common(len(makers))
    return sum(facts.people[person] in makers for person, _ in first), len(first)


def failures_found(facts: Facts, truth: Mapping[str, Any]) -> tuple[int, int]:
    """How many of the failures that are verdicts were planted as honest."""
    planted = set(truth["honest_failures"]["experiments"])
    columns = innovate_events(facts)
    verdicts = set(columns["I2.verdicts"].evidence.tolist())
    failed = {one for one in columns["I1.failed"].evidence.tolist() if one in verdicts}
    mask = (1 << 40) - 1
    return sum(facts.experiments[one & mask][0] in planted for one in failed), len(failed)


def precision(seeds: Sequence[int]) -> dict[str, tuple[int, int]]:
    """What was planted of what was found, over all seeds."""
    found = {"market makers": [0, 0], "honest failures": [0, 0]}
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            bundle = Path(folder) / "bundle"
            write_sample(bundle, SampleSettings(people=PEOPLE, seed=seed, messages_per_person=4))
            truth = json.loads((bundle / "truth.json").read_text(encoding="utf-8"))
            facts = facts_of_bundle(bundle)
        for name, count in (
            ("market makers", makers_found(facts, truth)),
            ("honest failures", failures_found(facts, truth)),
        ):
            found[name][0] += count[0]
            found[name][1] += count[1]
    return {name: (right, all_) for name, (right, all_) in found.items()}


def main() -> None:
    """Print the precision of each."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    print(f"{PEOPLE} people, {seeds} seeds")
    for name, (right, found) in precision(range(1, seeds + 1)).items():
        low, high = wilson(right, found)
        print(f"{name:<16} {right} of {found}: {right / found:.2f} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
