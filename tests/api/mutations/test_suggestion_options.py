"""What `suggestLinks` asks for, whatever is left out, null or wrong in its input; no store."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import strawberry
from strawberry import UNSET

from api.mutations.link_suggestions import _options
from api.mutations.references import ConversationRef, GoalRef
from api.types.global_ids import to_global_id
from graph.errors import BadInput
from graph.goals.linking.options import MACHINE, SuggestOptions
from graph.records.enums import LinkMethod

FIELDS = (
    "conversations",
    "goal",
    "methods",
    "max_per_conversation",
    "min_score",
    "include_unchanged",
    "semantic",
    "preview",
)
TALK = ConversationRef(id=strawberry.ID(to_global_id("Conversation", "acme/c1")))
GOAL = GoalRef(id=strawberry.ID(to_global_id("Goal", "acme/heat")))


def options(**given: Any) -> SuggestOptions:
    input: Any = SimpleNamespace(**(dict.fromkeys(FIELDS, UNSET) | given))
    return _options(input)


USUAL = SuggestOptions()


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, USUAL),
        ({"max_per_conversation": None, "min_score": None, "include_unchanged": None, "semantic": None, "preview": None}, USUAL),
        ({"preview": False, "include_unchanged": False}, USUAL),
        ({"preview": True}, SuggestOptions(dry_run=True)),
        ({"max_per_conversation": 2, "min_score": 0.9}, SuggestOptions(max_per_conversation=2, min_score=0.9)),
        ({"include_unchanged": True, "semantic": True}, SuggestOptions(include_unchanged=True, semantic=True)),
        ({"goal": GOAL}, SuggestOptions(goal="acme/heat")),
        ({"conversations": [TALK]}, SuggestOptions(conversations=["acme/c1"])),
        ({"conversations": []}, SuggestOptions(conversations=[])),
        (
            {"methods": [LinkMethod.LEXICAL, LinkMethod.EXPLICIT]},
            SuggestOptions(methods=(LinkMethod.EXPLICIT, LinkMethod.LEXICAL)),
        ),
    ],
)  # fmt: skip
def test_what_is_left_out_is_as_usual(given: dict[str, Any], asked: SuggestOptions) -> None:
    assert options(**given) == asked


@pytest.mark.parametrize("method", [one for one in LinkMethod if one not in MACHINE])
def test_only_methods_of_machines_are_asked_for(method: LinkMethod) -> None:
    with pytest.raises(BadInput, match=f"{method.name} is not a method of a machine") as refused:
        options(methods=[LinkMethod.EXPLICIT, method])
    assert refused.value.path == ("methods",)


@pytest.mark.parametrize(("count", "is_refused"), [(1000, False), (1001, True)])
def test_a_thousand_conversations_are_asked_for_at_most(count: int, is_refused: bool) -> None:
    talks = [TALK] * count
    if not is_refused:
        assert len(options(conversations=talks).conversations or ()) == count
        return
    with pytest.raises(BadInput, match="1,001 entries"):
        options(conversations=talks)


@pytest.mark.parametrize("name", ["conversations", "goal", "methods"])
def test_null_is_no_list(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        options(**{name: None})
    assert refused.value.path == (name,)


def test_what_is_named_wrongly_is_told_with_its_place() -> None:
    wrong = ConversationRef(id=strawberry.ID(to_global_id("Goal", "acme/heat")))
    with pytest.raises(BadInput) as refused:
        options(conversations=[TALK, wrong])
    assert refused.value.path[:2] == ("conversations", 1)


def test_an_empty_list_of_methods_asks_for_nothing() -> None:
    with pytest.raises(BadInput, match="`methods` is empty"):
        options(methods=[])
