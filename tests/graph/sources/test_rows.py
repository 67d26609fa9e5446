"""Lines as checked rows: defaults, identities, references, and every problem in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.sources.kinds import FIELDS, Kind
from graph.sources.problems import RowRejection
from graph.sources.row_completion import SPANS
from graph.sources.rows import CheckedRow, RowChecker


def checked(kind: Kind, row: dict[str, Any] | bytes) -> CheckedRow:
    return RowChecker(kind, "acme", mends=False).check(
        row if isinstance(row, bytes) else json.dumps(row).encode()
    )


def problems(kind: Kind, row: dict[str, Any] | bytes) -> list[tuple[str | None, str]]:
    with pytest.raises(RowRejection) as error:
        checked(kind, row)
    assert all(problem.mend for problem in error.value.problems)
    return [(problem.field, problem.reason) for problem in error.value.problems]


def test_null_is_absent_and_unknown_fields_are_counted() -> None:
    checker = RowChecker(Kind.PEOPLE, "acme")
    made = checker.check(b'{"id": "a", "name": null, "shoe": 42, "hat": null}')
    assert made.row == {"id": "acme/a"}
    assert checker.unknown == {"shoe": 1}


def test_every_problem_of_a_row_is_told_at_once() -> None:
    row = {"title": 7, "kind": "proces", "parents": ["a", 3], "metric": {"target": "x"}}
    assert problems(Kind.GOALS, row) == [
        ("title", "`title` is 7; a text is wanted, not a number"),
        (
            "kind",
            '`kind` is "proces"; one of purpose, objective, key_result, initiative is wanted',
        ),
        ("parents[1]", "`parents[1]` is 3; an id is a text, not a number"),
        ("metric.target", '`metric.target` is "x"; a number is wanted, not a text'),
        ("id", "`id` is missing; it is required"),
    ]


def test_a_process_is_no_goal() -> None:
    result = problems(Kind.GOALS, {"id": "g", "title": "G", "kind": "process"})
    assert result == [
        (
            "kind",
            '`kind` is "process"; conversations are linked to purposes and goals, never to a process',
        )
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[1, 2]", "the line is a list, not an object"),
        (b"null", "the line is null, not an object"),
        (b'"x"', "the line is a text, not an object"),
        (
            b'{"id": "\\ud800"}',
            (
                "the line holds half of a surrogate pair (\\ud800 to \\udfff alone), "
                "which is no character"
            ),
        ),
        (b'{"id": "\xff"}', "the line is not UTF-8"),
        (b'{"id": "a", "level": NaN}', "NaN is no JSON number"),
        (b'{"id": "a", "level": -Infinity}', "Infinity is no JSON number"),
        (b'{"id": "a", "level": 1e999}', "a number in the line is too large"),
        (b'{"id": "a", "x": ' + b"[" * 1010 + b"]" * 1010 + b"}", None),
        (b'{"id": "a", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}", "the line is nested too deeply"),
        (b"\xff\xfe{\x00}\x00", "the line is not UTF-8"),
    ],
)
def test_a_line_that_is_no_object_says_why(line: bytes, reason: str | None) -> None:
    if reason is None:
        assert checked(Kind.PEOPLE, line).row == {"id": "acme/a"}
        exact = line.replace(b'"id"', b'"title": "t", "id"')
        assert problems(Kind.GOALS, exact) == [(None, "the line is nested too deeply")]
    else:
        assert problems(Kind.PEOPLE, line) == [(None, reason)]


def test_a_syntax_error_says_where() -> None:
    ((field, reason),) = problems(Kind.PEOPLE, b'{"id": "a",}')
    assert field is None
    assert reason.startswith("the line is no JSON object: ") and " at character " in reason


@pytest.mark.parametrize("number", ["99999999999999999999", "9223372036854775808", "-1e30"])
def test_integers_beyond_64_bits_are_refused_as_they_stand(number: str) -> None:
    line = f'{{"id": "a", "level": {number}}}'.encode()
    ((field, reason),) = problems(Kind.PEOPLE, line)
    assert field == "level"
    assert reason.endswith("a number beyond 64 bits cannot be kept")
    assert number.strip("-")[0] in reason


def test_identities_of_rows_without_an_id() -> None:
    us = "\u001f"
    member = {"person": "p", "group": "g"}
    assert checked(Kind.MEMBERSHIPS, member).id == us.join(["acme/p", "acme/g", "member", "\uffff"])
    dated = member | {"since": "2026-01-01T01:00:00+01:00", "role": "lead"}
    assert checked(Kind.MEMBERSHIPS, dated).id.endswith(f"lead{us}2026-01-01T00:00:00Z")
    reaction = {"message": "m", "person": "p"}
    assert checked(Kind.REACTIONS, reaction).id == us.join(["acme/m", "acme/p", "like"])
    assert checked(Kind.CHECKINS, {"goal": "g", "at": "2026-01-01"}).id == "acme/g@2026-01-01"
    assert checked(Kind.LINKS, {"conversation": "c", "goal": "g"}).id == "acme/c>acme/g"


@pytest.mark.parametrize(
    ("extra", "state"),
    [
        ({}, "suggested"),
        ({"method": "lexical"}, "suggested"),
        ({"method": "explicit"}, "confirmed"),
        ({"by": "p"}, "confirmed"),
        ({"by": "p", "state": "rejected"}, "rejected"),
    ],
)
def test_the_state_of_a_link_follows_from_how_it_was_found(
    extra: dict[str, str], state: str
) -> None:
    assert checked(Kind.LINKS, {"conversation": "c", "goal": "g"} | extra).row["state"] == state


P, DAY, LATER = {"person": "p"}, "2026-01-01", "2026-01-02"
NEED = {"id": "n", "title": "N", "asked_by": "p", "asked_at": DAY}
TRIAL = {"id": "x", "title": "X", "proposed_by": "p", "proposed_at": DAY}
MESSAGE = {"id": "m", "conversation": "c", "at": DAY}


@pytest.mark.parametrize(
    ("kind", "row", "field", "value"),
    [
        (Kind.MEMBERSHIPS, P | {"group": "g"}, "role", "member"),
        (Kind.MEMBERSHIPS, P | {"group": "g", "role": "lead"}, "role", "lead"),
        (Kind.REACTIONS, P | {"message": "m"}, "kind", "like"),
        (Kind.REACTIONS, P | {"message": "m", "kind": "heart"}, "kind", "heart"),
        (Kind.EXPERIMENTS, TRIAL, "state", "proposed"),
        (Kind.EXPERIMENTS, TRIAL | {"backers": [P | {"at": DAY}]}, "state", "proposed"),
        (Kind.EXPERIMENTS, TRIAL | {"started_at": LATER}, "state", "running"),
        (Kind.EXPERIMENTS, TRIAL | {"ended_at": LATER}, "state", "proposed"),
        (Kind.EXPERIMENTS, TRIAL | {"started_at": DAY, "ended_at": LATER}, "state", "running"),
        (Kind.EXPERIMENTS, TRIAL | {"started_at": DAY, "state": "proven"}, "state", "proven"),
        (Kind.NEEDS, NEED, "state", "open"),
        (Kind.NEEDS, NEED | {"holds": [P | {"from": DAY}]}, "state", "held"),
        (Kind.NEEDS, NEED | {"holds": [P | {"from": DAY, "until": LATER}]}, "state", "open"),
        (
            Kind.NEEDS,
            NEED | {"holds": [P | {"from": DAY, "until": LATER}, {"person": "q", "from": LATER}]},
            "state",
            "held",
        ),
        (Kind.NEEDS, NEED | {"connectors": ["q"]}, "state", "open"),
        (Kind.NEEDS, NEED | {"matched_at": LATER}, "state", "matched"),
        (
            Kind.NEEDS,
            NEED | {"matched_at": LATER, "holds": [P | {"from": DAY}]},
            "state",
            "matched",
        ),
        (Kind.NEEDS, NEED | {"solver": "q"}, "state", "solved"),
        (Kind.NEEDS, NEED | {"solved_at": LATER}, "state", "solved"),
        (Kind.NEEDS, NEED | {"matched_at": DAY, "solved_at": LATER}, "state", "solved"),
        (Kind.NEEDS, NEED | {"solved_at": LATER, "state": "open"}, "state", "open"),
        (Kind.PEOPLE, {"id": "p"}, "bot", None),
        (Kind.PEOPLE, {"id": "p", "bot": False}, "bot", None),
        (Kind.PEOPLE, {"id": "p", "bot": True}, "bot", True),
        (Kind.GROUPS, {"id": "g", "name": "G"}, "archived", None),
        (Kind.GROUPS, {"id": "g", "name": "G", "archived": False}, "archived", None),
        (Kind.GROUPS, {"id": "g", "name": "G", "archived": True}, "archived", True),
        (Kind.GOALS, {"id": "g", "title": "G"}, "status", None),
        (Kind.GOALS, {"id": "g", "title": "G"}, "kind", None),
        (Kind.GOALS, {"id": "g", "title": "G", "archived": False}, "archived", None),
        (Kind.GOALS, {"id": "g", "title": "G", "archived": True}, "archived", True),
        (Kind.GOALS, {"id": "g", "title": "G", "metric": {}}, "metric", None),
        (Kind.CHECKINS, {"goal": "g", "at": DAY}, "status", None),
        (Kind.CONVERSATIONS, {"id": "c"}, "visibility", None),
        (Kind.CONVERSATIONS, {"id": "c", "visibility": "public"}, "visibility", None),
        (Kind.CONVERSATIONS, {"id": "c", "visibility": "private"}, "visibility", "private"),
        (Kind.CONVERSATIONS, {"id": "c"}, "kind", None),
        (Kind.MESSAGES, MESSAGE, "kind", None),
        (Kind.MESSAGES, MESSAGE, "question", None),
        (Kind.MESSAGES, MESSAGE | {"question": False}, "question", None),
        (Kind.MESSAGES, MESSAGE | {"question": True}, "question", True),
        (Kind.LINKS, {"conversation": "c", "goal": "g", "origin": False}, "origin", None),
        (Kind.LINKS, {"conversation": "c", "goal": "g", "origin": True}, "origin", True),
    ],
)
def test_what_a_row_leaves_out_is_taken_for_what_the_format_says(
    kind: Kind, row: dict[str, Any], field: str, value: object
) -> None:
    assert checked(kind, row).row.get(field) == value


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, one.name) for kind in Kind for one in FIELDS[kind] if one.choices and one.fallback],
)
def test_a_value_that_cannot_be_used_is_taken_for_what_shows_least(kind: Kind, field: str) -> None:
    """Of a link that it was only suggested, of a conversation that it is private."""
    rows = {Kind.LINKS: {"conversation": "c", "goal": "g"}, Kind.CONVERSATIONS: {"id": "c"}}
    made = RowChecker(kind, "acme").check(json.dumps(rows[kind] | {field: "?"}).encode())
    assert made.row[field] == {"state": "suggested", "visibility": "private"}[field]
    assert [one.field for one in made.mended] == [field]


BEFORE = [(kind, first, last) for kind, pairs in SPANS.items() for first, last in pairs]


@pytest.mark.parametrize(("kind", "first", "last"), BEFORE)
def test_times_that_end_before_they_begin_are_told(kind: Kind, first: str, last: str) -> None:
    need = {"title": "t", "name": "n", "what": "w", "person": "p", "group": "g", "at": DAY}
    need |= {"id": "i", "conversation": "c", "asked_by": "p", "asked_at": DAY}
    need |= {"proposed_by": "p", "proposed_at": DAY}
    row = {name: value for name, value in need.items() if name in {f.name for f in FIELDS[kind]}}
    days = [DAY] if {f.name: f.form for f in FIELDS[kind]}[first] == "day" else ["T10:00:00Z", ""]
    for tail in days:
        tail = "" if tail == DAY else tail
        for begin, end, told in [("05", "04", True), ("05", "05", False), ("05", "06", False)]:
            row |= {first: f"2026-01-{begin}{tail}", last: f"2026-01-{end}{tail}"}
            result = [one.field for one in checked(kind, row).mended if one.field == last]
            assert result == ([last] if told else []), (begin, end, tail)


def test_parents_become_objects_and_weights_keep_their_digits() -> None:
    row = b'{"id": "g", "title": "G", "parents": ["a", {"goal": "b", "weight": 0.50}, "a"]}'
    made = checked(Kind.GOALS, row)
    assert made.row["parents"] == [{"goal": "acme/a"}, {"goal": "acme/b", "weight": "0.50"}]
    assert [(note.field, note.reason) for note in made.mended] == [
        ("parents", "`parents` names it twice")
    ]
    place = [item.name for item in FIELDS[Kind.GOALS]].index("parents")
    goals = Kind.GOALS.number
    assert made.references == [(place, goals, "acme/a"), (place, goals, "acme/b")]


def test_a_manager_who_is_the_person_is_none() -> None:
    made = checked(Kind.PEOPLE, {"id": "a", "manager": "a"})
    assert made.row == {"id": "acme/a"}
    assert [note.reason for note in made.mended] == [
        "`manager` is the person itself; taken as none"
    ]


def test_a_declined_outcome_must_say_why() -> None:
    row = {"id": "o", "conversation": "c", "kind": "declined", "what": "no", "at": "2026-01-01"}
    assert problems(Kind.OUTCOMES, row) == [
        ("reason", "`reason` is missing; a declined outcome must say why")
    ]
    assert checked(Kind.OUTCOMES, row | {"reason": "cost"}).row["reason"] == "cost"


def test_an_outcome_leads_to_one_thing() -> None:
    row = {"id": "o", "conversation": "c", "kind": "started", "what": "x", "at": "2026-01-01"}
    made = checked(Kind.OUTCOMES, row | {"led_to": {"need": "n"}})
    assert made.references[-1][1:] == (Kind.NEEDS.number, "acme/n")
    ((field, reason),) = problems(Kind.OUTCOMES, row | {"led_to": {"need": "n", "goal": "g"}})
    assert field == "led_to" and "exactly one of" in reason


def test_long_refs_become_hashes() -> None:
    row = {"id": "m", "conversation": "c", "at": "2026-01-01", "refs": ["#a", "", "x" * 3000, "#a"]}
    made = RowChecker(Kind.MESSAGES, "acme").check(json.dumps(row).encode())
    assert made.row["refs"][0] == "#a"
    assert made.row["refs"][1].startswith("sha256:") and len(made.row["refs"]) == 2
    assert len(made.mended) == 2


def test_capabilities_are_kept_once_a_folded_name() -> None:
    made = checked(Kind.PEOPLE, {"id": "a", "capabilities": ["Rust", "rust", " ", "Go"]})
    assert made.row["capabilities"] == ["Rust", "Go"]
