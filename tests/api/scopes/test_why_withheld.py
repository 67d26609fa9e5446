"""Why introductions and key players are not shown, and of how many they are asked: reason by reason, without a store."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from strawberry import UNSET

from api.execution.viewer import Viewer
from api.scopes import disclosure, distance, introductions, key_players
from api.scopes.conventions import (
    MANY_PEOPLE,
    MOST_INTRODUCTIONS,
    MOST_KEY_PLAYERS,
    MOST_KEY_PLAYERS_OF_MANY,
    USUAL_INTRODUCTIONS,
    USUAL_KEY_PLAYERS,
)
from api.scopes.suppression import Withheld
from graph.errors import BadInput
from graph.goals.alignment.ratio import Ratio
from graph.measures.ties.tie_graph import TieGraph


def context_of(role: str, out: frozenset[str] = frozenset()) -> Any:
    viewer = Viewer("ann", frozenset({role}))
    saw: list[Any] = []
    return SimpleNamespace(
        viewer=viewer, store=None, choices=SimpleNamespace(opted_out=out), saw=saw.extend, told=saw
    )


def scope(label: str = "Group", withheld: Withheld | None = None, people: int = 6) -> Any:
    return SimpleNamespace(
        root=SimpleNamespace(label=label), people=tuple(range(people)), withheld=withheld,
        remedy=None if withheld is None else "wait", scope=SimpleNamespace(label=label),
    )  # fmt: skip


def tie(one: str, other: str) -> Any:
    return SimpleNamespace(one=one, other=other)


BEST = [tie(f"p{n}", f"q{n}") for n in range(4)] + [tie("ann", "q9"), tie("p9", "ann")]


@pytest.fixture
def introduced(monkeypatch: pytest.MonkeyPatch) -> Any:
    """How introductions answer where the other scope, the analysis and what it covers are like this."""

    async def answer(
        one: Any,
        with_: Any = None,
        latest: Any = "a",
        covered: tuple[bool, bool] = (True, True),
        **more: Any,
    ) -> Any:
        other = scope() if with_ is None else with_

        async def people(context: Any, roots: Any, query: Any) -> Any:
            return [other] if roots == ["other"] else [one]

        async def found(*_: Any) -> Any:
            return latest and SimpleNamespace(id=latest)

        async def sets(context: Any, version: str, sets: Any) -> Any:
            assert sets == [other.people, one.people]
            return covered

        async def between(*_: Any) -> Any:
            return SimpleNamespace(best=BEST, nearness=0.5)

        async def named(*_: Any) -> str:
            return "other"

        for name, stand_in in (
            ("people_of_scopes", people), ("latest_of_all", found), ("covered_sets", sets),
            ("introductions_between", between), ("_other", named), ("remedy_of", lambda why, _: why.name),
        ):  # fmt: skip
            monkeypatch.setattr(introductions, name, stand_in)
        context = more.pop("context", None) or context_of("analyst")
        (source,) = await introductions._batch(context, ["one"], {"with_": "id", **more})
        return source

    return answer


@pytest.mark.parametrize(
    ("one", "with_", "latest", "covered", "why", "remedy"),
    [
        (scope(), None, "a", (True, True), None, None),
        (scope(), None, None, (True, True), Withheld.NOT_COMPUTED, "NOT_COMPUTED"),
        (scope(), None, "a", (False, True), Withheld.NOT_COVERED, "NOT_COVERED"),
        (scope(), None, "a", (True, False), Withheld.NOT_COVERED, "NOT_COVERED"),
        (scope("Network"), None, "a", (True, True), Withheld.NO_SUCH_SENSE, "NO_SUCH_SENSE"),
        (scope(withheld=Withheld.TOO_FEW), None, "a", (False, True), Withheld.TOO_FEW, "wait"),
        (scope(withheld=Withheld.TOO_FEW), None, None, (True, True), Withheld.TOO_FEW, "wait"),
        (scope(), scope(withheld=Withheld.OWN_SET), "a", (True, True), Withheld.OWN_SET, "wait"),
        (scope("Network"), scope(withheld=Withheld.BOT), None, (True, True), Withheld.NO_SUCH_SENSE, "wait"),
    ],
)  # fmt: skip
async def test_why_introductions_are_withheld(
    introduced: Any, one: Any, with_: Any, latest: Any, covered: Any, why: Any, remedy: Any
) -> None:
    source = await introduced(one, with_, latest, covered)
    assert (source.withheld, source.remedy, source.version) == (why, remedy, "" if why else "a")
    assert (source.introductions is None) == (why is not None)


@pytest.mark.parametrize(
    ("role", "first", "shown", "hidden"),
    [
        ("analyst", None, USUAL_INTRODUCTIONS, 0),
        ("analyst", 2, 2, 0),
        ("member", None, 2, 5),
        ("member", 1, 1, 5),
        ("member", MOST_INTRODUCTIONS, 2, 5),
        ("member", 0, 0, 0),
    ],
)
async def test_who_is_told_of_how_many(
    introduced: Any, role: str, first: int | None, shown: int, hidden: int
) -> None:
    """Others see their own ties alone, and how many of the best are not theirs, by fives."""
    context = context_of(role)
    source = await introduced(scope(), context=context, first=first)
    assert (len(source.visible), source.hidden) == (shown, hidden)
    assert len(context.told) == (2 * shown if role == "analyst" else 0)


async def test_nobody_is_introduced_to_who_left_the_measures_but_each_to_others(
    introduced: Any,
) -> None:
    context = context_of("analyst", frozenset({"ann", "q0", "p1"}))
    source = await introduced(scope(), context=context, first=MOST_INTRODUCTIONS)
    assert [(one.one, one.other) for one in source.visible] == [
        ("p2", "q2"), ("p3", "q3"), ("ann", "q9"), ("p9", "ann"),
    ]  # fmt: skip
    with pytest.raises(BadInput):
        await introduced(scope(), first=MOST_INTRODUCTIONS + 1)


@pytest.mark.parametrize(
    ("role", "purpose", "stated", "why"),
    [
        ("analyst", UNSET, None, Withheld.NO_PURPOSE),
        ("analyst", None, None, Withheld.NO_PURPOSE),
        ("analyst", " ", None, Withheld.NO_PURPOSE),
        ("analyst", " succession ", "succession", None),
        ("member", "succession", "succession", Withheld.FOR_ANALYSTS),
    ],
)
async def test_names_of_key_players_need_a_purpose(
    monkeypatch: pytest.MonkeyPatch, role: str, purpose: Any, stated: str | None, why: Any
) -> None:
    async def none(*_: Any) -> None:
        return None

    monkeypatch.setattr(key_players, "latest_of_all", none)
    sources = await key_players._batch(context_of(role), [1, 2], {"purpose": purpose})
    assert len(sources) == 2
    assert (sources[0].purpose, sources[0].names_withheld) == (stated, why)
    assert sources[0].withheld is Withheld.NOT_COMPUTED
    assert sources[0].remedy.startswith("goalgraph analyse")


@pytest.mark.parametrize(
    ("role", "out", "count", "chosen", "is_rounded"),
    [
        ("analyst", (), 1, ("c",), False),
        ("analyst", ("c",), 1, ("b",), False),
        ("analyst", ("a", "c", "nobody"), None, ("b", "d", "e"), False),
        ("analyst", ("a", "b", "c"), 4, ("d", "e"), False),
        ("member", ("c",), 1, ("c",), True),
    ],
)
async def test_who_left_the_measures_is_no_key_player(
    monkeypatch: pytest.MonkeyPatch,
    role: str, out: tuple[str, ...], count: int | None, chosen: tuple[str, ...], is_rounded: bool,
) -> None:  # fmt: skip
    """On the way a-b-c-d-e: c in the middle splits it most. A member's figures keep everybody."""
    graph = TieGraph.from_ids(list("abcd"), list("bcde"))

    async def of(*_: Any) -> Any:
        return graph

    async def latest(*_: Any) -> Any:
        return SimpleNamespace(id="a")

    async def once(version: str, key: Any, work: Any) -> Any:
        return work()

    async def nothing(*_: Any) -> None:
        return None

    monkeypatch.setattr(key_players, "columns_of", lambda _: SimpleNamespace(graph=of))
    monkeypatch.setattr(key_players, "latest_of_all", latest)
    monkeypatch.setattr(key_players, "answers_of_version", lambda _: SimpleNamespace(once=once))
    monkeypatch.setattr(key_players, "read_choices", nothing)
    (source,) = await key_players._batch(
        context_of(role, frozenset(out)), ["network"], {"count": count, "purpose": "succession"}
    )
    assert source.key_set is not None and tuple(sorted(source.key_set.people)) == chosen
    assert (source.step > 0) == is_rounded


