"""Scores as one and among groups: what is divided, ranked, averaged and left out."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from strawberry import UNSET

from api.execution.viewer import Viewer
from api.scopes import sense_scores
from api.scopes.sense_scores import (
    NO_GROUP,
    DividedScores,
    group_kind_of,
    scores_among_groups,
    scores_as_one,
)
from api.scopes.suppression import Withheld
from graph.measures.cohesion.fragmentation import Estimate
from graph.network.set_measures import (
    AS_ONE,
    GroupNetworkValues,
    MergedSetValues,
    set_divisor,
)
from graph.network.ties.tie_query import EVERYTHING
from graph.records.enums import GroupKind

ANALYSIS: Any = SimpleNamespace(
    since=None, until=None, engine="gds", people=5, id="a", started_at=None, finished_at=None
)


def context_of(role: str = "admin") -> Any:
    return SimpleNamespace(viewer=Viewer("ann", frozenset({role})), store=None)


@pytest.mark.parametrize(
    ("key", "people", "divisor"),
    [
        ("degree", 5, 4), ("in_degree", 5, 4), ("harmonic_out", 5, 4), ("betweenness", 5, 12),
        ("betweenness", 2, 0), ("degree", 1, 0), ("closeness_in", 5, 1), ("closeness_out", 1, 1),
    ],
)  # fmt: skip
def test_what_a_persons_value_is_divided_by(key: str, people: int, divisor: int) -> None:
    assert set_divisor(key, people) == divisor


def divided(people: int, scores: dict[str, float]) -> DividedScores:
    analysis = SimpleNamespace(**(vars(ANALYSIS) | {"people": people}))
    person: Any = SimpleNamespace(label="Person", id="ann", bot=False)
    return DividedScores(context_of(), person, EVERYTHING, analysis, scores)


def test_a_person_as_one_is_their_value_divided() -> None:
    score = divided(5, {"degree": 2.0, "degree_error": 0.4}).score_without_evidence("degree")
    assert (score.value, score.standard_error, score.withheld) == (0.5, 0.1, None)
    exact = divided(5, {"degree": 2.0}).score_without_evidence("degree")
    assert (exact.value, exact.standard_error) == (0.5, None)
    alone = divided(1, {"degree": 0.0, "degree_error": 0.4}).score_without_evidence("degree")
    assert (alone.value, alone.standard_error, alone.withheld) == (
        None, None, Withheld.NOT_DEFINED,
    )  # fmt: skip
    absent = divided(5, {}).score_without_evidence("degree")
    assert (absent.value, absent.withheld) == (None, Withheld.NOT_DEFINED)
    senseless = divided(5, {"constraint": 0.5}).score_without_evidence("constraint")
    assert (senseless.value, senseless.withheld) == (None, Withheld.NO_SUCH_SENSE)
    assert divided(5, {"degree": 2.0}).stored_number("degree") is None


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ({}, GroupKind.UNIT), ({"kind": None}, GroupKind.UNIT), ({"kind": UNSET}, GroupKind.UNIT),
        ({"kind": GroupKind.TEAM}, GroupKind.TEAM),
    ],
)  # fmt: skip
def test_groups_are_units_unless_another_kind_is_named(arguments: Any, kind: GroupKind) -> None:
    assert group_kind_of(arguments) is kind


def scope(label: str, id_: str = "x", people: int = 6, withheld: Withheld | None = None) -> Any:
    return SimpleNamespace(
        root=SimpleNamespace(label=label, id=id_, kind="unit", bot=False),
        people=tuple(range(people)), withheld=withheld, remedy=None if withheld is None else "wait",
    )  # fmt: skip


VALUES = GroupNetworkValues(
    {"a": 0, "b": 1, "c": 2, "d": 3}, np.array([4.0, 1.0, math.nan, 7.0]), {0: (1, 1), 1: (2, 0)}
)
"""a and b have five members, c has no value, d has fewer than five."""


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    asked: list[Any] = []

    async def among(store: Any, version: str, query: Any, kind: Any, key: str) -> Any:
        asked.append(kind)
        return VALUES

    async def of_set(store: Any, version: str, query: Any, kind: Any, key: str, who: Any) -> float:
        asked.append((kind, who))
        return 9.0

    async def covered(context: Any, version: str, sets: Any) -> list[bool]:
        return [bool(people) for people in sets]

    monkeypatch.setattr(sense_scores, "covered_sets", covered)
    monkeypatch.setattr(sense_scores, "among_groups", among)
    monkeypatch.setattr(sense_scores, "set_among_groups", of_set)
    return asked


async def among(role: str, scope_people: Any, key: str = "degree", **arguments: Any) -> Any:
    (scores,) = await scores_among_groups(
        ["degree", "brokerage"], context_of(role), [scope_people], arguments, "v"
    )
    return scores.score_without_evidence(key)


@pytest.mark.parametrize(
    ("group", "value", "rank", "percentile", "withheld"),
    [
        ("a", 4.0, 1, 100.0, None),
        ("b", 1.0, 2, 0.0, None),
        ("c", None, None, None, Withheld.NOT_DEFINED),
        ("d", 7.0, None, None, None),
        ("gone", None, None, None, Withheld.NOT_COVERED),
    ],
)
async def test_a_group_among_groups_is_ranked_among_those_of_five(
    groups: Any, group: str, value: float | None, rank: int | None, percentile: Any, withheld: Any
) -> None:
    score = await among("admin", scope("Group", group))
    assert (score.value, score.rank, score.percentile, score.withheld) == (
        value, rank, percentile, withheld,
    )  # fmt: skip
    assert score.compared_with == (None if rank is None else 2)
    assert score.denominator == (None if value is None else 1)


@pytest.mark.parametrize(
    ("role", "value", "count"), [("admin", 4.0, 3), ("analyst", 2.5, 2), ("member", 0.0, 2)]
)
async def test_the_network_among_groups_is_the_mean_of_those_that_the_viewer_sees(
    groups: Any, role: str, value: float, count: int
) -> None:
    score = await among(role, scope("Network"))
    assert (score.value, score.denominator) == (value, count)


async def test_a_set_takes_part_as_one_more_and_a_person_is_no_group(groups: Any) -> None:
    score = await among("admin", scope("PeopleSet", "s", 2), kind=GroupKind.TEAM)
    assert (score.value, groups[-1]) == (9.0, (GroupKind.TEAM, ("s", (0, 1))))
    empty = await among("admin", scope("PeopleSet", "s", 0))
    assert (empty.value, empty.withheld) == (None, Withheld.NOT_COVERED)
    person = await among("admin", scope("Person"))
    assert (person.withheld, person.remedy) == (Withheld.NO_SUCH_SENSE, NO_GROUP)
    hidden = await among("member", scope("Group", "a", withheld=Withheld.TOO_FEW))
    assert (hidden.value, hidden.withheld, hidden.remedy) == (None, Withheld.TOO_FEW, "wait")
    senseless = await among("admin", scope("Group", "a"), "brokerage")
    assert senseless.withheld is Withheld.NO_SUCH_SENSE


@pytest.mark.parametrize(
    ("role", "covered", "value", "withheld"),
    [
        ("member", 6, 0.25, None),
        ("member", 5, 0.25, None),
        ("member", 4, None, Withheld.TOO_FEW),
        ("analyst", 1, 0.25, None),
        ("member", None, None, Withheld.NOT_COVERED),
    ],
)
async def test_a_set_as_one_is_about_those_who_are_covered(
    monkeypatch: pytest.MonkeyPatch, role: str, covered: int | None, value: Any, withheld: Any
) -> None:
    async def as_one(*arguments: Any) -> MergedSetValues | None:
        assert arguments[-1] == ("degree",)
        return covered and MergedSetValues(covered, {"degree": Estimate(0.25, 0.0)})  # type: ignore[return-value]

    async def exact(*_: Any) -> dict[str, Any]:
        return {}

    monkeypatch.setattr(sense_scores, "as_one", as_one)
    monkeypatch.setattr(sense_scores, "_spreads", exact)
    (scores,) = await scores_as_one(
        ["degree", "constraint"], context_of(role), [scope("PeopleSet")], {}, "v"
    )
    score = scores.score_without_evidence("degree")
    assert (score.value, score.withheld, score.standard_error) == (value, withheld, None)
    assert score.denominator == (covered if value else None)
    assert scores.score_without_evidence("constraint").withheld in (
        Withheld.NO_SUCH_SENSE, withheld,
    )  # fmt: skip
    assert "degree" in AS_ONE
