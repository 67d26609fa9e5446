"""The days that a question is about: whole UTC days, counted from 1970-01-01, open at either end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from graph.errors import BadInput

DAY = 86_400
"""Seconds."""
EPOCH = date(1970, 1, 1)
LAST_DAY = (date.max - EPOCH).days
"""No window ends later: the year 9999 is a common way to say that it is open."""
FIRST_DAY = (date.min - EPOCH).days
"""No window begins earlier, whatever the zone in which the year 1 is meant."""


@dataclass(frozen=True)
class Window:
    """The days that count: from `since` to before `until`, as days since 1970-01-01; None = open."""

    since: int | None = None
    until: int | None = None

    @classmethod
    def of(cls, since: datetime | None, until: datetime | None) -> Window:
        """The whole UTC days between the midnights that are nearest to the times.

        Both ends move alike, so that of windows that end where others begin no day counts twice;
        and midnight in any place is moved to the start of the UTC day that has most of the day there.
        Raises BadInput where nothing is left between them.
        """
        first, last = nearest_day(since), nearest_day(until)
        if first is not None and last is not None and first >= last:
            raise BadInput(
                f"the window ends ({day_text(last)}) before it begins ({day_text(first)})"
                if first > last
                else f"the window holds no whole day: both its ends are next to {day_text(last)}",
                remedy="give a later `until`: it is the first day that no longer counts",
                path=("window", "until"),
            )
        return cls(first, last)

    @property
    def end(self) -> int:
        """The day before which who belongs is asked: its `until`, without one the day after today."""
        return tomorrow() if self.until in (None, LAST_DAY) else self.until

    @property
    def since_time(self) -> datetime | None:
        """The first moment that counts."""
        return day_time(self.since)

    @property
    def until_time(self) -> datetime | None:
        """The first moment that no longer counts."""
        return day_time(self.until)


def tomorrow() -> int:
    """The day after today (UTC), in days since 1970-01-01."""
    return int(datetime.now(UTC).timestamp() // DAY) + 1


def nearest_day(time: datetime | None) -> int | None:
    """The day, since 1970-01-01, whose start in UTC is nearest to a time; None stays None.

    >>> day_text(nearest_day(datetime.fromisoformat("2026-03-02T00:00:00+13:00")))
    '2026-03-01'
    >>> day_text(nearest_day(datetime.fromisoformat("2026-03-02T00:00:00+01:00")))
    '2026-03-02'
    """
    if time is None:
        return None
    return min(int((time.timestamp() + DAY / 2) // DAY), LAST_DAY)


def day_time(day: int | None) -> datetime | None:
    """The start of a day since 1970-01-01; of the first or the last one that there is beyond these."""
    if day is None:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=within_calendar(day))


def day_text(day: int) -> str:
    """A day since 1970-01-01 as YYYY-MM-DD."""
    return (EPOCH + timedelta(days=within_calendar(day))).isoformat()


def within_calendar(day: int) -> int:
    """The day, or the first or last one that there is."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def is_calendar(window: Window) -> bool:
    """Whether a window is all days, or just a month or a quarter of the calendar.

    >>> day = lambda text: (date.fromisoformat(text) - EPOCH).days
    >>> is_calendar(Window()), is_calendar(Window(day("2026-01-01"), day("2026-02-01")))
    (True, True)
    >>> is_calendar(Window(day("2026-04-01"), day("2026-07-01"))), is_calendar(Window(day("2026-04-01")))
    (True, False)
    >>> is_calendar(Window(day("2026-02-01"), day("2026-05-01")))
    False
    """
    if window.since is None or window.until is None:
        return window.since is window.until
    first, after = (
        EPOCH + timedelta(days=within_calendar(d)) for d in (window.since, window.until)
    )
    months = (after.year - first.year) * 12 + after.month - first.month
    whole = first.day == after.day == 1
    return whole and (months == 1 or (months == 3 and first.month % 3 == 1))
