"""The later sections of a report of a period: goals at risk, gaps, links that wait, how to read it."""

from __future__ import annotations

from graph.exporting.report_document import Block, Heading, Paragraph, Table
from graph.scopes.conventions import REPORT_ROWS
from graph.scopes.period_report import PeriodReport, Waits


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def rest(count: int) -> list[Block]:
    """What is said where a list is longer than a report shows."""
    if count <= REPORT_ROWS:
        return []
    text = f"The first {REPORT_ROWS} of {count:,}; `goalgraph goals` and the API list all."
    return [Paragraph(text, faint=True)]


def risks_section(report: PeriodReport) -> list[Block]:
    """The goals at risk, each with its reasons."""
    rows = [
        (report.titles[risk.goal], "; ".join(reason.because for reason in risk.reasons))
        for risk in report.risks
    ]
    table = Table(
        ("At risk", "Why"), rows[:REPORT_ROWS], "No goal is at risk by the published rules."
    )
    return [Heading("At risk"), table, *rest(len(rows)), *_waits(report.waits)]


def _waits(waits: Waits) -> list[Block]:
    """How many goals wait for others; nothing where none does."""
    if not waits.goals:
        return []
    late = f", {waits.late:,} of them for one that is behind, reported at risk or missed"
    circle = f"; {waits.circle:,} wait for each other in a circle, where somebody has to go first"
    text = (
        f"{counted(waits.goals, 'goal waits', 'goals wait')} for another one"
        f"{late if waits.late else ''}{circle if waits.circle else ''}."
    )
    return [Paragraph(text)]


def gaps_section(report: PeriodReport) -> list[Block]:
    """What is missing."""
    gaps, blocks = report.gaps, list[Block]([Heading("Gaps")])
    for title, titles, nothing in (
        (
            "Nobody talked about them, or about what supports them, in the period",
            gaps.untalked,
            "Every goal was talked about.",
        ),
        ("Without an owner", gaps.unowned, "Every goal has an owner."),
        (
            "Without a way up to the top of the goals",
            gaps.unconnected,
            "Every goal leads to the top.",
        ),
    ):
        rows = [(one,) for one in titles[:REPORT_ROWS]]
        blocks += [Table((f"{title} ({len(titles):,})",), rows, nothing), *rest(len(titles))]
    return blocks


def awaiting_section(report: PeriodReport) -> list[Block]:
    """The goals to which suggested links wait for a decision."""
    total = sum(links for _, links in report.awaiting)
    rows = [(report.titles[goal], f"{links:,}") for goal, links in report.awaiting]
    table = Table(
        ("Goal", "Links that wait"),
        rows[:REPORT_ROWS],
        "No suggested link waits for a decision.",
        frozenset({1}),
    )
    said = [
        Paragraph(
            f"{counted(total, 'link', 'links')} between talk and these goals wait for somebody to decide."
        )
    ]
    return [
        Heading("Links that await a decision"),
        *(said if total else []),
        table,
        *rest(len(rows)),
    ]


def notes_section(report: PeriodReport) -> list[Block]:
    """How it is to be read."""
    talk = (
        ""
        if report.signs
        else " What talk says of single goals is left out; owners, analysts and stewards see it."
    )
    return [
        Heading("How to read it"),
        Paragraph(
            "Progress, what is expected by a day and what puts a goal at risk follow published conventions "
            "(docs/strategy.md, docs/progress.md): an invitation to look, no verdict on anybody. Line of sight: the "
            "share of a group's people whose talk in the period led to the top of the goals, rounded by as much as stands behind it. No person is "
            f"named, and groups of fewer than 5 people are withheld.{talk}",
            faint=True,
        ),
    ]
