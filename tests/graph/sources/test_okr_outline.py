"""What the place of a row in an OKR file says: levels in columns, cells to fill down, order of rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.graph.sources.okr_files import SmallOrganisation, csv_file

LEVELS = '[levels]\nCompany = "purpose"\n"Level {n}" = "objective"\n"Key result" = "key_result"\n'
WAY = {"Acme": [], "Grow": ["Acme"], "Win": ["Grow"], "Keep": ["Grow"], "Care": ["Acme"]}
KINDS = {"Acme": "purpose", "Grow": "objective", "Win": "key_result"}


@pytest.mark.parametrize(
    "rows",
    [
        "Acme,,\n,Grow,\n,,Win\n,,Keep\n,Care,\n",
        "Acme,Grow,Win\nAcme,Grow,Keep\nAcme,Care,\n",
        "Acme,Grow,Win\n,,Keep\n,Care,\n",
        "Acme,Grow,Win\nacme,GROW,Keep\nAcme,,\nAcme,Care,\n",
    ],
    ids=["outline", "every cell", "filled down", "own row later"],
)
def test_levels_are_read_alike_however_they_are_written(tmp_path: Path, rows: str) -> None:
    result = SmallOrganisation(csv_file(tmp_path, f"Company,Level 1,Key result\n{rows}"), LEVELS)
    assert result.parents == WAY
    assert result.goals["Acme"]["kind"] == "purpose"
    assert {title: result.goals[title]["kind"] for title in KINDS} == KINDS
    again = SmallOrganisation(csv_file(tmp_path, f"Company,Level 1,Key result\n{rows}"), LEVELS)
    assert [row["id"] for row in again.rows] == [row["id"] for row in result.rows]


def test_the_ids_of_levels_do_not_hang_on_how_they_are_written(tmp_path: Path) -> None:
    head = "Company,Level 1,Key result\n"
    one = SmallOrganisation(csv_file(tmp_path, head + "Acme,,\n,Grow,\n,,Win\n"), LEVELS)
    two = SmallOrganisation(csv_file(tmp_path, head + "Acme,Grow,Win\n"), LEVELS)
    assert {row["title"]: row["id"] for row in one.rows} == {
        row["title"]: row["id"] for row in two.rows
    }


def test_what_is_said_beside_a_level_belongs_to_the_deepest(tmp_path: Path) -> None:
    text = "Company,Level 1,Key result,Owner Email,weight\nAcme,Grow,Win,ada@acme.example,50%\n"
    result = SmallOrganisation(csv_file(tmp_path, text), LEVELS)
    assert result.owners("Win") == ["ada"]
    assert result.goals["Win"]["parents"][0]["weight"] == 0.5
    assert "owners" not in result.goals["Grow"]


def test_a_level_by_number_and_by_kind(tmp_path: Path) -> None:
    text = "id,title,depth,kind\n1,Acme,1,purpose\n2,Grow,2,objective\n3,Win,3,key_result\n4,Care,2,objective\n"
    by_number = '[columns]\nid = "goal_id"\ndepth = "level"\n'
    by_kind = 'nest = "kind"\n[columns]\nid = "goal_id"\n'
    way = {"Acme": [], "Grow": ["Acme"], "Win": ["Grow"], "Care": ["Acme"]}
    assert SmallOrganisation(csv_file(tmp_path, text), by_number).parents == way
    assert SmallOrganisation(csv_file(tmp_path, text), by_kind).parents == way


def test_a_level_that_is_no_number_is_told(tmp_path: Path) -> None:
    mapping = '[columns]\nid = "goal_id"\ndepth = "level"\n'
    result = SmallOrganisation(
        csv_file(tmp_path, "id,title,depth\n1,Acme,1\n2,Grow,deep\n"), mapping
    )
    assert result.parents == {"Acme": [], "Grow": []}
    assert result.said == ['row 3, column C `depth` is "deep"; a number is wanted; it was left out']


def test_cells_are_filled_down_where_the_mapping_says_so(tmp_path: Path) -> None:
    text = "Objective,Owner,Key Result,Actual\nGrow,ada@acme.example,Win,1\n,,Keep,2\nCare,,Ask,3\n"
    mapping = (
        'id_from = ["title"]\nfill_down = ["title"]\n[columns]\nObjective = "title"\n'
        'Owner = "owner_email"\n[defaults]\nupdated_at = "2026-02-01"\n'
        '[[key_results]]\n"Key Result" = "title"\nActual = "current"\n'
    )
    result = SmallOrganisation(csv_file(tmp_path, text), mapping)
    assert result.parents == {
        "Grow": [],
        "Win": ["Grow"],
        "Keep": ["Grow"],
        "Care": [],
        "Ask": ["Care"],
    }
    assert (result.owners("Grow"), result.said) == (["ada"], [])
    assert result.dated["Keep"] == {"at": "2026-02-01", "value": 2}


def test_a_goal_in_several_rows_says_where_they_differ(tmp_path: Path) -> None:
    text = "Objective,Tags,Key Result\nGrow,a,Win\nGrow,b,Keep\n"
    mapping = 'id_from = ["title"]\n[columns]\nObjective = "title"\n[[key_results]]\n"Key Result" = "title"\n'
    result = SmallOrganisation(csv_file(tmp_path, text), mapping)
    assert result.goals["Grow"]["tags"] == ["b"]
    assert result.said == [
        (
            'row 3, column B `Tags` is "b"; an earlier row says something else of the same goal; '
            "this one counts"
        )
    ]


titles = st.lists(st.sampled_from(["Sign 10", "sign 10", "Grow"]), min_size=1, max_size=6)


@given(titles)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_is_lost_to_another_of_the_same_title(tmp_path: Path, names: list[str]) -> None:
    rows = "".join(f"{name}\n" for name in names)
    plain = SmallOrganisation(csv_file(tmp_path, f"title\n{rows}"), 'id_from = ["title"]\n')
    assert plain.titles == names
    inner = SmallOrganisation(
        csv_file(tmp_path, "title,kr\n" + "".join(f"O,{name}\n" for name in names)),
        'id_from = ["title"]\n[[key_results]]\nkr = "title"\n',
    )
    assert inner.titles == ["O", *names]
    deep = SmallOrganisation(
        csv_file(tmp_path, "A,B\n" + "".join(f"O,{name}\n" for name in names)),
        '[levels]\nA = ""\nB = ""\n',
    )
    assert deep.titles == ["O", *names]
