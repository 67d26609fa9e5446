"""The sections of a report of a period, of figures made by hand; no store."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from graph.exporting.report_document import Document, Paragraph, Table, cell_of
from graph.goals.periods import PeriodFigures, PeriodGoal, PeriodGoals, PeriodResult
from graph.goals.risk import GoalRisk, Reason
from graph.goals.risk_kinds import RiskKind
from graph.records.enums import GoalStatus
from graph.records.period import Period
from graph.scopes.conventions import REPORT_ROWS
from graph.scopes.period_report import Gaps, GroupPart, PeriodReport, TreeGoal, Waits
from graph.scopes.report_sections import document_of
from graph.scopes.rounding import Rounded

FIGURE = re.compile(r"–|withheld|[+-]?\d[\d,]*( %| points)?( ± \d+)?")


def goal(id: str, progress: Fraction | None, *predecessors: str, **more: object) -> PeriodGoal:
    usual = PeriodGoal(
        id, id.title(), None, GoalStatus.ACTIVE, False, 1, PeriodResult.OPEN, progress, False, (),
        predecessors, (),
    )  # fmt: skip
    return replace(usual, **more)  # type: ignore[arg-type]


BEFORE = [
    goal("old", Fraction(1, 4), result=PeriodResult.MOVED),
    goal("lost", Fraction(1, 3), result=PeriodResult.MISSED),
    goal("unknown", None, result=PeriodResult.DROPPED),
]
NOW = [
    goal("again", Fraction(3, 4), "old"),
    goal("dim", None, "unknown"),
    goal("new", Fraction(1), result=PeriodResult.REACHED),
]


def report(rows: int = 1) -> PeriodReport:
    """A report in which every list is so long, whose figures are known and unknown."""
    now = PeriodGoals(Period.of("2026-Q2"), date(2026, 6, 30), NOW, [goal("long", Fraction(1, 2))])
    before = PeriodGoals(Period.of("2026-Q1"), date(2026, 3, 31), BEFORE)
    figures = (PeriodFigures.of(NOW), PeriodFigures.of(BEFORE))
    nothing = PeriodFigures.of([])
    tree = [
        TreeGoal("why", "Why", None, 0, None, None, None),
        TreeGoal("again", "Again", None, 1, Fraction(3, 4), Fraction(1), NOW[0]),
        TreeGoal("long", "Long", None, 1, Fraction(1, 2), None, NOW[1], runs_on=True),
    ]
    groups = [
        GroupPart("Big", *figures, 7, Rounded(0.5, 0.2)),
        GroupPart("Idle", nothing, nothing, 5, None),
    ]
    risk = GoalRisk(
        "again", date(2026, 6, 30), True, (Reason(RiskKind.NO_CHECK_IN, "nobody checked in"),)
    )
    titles = [f"Goal {number}" for number in range(rows)]
    return PeriodReport(
        "the whole organisation", date(2026, 7, 1), now, before, tree * rows, groups * rows, 1,
        Gaps(titles, titles, titles), [risk] * rows, {"again": "Again"}, [("again", 1200)] * rows, True,
    )  # fmt: skip


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_columns_of_figures_stand_to_the_right_and_no_others() -> None:
    for table in tables(document_of(report())):
        cells = [
            [cell_of(cell).text for cell in column] for column in zip(*table.rows, strict=True)
        ]
        figures = {
            place for place, column in enumerate(cells) if all(map(FIGURE.fullmatch, column))
        }
        assert figures == table.numbers, table.columns


def test_what_was_carried_over_says_how_much_further_it_is() -> None:
    found = {
        table.columns[0]: [list(row) for row in table.rows]
        for table in tables(document_of(report()))
    }
    assert found["Carried over"] == [
        ["Again", "25 %", "75 %", "+50 points"],
        ["Dim", "–", "–", "–"],
    ]
    assert found["Not carried over from 2026-Q1"] == [
        ["Lost", "missed", "33 %"],
        ["Unknown", "dropped", "–"],
    ]
    groups = {row[0]: row[1:] for row in found["Group"]}
    assert groups["Big"] == ["3", "1", "0", "2", "0", "0", "88 %", "29 %", "50 % ± 10"]
    assert groups["Idle"] == ["0"] * 6 + ["–", "–", "withheld"]


@pytest.mark.parametrize(
    ("rows", "is_cut"), [(1, False), (REPORT_ROWS, False), (REPORT_ROWS + 1, True)]
)
def test_lists_are_cut_and_say_so(rows: int, is_cut: bool) -> None:
    """Whichever is longer than a report shows says how long it is."""
    made = document_of(report(rows))
    assert all(len(table.rows) <= REPORT_ROWS for table in tables(made))
    said = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    rests = [text for text in said if text.startswith(f"The first {REPORT_ROWS} of {rows:,};")]
    lists_of_rows = 5  # three gaps, risks, links that wait
    assert len(rests) == (lists_of_rows if is_cut else 0)


@pytest.mark.parametrize(("small", "said"), [(0, None), (1, "1 group of"), (2, "2 groups of")])
def test_small_groups_are_counted(small: int, said: str | None) -> None:
    made = document_of(replace(report(), small_groups=small))
    texts = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    found = [text for text in texts if re.match(r"\d+ groups? of fewer than 5 people", text)]
    assert [text.startswith(said or "") for text in found] == ([] if said is None else [True])


@pytest.mark.parametrize(
    ("waits", "said"),
    [
        (Waits(), []),
        (Waits(1), ["1 goal waits for another one."]),
        (
            Waits(3, 2),
            [
                "3 goals wait for another one, 2 of them for one that is behind, reported at risk or missed."
            ],
        ),
        (
            Waits(1200, 0, 3),
            [
                "1,200 goals wait for another one; 3 wait for each other in a circle, where somebody has to go first."
            ],
        ),
    ],
)
def test_goals_that_wait_are_told_in_a_line(waits: Waits, said: list[str]) -> None:
    made = document_of(replace(report(), waits=waits))
    texts = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    assert [text for text in texts if " for another one" in text] == said
