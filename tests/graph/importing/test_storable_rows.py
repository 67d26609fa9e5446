"""What of a row is kept under which options: of messages, conversations and who was erased, without a store."""

from __future__ import annotations

from typing import Any

import pytest

from graph.importing.options import Options, TextMode
from graph.importing.plans.context import place, precision_of, time_and_precision, time_key, time_of
from graph.importing.row_hash import MOST_REFS, StorableRow, storable_row, without, without_words
from graph.sources.kinds import FIELDS, Kind

MESSAGE = {"id": "acme/m", "conversation": "acme/c", "at": "2026-01-01T00:00:00Z"}
LONG = "The pump of line four was dismantled for #spring by the night shift"
ASKING = "Which of us has the long drawing of the pump house?"


def kept(kind: Kind, row: dict[str, Any], *, text: TextMode, hidden: bool = False) -> StorableRow:
    return storable_row(kind, 1, "acme/m", dict(row), False, Options(text=text), hidden)


def message(said: dict[str, Any], text: TextMode, *, hidden: bool = False) -> StorableRow:
    return kept(Kind.MESSAGES, MESSAGE | said, text=text, hidden=hidden)


@pytest.mark.parametrize("text", TextMode)
@pytest.mark.parametrize("deleted", [True, False])
@pytest.mark.parametrize("hidden", [True, False])
def test_a_text_stays_only_where_all_allow_it(hidden: bool, deleted: bool, text: TextMode) -> None:
    said = {"text": LONG, "refs": ["#given"]} | ({"deleted_at": "2026-01-02"} if deleted else {})
    found = message(said, text, hidden=hidden)

    read = not hidden and not deleted
    assert ("text" in found.row) == (read and text is TextMode.FULL)
    given = [] if hidden else ["#given"]
    beside = ["#spring"] if read else []
    if text is TextMode.FULL:
        assert (found.row.get("refs", []), found.derived) == (given, beside)
    else:
        assert (found.row.get("refs", []), found.derived) == ([*given, *beside], [])


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"text": ASKING}, True),
        ({"text": LONG}, False),
        ({"text": LONG, "question": True}, True),
        ({"text": LONG, "question": False}, False),
        ({"text": LONG, "kind": "question"}, True),
        ({"kind": "question"}, True),
        ({"kind": "message"}, False),
        ({"question": True}, True),
        ({}, False),
    ],
)
@pytest.mark.parametrize("text", TextMode)
def test_that_a_message_asks_is_known_without_its_text(
    said: dict[str, Any], asks: bool, text: TextMode
) -> None:
    found = message(said, text)

    told = "text" in found.row and said.get("text") == ASKING
    assert found.asks is asks
    assert ("question" in found.row) == (asks and said.get("kind") != "question" and not told)
    assert found.row.get("question") in (None, True)


@pytest.mark.parametrize(
    ("said", "brief"),
    [
        ({"text": "ok"}, True),
        ({"text": LONG}, False),
        ({"text": "ok", "refs": ["#a"]}, False),
        ({}, None),
        ({"brief": True}, True),
        ({"brief": False}, None),
    ],
)
def test_whether_a_message_is_brief_is_known_without_its_text(
    said: dict[str, Any], brief: bool | None
) -> None:
    whole, gone = message(said, TextMode.FULL), message(said, TextMode.NONE)

    assert whole.brief is (brief if "text" in said else brief or None)
    assert gone.brief is (brief or None)
    assert ("brief" in gone.row) == bool(brief)
    assert ("brief" in whole.row) == (bool(brief) and "text" not in said)


@pytest.mark.parametrize("given", [0, 1, MOST_REFS - 1, MOST_REFS])
def test_refs_of_a_text_are_added_up_to_what_a_bundle_can_say(given: int) -> None:
    declared = [f"#g{n}" for n in range(given)]
    said = {"text": "see #one and #two", "refs": declared} if declared else {"text": "#one #two"}
    derived = ["#one", "#two"][: MOST_REFS - given]

    assert message(said, TextMode.FULL).derived == derived
    gone = message(said, TextMode.TITLE)
    assert gone.row.get("refs", []) == [*declared, *derived] and gone.derived == []


def test_refs_that_are_given_are_not_derived_again() -> None:
    assert message({"text": "see #one", "refs": ["#one"]}, TextMode.FULL).derived == []


