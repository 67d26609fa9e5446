"""What suggestions read of goals and conversations; plain values, wherever they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal as suggestions see it; `parents`, `groups` and `owners` are ids."""

    id: str
    title: str
    description: str = ""
    tags: list[str] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    starts_on: date | None = None
    due_on: date | None = None
    closed: bool = False
    """Archived or dropped: it explains others but is suggested no more."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as suggestions see it.

    `refs` are the links and hashtags of its messages, `people` who took part, `answers` the
    conversations whose messages are answered or cited in it, `days` the first and last day.
    """

    id: str
    title: str = ""
    tags: list[str] = field(default_factory=list)
    refs: list[str] = field(default_factory=list)
    text: str = ""
    group: str | None = None
    people: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    days: tuple[date, date] | None = None
