"""When things happen: days with their weight, hours of work, delays of replies.

All times are whole seconds since 1970 in UTC. The shapes are conventions taken from what is
commonly seen in mail and chat of companies: few messages at weekends, two humps a working day,
delays of replies that are lognormal and stretch over the night (see docs/sample.md).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

DAY = 86_400
EPOCH = date(1970, 1, 1)
WEEKDAY_WEIGHTS = (1.05, 1.15, 1.10, 1.05, 0.80, 0.06, 0.05)
HOUR_WEIGHTS = (
    0.01, 0, 0, 0, 0, 0.01, 0.05, 0.2, 0.7, 1.2, 1.35, 1.2,
    0.6, 0.9, 1.2, 1.15, 1.0, 0.6, 0.25, 0.12, 0.08, 0.05, 0.03, 0.02,
)  # fmt: skip
_HOURS = tuple(accumulate(HOUR_WEIGHTS))
OPENS, CLOSES = 7, 20
AFTER_HOURS = 0.07
"""Share of replies that do not wait for the next working morning."""


class Clock:
    """The period of the sample, from the first day to the end of the as-of day."""

    def __init__(self, as_of: date, months: int) -> None:
        after = as_of + timedelta(days=1)
        month = after.year * 12 + after.month - 1 - months
        year, number = divmod(month, 12)
        number += 1
        first = date(year, number, min(after.day, monthrange(year, number)[1]))
        self.first_day = (first - EPOCH).days
        self.last_day = (as_of - EPOCH).days
        self.start = self.first_day * DAY
        self.end = (self.last_day + 1) * DAY
        """First second that is after the sample."""

    @property
    def days(self) -> range:
        """The days of the period."""
        return range(self.first_day, self.last_day + 1)

    def at_share(self, share: float) -> int:
        """The working morning that lies at this share of the period."""
        day = self.first_day + int(share * (self.last_day - self.first_day))
        return workday(day) * DAY + 9 * 3600

    def workdays(self) -> list[int]:
        """The days of the period from Monday to Friday."""
        return [day for day in self.days if weekday(day) < 5]


def quarter_of(day: int) -> int:
    """The number of the calendar quarter of a day; four a year, the first quarter of 1970 is 0.

    >>> quarter_of(0), quarter_of(89), quarter_of(90), quarter_of(365)
    (0, 0, 1, 4)
    """
    at = EPOCH + timedelta(days=day)
    return 4 * (at.year - EPOCH.year) + (at.month - 1) // 3


def days_of_quarter(quarter: int) -> range:
    """The days of a quarter by its number."""
    first, end = (
        (date(EPOCH.year + one // 4, 3 * (one % 4) + 1, 1) - EPOCH).days
        for one in (quarter, quarter + 1)
    )
    return range(first, end)


def weekday(day: int) -> int:
    """0 = Monday … 6 = Sunday."""
    return (day + 3) % 7


def workday(day: int) -> int:
    """The day itself, or the Monday after a weekend."""
    return day + (0, 0, 0, 0, 0, 2, 1)[weekday(day)]


def moment(random: Random, day: int) -> int:
    """A second of this day, most likely in working hours."""
    hour = random.choices(range(24), cum_weights=_HOURS)[0]
    return day * DAY + hour * 3600 + random.randrange(3600)


def working_moment(random: Random, day: int) -> int:
    """A second between 9 and 16 o'clock of this day, or of the Monday after."""
    return workday(day) * DAY + random.randrange(9 * 3600, 16 * 3600)


def later(random: Random, at: int, median_minutes: float, spread: float = 1.4) -> int:
    """A time after `at`: a lognormal delay, then moved to the next working morning if need be."""
    delay = 60 * median_minutes * random.lognormvariate(0, spread)
    then = at + 20 + int(min(delay, 30 * DAY))
    day, second = divmod(then, DAY)
    open_now = OPENS * 3600 <= second < CLOSES * 3600 and weekday(day) < 5
    if open_now or random.random() < AFTER_HOURS:
        return then
    morning = day if second < OPENS * 3600 else day + 1
    return workday(morning) * DAY + 8 * 3600 + random.randrange(5400)


@lru_cache(maxsize=4096)
def day_text(day: int) -> str:
    """The date as text, `2026-06-30`."""
    return (EPOCH + timedelta(days=day)).isoformat()


def time_text(at: int) -> str:
    """The time as RFC 3339 text in UTC, `2026-06-30T09:00:00Z`."""
    day, second = divmod(at, DAY)
    return f"{day_text(day)}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


def moment_of(day: date) -> int:
    """The first second of a date."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
