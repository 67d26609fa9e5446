"""Why a number about people is not shown, and the days that a number is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graph.goals.alignment.line_of_sight import ScopeView
from graph.identity.roles import Permission
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.tie_query import EVERYTHING, TieQuery, command
from graph.records.enums import Choice
from graph.records.window import Window, day_text


class Withheld(Choice):
    """Why a number is not shown."""

    NOT_COMPUTED = "not_computed", "No analysis with this goal and window; `remedy` is the command."
    NOT_COVERED = (
        "not_covered",
        (
            "The analysis, or the value ledger, covers neither this person nor anybody of this group: "
            "they came after it, were not there, or it has nothing of them to show."
        ),
    )
    NOT_DEFINED = (
        "not_defined",
        "The measure has no value here: `explain { undefinedWhere }` says where.",
    )
    BOT = "bot", "This is a program; measures are about people."
    NO_MEMBERS = (
        "no_members",
        (
            "At the window's end, now without one, nobody belongs: all memberships have ended or not "
            "begun, or their people have left. `remedy` names a window at whose end somebody did."
        ),
    )
    TOO_MANY_PEOPLE = (
        "too_many_people",
        "An analysis computes this only for networks of fewer people; `reason` says of how many.",
    )
    TOO_FEW = "too_few", "The group or set has fewer than 5 measured members."
    OWN_SET = (
        "own_set",
        (
            "A set that somebody put together, for a viewer who may not see each person's numbers: many "
            "such sets would tell about single people."
        ),
    )
    OWN_WINDOW = (
        "own_window",
        (
            "A window, half-life or least number of acts of one's own, for a viewer who may not see "
            "each person's numbers: many such questions would tell about single people."
        ),
    )
    CONCENTRATED = (
        "concentrated",
        (
            "A few people hold so much of the whole that this number of a group would tell about them, "
            "or mislead, to a viewer who may not see each person's numbers: docs/privacy.md says how much."
        ),
    )
    NO_SUCH_SENSE = "no_such_sense", "The measure has no such sense, or not for such a scope."
    FOR_ANALYSTS = "for_analysts", "Lists of named people by what hangs on them are for analysts."
    NO_PURPOSE = "no_purpose", "Names need a stated purpose: give `purpose`."
    NOT_YOURS = (
        "not_yours",
        "A person's numbers are for that person, whom they share them with, and for analysts.",
    )


REMEDIES = {
    Withheld.OWN_SET: "ask for one group, or for the network, or ask an analyst",
    Withheld.OWN_WINDOW: (
        "ask without a window, or for a month or quarter of the calendar, as `window: {since: "
        '"2026-03-01T00:00:00Z", until: "2026-04-01T00:00:00Z"}`, with the usual half-life and least '
        "number of acts; or ask an analyst"
    ),
    Withheld.CONCENTRATED: "ask for the network, or ask an analyst",
}
"""What to do where a viewer who may not see each person's numbers is not shown one."""


def no_members(scope: ScopeView) -> Withheld | None:
    """NO_MEMBERS where nobody belongs to the groups of a scope at the window's end, but once did."""
    return Withheld.NO_MEMBERS if not len(scope.places) and scope.nearest_day is not None else None


def remedy_of(withheld: Withheld | None, scope: ScopeView) -> str | None:
    """What to do so that there is a number of a scope; None where nothing can be done by asking."""
    if withheld is Withheld.NOT_COMPUTED:
        return command(EVERYTHING)
    if withheld is Withheld.NOT_COVERED:
        return uncovered()
    if withheld in REMEDIES:
        return REMEDIES[withheld]
    if withheld is not Withheld.NO_MEMBERS or scope.nearest_day is None:
        return None
    day = day_text(scope.nearest_day + 1)
    return (
        f'give a window that ends while somebody belonged, as `window: {{until: "{day}T00:00:00Z"}}`; '
        f"analyses of it: {command(replace(EVERYTHING, window=Window(until=scope.nearest_day + 1)))}"
    )


def uncovered(query: TieQuery = EVERYTHING) -> str:
    """What to do so that an analysis covers somebody whom the latest one does not."""
    return f"people who came after the analysis count from the next one on: {command(query)}"


def sees_each(context: Any) -> bool:
    """Whether the viewer may see each person's numbers."""
    return bool(context.viewer.may(Permission.SEE_EACH_PERSON))


def sees_small(context: Any) -> bool:
    """Whether the viewer may see numbers of groups of fewer than 5."""
    return bool(context.viewer.may(Permission.SEE_SMALL_GROUPS))


def is_self(context: Any, person: str) -> bool:
    """Whether the viewer is this person."""
    return bool(context.viewer.id == person)


async def read_choices(context: Any, roots: Sequence[Any] = ()) -> None:
    """Read what people chose of their own numbers, unless somebody only asks of themself."""
    of_self = roots and all(root.label == "Person" and is_self(context, root.id) for root in roots)
    if sees_each(context) or not of_self:
        await context.read_choices()


def person_withheld(context: Any, person: str, *, bot: bool = False) -> Withheld | None:
    """Why the viewer sees no numbers of a person; None of their own, and of whom they may see, which is kept.

    For others a person who is out of measures is as one whom no analysis and no ledger covers.
    """
    if not is_self(context, person):
        if not (sees_each(context) or person in context.choices.shared_by):
            return Withheld.NOT_YOURS
        if person in context.choices.opted_out:
            return Withheld.NOT_COVERED
        if not bot:
            context.saw([person])
    return Withheld.BOT if bot else None


def sees_person(context: Any, person: str) -> bool:
    """Whether the viewer may see a person's numbers."""
    return person_withheld(context, person) is None


def hidden_people(context: Any) -> frozenset[str]:
    """Who is in no number that the viewer sees of groups and sets, and in no list made of numbers.

    Whoever does not see each person's numbers sees figures of groups as they are, rounded: they do not
    move when somebody leaves the measures.
    """
    if not sees_each(context):
        return frozenset()
    hidden: frozenset[str] = context.choices.opted_out - {context.viewer.id}
    return hidden


def too_few(context: Any, people: int) -> bool:
    """Whether a group of so many people is too small for its numbers to be shown to the viewer."""
    return people < LEAST_MEMBERS and not sees_small(context)
