"""What is shown of ties between groups tells of what single people have in ties no more than their group's mean.

The attack has every rounded tie between two groups of five and more, and who is in which. What lies between
two groups is a sum over pairs of people, so it solves for pairs, by Bayes' rule with the noise of rounding,
and adds up what each person has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from graph.measures.arrays import Floats, Ints
from graph.measures.ties.pairs import Pairs, group_pairs, pairs_at
from graph.measures.ties.tie_strength import Interactions
from graph.network.ties.interaction_cells import KINDS
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.scopes.rounded_ties import tie_steps
from graph.scopes.rounding import rounded
from tests.graph.scopes.reconstruction import error, means_of
from tests.graph.scopes.test_reconstruction import (
    HOLDS,
    LEAST,
    RUST,
    groups_of,
    people_of,
    successive_authors,
)
from tests.graph.scopes.test_rounded_ties import pairs_of

DAY = 1
MOST_GROUPS = 45
"""Groups whose ties the solvers take, the smallest, which tell most of single people: a thousand ties."""
PRIORS = (0.3, 3.0, 30.0)
"""Variances of what lies between two people that solvers assume, by what is likely of them."""


@dataclass(frozen=True, eq=False)
class Company:
    """Pairs of people, and groups of five and more by the places of their people."""

    pairs: Pairs
    groups: list[Ints]

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.pairs.ids)

    def of_each(self, amounts: Floats) -> Floats:
        """What each person has of what pairs hold."""
        found = np.bincount(self.pairs.firsts, amounts, self.size)
        return found + np.bincount(self.pairs.seconds, amounts, self.size)


def company_of(bundle: Path) -> Company:
    """Successive authors of a bundle as ties, everybody with or without one."""
    everybody = people_of(bundle)
    place = {person: number for number, person in enumerate(everybody)}
    acts = successive_authors(bundle, place)
    plain = Interactions.of(
        *map(list, zip(*acts, strict=True)), ["reply"] * len(acts), [0] * len(acts)
    )  # type: ignore[arg-type]
    found = pairs_at(replace(plain, kind_names=KINDS), DAY)
    to = np.array([place[one] for one in found.ids], np.int64)
    ends = np.stack([to[found.firsts], to[found.seconds]])
    pairs = Pairs(tuple(everybody), ends.min(axis=0), ends.max(axis=0), found.given, found.received, found.counts, found.last, found.recent)  # fmt: skip
    large = [one for one in groups_of(bundle, place) if len(one) >= LEAST]
    return Company(pairs, sorted(large, key=len)[:MOST_GROUPS])


@pytest.fixture(scope="module", params=["sample", "rust-org"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A sample company, and the teams of Rust where their data lies beside this repository."""
    if request.param == "rust-org":
        if not RUST.is_dir():
            pytest.skip("the data of the Rust teams does not lie beside this repository")
        return company_of(RUST)
    bundle = tmp_path_factory.mktemp("tied") / "bundle"
    write_sample(bundle, SampleSettings(people=160, seed=7, months=3))
    return company_of(bundle)


@dataclass(frozen=True, eq=False)
class Cells:
    """Ties between groups: a row each of who is in the one only, and who in the other only, and what lies between."""

    near: Floats
    far: Floats
    amounts: Floats
    step: float

    def likely(self, rates: Floats) -> Floats:
        """What would lie between them if what two people have were the product of their rates."""
        found: Floats = (self.near @ rates) * (self.far @ rates)
        return found

    def overlaps(self, rates: Floats) -> Floats:
        """The pairs of people that each two of these have in common, by the product of their rates."""
        near, far = self.near * rates, self.far * rates
        found: Floats = (near @ self.near.T) * (far @ self.far.T)
        return found + (near @ self.far.T) * (far @ self.near.T)

    def of_each(self, weights: Floats, rates: Floats) -> Floats:
        """What each person has where every pair of a tie has the tie's weight times their rates."""
        found: Floats = (weights * (self.far @ rates)) @ self.near
        return rates * (found + (weights * (self.near @ rates)) @ self.far)


def shown_ties(company: Company, amounts: Floats, step: float) -> Cells:
    """Every tie between two groups, also those of nothing, as a member sees it."""
    pairs, names = company.pairs, [f"{number:04}" for number in range(len(company.groups))]
    members = {
        name: [pairs.ids[place] for place in people]
        for name, people in zip(names, company.groups, strict=True)
    }
    halves = Pairs(pairs.ids, pairs.firsts, pairs.seconds, amounts / 2, amounts / 2, pairs.counts, pairs.last, pairs.recent)  # fmt: skip
    found = group_pairs(halves, members)
    between = np.zeros((len(names), len(names)))
    between[found.firsts, found.seconds] = found.given + found.received
    inside = np.zeros((len(names), company.size))
    for row, people in enumerate(company.groups):
        inside[row, people] = 1.0
    firsts, seconds = np.triu_indices(len(names), 1)
    near = inside[firsts] * (1 - inside[seconds])
    far = inside[seconds] * (1 - inside[firsts])
    told = [rounded(float(one), step) for one in between[firsts, seconds]]
    return Cells(near, far, np.array(told), step)


def best_error(company: Company, amounts: Floats, cells: Cells) -> float:
    """The least error of several solvers for what each person has, by that of their group's exact mean.

    One begins with everybody alike, one with the exact mean of each person's group, which is more than it is told.
    """
    truth, found = company.of_each(amounts), []
    means = means_of(truth, company.groups)
    for begin in (np.full(company.size, truth.mean()), means):
        rates = begin / np.sqrt(begin.sum())
        overlaps, gap = cells.overlaps(rates), cells.amounts - cells.likely(rates)
        for prior in PRIORS:
            kernel = prior * overlaps
            kernel += (cells.step**2 / 12 + 1e-6 * kernel.max()) * np.eye(len(kernel))
            weights = prior * np.linalg.solve(kernel, gap)
            solved = begin + cells.of_each(weights, rates)
            found.append(np.clip(solved, truth.min(), truth.max()))
    return min(error(truth, one) for one in found) / error(truth, means)


def errors_of(company: Company) -> dict[str, tuple[float, float]]:
    """The least error by what is tied, as a member sees it and exactly."""
    steps, pairs = tie_steps(company.pairs), company.pairs
    amounts = {"strength": pairs.given + pairs.received, "given": pairs.given}
    amounts["replies"] = pairs.counts[:, 0].astype(np.float64)
    return {
        name: (
            best_error(company, one, shown_ties(company, one, steps[name])),
            best_error(company, one, shown_ties(company, one, 0.0)),
        )
        for name, one in amounts.items()
    }


def test_ties_between_groups_do_not_tell_of_people(
    company: Company, request: pytest.FixtureRequest
) -> None:
    errors = errors_of(company)
    assert {name: shown for name, (shown, _) in errors.items() if shown < HOLDS} == {}
    if "rust-org" in request.node.name:  # its teams overlap much: there is something to find
        assert min(exact for _, exact in errors.values()) < HOLDS


@pytest.mark.parametrize("heavy", [False, True])
def test_teams_that_differ_by_one_person_do_not_tell_of_that_person(heavy: bool) -> None:
    """The one in one team only has all that the one team has beyond the other."""
    chance = np.random.default_rng(11)
    pairs = pairs_of(3, heavy=heavy)
    teams = [np.sort(chance.choice(len(pairs.ids), 9, replace=False)) for _ in range(14)]
    halves = [np.arange(60), np.arange(60, 120)]
    company = Company(pairs, [one for team in teams for one in (team, team[1:])] + halves)
    shown, exact = errors_of(company)["strength"]
    assert shown >= HOLDS > exact
