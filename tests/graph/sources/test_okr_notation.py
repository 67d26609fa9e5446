"""How numbers, days, lists and shares are written in OKR files, and which rules hold for what."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.sources.okr.cells import split_list
from graph.sources.okr.dates import day_of, time_of
from graph.sources.okr.mapping import PLAIN, Mapping, parse_mapping
from tests.graph.sources.okr_files import SmallOrganisation, csv_file

HEAD = "goal_id,title,"
DATED = '[defaults]\nupdated_at = "2026-02-01"\n'


def progress(tmp_path: Path, *cells: str, mapping: str = DATED) -> tuple[list[Any], list[str]]:
    """The progress of each row, and what is said."""
    rows = "".join(f'{n},T{n},"{cell}"\n' for n, cell in enumerate(cells))
    result = SmallOrganisation(csv_file(tmp_path, f"{HEAD}checkin_progress\n{rows}"), mapping)
    shares = [result.dated.get(f"T{n}", {}).get("progress") for n in range(len(cells))]
    return shares, result.said


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (("0", "0.5", "1"), [0, 0.5, 1]),
        (("1", "2", "0", "100"), [0.01, 0.02, 0, 1]),
        (("1", "45%", "0.5"), [1, 0.45, 0.5]),
        (("1%", "2"), [0.01, 0.02]),
        (("-1", "101"), [None, None]),
    ],
)
def test_a_number_above_one_shows_that_a_column_is_in_percent(
    tmp_path: Path, cells: tuple[str, ...], shares: list[Any]
) -> None:
    assert progress(tmp_path, *cells)[0] == shares


def test_a_share_beside_percentages_is_not_guessed(tmp_path: Path) -> None:
    shares, said = progress(tmp_path, "0.45", "45", "1")
    assert shares == [None, 0.45, 0.01]
    assert said == [
        (
            'row 2, column C `checkin_progress` is "0.45"; it is below 1 in a column with numbers '
            "above 1 (row 3 has 45), and whether 45 % or 0.45 % is meant by 0.45 is not guessed; "
            "it was left out"
        )
    ]
    declared = f'percent = ["checkin_progress"]\n{DATED}'
    assert progress(tmp_path, "0.45", "1", mapping=declared)[0] == [0.0045, 0.01]


def test_columns_of_key_results_and_of_the_goal_count_together(tmp_path: Path) -> None:
    mapping = (
        f'id_from = ["title"]\n{DATED}[columns]\nname = "title"\ndone = "checkin_progress"\n'
        '[[key_results]]\n"kr {n}" = "title"\n"kr {n} done" = "checkin_progress"\n'
    )
    result = SmallOrganisation(csv_file(tmp_path, "name,done,kr 1,kr 1 done\nA,1,B,60\n"), mapping)
    assert [result.dated[title]["progress"] for title in "AB"] == [0.01, 0.6]


@pytest.mark.parametrize(
    ("cell", "weight"), [("50%", 0.5), ("0.5", 0.5), ("2", 2), ("50 %", 0.5), ("0", 0)]
)
def test_weights(tmp_path: Path, cell: str, weight: float) -> None:
    result = SmallOrganisation(
        csv_file(tmp_path, f"{HEAD}parent_ids,weight\nA,A,,7\nB,B,A,{cell}\n")
    )
    assert result.goals["B"]["parents"] == [{"goal": "A", "weight": weight}]
    assert result.said == []


def test_numbers_of_a_metric_may_be_declared_percentages(tmp_path: Path) -> None:
    mapping = 'percent = ["start_value", "target", "current"]\n[defaults]\nmetric_kind = "reach"\n'
    result = SmallOrganisation(
        csv_file(tmp_path, f"{HEAD}start_value,target,current\nA,A,0,80%,20\n"), mapping
    )
    assert result.goals["A"]["metric"] == {
        "kind": "reach",
        "unit": "%",
        "baseline": 0,
        "target": 80,
        "current": 20,
    }


moments = st.datetimes(datetime(2001, 9, 10), datetime(2286, 11, 20), timezones=st.just(UTC))


@pytest.mark.parametrize("zero", ["0", "0.0", "-0", "0%"])
@pytest.mark.parametrize("name", ["start_value", "target", "current"])
def test_nought_is_nought_per_cent(tmp_path: Path, zero: str, name: str) -> None:
    numbers = {"start_value": "10%", "target": "80%", "current": "20 %"} | {name: zero}
    cells = ",".join(numbers.values())
    read = SmallOrganisation(csv_file(tmp_path, f"{HEAD}start_value,target,current\nA,A,{cells}\n"))
    keys = {"start_value": "baseline", "target": "target", "current": "current"}
    assert read.said == [] and read.goals["A"]["metric"]["unit"] == "%"
    assert float(read.goals["A"]["metric"][keys[name]]) == 0


def test_noughts_alone_have_no_unit(tmp_path: Path) -> None:
    read = SmallOrganisation(csv_file(tmp_path, f"{HEAD}start_value,target\nA,A,0,0\n"))
    assert read.said == [] and "unit" not in read.goals["A"]["metric"]


@given(moments, st.booleans())
def test_seconds_and_milliseconds_since_1970(moment: datetime, milliseconds: bool) -> None:
    whole = moment.replace(microsecond=0)
    text = str(int(whole.timestamp()) * (1000 if milliseconds else 1))
    for rules in (PLAIN, Mapping(date_formats=("DD/MM/YYYY",))):
        assert time_of(text, rules) == whole.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert day_of(text, rules) == whole.date().isoformat()


def test_a_mapping_may_say_that_times_are_counted() -> None:
    assert time_of("86400", Mapping(date_formats=("epoch",))) == "1970-01-02T00:00:00Z"
    assert time_of("1500", Mapping(date_formats=("epoch_ms",))) == "1970-01-01T00:00:01.500Z"


@pytest.mark.parametrize(
    ("separator", "cell"),
    [
        ("", "ada@acme.example;ben@acme.example"),
        ("", "ada@acme.example\nben@acme.example"),
        ("", "ada@acme.example, ben@acme.example"),
        ("", "ada@acme.example;\nben@acme.example;"),
        ('","', "ada@acme.example,ben@acme.example"),
        ('["|", ","]', "ada@acme.example|ben@acme.example"),
        ('"|"', "ada@acme.example\r\nben@acme.example"),
    ],
)
def test_lists(tmp_path: Path, separator: str, cell: str) -> None:
    mapping = f"list_separator = {separator}\n" if separator else ""
    result = SmallOrganisation(csv_file(tmp_path, f'{HEAD}owner_email\nA,A,"{cell}"\n'), mapping)
    assert (result.owners("A"), result.said) == (["ada", "ben"], [])


def test_a_comma_parts_parents_only_where_the_parts_are_goals(tmp_path: Path) -> None:
    text = f'{HEAD}parent_ids\n1,A,\n2,B,\n"1,9",C,\n3,D,"1,2"\n4,E,"1,9"\n5,F,"1,7"\n'
    result = SmallOrganisation(csv_file(tmp_path, text))
    assert result.goals["D"]["parents"] == [{"goal": "1"}, {"goal": "2"}]
    assert result.goals["E"]["parents"] == [{"goal": "1,9"}]
    assert result.goals["F"]["parents"] == [{"goal": "1,7"}]


def test_words_of_items_are_translated(tmp_path: Path) -> None:
    mapping = '[values.owner_email]\n"Ada L" = "ada@acme.example"\n'
    result = SmallOrganisation(
        csv_file(tmp_path, f"{HEAD}owner_email\nA,A,ada l;ben@acme.example\n"), mapping
    )
    assert result.owners("A") == ["ada", "ben"]


def test_what_the_mapping_itself_says_is_in_our_form_whatever_the_file_is(tmp_path: Path) -> None:
    mapping = """
        date_format = "DD/MM/YYYY"
        decimal = ","
        percent = ["checkin_progress", "weight"]
        list_separator = ","
        [values.start]
        "Q1" = "2026-01-01"
        [values.target]
        "a lot" = "2.5"
        [defaults]
        end = "2026-03-31"
        updated_at = "2026-02-01"
        weight = "0.5"
        checkin_progress = "0.25"
        tags = "a,b;c"
        metric_kind = "reach"
    """
    text = f'{HEAD}parent_ids,start,target\nA,A,,01/02/2026,"1,5"\nB,B,A,Q1,a lot\n'
    result = SmallOrganisation(csv_file(tmp_path, text), mapping)
    assert result.said == []
    assert (result.goals["A"]["starts_on"], result.goals["A"]["due_on"]) == (
        "2026-02-01",
        "2026-03-31",
    )
    assert result.goals["B"] == {
        "id": "B",
        "title": "B",
        "starts_on": "2026-01-01",
        "due_on": "2026-03-31",
        "metric": {"kind": "reach", "target": 2.5},
        "parents": [{"goal": "A", "weight": 0.5}],
        "tags": ["a,b", "c"],
    }
    assert result.dated["A"] == {"at": "2026-02-01", "progress": 0.25}


def test_a_default_may_be_in_the_form_of_the_file(tmp_path: Path) -> None:
    mapping = 'date_format = "DD/MM/YYYY"\n[defaults]\nstart = "31/12/2026"\n'
    result = SmallOrganisation(csv_file(tmp_path, "goal_id,title\nA,A\n"), mapping)
    assert (result.goals["A"]["starts_on"], result.said) == ("2026-12-31", [])


def test_a_column_of_key_results_is_not_read_for_the_goal(tmp_path: Path) -> None:
    text = "Objective,Key Result,Owner,Start,Target,Due\nO,K,ben@acme.example,30,45,2026-03-31\n"
    mapping = (
        'id_from = ["title"]\n[columns]\nObjective = "title"\n[[key_results]]\n'
        '"Key Result" = "title"\nOwner = "owner_email"\nStart = "start_value"\n'
        'Target = "target"\nDue = "end"\n'
    )
    result = SmallOrganisation(csv_file(tmp_path, text), mapping)
    assert result.said == []
    assert result.goals["O"].keys() == {"id", "title"}
    assert (result.owners("K"), result.goals["K"]["due_on"]) == (["ben"], "2026-03-31")
    assert result.goals["K"]["metric"] == {"kind": "reach", "baseline": 30, "target": 45}


OPTIONAL = {
    "kind": "theme",
    "owner_email": "nobody@acme.example",
    "group": "Nowhere",
    "start": "soon",
    "end": "2026-02-30",
    "metric_kind": "up",
    "start_value": "none",
    "target": "1,5",
    "current": "x",
    "weight": "-1",
    "status": "fine",
    "updated_at": "yesterday",
    "checkin_status": "green",
    "checkin_progress": "half",
    "checkin_by": "nobody@acme.example",
    "archived": "perhaps",
}


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_wrong_cell_costs_the_cell_and_is_said_once(tmp_path: Path, name: str) -> None:
    text = f'goal_id,title,parent_ids,tags,{name}\nA,A,,,\nB,B,A,red,"{OPTIONAL[name]}"\n'
    result = SmallOrganisation(csv_file(tmp_path, text))
    assert (result.titles, result.rejected) == (["A", "B"], [])
    assert result.goals["B"]["tags"] == ["red"]
    (said,) = result.said
    assert said.startswith(f"row 3, column E `{name}` is ")
    assert said.endswith("it was left out")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('percent = ["title"]\n', '`percent`: "title" holds no percentages'),
        ('percent = "progress"\n', '`percent`: "progress" holds no percentages'),
        ('fill_down = ["titel"]\n', '`fill_down`: there is no column "titel" here'),
        ('list_separator = "; "\n', '`list_separator`: "; " is not one sign'),
        ('list_separator = "a"\n', '`list_separator`: "a" is not one sign'),
        ('nest = "rows"\n', '`nest`: "rows" is no way'),
        ('[levels]\nA = "theme"\n', '`levels.A`: "theme" is no kind of goal'),
    ],
)
def test_a_wrong_setting_is_named(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_mapping(text, Path("columns.toml"))
    assert said in caught.value.message


def test_items_between_several_signs() -> None:
    assert split_list("a, b\nc", (",", "\n")) == ["a", "b", "c"]
