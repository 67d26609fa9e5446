"""A wrong value costs the smallest part that a row can do without, and says so; a walk over all fields."""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from graph.sources.bundle import open_bundle
from graph.sources.bundle_reader import read_rows
from graph.sources.kinds import FIELDS, ORDER, Field, Kind
from graph.sources.lines import PACKED
from graph.sources.problems import RowRejection
from graph.sources.references import resolve
from graph.sources.report import Note, Report
from graph.sources.row_completion import SPANS
from graph.sources.rows import CheckedRow, RowChecker
from graph.sources.spool import open_spool
from tests.graph.importing.whole_organisation import WHOLE
from tests.graph.sources.bundles import Rows, contents, folder
from tests.graph.sources.test_references import Stored, notes_of

GIVEN = [(kind, item) for kind in ORDER for item in FIELDS[kind] if item.part_of is None]
WRONG: dict[str, list[Any]] = {
    "id": [17, "", "a\tb"],
    "line": [17, ["x"]],
    "prose": [17, ["x"]],
    "email": [17, True],
    "address": [17, "javascript:alert(1)"],
    "word": [17, {"x": 1}],
    "bool": ["yes", 1],
    "level": ["1", 0, True],
    "seq": ["1", -1],
    "share": ["0.5", 2],
    "decimal": ["0.5", True],
    "time": [17, "soon", "2026-02-30", "2026-01-01T00:00"],
    "day": [17, "2026-02-30", "2026-01-01T00:00:00Z"],
    "enum": ["no-such", 17],
}
WHOLLY: list[Any] = [17, True]
"""What no list, reference or object can be."""


def row_of(kind: Kind) -> dict[str, Any]:
    """A row of a kind with all its fields."""
    row: dict[str, Any] = {}
    for one in WHOLE[kind.value]:
        row = one | row
    extra = {"led_to": {"goal": "g"}, "until": "2027-01-01", "score": 0.5, "reason": "r"}
    extra |= {"parent": "root", "home_group": "core", "bot": True}
    extra |= {"accepted_answer": "m1", "deleted_at": "2026-03-01", "edited_at": "2026-03-01"}
    extra |= {"question": True, "brief": True, "description": "d", "archived": True}
    extra |= {"left_at": "2027-01-01", "kind": row.get("kind", "post"), "seq": 3, "note": "n"}
    extra |= {"reply_to": "m0", "by": "ada", "at": "2026-02-01", "message": "m1"}
    names = {item.name for item in FIELDS[kind] if item.part_of is None}
    fixed = {"manager": "bob", "ended_at": "2027-01-01"}
    return {name: value for name, value in (extra | row | fixed).items() if name in names}


def check(kind: Kind, row: dict[str, Any], *, strict: bool = False) -> CheckedRow:
    return RowChecker(kind, "acme", mends=not strict).check(json.dumps(row).encode())


@pytest.mark.parametrize(("kind", "item"), GIVEN, ids=lambda one: getattr(one, "name", one))
def test_a_wrong_field_costs_itself_and_a_wrong_required_one_the_row(
    kind: Kind, item: Field
) -> None:
    whole = row_of(kind)
    assert check(kind, whole, strict=True).mended == []
    for value in WRONG.get(item.form, WHOLLY):
        row = whole | {item.name: value}
        with pytest.raises(RowRejection):
            check(kind, row, strict=True)
        if item.required:
            with pytest.raises(RowRejection) as error:
                check(kind, row)
            assert [problem.field for problem in error.value.problems] == [item.name]
            continue
        made = check(kind, row)
        (note,) = made.mended
        assert (note.field, note.slight) == (item.name, False)
        assert note.reason.startswith(f"`{item.name}` is ") and note.mend
        left = {name: one for name, one in whole.items() if name not in (item.name, *item.takes)}
        if item.fallback is not None:
            left[item.name] = item.fallback
            assert note.reason.endswith(f"; it was taken for {item.fallback}")
        else:
            assert "; it was left out" in note.reason
        assert made.row == check(kind, left, strict=True).row


