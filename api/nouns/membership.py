"""The arguments by which the list of all memberships is cut."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import strawberry
from strawberry import UNSET

from api.types.global_ids import id_in_argument
from api.types.page_arguments import PageArguments
from graph.errors import BadInput
from graph.goals.progress.history import end_of
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
            terms.append(Filter("id", "eq", id_in_argument(said["person"], "Person", "person")))
        if "group" in said:
            terms.append(Filter("g.id", "eq", id_in_argument(said["group"], "Group", "group")))
        if "role" in said:
            terms.append(Filter("r.role", "eq", said["role"]))
        return (*terms, *(_holds_on(said["on"]) if "on" in said else ()))


def _holds_on(day: date) -> tuple[Term, ...]:
    """That a span holds, and its person is there, at the end of a day."""
    if day == date.max:
        raise BadInput("`on` has no end", remedy="name an earlier day", path=("on",))
    end = end_of(day)
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
