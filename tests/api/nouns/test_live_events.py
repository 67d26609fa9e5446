"""Events of subscriptions on the store: which are told, to whom, in which order, and what they cost the store."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import Any

import pytest
import pytest_asyncio

from api.execution.context import Context
from api.execution.viewer import LOCAL, Viewer, roles_with_implied
from api.schema.schema import schema
from api.types.global_ids import to_global_id
from graph.organisation import change_stream
from graph.organisation.change_stream import change_stream_of
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate, save_talk
from tests.api.mutations.small_organisation import save_goals as goals_saved
from tests.api.store_query import ask
from tests.conftest import emptied

CHANGES = "changes(since: $since) { cursor change { kind ofId from to } }"
SEEN = "cursor change { kind ofId from to }"


async def newest(store: Store) -> str:
    answer = await ask(store, "{ changes(last: 1) { pageInfo { endCursor } } }")
    return str(answer.data["changes"]["pageInfo"]["endCursor"])


def context_of(store: Store, viewer: Viewer) -> Context:
    return Context(store, viewer)


async def events(
    store: Store, field: str, until: str, viewer: Viewer = LOCAL, **variables: Any
) -> list[dict[str, Any]]:
    """What a subscription tells until something becomes what `until` says."""
    name = field.partition("(")[0]
    query = f"subscription($since: String) {{ {field} }}"
    stream: Any = await schema.subscribe(
        query, variable_values=variables, context_value=context_of(store, viewer)
    )
    found = []
    async with aclosing(stream), asyncio.timeout(60):
        async for result in stream:
            assert result.errors is None, result.errors
            found.append(result.data[name])
            if found[-1]["change"]["to"] == until:
                break
    return found


async def done(store: Store, name: str, input: dict[str, Any], selection: str) -> Any:
    """The payload of a mutation that did all that it should."""
    payload = await mutate(store, name, input, selection)
    assert payload["userErrors"] == []
    return payload


async def raw(store: Store, text: str) -> None:
    async with store.driver.session(database=store.database) as session:
        await (await session.run(text)).consume()


async def save_goals(store: Store, *goals: dict[str, Any]) -> None:
    payload = await goals_saved(store, *goals)
    assert payload["userErrors"] == []


def told(found: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(event["change"]["kind"], event["change"]["to"]) for event in found]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def small(store: Store) -> Store:
    """Three people, talk, and goals: leaf below mid below top, and another beside them."""
    await emptied(store)
    await save_talk(store)
    await done(store, "savePerson", {"person": key("dee") | {"name": "Dee"}}, "status")
    await save_goals(
        store,
        {"name": "top", "title": "Top", "owners": [key("ann")]},
        {"name": "mid", "title": "Mid", "parents": [{"goal": key("top")}]},
        {"name": "leaf", "title": "Leaf", "parents": [{"goal": key("mid")}]},
        {"name": "other", "title": "Other"},
    )
    return store


async def linked(store: Store, goal: str, by: str) -> None:
    pair = [{"conversation": key("talk"), "goal": key(goal)}]
    await done(store, "linkConversations", {"links": pair, "by": key(by)}, "saved")


async def test_activity_of_a_goal_is_its_own_or_that_of_all_below(small: Store) -> None:
    since = await newest(small)
    await save_goals(small, {"name": "other", "title": "Elsewhere"})
    await save_goals(small, {"name": "leaf", "title": "Leaf 2"})
    await linked(small, "leaf", "dee")
    await linked(small, "other", "dee")
    await save_goals(small, {"name": "gone", "title": "Gone"})
    await done(small, "removeGoal", {"goal": key("gone")}, "removedIds")
    await save_goals(small, {"name": "top", "title": "End"})
    top = to_global_id("Goal", "acme/top")

    below = f'goalActivity(goal: "{top}", includeDescendants: true, since: $since) {{ {SEEN} }}'
    found = await events(small, below, "End", since=since)
    assert told(found) == [
        ("GOAL_TITLE", "Leaf 2"),
        ("LINK_CREATED", "SUGGESTED"),
        ("GOAL_REMOVED", None),  # it has no place any more, and might have lain there
        ("GOAL_TITLE", "End"),
    ]
    own = f'goalActivity(goal: "{top}", since: $since) {{ {SEEN} }}'
    assert told(await events(small, own, "End", since=since)) == [("GOAL_TITLE", "End")]
    again = await events(small, below, "End", since=found[1]["cursor"])
    assert again == found[2:]


@pytest.mark.parametrize(
    ("around", "goals"),
    [
        (None, ["mid", "other"]),
        (("Goal", "acme/mid"), ["mid"]),
        (("Conversation", "acme/talk"), ["mid", "other"]),
        (("Person", "acme/bob"), ["mid", "other"]),  # he wrote in the talk
        (("Person", "acme/cy"), ["other"]),  # she owns that goal
        (("Person", "acme/ann"), []),
        (("Group", "acme/team"), []),
    ],
    ids=str,
)
async def test_suggestions_are_told_to_whom_they_concern(
    small: Store, around: tuple[str, str] | None, goals: list[str]
) -> None:
    await save_goals(small, {"name": "other", "owners": [key("cy")], "title": "Other"})
    await raw(small, "MATCH (l:Link) DETACH DELETE l")
    since = await newest(small)
    for goal in ("mid", "other"):
        pair = [{"conversation": key("talk"), "goal": key(goal)}]
        await linked(small, goal, "dee")
        await done(small, "rejectLinks", {"links": pair, "by": key("bob")}, "saved")
    place = "" if around is None else f'for: "{to_global_id(*around)}", '
    stream: Any = await schema.subscribe(
        f"subscription($since: String) {{ linkSuggestions({place}since: $since) {{ {SEEN} }} }}",
        variable_values={"since": since},
        context_value=context_of(small, LOCAL),
    )
    expected = [
        (f"acme/talk>acme/{goal}", kind)
        for goal in goals
        for kind in ("LINK_CREATED", "LINK_STATE")
    ]
    async with aclosing(stream), asyncio.timeout(60):
        found = [(await anext(stream)).data["linkSuggestions"]["change"] for _ in expected]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(stream), 1.5)
    assert [(one["ofId"], one["kind"]) for one in found] == [
        (to_global_id("Link", id_), kind) for id_, kind in expected
    ]


FAULTS = [
    ('changes(since: "yesterday") { cursor }', "`since` is neither a moment nor a cursor"),
    ('changes(of: ["x"]) { cursor }', "'x' is not an id of this API"),
    ('goalActivity(goal: "x") { cursor }', "'x' is not an id of this API"),
    (f'goalActivity(goal: "{to_global_id("Goal", "acme/none")}") {{ cursor }}', "no such goal"),
    (f'goalActivity(goal: "{to_global_id("Person", "acme/ann")}") {{ cursor }}', "id of a Person"),
    (f'linkSuggestions(for: "{to_global_id("Need", "acme/n")}") {{ cursor }}', "id of a Need"),
    (f'analysisProgress(id: "{to_global_id("Analysis", "none")}") {{ state }}', "no such analysis"),
]


@pytest.mark.parametrize(("field", "message"), FAULTS, ids=[field[:50] for field, _ in FAULTS])
async def test_arguments_that_cannot_be_used_are_told(
    small: Store, field: str, message: str
) -> None:
    stream: Any = await schema.subscribe(
        f"subscription {{ {field} }}", context_value=context_of(small, LOCAL)
    )
    async with aclosing(stream), asyncio.timeout(60):
        (error,) = (await anext(stream)).errors
    assert message in error.message


def member(name: str) -> Viewer:
    roles = roles_with_implied(frozenset({"member"}))
    return Viewer(f"acme/{name}", roles, person=f"acme/{name}", credential=f"key:{name}")


async def test_rights_are_looked_at_for_each_event(small: Store) -> None:
    since = await newest(small)
    private = key("private") | {"title": "Secret", "kind": "THREAD"}
    await done(small, "saveConversation", {"conversation": private}, "status")
    message = {"key": key("p1")["key"], "at": "2026-01-02T03:04:05Z", "author": key("bob")}
    talk = {"messages": [message | {"text": "x"}], "conversation": key("private")}
    await done(small, "addMessages", talk, "saved")
    pair = [{"conversation": key("private"), "goal": key("top")}]
    await done(small, "linkConversations", {"links": pair, "by": key("bob")}, "saved")
    await raw(small, "MATCH (c:Conversation {id: 'acme/private'}) SET c.visibility = 'private'")
    await done(small, "savePerson", {"person": key("ann") | {"jobTitle": "Head"}}, "status")
    await save_goals(small, {"name": "top", "title": "Seen by all"})

    async def kinds(viewer: Viewer) -> list[str]:
        found = await events(small, CHANGES, "Seen by all", viewer, since=since)
        return [event["change"]["kind"] for event in found]

    assert await kinds(member("bob")) == ["LINK_CREATED", "GOAL_TITLE"]
    assert await kinds(member("ann")) == ["PERSON_JOB_TITLE", "GOAL_TITLE"]
    assert await kinds(member("cy")) == ["GOAL_TITLE"]
    assert await kinds(LOCAL) == ["LINK_CREATED", "PERSON_JOB_TITLE", "GOAL_TITLE"]


async def test_hidden_talk_is_told_by_no_subscription(small: Store) -> None:
    """Every subscription of changes, around whatever leads to the link, says nothing of talk that is hidden."""
    private = key("hidden") | {"title": "Secret", "kind": "THREAD"}
    await done(small, "saveConversation", {"conversation": private}, "status")
    message = {"key": key("h1")["key"], "at": "2026-01-02T03:04:05Z", "author": key("bob")}
    talk = {"messages": [message | {"text": "x"}], "conversation": key("hidden")}
    await done(small, "addMessages", talk, "saved")
    since = await newest(small)
    hidden, seen = ({"conversation": key(name), "goal": key("mid")} for name in ("hidden", "talk"))
    await raw(small, "MATCH (l:Link {id: 'acme/talk>acme/mid'}) DETACH DELETE l")
    for pair in (hidden, seen):
        link = {"links": [pair], "by": key("dee")}
        await done(small, "linkConversations", link, "saved")
    await raw(small, "MATCH (c:Conversation {id: 'acme/hidden'}) SET c.visibility = 'private'")
    top, mid, bob, room = (
        to_global_id(*node)
        for node in (
            *(("Goal", "acme/top"), ("Goal", "acme/mid"), ("Person", "acme/bob")),
            ("Conversation", "acme/hidden"),
        )
    )
    asked = [
        "changes(since: $since)",
        f'goalActivity(goal: "{mid}", since: $since)',
        f'goalActivity(goal: "{top}", includeDescendants: true, since: $since)',
        "linkSuggestions(since: $since)",
        f'linkSuggestions(for: "{mid}", since: $since)',
        f'linkSuggestions(for: "{bob}", since: $since)',
        f'linkSuggestions(for: "{room}", since: $since)',
    ]
    ids = [to_global_id("Link", f"acme/{name}>acme/mid") for name in ("hidden", "talk")]
    cases = [(field, member(name)) for field in asked for name in ("bob", "cy")]
    found = await asyncio.gather(
        *(links_told(small, f"{field} {{ {SEEN} }}", viewer, since) for field, viewer in cases)
    )
    for (field, viewer), told_of in zip(cases, found, strict=True):
        wanted = ids if viewer.id == "acme/bob" else ids[1:]
        assert told_of == [one for one in wanted if room not in field or one == ids[0]], field


async def links_told(store: Store, field: str, viewer: Viewer, since: str) -> list[str]:
    """The links of which a subscription tells, until it tells nothing more."""
    stream: Any = await schema.subscribe(
        f"subscription($since: String) {{ {field} }}",
        variable_values={"since": since},
        context_value=context_of(store, viewer),
    )
    found: list[dict[str, Any]] = []
    name = field.partition("(")[0]
    async with aclosing(stream):
        with suppress(TimeoutError):
            while True:
                event = await asyncio.wait_for(anext(stream), 3.0)
                assert event.errors is None, event.errors
                found.append(event.data[name]["change"])
    return [one["ofId"] for one in found if one["kind"] == "LINK_CREATED"]


async def test_a_role_that_is_taken_away_counts_for_the_next_event(small: Store) -> None:
    viewers = [LOCAL]

    async def renewal() -> Viewer:
        return viewers[0]

    context = context_of(small, LOCAL)
    context.renewal = renewal
    since = await newest(small)
    stream: Any = await schema.subscribe(
        f"subscription($since: String) {{ {CHANGES} }}",
        variable_values={"since": since},
        context_value=context,
    )
    async with aclosing(stream), asyncio.timeout(60):
        await done(small, "savePerson", {"person": key("cy") | {"jobTitle": "A"}}, "status")
        assert (await anext(stream)).data["changes"]["change"]["to"] == "A"
        viewers[0] = member("ann")
        await done(small, "savePerson", {"person": key("cy") | {"jobTitle": "B"}}, "status")
        await save_goals(small, {"name": "top", "title": "Open"})
        assert (await anext(stream)).data["changes"]["change"]["to"] == "Open"


async def test_however_far_behind_nothing_is_lost_or_told_twice(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_stream, "CHANGES_READ", 3)
    monkeypatch.setattr(change_stream, "CHANGES_AT_HAND", 4)
    start = await newest(small)
    titles = [f"N{number}" for number in range(12)]
    following = asyncio.create_task(events(small, CHANGES, "N23", since=start))
    for title in titles:
        await save_goals(small, {"name": "leaf", "title": title})
    early = await events(small, CHANGES, "N11", since=start)
    assert [event["change"]["to"] for event in early] == titles
    late = [
        asyncio.create_task(events(small, CHANGES, "N23", since=event["cursor"])) for event in early
    ]
    titles += [f"N{number}" for number in range(12, 24)]
    rows = [{"name": f"n{title}", "title": title} for title in titles[12:]]
    await save_goals(small, *rows)  # all in one transaction
    assert [event["change"]["to"] for event in await following] == titles
    for place, task in enumerate(late):
        assert [event["change"]["to"] for event in await task] == titles[place + 1 :]


async def test_one_question_a_moment_serves_all_who_follow(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    raw_rows = Store.raw_rows

    async def counting(store: Store, name: str, text: str, params: Any) -> Any:
        asked.append(name)
        return await raw_rows(store, name, text, params)

    since = await newest(small)
    field = "changes(since: $since, kinds: [GOAL_TITLE]) { cursor change { kind to } }"
    tasks = [asyncio.create_task(events(small, field, "Told", since=since)) for _ in range(40)]
    await asyncio.sleep(2)
    monkeypatch.setattr(Store, "raw_rows", counting)
    poll: Any = change_stream_of(small)._poll
    for _ in range(20):  # those who have just come read a page each first
        asked.clear()
        for _ in range(4):
            await poll.turn()
        if len(asked) <= 5:
            break
    assert set(asked) == {"changes"} and len(asked) <= 5
    await save_goals(small, {"name": "leaf", "title": "Told"})
    found = await asyncio.gather(*tasks)
    assert [told(one) for one in found] == [[("GOAL_TITLE", "Told")]] * 40


async def test_progress_of_an_analysis_is_told_until_it_has_ended(small: Store) -> None:
    answer = await done(small, "runAnalysis", {}, "analysis { id }")
    run = answer["analysis"]["id"]
    stream: Any = await schema.subscribe(
        f'subscription {{ analysisProgress(id: "{run}") {{ state share result {{ id }} }} }}',
        context_value=context_of(small, LOCAL),
    )
    async with aclosing(stream), asyncio.timeout(120):
        steps = [result.data["analysisProgress"] async for result in stream]
    assert steps[-1] == {"state": "DONE", "share": 1.0, "result": {"id": run}}
    assert all(step["state"] == "RUNNING" for step in steps[:-1])
    shares = [step["share"] or 0.0 for step in steps]
    assert shares == sorted(shares)
