"""OKR files: columns, mappings, the traps of spreadsheets, and what is said of a wrong cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput, BundleError
from graph.sources.bundle_reader import LineWithMends
from graph.sources.kinds import Kind
from graph.sources.okr import Finders, OkrFile, open_okr
from graph.sources.okr.cells import (
    guarded,
    joined_list,
    reference,
    reference_text,
    split_list,
    unguarded,
)
from graph.sources.okr.mapping import PLAIN, Mapping, load_mapping, parse_mapping, presets
from graph.sources.problems import RowRejection

HEADER = (
    "goal_id,parent_ids,kind,title,owner_email,group,start,end,metric_kind,start_value,target,"
    "current,weight,status,updated_at"
)
FOUND = Finders(
    {"ada@acme.example": "okr/ada", "bob@acme.example": "hr/bob"},
    frozenset({"okr/core"}),
    {"platform team": ["hr/g7"], "twins": ["hr/a", "hr/b"]},
)


def opened(
    tmp_path: Path, text: str | bytes, mapping: str = "", source: str | None = None
) -> OkrFile:
    path = tmp_path / "okrs.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    chosen = parse_mapping(mapping, Path("columns.toml")) if mapping else PLAIN
    file = open_okr(path, chosen, source)
    file.find = FOUND
    return file


def read(file: OkrFile) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    """Kind → (row, what it makes) of the rows that can be used."""
    return {
        kind.value: [(n, json.loads(one.line)) for n, one in rows if isinstance(one, LineWithMends)]
        for kind, rows in file.lines()
    }


def goals(
    tmp_path: Path, *rows: str, header: str = HEADER, mapping: str = ""
) -> list[dict[str, Any]]:
    result = read(opened(tmp_path, "\n".join([header, *rows]) + "\n", mapping))
    return [row for _, row in result["goals"]]


def problems(tmp_path: Path, *rows: str, header: str = HEADER, mapping: str = "") -> list[str]:
    """What is said of the cells of these rows, each with its remedy."""
    file = opened(tmp_path, "\n".join([header, *rows]) + "\n", mapping)
    result = []
    for _, content in file.lines():
        for _, one in content:
            given = one.problems if isinstance(one, RowRejection) else []
            given = one.mended if isinstance(one, LineWithMends) else given
            result += [f"{problem.reason}. {problem.mend}" for problem in given]
    return result


def test_a_whole_row(tmp_path: Path) -> None:
    row = (
        "G2,G1;hr::G9,Key Result,Answer fast,Ada@Acme.example;bob@acme.example,core;Platform Team,"
        "2026-01-01,2026-03-31,decrease,10,4.50,7,2;,On Track,2026-02-01"
    )
    result = read(opened(tmp_path, f"{HEADER}\n{row}\n"))
    assert result["goals"] == [
        (
            2,
            {
                "id": "G2",
                "title": "Answer fast",
                "kind": "key_result",
                "status": "active",
                "parents": [{"goal": "G1", "weight": 2}, {"goal": {"source": "hr", "id": "G9"}}],
                "owners": ["ada", {"source": "hr", "id": "bob"}],
                "groups": ["core", {"source": "hr", "id": "g7"}],
                "starts_on": "2026-01-01",
                "due_on": "2026-03-31",
                "metric": {"baseline": 10, "target": 4.5, "current": 7, "kind": "decrease"},
            },
        )
    ]
    assert result["checkins"] == [
        (2, {"goal": "G2", "at": "2026-02-01", "value": 7, "status": "on_track"})
    ]


def test_numbers_are_kept_digit_for_digit(tmp_path: Path) -> None:
    file = opened(tmp_path, "goal_id,title,target,current\nG,T,4.50,0.1000000000000000055\n")
    lines = [
        one.line for _, rows in file.lines() for _, one in rows if isinstance(one, LineWithMends)
    ]
    assert b'"target":4.50,"current":0.1000000000000000055' in lines[0]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfGoal ID,TITLE\r\nG1,One\r\n\r\n",
        b"goal_id;title\nG1;One\n",
        b"sep=;\r\ngoal-id;Title\r\nG1;One\r\n",
        "\ufeffgoal_id\ttitle\r\nG1\tOne\r\n".encode("utf-16"),
        b"goal_id,title,,\n,,,\nG1,One,,\n",
        b"goal_id,title\rG1,One\r",
    ],
    ids=["BOM, CRLF, case", "semicolons", "sep line", "UTF-16 tabs", "blank lines", "CR"],
)
def test_what_spreadsheets_write(tmp_path: Path, content: bytes) -> None:
    result = read(opened(tmp_path, content))
    assert [row for _, row in result["goals"]] == [{"id": "G1", "title": "One"}]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = 'goal_id,title\nG1,"two\nlines"\n\n"G2","say ""hi"""\n'
    assert read(opened(tmp_path, text))["goals"] == [
        (2, {"id": "G1", "title": "two\nlines"}),
        (4, {"id": "G2", "title": 'say "hi"'}),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            'G,,,T,,,,,reach,,"1,5",,,,',
            (
                'row 2, column K `target` is "1,5"; a comma may be a decimal sign or part thousands, '
                'which is not guessed; it was left out. write 1.5 and 1000, or say `decimal = ","` or '
                '`thousands = ","` in the mapping'
            ),
        ),
        (
            "G,,,T,,,03/04/2026,,,,,,,,",
            (
                'row 2, column G `start` is "03/04/2026"; whether the day or the month stands first '
                "is not guessed; it was left out. write 2026-01-31, or say "
                '`date_format = "DD/MM/YYYY"` in the mapping'
            ),
        ),
        (
            "G,,,T,,,,46054,,,,,,,",
            (
                'row 2, column H `end` is "46054"; that is a spreadsheet\'s number of a day; it was left '
                "out. format the column as a date, YYYY-MM-DD, and save the file again"
            ),
        ),
        (
            "G,,,T,,,2026-02-30,,,,,,,,",
            (
                'row 2, column G `start` is "2026-02-30"; there is no such day in the calendar; '
                "it was left out. correct the date"
            ),
        ),
        (
            "G,,,T,,,,,,,many,,,,",
            (
                'row 2, column K `target` is "many"; a number is wanted; it was left out. write '
                "digits, with a point before the fraction"
            ),
        ),
        (
            "G,,,T,,,,,,0,100,45%,,,",
            (
                'row 2, column L `current` is "45%"; it has a percent sign, and `target` has '
                "none; it was left out. write all of them alike"
            ),
        ),
        (
            "G,,theme,T,,,,,,,,,,,",
            (
                'row 2, column C `kind` is "theme"; one of purpose, objective, key_result, initiative '
                "is wanted; it was left out. write one of these, or say what it means under [values] in the mapping"
            ),
        ),
        (
            "G,,Process,T,,,,,,,,,,,",
            (
                'row 2, column C `kind` is "Process"; conversations are linked to purposes and goals, '
                "never to a process. say which purpose or goal the process serves and write that goal "
                "instead"
            ),
        ),
        ("G,,,,,,,,,,,,,,", "row 2, column D `title` is empty; every goal has a title. add it"),
        (",,,T,,,,,,,,,,,", "row 2, column A `goal_id` is empty; every goal has an id. add one"),
        (
            "G,A;B,,T,,,,,,,,,1;2;3,,",
            (
                'row 2, column M `weight` is "1;2;3"; 3 weights stand beside 2 parents; it was '
                "left out. give one weight, or one a parent in the same order, parted by semicolons"
            ),
        ),
        (
            "G,A,,T,,,,,,,,,-1,,",
            (
                'row 2, column M `weight` is "-1"; a weight must not be negative; it was left '
                "out. give 0 or more, or leave it empty"
            ),
        ),
        (
            "G,,,T,,,,,,,,,,,2026-01-01 09:00",
            (
                'row 2, column O `updated_at` is "2026-01-01 09:00"; the time has no zone; it was '
                'left out. write 2026-01-31T09:30:00Z, or say `timezone = "Europe/Berlin"` in the mapping'
            ),
        ),
        (
            "G,,,T,,,,,,,,,,,,more",
            (
                'row 2, column P is "more"; there is no header above it. put cells that hold the '
                "delimiter in quotation marks, or take the cell out"
            ),
        ),
        (
            "G,,,T,eve@acme.example,,,,,,,,,,",
            (
                'row 2, column E `owner_email` is "eve@acme.example"; nobody in the store has the mail '
                'address "eve@acme.example"; it was left out. import the people first, or correct the '
                "address"
            ),
        ),
        (
            "G,,,T,,Twins,,,,,,,,,",
            (
                'row 2, column F `group` is "Twins"; 2 groups have this name: "Twins"; it was left '
                "out. give the group's id"
            ),
        ),
        (
            "G,,,T,,,,,,,,,,at risk,",
            (
                'row 2, column N `status` is "at risk"; it was left out of the check-ins, since the '
                "row does not say when that was so. fill `updated_at`, or give `updated_at` under "
                "[defaults] in the mapping"
            ),
        ),
    ],
)
def test_a_wrong_cell_names_row_column_value_and_remedy(
    tmp_path: Path, row: str, said: str
) -> None:
    assert problems(tmp_path, row) == [said]


