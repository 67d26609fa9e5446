"""Edge lists in the store: people and talk of which every measure answers, and back out again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import networkx as nx
import pytest

from graph.config import Target
from graph.importing import Options, import_bundle
from graph.importing.edges import import_edges
from graph.measures import TieGraph, from_networkx, from_pandas, scores
from graph.network.analyses.run import analyse
from graph.network.analyses.stored_scores import scores_of_people
from graph.network.ties.edge_list import edge_list
from graph.network.ties.tie_query import EVERYTHING, TieQuery
from graph.records.enums import TieKind
from graph.sources.edge_file import open_edges
from graph.sources.kinds import Kind
from graph.store.driver import Store
from tests.command_line import goalgraph
from tests.graph.network.organisation import asked
from tests.graph.sources.bundles import folder


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def renamed(ties: TieGraph, source: str) -> TieGraph:
    """The same network with the ids that the store gives its people."""
    pairs = [(f"{source}/{a}", f"{source}/{b}", w) for a, b, w in ties.edges()]
    columns = [list(column) for column in zip(*pairs, strict=True)]
    return TieGraph.from_ids(columns[0], columns[1], columns[2])


async def test_a_known_network_has_its_known_scores_and_comes_out_as_it_went_in(
    empty_store: Store, tmp_path: Path
) -> None:
    # given the karate club as an edge list without directions, all of one day
    karate = nx.karate_club_graph()
    lines = [f"{a},{b},{data['weight']}" for a, b, data in karate.edges(data=True)]
    path = written(tmp_path / "karate.csv", "\n".join(["source,target,weight", *lines]))
    # when it is imported and analysed
    file = open_edges(path, "karate", "2026-01-05", undirected=True)
    report = await import_edges(empty_store, file)
    assert (report.exit_code, report.of(Kind.PEOPLE).saved) == (0, 34)
    analysis = (await analyse(empty_store)).analysis
    # then ties and scores are those of the network
    club = renamed(from_networkx(karate), "karate")
    assert (analysis.people, analysis.ties, analysis.messages) == (34, 156, 462)
    stored = await scores_of_people(empty_store, analysis.id, list(club.people))
    for key, values in scores(club, "degree", "betweenness", "pagerank", "constraint").items():
        found = {person: stored[person][key] for person in club.people}
        assert found == pytest.approx(values, rel=1e-9), key
    # and the edge list that goes out has the weights that went in, as acts
    edges = await edge_list(empty_store, EVERYTHING, analysis.id)
    out = {
        "source": [row[0] for row in edges.ties],
        "target": [row[1] for row in edges.ties],
        "weight": [row[3] for row in edges.ties],
    }
    assert from_pandas(out).edges() == club.edges()


async def test_importing_twice_changes_nothing_and_what_is_exported_goes_in_again(
    empty_store: Store, engine_target: Target, tmp_path: Path
) -> None:
    path = written(tmp_path / "edges.csv", "source,target,weight,date\na,b,2,2026-01-05\nb,c,1,\n")
    command = ("import", str(path), "--format", "edges")
    done = await asyncio.to_thread(goalgraph, *command, target=engine_target)
    assert (done.returncode, done.stderr) == (0, "")
    assert "edges.csv (edges) imported: 8 rows" in done.stdout
    assert "1 of 2 edges have no date and count as of 2026-01-05" in done.stdout
    again = await import_edges(empty_store, open_edges(path))
    assert (again.total("saved"), again.total("changed")) == (0, 0)
    await analyse(empty_store)
    out = tmp_path / "out.csv"
    export = ("network", "export", "--output", str(out))
    assert (await asyncio.to_thread(goalgraph, *export, target=engine_target)).returncode == 0
    back = await import_edges(empty_store, open_edges(out, "back"))
    assert (back.exit_code, back.of(Kind.PEOPLE).read, back.of(Kind.MESSAGES).saved) == (0, 0, 3)
    await analyse(empty_store)
    found = await edge_list(empty_store, EVERYTHING, "now")
    assert [(row[0], row[1], row[3]) for row in found.ties] == [
        ("edges/a", "edges/b", 4),
        ("edges/b", "edges/c", 2),
    ]


async def test_people_whom_the_store_knows_are_these_people_and_stay_as_they_are(
    empty_store: Store, tmp_path: Path
) -> None:
    people = [
        {"id": "ann", "name": "Ann Lee", "email": "ann@acme.example", "title": "Engineer"},
        {"id": "bob", "name": "Bob Ray"},
    ]
    await import_bundle(empty_store, folder(tmp_path / "in", {"people": people}))
    text = "source,target\nacme/bob,Ann@acme.example\nann,zoe@acme.example\nzoe@acme.example,bob\n"
    file = open_edges(written(tmp_path / "survey.csv", text), "survey", "2026-01-05")
    report = await import_edges(empty_store, file)
    assert report.exit_code == 0
    # `ann` and `bob` are no ids of the survey's and no whole ids: they are other people
    rows = await asked(empty_store, "MATCH (p:Person) RETURN p.id, p.name, p.title ORDER BY p.id")
    assert rows == [
        ("acme/ann", "Ann Lee", "Engineer"),
        ("acme/bob", "Bob Ray", None),
        ("survey/ann", "ann", None),
        ("survey/bob", "bob", None),
        ("survey/zoe@acme.example", None, None),
    ]
    # as a list of their own source they are these people
    file = open_edges(written(tmp_path / "more.csv", "ann,bob\n"), "acme", "2026-01-06")
    report = await import_edges(empty_store, file)
    assert (report.exit_code, report.of(Kind.PEOPLE).read) == (0, 0)
    assert (await asked(empty_store, "MATCH (p:Person {id: 'acme/ann'}) RETURN p.name")) == [
        ("Ann Lee",)
    ]
    ties = await asked(
        empty_store,
        "MATCH (a:Person)-[:WROTE]->(:Message)-[:SENT_TO]->(b:Person) RETURN a.id, b.id ORDER BY a.id, b.id",
    )
    assert ties == [
        ("acme/ann", "acme/bob"),
        ("acme/bob", "acme/ann"),
        ("survey/ann", "survey/zoe@acme.example"),
        ("survey/zoe@acme.example", "survey/bob"),
    ]


async def test_help_is_help_and_mentions_are_contact(empty_store: Store, tmp_path: Path) -> None:
    text = "source,target,weight,date,kind\na,b,2,2026-01-05,help\nb,a,1,2026-01-05,mention\n"
    await import_edges(empty_store, open_edges(written(tmp_path / "e.csv", text)))
    version = (await analyse(empty_store)).analysis.id
    help = await edge_list(empty_store, TieQuery(kinds=(TieKind.HELP,)), version)
    assert [dict(zip(help.columns, row, strict=True))["solution"] for row in help.ties] == [2]
    contact = await edge_list(empty_store, EVERYTHING, version)
    rows = [dict(zip(contact.columns, row, strict=True)) for row in contact.ties]
    assert [(row["source"], row["target"], row["mention"]) for row in rows] == [
        ("edges/b", "edges/a", 1)
    ]


async def test_wrong_rows_are_told_with_their_place_and_strict_loads_nothing(
    empty_store: Store, engine_target: Target, tmp_path: Path
) -> None:
    text = "source,target,weight\na,b,1\na,a,1\na,c,1.5\n"
    path = written(tmp_path / "edges.csv", text)
    strict = await import_edges(empty_store, open_edges(path), Options(strict=True))
    assert strict.stopped
    assert sorted((note.line, note.status, note.field) for note in strict.notes) == [
        (2, "noted", "date"),
        (3, "rejected", "target"),
        (4, "rejected", "weight"),
    ]
    command = ("import", str(path), "--format", "edges", "--as-of", "2026-01-05")
    done = await asyncio.to_thread(goalgraph, *command, target=engine_target)
    assert done.returncode == 3
    assert "edges.csv:3" in done.stdout and "it is the source itself" in done.stdout
    assert "edges.csv:4" in done.stdout and "it counts as 2" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--prune"], "an edge list is no full export"),
        (["--mapping", "lattice"], "--mapping is for OKR files"),
        (["--as-of", "soon"], "--as-of: a time as in RFC 3339 is wanted"),
        (["--source", "A B"], '"A B" names no source'),
    ],
)
def test_options_of_other_formats_are_refused(tmp_path: Path, words: list[str], said: str) -> None:
    path = written(tmp_path / "edges.csv", "a,b\n")
    done = goalgraph("import", str(path), "--format", "edges", *words)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {said}")
    assert "mend:" in done.stderr


def test_an_option_of_edge_lists_is_refused_elsewhere(tmp_path: Path) -> None:
    done = goalgraph("import", str(tmp_path), "--undirected")
    assert done.stderr.splitlines() == [
        "error: --undirected is for edge lists",
        "mend:  add --format edges, or leave it out",
    ]
    done = goalgraph("export", str(tmp_path / "x"), "--format", "edges")
    assert done.stderr.splitlines() == [
        "error: ties are no bundle",
        "mend:  write them with `goalgraph network export --format csv`",
    ]