@pytest.mark.parametrize(
    ("covered", "uncovered"),
    [
        ([True, True, True, True], set()),
        ([False, True, True, True], {("a", "b")}),
        ([True, True, True, False], {("c", "d")}),
        ([False, False, False, False], {("a", "b"), ("c", "d")}),
    ],
)
async def test_a_pair_without_a_way_is_looked_for_in_what_is_covered(
    monkeypatch: pytest.MonkeyPatch, covered: list[bool], uncovered: set[tuple[str, str]]
) -> None:
    async def sets(context: Any, version: str, sets: Any) -> Any:
        assert sets == [["a"], ["b"], ["c"], ["d"]]
        return covered

    monkeypatch.setattr(distance, "covered_sets", sets)
    ways = {("a", "b"): None, ("x", "y"): ["x", "y"], ("c", "d"): None}
    assert await distance._uncovered(context_of("analyst"), "a", ways) == uncovered


@pytest.mark.parametrize(
    ("role", "me", "out", "why"),
    [
        ("analyst", "zed", (), None),
        ("analyst", "zed", ("a",), Withheld.NOT_COVERED),
        ("analyst", "zed", ("b",), Withheld.NOT_COVERED),
        ("member", "a", ("a",), None),
        ("member", "b", ("a",), Withheld.NOT_COVERED),
        ("member", "zed", (), Withheld.NOT_YOURS),
    ],
)
def test_whose_way_to_whom_is_shown(
    monkeypatch: pytest.MonkeyPatch, role: str, me: str, out: tuple[str, ...], why: Withheld | None
) -> None:
    def own(context: Any, person: str) -> Withheld | None:
        return None if role == "analyst" or person == me else Withheld.NOT_YOURS

    monkeypatch.setattr(distance, "person_withheld", own)
    context = context_of(role, frozenset(out))
    context.viewer = Viewer(me, frozenset({role}))
    assert distance._pair_withheld(context, ("a", "b")) is why


