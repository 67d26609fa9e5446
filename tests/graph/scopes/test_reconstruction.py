"""What is shown of groups tells of single people no more than their group's mean: an attack on the arithmetic.

The attack has the rounded mean of every group of five and more, and of everybody, of measures of the ties of
a sample company and of the teams of Rust, and of made-up numbers in random organisations; and month by month.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.measures.arrays import Floats, Ints
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.scores import STORED, in_process
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.scopes.rounding import Rounded, Spread, rank_band, rounded, share_of_people, step_for
from tests.graph.scopes.reconstruction import Shown, relative_error

RUST = Path(__file__).parents[4] / "shared" / "data" / "rust-org"
LEAST, HOLDS = 5, 0.9
MEASURES = (
    *STORED,
    *("harmonic_in", "closeness_out", "core", "clustering", "constraint", "effective_size"),
    *("efficiency", "tie_diversity", "person_two_way_share", "bridging", "local_bridges"),
)


def shown_means(values: Floats, groups: list[Ints]) -> list[Shown]:
    """What a member sees: every group's mean, unless it is withheld, and everybody's."""
    spread, found = Spread.of(values), []
    for people, is_all in [(one, False) for one in groups] + [(np.arange(len(values)), True)]:
        mean = spread.mean(values[people], everybody=is_all)
        if mean is not None:
            found.append(Shown(people, mean.value, mean.step))
    return found


def exact_means(values: Floats, groups: list[Ints]) -> list[Shown]:
    """What an analyst sees."""
    every = [*groups, np.arange(len(values))]
    return [Shown(people, float(values[people].mean()), 0.0) for people in every]


def among(known: Any, groups: list[Ints]) -> list[Ints]:
    """The groups among those who have a value, by their new places; those of five and more."""
    place = np.cumsum(known) - 1
    inside = [place[people[known[people]]] for people in groups]
    return [people for people in inside if len(people) >= LEAST]


def rows_of(bundle: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (bundle / f"{name}.jsonl").read_bytes().splitlines()]


def people_of(bundle: Path) -> list[str]:
    return sorted(row["id"] for row in rows_of(bundle, "people") if not row.get("bot"))


def groups_of(bundle: Path, place: dict[str, int]) -> list[Ints]:
    """The groups of a bundle with what is part of them, by the places of their people."""
    above = {row["id"]: row.get("parent") for row in rows_of(bundle, "groups")}
    inside: dict[str, set[int]] = defaultdict(set)
    homes = [
        (row["id"], row["home_group"])
        for row in rows_of(bundle, "people")
        if row.get("home_group") and row["id"] in place
    ]
    joined = [
        (row["person"], row["group"])
        for row in rows_of(bundle, "memberships")
        if not row.get("until") and row["person"] in place
    ]
    for person, group in homes + joined:
        up: str | None = group
        while up is not None:
            inside[up].add(place[person])
            up = above.get(up)
    return [np.array(sorted(people), np.int64) for _, people in sorted(inside.items())]


def successive_authors(bundle: Path, place: dict[str, int]) -> list[tuple[str, str]]:
    """Who wrote next after whom in a conversation."""
    talks: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for row in rows_of(bundle, "messages"):
        if row.get("author") in place:
            talks[row["conversation"]].append((row["at"], row.get("seq", 0), row["author"]))
    return [
        (one[2], before[2])
        for talk in talks.values()
        for before, one in zip(sorted(talk), sorted(talk)[1:], strict=False)
        if one[2] != before[2]
    ]


def organisation(bundle: Path) -> tuple[list[Ints], dict[str, Floats], list[Floats]]:
    """The groups of a bundle by the places of their people, measures of these, and messages by month."""
    everybody = people_of(bundle)
    place = {person: number for number, person in enumerate(everybody)}
    months: dict[str, Floats] = defaultdict(lambda: np.zeros(len(everybody)))
    for row in rows_of(bundle, "messages"):
        if row.get("author") in place:
            months[row["at"][:7]][place[row["author"]]] += 1
    pairs = successive_authors(bundle, place)
    graph = TieGraph.from_ids(*map(list, zip(*pairs, strict=True)), people=everybody)  # type: ignore[arg-type]
    groups = groups_of(bundle, place)
    return groups, in_process(graph, MEASURES), [months[month] for month in sorted(months)]


@pytest.fixture(scope="module", params=["sample", "rust-org"])
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Ints], dict[str, Floats], list[Floats]]:
    """A sample company, and the teams of Rust where their data lies beside this repository."""
    if request.param == "rust-org":
        if not RUST.is_dir():
            pytest.skip("the data of the Rust teams does not lie beside this repository")
        return organisation(RUST)
    bundle = tmp_path_factory.mktemp("attacked") / "bundle"
    write_sample(bundle, SampleSettings(people=160, seed=7, months=3))
    return organisation(bundle)


def test_measures_of_groups_do_not_tell_of_people(
    company: tuple[list[Ints], dict[str, Floats], list[Floats]],
) -> None:
    groups, measures, _ = company
    errors, exact = {}, {}
    for name, values in measures.items():
        known = ~np.isnan(values)
        if name not in MEASURES or not known.any() or np.ptp(values[known]) == 0:
            continue
        inside = among(known, groups)
        errors[name] = relative_error(values[known], inside, shown_means(values[known], inside))
        exact[name] = relative_error(values[known], inside, exact_means(values[known], inside))
    assert min(exact.values()) < HOLDS  # the attack finds what there is to find
    assert {name: error for name, error in errors.items() if error < HOLDS} == {}


def test_months_added_up_do_not_tell_of_people(
    company: tuple[list[Ints], dict[str, Floats], list[Floats]],
) -> None:
    groups, _, months = company
    whole = np.sum(months, axis=0)
    groups = [people for people in groups if len(people) >= LEAST]
    spreads = [Spread.of(month) for month in months]
    shown = []
    for people in groups:
        of_month = [
            spread.total(month[people]) for spread, month in zip(spreads, months, strict=True)
        ]
        told = [total for total in of_month if total is not None]
        if len(told) == len(months):
            step = float(np.sqrt(sum(total.step**2 for total in told))) / len(people)
            shown.append(Shown(people, sum(total.value for total in told) / len(people), step))
    everybody = Shown(np.arange(len(whole)), float(whole.mean()), 0.0)
    assert relative_error(whole, groups, [*shown, everybody]) >= HOLDS


DISTRIBUTIONS = ("normal", "exponential", "counts", "few", "share")


def numbers(kind: str, size: int, chance: np.random.Generator) -> Floats:
    """Made-up values of people."""
    if kind == "normal":
        return chance.normal(10, 3, size)
    if kind == "exponential":
        return chance.exponential(4, size)
    if kind == "counts":
        return chance.poisson(2, size).astype(np.float64)
    return (chance.random(size) < (0.15 if kind == "few" else 0.4)).astype(np.float64)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", DISTRIBUTIONS)
def test_random_organisations_do_not_tell_of_people(kind: str, seed: int) -> None:
    """Nested units, and teams across them that differ from one another by one person."""
    chance = np.random.default_rng([seed, DISTRIBUTIONS.index(kind)])
    size = 120
    groups = [np.arange(first, first + 8) for first in range(0, size, 8)]
    groups += [np.arange(first, first + 24) for first in range(0, size, 24)]
    teams = [np.sort(chance.choice(size, 9, replace=False)) for _ in range(8)]
    groups += [one for team in teams for one in (team, team[1:])]
    values = numbers(kind, size, chance)
    assert relative_error(values, groups, shown_means(values, groups)) >= HOLDS
    spread, guesses, baseline = Spread.of(values), [], []
    for team in teams:
        whole, part = spread.mean(values[team]), spread.mean(values[team[1:]])
        if whole is not None and part is not None:
            guesses.append(9 * whole.value - 8 * part.value - values[team[0]])
            baseline.append(values[team].mean() - values[team[0]])
    assert not guesses or np.mean(np.square(guesses)) >= HOLDS**2 * np.mean(np.square(baseline))


def test_who_knows_the_others_of_a_group_learns_the_last_one_no_better_than_by_the_step() -> None:
    """Of a group of five with four known values, what is left is wider than what people usually have."""
    chance = np.random.default_rng(3)
    values = chance.gamma(4, 2, 200)
    spread = Spread.of(values)
    people = np.arange(5)
    mean = spread.mean(values[people])
    assert mean is not None
    assert mean.step * 5 >= 2 * spread.cap > 2 * np.std(values)


def test_a_few_who_hold_most_are_not_told_by_means() -> None:
    values = np.zeros(100)
    values[:8] = [50, 40, 30, 20, 10, 5, 5, 5]
    spread = Spread.of(values)
    assert spread.concentrated
    assert spread.mean(values[:10]) is spread.total(values[:10]) is None
    assert spread.median(values[50:60]) == Rounded(0.0, spread.median(values[50:60]).step)  # type: ignore[union-attr]
    assert spread.mean(values, everybody=True) is not None


@pytest.mark.parametrize("influence", [0.0, 1e-9, 0.004, 0.3, 1, 7, 12_345.0])
def test_a_step_is_one_two_or_five_and_enough(influence: float) -> None:
    step = step_for(influence)
    assert step >= 2 * influence > step / 2.6 or influence == step == 0
    digits = f"{step:e}".partition("e")[0]
    assert float(digits) in (0, 1, 2, 5)
    for value in (0.0, influence * 1.7, -influence * 3):
        assert abs(rounded(value, step) - value) <= step / 2 + 1e-12


def test_shares_of_people_and_bands_of_ranks() -> None:
    assert share_of_people(1.0, 6) == Rounded(1.0, 0.5)
    assert share_of_people(0.33, 30) == Rounded(0.3, 0.1)
    assert {rank_band(rank, 12) for rank in range(1, 13)} == {(1, 5), (6, 10), (11, 12)}