def test_every_wrong_cell_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    result = problems(tmp_path, "G,,theme,,,,soon,,,,x,,,,")
    assert [one.partition(";")[0] for one in result] == [
        "row 2, column D `title` is empty",
        'row 2, column C `kind` is "theme"',
        'row 2, column G `start` is "soon"',
        'row 2, column K `target` is "x"',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no row"),
        ("goal_id,titel\n", 'row 1: there is no column `title`; the header is "goal_id", "titel"'),
        ("title\nT\n", "row 1: there is no column `goal_id`"),
        (
            "goal_id,title,Goal ID\n",
            "row 1: the columns A `goal_id` and C `Goal ID` both stand for `goal_id`",
        ),
        ('"goal_id,title\nG1,T\n', "row 1 is no CSV"),
        ('goal_id,title\nG1,T\nG2,"open\n', "row 3 is no CSV"),
        (b"PK\x03\x04", "cannot be read as a workbook"),
        (b"\xd0\xcf\x11\xe0", "is an old or an encrypted workbook"),
        ("goal_id,title\nG1,Gr\xfc\xdfe\n".encode("latin-1"), "line 2 is not UTF-8 (byte 0xfc)"),
        (b"goal_id,title\nG1,\0\n", "holds NUL characters"),
        ("goal_id,title,source\nG1,A,a\nG2,B,b\n", "holds goals of several sources: a, b"),
    ],
)
def test_what_is_no_okr_file_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(BundleError) as caught:
        opened(tmp_path, text)
    assert said in caught.value.message
    assert caught.value.remedy