@pytest.mark.parametrize(
    ("kind", "field", "value", "kept", "places"),
    [
        (
            Kind.GOALS,
            "owners",
            ["a", 17, "b", ""],
            ["acme/a", "acme/b"],
            ["owners[1]", "owners[3]"],
        ),
        (Kind.GOALS, "tags", ["a", None, "b"], ["a", "b"], ["tags[1]"]),
        (
            Kind.GOALS,
            "parents",
            ["a", {"goal": "b", "weight": "x"}, {"goal": 3}, {"weight": 1}],
            [{"goal": "acme/a"}, {"goal": "acme/b"}],
            ["parents[1].weight", "parents[2].goal", "parents[3]"],
        ),
        (
            Kind.GOALS,
            "metric",
            {"kind": "sideways", "target": 3, "current": "x"},
            {"target": "3"},
            ["metric.kind", "metric.current"],
        ),
        (
            Kind.NEEDS,
            "holds",
            [{"person": "a", "from": "soon"}, {"from": "2026-01-01"}],
            [{"person": "acme/a"}],
            ["holds[0].from", "holds[1]"],
        ),
        (Kind.EXPERIMENTS, "backers", [{"person": 3}], None, ["backers[0].person"]),
        (Kind.OUTCOMES, "led_to", {"goal": 3}, None, ["led_to.goal"]),
        (Kind.PEOPLE, "dotted_managers", None, ["acme/b"], ["manager[0]"]),
    ],
)
def test_a_wrong_part_of_a_field_costs_that_part(
    kind: Kind, field: str, value: Any, kept: Any, places: list[str]
) -> None:
    given = {"manager": [17, "b"]} if field == "dotted_managers" else {field: value}
    row = {name: one for name, one in row_of(kind).items() if name not in ("manager", field)}
    made = check(kind, row | given)
    assert made.row.get(field) == kept or (kept is None and not made.row.get(field))
    assert [note.field for note in made.mended] == places
    assert "manager" not in made.row


def test_what_a_wrong_value_must_not_show_is_hidden() -> None:
    talk = check(Kind.CONVERSATIONS, {"id": "c", "title": "T", "visibility": "Private"})
    assert talk.row["visibility"] == "private"
    base = {"id": "m", "conversation": "c", "at": "2026-01-01", "text": "words", "refs": ["#a"]}
    message = check(Kind.MESSAGES, base | {"deleted_at": "yesterday"})
    assert set(message.row) == {"id", "conversation", "at"}
    link = {"conversation": "c", "goal": "g", "by": "p", "state": "rejeced"}
    assert check(Kind.LINKS, link).row["state"] == "suggested"


def test_a_field_with_very_many_wrong_items_is_one_wrong_field() -> None:
    row = {"id": "g", "title": "G", "owners": list(range(500))}
    made = check(Kind.GOALS, row)
    assert len(made.mended) <= 101 and "owners" not in made.row


@pytest.mark.parametrize(
    ("kind", "row", "field", "value", "said"),
    [
        (Kind.PEOPLE, {"id": "a", "level": 2.9}, "level", 2, "; it was cut to 2"),
        (
            Kind.MESSAGES,
            {"id": "m", "conversation": "c", "at": "2026-01-02T10:00:00.1234567Z"},
            "at",
            "2026-01-02T10:00:00.123456Z",
            "; it was cut to 2026-01-02T10:00:00.123456Z",
        ),
    ],
)
def test_what_is_cut_is_told(
    kind: Kind, row: dict[str, Any], field: str, value: Any, said: str
) -> None:
    made = check(kind, row)
    assert made.row[field] == value
    (note,) = made.mended
    assert note.field == field and note.reason.endswith(said)


