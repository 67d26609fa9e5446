"""Mutations asked as a client asks them, and a small organisation to ask them of."""

from __future__ import annotations

from typing import Any

from api.execution.viewer import LOCAL, Viewer
from graph.store.driver import Store
from tests.api.store_query import ask

ERRORS = "userErrors { code reason path message remedy retryable current { id } }"


def key(name: str, source: str = "acme") -> dict[str, Any]:
    """The natural key of a thing."""
    return {"key": {"source": source, "externalId": name}}


async def mutate(
    store: Store, name: str, input: dict[str, Any], selection: str, viewer: Viewer = LOCAL
) -> Any:
    """The payload of a mutation that must have no error of the request."""
    input_type = f"{name[0].upper()}{name[1:]}Input"
    query = (
        f"mutation($input: {input_type}!) {{ {name}(input: $input) {{ {selection} {ERRORS} }} }}"
    )
    answer = await ask(store, query, {"input": input}, viewer)
    assert answer.errors == []
    return answer.data[name]


async def save_goals(store: Store, *goals: dict[str, Any], **more: Any) -> Any:
    """The payload of saving these goals; each is `{"name": ..., field: value}`."""
    rows = []
    for goal in goals:
        values = dict(goal)
        rows.append(key(values.pop("name")) | {"title": "T"} | values)
    selection = f"saved unchanged rejected results {{ status isNew notes goal {{ key {{ externalId }} title version }} {ERRORS} }}"
    return await mutate(store, "saveGoals", {"goals": rows, **more}, selection)


async def save_talk(store: Store) -> None:
    """Save three people, a team, a goal that ann owns, talk in which bob wrote."""
    people = [
        key(name) | {"name": name.title(), "email": f"{name}@a.example"}
        for name in ("ann", "bob", "cy")
    ]
    payload = await mutate(store, "savePeople", {"people": people}, "saved")
    assert payload["saved"] == 3
    payload = await mutate(store, "saveGroup", {"group": key("team") | {"name": "Team"}}, "status")
    assert payload["status"] == "SAVED"
    await save_goals(store, {"name": "g", "owners": [key("ann")], "groups": [key("team")]})
    talk = key("talk") | {"title": "Search is slow", "group": key("team"), "kind": "THREAD"}
    await mutate(store, "saveConversation", {"conversation": talk}, "status")
    message = {"key": key("m1")["key"], "at": "2026-01-02T03:04:05Z", "author": key("bob")}
    message |= {"text": "Why is it slow? #speed"}
    input = {"messages": [message], "conversation": key("talk")}
    payload = await mutate(
        store, "addMessages", input, "saved results { message { question text } }"
    )
    assert payload["saved"] == 1
    assert payload["results"][0]["message"] == {"question": True, "text": None}
