"""Check-ins are never lost: whose key is what, corrections with their history, stores of before."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from graph.exporting import export_bundles
from graph.exporting.okrs import export_okrs
from graph.goals.progress.cache import goals_of_day
from graph.importing import Options, Report, import_bundle
from graph.importing.okrs import import_okrs
from graph.importing.stored_state import FORMER_CHECK_INS
from graph.keys import tombstone
from graph.records import CheckIn
from graph.sources.kinds import Kind
from graph.sources.okr import open_okr
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id
from tests.graph.importing.whole_organisation import query
from tests.graph.sources.bundles import folder

Row = dict[str, Any]
DAY = "2026-03-04"
ANN = {"goal": "g", "at": DAY, "value": 4, "note": "by ann", "by": "ann"}
BOB = {"goal": "g", "at": DAY, "value": 5, "note": "by bob", "by": "bob"}
NOBODY = {"goal": "g", "at": DAY, "value": 6}
PEOPLE = [{"id": "ann", "email": "ann@acme.example"}, {"id": "bob", "email": "bob@acme.example"}]
GOALS = [
    {"id": "g", "title": "G", "metric": {"kind": "reach", "baseline": 0, "target": 10}},
    {"id": "h", "title": "H", "metric": {"kind": "reach", "baseline": 0, "target": 10}},
]
SAID = """
MATCH (c:CheckIn)-[:OF]->(g:Goal)
OPTIONAL MATCH (c)<-[r:CHECKED_IN]-(p:Person)
RETURN c.value, r.account, c.version, COUNT { (c)<-[:VERSION_OF]-() }
ORDER BY c.value, c.id
"""


async def take(
    store: Store, path: Path, check_ins: Sequence[Row], at: str | None = None, source: str = "acme"
) -> Report:
    """The report of importing these check-ins with the goals and people of acme."""
    rows = {"people": PEOPLE, "goals": GOALS, "checkins": list(check_ins)}
    if source != "acme":
        rows = {"checkins": list(check_ins)}
    manifest = {"source": source, "exported_at": at}
    return await import_bundle(store, folder(path, rows, **manifest), Options())


async def said(store: Store) -> list[tuple[str, str | None]]:
    """Value and author of each check-in."""
    return [(value, by) for value, by, *_ in await query(store, SAID)]


def counts(report: Report) -> tuple[int, int, int]:
    counts_ = report.of(Kind.CHECKINS)
    return counts_.saved, counts_.changed, counts_.unchanged


@pytest.mark.parametrize(
    "rows",
    [
        [ANN, BOB, NOBODY],
        [ANN, ANN | {"at": f"{DAY}T00:00:00Z"}, ANN | {"at": "2026-03-05"}],
        [ANN, ANN | {"goal": "h"}, ANN | {"id": "own"}, ANN | {"id": "other"}],
        [
            NOBODY | {"goal": {"source": "x", "id": "g"}},
            NOBODY | {"goal": {"source": "x", "id": "g"}, "by": "ann"},
        ],
    ],
    ids=["author", "time or day", "goal and id", "goal of another source"],
)
async def test_rows_that_differ_in_what_they_are_known_by_are_so_many(
    empty_store: Store, tmp_path: Path, rows: list[Row]
) -> None:
    goal = {"goals": [{"id": "g", "title": "G of x"}]}
    await import_bundle(empty_store, folder(tmp_path / "x", goal, source="x"))
    first = await take(empty_store, tmp_path / "1", rows)
    again = await take(empty_store, tmp_path / "2", list(reversed(rows)))

    assert counts(first) == (len(rows), 0, 0)
    assert counts(again) == (0, 0, len(rows))
    assert len(await query(empty_store, SAID)) == len(rows)


async def test_two_sources_may_say_the_same_of_one_goal(empty_store: Store, tmp_path: Path) -> None:
    await take(empty_store, tmp_path / "acme", [NOBODY])
    theirs = NOBODY | {"goal": {"source": "acme", "id": "g"}, "value": 7}
    first = await take(empty_store, tmp_path / "b", [theirs], source="b")
    again = await take(empty_store, tmp_path / "acme2", [NOBODY])

    assert (counts(first), counts(again)) == ((1, 0, 0), (0, 0, 1))
    assert [value for value, _ in await said(empty_store)] == ["6", "7"]


async def test_the_export_of_check_ins_is_the_bundle_again(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = [ANN, BOB, NOBODY, ANN | {"id": "C-1"}, NOBODY | {"id": "g@2026-01-01"}]
    rows.append(NOBODY | {"id": f"g@{DAY}T01:00:00Z", "at": f"{DAY}T01:00:00Z"})
    await take(empty_store, tmp_path / "in", rows)
    (first,) = await export_bundles(empty_store, tmp_path / "out")
    again = await import_bundle(empty_store, first.path)
    (second,) = await export_bundles(empty_store, tmp_path / "out2")

    lines = (first.path / "checkins.jsonl").read_text("utf-8")
    assert lines == (second.path / "checkins.jsonl").read_text("utf-8")
    ids = [json.loads(line).get("id") for line in lines.splitlines()]
    assert sorted(filter(None, ids)) == ["C-1", "g@2026-01-01"]
    assert counts(again) == (0, 0, 6)


async def test_a_correction_keeps_what_was_said_and_the_days_before_it(
    empty_store: Store, tmp_path: Path
) -> None:
    row = ANN | {"id": "C-1"}
    await take(empty_store, tmp_path / "1", [row], "2026-03-05")
    for number, (at, changed) in enumerate(
        [
            ("2026-03-10", {"value": 8, "by": "bob"}),
            ("2026-03-20", {"value": 9, "goal": "h", "at": "2026-03-03"}),
        ]
    ):
        row = row | changed
        report = await take(empty_store, tmp_path / f"more{number}", [row], at)
        assert counts(report) == (0, 1, 0)

    assert [one[2:] for one in await query(empty_store, SAID)] == [(3, 2)]
    expected = {
        "2026-03-03": (None, None),
        "2026-03-04": (4, None),
        "2026-03-09": (4, None),
        "2026-03-10": (8, None),
        "2026-03-19": (8, None),
        "2026-03-20": (None, 9),
    }
    for day, values in expected.items():
        goals = await goals_of_day(empty_store, date.fromisoformat(day))
        nodes, _ = goals.progress_below(["acme/g", "acme/h"])
        current = [nodes[f"acme/{goal}"].own.current for goal in "gh"]
        assert current == [None if one is None else Fraction(one) for one in values], day


async def test_a_correction_by_an_older_export_of_the_day_does_not_overlap(
    empty_store: Store, tmp_path: Path
) -> None:
    for number, value in enumerate((4, 5, 6)):
        row = ANN | {"value": value}
        await take(empty_store, tmp_path / str(number), [row], "2026-03-10T10:00:00Z")
    for day, value in (("2026-03-09", 4), ("2026-03-10", 6)):
        goals = await goals_of_day(empty_store, date.fromisoformat(day))
        notes = goals.notes("acme/g")
        assert [one.value for one in notes] == [value]
    result = await query(empty_store, "MATCH (v:CheckInVersion) RETURN v.value ORDER BY v.id")
    assert result == [("4",), ("5",)]


async def make_former(store: Store) -> None:
    """Give the check-ins of the store the keys that older versions gave them."""
    await query(
        store,
        "MATCH (c:CheckIn)-[:OF]->(g:Goal) "
        "SET c.id = g.id + '@' + CASE c.at_precision WHEN 'day' THEN toString(date(c.at)) "
        "ELSE toString(c.at) END REMOVE c.version",
    )


async def test_check_ins_of_an_older_store_stay_the_same(
    empty_store: Store, tmp_path: Path
) -> None:
    timed = BOB | {"at": f"{DAY}T10:00:00Z"}
    await take(empty_store, tmp_path / "1", [ANN, timed])
    await make_former(empty_store)
    former = await nodes_by_id(empty_store, CheckIn, [f"acme/g@{DAY}"])
    assert [one.version for one in former.values()] == [1]
    # the same rows are the same check-ins; bob's of that day, which ann's had replaced, comes beside
    again = await take(empty_store, tmp_path / "2", [ANN, timed])
    both = await take(empty_store, tmp_path / "3", [BOB, ANN, timed, NOBODY])
    once = await take(empty_store, tmp_path / "4", [NOBODY, timed, ANN, BOB])

    assert [counts(one) for one in (again, both, once)] == [(0, 0, 2), (2, 1, 1), (0, 0, 4)]
    assert await said(empty_store) == [
        ("4", "acme/ann"),
        ("5", "acme/bob"),
        ("5", "acme/bob"),
        ("6", None),
    ]


async def test_what_was_taken_back_from_an_older_store_stays_out(
    empty_store: Store, tmp_path: Path
) -> None:
    await take(empty_store, tmp_path / "1", [])
    stone = {"id": tombstone("checkins", f"acme/g@{DAY}"), "removed_at": "2026-03-05T00:00:00Z"}
    await empty_store.write("save_tombstones", rows=[stone | {"kind": "checkins"}])
    await empty_store.write("rename_tombstones", kind="checkins", name=FORMER_CHECK_INS)
    report = await take(empty_store, tmp_path / "2", [ANN, BOB | {"at": "2026-03-05"}, NOBODY])
    assert (counts(report), report.of(Kind.CHECKINS).removed) == ((1, 0, 0), 2)
    assert await said(empty_store) == [("5", "acme/bob")]


async def okr(store: Store, path: Path, rows: list[Row]) -> Report:
    """The report of importing an OKR file with these rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return await import_okrs(store, open_okr(path, source="okr"), Options())


