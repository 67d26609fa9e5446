"""A report of a period as a document: its sections, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from graph.exporting.report_document import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from graph.exporting.report_pictures import meter, stacked_bars
from graph.goals.periods import PeriodFigures, PeriodGoal, PeriodResult
from graph.goals.risk import percent
from graph.scopes.conventions import REPORT_ROWS
from graph.scopes.period_report import GroupPart, PeriodReport, TreeGoal
from graph.scopes.report_lists import (
    awaiting_section,
    counted,
    gaps_section,
    notes_section,
    rest,
    risks_section,
)

ORDER = (
    PeriodResult.REACHED,
    PeriodResult.MOVED,
    PeriodResult.OPEN,
    PeriodResult.MISSED,
    PeriodResult.DROPPED,
)
NOTHING = "–"


def document_of(report: PeriodReport) -> Document:
    """The whole report."""
    period = report.now.period
    line = (
        f"{report.scope} · {period.first} to {period.last} · made on {report.made_on}, progress at the end "
        f"of {report.now.on}"
    )
    blocks = [
        *_summary(report),
        *_tree(report),
        *_changes(report),
        *_groups(report),
        *risks_section(report),
        *gaps_section(report),
        *awaiting_section(report),
        *notes_section(report),
    ]
    return Document(f"Goals of {period.name}", line, blocks)


def share(value: Fraction | None) -> str:
    """A share in whole per cent, a dash where nothing is known."""
    return NOTHING if value is None else percent(value)


def _summary(report: PeriodReport) -> list[Block]:
    """What became of the goals, beside the period before."""
    now, before = report.now, report.before
    state = "closed" if now.is_closed else "over, not closed yet" if now.is_over else "running"
    a, b = before.figures, now.figures
    runs = counted(len(now.running), "goal runs", "goals run")
    ends = counted(b.goals, "goal ends", "goals end")
    lines = [
        (
            f"{ends} in the period, {runs} on beyond it; it is {state}. Of those that end, the mean progress is "
            f"{share(b.mean)} (of {b.known:,} whose progress is known)."
        )
    ]
    if a.goals:
        lines.append(
            f"In {before.period.name} ended {counted(a.goals, 'goal', 'goals')}, mean progress {share(a.mean)}."
        )
    words = "; ".join(
        f"{part.period.name}: " + ", ".join(f"{figures.results[one]} {one.value}" for one in ORDER)
        for part, figures in ((now, b), (before, a))
    )
    picture = stacked_bars(
        [
            (part.period.name[:12], [part.figures.results[one] for one in ORDER])
            for part in (now, before)
        ],
        [one.value for one in ORDER],
    )
    return [Heading("In short"), *map(Paragraph, lines), Picture(picture, words)]


def _tree(report: PeriodReport) -> list[Block]:
    """The goals from the purpose down."""
    rows = [_tree_row(goal) for goal in report.tree[:REPORT_ROWS]]
    table = Table(
        ("Goal", "Kind", "Progress", "Expected", "Result"),
        rows,
        "No goal ends in this period or runs through its last day.",
        frozenset({2, 3}),
    )
    return [
        Heading("From the purpose to the goals"),
        Paragraph(
            "Goals that end in the period, and those that run on beyond it; faint: what these support. The mark "
            "on each bar is the share of its time that has passed.",
            faint=True,
        ),
        table,
        *rest(len(report.tree)),
    ]


def _tree_row(goal: TreeGoal) -> Sequence[Cell | str]:
    faint = goal.of_period is None
    picture = "" if goal.progress is None else meter(goal.progress, goal.expected)
    return (
        Cell(goal.title, min(goal.depth, 8), faint),
        Cell((goal.kind or "").replace("_", " "), faint=faint),
        Cell(share(goal.progress), faint=faint, svg=picture),
        Cell(share(goal.expected), faint=faint),
        Cell(_result(goal)),
    )


def _result(goal: TreeGoal) -> str:
    """What became of a goal; nothing of one that only stands above those of the report."""
    if goal.of_period is None:
        return ""
    return "runs on" if goal.runs_on else goal.of_period.result.value


def _changes(report: PeriodReport) -> list[Block]:
    """What is new, what was carried over, what ended."""
    former = {goal.id: goal for goal in report.before.goals}
    carried = [goal for goal in report.now.goals if former.keys() & set(goal.predecessors)]
    fresh = [goal for goal in report.now.goals if not goal.predecessors]
    before = report.before
    left = [
        goal
        for goal in before.goals
        if goal.result in (PeriodResult.MISSED, PeriodResult.OPEN, PeriodResult.DROPPED)
    ]
    rows = [
        (goal.title, share(_of(former, goal)), share(goal.progress), _step(former, goal))
        for goal in by_title(carried)
    ]
    columns = ("Carried over", before.period.name, report.now.period.name, "Change")
    blocks: list[Block] = [
        Heading(f"Since {before.period.name}"),
        Paragraph(
            f"{counted(len(fresh), 'goal is', 'goals are')} new, {counted(len(carried), 'was', 'were')} carried over; of "
            f"{before.period.name} {counted(len(left), 'goal is', 'goals are')} missed, dropped or open and not carried over."
        ),
    ]
    if rows:
        blocks += [Table(columns, rows[:REPORT_ROWS], "", frozenset({1, 2, 3})), *rest(len(rows))]
    if left:
        ended = [(goal.title, goal.result.value, share(goal.progress)) for goal in by_title(left)]
        names = (f"Not carried over from {before.period.name}", "Result", "Progress")
        blocks += [Table(names, ended[:REPORT_ROWS], "", frozenset({2})), *rest(len(ended))]
    return blocks


def by_title(goals: Iterable[PeriodGoal]) -> list[PeriodGoal]:
    """Goals in the order of their titles."""
    return sorted(goals, key=lambda goal: (goal.title, goal.id))


def _of(former: dict[str, PeriodGoal], goal: PeriodGoal) -> Fraction | None:
    """How far the goal that one carries on had come."""
    known = [former[one].progress for one in goal.predecessors if one in former]
    return known[0] if known else None


def _step(former: dict[str, PeriodGoal], goal: PeriodGoal) -> str:
    """How much further a goal is than the one that it carries on was."""
    before = _of(former, goal)
    if before is None or goal.progress is None:
        return NOTHING
    return f"{round((goal.progress - before) * 100):+d} points"


def _groups(report: PeriodReport) -> list[Block]:
    """The same by group."""
    table = Table(
        (
            "Group",
            "Ended",
            "Reached",
            "Moved",
            "Open",
            "Missed",
            "Dropped",
            "Progress",
            "Before",
            "Line of sight",
        ),
        [_group_row(part) for part in report.groups[:REPORT_ROWS]],
        "No group of 5 people and more pursues a goal of these periods.",
        frozenset(range(1, 10)),
    )
    blocks: list[Block] = [Heading("By group"), table, *rest(len(report.groups))]
    if report.small_groups:
        blocks.append(
            Paragraph(
                f"{counted(report.small_groups, 'group', 'groups')} of fewer than 5 people "
                f"{'is' if report.small_groups == 1 else 'are'} withheld.",
                faint=True,
            )
        )
    return blocks


def _group_row(part: GroupPart) -> Sequence[Cell | str]:
    figures: PeriodFigures = part.now
    sight = "withheld"
    if part.sight is not None:
        sight = f"{round(part.sight.value * 100)} % ± {round(part.sight.step * 50)}"
    return (
        part.name,
        str(figures.goals),
        *(str(figures.results[one]) for one in ORDER),
        share(figures.mean),
        share(part.before.mean),
        sight,
    )
