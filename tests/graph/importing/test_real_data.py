"""Three real bundles load whole, with the numbers that their SOURCE.md states."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from graph.importing import Options, TextMode, import_bundle
from graph.store.driver import Store
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import exported, query

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
FULL = Options(text=TextMode.FULL)


def given_rows(folder: Path) -> dict[str, int]:
    """File stem → rows, as the table of the folder's SOURCE.md states them."""
    table = re.findall(
        r"^\| (\w+) \| ([\d,]+) \|", (folder / "SOURCE.md").read_text(), re.MULTILINE
    )
    return {name: int(count.replace(",", "")) for name, count in table}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("rust-org", "rust-lang"),
        ("ldbc-snb-tiny", "ldbc-snb"),
        ("irc-disentanglement", "irc-disentanglement"),
    ],
)
async def test_a_real_organisation_loads_whole(
    empty_store: Store, tmp_path: Path, name: str, source: str
) -> None:
    folder = DATA / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: the real data lie beside the repository")
    report = await import_bundle(empty_store, folder, FULL)
    assert {one.file.split(".")[0]: one.saved for one in report.in_order()} == given_rows(folder)
    assert (report.rejected, report.total("mended"), report.exit_code) == (0, 0, 0)
    again = await import_bundle(empty_store, folder, FULL)
    assert again.total("unchanged") == again.total("read") == report.total("read")

    first = await exported(empty_store, tmp_path / "one", source)
    for file in folder.glob("*.jsonl"):
        given = [orjson.loads(line) for line in file.read_bytes().splitlines()]
        for row in given:
            if "parents" in row:
                row["parents"] = [{"goal": parent} for parent in row["parents"]]
        back = [orjson.loads(line) for line in first[file.name].splitlines()]
        assert sorted(map(orjson.dumps, back)) == sorted(map(orjson.dumps, given)), file.name
    await emptied(empty_store)
    await import_bundle(empty_store, tmp_path / "one", FULL)
    assert await exported(empty_store, tmp_path / "two", source) == first


async def test_the_graph_of_the_rust_project(empty_store: Store) -> None:
    folder = DATA / "rust-org"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: the real data lie beside the repository")
    await import_bundle(empty_store, folder)
    counts = {
        "open memberships": "MATCH ()-[r:MEMBER_OF]->() WHERE r.until IS NULL RETURN count(r)",
        "archived groups": "MATCH (g:Group) WHERE g.archived RETURN count(g)",
        "people without a name": "MATCH (p:Person) WHERE p.name IS NULL RETURN count(p)",
        "bots": "MATCH (p:Person) WHERE p.bot RETURN count(p)",
        "initiatives": "MATCH (g:Goal {kind: 'initiative'}) RETURN count(g)",
        "messages without an author": (
            "MATCH (m:Message) WHERE NOT EXISTS { (m)<-[:WROTE]-() } RETURN count(m)"
        ),
        "links": "MATCH (:Conversation)-[r:ADVANCES]->(:Goal) RETURN count(r)",
        "texts": "MATCH (m:Message) WHERE m.text IS NOT NULL RETURN count(m)",
        "known by the day": "MATCH (m:Message {at_precision: 'day'}) RETURN count(m)",
    }
    counts_ = {name: (await query(empty_store, text))[0][0] for name, text in counts.items()}
    assert counts_ == {
        "open memberships": 987,
        "archived groups": 52,
        "people without a name": 10,
        "bots": 1,
        "initiatives": 115,
        "messages without an author": 124,
        "links": 107,
        "texts": 0,
        "known by the day": 4479,
    }
