"""Edge lists as other tools write them: which column is which, and what of a row is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import BundleError
from graph.sources.bundle_reader import LineWithMends
from graph.sources.edge_file import EdgeFile, EdgeKind, open_edges
from graph.sources.kinds import Kind
from graph.sources.problems import RowRejection

HEADER = "source,target,weight,date,kind\n"


def opened(tmp_path: Path, text: str | bytes, **options: Any) -> EdgeFile:
    path = tmp_path / "edges.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_edges(path, **options)


def rows(file: EdgeFile) -> dict[Kind, list[dict[str, Any]]]:
    """The rows of the bundle that the file becomes; wrong ones left out."""
    found: dict[Kind, list[dict[str, Any]]] = {}
    for kind, numbered in file.lines():
        lines = [getattr(content, "line", content) for _, content in numbered]
        found[kind] = [orjson.loads(line) for line in lines if isinstance(line, bytes)]
    return found


def told(file: EdgeFile) -> dict[int, list[tuple[str | None, str, bool]]]:
    """Line → the field of each problem, its reason, and whether the row is rejected."""
    found: dict[int, list[tuple[str | None, str, bool]]] = {}
    for _, numbered in file.lines():
        for line, content in numbered:
            wrong = isinstance(content, RowRejection)
            problems = content.problems if wrong else getattr(content, "mended", [])
            for problem in problems:
                found.setdefault(line, []).append((problem.field, problem.reason, wrong))
    return found


def acts(file: EdgeFile) -> list[tuple[str, str, str]]:
    """(who, towards whom, day) of each message."""
    return [
        (row["author"], (row.get("to") or row["mentions"])[0], row["at"])
        for row in rows(file)[Kind.MESSAGES]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "source,target\nann,bob\n",
        "Target;From\nbob;ann\n",
        "\ufeffsender\treceiver\r\nann\tbob\r\n",
        "ann,bob\n",
        "ann bob\n",
        "# Directed graph\n# From To\nann\tbob\n",
        '"src"|"dst"|"remark"\n"ann"|"bob"|"x"\n',
        "source,target\nann,bob\n".encode("utf-16"),
    ],
)
def test_any_usual_form_is_read(tmp_path: Path, text: str | bytes) -> None:
    file = opened(tmp_path, text, as_of="2026-03-01")
    assert acts(file) == [("ann", "bob", "2026-03-01")]
    assert [row["id"] for row in rows(file)[Kind.PEOPLE]] == ["ann", "bob"]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["source", "target", "weight"], ["ann", "bob", 2], [7, "ann", None]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "edges.xlsx")
    file = open_edges(tmp_path / "edges.xlsx", as_of="2026-03-01")
    assert [edge[:2] for edge in acts(file)] == [("ann", "bob"), ("ann", "bob"), ("7", "ann")]


def test_each_kind_becomes_what_would_have_left_it(tmp_path: Path) -> None:
    text = (
        HEADER
        + "ann,bob,2,2026-01-05,\nbob,ann,1,2026-01-06T10:00:00+02:00,Mention\ncy,bob,1,2026-01-07,help\n"
    )
    found = rows(opened(tmp_path, text))
    assert [
        (row["author"], row.get("to"), row.get("mentions")) for row in found[Kind.MESSAGES]
    ] == [
        ("ann", ["bob"], None),
        ("ann", ["bob"], None),
        ("bob", None, ["ann"]),
    ]
    assert found[Kind.MESSAGES][2]["at"] == "2026-01-06T08:00:00Z"
    (need,) = found[Kind.NEEDS]
    assert (need["asked_by"], need["solver"], need["state"]) == ("bob", "cy", "solved")
    assert need["asked_at"] == need["solved_at"] == "2026-01-07"
    assert [row["participants"] for row in found[Kind.CONVERSATIONS]] == [
        ["ann", "bob"],
        ["bob", "ann"],
    ]


def test_no_conversation_has_two_writers_so_no_tie_comes_of_sharing_one(tmp_path: Path) -> None:
    file = opened(tmp_path, "a,b\nb,a\na,c\nc,b\na,b\n", undirected=True)
    writers: dict[str, set[str]] = {}
    for row in rows(file)[Kind.MESSAGES]:
        writers.setdefault(row["conversation"], set()).add(row["author"])
    assert {len(names) for names in writers.values()} == {1}
    assert len(acts(file)) == 10


@given(
    st.lists(st.tuples(*[st.sampled_from("abc")] * 2, st.integers(1, 3)), min_size=1, max_size=9)
)
@settings(max_examples=50, deadline=None)
def test_the_order_of_rows_does_not_count(
    tmp_path_factory: pytest.TempPathFactory, edges: list[tuple[str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("edges")

    def ids(of: Iterable[tuple[str, str, int]]) -> list[str]:
        text = "source,target,weight\n" + "".join(f"{a},{b},{n}\n" for a, b, n in of)
        found = rows(opened(folder, text, as_of="2026-01-01"))
        names = [row["id"] for row in found[Kind.MESSAGES]]
        assert len(names) == len(set(names)) == sum(n for a, b, n in edges if a != b)
        return sorted(names)

    assert ids(edges) == ids(reversed(edges))


def test_days_that_are_not_said(tmp_path: Path) -> None:
    dated = "source,target,date\na,b,2026-01-05\nb,a,\nc,a,2025-01-01\n"
    assert [at for *_, at in acts(opened(tmp_path, dated))] == [
        "2026-01-05",
        "2026-01-05",
        "2025-01-01",
    ]
    assert [at for *_, at in acts(opened(tmp_path, dated, as_of="2026-02-01"))][1] == "2026-02-01"
    # the id of an act without a day does not hang on the day that it is taken for
    today, later = (
        [row["id"] for row in rows(opened(tmp_path, "a,b\n", as_of=day))[Kind.MESSAGES]]
        for day in ("2026-01-01", "2026-02-01")
    )
    assert today == later
    assert told(opened(tmp_path, dated)) == {
        2: [("date", "1 of 3 edges have no date and count as of 2026-01-05", False)]
    }


def test_weights_are_numbers_of_acts(tmp_path: Path) -> None:
    text = "source,target,weight\na,b,3\na,c,0.2\na,d,2.5\na,e,\na,f,1e2\n"
    file = opened(tmp_path, text, as_of="2026-01-01")
    counts = {target: 0 for target in "bcdef"}
    for _, target, _ in acts(file):
        counts[target] += 1
    assert counts == {"b": 3, "c": 1, "d": 3, "e": 1, "f": 100}
    said = {line: found[0] for line, found in told(file).items()}
    for line, acts_said in ((3, 1), (4, 3)):
        assert said[line] == (
            "weight",
            f"an edge is so many acts, and there is no part of one: it counts as {acts_said}",
            False,
        )
    assert {3, 4} < said.keys()
    # of a file that has both, acts go before the strength of the tie
    both = "source,target,weight,acts,last_on,reply\na,b,0.37,4,2026-01-05,1\n"
    file = opened(tmp_path, both)
    assert acts(file) == [("a", "b", "2026-01-05")] * 4
    assert file.table.unknown == {2: "weight", 5: "reply"}


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (",b", "source", "there is no source"),
        ("a, ", "target", "there is no target"),
        ("a", "target", "there is no target"),
        ("a,a", "target", "it is the source itself"),
        ("a,b\x07", "target", "an id must not hold control characters (such as a tab or a line break)"),
        (f"{'ä' * 501},b", "source", "the id has 1,002 bytes; at most 1,000 are allowed"),
        ("a,b,0", "weight", "a number above 0 is wanted, at most 1,000: how many acts it stands for"),
        ("a,b,-1", "weight", "a number above 0 is wanted, at most 1,000: how many acts it stands for"),
        ("a,b,1001", "weight", "a number above 0 is wanted, at most 1,000: how many acts it stands for"),
        ("a,b,1e999", "weight", "a number above 0 is wanted, at most 1,000: how many acts it stands for"),
        ("a,b,much", "weight", "a number above 0 is wanted, at most 1,000: how many acts it stands for"),
        ("a,b,nan", "weight", "a number above 0 is wanted, at most 1,000: how many acts it stands for"),
        ("a,b,1,yesterday", "date", "a time as in RFC 3339 is wanted"),
        ("a,b,1,2026-02-30", "date", "there is no such day in the calendar"),
        ("a,b,1,,reply", "kind", "one of sent, mention, help is wanted"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_rejected_alone(
    tmp_path: Path, row: str, field: str, reason: str
) -> None:
    file = opened(tmp_path, f"{HEADER}x,y,1,2026-01-01,\n{row}\ny,x,1,2026-01-01,\n")
    assert told(file) == {3: [(field, reason, True)]}
    assert len(acts(file)) == 2
    assert set(EdgeKind) == {"sent", "mention", "help"}


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "holds no row", "begin it with the header"),
        ("# a\n\n", "holds no row", "begin it with the header"),
        ("a\nb\n", "is no header, and of 1 columns none is known", "put a header above"),
        ("a,b,c,d,e,f\n", "is no header, and of 6 columns none is known", "put a header above"),
        ("source,weight\na,1\n", "there is no column `target`", "name the columns"),
        ("source,target,from\na,b,c\n", "both stand for `source`", "rename one"),
        (b"source,target\n\xff,b\n", "line 2 is not UTF-8 (byte 0xff)", "save it as `CSV UTF-8`"),
        ("a,b\0\n", "NUL characters", "CSV UTF-8"),
        ('source,target\n"a,b\n', "is no CSV", "close every quotation mark"),
    ],
)
def test_what_is_no_edge_list_is_refused_whole(
    tmp_path: Path, text: str | bytes, message: str, remedy: str
) -> None:
    with pytest.raises(BundleError) as caught:
        opened(tmp_path, text)
    assert message in caught.value.message
    assert remedy in str(caught.value.remedy)


def test_a_file_without_a_header_says_how_it_was_read(tmp_path: Path) -> None:
    file = opened(tmp_path, "a,b,2\n", as_of="2026-01-01")
    assert told(file)[1][0] == (
        None,
        "no header: the columns were read as source, target, weight",
        False,
    )
    assert all(
        problem.slight
        for _, numbered in file.lines()
        for _, content in numbered
        if isinstance(content, LineWithMends)
        for problem in content.mended
    )


def test_no_other_name_of_a_source(tmp_path: Path) -> None:
    with pytest.raises(BundleError) as caught:
        opened(tmp_path, "a,b\n", source="My Survey")
    assert caught.value.message == '"My Survey" names no source'
    with pytest.raises(BundleError) as caught:
        open_edges(tmp_path / "none.csv")
    assert "there is no file" in caught.value.message