async def test_check_ins_of_okr_files_are_known_by_author_too(
    empty_store: Store, tmp_path: Path
) -> None:
    row = {"goal_id": "k", "title": "K", "current": "4", "updated_at": DAY}
    ann = row | {"checkin_by": "ann@acme.example"}
    bob = row | {"current": "5", "checkin_by": "bob@acme.example"}
    first = await okr(empty_store, tmp_path / "1.csv", [ann, bob])
    # once the store knows the people, the same rows say who it was: no new ones
    await take(empty_store, tmp_path / "people", [])
    named = await okr(empty_store, tmp_path / "2.csv", [ann, bob])
    again = await okr(empty_store, tmp_path / "3.csv", [bob, ann])

    assert [counts(one) for one in (first, named, again)] == [(2, 0, 0), (0, 2, 0), (0, 0, 2)]
    assert await said(empty_store) == [("4", "acme/ann"), ("5", "acme/bob")]
    # a file that was exported is found unchanged, though another source says something later
    later = {"goal": {"source": "okr", "id": "k"}, "at": "2026-03-05", "value": 6}
    await take(empty_store, tmp_path / "b", [later], source="b")
    (file,) = await export_okrs(empty_store, tmp_path / "okrs.csv", source="okr")
    report = await import_okrs(empty_store, open_okr(file.path), Options())
    assert counts(report) == (0, 0, 1)
    # an id of its own is the key, so that all else can be corrected
    own = await okr(empty_store, tmp_path / "4.csv", [ann | {"checkin_id": "U-1"}])
    corrected = ann | {"checkin_id": "U-1", "updated_at": "2026-03-06"}
    other = await okr(empty_store, tmp_path / "5.csv", [corrected])
    assert [counts(one) for one in (own, other)] == [(1, 0, 0), (0, 1, 0)]


