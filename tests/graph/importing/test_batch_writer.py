"""What an import sends: each new or changed row once, in order, and nothing of what is stored so."""

from __future__ import annotations

import copy
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.importing import Options, Report, TextMode, import_bundle
from graph.importing.options import LateMode, PruneMode
from graph.importing.plans import PLANS
from graph.organisation.participation import participation_statements
from graph.sources.kinds import ORDER, Kind
from graph.store.statements import statement
from tests.graph.importing.whole_organisation import WHOLE
from tests.graph.sources.bundles import folder
from tests.statement_answers import HollowStore, unstamped

FULL = Options(text=TextMode.FULL)
SAVES = {
    Kind.GROUPS: "save_groups", Kind.PEOPLE: "save_accounts", Kind.MEMBERSHIPS: "save_memberships",
    Kind.GOALS: "save_goals", Kind.CHECKINS: "save_check_ins",
    Kind.CONVERSATIONS: "save_new_conversations", Kind.MESSAGES: "save_new_messages",
    Kind.REACTIONS: "save_new_reactions", Kind.NEEDS: "save_needs", Kind.OFFERS: "save_offers",
    Kind.EXPERIMENTS: "save_experiments", Kind.OUTCOMES: "save_outcomes",
}  # fmt: skip
Bundle = dict[str, list[dict[str, Any]]]


def saved(store: HollowStore, kind: Kind) -> list[dict[str, Any]]:
    return [row for params in store.params(SAVES[kind]) for row in params["rows"]]


def hashes(store: HollowStore) -> dict[str, list[tuple[Any, ...]]]:
    """What the store has of the rows that were sent, as the statements of the lookups answer."""
    marks = {
        row["id"]: row["content_hash"]
        for name, params in store.sent
        if name.startswith("save_hashes_of_")
        for row in params["rows"]
    }
    stored: dict[str, list[tuple[Any, ...]]] = {}
    for kind in SAVES:
        rows = [
            (row.get("id") or row["key"], row.get("content_hash"), row.get("version", 1))
            for row in saved(store, kind)
        ]
        stored[PLANS[kind].stored] = [(id_, h or marks[id_], version) for id_, h, version in rows]
    return stored


def answers(stored: dict[str, list[tuple[Any, ...]]], **more: Any) -> HollowStore:
    def among(rows: list[tuple[Any, ...]]) -> Any:
        return lambda ids: [row for row in rows if row[0] in ids]

    known = {name: among(rows) for name, rows in stored.items()}
    return HollowStore(known | {"sources": [("acme", None, None)]} | more)


async def imported(
    store: Any, path: Path, rows: Bundle = WHOLE, options: Options = FULL, **more: Any
) -> Report:
    return await import_bundle(store, folder(path, rows, **more), options)


async def first(path: Path) -> HollowStore:
    store = HollowStore({"sources": []})
    await imported(store, path)
    return store


async def test_into_a_new_store_every_row_is_sent_once_and_counted(tmp_path: Path) -> None:
    store: Any = HollowStore({"sources": []})

    report = await imported(store, tmp_path / "in")

    assert (report.rejected, report.exit_code) == (0, 0)
    for kind in SAVES:
        rows = saved(store, kind)
        ids = [row.get("id") or row["key"] for row in rows]
        assert len(set(ids)) == len(ids) == report.of(kind).saved == report.of(kind).read
    assert report.total("saved") == report.total("read")
    for count in ("changed", "unchanged", "kept"):
        assert report.total(count) == 0


async def test_kinds_are_sent_in_their_order_and_rows_that_point_ahead_are_completed_later(
    tmp_path: Path,
) -> None:
    store = await first(tmp_path / "in")
    names = [name for name, _ in store.sent]
    places = [names.index(SAVES[kind]) for kind in ORDER if kind in SAVES and SAVES[kind] in names]
    assert places == sorted(places)
    wait = {row["id"] for kind in SAVES for row in saved(store, kind) if row.get("content_hash", 1) is None}  # fmt: skip
    completed = [
        row["id"]
        for name, params in store.sent
        if name.startswith("save_hashes_of_")
        for row in params["rows"]
    ]
    assert sorted(completed) == sorted(wait) != []
    for name, params in store.sent:
        if name.startswith("save_hashes_of_"):
            last_save = len(names) - 1 - names[::-1].index(name)
            kind = next(k for k, plan in PLANS.items() if name in plan.late)
            assert last_save > names.index(SAVES[kind])
            assert all(row["content_hash"] for row in params["rows"])


async def test_conversations_with_new_talk_are_settled_at_the_end(tmp_path: Path) -> None:
    store = await first(tmp_path / "in")
    talk = {row["id"] for row in saved(store, Kind.CONVERSATIONS)}
    talk |= {id_ for params in store.params("save_new_messages") for id_ in params["conversations"]}
    expected = unstamped(participation_statements(sorted(talk)))
    begins = [name for name, _ in store.sent].index(expected[-1][0]) - len(expected) + 1
    assert store.without_stamps()[begins : begins + len(expected)] == expected
    after = store.sent[begins + len(expected)]
    assert after == ("stale_conversations", {"limit": 1000})


async def test_what_is_stored_so_is_unchanged_and_not_sent(tmp_path: Path) -> None:
    store = answers(hashes(await first(tmp_path / "in")))

    report = await imported(store, tmp_path / "again")

    links = len(WHOLE.get("links", ()))
    assert report.total("unchanged") == report.total("read") - links
    assert [kind for kind in SAVES if saved(store, kind)] == []


CHANGES: dict[Kind, tuple[str, str, Any]] = {
    Kind.GROUPS: ("acme/old", "description", "is here"),
    Kind.GOALS: ("acme/why", "description", "Because."),
    Kind.PEOPLE: ("acme/ada", "title", "Chief"),
}


