"""The days that a number is about, as the API shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry

from api.types.record_types import plain_nested
from graph.records import Analysis
from graph.records.window import Window


@strawberry.type(description="The days of talk that a number is about.")
class ScoreWindow:
    """Whole UTC days."""

    since: datetime | None = strawberry.field(description="First moment; null: from the start.")
    until: datetime | None = strawberry.field(description="First moment that no longer counts.")


def shown_window(window: Window) -> ScoreWindow:
    """The window as the API shows it."""
    return ScoreWindow(since=window.since_time, until=window.until_time)


def snapshot_window(asked: Window, analysis: Analysis | None) -> ScoreWindow:
    """The window of a snapshot, which ends where its ties are taken; without one that asked for."""
    if analysis is None:
        return shown_window(asked)
    return ScoreWindow(since=analysis.since, until=analysis.until)


WINDOW_DOC = "The whole UTC days that count; both null: all talk, also without a date."


SNAPSHOT_WINDOW_DOC = (
    "The whole UTC days that count, of a snapshot up to the day at which its ties are taken; both "
    "null: all talk, also without a date."
)


def window_field(get: Callable[[Any], Window]) -> Any:
    """The field `window` of an answer."""
    return plain_nested(lambda root: shown_window(get(root)), ScoreWindow, WINDOW_DOC)