@pytest.mark.parametrize("strict", [False, True])
async def test_an_unknown_owner_is_left_out_with_a_note_unless_that_is_strict(
    empty_store: Store, tmp_path: Path, strict: bool
) -> None:
    options = Options(strict=strict)
    rows = {"goals": [{"id": "g", "title": "G", "owners": ["nobody"]}]}
    by = {"checkins": [ANN | {"by": "nobody"}]}
    mail = {"goal_id": "k", "title": "K", "owner_email": "no@acme.example"}
    named = mail | {"owner_email": "acme::nobody"}
    for number, row in enumerate([mail, named]):
        path = tmp_path / f"{number}.csv"
        path.write_text("\n".join([",".join(row), ",".join(row.values())]), "utf-8")
        report = await import_okrs(empty_store, open_okr(path, source="okr"), options)
        _check_owner(report, Kind.GOALS, strict)
    report = await import_bundle(empty_store, folder(tmp_path / "b", rows), options)
    _check_owner(report, Kind.GOALS, strict)
    await take(empty_store, tmp_path / "goals", [])
    report = await import_bundle(empty_store, folder(tmp_path / "c", by), options)
    _check_owner(report, Kind.CHECKINS, strict)


def _check_owner(report: Report, kind: Kind, strict: bool) -> None:
    """The row was saved with a note, or nothing was."""
    counts = report.of(kind)
    assert (counts.rejected, report.stopped) == ((1, True) if strict else (0, False))
    assert [note.status for note in report.notes] == ["rejected" if strict else "mended"]