@pytest.mark.parametrize("zone", ["+01:00", "+0100", "+01"])
@pytest.mark.parametrize("fraction", ["", ".000", ".1234560"])
def test_zones_are_read_with_and_without_a_colon(zone: str, fraction: str) -> None:
    row = {"id": "m", "conversation": "c", "at": f"2026-01-02T10:00:00{fraction}{zone}"}
    made = check(Kind.MESSAGES, row, strict=True)
    assert made.row["at"] == f"2026-01-02T09:00:00{'.123456' if '1' in fraction else ''}Z"
    assert made.mended == []


@pytest.mark.parametrize(
    ("kind", "first", "last"), [(kind, *pair) for kind, pairs in SPANS.items() for pair in pairs]
)
def test_an_end_before_its_beginning_is_told_and_kept(kind: Kind, first: str, last: str) -> None:
    pairs = {name for pair in SPANS[kind] for name in pair}
    base = {name: one for name, one in row_of(kind).items() if name not in pairs or name == "at"}
    required = {item.name for item in FIELDS[kind] if item.required}
    base |= {name: "2020-01-01" for name in pairs & required}
    made = check(kind, base | {first: "2026-05-02", last: "2026-05-01"}, strict=True)
    assert (made.row[first], made.row[last]) == ("2026-05-02", "2026-05-01")
    assert (last, True) in [(note.field, note.slight) for note in made.mended]
    for end in ("2026-05-02", "2026-05-03"):
        assert check(kind, base | {first: "2026-05-02", last: end}, strict=True).mended == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (b'{"id": "a", "name": "x", "name": "y"}', ["name"]),
        (b'{"id" : "a", "name"\t: "x", "name": "y"}', ["name"]),
        (b'{"id": "a", "x": {"y": 1, "y": 2}, "name": "n"}', ["y"]),
        (b'{"id": "a", "id": "b", "name": "n", "name": "n"}', ["id", "name"]),
        (b'{"id": "a", "name": "say \\"name\\": twice, name : name"}', []),
        (b'{"id": "a", "x": ' + b'{"y":' * 700 + b"1" + b"}" * 700 + b"}", []),
    ],
)
def test_a_key_that_stands_twice_is_told(line: bytes, names: list[str]) -> None:
    made = RowChecker(Kind.PEOPLE, "acme").check(line)
    assert [note.field for note in made.mended] == names
    assert all("stands 2 times" in note.reason for note in made.mended)


def test_a_key_of_a_ref_that_is_too_long_says_which_and_how_long() -> None:
    row = {"id": "m", "conversation": "c", "at": "2026-01-01", "refs": ["#a", "long" * 700]}
    (note,) = check(Kind.MESSAGES, row).mended
    assert '"longlong' in note.reason and "2,800 bytes; at most 2,000" in note.reason


def read(path: Path, **options: Any) -> tuple[Report, list[Note], list[dict[str, Any]]]:
    """The report, the notes and the rows that stand of a bundle."""
    report = Report("", "acme", "full", "none", False, **options)
    with open_bundle(path) as bundle, open_spool() as spool:
        read_rows(bundle, spool, report, lambda kind, done: None)
        asyncio.run(resolve(spool, report, Stored({(Kind.PEOPLE, "acme/Stored")})))
        rows = spool.all("SELECT row FROM rows WHERE state = 0 ORDER BY n")
        return report, notes_of(spool), [json.loads(row) for (row,) in rows]


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_of_wide_characters_is_one_note(tmp_path: Path, code: str, packed: bool) -> None:
    people = "".join(f'{{"id": "p{n}"}}\n' for n in range(50)).encode(code)
    path = folder(tmp_path, {"groups": [{"id": "g", "name": "G"}]})
    name = "people.jsonl.gz" if packed else "people.jsonl"
    (path / name).write_bytes(gzip.compress(people) if packed else people)
    report, notes, rows = read(path)
    (note,) = notes
    assert "UTF-16" in note.reason and "UTF-8" in note.mend
    assert (report.rejected, len(rows)) == (1, 1)


