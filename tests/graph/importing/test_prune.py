"""What a full export no longer holds is counted first, then archived, ended or removed."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from api.cli.import_export import prune_mode
from graph.errors import BadInput
from graph.importing import Options, PruneMode, TextMode
from graph.sources.report import Report
from graph.store.driver import Store
from tests.graph.importing.whole_organisation import imported, query, whole_graph

AT = "2026-05-01T00:00:00Z"


def rows(size: int, **more: Any) -> dict[str, list[dict[str, Any]]]:
    """An organisation of so many of everything."""
    many = range(size)
    return {
        "groups": [{"id": f"g{n}", "name": f"G{n}"} for n in many],
        "people": [{"id": f"p{n}", "home_group": "g0"} for n in many],
        "memberships": [{"person": f"p{n}", "group": f"g{n}"} for n in many],
        "goals": [{"id": f"o{n}", "title": f"O{n}"} for n in many],
        "conversations": [{"id": f"c{n}", "title": f"C{n}"} for n in many],
        "messages": [
            {"id": f"m{n}-{k}", "conversation": f"c{n}", "author": f"p{n}", "at": "2026-01-01"}
            for n in many
            for k in range(2)
        ],
        **more,
    }


async def done(store: Store, path: Path, given: Any, mode: PruneMode, **more: Any) -> Report:
    """The report of importing these rows as a full export."""
    options = Options(text=TextMode.FULL, prune=mode, **more)
    return await imported(store, path / "acme", given, options, exported_at=AT)


def counted(report: Report) -> dict[str, tuple[int, int]]:
    """What is no longer held, of how much."""
    return {count.kind.value: (count.gone, count.standing) for count in report.prune_counts}


async def test_what_is_no_longer_held_is_counted_then_taken(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path / "other", rows(2), source="other")
    await imported(empty_store, tmp_path / "acme", rows(6))
    less = rows(4)
    del less["messages"][-1]
    await done(empty_store, tmp_path, less, PruneMode.NO)
    before = await whole_graph(empty_store)

    report = await done(empty_store, tmp_path, less, PruneMode.COUNT)
    assert report.prune_refused is None
    assert counted(report) == {
        "goals": (2, 6),
        "groups": (2, 6),
        "memberships": (2, 6),
        "people": (2, 6),
        "conversations": (2, 6),
        "messages": (5, 12),
    }
    assert (report.prune_done, report.exit_code) == (False, 0)
    dry = await done(empty_store, tmp_path, less, PruneMode.TAKE, dry_run=True)
    assert (counted(dry), dry.prune_done) == (counted(report), False)
    assert await whole_graph(empty_store) == before

    report = await done(empty_store, tmp_path, less, PruneMode.TAKE)
    assert (report.prune_done, report.exit_code) == (True, 0)
    text = "MATCH (n:Goal|Group {archived: true}) RETURN n.id ORDER BY n.id"
    assert await query(empty_store, text) == [(f"acme/{one}",) for one in ("g4", "g5", "o4", "o5")]
    text = "MATCH (p:Person) WHERE p.left_at IS NOT NULL RETURN p.id, toString(p.left_at) ORDER BY p.id"
    assert await query(empty_store, text) == [("acme/p4", AT), ("acme/p5", AT)]
    text = "MATCH (p)-[r:MEMBER_OF]->() WHERE r.until IS NOT NULL RETURN p.id ORDER BY p.id"
    assert await query(empty_store, text) == [("acme/p4",), ("acme/p5",)]
    text = "MATCH (n:Conversation|Message) WHERE n.id STARTS WITH 'acme/' RETURN count(n)"
    assert await query(empty_store, text) == [(4 + 7,)]
    text = "MATCH (n) WHERE n.id STARTS WITH 'other/' AND (n.archived OR n.left_at IS NOT NULL) RETURN n"
    assert await query(empty_store, text) == []

    again = await done(empty_store, tmp_path, less, PruneMode.TAKE)
    assert counted(again) == {}

    back = await done(empty_store, tmp_path, rows(6), PruneMode.NO)
    assert back.exit_code == 0
    text = "MATCH (n) WHERE n.archived OR n.left_at IS NOT NULL RETURN n.id"
    assert await query(empty_store, text) == []


async def test_more_than_half_must_be_said(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, rows(4))
    before = await whole_graph(empty_store)
    few = {"goals": rows(1)["goals"]}

    report = await done(empty_store, tmp_path, few, PruneMode.TAKE)
    assert (report.prune_refused, report.exit_code) == ("it is more than half of the goals", 3)
    assert counted(report) == {"goals": (3, 4)}
    after = await whole_graph(empty_store)
    assert [one for one in after if '"Source"' not in one] == [
        one for one in before if '"Source"' not in one
    ]

    report = await done(empty_store, tmp_path, few, PruneMode.EVEN_MOST)
    assert (report.prune_done, report.exit_code) == (True, 0)
    text = "MATCH (n:Goal {archived: true}) RETURN count(n)"
    assert await query(empty_store, text) == [(3,)]


async def test_a_rejected_row_is_not_taken_for_gone(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, rows(3))
    wrong = copy.deepcopy(rows(3))
    wrong["goals"][0] = {"id": "o0", "title": 17}

    report = await done(empty_store, tmp_path, wrong, PruneMode.EVEN_MOST)

    assert (report.rejected, report.prune_done) == (1, False)
    assert report.prune_refused is not None
    assert await query(empty_store, "MATCH (n:Goal {archived: true}) RETURN n") == []


def test_what_the_options_ask_for() -> None:
    ways = ((False,) * 3, (True, False, False), (True, True, False), (True,) * 3)
    assert [prune_mode(*said) for said in ways] == [
        PruneMode.NO,
        PruneMode.COUNT,
        PruneMode.TAKE,
        PruneMode.EVEN_MOST,
    ]
    for said in ((False, True, False), (False, False, True), (True, False, True)):
        with pytest.raises(BadInput):
            prune_mode(*said)
