"""Options that several commands have: the data folder, and which talk counts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from graph.errors import BadInput
from graph.records.window import Window

Data = Annotated[
    Path | None,
    typer.Option("--data", help="The data folder; GOALGRAPH_DATA or ./.goalgraph by default."),
]
GoalOfTalk = Annotated[
    str | None,
    typer.Option(
        "--goal", help="Only talk that advances this goal (source/id) or what supports it."
    ),
]
Since = Annotated[str | None, typer.Option("--since", help="First day that counts, YYYY-MM-DD.")]
Until = Annotated[
    str | None, typer.Option("--until", help="First day that no longer counts, YYYY-MM-DD.")
]


def window_between(since: str | None, until: str | None) -> Window:
    """The window of these two options. Raises BadInput for what is no day."""
    return Window.of(day_of("--since", since), day_of("--until", until))


def day_of(option: str, text: str | None) -> datetime | None:
    """The start of the day that an option names; None where it is not given."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise BadInput(f"{option} {text!r} is no day", remedy="write it as 2026-01-31") from None