@pytest.mark.parametrize("name", ["people.jsonl", "people.jsonl.gz"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_packed_file_is_read_whatever_its_name_and_packed_again_is_one_note(
    tmp_path: Path, name: str, times: int
) -> None:
    content = b'{"id": "a"}\n{"id": "b"}\n'
    for _ in range(times):
        content = gzip.compress(content)
    path = folder(tmp_path, {"groups": [{"id": "g", "name": "G"}]})
    (path / name).write_bytes(content)
    report, notes, rows = read(path)
    assert (len(rows), report.rejected) == ((3, 0) if times == 1 else (1, 1))
    assert [note.reason for note in notes] == ([] if times == 1 else [PACKED.reason])


CASES: Rows = {
    "people": [{"id": "adalee"}, {"id": "Bo"}, {"id": "bO"}, {"id": "Zo\u00eb"}],
    "groups": [{"id": "g", "name": "G"}],
    "memberships": [{"person": "AdaLee", "group": "G"}, {"person": "adalee", "group": "g"}],
    "goals": [
        {"id": "x", "title": "X", "owners": ["ADALEE", "adalee", "BO", "STORED", "Stored"]},
        {"id": "y", "title": "Y", "owners": ["ada lee"], "parents": [{"goal": "X", "weight": 2}]},
        {"id": "z", "title": "Z", "owners": ["Zoe\u0308"]},
    ],
}


def test_references_that_look_like_an_id_say_so(tmp_path: Path) -> None:
    _, notes, _ = read(folder(tmp_path, CASES))
    said = {(note.file, note.line, note.value): note.reason for note in notes}
    case = "differs from it in letter case only"
    assert f'"adalee" {case}' in said[("memberships.jsonl", 1, '"AdaLee"')]
    assert f'"x" {case}' in said[("goals.jsonl", 2, '"X"')]
    assert "by spaces only" in said[("goals.jsonl", 2, '"ada lee"')]
    assert "in normal form (NFC, NFD) only" in said[("goals.jsonl", 3, '"Zoe\u0308"')]
    mends = [note.mend for note in notes if case in note.reason]
    assert mends and all("--match-case fold" in mend for mend in mends)


def test_folding_joins_references_that_differ_in_letter_case_only(tmp_path: Path) -> None:
    report, notes, rows = read(folder(tmp_path, CASES), match_case="fold")
    assert report.rejected == 0
    members = [row for row in rows if "person" in row]
    assert [(row["person"], row["group"]) for row in members] == [("acme/adalee", "acme/g")]
    goals = {row["id"]: row for row in rows if "title" in row}
    assert goals["acme/x"]["owners"][:2] == ["acme/adalee", "acme/BO"]
    assert "acme/STORED" in goals["acme/x"]["owners"], "the store is not folded"
    assert goals["acme/y"]["parents"] == [{"goal": "acme/x", "weight": "2"}]
    joined = [note.value for note in notes if "taken for" in note.reason]
    assert sorted(joined) == ['"ADALEE"', '"AdaLee"', '"G"', '"X"']


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("ann", "ann ", "by spaces only"),
        ("ann lee", "ann\u00a0lee", "by spaces only"),
        ("ann lee", "annlee", "by spaces only"),
        ("Zo\u00eb", "Zoe\u0308", "in normal form (NFC, NFD) only"),
        ("a", "a\u200b", "in letter case, spaces or marks that nobody sees only"),
    ],
)
def test_ids_that_look_alike_are_told_and_both_kept(
    tmp_path: Path, one: str, other: str, how: str
) -> None:
    people = [{"id": one}, {"id": "between"}, {"id": other}, {"id": "Ann Other"}]
    report, notes, rows = read(folder(tmp_path, {"people": people}))
    (note,) = notes
    assert (note.status, note.line) == ("noted", 3)
    assert f"in line 1 {how}; both are kept" in note.reason
    assert len(rows) == 4 and report.total("mended") == 0


def test_the_files_of_the_tests_hold_every_field() -> None:
    assert contents(WHOLE)
    for kind, item in GIVEN:
        assert item.name in row_of(kind), (kind, item.name)
