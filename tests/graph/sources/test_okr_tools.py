"""OKR files as tools write them: the mappings that come with the package, each on a small file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.sources.okr.mapping import load_mapping, presets
from tests.graph.sources.okr_files import SmallOrganisation, csv_file

AS_OF = "2026-02-15"

FILES = {
    "betterworks": (
        "name,type,progress,start_date,end_date,owner_email,categories,description\n"
        "Grow,goal,1,2026-01-01,2026-03-31,ada@acme.example,Sales;EMEA,\n"
        "Sign 10,milestone,0,2026-01-01,2026-03-31,ben@acme.example,,\n"
        "Sign 10,milestone,50,2026-01-01,2026-03-31,ben@acme.example,,\n"
        "Care,goal,,2026-01-01,2026-03-31,ada@acme.example,,\n"
        "Ask,milestone,100,2026-01-01,2026-03-31,ada@acme.example,,\n"
    ),
    "viva-goals": (
        "Row ID,Title,Parent,Entity,Owner Email,Time Period,Start Date,End Date,Description,"
        "Metric Name,Metric Type,Start,Target,Weight,Type,Tags\n"
        "1,Delight,,Acme Inc,ada@acme.example,Q1,01/01/2026,03/31/2026,,,,,,,Objective,\n"
        "4,Team,,Individual,ada@acme.example,Q1,01/01/2026,03/31/2026,,,,,,,Objective,\n"
        '2,Answer,"1\n4",Support,"ada@acme.example\nben@acme.example",Q1,01/01/2026,03/31/2026,,'
        'Hours,Number,50,24,50%,Key Result,"speed\nquality"\n'
        "3,Build,2,Support,,Q1,01/01/2026,03/31/2026,,,,,,,Project,\n"
    ),
    "peoplebox": (
        "Row ID,Parent Row IDs,Parent Goal IDs,Goal ID,Action,Goal Title,Owner Emails,Goal Cycle,"
        "Goal Type,Scope,Departments,Start Date,End Date,Description,Starting Value,Target Value,"
        "Current Value,Progress Status,Check-in Type,Tags\n"
        "1,,,,,Grow,ada@acme.example,Q1,Default Progress,Company,,2026-01-01,2026-03-31,,,,,"
        "On Track,Auto Rollup,\n"
        '2,1,,,,Win,"ada@acme.example, ben@acme.example",Q1,Number,Department,Sales,2026-01-01,'
        '2026-03-31,,0,40,12,At Risk,Manual,"growth, sales"\n'
        '3,"1,2",,,Delete,Pipeline,ben@acme.example,Q1,Euro,Individual,Sales,2026-01-01,2026-03-31,,'
        '0,"3,000,000","1,250,000.50",Behind,Manual,\n'
    ),
    "lattice": (
        "id,name,description,state,status,goalType,okrType,isPrivate,amountType,startingAmount,"
        "endingAmount,currentAmount,startDate,dueDate,updatedAt,owners,department,parentGoal,tags\n"
        "g1,Grow,,Active,NotUpdated,Company,objective,false,,,,,2026-01-01,2026-03-31,1771150000,"
        "ada@acme.example,,,\n"
        "g2,Win,,Active,OffTrack,Department,key_result,false,Percent,0,20,12.5,2026-01-01,2026-03-31,"
        '1771150000,"ada@acme.example,ben@acme.example",Sales,g1,"a,b"\n'
    ),
    "workboard": (
        "goal_id,goal_name,goal_narrative,goal_owner_id,goal_start_date,goal_target_date,goal_status,"
        "goal_progress,metric_id,metric_name,metric_unit,metric_initial_data,metric_target,"
        "metric_achieve_target,metric_owner,metric_last_update\n"
        "7,Grow,Why,ada@acme.example,1767225600,1774915200,1,1,71,Win,Deals,0,40,12,ben@acme.example,"
        "1771150000\n"
        "7,Grow,Why,ada@acme.example,1767225600,1774915200,1,1,72,Keep,Percent,80,95,90,,1771150000\n"
    ),
    "culture-amp": (
        "email,name,description,visibility,due_at,created_at,priority,status,completion,"
        "key_result_1_title,key_result_1_completion,key_result_2_title,key_result_2_completion\n"
        "ada@acme.example,Grow,,everyone,2026-12-31,2026-01-01,1,ongoing,0.25,Ten,1,Two,0\n"
    ),
    "engagedly": (
        "Goal,Notes,Goal Identifier,Start Date,End Date,Check-In Type,Status,Assigner\n"
        "Grow,,E1,2026-01-01,2026-03-31,Percentage,In Progress,Ada\n"
    ),
    "xto10x": (
        "Objective Title,Owner_Email_ID,Start_Date,Due_Date,Description,Metric_Name,Metric_Type,"
        "Metric_Start_Value,Metric_Target_Value\n"
        "Grow,ada@acme.example,2026-01-01,2026-12-31,,Customers,Number,0,10\n"
        "Grow,ada@acme.example,2026-01-01,2026-12-31,,Customers,Number,0,10\n"
    ),
    "goalscape": (
        "Main,L1,L2,Importance,Progress,Start Date,Due Date,Notes\n"
        "Company,,,100,,2026-01-01,2026-12-31,\n"
        ",Grow,,60,,2026-01-01,2026-12-31,\n"
        ",,Sell,50,1,2026-01-01,2026-12-31,\n"
        ",,Sell,50,40,2026-01-01,2026-12-31,\n"
        ",Care,,40,80,2026-01-01,2026-12-31,\n"
    ),
}


def made(tmp_path: Path, name: str) -> SmallOrganisation:
    mapping = load_mapping(name)
    dated = replace(mapping, defaults={**mapping.defaults, "updated_at": AS_OF})
    return SmallOrganisation(csv_file(tmp_path, FILES[name]), dated)


def test_every_mapping_of_the_package_has_a_file() -> None:
    assert sorted(FILES) == presets()


@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_of_such_a_file_drops_out(tmp_path: Path, name: str) -> None:
    result = made(tmp_path, name)
    assert (result.rejected, result.said) == ([], [])
    assert len(result.rows) >= FILES[name].count("\n20") + 1


def test_betterworks(tmp_path: Path) -> None:
    result = made(tmp_path, "betterworks")
    assert result.titles == ["Grow", "Sign 10", "Sign 10", "Care", "Ask"]
    assert result.parents == {"Grow": [], "Sign 10": ["Grow"], "Care": [], "Ask": ["Care"]}
    assert result.goals["Sign 10"]["kind"] == "key_result"
    assert result.goals["Grow"]["tags"] == ["Sales", "EMEA"]
    assert result.dated["Grow"]["progress"] == 0.01
    assert (result.dated["Ask"]["progress"], "Care" in result.dated) == (1, False)


def test_viva_goals(tmp_path: Path) -> None:
    result = made(tmp_path, "viva-goals")
    answer = result.goals["Answer"]
    assert answer["parents"] == [{"goal": "1", "weight": 0.5}, {"goal": "4", "weight": 0.5}]
    assert result.owners("Answer") == ["ada", "ben"]
    assert answer["metric"] == {"kind": "reach", "unit": "Hours", "baseline": 50, "target": 24}
    assert (answer["tags"], answer["due_on"]) == (["speed", "quality"], "2026-03-31")
    assert "groups" not in result.goals["Team"]
    assert result.goals["Build"]["kind"] == "initiative"


def test_peoplebox(tmp_path: Path) -> None:
    result = made(tmp_path, "peoplebox")
    assert result.parents == {"Grow": [], "Win": ["Grow"], "Pipeline": ["Grow", "Win"]}
    assert result.owners("Win") == ["ada", "ben"]
    assert result.goals["Win"]["tags"] == ["growth", "sales"]
    assert result.goals["Pipeline"]["metric"]["target"] == 3000000
    assert result.goals["Pipeline"]["archived"] is True
    assert result.dated["Pipeline"] == {"at": AS_OF, "value": 1250000.50, "status": "off_track"}


def test_lattice(tmp_path: Path) -> None:
    result = made(tmp_path, "lattice")
    assert result.parents["Win"] == ["Grow"]
    assert result.owners("Win") == ["ada", "ben"]
    assert result.dated == {
        "Win": {"at": "2026-02-15T10:06:40Z", "value": 12.5, "status": "off_track"}
    }
    assert result.goals["Win"]["metric"]["unit"] == "%"


def test_workboard(tmp_path: Path) -> None:
    result = made(tmp_path, "workboard")
    assert [row["id"] for row in result.rows] == ["7", "71", "72"]
    assert result.parents == {"Grow": [], "Win": ["Grow"], "Keep": ["Grow"]}
    assert (result.owners("Win"), result.owners("Keep")) == (["ben"], ["ada"])
    assert (result.goals["Grow"]["starts_on"], result.goals["Win"]["due_on"]) == (
        "2026-01-01",
        "2026-03-31",
    )
    assert result.dated["Grow"] == {"at": AS_OF, "progress": 0.01}
    assert result.dated["Keep"] == {"at": "2026-02-15T10:06:40Z", "value": 90}


def test_culture_amp_writes_shares(tmp_path: Path) -> None:
    result = made(tmp_path, "culture-amp")
    assert [result.dated[title]["progress"] for title in result.titles] == [0.25, 1, 0]


def test_two_metrics_of_one_name_stay_two(tmp_path: Path) -> None:
    result = made(tmp_path, "xto10x")
    assert result.titles == ["Grow", "Customers", "Customers"]
    assert len({row["id"] for row in result.rows}) == 3


def test_goalscape(tmp_path: Path) -> None:
    result = made(tmp_path, "goalscape")
    assert result.titles == ["Company", "Grow", "Sell", "Sell", "Care"]
    assert result.parents == {
        "Company": [],
        "Grow": ["Company"],
        "Sell": ["Grow"],
        "Care": ["Company"],
    }
    assert [row.get("parents", [{}])[0].get("weight") for row in result.rows] == [
        None,
        60,
        50,
        50,
        40,
    ]
    assert result.dated["Care"]["progress"] == 0.8
    assert result.goals["Company"]["kind"] == "purpose"
