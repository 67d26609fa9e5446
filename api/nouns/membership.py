"""The arguments by which the list of all memberships is cut."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import strawberry
from strawberry import UNSET

from api.types.global_ids import from_global_id
from api.types.page_arguments import PageArguments
from graph.errors import BadInput
from graph.store.filter_terms import AnyOf, Filter, Term


class MembershipPages(PageArguments):
    """Memberships of a person, in a group, in a role, on a day; people by `where`."""

    follows_changes = False
    own: Mapping[str, tuple[Any, str]] = {
        "person": (strawberry.ID, "Only those of this person."),
        "group": (strawberry.ID, "Only those in this group itself."),
        "role": (str, "Only those in this role: `member`, `lead`, or the source's own word."),
        "on": (
            date,
            "Only those that hold at the end of this day (UTC), of people who are there; all spans without it.",
        ),
    }

    def terms(self, given: Mapping[str, Any]) -> tuple[Term, ...]:
        """What the arguments ask for; raises BadInput for the id of another label."""
        said: dict[str, Any] = {
            name: given[name] for name in self.own if given.get(name) not in (None, UNSET)
        }
        terms: list[Term] = []
        if "person" in said:
            terms.append(Filter("id", "eq", _native(said["person"], "person", "Person")))
        if "group" in said:
            terms.append(Filter("g.id", "eq", _native(said["group"], "group", "Group")))
        if "role" in said:
            terms.append(Filter("r.role", "eq", said["role"]))
        return (*terms, *(_holds_on(said["on"]) if "on" in said else ()))


def _native(text: str, argument: str, label: str) -> str:
    found, native = from_global_id(text, argument)
    if found != label:
        raise BadInput(
            f"`{argument}` is the id of a {found}, not of a {label}",
            remedy=f"pass the id of a {label}",
            path=(argument,),
        )
    return native


def _holds_on(day: date) -> tuple[Term, ...]:
    """That a span holds, and its person is there, at the end of a day."""
    if day == date.max:
        raise BadInput("`on` has no end", remedy="name an earlier day", path=("on",))
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    return tuple(
        AnyOf((Filter(name, "is_null"), Filter(name, comparator, end)))
        for name, comparator in (
            ("r.since", "lt"),
            ("r.until", "gte"),
            ("joined_at", "lt"),
            ("left_at", "gte"),
        )
    )


MEMBERSHIPS = MembershipPages()
