"""What a run may ask for, and what it writes of a pair: a table over the states of its link."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import BadInput
from graph.goals.conventions import LEAST_SCORE, MOST_SUGGESTIONS
from graph.goals.linking.options import MACHINE, Suggestion, SuggestOptions
from graph.goals.linking.suggestion_writer import Change, change_of
from graph.goals.linking.talk_reader import StoredLink
from graph.records.enums import LinkMethod, LinkState

NEW = Suggestion("acme/c", "acme/g", LinkMethod.LEXICAL, 0.5, ["words: pump"], False)


def stored(state: LinkState, *, machine: bool, **more: Any) -> StoredLink:
    said = {"method": "lexical", "score": 0.4, "reasons": ["words: pump"], "version": 7} | more
    return StoredLink("acme/c", "acme/g", state.value, machine=machine, **said)


@pytest.mark.parametrize("confirm", [True, False])
@pytest.mark.parametrize("machine", [True, False])
@pytest.mark.parametrize("state", LinkState)
def test_only_what_the_machine_suggested_last_is_said_anew(
    state: LinkState, machine: bool, confirm: bool
) -> None:
    found = change_of(NEW, stored(state, machine=machine), confirm=confirm)
    anew = Change(NEW, LinkState.SUGGESTED, 7)
    assert found == (anew if machine and state is LinkState.SUGGESTED else None)


def test_a_pair_without_a_link_is_new() -> None:
    assert change_of(NEW, None, confirm=False) == Change(NEW, LinkState.SUGGESTED, 0)
    assert change_of(NEW, None, confirm=True) == Change(NEW, LinkState.CONFIRMED, 0)


@pytest.mark.parametrize(
    ("more", "says_another"),
    [
        ({"score": 0.5}, False),
        ({}, True),
        ({"score": None}, True),
        ({"score": 0.5, "method": "inherited"}, True),
        ({"score": 0.5, "method": None}, True),
        ({"score": 0.5, "reasons": []}, True),
        ({"score": 0.4, "method": "inherited", "reasons": []}, True),
    ],
)
def test_what_says_the_same_is_not_written(more: dict[str, Any], says_another: bool) -> None:
    link = stored(LinkState.SUGGESTED, machine=True, **more)
    assert (change_of(NEW, link, confirm=False) is not None) == says_another


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("max_per_conversation", (1, 20), (0, -1, 21)),
        ("min_score", (0, 0.0, 1, 0.999), (-0.001, 1.001)),
    ],
)
def test_numbers_are_taken_up_to_their_bounds(
    name: str, taken: tuple[Any, ...], refused: tuple[Any, ...]
) -> None:
    for value in taken:
        assert getattr(SuggestOptions(**{name: value}), name) == value
    for value in refused:
        with pytest.raises(BadInput) as error:
            SuggestOptions(**{name: value})
        assert error.value.path == (name,)


@pytest.mark.parametrize("method", LinkMethod)
def test_only_methods_of_the_machine_are_asked_for(method: LinkMethod) -> None:
    if method in MACHINE:
        assert SuggestOptions(methods=(method,)).methods == (method,)
    else:
        with pytest.raises(BadInput, match=f"not suggested by the method '{method.value}'"):
            SuggestOptions(methods=(*MACHINE, method))


def test_the_defaults_are_those_of_the_documentation() -> None:
    plain = SuggestOptions()
    assert (
        (plain.max_per_conversation, plain.min_score, plain.methods)
        == (
            MOST_SUGGESTIONS,
            LEAST_SCORE,
            MACHINE,
        )
        == (3, 0.3, MACHINE)
    )
    assert not (plain.include_unchanged or plain.confirm_explicit or plain.dry_run)
