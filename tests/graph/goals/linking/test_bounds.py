"""What a run holds and reads stays small: for any number of goals, long texts, marks that all goals carry."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from graph.errors import BadInput
from graph.goals.conventions import CANDIDATE_GOALS, MOST_BEARERS
from graph.goals.linking import SuggestOptions, features, run, suggest, talk_reader
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.knowledge import learn
from graph.goals.linking.score_weights import published
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.talk_reader import GLANCE, KNOWN, WHOLE, talk_to_link
from graph.goals.linking.texts import GoalText, Talk
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.conftest import emptied

GOALS = [
    GoalText(f"acme/g{n}", "Untitled", tags=["q3"], groups=["all"], owners=["ada"], synonyms=["x"])
    for n in range(3000)
] + [GoalText("acme/fans", "Quiet fans of heat pumps")]
TALKS = [
    Talk(f"acme/c{n}", "Untitled", ["q3"], ["#q3"], "Quiet fans of heat pumps", "all", ["ada"])
    for n in range(40)
]


def test_what_all_goals_carry_makes_no_pairs() -> None:
    pairs = pairs_of(GoalIndex(GOALS), TALKS)

    assert len(pairs) <= len(TALKS) * sum(CANDIDATE_GOALS)
    assert len(pairs.mentions) <= len(TALKS) * MOST_BEARERS
    assert {int(goal) for goal in pairs.goals[pairs.features[:, 2] > 0]} >= {len(GOALS) - 1}


def test_only_so_many_cells_are_compared_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    index, whole = GoalIndex(GOALS), features._pairs_of_part
    sizes = list[int]()

    def counted(index: GoalIndex, talks: Sequence[Talk], *rest: Any) -> features.Pairs:
        sizes.append(len(talks) * len(index.goals))
        return whole(index, talks, *rest)

    at_once = pairs_of(index, TALKS)
    monkeypatch.setattr(features, "_pairs_of_part", counted)
    monkeypatch.setattr(features, "CELLS", 7 * len(GOALS) + 1)
    in_parts = pairs_of(index, TALKS)

    assert max(sizes) <= 7 * len(GOALS) and len(sizes) == 6
    assert (at_once.rows == in_parts.rows).all() and (at_once.goals == in_parts.goals).all()
    assert at_once.features == pytest.approx(in_parts.features)
    assert at_once.mentions == in_parts.mentions
    scored = [suggestions(index, TALKS, one, published(), 0.0) for one in (at_once, in_parts)]
    assert scored[0] == scored[1]


def test_known_talk_is_compared_in_parts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = Evidence(TALKS, [frozenset([n % 5, len(GOALS) - 1]) for n in range(len(TALKS))])
    index = learn(GOALS, TALKS, evidence, set()).index
    for cold in (False, True):
        monkeypatch.setattr(features, "CELLS", 4_000_000)
        at_once = pairs_of(index, TALKS, evidence.labels, None, cold)
        monkeypatch.setattr(features, "CELLS", 3 * len(GOALS))
        in_parts = pairs_of(index, TALKS, evidence.labels, None, cold)
        assert at_once.features == pytest.approx(in_parts.features)


MAKE = """
CREATE (c:Conversation {id: 'acme/long', title: 'Long', visibility: 'public', by_start: '2026'})
WITH c UNWIND range(1, 250) AS n
CREATE (m:Message {id: 'acme/m' + n, seq: n, at: datetime('2026-01-01'), text: $text})-[:IN]->(c)
CREATE (r:Ref {key: 'https://example.com/' + n}) CREATE (m)-[:CARRIES]->(r)"""


@pytest.mark.store
async def test_long_talk_is_read_in_part(store: Store) -> None:
    await emptied(store)
    async with store.driver.session(database=store.database) as session:
        await (await session.run(MAKE, text="ab " * 20_000)).consume()

    for reach in (WHOLE, KNOWN, GLANCE):
        (talk,) = await talk_to_link(store, ["acme/long"], reach)
        assert len(talk.text) <= reach.most + reach.longest + 1
        assert len(talk.refs) == reach.messages
        assert talk.refs[0] == "https://example.com/1"
    await emptied(store)


@pytest.mark.store
async def test_more_goals_than_can_be_compared_are_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await emptied(store)
    async with store.driver.session(database=store.database) as session:
        text = "UNWIND range(1, 4) AS n CREATE (:Goal {id: 'acme/' + n, title: 'Fans'})"
        await (await session.run(text)).consume()
    await store.write(MARK, **mark([Part.GOALS]))  # what this process holds of goals is read anew
    monkeypatch.setattr(talk_reader, "DESCRIPTION_CHARACTERS", ((2, 100), (3, 10)))

    with pytest.raises(BadInput, match="there are 4 goals"):
        await suggest(store, SuggestOptions(dry_run=True))
    await emptied(store)


@pytest.mark.store
async def test_runs_come_one_after_the_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await emptied(store)
    running, most, whole = 0, 0, run._report_of_run

    async def counted(*given: Any) -> Any:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        try:
            return await whole(*given)
        finally:
            running -= 1

    monkeypatch.setattr(run, "_report_of_run", counted)
    query = SuggestOptions(dry_run=True)
    await asyncio.gather(*(suggest(store, query) for _ in range(5)))
    assert most == 1
