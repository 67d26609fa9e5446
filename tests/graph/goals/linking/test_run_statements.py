"""What a run of suggestions reads and writes, for every state in which a pair may stand."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

import pytest

from graph.errors import NotFound
from graph.goals.linking import SuggestOptions, SuggestReport, suggest
from graph.goals.linking.run_scope import _Until
from graph.goals.linking.talk_reader import in_parts, stamps_of
from graph.goals.linking.texts import GoalText, Talk
from graph.records.enums import LinkMethod
from graph.store.versions import Part
from tests.statement_answers import HollowStore

GOALS = [
    GoalText("acme/heat-1", "Quiet heat pumps", "Fans and compressors."),
    GoalText("acme/old-3", "Old boiler museum", closed=True),
    GoalText("acme/paint-2", "Less paint lost", "Booths, nozzles and racks."),
]
TALK = [
    Talk("acme/c1", "Hum", refs=["#goal/heat-1"]),
    Talk("acme/c2", "Lunch", text="Soup at noon."),
    Talk("acme/c3", "Both", refs=["#goal/heat-1", "#goal/paint-2"]),
    Talk("acme/c5", "Museum", refs=["#goal/old-3"]),
]
FOUND = ["acme/c1>acme/heat-1", "acme/c3>acme/heat-1", "acme/c3>acme/paint-2"]
VERSIONS = {Part.GOALS: 3, Part.PEOPLE: 2, Part.TALK: 5, Part.LINKS: 4}
STAMPS = stamps_of(GOALS)
Link = tuple[Any, ...]


def row_of(talk: Talk) -> tuple[Any, ...]:
    return (
        talk.id, talk.title, talk.tags, talk.group, talk.text, [talk.refs], talk.people,
        talk.answers, None, None,
    )  # fmt: skip


def store_of(
    links: tuple[Link, ...] = (), until: tuple[Any, ...] | None = None, **more: Any
) -> HollowStore:
    """The organisation above; `until` is what the last run has read."""
    noted = {goal.id: STAMPS[goal.id] if until else None for goal in GOALS}
    named = {link[0] for link in links}
    answers: dict[str, Any] = {
        "versions": [(part.value, number) for part, number in VERSIONS.items()],
        "suggestion_watermark": [] if until is None else [until],
        "linkable_goals": [([goal.id for goal in GOALS], 2)],
        "goals_to_link": lambda ids, longest: [
            ([[*astuple(goal), noted[goal.id]] for goal in GOALS if goal.id in ids],)
        ],
        "linkable_conversations": [([talk.id for talk in TALK],)],
        "talk_to_link": lambda ids, **reach: [row_of(talk) for talk in TALK if talk.id in ids],
        "links_of_talk": lambda ids: [link for link in links if link[0] in ids],
        "words_of_talk": lambda ids, **reach: [
            (0, [[t.id, t.title, t.tags, t.text, [t.refs]] for t in TALK if t.id in ids])
        ],
        "save_suggestions": lambda rows: [(row["id"],) for row in rows],
        "save_suggestions_again": lambda rows: [(row["id"],) for row in rows],
    }  # fmt: skip
    assert named <= {talk.id for talk in TALK}
    return HollowStore(answers | more)


def link(pair: str, state: str, machine: bool = True, **more: Any) -> Link:
    conversation, _, goal = pair.partition(">")
    said = {"method": "explicit", "score": 0.1, "reasons": ["r"], "version": 3} | more
    return (conversation, goal, state, said["method"], said["score"], said["reasons"], said["version"], machine)  # fmt: skip


async def run(store: Any, **options: Any) -> SuggestReport:
    return await suggest(store, SuggestOptions(**options))


def sent(store: HollowStore, name: str) -> list[dict[str, Any]]:
    return [row for params in store.params(name) for row in params["rows"]]


async def test_each_pair_is_suggested_with_the_machines_word(tmp_path: Any) -> None:
    store = store_of()

    report = await run(store)

    rows = sent(store, "save_suggestions")
    assert [row["id"] for row in rows] == report.created == FOUND
    assert {row["state"] for row in rows} == {"suggested"}
    assert {row["method"] for row in rows} == {"explicit"}
    assert [row["decision"] for row in rows] == [f"{id_}#1" for id_ in FOUND]
    assert (report.read, report.goals, report.suggested, report.updated) == (4, 2, 3, 0)
    assert (report.by_method, report.confirmed) == ({LinkMethod.EXPLICIT: 3}, 0)
    assert [one.id for one in report.examples] == FOUND
    assert sent(store, "link_advances") == []
    assert store.params("save_suggestion_watermark")[0] | {"stamp": ""} == {
        "version": 5, "goals": 3, "people": 2, "stamp": "",
    }  # fmt: skip
    assert sent(store, "save_linked_goals") == [
        {"id": goal.id, "linked_as": STAMPS[goal.id]} for goal in GOALS
    ]


async def test_a_preview_says_the_same_and_writes_nothing() -> None:
    store = store_of()
    report = await run(store, dry_run=True)
    assert (report.created, report.suggested, report.dry_run) == (FOUND, 3, True)
    assert report.by_method == {LinkMethod.EXPLICIT: 3}
    assert not [name for name, _ in store.sent if name.startswith(("save_", "link_", "mark_"))]


async def test_what_is_marked_is_confirmed_only_where_that_was_asked_for() -> None:
    store = store_of()
    report = await run(store, confirm_explicit=True)
    rows = sent(store, "save_suggestions")
    sure = [row["id"] for row in rows if row["state"] == "confirmed"]
    assert report.confirmed == len(sure) > 0
    assert [f"{row['conversation']}>{row['goal']}" for row in sent(store, "link_advances")] == sure


MORE = "acme/c1>acme/heat-1"


@pytest.mark.parametrize(
    ("stored", "counts"),
    [
        (link(MORE, "rejected"), (2, 0, 0, 1)),
        (link(MORE, "confirmed"), (2, 0, 0, 1)),
        (link(MORE, "suggested", machine=False), (2, 0, 0, 1)),
        (link(MORE, "suggested"), (2, 1, 0, 0)),
    ],
)
async def test_what_becomes_of_a_pair_that_has_a_link(
    stored: Link, counts: tuple[int, int, int, int]
) -> None:
    store = store_of((stored,))
    report = await run(store)
    assert (report.suggested, report.updated, report.unchanged, report.decided) == counts
    again = sent(store, "save_suggestions_again")
    assert [(row["id"], row["was"]) for row in again] == ([(MORE, 3)] if counts[1] else [])
    decisions = sent(store, "save_decisions")
    assert [row["id"] for row in decisions] == ([f"{MORE}#4"] if counts[1] else [])
    for row in decisions:
        assert (row["state"], row["capacity"]) == ("suggested", "machine")


async def test_a_suggestion_that_says_the_same_is_unchanged() -> None:
    first = store_of()
    await run(first)
    said = next(row for row in sent(first, "save_suggestions") if row["id"] == MORE)
    same = {name: said[name] for name in ("method", "score", "reasons")}
    report = await run(store_of((link(MORE, "suggested", **same),)))
    assert (report.suggested, report.updated, report.unchanged, report.decided) == (2, 0, 1, 0)


@pytest.mark.parametrize("most", [1, 2, 3])
async def test_at_most_so_many_pairs_of_a_conversation_stand_suggested(most: int) -> None:
    report = await run(store_of(), max_per_conversation=most)
    assert sum(id_.startswith("acme/c3") for id_ in report.created) == min(most, 2)
    stands = link("acme/c3>acme/heat-1", "suggested", machine=False)
    report = await run(store_of((stands,)), max_per_conversation=most)
    assert ("acme/c3>acme/paint-2" in report.created) == (most > 1)
    decided = link("acme/c3>acme/heat-1", "confirmed")
    report = await run(store_of((decided,)), max_per_conversation=most)
    assert "acme/c3>acme/paint-2" in report.created


async def test_only_methods_that_are_asked_for_suggest() -> None:
    report = await run(store_of(), methods=(LinkMethod.LEXICAL,))
    assert (report.suggested, report.decided, report.unchanged) == (0, 0, 0)


async def test_links_that_were_overtaken_are_neither_made_nor_changed() -> None:
    store = store_of((link(MORE, "suggested"),), save_suggestions=[], save_suggestions_again=[])
    report = await run(store, confirm_explicit=True)
    assert (report.suggested, report.updated, report.overtaken) == (0, 0, 3)
    assert (report.created, report.by_method, report.examples) == ([], {}, [])
    assert sent(store, "link_advances") == sent(store, "save_decisions") == []


UNTIL = (5, 3, 2, "stamp")


@pytest.mark.parametrize(
    ("until", "covers"),
    [
        (UNTIL, True),
        ((4, 3, 2, "s"), False),
        ((5, 2, 2, "s"), False),
        ((5, 3, 1, "s"), False),
        ((None, None, None, None), False),
    ],
)
def test_a_run_covers_what_has_not_changed_since(until: tuple[Any, ...], covers: bool) -> None:
    assert _Until(*until).covers(VERSIONS) == covers
    never = dict.fromkeys(Part, 0)
    assert not _Until(0, 0, 0, "s").covers(never)


async def test_where_nothing_has_changed_nothing_is_read_or_written() -> None:
    store = store_of(until=UNTIL)
    report = await run(store)
    assert (report.read, report.goals, report.suggested) == (0, 2, 0)
    assert {name for name, _ in store.sent} == {
        "versions", "suggestion_watermark", "unseen_links", "linkable_goals",
    }  # fmt: skip


async def test_everything_is_read_anew_where_that_is_asked_for() -> None:
    report = await run(store_of(until=UNTIL), include_unchanged=True)
    assert (report.read, report.suggested) == (4, 3)


async def test_only_talk_that_has_changed_is_read_and_its_neighbours_by_links() -> None:
    unseen = [("acme/c3>acme/heat-1", 7, "acme/c3", ["acme/c2"])]
    store = store_of(
        until=(4, 3, 2, "stamp"), unseen_links=unseen, conversations_since=[("acme/c1",)]
    )
    report = await run(store)
    assert store.params("conversations_since")[0] == {"version": 4}
    assert report.read == 3
    assert sent(store, "save_seen_links") == [{"id": "acme/c3>acme/heat-1", "version": 7}]


async def test_chosen_conversations_are_looked_at_and_nothing_is_noted() -> None:
    store = store_of()
    report = await run(store, conversations=["acme/c3", "acme/c2", "acme/c3"])
    assert (report.read, report.created) == (2, FOUND[1:])
    assert store.params("save_suggestion_watermark") == store.params("unseen_links") == []


async def test_one_goal_is_looked_for_in_all_talk() -> None:
    store = store_of()
    report = await run(store, goal="acme/heat-1")
    assert (report.goals, report.created) == (1, FOUND[:2])
    assert store.params("save_suggestion_watermark") == []
    closed = await run(store_of(), goal="acme/old-3")
    assert (closed.goals, closed.suggested, closed.read) == (0, 0, 0)
    with pytest.raises(NotFound, match="no goal 'acme/none'"):
        await run(store_of(), goal="acme/none")


async def test_a_goal_that_changed_is_sought_in_all_talk() -> None:
    former = replace(GOALS[2], title="Paint")
    store = store_of(until=(5, 2, 2, "stamp"), conversations_since=[])
    noted = {goal.id: STAMPS[goal.id] for goal in GOALS} | {"acme/paint-2": stamps_of([former])["acme/paint-2"]}  # fmt: skip
    store.answers["goals_to_link"] = lambda ids, longest: [
        ([[*astuple(goal), noted[goal.id]] for goal in GOALS],)
    ]
    report = await run(store)
    assert "acme/c3>acme/paint-2" in report.created
    assert sent(store, "save_linked_goals") == [
        {"id": "acme/paint-2", "linked_as": STAMPS["acme/paint-2"]}
    ]


async def test_talk_is_read_in_parts_in_order_and_reading_ends_with_who_asks() -> None:
    asked: list[list[str]] = []

    async def read(ids: Any) -> list[str]:
        asked.append(list(ids))
        return [id_.upper() for id_ in ids]

    assert [part async for part in in_parts(list("abcde"), 2, read)] == [["A", "B"], ["C", "D"], ["E"]]  # fmt: skip
    assert asked == [["a", "b"], ["c", "d"], ["e"]]
    assert [part async for part in in_parts([], 2, read)] == []
    assert [part async for part in in_parts(list("ab"), 2, read)] == [["A", "B"]]
