"""Whether an export is late, and what of it counts as its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph.importing.import_lock import Freshness, freshness
from graph.importing.okrs import accounts_by_email
from graph.keys import mail_tombstone, tombstone
from graph.sources.kinds import Kind
from graph.sources.legacy_check_in_keys import is_same
from tests.statement_answers import StatementAnswers


@pytest.mark.parametrize(
    ("exported_at", "last", "late", "newest"),
    [
        (None, None, False, None),
        (None, "2026-01-02", False, "2026-01-02"),
        ("2026-01-02", None, False, "2026-01-02"),
        ("2026-01-02", "2026-01-01", False, "2026-01-02"),
        ("2026-01-02", "2026-01-02", False, "2026-01-02"),
        ("2026-01-02", "2026-01-03", True, "2026-01-03"),
        ("2026-01-02", "2026-01-02T23:00:00Z", False, "2026-01-02"),
        ("2026-01-02T09:00:00Z", "2026-01-02", False, "2026-01-02T09:00:00Z"),
        ("2026-01-02T09:00:00Z", "2026-01-03", True, "2026-01-03"),
        ("2026-01-02T09:00:00Z", "2026-01-02T09:00:00Z", False, "2026-01-02T09:00:00Z"),
        ("2026-01-02T09:00:00Z", "2026-01-02T09:00:01Z", True, "2026-01-02T09:00:01Z"),
        ("2026-01-02T09:00:01Z", "2026-01-02T09:00:00Z", False, "2026-01-02T09:00:01Z"),
    ],
)
def test_an_export_is_late_where_a_newer_one_came_before(
    exported_at: str | None, last: str | None, late: bool, newest: str | None
) -> None:
    found = Freshness(exported_at, last, True)
    assert (found.late, found.newest) == (late, newest)


async def test_the_last_export_is_that_of_the_same_source() -> None:
    store: Any = StatementAnswers(
        {
            "sources": [
                ("other", datetime(2026, 5, 5, tzinfo=UTC), True),
                ("acme", datetime(2026, 1, 2, 9, tzinfo=UTC), False),
                ("day", datetime(2026, 1, 2, tzinfo=UTC), True),
                ("none", None, None),
            ]
        }
    )
    last = {
        name: await freshness(store, name, "2026-01-01") for name in ("acme", "day", "none", "new")
    }
    assert last["acme"] == Freshness("2026-01-01", "2026-01-02T09:00:00Z", True)
    assert last["day"] == Freshness("2026-01-01", "2026-01-02", True)
    assert last["none"] == Freshness("2026-01-01", None, True)
    assert last["new"] == Freshness("2026-01-01", None, False)


async def test_an_export_from_the_future_was_made_now() -> None:
    store: Any = StatementAnswers({"sources": []})
    now = datetime.now(UTC)

    time = await freshness(store, "acme", f"{now + timedelta(days=9):%Y-%m-%dT%H:%M:%SZ}")
    day = await freshness(store, "acme", f"{now + timedelta(days=9):%Y-%m-%d}")

    assert day.exported_at in (f"{now:%Y-%m-%d}", f"{datetime.now(UTC):%Y-%m-%d}")
    assert time.exported_at is not None
    made = datetime.fromisoformat(time.exported_at)
    assert now - timedelta(seconds=1) <= made <= datetime.now(UTC)


async def test_an_address_is_of_the_sources_own_account_else_of_the_first() -> None:
    rows = [
        ("own", [("chat/1", "Own@x", "p"), ("hr/2", "own@x", "p"), ("hr/1", "own@x", "p")]),
        ("other", [("okr/3", "other@x", "p"), ("chat/4", "other@x", "p")]),
        ("two@x", [("hr/5", "Two@x", "p"), ("hr/6", "two@x", "q")]),
        ("none@x", [("hr/7", "none@x", "p"), ("hr/8", "none@x", "q")]),
        ("nor@x", [("hr/7", "Nor@x", "p"), ("hr/8", "nOr@x", "q")]),
    ]
    store: Any = StatementAnswers({"accounts_by_email": rows})

    accounts, shared = await accounts_by_email(store, "hr", ["own", "other"])

    assert accounts == {"own": "hr/1", "other": "chat/4", "two@x": "hr/6"}
    assert shared == {"two@x", "none@x", "nor@x"}
    assert store.params("accounts_by_email") == [{"keys": ["own", "other"]}]


async def test_addresses_are_asked_for_a_thousand_at_once() -> None:
    store: Any = StatementAnswers({"accounts_by_email": []})
    mails = [f"m{number:04}" for number in range(1001)]

    await accounts_by_email(store, "hr", mails)

    assert [len(params["keys"]) for params in store.params("accounts_by_email")] == [1000, 1]
    await accounts_by_email(store, "hr", mails[:1000])
    assert len(store.params("accounts_by_email")) == 3


GOAL = {"goal": "acme/kr", "at": "2026-01-31"}
ERASED = {tombstone(Kind.PEOPLE.value, "acme/gone"), mail_tombstone("gone@x")}


@pytest.mark.parametrize(
    ("stored", "row", "erased", "same"),
    [
        ({}, GOAL, (), False),
        ({"f": ("acme", None)}, GOAL, (), True),
        ({"f": (None, None)}, GOAL, (), True),
        ({"f": ("hr", None)}, GOAL, (), False),
        ({"f": ("hr", None)}, GOAL | {"source": "hr"}, (), True),
        ({"f": ("acme", None)}, GOAL | {"source": "hr"}, (), False),
        ({"f": ("acme", "acme/ann")}, GOAL | {"by": "acme/ann"}, (), True),
        ({"f": ("acme", "acme/ann")}, GOAL | {"by": "acme/bob"}, (), False),
        ({"f": ("acme", "acme/ann")}, GOAL, (), False),
        ({"f": ("acme", None)}, GOAL | {"by": "acme/ann"}, ERASED, False),
        ({"f": ("acme", None)}, GOAL | {"by": "acme/gone"}, ERASED, True),
        ({"f": ("acme", None)}, GOAL | {"by": "acme/gone"}, (), False),
        ({"f": ("acme", "acme/ann")}, GOAL | {"by": "acme/gone"}, ERASED, False),
    ],
)
def test_a_row_means_the_check_in_of_its_source_and_author(
    stored: Any, row: dict[str, str], erased: Any, same: bool
) -> None:
    assert is_same(stored, "f", row, erased) == same
