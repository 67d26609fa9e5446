"""The examples of docs/writing.md run one after the other, as it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from graph.store.driver import Store
from tests.api.store_query import ask

TEXT = (Path(__file__).parents[3] / "docs" / "writing.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```graphql\n(.*?)```", TEXT, re.DOTALL)


def failures(value: Any) -> list[Any]:
    """Every user error inside the data of an answer."""
    if isinstance(value, list):
        return [error for item in value for error in failures(item)]
    if not isinstance(value, dict):
        return []
    errors = [error for item in value.values() for error in failures(item)]
    return [*value.get("userErrors", []), *errors]


async def test_the_examples_run_in_their_order(empty_store: Store) -> None:
    answers = []
    for example in EXAMPLES:
        answer = await ask(empty_store, example)
        assert answer.errors == []
        assert failures(answer.data) == []
        answers.append(answer.data)

    assert answers[0]["savePeople"]["saved"] == 2
    assert answers[1]["saveGoals"]["saved"] == 2
    assert answers[3]["archiveOtherGoals"]["count"] == 0
    first, second = (result["message"] for result in answers[4]["addMessages"]["results"])
    assert (first, second) == ({"question": True, "text": None}, {"question": False, "text": None})
    (membership,) = answers[5]["saveMemberships"]["results"]
    assert (membership["isNew"], membership["person"]["name"]) == (True, "Ann Weber")
    removal = answers[6]["removeMessages"]
    assert (removal["count"], removal["dependents"]["replies"]) == (1, 1)
    (linked,) = answers[7]["linkConversations"]["results"]
    assert linked["link"]["decisions"]["nodes"] == [
        {"state": "CONFIRMED", "capacity": "PARTICIPANT", "by": {"displayName": "Bob Roth"}}
    ]
    assert answers[8]["proposeGoal"]["goal"]["origin"] == {"title": "Who can help with the index?"}
