"""Who decides on a link: a table over rights, states and verbs, without a store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import ErrorCode
from graph.records.enums import Capacity, LinkMethod, LinkState
from graph.writing.link_decisions import LinkDecisions, Pair, Verb
from graph.writing.link_policy import PairFacts, capacity_of, confirms_at_once, refusal
from graph.writing.row_results import OnError, Outcome, Status

ADA = "acme/ada"
NOTHING = PairFacts(
    has_conversation=True, has_goal=True, left_out=None, private=False, has_person=True, absent=None,
    owns=False, took_part=False, steward=False, by_person=False, state=None, method=None, score=None,
    reasons=None, version=None,
)  # fmt: skip
RIGHTS = ("owns", "took_part", "steward")
STATES = (None, *(state.value for state in LinkState))


def facts(**more: Any) -> PairFacts:
    return replace(NOTHING, **more)


@pytest.mark.parametrize(
    ("rights", "capacity", "of_origin"),
    [
        ((), None, None),
        (("owns",), Capacity.OWNER, None),
        (("took_part",), Capacity.PARTICIPANT, Capacity.PARTICIPANT),
        (("steward",), Capacity.STEWARD, Capacity.STEWARD),
        (("owns", "took_part"), Capacity.OWNER, Capacity.PARTICIPANT),
        (("owns", "steward"), Capacity.OWNER, Capacity.STEWARD),
        (("took_part", "steward"), Capacity.PARTICIPANT, Capacity.PARTICIPANT),
        (RIGHTS, Capacity.OWNER, Capacity.PARTICIPANT),
    ],
)
def test_the_right_by_which_somebody_decides(
    rights: tuple[str, ...], capacity: Capacity | None, of_origin: Capacity | None
) -> None:
    held = facts(**dict.fromkeys(rights, True))
    assert capacity_of(ADA, held, origin=False) is capacity
    assert capacity_of(ADA, held, origin=True) is of_origin
    assert capacity_of(ADA, replace(held, absent="has left"), origin=False) is None
    assert capacity_of(None, held, origin=False) is Capacity.TOOL


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("method", [None, *LinkMethod])
def test_what_confirms_at_once(method: LinkMethod | None, state: str | None) -> None:
    held = facts(state=state)
    explicit = method is LinkMethod.EXPLICIT
    assert confirms_at_once(None, held, method, origin=False) == (explicit and state is None)
    assert not confirms_at_once(ADA, held, method, origin=False)
    for right in RIGHTS:
        assert confirms_at_once(ADA, replace(held, **{right: True}), method, origin=False)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("target", [LinkState.CONFIRMED, LinkState.REJECTED])
def test_who_is_refused(target: LinkState, state: str | None) -> None:
    for by_person in (True, False):
        held = facts(state=state, by_person=by_person)
        tool = refusal(None, held, target)
        assert (tool is None) == (target is LinkState.REJECTED and not by_person)
        stranger = refusal(ADA, held, target)
        assert stranger is not None and "neither took part" in stranger.message
        gone = refusal(ADA, replace(held, absent="has left", owns=True), target)
        assert gone is not None and "ada has left, and decides nothing" in gone.message
        for right in RIGHTS:
            assert refusal(ADA, replace(held, **{right: True}), target) is None


CONFIRMED, SUGGESTED, REJECTED = LinkState.CONFIRMED, LinkState.SUGGESTED, LinkState.REJECTED
FORBIDDEN, CONFLICT, NOT_FOUND = ErrorCode.FORBIDDEN, ErrorCode.CONFLICT, ErrorCode.NOT_FOUND


def decided(verb: Verb, by: str | None, held: PairFacts, **said: Any) -> tuple[Any, ...]:
    """The state that a pair comes to, and the codes of the faults."""
    decisions = LinkDecisions(None, verb, (), by, OnError.SKIP)  # type: ignore[arg-type]
    pair = Pair("acme/c", "acme/g", **said)
    out = Outcome(Status.SAVED, pair.id, held.state is None, [])
    state = decisions._next(pair, held, out)
    return state, [fault.code for fault in out.faults], len(out.notes)


@pytest.mark.parametrize(
    ("verb", "stored", "participant", "stranger", "tool"),
    [
        (Verb.LINK, None, (CONFIRMED, [], 0), (SUGGESTED, [], 1), (SUGGESTED, [], 1)),
        (Verb.LINK, "suggested", (CONFIRMED, [], 0), (None, [], 1), (None, [], 1)),
        (Verb.LINK, "confirmed", (None, [], 0), (None, [], 0), (None, [], 0)),
        (Verb.LINK, "rejected", (SUGGESTED, [], 1), (SUGGESTED, [], 1), (SUGGESTED, [CONFLICT], 1)),
        (Verb.CONFIRM, None, *[(CONFIRMED, [NOT_FOUND], 0)] * 3),
        (
            Verb.CONFIRM,
            "suggested",
            (CONFIRMED, [], 0),
            (CONFIRMED, [FORBIDDEN], 0),
            (CONFIRMED, [FORBIDDEN], 0),
        ),
        (Verb.CONFIRM, "confirmed", *[(None, [], 0)] * 3),
        (Verb.CONFIRM, "rejected", *[(CONFIRMED, [CONFLICT], 0)] * 3),
        (Verb.REJECT, None, (REJECTED, [], 0), (REJECTED, [FORBIDDEN], 0), (REJECTED, [], 0)),
        (
            Verb.REJECT,
            "suggested",
            (REJECTED, [], 0),
            (REJECTED, [FORBIDDEN], 0),
            (REJECTED, [], 0),
        ),
        (
            Verb.REJECT,
            "confirmed",
            (REJECTED, [], 0),
            (REJECTED, [FORBIDDEN], 0),
            (REJECTED, [], 0),
        ),
        (Verb.REJECT, "rejected", *[(None, [], 0)] * 3),
    ],
)
def test_what_a_word_makes_of_a_link(
    verb: Verb, stored: str | None, participant: Any, stranger: Any, tool: Any
) -> None:
    held = facts(state=stored)
    assert decided(verb, ADA, replace(held, took_part=True)) == participant
    assert decided(verb, ADA, held) == stranger
    assert decided(verb, None, held) == tool


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize(
    ("more", "said", "code"),
    [
        ({"has_conversation": False}, {}, NOT_FOUND),
        ({"has_goal": False}, {}, NOT_FOUND),
        ({"private": True}, {}, None),
        ({"version": 3}, {"version": 2}, CONFLICT),
        ({"version": None}, {"version": 1}, CONFLICT),
    ],
)
def test_what_is_not_there_or_was_changed_is_refused(
    verb: Verb, more: dict[str, Any], said: dict[str, Any], code: ErrorCode | None
) -> None:
    state, codes, _ = decided(verb, ADA, facts(state="suggested", took_part=True, **more), **said)
    assert state is None and len(codes) == 1
    assert code is None or codes == [code]


@pytest.mark.parametrize(("version", "read"), [(None, 0), (3, 3), (3, None)])
def test_a_version_that_is_the_stored_one_is_taken(version: int | None, read: int | None) -> None:
    held = facts(version=version, took_part=True)
    assert decided(Verb.LINK, ADA, held, version=read) == (CONFIRMED, [], 0)


@pytest.mark.parametrize(
    ("verb", "stored", "refused"),
    [
        (Verb.LINK, None, True),
        (Verb.LINK, "confirmed", True),
        (Verb.CONFIRM, "suggested", True),
        (Verb.REJECT, "suggested", False),
    ],
)
def test_a_goal_that_is_left_out_is_not_linked(verb: Verb, stored: str, refused: bool) -> None:
    held = facts(state=stored, took_part=True, left_out="archived")
    assert bool(decided(verb, ADA, held)[1]) == refused


@pytest.mark.parametrize(
    ("said", "another"),
    [
        ({}, False),
        ({"method": LinkMethod.LEXICAL}, False),
        ({"method": LinkMethod.INHERITED}, True),
        ({"score": 0.5}, False),
        ({"score": 0.6}, True),
        ({"reasons": ["words"]}, False),
        ({"reasons": ["others"]}, True),
    ],
)
def test_a_suggestion_that_says_the_same_again_changes_nothing(
    said: dict[str, Any], another: bool
) -> None:
    held = facts(state="suggested", method="lexical", score=0.5, reasons=["words"], version=1)
    assert decided(Verb.LINK, ADA, held, **said) == (SUGGESTED if another else None, [], 1)
