"""Signs in the talk of goals that are said to be on track: a quiet second look, never a verdict.

A goal gets a sign where its latest check-in says on_track, it is neither closed nor archived, and

    no_talk           nobody spoke about it, or about what supports it, in the window
    rising_questions  more questions of the window had no answer at its end than questions of the
                      window before, of the same length, had none at the end of that one

A question is unanswered where nobody else has replied to it, nor said anything later in its
conversation. Deleted messages neither ask nor answer. Talk is what confirmed links say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from graph.errors import BadInput
from graph.goals.conventions import WARNING_DAYS
from graph.goals.progress.history import end_of
from graph.records.enums import CheckInStatus, Choice
from graph.records.window import Window, day_text
from graph.store.driver import Store


class SignKind(Choice):
    """What about the talk of a goal invites a second look."""

    NO_TALK = "no_talk", "Nobody spoke about it in the window."
    RISING_QUESTIONS = (
        "rising_questions",
        "More questions were left without an answer than in the window before.",
    )


@dataclass(frozen=True, slots=True)
class TwoWindows:
    """A window and the one of the same length before it: three moments."""

    before: datetime
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class OpenTalk:
    """A conversation with questions that had no answer: in the window, and in the one before."""

    conversation: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class WarningSigns:
    """What the talk of a goal says; without a check-in that says on_track only who owns it."""

    goal: str
    owners: Sequence[str]
    said_status: CheckInStatus | None
    last_talk_at: datetime | None
    open: Sequence[OpenTalk]
    seen: Sequence[SignKind]
    """What its talk says, if it was looked at, whatever its check-ins say."""
    closed: bool
    windows: TwoWindows

    @property
    def kinds(self) -> Sequence[SignKind]:
        """What its talk says beside a check-in that says on_track; of a goal that is not closed."""
        look = self.said_status is CheckInStatus.ON_TRACK and not self.closed
        return self.seen if look else []

    @property
    def now(self) -> int:
        """Questions of the window without an answer at its end."""
        return sum(talk.now for talk in self.open)

    @property
    def before(self) -> int:
        """Questions of the window before without an answer at the end of that one."""
        return sum(talk.before for talk in self.open)


def two_windows(window: Window, today: date) -> TwoWindows:
    """The days of a window, by default the 28 that end with today, and as many before them.

    Raises BadInput where a window that is open at one end is empty.
    """
    until = window.until_time or end_of(today)
    since = window.since_time or _earlier(until, timedelta(days=WARNING_DAYS))
    if since >= until:
        raise BadInput(
            f"the window begins ({day_text(window.since or 0)}) after today",
            remedy="give an earlier `since`",
            path=("window", "since"),
        )
    return TwoWindows(_earlier(since, until - since), since, until)


def _earlier(moment: datetime, length: timedelta) -> datetime:
    """So much before a moment; the first moment that there is where that would be before it."""
    return moment - min(length, moment - _FIRST)


_FIRST = datetime.min.replace(tzinfo=UTC)


async def warning_signs_of_goals(
    store: Store, goals: Sequence[str], windows: TwoWindows, *, every: bool = False
) -> dict[str, WarningSigns]:
    """What the talk of these goals says, in one statement; unknown goals are absent.

    `every`: also of those whose latest check-in does not say on_track.
    """
    rows = await store.rows(
        "warning_signs_of_goals",
        ids=list(dict.fromkeys(goals)),
        before=windows.before,
        since=windows.since,
        until=windows.until,
        every=every,
    )
    signs = {}
    for goal, closed, owners, status, last, talks in rows:
        stated = None if status is None else CheckInStatus[status.upper()]
        open_ = sorted(
            (OpenTalk(*talk) for talk in talks), key=lambda talk: (-talk.now, talk.conversation)
        )
        looked = every or stated is CheckInStatus.ON_TRACK
        seen = _kinds(last, open_, windows) if looked else []
        signs[goal] = WarningSigns(goal, owners, stated, last, open_, seen, closed, windows)
    return signs


def _kinds(last: datetime | None, open_: Sequence[OpenTalk], windows: TwoWindows) -> list[SignKind]:
    """The signs that talk gives."""
    if last is None or last < windows.since:
        return [SignKind.NO_TALK]
    rising = sum(talk.now for talk in open_) > sum(talk.before for talk in open_)
    return [SignKind.RISING_QUESTIONS] if rising else []


async def goals_to_look_at(
    store: Store, people: Sequence[str], windows: TwoWindows
) -> dict[str, list[WarningSigns]]:
    """The goals of each person that have a sign, by id, in two statements for all of them."""
    owned: dict[str, list[str]] = {person: [] for person in people}
    for person, goal in await store.rows("goal_ids_of_owners", ids=list(owned)):
        owned[person].append(goal)
    every = sorted({goal for goals in owned.values() for goal in goals})
    signs = await warning_signs_of_goals(store, every, windows) if every else {}
    return {
        person: [signs[goal] for goal in goals if goal in signs and signs[goal].kinds]
        for person, goals in owned.items()
    }
