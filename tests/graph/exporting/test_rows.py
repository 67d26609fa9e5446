"""What the store says of a thing, as the row of a bundle and as the cells of an OKR file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.exporting.canonical import canonical_line
from graph.exporting.okrs import _cells, _mails
from graph.exporting.rows import id_of_check_in, row_of, when
from graph.sources.check_in_keys import check_in_key, check_in_key_by_mail
from graph.sources.kinds import FIELDS, Kind
from graph.sources.okr.columns import ALL
from tests.statement_answers import StatementAnswers

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DAY = datetime(2026, 1, 2, tzinfo=UTC)
SPECIAL: dict[str, Any] = {
    "dotted_managers": [], "parents": [], "holds": [], "backers": [], "led_to_goal": None,
    "led_to_need": None, "led_to_experiment": None, "metric_kind": None, "metric_unit": None,
    "metric_baseline": None, "metric_target": None, "metric_current": None, "question": False,
    "text": None, "kind": None,
}  # fmt: skip


def row(kind: Kind, /, **columns: Any) -> dict[str, Any]:
    """What is said of the row, without what is absent."""
    names = [item.name for item in FIELDS[kind]]
    absent = dict.fromkeys([*names, *(f"{name}_precision" for name in names)]) | SPECIAL
    made = row_of(kind, "acme", absent | columns)
    return {name: value for name, value in made.items() if value not in (None, [], {})}


def test_a_person_with_one_manager_and_with_others_over_dotted_lines() -> None:
    assert row(Kind.PEOPLE, id="acme/ann", manager="acme/bob", bot=False, level=0) == {
        "id": "ann", "manager": "bob", "level": 0,
    }  # fmt: skip
    dotted = [[2, "acme/dee"], [1, "hr/cy"]]
    several = row(Kind.PEOPLE, id="acme/ann", manager=None, dotted_managers=dotted, bot=True)
    assert several == {
        "id": "ann", "manager": [None, {"source": "hr", "id": "cy"}, "dee"], "bot": True,
    }  # fmt: skip


def test_lists_stand_in_their_places_and_references_of_other_sources_whole() -> None:
    goal = row(
        Kind.GOALS, id="acme/g", title="G", owners=[[1, "acme/b"], [0, "hr/z"]], tags=["y", "x"],
        parents=[[1, "acme/p", None], [0, "hr/o", "0.50"]], starts_on=date(2026, 1, 1),
    )  # fmt: skip
    assert goal == {
        "id": "g", "title": "G", "owners": [{"source": "hr", "id": "z"}, "b"], "tags": ["y", "x"],
        "parents": [
            {"goal": {"source": "hr", "id": "o"}, "weight": "0.50"}, {"goal": "p", "weight": None},
        ],
        "starts_on": "2026-01-01",
    }  # fmt: skip
    assert '"weight": 0.50}, {"goal": "p"}' in canonical_line(Kind.GOALS, goal)


@pytest.mark.parametrize("name", ["baseline", "target", "current"])
def test_a_metric_is_there_where_anything_of_it_is(name: str) -> None:
    assert row(Kind.GOALS, id="acme/g", title="G", **{f"metric_{name}": "0"})["metric"] == {
        "kind": None, "unit": None, "baseline": None, "target": None, "current": None, name: "0",
    }  # fmt: skip
    assert "metric" not in row(Kind.GOALS, id="acme/g", title="G")


@pytest.mark.parametrize(
    ("at", "precision", "text"),
    [
        (None, None, None),
        (None, "day", None),
        (DAY, "day", "2026-01-02"),
        (DAY, None, "2026-01-02T00:00:00Z"),
        (AT, None, "2026-01-02T03:04:05Z"),
    ],
)
def test_a_time_is_as_precise_as_it_was_given(
    at: datetime | None, precision: str | None, text: str | None
) -> None:
    assert when(at, precision) == text
    holds = [[1, "acme/b", at, precision, None, None], [0, "acme/a", None, None, at, precision]]
    made = row(Kind.NEEDS, id="acme/n", title="N", holds=holds, joined_at=None)["holds"]
    assert made == [
        {"person": "a", "from": None, "until": text},
        {"person": "b", "from": text, "until": None},
    ]
    backers = [[1, "acme/b", at, precision], [0, "acme/a", None, None]]
    assert row(Kind.EXPERIMENTS, id="acme/e", title="E", backers=backers)["backers"] == [
        {"person": "a", "at": None}, {"person": "b", "at": text},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "kind", "text", "says"),
    [
        (True, None, None, True),
        (True, "question", None, False),
        (True, None, "Where?", False),
        (True, None, "Where", True),
        (False, None, "Where?", False),
        (None, None, None, False),
        (False, "question", None, False),
    ],
)
def test_a_message_says_that_it_asks_where_nothing_else_in_its_row_does(
    question: bool | None, kind: str | None, text: str | None, says: bool
) -> None:
    made = row(Kind.MESSAGES, id="acme/m", question=question, kind=kind, text=text, brief=True)
    assert made.get("question", False) == says
    assert made.get("brief", False) == (text is None)


@pytest.mark.parametrize(
    ("visibility", "shown"), [("public", None), ("group", "group"), (None, None)]
)
def test_talk_that_is_public_needs_not_say_so(visibility: str | None, shown: str | None) -> None:
    assert row(Kind.CONVERSATIONS, id="acme/c", visibility=visibility).get("visibility") == shown


def test_where_an_outcome_led_to() -> None:
    made = row(Kind.OUTCOMES, id="acme/o", led_to_need="hr/n", led_to_goal="acme/g")
    assert made["led_to"] == {"goal": "g", "need": {"source": "hr", "id": "n"}}
    assert "led_to" not in row(Kind.OUTCOMES, id="acme/o")


OWN = check_in_key("acme", "acme/g", "2026-01-02", "acme/ann")


@pytest.mark.parametrize(
    ("id_", "native"),
    [
        (None, None),
        (OWN, None),
        ("acme/said-1", "said-1"),
        ("hr/said-1", None),
        (check_in_key("acme", "acme/g", "2026-01-02", None), "g@2026-01-02"),
    ],
)
def test_a_check_in_says_its_id_where_an_import_would_make_another(
    id_: str | None, native: str | None
) -> None:
    columns = {"id": id_, "goal": "acme/g", "by": "acme/ann"}
    assert id_of_check_in("acme", columns, "2026-01-02") == native
    made = row(Kind.CHECKINS, **columns, at=DAY, at_precision="day")
    assert (made.get("id"), made["at"], made["by"]) == (native, "2026-01-02", "ann")


GOAL: dict[str, Any] = dict.fromkeys(
    (
        "kind", "starts_on", "due_on", "status", "description", "metric_kind", "metric_unit",
        "metric_baseline", "metric_target", "metric_current", "at", "at_precision", "value",
        "checkin_status", "checkin_progress", "checkin_note", "checkin_by", "checkin_id",
    )
) | {
    "id": "acme/g", "title": "G", "parents": [], "owners": [], "groups": [], "tags": [],
    "synonyms": [], "archived": False,
}  # fmt: skip


def cells(mails: dict[str, str] | None = None, **columns: Any) -> dict[str, str]:
    """The cells that say something."""
    made = _cells("acme", GOAL | columns, mails or {})
    assert set(made) == set(ALL)
    return {name: text for name, text in made.items() if text}


def test_an_empty_goal_has_its_id_title_and_source() -> None:
    assert cells() == {"goal_id": "g", "title": "G", "source": "acme"}


def test_parents_and_weights_stand_side_by_side() -> None:
    parents = [[1, "acme/b", None], [0, "acme/a", "0.5"]]
    made = cells(parents=parents)
    assert (made["parent_ids"], made["weight"]) == ("a;b", "0.5;")
    assert "weight" not in cells(parents=[[0, "acme/a", None], [1, "acme/b", None]])
    of_one_place = cells(parents=[[0, "acme/b", "0.1"], [0, "acme/a", "0.9"]])
    assert (of_one_place["parent_ids"], of_one_place["weight"]) == ("a;b", "0.9;0.1")


def test_the_current_value_is_that_of_the_check_in_where_there_is_one() -> None:
    assert cells(metric_current="1", value="9")["current"] == "1"
    made = cells(metric_current="1", value="9", at=DAY, at_precision="day", checkin_id=OWN)
    assert (made["current"], made["metric_current"], made["updated_at"]) == ("9", "1", "2026-01-02")


def test_numbers_and_marks_are_told_exactly() -> None:
    made = cells(checkin_progress=0.1, archived=True, starts_on=date(2026, 1, 1))
    assert (made["checkin_progress"], made["archived"]) == ("0.1", "true")
    assert made["start"] == "2026-01-01"
    assert cells(checkin_progress=0.0)["checkin_progress"] == "0.0"


def test_people_are_named_by_their_address_else_by_their_account() -> None:
    owners = [[1, "hr/bob"], [0, "acme/ann"]]
    made = cells({"acme/ann": "ann@x.org"}, owners=owners, checkin_by="hr/bob")
    assert (made["owner_email"], made["checkin_by"]) == ("ann@x.org;hr::bob", "hr::bob")


BY_MAIL = check_in_key_by_mail("acme", "acme/g", "2026-01-02", "ann@x.org")


@pytest.mark.parametrize(
    ("id_", "at", "mail", "cell"),
    [
        (None, None, None, None),
        (OWN, DAY, None, None),
        ("acme/c", DAY, None, "c"),
        ("hr/c", DAY, None, None),
        (BY_MAIL, DAY, "ann@x.org", None),
        (OWN, DAY, "ann@x.org", OWN.removeprefix("acme/")),
        ("hr/c", DAY, "ann@x.org", None),
    ],
)
def test_a_check_in_of_a_file_says_its_id_where_an_import_would_make_another(
    id_: str | None, at: datetime | None, mail: str | None, cell: str | None
) -> None:
    mails = {} if mail is None else {"acme/ann": mail}
    columns = {"checkin_id": id_, "at": at, "at_precision": "day", "checkin_by": "acme/ann"}
    assert cells(mails, **columns).get("checkin_id") == cell


async def test_an_address_names_an_account_only_where_an_import_finds_it_again() -> None:
    rows = [
        ("acme/ann", "Ann@x.org", "ann@x.org"), ("acme/bob", "two@x.org", "two@x.org"),
        ("hr/cy", "c;y@x.org", "c;y@x.org"), ("hr/dee", "d\\ee@x.org", "d\\ee@x.org"),
    ]  # fmt: skip
    found = [
        ("ann@x.org", [("acme/ann", "Ann@x.org", "p1")]),
        ("two@x.org", [("acme/aaa", "two@x.org", "p2")]),
        ("c;y@x.org", [("hr/cy", "c;y@x.org", "p3")]),
        ("d\\ee@x.org", [("hr/dee", "d\\ee@x.org", "p4")]),
    ]
    store: Any = StatementAnswers({"emails_of_accounts": rows, "accounts_by_email": found})
    batch = [
        {"owners": [[0, "acme/bob"], [1, "acme/ann"]], "checkin_by": None},
        {"owners": [], "checkin_by": "hr/cy"},
    ]

    mails = await _mails(store, "acme", batch)

    assert mails == {"acme/ann": "Ann@x.org"}
    assert store.params("emails_of_accounts") == [{"ids": ["acme/ann", "acme/bob", "hr/cy"]}]