def test_a_mapping_renames_columns_translates_words_and_reads_dates(tmp_path: Path) -> None:
    mapping = """
        source = "hr"
        date_format = ["DD/MM/YYYY", "DD/MM/YYYY HH:mm"]
        timezone = "Europe/Berlin"
        decimal = ","
        thousands = "."
        [columns]
        "Ziel" = "title"
        "Nr" = "goal_id"
        "Beginn" = "start"
        "Sollwert" = "target"
        "Istwert" = "current"
        "Stand" = "updated_at"
        "Lage" = "checkin_status"
        [values.checkin_status]
        "Gut" = "on_track"
        [defaults]
        kind = "objective"
        metric_kind = "reach"
    """
    header = "Nr;ZIEL;Beginn;Sollwert;Istwert;Stand;Lage;Farbe"
    file = opened(
        tmp_path, f"{header}\n7;Wachsen;03/04/2026;1.234,5;0,5;01/02/2026 10:00;gut;rot\n", mapping
    )
    result = read(file)
    assert file.manifest.source == "hr"
    assert result["goals"][0][1] == {
        "id": "7",
        "title": "Wachsen",
        "kind": "objective",
        "starts_on": "2026-04-03",
        "metric": {"kind": "reach", "target": 1234.5, "current": 0.5},
    }
    assert result["checkins"][0][1] == {
        "goal": "7",
        "at": "2026-02-01T09:00:00Z",
        "value": 0.5,
        "status": "on_track",
    }
    assert list(file.sheet.unknown.values()) == ["Farbe"]


def test_a_default_kind_of_metric_makes_no_metric_of_nothing(tmp_path: Path) -> None:
    mapping = '[defaults]\nmetric_kind = "reach"\n'
    assert goals(tmp_path, "G,T", header="goal_id,title", mapping=mapping) == [
        {"id": "G", "title": "T"}
    ]