@pytest.mark.parametrize("kind", CHANGES)
async def test_a_changed_row_alone_is_sent_as_changed(kind: Kind, tmp_path: Path) -> None:
    id_, name, value = CHANGES[kind]
    rows = copy.deepcopy(WHOLE)
    next(row for row in rows[kind.value] if f"acme/{row['id']}" == id_)[name] = value
    stored = hashes(await first(tmp_path / "in"))
    store = answers(stored)

    report = await imported(store, tmp_path / "again", rows)

    assert [row["id"] for row in saved(store, kind)] == [id_]
    assert (report.of(kind).changed, report.total("changed"), report.total("saved")) == (
        1, 1, len(rows.get("links", ())),
    )  # fmt: skip
    if kind is Kind.GOALS:
        assert saved(store, kind)[0]["version"] == 2
        cleared = [
            row for params in store.params("remove_lists_of_goals") for row in params["rows"]
        ]
        assert cleared == [{"id": id_, "version": 2}]
    else:
        assert f"remove_lists_of_{kind.value}" in [name for name, _ in store.sent]


async def test_a_row_that_a_killed_import_left_unfinished_is_sent_again_with_its_version(
    tmp_path: Path,
) -> None:
    stored = hashes(await first(tmp_path / "in"))
    name = PLANS[Kind.GOALS].stored
    stored[name] = [
        (id_, None, 7) if id_ == "acme/why" else (id_, h, v) for id_, h, v in stored[name]
    ]
    store = answers(stored)

    report = await imported(store, tmp_path / "again")

    assert [(row["id"], row["version"]) for row in saved(store, Kind.GOALS)] == [("acme/why", 7)]
    assert report.of(Kind.GOALS).changed == 1


async def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    store: Any = HollowStore({"sources": []})
    report = await imported(
        store, tmp_path / "in", options=Options(text=TextMode.FULL, dry_run=True)
    )
    assert report.total("saved") == report.total("read") > 20
    writes = [
        name for name, _ in store.sent if name != "lock" and statement(name).folder == "write"
    ]
    assert writes == []


async def test_a_late_export_fills_only_what_the_store_has_nothing_of(tmp_path: Path) -> None:
    rows = copy.deepcopy(WHOLE)
    rows["groups"][1]["description"] = "changed"
    rows["groups"].append({"id": "fresh", "name": "Fresh"})
    newer = [("acme", datetime(2030, 1, 1, tzinfo=UTC), True)]
    stored = hashes(await first(tmp_path / "in"))

    refused = answers(stored, sources=newer)
    report = await imported(refused, tmp_path / "again", rows)
    assert (report.late is not None, report.stopped) == (True, True)
    assert [kind for kind in SAVES if saved(refused, kind)] == []

    store = answers(stored, sources=newer)
    report = await imported(
        store, tmp_path / "late", rows, Options(text=TextMode.FULL, late=LateMode.FILL)
    )
    assert [row["id"] for row in saved(store, Kind.GROUPS)] == ["acme/fresh"]
    assert (report.of(Kind.GROUPS).kept, report.of(Kind.GROUPS).saved) == (1, 1)


STANDING = {
    "people_of_source": [("acme/ada",), ("acme/gone",)],
    "groups_of_source": [("acme/core",), ("acme/out1",), ("acme/out2",), ("acme/out3",)],
}


@pytest.mark.parametrize(
    ("mode", "refused", "done"),
    [
        (PruneMode.COUNT, False, False),
        (PruneMode.TAKE, True, False),
        (PruneMode.EVEN_MOST, False, True),
    ],
)
async def test_what_a_full_export_no_longer_holds_is_counted_then_taken_if_asked(
    mode: PruneMode, refused: bool, done: bool, tmp_path: Path
) -> None:
    store: Any = HollowStore({"sources": []} | STANDING)

    report = await imported(store, tmp_path / "in", options=Options(text=TextMode.FULL, prune=mode))

    counted = {
        (one.kind, one.gone, one.standing, one.more_than_half) for one in report.prune_counts
    }
    assert counted == {(Kind.GROUPS, 3, 4, True), (Kind.PEOPLE, 1, 2, False)}
    assert (report.prune_refused is not None, report.prune_done) == (refused, done)
    assert store.params("archive_groups") == (
        [{"ids": ["acme/out1", "acme/out2", "acme/out3"]}] if done else []
    )
    departures = [row["id"] for params in store.params("save_departures") for row in params["rows"]]
    assert departures == (["acme/gone"] if done else [])


async def test_nothing_is_pruned_where_a_row_could_not_be_read(tmp_path: Path) -> None:
    rows = copy.deepcopy(WHOLE)
    rows["goals"].append({"id": "bad"})
    store: Any = HollowStore({"sources": []} | STANDING)
    options = Options(text=TextMode.FULL, prune=PruneMode.EVEN_MOST)
    report = await imported(store, tmp_path / "in", rows, options)
    assert report.prune_refused is not None and not report.prune_done
    assert report.prune_counts == []


async def test_links_that_are_decided_meanwhile_stay(tmp_path: Path) -> None:
    store: Any = HollowStore({"sources": []})
    await imported(store, tmp_path / "in")
    links = [row for params in store.params("save_links") for row in params["rows"]]
    assert len(links) == len(WHOLE.get("links", ()))
    counts = Counter(row["id"] for row in links)
    assert set(counts.values()) <= {1}
    decided: Any = HollowStore(
        {"sources": [], PLANS[Kind.LINKS].stored: lambda ids: [(id_, None, 5, None) for id_ in ids]}
    )
    report = await imported(decided, tmp_path / "again")
    assert report.of(Kind.LINKS).kept == len(links)
    assert [row for params in decided.params("save_links") for row in params["rows"]] == []
