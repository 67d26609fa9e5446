"""`goalgraph suggest`: which goals conversations may advance, for people to confirm or reject."""

from __future__ import annotations

import asyncio
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from api.cli.analysis import analysis_bar
from api.cli.options import Data
from api.cli.row_output import plain_text
from api.cli.store_connection import reachable_store
from graph.config import Settings, Target
from graph.errors import BadInput
from graph.goals.conventions import LEAST_SCORE, MOST_SUGGESTIONS
from graph.goals.linking import SuggestOptions, SuggestReport
from graph.goals.linking import suggest as run_suggest
from graph.goals.linking.options import MACHINE
from graph.records.enums import LinkMethod
from graph.store.driver import Store
from graph.upkeep.migrations import require_migrated

SHOWN = 10


Methods = Annotated[
    list[str] | None,
    typer.Option("--method", help="Only this method: explicit, inherited or lexical; repeat."),
]
Confirm = Annotated[
    bool, typer.Option("--confirm-explicit", help="Confirm what names one goal beyond doubt.")
]
Everything = Annotated[
    bool, typer.Option("--all", help="Read everything anew, not only what has changed.")
]
Semantic = Annotated[
    bool,
    typer.Option(
        "--semantic", help="Compare the meaning of sentences too; needs the extra `semantic`."
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Write nothing; show what would be suggested.")
]


def suggest(
    goal: Annotated[
        str | None, typer.Option("--goal", help="Only this goal (source/id), in all conversations.")
    ] = None,
    most: Annotated[
        int, typer.Option("--most", help="At most this many suggestions a conversation.")
    ] = MOST_SUGGESTIONS,
    least: Annotated[
        float, typer.Option("--least", help="The lowest score, 0 to 1.")
    ] = LEAST_SCORE,
    methods: Methods = None,
    everything: Everything = False,
    confirm_explicit: Confirm = False,
    dry_run: DryRun = False,
    semantic: Semantic = False,
    format_: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    data: Data = None,
) -> None:
    """Suggest which goals conversations advance, with reasons; people decide."""
    if format_ not in ("table", "json"):
        raise BadInput(f"there is no format {format_!r}", remedy="choose table or json")
    options = SuggestOptions(
        goal=goal,
        max_per_conversation=most,
        min_score=least,
        methods=_methods(methods),
        include_unchanged=everything,
        confirm_explicit=confirm_explicit,
        dry_run=dry_run,
        semantic=semantic,
    )
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        report = asyncio.run(_suggest(target, options))
    if format_ == "json":
        print(orjson.dumps(as_json(report), option=orjson.OPT_INDENT_2).decode())
    else:
        show(report, Console())


def _methods(names: list[str] | None) -> tuple[LinkMethod, ...]:
    """The methods with these names; all where none is named."""
    method_of_name = {method.value: method for method in MACHINE}
    for name in names or ():
        if name not in method_of_name:
            raise BadInput(
                f"links are not suggested by the method {name!r}",
                remedy=f"choose from {', '.join(method_of_name)}",
            )
    return tuple(method_of_name[name] for name in names) if names else MACHINE


async def _suggest(target: Target, options: SuggestOptions) -> SuggestReport:
    async with Store.open(target) as store:
        await require_migrated(store)
        with analysis_bar() as tell:
            return await run_suggest(store, options, tell)


def as_json(report: SuggestReport) -> dict[str, object]:
    """The report as plain values; `suggestions` are its examples."""
    values: dict[str, object] = {
        name: getattr(report, name)
        for name in ("dry_run", "goals", "read", "suggested", "confirmed", "updated", "unchanged")
    }
    values |= {name: getattr(report, name) for name in ("decided", "overtaken", "doubtful")}
    values["by_method"] = {method.value: n for method, n in sorted(report.by_method.items())}
    values["suggestions"] = [
        {
            "conversation": suggestion.conversation,
            "goal": suggestion.goal,
            "method": suggestion.method.value,
            "score": suggestion.score,
            "doubtful": suggestion.doubtful,
            "reasons": suggestion.reasons,
        }
        for suggestion in report.examples
    ]
    return values


def show(report: SuggestReport, console: Console) -> None:
    """Print what a run did and its first suggestions."""
    if not report.read:
        console.print(
            f"nothing has changed for {report.goals:,} goals", highlight=False, soft_wrap=True
        )
        return
    verb = "would be suggested" if report.dry_run else "suggested"
    methods = ", ".join(f"{n:,} {method.value}" for method, n in sorted(report.by_method.items()))
    console.print(
        f"{report.read:,} conversations against {report.goals:,} goals: {report.suggested:,} {verb}"
        f"{f' ({methods})' if methods else ''}, {report.doubtful:,} of them in doubt, "
        f"{report.confirmed:,} confirmed\n{report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{report.decided:,} decided before, {report.overtaken:,} decided meanwhile",
        highlight=False,
        soft_wrap=True,
    )
    if report.examples:
        table = Table("conversation", "goal", "method", "score", "reasons", box=None)
        for suggestion in report.examples[:SHOWN]:
            row = (
                suggestion.conversation,
                suggestion.goal,
                suggestion.method.value,
                f"{suggestion.score:.2f}",
                "; ".join(suggestion.reasons),
            )
            table.add_row(*map(plain_text, row))
        console.print(table)
        if report.suggested > SHOWN:
            more = f"... and {report.suggested - SHOWN:,} more"
            console.print(more, highlight=False, soft_wrap=True)
