"""A span of days in which goals are set and closed: a year, a half, a quarter, a month, or any days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from graph.errors import BadInput

_NAMED = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?", re.ASCII)
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", re.ASCII)
FORMS = "2026, 2026-H1, 2026-Q2, 2026-05, or two days as 2026-02-01/2026-04-30"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both of them in it."""

    name: str
    first: date
    last: date

    @classmethod
    def of(cls, name: str, *path: str) -> Period:
        """The period that a name stands for; raises BadInput where it stands for none.

        >>> Period.of("2026-Q2").last
        datetime.date(2026, 6, 30)
        """
        text = name.strip().upper()
        named, days = _NAMED.fullmatch(text), _DAYS.fullmatch(text)
        try:
            if named is not None:
                return _calendar(text, *named.groups())
            if days is not None:
                first, last = (date.fromisoformat(day) for day in days.groups())
                if first <= last:
                    return cls(text, first, last)
        except ValueError:
            pass
        raise BadInput(
            f"{name[:80]!r} is no period", remedy=f"write it as {FORMS}", path=path or ("period",)
        )

    @property
    def before(self) -> Period:
        """The period before it, as long; of a calendar's the one before in the calendar.

        >>> Period.of("2026-Q1").before.name, Period.of("2026-01").before.name
        ('2025-Q4', '2025-12')
        """
        end = self.first - timedelta(days=1)
        if "/" in self.name:
            first = self.first - (self.last - self.first) - timedelta(days=1)
            return Period(f"{first}/{end}", first, end)
        unit = self.name[5:6]
        part = {
            "": "",
            "Q": f"-Q{(end.month + 2) // 3}",
            "H": f"-H{(end.month + 5) // 6}",
        }.get(unit, f"-{end.month:02}")
        return Period.of(f"{end.year:04}{part}")

    @property
    def suffix(self) -> str:
        """The name as it stands at the end of ids: `2026-q2`."""
        return self.name.lower().replace("/", "-")


def _calendar(
    name: str, year: str, quarter: str | None, half: str | None, month: str | None
) -> Period:
    """The period of a year, or of a part of it."""
    length = 3 if quarter else 6 if half else 1 if month else 12
    part = int(quarter or half or month or 1)
    first = date(int(year), (part - 1) * length + 1, 1)
    month_of_end = part * length
    last = date(int(year), month_of_end, monthrange(int(year), month_of_end)[1])
    return Period(name, first, last)