@pytest.mark.parametrize(
    ("numerator", "denominator", "influence", "shown", "step"),
    [
        (0, 0, 1.0, (0, 0), None),
        (3, 12, 1.0, (2, 12), 0.2),
        (3, 12, 0.2, (2, 12), 0.2),
        (12, 12, 1.0, (12, 12), 0.2),
        (900, 1200, 40.0, (960, 1200), 0.1),
    ],
)
def test_a_share_is_rounded_by_what_one_person_adds(
    numerator: int, denominator: int, influence: float, shown: tuple[int, int], step: float | None
) -> None:
    found, rounded = disclosure.ratio_shown(Ratio(numerator, denominator), influence)
    assert (found.numerator, found.denominator) == shown
    assert (None if rounded is None else rounded.step) == step


@pytest.mark.parametrize(
    ("asked", "people", "count"),
    [
        (None, 100, USUAL_KEY_PLAYERS),
        (None, 2, 2),
        (1, 100, 1),
        (MOST_KEY_PLAYERS, MANY_PEOPLE, MOST_KEY_PLAYERS),
        (MOST_KEY_PLAYERS_OF_MANY, MANY_PEOPLE + 1, MOST_KEY_PLAYERS_OF_MANY),
        (0, 100, None),
        (MOST_KEY_PLAYERS + 1, MANY_PEOPLE, None),
        (MOST_KEY_PLAYERS_OF_MANY + 1, MANY_PEOPLE + 1, None),
    ],
)
def test_how_many_key_players_may_be_asked_for(
    asked: int | None, people: int, count: int | None
) -> None:
    if count is not None:
        assert key_players._count(asked, people) == count
        return
    with pytest.raises(BadInput, match=f"in a network of {people:,} people"):
        key_players._count(asked, people)