@pytest.mark.parametrize("text", TextMode)
@pytest.mark.parametrize("hidden", [True, False])
def test_words_of_a_conversation_go_and_goal_marks_stay(hidden: bool, text: TextMode) -> None:
    row = {"id": "acme/c", "title": "About #goal/kr-1", "url": "https://a.example", "tags": ["t"]}
    found = kept(Kind.CONVERSATIONS, row, text=text, hidden=hidden).row

    if hidden:
        assert found == {"id": "acme/c"}
    elif text is TextMode.NONE:
        assert found == {k: v for k, v in row.items() if k != "title"} | {
            "tags": ["t", "#goal/kr-1"]
        }
    else:
        assert found == row
    bare = kept(Kind.CONVERSATIONS, {"id": "c", "title": "No mark"}, text=text, hidden=hidden).row
    assert ("title" in bare) == (not hidden and text is not TextMode.NONE) and "tags" not in bare
    twice = {"id": "c", "title": "#goal/kr-1", "tags": ["#goal/kr-1"]}
    assert kept(Kind.CONVERSATIONS, twice, text=TextMode.NONE).row["tags"] == ["#goal/kr-1"]


def test_the_hash_is_of_what_is_kept_and_of_nothing_else() -> None:
    first, other = {"text": LONG}, {"text": LONG.replace("four", "five")}
    assert message(first, TextMode.NONE).hash == message(other, TextMode.NONE).hash
    assert message(first, TextMode.FULL).hash != message(other, TextMode.FULL).hash
    turned = dict(reversed([*(MESSAGE | first).items()]))
    assert (
        kept(Kind.MESSAGES, turned, text=TextMode.FULL).hash == message(first, TextMode.FULL).hash
    )


SAID = {
    Kind.MESSAGES: ("author", {"text": LONG, "refs": ["#a"]}),
    Kind.CHECKINS: ("by", {"note": "x"}),
    Kind.LINKS: ("by", {"reasons": ["x"]}),
}


@pytest.mark.parametrize("kind", SAID)
def test_words_of_somebody_erased_go_and_nobody_elses(kind: Kind) -> None:
    whose, words = SAID[kind]
    for number, one in enumerate(FIELDS[kind]):
        row = {**words, "id": "x"}
        without_words(kind, row, [number], False)
        assert row == ({"id": "x"} if one.name == whose else {**words, "id": "x"}), one.name
    without_words(kind, row := {**words}, [], False)
    assert row == words


@pytest.mark.parametrize(
    ("row", "hidden", "left"),
    [
        ({"text": ASKING}, False, {"question": True}),
        ({"text": ASKING}, True, {}),
        ({"text": ASKING, "deleted_at": "2026-01-02"}, False, {"deleted_at": "2026-01-02"}),
        ({"text": "thanks"}, False, {"brief": True}),
        ({"text": LONG}, False, {}),
        ({"text": "thanks", "refs": ["#a"]}, False, {}),
    ],
)
def test_what_words_of_somebody_erased_told_stays(row: Any, hidden: bool, left: Any) -> None:
    author = [one.name for one in FIELDS[Kind.MESSAGES]].index("author")
    without_words(Kind.MESSAGES, row, [author], hidden)
    assert row == left


def test_rows_that_go_with_somebody_erased_are_left_as_they_are() -> None:
    row = {"title": "x"}
    without_words(Kind.NEEDS, row, range(len(FIELDS[Kind.NEEDS])), False)
    assert row == {"title": "x"}


@pytest.mark.parametrize(
    ("kind", "field", "value", "left"),
    [
        (Kind.MESSAGES, "author", "a", None),
        (Kind.MESSAGES, "to", ["a", "b"], ["b"]),
        (Kind.MESSAGES, "to", ["a"], None),
        (Kind.GOALS, "parents", [{"goal": "a"}, {"goal": "b"}], [{"goal": "b"}]),
        (Kind.PEOPLE, "manager", "a", None),
        (Kind.OUTCOMES, "led_to", {"need": "a"}, None),
        (Kind.NEEDS, "holds", [{"person": "a"}], None),
    ],
)
def test_references_to_what_is_gone_go(kind: Kind, field: str, value: Any, left: Any) -> None:
    row = {field: value, "id": "x"}
    place_of = [one.name for one in FIELDS[kind]].index(field)
    without(kind, row, [(place_of, "a")])
    assert row == {"id": "x"} | ({} if left is None else {field: left})
    without(kind, row, [(place_of, "a")])
    assert row == {"id": "x"} | ({} if left is None else {field: left})


@pytest.mark.parametrize(
    ("text", "time", "precision", "key"),
    [
        (None, None, None, None),
        ("2026-01-02", "2026-01-02T00:00:00Z", "day", "2026-01-02T00:00:00.000000Z"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z", None, "2026-01-02T03:04:05.000000Z"),
        (
            "2026-01-02T03:04:05.250Z",
            "2026-01-02T03:04:05.250Z",
            None,
            "2026-01-02T03:04:05.250000Z",
        ),
    ],
)
def test_a_day_is_a_time_that_says_so(
    text: str | None, time: str | None, precision: str | None, key: str | None
) -> None:
    assert (time_of(text), precision_of(text), time_key(text)) == (time, precision, key)
    assert time_and_precision({"at": text}, "at") == {"at": time, "at_precision": precision}


def test_the_first_place_is_left_unsaid() -> None:
    assert [place(number) for number in (0, 1, 2)] == [None, 1, 2]
