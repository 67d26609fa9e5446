"""A change laid over what the store says, and what is wrong with the row that it makes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from graph.errors import ErrorCode
from graph.sources.kinds import FIELDS, Kind
from graph.sources.rows import CheckedRow
from graph.writing.row_changes import (
    Change,
    becomes_private,
    overlay,
    reason_faults,
    row_of_change,
)

GOAL: dict[str, Any] = {
    "id": "acme/g", "title": "Ten clinics", "kind": "objective", "description": "Why.",
    "status": "active", "parents": [[0, "acme/o", "0.5"], [1, "hr/p", None]],
    "owners": [[0, "acme/ann"]], "groups": [], "starts_on": date(2026, 1, 1),
    "due_on": date(2026, 3, 31), "metric_kind": "reach", "metric_unit": "%",
    "metric_baseline": None, "metric_target": "10", "metric_current": "2.50", "tags": ["a"],
    "synonyms": [], "archived": False,
}  # fmt: skip
PERSON: dict[str, Any] = dict.fromkeys(item.name for item in FIELDS[Kind.PEOPLE]) | {
    "id": "acme/ann", "name": "Ann", "bot": False, "capabilities": [], "manager": "acme/bob",
    "dotted_managers": [[2, "acme/dee"], [1, "hr/cy"]], "joined_at_precision": None,
    "left_at_precision": None,
}  # fmt: skip


def changed(
    kind: Kind, stored: dict[str, Any] | None, values: dict[str, Any], id_: str = "acme/g"
) -> Any:
    change = Change(id_, overlay(values), given=frozenset(values))
    result = row_of_change(kind, change, stored)
    if isinstance(result, CheckedRow):
        return result.row
    return [(fault.code.name, fault.message, fault.place) for fault in result]


def test_what_is_not_given_stays_and_what_is_none_goes() -> None:
    row = changed(Kind.GOALS, GOAL, {"title": "Nine", "description": None, "tags": []})

    assert row["title"] == "Nine"
    assert row.keys().isdisjoint({"description", "tags"})
    assert row["metric"] == {"kind": "reach", "unit": "%", "target": "10", "current": "2.50"}
    assert row["parents"] == [{"goal": "acme/o", "weight": "0.5"}, {"goal": "hr/p"}]
    assert (row["starts_on"], row["due_on"]) == ("2026-01-01", "2026-03-31")


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ({"current": Decimal(3)}, {"kind": "reach", "unit": "%", "target": "10", "current": "3"}),
        ({"target": None}, {"kind": "reach", "unit": "%", "current": "2.50"}),
        (None, None),
    ],
)
def test_a_metric_is_laid_over_the_stored_one(metric: Any, expected: Any) -> None:
    assert changed(Kind.GOALS, GOAL, {"metric": metric}).get("metric") == expected


@pytest.mark.parametrize(
    ("values", "manager", "dotted"),
    [
        ({}, "acme/bob", ["hr/cy", "acme/dee"]),
        ({"manager": "eve"}, "acme/eve", ["hr/cy", "acme/dee"]),
        ({"manager": None}, None, ["hr/cy", "acme/dee"]),
        ({"dotted_managers": ["eve"]}, "acme/bob", ["acme/eve"]),
        ({"dotted_managers": []}, "acme/bob", None),
        ({"dotted_managers": None}, "acme/bob", None),
        ({"manager": "eve", "dotted_managers": ["fay"]}, "acme/eve", ["acme/fay"]),
    ],
)
def test_a_line_and_dotted_lines_are_changed_by_themselves(
    values: dict[str, Any], manager: str | None, dotted: list[str] | None
) -> None:
    row = changed(Kind.PEOPLE, PERSON, values, "acme/ann")
    assert (row.get("manager"), row.get("dotted_managers") or None) == (manager, dotted)


def test_a_new_person_gets_managers_without_a_line_before() -> None:
    row = changed(Kind.PEOPLE, None, {"name": "Ann", "dotted_managers": ["eve"]}, "acme/ann")
    assert (row.get("manager"), row["dotted_managers"]) == (None, ["acme/eve"])


PERIOD = ("due on 2026-03-31, before it starts on 2026-04-01", ("due_on",))


@pytest.mark.parametrize(
    ("kind", "stored", "values", "message", "place"),
    [
        (Kind.GOALS, GOAL, {"starts_on": "2026-04-01"}, *PERIOD),
        (Kind.GOALS, GOAL, {"due_on": "2025-12-31"}, "due on 2025-12-31", ("due_on",)),
        (Kind.GOALS, GOAL, {"title": "  "}, "`title` is blank", ("title",)),
        (Kind.GROUPS, None, {"name": "  "}, "`name` is blank", ("name",)),
        (Kind.CHECKINS, None, {"goal": "g", "at": "2026-01-01"}, "nothing is said", ()),
        (
            Kind.CONVERSATIONS, None, {"visibility": "private"}, "private talk is not kept",
            ("visibility",),
        ),
    ],
)  # fmt: skip
def test_what_is_right_by_itself_may_make_no_sense_together(
    kind: Kind, stored: Any, values: dict[str, Any], message: str, place: tuple[str, ...]
) -> None:
    ((code, told, at),) = changed(kind, stored, values)
    assert (code, at) == ("BAD_INPUT", place)
    assert message in told


@pytest.mark.parametrize(
    ("kind", "stored", "values"),
    [
        (Kind.GOALS, GOAL, {"starts_on": "2026-03-31"}),
        (Kind.GOALS, GOAL, {"starts_on": "2026-04-01", "due_on": None}),
        (Kind.GOALS, GOAL | {"starts_on": date(2026, 9, 9)}, {"title": "T"}),
        (Kind.GOALS, GOAL | {"title": " "}, {"tags": ["b"]}),
        *(
            (Kind.CHECKINS, None, {"goal": "g", "at": "2026-01-01", **said})
            for said in (
                {"progress": 0.5},
                {"value": Decimal(2)},
                {"status": "on_track"},
                {"note": "n"},
            )
        ),
        (Kind.CONVERSATIONS, None, {"visibility": "group"}),
        (Kind.GROUPS, None, {"name": "Core"}),
    ],
)
def test_what_makes_sense_or_was_not_given_is_taken(
    kind: Kind, stored: Any, values: dict[str, Any]
) -> None:
    assert isinstance(changed(kind, stored, values), dict)


def test_a_source_that_is_none_is_faulted_where_it_was_named() -> None:
    change = Change("No Source/g", overlay({"title": "T"}), source_path=("goal", "key", "source"))
    (fault,) = row_of_change(Kind.GOALS, change, None)  # type: ignore[misc]
    assert (fault.code, fault.place) == (ErrorCode.BAD_INPUT, ("goal", "key", "source"))


@pytest.mark.parametrize(
    ("must_exist", "place"), [(False, ("key", "external_id")), (True, ("id",))]
)
def test_an_id_that_cannot_be_kept_is_faulted_at_what_named_it(
    must_exist: bool, place: tuple[str, ...]
) -> None:
    change = Change("acme/" + "x" * 2000, overlay({"title": "T"}), must_exist=must_exist)
    (fault,) = row_of_change(Kind.GOALS, change, None)  # type: ignore[misc]
    assert fault.place == place


@pytest.mark.parametrize(
    ("visibility", "given", "private"),
    [
        ("private", {"visibility"}, True),
        ("group", {"visibility"}, False),
        (None, {"visibility"}, False),
        ("private", {"title"}, False),
    ],
)
def test_talk_becomes_private_where_the_writer_says_so(
    visibility: str | None, given: set[str], private: bool
) -> None:
    change = Change("acme/c", overlay({"visibility": visibility}), given=frozenset(given))
    assert becomes_private(change) == private


def test_reasons_are_faulted_one_by_one() -> None:
    assert reason_faults(None) == reason_faults([]) == reason_faults(["x"]) == []
    faults = reason_faults(["fine", "x" * 100_000])
    assert [fault.place for fault in faults] == [("reasons", 1)]


def test_times_of_a_stored_row_stay_as_precise_as_they_were() -> None:
    stored = PERSON | {
        "joined_at": datetime(2026, 1, 2, tzinfo=UTC), "joined_at_precision": "day",
        "left_at": datetime(2026, 5, 2, 9, 30, tzinfo=UTC),
    }  # fmt: skip
    row = changed(Kind.PEOPLE, stored, {"title": "Head"}, "acme/ann")
    assert (row["joined_at"], row["left_at"]) == ("2026-01-02", "2026-05-02T09:30:00Z")
