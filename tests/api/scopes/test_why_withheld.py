"""Why introductions and key players are not shown, and of how many they are asked: reason by reason, without a store."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from strawberry import UNSET

from api.execution.viewer import Viewer
from api.scopes import introductions, key_players
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
