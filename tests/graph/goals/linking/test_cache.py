"""What a process holds of goals for suggestions: read once, right after any change, the same as built anew."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import pytest_asyncio

from graph.goals.linking import SuggestOptions, cache, suggest
from graph.goals.linking.cache import linking_cache_of
from graph.goals.linking.comparison_memory import Memory
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.lexicon import SPARE, Lexicon, Recall
from graph.goals.linking.score_weights import published
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.texts import GoalText, Talk
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark, versions
from tests.conftest import emptied

WORDS = [
    "fans",
    "pumps",
    "paint",
    "booth",
    "nozzles",
    "racks",
    "夜勤",
    "シフト表",
    "Händehygiene",
    "ward",
    "beds",
    "rosters",
    "audit",
]


def made(draw: random.Random, id_: str) -> GoalText:
    """A goal of a few of WORDS."""
    some = lambda most: " ".join(draw.choices(WORDS, k=draw.randint(1, most)))
    parents = [f"acme/g{draw.randrange(20)}"] if draw.random() < 0.3 else []
    return GoalText(id_, some(4), some(12), [some(1)], [some(2)], parents, ["acme/q"], ["acme/p"])


def said(draw: random.Random, number: int) -> list[Talk]:
    return [
        Talk(f"acme/c{n}", " ".join(draw.choices(WORDS, k=3)), [], [],
             " ".join(draw.choices(WORDS, k=9)), "acme/q", ["acme/p"])
        for n in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_an_index_with_a_memory_is_that_of_one_built_anew(seed: int) -> None:
    draw, memory = random.Random(seed), Memory()
    goals = [made(draw, f"acme/g{n:02}") for n in range(20)]
    talks = said(draw, 12)
    for _ in range(4):  # goals change, come and go
        goals[draw.randrange(len(goals))] = made(draw, f"acme/g{draw.randrange(20):02}x")
        goals.append(made(draw, f"acme/n{len(goals)}"))
        del goals[draw.randrange(len(goals))]
        evidence = Evidence(talks[:3], [frozenset([n]) for n in range(3)])
        result = []
        for held in (memory, Memory()):
            index = GoalIndex(goals, talks, evidence, held)
            pairs = pairs_of(index, talks)
            result.append((pairs, suggestions(index, talks, pairs, published(), 0.0)))
        (one, told), (other, told_anew) = result
        assert (one.features == other.features).all() and one.mentions == other.mentions
        assert told == told_anew


def test_only_new_texts_are_read_and_old_ones_are_dropped() -> None:
    read = Counter[str]()

    def split(text: str) -> list[str]:
        read[text] += 1
        return text.split()

    lexicon = Lexicon(split)
    for texts in (["a b", "c"], ["a b", "d"], ["a b", "c"]):
        lexicon.turn()
        lexicon.distinct([lexicon.lines([texts])])
    assert read == {"a b": 1, "c": 2, "d": 1}
    for n in range(3):
        lexicon.turn()
        lexicon.distinct([lexicon.lines([[f"{n}-{k}" for k in range(SPARE)]])])
    assert len(lexicon.words) <= 4 * SPARE


def test_a_recall_holds_what_was_asked_for_lately() -> None:
    made_of = list[str]()
    recall = Recall[str, int](lambda text: made_of.append(text) or len(text))
    for query in ("ab", "ab", "c"):
        recall(query)
    recall.turn()
    assert recall("ab") == 2
    recall.turn()
    assert (recall("ab"), recall("c")) == (2, 1)
    assert made_of == ["ab", "c", "c"]


MAKE = """
CREATE (g:Goal {id: 'acme/fans', title: 'Quiet fans of heat pumps', version: 1})
CREATE (h:Goal {id: 'acme/paint', title: 'Less paint lost in booths', version: 1})
WITH g UNWIND range(1, 3) AS n
CREATE (c:Conversation {id: 'acme/c' + n, title: 'Fans of the heat pumps', visibility: 'public',
  tags: [], by_start: '2026' + n, settled: 1})
CREATE (:Message {id: 'acme/m' + n, seq: n, at: datetime('2026-01-01'), text: 'Quiet?'})-[:IN]->(c)
"""


async def run(store: Store, text: str) -> None:
    async with store.driver.session(database=store.database) as session:
        await (await session.run(text)).consume()


async def changed(store: Store, text: str, *parts: Part) -> None:
    """Write something else as some process that says so."""
    await run(store, text)
    await store.write(MARK, **mark(parts))


@pytest_asyncio.fixture(loop_scope="session")
async def acme(store: Store) -> AsyncIterator[Store]:
    """Two goals and three conversations about one of them."""
    await emptied(store)
    await run(store, "MATCH (l:Lock) DELETE l")
    await changed(store, MAKE, *Part)
    cache._CACHES.pop(store, None)
    yield store
    await emptied(store)
    await run(store, "MATCH (l:Lock) DELETE l")
    cache._CACHES.pop(store, None)


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each streamed statement is sent."""
    sent, whole = Counter[str](), Store.stream

    def counted(self: Store, name: str, /, **params: Any) -> Any:
        sent[name] += 1
        return whole(self, name, **params)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "stream", counted)
        yield sent


