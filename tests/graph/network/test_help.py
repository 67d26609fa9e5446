"""Who helped whom: answers, needs, introductions; first on arrays, then stored and analysed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from graph.ledger.events.introductions import Mention, brought_together
from graph.measures.ties.tie_strength import Interactions
from graph.network.analyses.run import analyse
from graph.network.analyses.stored_scores import scores_of_people
from graph.network.ties.help import needs_from
from graph.network.ties.interaction_cells import KINDS, talk_from
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import TieQuery
from graph.records.enums import TieKind
from graph.store.driver import Store
from tests.graph.network.help_organisation import helped
from tests.graph.network.organisation import asked

HELP = (TieKind.HELP,)
DAY = 86_400


def said(
    second: int, author: str | None, *, to: list[list[Any]] | None = None, names: list[str] | None = None,
    question: bool = False, accepted: bool = False,
) -> list[Any]:  # fmt: skip
    """A message as `interactions` gives it; `to` is what it replies to: author, id, whether it asks."""
    above = [[who, key, None, asks] for who, key, asks in to or []]
    told = [question, accepted, f"m{second}", None, False, None]
    return [second, author, above, names or [], [], [], *told]


async def streamed(*messages: list[Any]) -> AsyncIterator[tuple[Any, ...]]:
    yield "c", list(messages)


async def answers(*messages: list[Any], left_out: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    cells = (await talk_from(streamed(*messages), left_out=left_out)).cells
    columns = (cells.actors, cells.targets, cells.kinds, cells.days, cells.counts)
    return [
        (cells.people[a], cells.people[t], day, count)
        for a, t, kind, day, count in zip(*(c.tolist() for c in columns), strict=True)
        if KINDS[kind] == "answer"
    ]


async def test_a_reply_to_a_question_is_an_answer_of_its_author() -> None:
    found = await answers(
        said(0, "ann", question=True),
        said(1, "bob", to=[["ann", "m0", True]]),
        said(DAY, "bob", to=[["ann", "m0", True]]),
        said(DAY + 1, "ann", to=[["ann", "m0", True]]),
        said(DAY + 2, "cy", to=[["bob", "m1", False]]),
    )

    assert found == [("bob", "ann", 0, 1)]


async def test_a_question_of_another_conversation_is_answered_too() -> None:
    assert await answers(said(3, "bob", to=[["ann", "far", True]])) == [("bob", "ann", 0, 1)]


async def test_an_accepted_answer_counts_once_and_helps_who_asked_first() -> None:
    opening = [said(0, "cy"), said(1, "ann", question=True), said(2, "dee", question=True)]

    assert await answers(*opening, said(3, "bob", accepted=True)) == [("bob", "ann", 0, 1)]
    once = said(3, "bob", to=[["dee", "m2", True]], accepted=True)
    assert await answers(*opening, once) == [("bob", "dee", 0, 1)]
    assert await answers(said(0, "cy"), said(1, "bob", accepted=True)) == [("bob", "cy", 0, 1)]
    assert await answers(said(0, "cy"), said(1, "cy", accepted=True)) == []
    assert await answers(said(0, None), said(1, "cy"), said(2, "bob", accepted=True)) == [
        ("bob", "cy", 0, 1)
    ]
    assert await answers(*opening, said(3, "bob", accepted=True), left_out=("ann",)) == []


async def namings(*messages: list[Any], left_out: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = (await talk_from(streamed(*messages), left_out=left_out)).namings
    return [(one.who, one.named, one.beginner, one.message) for one in found]


async def test_only_the_first_naming_of_somebody_new_by_another_may_introduce() -> None:
    talk = [
        said(1, "ann", names=["eve"]),
        said(3, "bob", names=["bob"]),
        said(5, "cy", names=["dee", "bob", "ann", "cy"]),
        said(6, "bob", names=["dee", "eve"]),
    ]

    assert await namings(*talk) == [("cy", "dee", "ann", "m5")]
    assert await namings(*talk, left_out=("cy",)) == [("bob", "dee", "ann", "m6")]
    assert await namings(*talk, left_out=("ann",)) == []
    assert await namings(said(0, None), *talk) == []


async def test_who_speaks_after_being_named_on_the_same_day_has_joined() -> None:
    talk = [
        said(1, "ann"),
        said(5, "cy", names=["dee", "eve", "bob"]),
        said(6, "dee"),
        said(DAY + 6, "eve"),
    ]

    found = (await talk_from(streamed(*talk))).namings

    by_name = {one.named: one.joined for one in found}
    assert by_name == {"dee": True, "eve": False, "bob": False}


async def test_whoever_was_written_to_before_is_not_introduced() -> None:
    mail = said(1, "ann")
    mail[4] = ["cy", "dee"]

    assert await namings(mail, said(2, "cy", names=["dee", "eve"])) == [("cy", "eve", "ann", "m2")]


def test_an_introduction_needs_strangers_who_meet() -> None:
    cells = Interactions.of(
        ["ann", "bob", "cy", "ann", "dee", "ann"],
        ["bob", "ann", "ann", "cy", "ann", "eve"],
        ["reply", "thread", "reply", "reply", "reply", "answer"],
        [228, 19, 20, 400, 129, 205],
    )

    def met(named: str, day: int, joined: bool = False) -> bool:
        return bool(brought_together([Mention(day, "x", named, "ann", "m", joined)], cells)[0])

    assert met("bob", 200)  # 181 days after the last contact, 28 before the next
    assert not met("bob", 199)  # 180 days after
    assert not met("bob", 229)  # the day after contact
    assert not met("bob", 228)  # on the day itself, maybe before the naming
    assert met("bob", 228, joined=True)
    assert not met("dee", 100, joined=True)
    assert met("dee", 101)
    assert not met("dee", 100)  # 29 days until they meet
    assert not met("eve", 200)  # help is no contact
    assert not met("nobody", 200)
    for named, beginner in (("nobody", "bob"), ("bob", "nobody")):  # ann, the first, met bob then
        mention = Mention(200, "x", named, beginner, "m", False)
        assert not brought_together([mention], cells).any()
    assert brought_together([], cells).tolist() == []


async def test_solvers_and_connectors_share_the_credit_of_a_need() -> None:
    async def rows() -> AsyncIterator[tuple[Any, ...]]:
        yield "ann", [["bob", 5 * DAY]], 4 * DAY, [], "n1"
        yield "ann", [["bob", 5 * DAY]], 4 * DAY, ["dee", "cy", "ann", "bob", "bot"], "n2"
        yield "ann", [["bob", None]], None, ["cy"], "n3"
        yield "ann", [], 4 * DAY, ["cy"], "n4"
        yield "bot", [["bob", 5 * DAY]], 4 * DAY, ["cy"], "n5"
        yield "ann", [["bob", 7 * DAY], ["eve", 6 * DAY]], None, ["cy"], "n6"

    found = await needs_from(rows(), {"bot"})

    columns = (found.actors, found.targets, found.kinds, found.days, found.weights)
    assert [(a, t, KINDS[k], day, w) for a, t, k, day, w in zip(*columns, strict=True)] == [
        ("bob", "ann", "solution", 5, 1.0),
        ("bob", "ann", "solution", 5, 0.5),
        ("cy", "ann", "connection", 4, 0.25),
        ("dee", "ann", "connection", 4, 0.25),
        ("cy", "ann", "connection", 4, 0.5),
        ("bob", "ann", "solution", 7, 0.25),
        ("eve", "ann", "solution", 6, 0.25),
        ("cy", "ann", "connection", 6, 0.5),
    ]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store) -> AsyncIterator[Store]:
    """The organisation whose help is known, analysed for its help as a whole and around K."""
    await helped(store)
    await analyse(store)
    yield store


STORED = (
    "MATCH (a)-[r:HELPED]->(b) RETURN right(a.id, 3), right(b.id, 3), r.kind, "
    "[day IN r.days | day - 20453], r.counts, r.weights, r.messages ORDER BY a.id, b.id, r.kind"
)


@pytest.mark.store
async def test_help_is_stored_once_a_pair_and_kind(acme: Store) -> None:
    assert await asked(acme, STORED) == [
        ("bob", "ann", "answer", [5], [1], None, ["help/m2"]),
        ("bob", "eve", "connection", [11], [1], [0.5], None),
        ("/cy", "ann", "introduction", [8], [1], None, ["help/m5"]),
        ("dee", "ann", "answer", [9], [1], None, ["help/m7"]),
        ("dee", "ann", "solution", [14], [1], [1.0], None),
        ("dee", "eve", "solution", [12], [1], [0.5], None),
    ]
    again = await analyse(acme)
    assert again.reused


@pytest.mark.store
async def test_a_need_that_changes_changes_help_and_nothing_of_contact(acme: Store) -> None:
    version = (await analyse(acme)).analysis
    contact = await asked(acme, "MATCH ()-[r:INTERACTED]->() RETURN count(r), sum(r.total)")
    before = await scores_of_people(acme, version.id, ["help/ann"])
    await asked(acme, "MATCH (n:Need {id: 'help/n1'}) SET n.solved_at = null RETURN 1")

    changed = await analyse(acme)

    assert not changed.reused
    assert await scores_of_people(acme, changed.analysis.id, ["help/ann"]) == before
    assert await asked(acme, "MATCH ()-[r:INTERACTED]->() RETURN count(r), sum(r.total)") == contact
    solved = "MATCH (:Person {id: 'help/dee'})-[r:HELPED]->({id: 'help/eve'}) RETURN count(r)"
    assert await asked(acme, solved) == [(0,)]
    solved_at = "SET n.solved_at = datetime('2026-01-12T09:00Z') RETURN 1"
    await asked(acme, "MATCH (n:Need {id: 'help/n1'}) " + solved_at)
    await analyse(acme)


@pytest.mark.store
async def test_help_is_measured_like_contact(acme: Store) -> None:
    one = (await analyse(acme, TieQuery(kinds=HELP))).analysis

    people = ["ann", "bob", "cy", "dee", "eve", "fay"]
    found = await scores_of_people(acme, one.id, [f"help/{name}" for name in people])
    out = [found[f"help/{name}"]["out_degree"] for name in people]
    into = [found[f"help/{name}"]["in_degree"] for name in people]
    assert (out, into) == ([0, 2, 1, 2, 0, 0], [3, 0, 0, 0, 2, 0])
    assert found["help/dee"]["pagerank_rank"] == 1
    assert found["help/dee"]["out_strength"] == pytest.approx(
        2 ** (-6 / 90) + 2 ** (-1 / 90) + 0.5 * 2 ** (-3 / 90)
    )


@pytest.mark.store
async def test_help_around_a_goal_is_that_of_its_talk_and_of_needs_about_it(acme: Store) -> None:
    around = TieQuery(goal="help/P", kinds=HELP)

    one = (await analyse(acme, around)).analysis

    assert one.ties == 2
    people = ["help/bob", "help/dee", "help/cy"]
    found = await scores_of_people(acme, one.id, people)
    assert [found[person]["out_degree"] for person in people] == [1, 1, 0]


@pytest.mark.store
async def test_help_around_a_goal_needs_no_analysis_before(store: Store) -> None:
    await helped(store)

    one = (await analyse(store, TieQuery(goal="help/K", kinds=HELP))).analysis

    assert one.ties == 2
    await analyse(store)


@pytest.mark.store
@pytest.mark.parametrize(
    "what",
    [
        TieQuery(),
        TieQuery(kinds=HELP),
        TieQuery(kinds=(TieKind.CONTACT, TieKind.HELP), half_life_days=7),
        TieQuery(goal="help/P", kinds=HELP),
        TieQuery(goal="help/P", least_interactions=2),
        TieQuery(bots=True),
    ],
    ids=str,
)
async def test_the_network_in_memory_is_the_one_that_is_analysed(
    acme: Store, what: TieQuery
) -> None:
    one = (await analyse(acme, what)).analysis

    graph = await columns_of(acme).graph(one.id, what)

    assert (graph.size, graph.ties) == (one.people, one.ties)
    found = await scores_of_people(acme, one.id, graph.people)
    strengths = graph.adjacency.sum(axis=1).tolist()
    assert [found[p]["out_strength"] for p in graph.people] == pytest.approx(strengths)
