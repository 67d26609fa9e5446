"""Which run answers what is asked, and what is said of one that ended."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.errors import BadInput, Conflict, NotFound
from graph.keys import sort_key, time_part
from graph.network.analyses import lifecycle
from graph.network.analyses.lifecycle import (
    STOPPED,
    answers_query,
    check_goal,
    publish,
    reason_of,
    register,
    remove_unfinished,
    versions_text,
)
from graph.network.ties.tie_query import ENGINES, EVERYTHING, parameters_hash
from graph.records import Analysis, Goal
from graph.store.versions import Part
from tests.statement_answers import StatementAnswers, row_of

ASKED = list(itertools.product(ENGINES, (False, True)))
DONE = list(itertools.product(ENGINES[1:], (None, False, True)))


@pytest.mark.parametrize(("engine", "exact"), ASKED)
@pytest.mark.parametrize(("done_by", "done_exactly"), DONE)
def test_a_run_answers_by_its_engine_and_as_exactly_as_is_asked(
    engine: str, exact: bool, done_by: str, done_exactly: bool | None
) -> None:
    query = replace(EVERYTHING, engine=engine, exact=exact)
    engine_fits = engine in ("auto", done_by)
    sampled_where_exact_is_wanted = exact and done_exactly is False
    assert answers_query(query, done_by, done_exactly) == (
        engine_fits and not sampled_where_exact_is_wanted
    )


def test_versions_are_one_text_whatever_their_order() -> None:
    one, other = {Part.TALK: 3, Part.GOALS: 2}, {Part.GOALS: 2, Part.TALK: 3}
    assert (
        versions_text(one) == versions_text(other) != versions_text({Part.TALK: 3, Part.GOALS: 3})
    )


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BadInput("no such goal", remedy="name one"), "no such goal: name one"),
        (Conflict("it lost its turn"), "it lost its turn"),
        (
            ValueError("secret"),
            "something failed inside the server (ValueError); its log says more",
        ),
        (asyncio.CancelledError(), STOPPED),
        (KeyboardInterrupt(), STOPPED),
    ],
)
def test_why_a_run_failed_tells_what_was_expected_and_hides_the_rest(
    error: BaseException, reason: str
) -> None:
    assert reason_of(error) == reason


NOW = {Part.TALK: 1, Part.GOALS: 1, Part.PEOPLE: 1, Part.LINKS: 1}


@pytest.mark.parametrize(
    ("running", "joins"),
    [
        ([], None),
        ([("k", "r1", "gds", None)], None),
        ([("k", "r1", "in-process", None)], "r1"),
        ([("k", "r1", "gds", None), ("k", "r2", "in-process", True)], "r2"),
    ],
)
async def test_two_who_ask_the_same_at_once_get_one_run(
    running: list[tuple[Any, ...]], joins: str | None
) -> None:
    query = replace(EVERYTHING, engine="in-process")
    tx: Any = StatementAnswers({"lock": [], "running_analyses": running, "save_analysis": []})

    registration = await register(tx, query, NOW)

    assert registration.new == (joins is None)
    assert joins in (None, registration.id)
    assert [name for name, _ in tx.sent][:2] == ["lock", "running_analyses"]
    assert tx.params("running_analyses")[0]["ids"] == [parameters_hash(query)]
    saved = tx.params("save_analysis")
    assert len(saved) == (1 if joins is None else 0)
    for one in saved:
        assert one["id"] == registration.id
        assert one["id"].endswith(parameters_hash(query))
        begun = one["properties"]
        assert (begun["state"], begun["engine"], begun["exact"]) == ("running", "in-process", False)
        assert (begun["step_done"], begun["share"]) == (0, 0.0)
        assert begun["started_at"] == begun["told_at"]
        assert begun["versions"] == versions_text(NOW)


@pytest.mark.parametrize(
    ("of", "code", "engine", "exact", "answers"),
    [
        (NOW, "now", "in-process", False, True),
        (NOW | {Part.LINKS: 2}, "now", "in-process", False, False),
        (NOW, "older", "in-process", False, False),
        (NOW, "now", "gds", False, False),
    ],
)
async def test_a_snapshot_still_answers_where_neither_talk_nor_code_has_changed(
    monkeypatch: pytest.MonkeyPatch,
    of: dict[Part, int],
    code: str,
    engine: str,
    exact: bool,
    answers: bool,
) -> None:
    query = replace(EVERYTHING, engine="in-process")

    class Latest:
        async def of(self, store: Any, keys: list[str]) -> dict[str, Any]:
            return {keys[0]: type("One", (), {"id": "a1"})}

    monkeypatch.setattr(lifecycle, "code_version", lambda: "now")
    monkeypatch.setattr(lifecycle, "latest_analyses", Latest())
    row = ("a1", versions_text(of), code, engine, exact)
    store: Any = StatementAnswers({"versions_of_analyses": [row]})

    found = await lifecycle.unchanged_since(store, query, NOW)

    assert found == ("a1" if answers else None)


async def test_unfinished_scores_are_removed_until_none_is_left() -> None:
    left = [10_000, 3, 0]
    store: Any = StatementAnswers(
        {
            "remove_unfinished_scores": lambda limit: [(left.pop(0),)],
            "remove_unfinished_own_scores": lambda limit: [(0,)],
        }
    )

    await remove_unfinished(store)

    assert len(store.sent) == 4  # three of scores, one of those that people keep to themselves


@pytest.mark.parametrize(("goal", "there"), [(None, True), ("acme/g", True), ("acme/gone", False)])
async def test_a_run_about_a_goal_needs_that_goal(goal: str | None, there: bool) -> None:
    store: Any = StatementAnswers({"goals_by_id": [row_of(Goal, id="acme/g")] if there else []})
    query = replace(EVERYTHING, goal=goal)
    if there:
        await check_goal(store, query)
    else:
        with pytest.raises(NotFound, match="no goal 'acme/gone'"):
            await check_goal(store, query)
    assert store.params("goals_by_id") == [{"ids": [one]} for one in [goal] if one is not None]


@pytest.mark.parametrize("rows", [[], [("a",)]])
async def test_a_run_is_published_while_it_has_its_turn(rows: list[tuple[str]]) -> None:
    found = [row_of(Analysis, id="a")]
    store: Any = StatementAnswers({"publish_analysis": rows, "analyses_by_id": found})
    started = datetime(2026, 3, 4, tzinfo=UTC)
    if rows:
        assert (await publish(store, "a", started)).id == "a"
    else:
        with pytest.raises(Conflict, match="the analysis a lost its turn"):
            await publish(store, "a", started)
    (sent,) = store.params("publish_analysis")
    assert (sent["id"], sent["by_at"]) == ("a", sort_key(time_part(started), "a"))