ONE = SuggestOptions(conversations=["acme/c1"], dry_run=True)
HEAVY = ("goals_to_link", "confirmed_talk_of_goals", "latest_talk")


async def test_goals_are_read_once(acme: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await suggest(acme, ONE)
    with statements(monkeypatch) as sent:
        again = await suggest(acme, ONE)
    assert [one.goal for one in first.examples] == ["acme/fans"]
    assert again == first
    assert [sent[name] for name in HEAVY] == [0, 0, 0]


async def test_a_run_without_changes_reads_no_goals_in_a_new_process_either(
    acme: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await suggest(acme)).suggested == 3
    cache._CACHES.pop(acme)  # as another process begins
    with statements(monkeypatch) as sent:
        report = await suggest(acme)
    assert (report.goals, report.read, report.suggested) == (2, 0, 0)
    assert [sent[name] for name in HEAVY] == [0, 0, 0]


CHANGES = {
    "another title": ("MATCH (g:Goal {id: 'acme/fans'}) SET g.title = 'Warm soup'", (Part.GOALS,)),
    "taken out": ("MATCH (g:Goal {id: 'acme/fans'}) DETACH DELETE g", (Part.GOALS,)),
    "archived": ("MATCH (g:Goal {id: 'acme/fans'}) SET g.archived = true", (Part.GOALS,)),
    "a new one": (
        "CREATE (:Goal {id: 'acme/more', title: 'Fans of the heat pumps'})",
        (Part.GOALS,),
    ),
    "a new owner": (
        """MATCH (g:Goal {id: 'acme/paint'}), (c:Conversation) MERGE (p:Person {id: 'acme/ada'})
        MERGE (p)-[:OWNS]->(g) CREATE (p)-[:TOOK_PART_IN]->(c)""",
        (Part.PEOPLE, Part.TALK),
    ),
    "more talk": (
        """CREATE (c:Conversation {id: 'acme/c9', title: 'Fans', visibility: 'public', tags: [],
        by_start: '2027', settled: timestamp() * 2})""",
        (Part.TALK,),
    ),
    "a decision": (
        """MATCH (c:Conversation {id: 'acme/c2'}), (g:Goal {id: 'acme/paint'})
        CREATE (l:Link {id: 'acme/c2>acme/paint', state: 'confirmed', version: 1})
        CREATE (l)-[:OF]->(c) CREATE (l)-[:TO]->(g) CREATE (c)-[:ADVANCES]->(g)""",
        (Part.LINKS,),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_what_another_process_changed_is_seen(acme: Store, what: str) -> None:
    text, parts = CHANGES[what]
    await suggest(acme, ONE)
    await changed(acme, text, *parts)

    held = await suggest(
        acme, SuggestOptions(conversations=["acme/c1"], dry_run=True, min_score=0.0)
    )
    cache._CACHES.pop(acme)
    anew = await suggest(
        acme, SuggestOptions(conversations=["acme/c1"], dry_run=True, min_score=0.0)
    )

    assert held == anew


async def test_where_learning_takes_long_it_may_be_a_minute_old_but_goals_never(
    acme: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LEARNED_SIZE", 3)
    await suggest(acme, ONE)
    held = linking_cache_of(acme)._knowledge
    text, parts = CHANGES["more talk"]
    await changed(acme, text, *parts)
    await suggest(acme, ONE)
    assert linking_cache_of(acme)._knowledge is held

    monkeypatch.setattr(cache, "LEARNED_SECONDS", 0.0)
    await suggest(acme, ONE)
    assert linking_cache_of(acme)._knowledge is not held
    monkeypatch.setattr(cache, "LEARNED_SECONDS", 60.0)
    text, parts = CHANGES["another title"]
    await changed(acme, text, *parts)
    assert (await suggest(acme, ONE)).examples == []


async def test_hashes_that_another_process_noted_are_read(acme: Store) -> None:
    await suggest(acme)
    before = linking_cache_of(acme)
    await changed(acme, CHANGES["another title"][0], Part.GOALS)
    cache._CACHES.pop(acme)
    await suggest(acme)  # another process notes what it has read
    cache._CACHES[acme] = before
    back = "MATCH (g:Goal {id: 'acme/fans'}) SET g.title = 'Quiet fans of heat pumps'"
    await changed(acme, back, Part.GOALS)
    now = await versions(acme)
    (until,) = [row async for row in acme.stream("suggestion_watermark")]
    goals = await before.goals(now, until[3])
    assert goals.now["acme/fans"] != goals.noted["acme/fans"]