def test_percent_signs_everywhere_are_the_unit(tmp_path: Path) -> None:
    (goal,) = goals(tmp_path, "G,,,T,,,,,increase,0%,100 %,45%,,,")
    assert goal["metric"] == {
        "kind": "increase",
        "unit": "%",
        "baseline": 0,
        "target": 100,
        "current": 45,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns]\nZiel = 'titel'\n", '`columns.Ziel`: there is no column "titel" here'),
        ("[columns]\na = 'title'\nb = 'title'\n", "`columns`: two columns stand for `title`"),
        ("colums = 3\n", "`colums`: it is not known here"),
        ("timezone = 'Mars/Base'\n", '`timezone`: there is no zone "Mars/Base"'),
        ("decimal = 'comma'\n", '`decimal`: "comma" is not one sign'),
        ("decimal = ','\nthousands = ','\n", "`thousands`: it is the decimal sign too"),
        ("source = 'My Tool'\n", '`source`: "My Tool" names no source'),
        ("[columns\n", "is no TOML"),
        ("[[key_results]]\nKR = 'target'\n", "`key_results`: no column of it is `title`"),
    ],
)
def test_a_wrong_mapping_names_the_key(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_mapping(text, Path("columns.toml"))
    assert said in caught.value.message


def test_a_mapping_may_be_json(tmp_path: Path) -> None:
    path = tmp_path / "columns.json"
    path.write_text('{"columns": {"Name": "title"}, "id_from": ["title"]}')
    assert load_mapping(str(path)) == Mapping(id_from=("title",), columns={"name": "title"})


def test_an_unknown_mapping_names_those_that_there_are() -> None:
    with pytest.raises(BadInput) as caught:
        load_mapping("quip")
    assert caught.value.remedy == "give a .toml or .json file, or one of: " + ", ".join(presets())
    assert [load_mapping(name).source for name in presets()] == presets()


CULTURE_AMP = (
    "email,name,description,visibility,due_at,created_at,priority,status,completion,"
    "key_result_1_title,key_result_1_completion,key_result_2_title,key_result_2_completion\n"
    "ada@acme.example,Grow,More of it,everyone,2026-12-31,2026-01-01,high,ongoing,0.25,"
    "Ten customers,0.5,Two markets,0\n"
)


def test_the_columns_of_key_results_become_goals_below(tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    path.write_text(CULTURE_AMP)
    mapping = load_mapping("culture-amp")
    dated = Mapping(
        **{**mapping.__dict__, "defaults": {**mapping.defaults, "updated_at": "2026-06-30"}}
    )
    file = open_okr(path, dated)
    file.find = Finders({"ada@acme.example": "hr/ada"})
    result = read(file)
    ids = [row["id"] for _, row in result["goals"]]
    assert [row["title"] for _, row in result["goals"]] == ["Grow", "Ten customers", "Two markets"]
    assert ids[1:] == [f"{ids[0]}/1", f"{ids[0]}/2"]
    assert result["goals"][1][1] == {
        "id": ids[1],
        "title": "Ten customers",
        "kind": "key_result",
        "parents": [{"goal": ids[0]}],
        "owners": [{"source": "hr", "id": "ada"}],
        "starts_on": "2026-01-01",
        "due_on": "2026-12-31",
    }
    assert [(row["goal"], row["progress"]) for _, row in result["checkins"]] == [
        (ids[0], 0.25),
        (ids[1], 0.5),
        (ids[2], 0),
    ]
    assert result["goals"][0][1]["status"] == "active"


def test_completion_without_a_date_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    path.write_text(CULTURE_AMP)
    file = open_okr(path, load_mapping("culture-amp"))
    mended = [
        problem.field
        for _, rows in file.lines()
        for _, one in rows
        if isinstance(one, LineWithMends)
        for problem in one.mended
    ]
    assert mended == ["email", "completion", "key_result_1_completion", "key_result_2_completion"]


def test_an_objective_in_several_rows_is_one_goal(tmp_path: Path) -> None:
    mapping = load_mapping("xto10x")
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Objective Title,Owner_Email_ID,Start_Date,Due_Date,Description,Metric_Name,Metric_Type,"
        "Metric_Start_Value,Metric_Target_Value\n"
        "Grow,,2026-01-01,2026-12-31,,Customers,Number,0,10\n"
        "Grow,,2026-01-01,2026-12-31,,Revenue,Currency,5,50\n"
    )
    result = read(open_okr(path, mapping))["goals"]
    assert [(row, goal["title"]) for row, goal in result] == [
        (2, "Grow"),
        (2, "Customers"),
        (3, "Revenue"),
    ]
    assert result[2][1]["metric"] == {
        "kind": "reach",
        "unit": "Currency",
        "baseline": 5,
        "target": 50,
    }


def test_ids_made_from_columns_stay_the_same(tmp_path: Path) -> None:
    mapping = 'id_from = ["title", "owner_email"]\n'
    first = goals(tmp_path, "Grow,ada@acme.example", header="title,owner_email", mapping=mapping)
    again = goals(tmp_path, "ADA@acme.example,grow", header="owner_email,title", mapping=mapping)
    assert first[0]["id"] == again[0]["id"]


def test_a_rejected_row_makes_nothing(tmp_path: Path) -> None:
    file = opened(
        tmp_path, f"{HEADER}\nG1,,process,One,,,,,,,1,2,,,2026-01-01\nG2,,,Two,,,,,,,,,,,\n"
    )
    kinds = {kind: list(rows) for kind, rows in file.lines()}
    assert [(n, type(one)) for n, one in kinds[Kind.GOALS]] == [
        (2, RowRejection),
        (3, LineWithMends),
    ]
    assert kinds[Kind.CHECKINS] == []


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
ids = texts.map(str.strip).filter(bool)


@given(texts)
def test_a_guarded_text_comes_back_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@"))


@given(st.lists(ids, min_size=1, max_size=4))
def test_a_list_comes_back(items: list[str]) -> None:
    assert split_list(joined_list(items)) == items


@given(ids, st.sampled_from(["acme", "hr"]))
def test_a_reference_comes_back(native: str, source: str) -> None:
    result = reference(reference_text("acme", f"{source}/{native}"))
    expected = native if isinstance(result, str) else {"source": source, "id": native}
    assert result == expected
    assert isinstance(result, dict) or source == "acme"
