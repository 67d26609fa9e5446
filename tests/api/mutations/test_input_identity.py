"""What the rows of an input name, who may say it, and what is wrong with it: without a store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from strawberry import UNSET

from api.execution.viewer import Viewer
from api.mutations.check_ins import GoalCheckInInput, _change
from api.mutations.links import LinkInput, LinkRef, pair_of, person_of
from api.mutations.payloads import LARGEST_INPUT, check_size, counts, speaks_for, user_errors
from api.mutations.references import ConversationRef, GoalRef, People, PersonRef, references_in
from api.mutations.row_saves import LABELS, OWN_SOURCE, change_of, on_error_of, row_identity
from api.types.global_ids import to_global_id
from api.types.node_roots import NodeKeyInput
from graph.errors import BadInput, ErrorCode
from graph.records.enums import LinkMethod
from graph.sources.check_in_keys import check_in_key
from graph.sources.kinds import Kind
from graph.writing.row_results import Answer, Fault, OnError, Outcome, Status
from tests.statement_answers import StatementAnswers

NOBODY = People()
KEY = NodeKeyInput(source="acme", external_id="x")


def goal(name: str = "g") -> GoalRef:
    return GoalRef(key=NodeKeyInput(source="acme", external_id=name))


def talk(name: str = "c") -> ConversationRef:
    return ConversationRef(key=NodeKeyInput(source="acme", external_id=name))


def told(faults: list[Fault]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(fault.code.name, fault.place) for fault in faults]


@pytest.mark.parametrize("kind", LABELS)
def test_a_row_is_named_by_key_by_id_or_newly(kind: Kind) -> None:
    own = to_global_id(LABELS[kind], "acme/x")
    other = to_global_id("Need", "acme/x")
    name = SimpleNamespace
    assert row_identity(kind, name(key=KEY)) == ("acme/x", False, [])
    assert row_identity(kind, name(key=KEY, id=UNSET)) == ("acme/x", False, [])
    assert row_identity(kind, name(id=own, key=None)) == ("acme/x", True, [])
    for nameless in (name(), name(id=None, key=None), name(id=UNSET, key=UNSET)):
        id_, must_exist, faults = row_identity(kind, nameless)
        assert id_.startswith(f"{OWN_SOURCE}/") and (must_exist, faults) == (False, [])
        assert id_ != row_identity(kind, nameless)[0]
    for wrong, place in (
        (name(id=own, key=KEY), ("key",)),
        (name(id=other), ("id",)),
        (name(id="nope"), ("id",)),
        (name(id=""), ("id",)),
        (name(key=NodeKeyInput(source="No", external_id="x")), ("key", "source")),
        (name(key=NodeKeyInput(source="acme", external_id="")), ("key", "external_id")),
    ):
        id_, must_exist, faults = row_identity(kind, wrong)
        assert (id_, must_exist, told(faults)) == ("", False, [("BAD_INPUT", place)])


@pytest.mark.parametrize(
    ("given", "on_error"),
    [
        (SimpleNamespace(), OnError.ABORT),
        (SimpleNamespace(on_error=None), OnError.ABORT),
        (SimpleNamespace(on_error=UNSET), OnError.ABORT),
        (SimpleNamespace(on_error=OnError.SKIP), OnError.SKIP),
    ],
)
def test_an_input_without_a_say_aborts(given: Any, on_error: OnError) -> None:
    assert on_error_of(given) is on_error


async def people_who(**ids: list[str]) -> People:
    people = People()
    store: Any = StatementAnswers({"people_by_email": [], "person_by_email": []})
    people._found.update({f"{name}@x.org": found for name, found in ids.items()})
    assert store.sent == []
    return people


async def test_a_person_is_named_by_the_address_that_one_person_has() -> None:
    people = await people_who(ann=["acme/ann"], two=["acme/a", "acme/b"], gone=[])
    assert person_of(None, people) == (None, None)
    assert person_of(UNSET, people) == (None, None)
    assert person_of(PersonRef(email="ann@x.org"), people) == ("acme/ann", None)
    assert person_of(PersonRef(key=KEY), people) == ("acme/x", None)
    for name, message in (("gone", "nobody has"), ("two", "2 people have"), ("new", "nobody has")):
        person, error = person_of(PersonRef(email=f"{name}@x.org"), people)
        assert person is None and error is not None
        assert error.message.startswith(message)
        assert ("joinPeople" in (error.remedy or "")) == (name == "two")
        assert error.path == ["input", "by", "email"]


def test_unknown_owners_are_left_out_with_a_note_or_refused() -> None:
    from api.mutations.noun_inputs import GoalInput

    row = GoalInput(
        key=KEY, title="T",
        owners=[PersonRef(email="no@x.org"), PersonRef(key=NodeKeyInput(source="acme", external_id="a"))],
    )  # fmt: skip
    strict, lax = (change_of(Kind.GOALS, row, NOBODY, strict) for strict in (True, False))
    assert told(strict.faults) == [("BAD_INPUT", ("owners", 0, "email"))]
    assert (strict.notes, lax.faults) == ([], [])
    assert [note.endswith("; left out") for note in lax.notes] == [True]
    assert lax.edit({})["owners"] == [{"source": "acme", "id": "a"}]
    assert (lax.id, lax.must_exist, lax.given) == ("acme/x", False, {"title", "owners"})


def test_somebody_without_key_or_id_is_named_by_address() -> None:
    from api.mutations.noun_inputs import PersonInput

    by_mail = change_of(Kind.PEOPLE, PersonInput(email="a@x.org"), NOBODY)
    by_key = change_of(Kind.PEOPLE, PersonInput(key=KEY, email="a@x.org"), NOBODY)
    by_id = change_of(
        Kind.PEOPLE, PersonInput(id=to_global_id("Person", "acme/x"), email="a@x.org"), NOBODY
    )
    assert [one.mail for one in (by_mail, by_key, by_id)] == ["a@x.org", None, None]
    assert [one.must_exist for one in (by_mail, by_key, by_id)] == [False, False, True]


LINK = "acme/c>acme/g"
ENDS = {LINK: ("acme/c", "acme/g")}


def test_a_pair_is_named_by_its_ends_or_by_its_link() -> None:
    by_ends = pair_of(LinkInput(conversation=talk(), goal=goal()), NOBODY, {})
    by_link = pair_of(LinkRef(link=to_global_id("Link", LINK)), NOBODY, ENDS)
    for pair in (by_ends, by_link):
        assert (pair.id, pair.faults, pair.reasons, pair.version) == (LINK, [], [], None)
    said = pair_of(
        LinkInput(
            conversation=talk(), goal=goal(), method=LinkMethod.LEXICAL, score=0.0,
            reasons=["r"], version=2,
        ),
        NOBODY, {},
    )  # fmt: skip
    assert (said.method, said.score, said.reasons, said.version) == (
        LinkMethod.LEXICAL, 0.0, ["r"], 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("score", "fits"), [(0.0, True), (1.0, True), (-0.01, False), (1.01, False)]
)
def test_a_score_is_from_nought_to_one(score: float, fits: bool) -> None:
    pair = pair_of(LinkInput(conversation=talk(), goal=goal(), score=score), NOBODY, {})
    assert told(pair.faults) == ([] if fits else [("BAD_INPUT", ("score",))])


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (LinkRef(link=to_global_id("Link", "acme/x>acme/y")), [("NOT_FOUND", ("link",))]),
        (LinkRef(link=to_global_id("Goal", "acme/g")), [("BAD_INPUT", ("link",))]),
        (LinkRef(link="nope"), [("BAD_INPUT", ("link",))]),
        (LinkRef(link=to_global_id("Link", LINK), goal=goal()), [("BAD_INPUT", ("link",))]),
        (LinkRef(link=to_global_id("Link", LINK), conversation=talk()), [("BAD_INPUT", ("link",))]),
        (LinkRef(goal=goal()), [("BAD_INPUT", ("conversation",))]),
        (LinkRef(conversation=talk()), [("BAD_INPUT", ("goal",))]),
        (LinkRef(), [("BAD_INPUT", ("conversation",)), ("BAD_INPUT", ("goal",))]),
        (
            LinkRef(conversation=talk(), goal=GoalRef(id=to_global_id("Person", "acme/p"))),
            [("BAD_INPUT", ("goal", "id"))],
        ),
    ],
)
def test_a_pair_that_cannot_be_told_is_faulted_where_it_is_named(row: LinkRef, faults: Any) -> None:
    assert told(pair_of(row, NOBODY, ENDS).faults) == faults


NOW = "2026-02-01T09:00:00Z"


def said(**more: Any) -> GoalCheckInInput:
    return GoalCheckInInput(**more)


def test_a_check_in_without_an_id_is_known_by_goal_time_and_author() -> None:
    change, identity = _change(said(goal=goal(), note="n"), NOBODY, NOW)
    assert identity == {"goal": "acme/g", "at": NOW, "by": None}
    assert (change.id, change.must_exist) == (check_in_key("acme", "acme/g", NOW, None), False)
    assert change.source_path == ("goal", "key", "source")
    by_id, identity = _change(
        said(goal=GoalRef(id=to_global_id("Goal", "acme/g")), on=date(2026, 1, 31), by=PersonRef(key=KEY)),
        NOBODY, NOW,
    )  # fmt: skip
    assert identity == {"goal": "acme/g", "at": "2026-01-31", "by": "acme/x"}
    assert by_id.source_path == ("goal", "id")


def test_a_check_in_with_an_id_corrects_what_is_there_and_a_new_one_is_of_now() -> None:
    change, identity = _change(said(key=KEY, note="n"), NOBODY, NOW)
    assert (change.id, identity) == ("acme/x", None)
    assert change.edit({}) == {"at": NOW, "note": "n"}
    assert change.edit({"at": "2026-01-01", "note": "old"}) == {"at": "2026-01-01", "note": "n"}
    moved, _ = _change(said(key=KEY, on=date(2026, 1, 5)), NOBODY, NOW)
    assert moved.edit({"at": "2026-01-01"}) == {"at": "2026-01-05"}


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ({}, [("goal",)]),
        ({"goal": GoalRef(id="nope")}, [("goal", "id")]),
        (
            {"goal": goal(), "on": date(2026, 1, 1), "at": datetime(2026, 1, 1, tzinfo=UTC)},
            [("on",)],
        ),
        ({"key": KEY, "id": to_global_id("CheckIn", "acme/x")}, [("key",)]),
    ],
)
def test_a_check_in_that_names_nothing_or_two_times_is_faulted(more: Any, places: Any) -> None:
    change, _ = _change(said(**more), NOBODY, NOW)
    assert [fault.place for fault in change.faults] == places


@pytest.mark.parametrize(
    ("roles", "viewer", "by", "may"),
    [
        ({"member"}, "acme/ann", "acme/ann", True),
        ({"member"}, "acme/ann", "acme/bob", False),
        ({"member"}, "acme/ann", None, False),
        ({"analyst"}, "acme/ann", "acme/bob", False),
        ({"steward"}, "acme/ann", "acme/bob", True),
        ({"admin"}, "acme/ann", None, True),
    ],
)
def test_who_speaks_for_whom(roles: set[str], viewer: str, by: str | None, may: bool) -> None:
    context: Any = SimpleNamespace(viewer=Viewer(viewer, frozenset(roles)))
    error = speaks_for(context, by)
    assert (error is None) == may
    if error is not None:
        assert (error.code, error.path) == (ErrorCode.FORBIDDEN, ["input", "by"])


@pytest.mark.parametrize(("rows", "fits"), [(0, True), (LARGEST_INPUT, True), (LARGEST_INPUT + 1, False)])  # fmt: skip
def test_an_input_has_at_most_a_thousand_rows(rows: int, fits: bool) -> None:
    error = check_size([None] * rows, "check_ins")
    assert (error is None) == fits
    if error is not None:
        assert error.path == ["input", "checkIns"]
        assert "1,001 entries, at most 1,000" in error.message


def test_rows_are_counted_by_what_became_of_them() -> None:
    statuses = [Status.SAVED, Status.REJECTED, Status.UNCHANGED, Status.SAVED, Status.NOT_SAVED]
    answer = Answer([Outcome(status) for status in statuses])
    assert counts(answer) == {"saved": 2, "unchanged": 1, "rejected": 1}
    assert counts(None) == {"saved": 0, "unchanged": 0, "rejected": 0}


async def test_faults_are_errors_at_their_place_with_what_stands_in_the_way() -> None:
    class Context:
        async def node(self, record: Any, id_: str) -> Any:
            return (record.label, id_)

    faults = [
        Fault(ErrorCode.BAD_INPUT, "m", "r", ("dotted_managers", 1)),
        Fault(ErrorCode.CONFLICT, "n", None, (), "acme/g", True),
    ]
    one, other = await user_errors(Context(), faults, "Goal", "goals", 3)  # type: ignore[arg-type]
    assert (one.path, one.current) == (["input", "goals", "3", "dottedManagers", "1"], None)
    assert (other.path, other.current, other.retryable) == (
        ["input", "goals", "3"], ("Goal", "acme/g"), True,
    )  # fmt: skip


def test_references_are_found_wherever_they_stand() -> None:
    row = LinkInput(conversation=talk(), goal=goal())
    assert list(references_in([row, "x", None])) == [row.conversation, row.goal]
    with pytest.raises(BadInput, match="nobody has"):
        NOBODY.by_email("no@x.org")
