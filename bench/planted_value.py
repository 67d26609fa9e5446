"""How surely the value ledger finds what is planted in samples: `python -m bench.planted_value [SEEDS]`.

Of each seed's company, by acts alone: whether the two who earn most by needs that they held are the two
market makers; whether the failures that count as a verdict are the honest ones; whether each team planted
at a maturity stage is found at it; and whether the unit in which a larger part of needs was solved than in
the quarter before, by more than in any other, is the one whose leader held question hours. Precision is the
share of what is found that was planted, with Wilson's interval of 95 %.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.ledger_facts_of_bundle import Bundle, bundle_of, facts_of_bundle, ledger_of, second
from graph.ledger.intervals import wilson
from graph.ledger.kinds import KINDS
from graph.ledger.ledger import Ledger
from graph.ledger.maturity import headline_kinds, maturity_steps, stage_reached
from graph.ledger.profile import figure, profile
from graph.ledger.scope_days import EVERYBODY, FIRST, LAST, ScopeDays
from graph.organisation.membership import MembershipIndex
from graph.records.window import DAY, Window
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.scopes.membership_days import days_of_groups, numbered

SEEDS = 20
PEOPLE = 100

Truth = Mapping[str, Any]
Found = tuple[int, int]
"""How many of what was found had been planted, and how many were found."""


class Company(NamedTuple):
    """A sample with its truth and its ledger."""

    bundle: Bundle
    truth: Truth
    membership: MembershipIndex
    ledger: Ledger

    def members(self, group: str) -> ScopeDays:
        """The members of a group, by their numbers in the ledger."""
        return numbered(self.membership, self.ledger, days_of_groups(self.membership, [group]))


def company(settings: SampleSettings) -> Company:
    """The sample of these settings, written and read back."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "bundle"
        write_sample(out, settings)
        bundle = bundle_of(out)
        truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    facts = facts_of_bundle(bundle)
    return Company(bundle, truth, facts.organisation.membership, ledger_of(facts))


def makers_found(one: Company) -> Found:
    """How many of the two who earn most by holding needs are the market makers."""
    makers = {maker["person"] for maker in one.truth["market_makers"]}
    rows = one.ledger.column("P5.value").select(EVERYBODY, FIRST, LAST)
    earned: Counter[str] = Counter()
    for person, units in zip(rows.person.tolist(), rows.units.tolist(), strict=True):
        earned[one.ledger.people[person]] += units
    first = earned.most_common(len(makers))
    return sum(person in makers for person, _ in first), len(first)


def failures_found(one: Company) -> Found:
    """How many of the failures that are verdicts were planted as honest."""
    planted = set(one.truth["honest_failures"]["experiments"])
    verdicts, failed = (
        set(one.ledger.refs(one.ledger.column(name).rows.evidence))
        for name in ("I2.verdicts", "I1.failed")
    )
    return sum(shown.id in planted for shown in failed & verdicts), len(failed & verdicts)


def stages_found(one: Company) -> Found:
    """How many of the teams planted at a maturity stage have reached just that one."""
    planted = one.truth["maturity_stages"]
    found = [stage_of(one, team["group"]) == team["stage"] for team in planted]
    return sum(found), len(found)


def stage_of(one: Company, group: str) -> str | None:
    """The stage that a group has reached, over all days."""
    figures = profile(one.ledger, one.members(group), Window(), None, headline_kinds())
    reached = stage_reached(maturity_steps(figures))
    return None if reached is None else reached.name


def rises_found(one: Company) -> Found:
    """Whether solving rose most in the unit whose leader held question hours."""
    rise = one.truth["solving_rise"]
    if rise is None:
        return 0, 0
    units = [
        row["id"] for row in one.bundle["groups"] if row["kind"] == "unit" and _below(row, one)
    ]
    return int(max(units, key=lambda unit: solving_rise(one, unit)) == rise["group"]), 1


def solving_rise(one: Company, group: str) -> float:
    """By how much the part that is solved (P2) of a group's needs rose from one quarter to the next."""
    rates = []
    for name in ("before", "quarter"):
        days = [
            (second(one.truth["solving_rise"][name][end]) or 0) // DAY for end in ("since", "until")
        ]
        rates.append(figure(one.ledger, KINDS["P2"], one.members(group), Window(*days)).rate)
    before, after = rates
    return float("-inf") if before is None or after is None else after - before


def _below(group: Mapping[str, Any], one: Company) -> bool:
    """Whether a unit stands right below the company."""
    parent = {row["id"]: row.get("parent") for row in one.bundle["groups"]}
    return group.get("parent") is not None and parent[group["parent"]] is None


SOUGHT: Mapping[str, Callable[[Company], Found]] = {
    "market makers": makers_found,
    "honest failures": failures_found,
    "maturity stages": stages_found,
    "rises of solving": rises_found,
}


def precision(seeds: Sequence[int]) -> dict[str, Found]:
    """What was planted of what was found, over all seeds."""
    found = dict.fromkeys(SOUGHT, (0, 0))
    for seed in seeds:
        one = company(SampleSettings(people=PEOPLE, seed=seed))
        for name, counts in SOUGHT.items():
            right, number = counts(one)
            found[name] = (found[name][0] + right, found[name][1] + number)
    return found


def main() -> None:
    """Print the precision of each."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    print(f"{PEOPLE} people, {seeds} seeds")
    for name, (right, found) in precision(range(1, seeds + 1)).items():
        low, high = wilson(right, found)
        print(f"{name:<16} {right} of {found}: {right / found:.2f} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
