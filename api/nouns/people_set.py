"""Sets of people that whoever asks puts together, as scopes: measured like a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Optional

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.line_of_sight import view_of
from api.scopes.network_graph import members_graph_field
from api.scopes.people_set_ties import set_ties_field
from api.scopes.scope import Scope
from api.types.connections import connection
from api.types.global_ids import from_global_id, to_global_id
from api.types.record_types import batched
from graph.errors import BadInput
from graph.scopes import people_set
from graph.scopes.conventions import MOST_IDS
from graph.scopes.set_members import people_of_sets, with_community
from graph.scopes.set_talk import unknown_ids


async def _unknown(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[list[str]]:
    view = await view_of(context)
    unknown_lists = []
    for root in roots:
        people, groups = unknown_ids(view, root)
        unknown_lists.append(
            [to_global_id("Person", id_) for id_ in people]
            + [to_global_id("Group", id_) for id_ in groups]
        )
    return unknown_lists


@strawberry.type(
    description="People, and the members of groups, that whoever asks puts together: measured like "
    "a group, but with no rank. Its id holds what it was asked with, so it can be found again; its "
    "people are those who belong now (with a window: at its end). A set of one is its person. "
    "Numbers are shown from 5 people on, to viewers who may see each person's numbers; to others those of "
    "a set that is one group."
)
class PeopleSet(Scope):
    """A scope made by its arguments."""

    members = connection(people_of_sets, "Its people now.")
    ties = set_ties_field
    graph = members_graph_field
    unknown_ids = batched(
        _unknown,
        list[strawberry.ID],
        "Ids that it was asked with and that nobody, and no group, bears.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a set."""
        return isinstance(obj, people_set.PeopleSet)


def _ids_argument(description: str) -> Any:
    return Annotated[
        Optional[list[strawberry.ID]],  # noqa: UP045
        strawberry.argument(description=f"{description}; at most {MOST_IDS} ids."),
    ]


PeopleArgument = _ids_argument("People, by global id")
GroupsArgument = _ids_argument("Groups whose members belong, with those of what is part of them")
ExcludeArgument = _ids_argument("People, and groups whose members, do not belong after all")
CommunityArgument = Annotated[
    Optional[strawberry.ID],  # noqa: UP045
    strawberry.argument(description="A community that an analysis found, by its id."),
]


async def find_set(
    info: Info,
    people: Any = None,
    groups: Any = None,
    exclude: Any = None,
    community: Any = None,
) -> PeopleSet:
    """The set of these people."""
    excluded_ids = _by_label("exclude", exclude, "Person", "Group")
    set_ = people_set.PeopleSet.of(
        _by_label("people", people, "Person")["Person"],
        _by_label("groups", groups, "Group")["Group"],
        excluded_ids["Person"],
        excluded_ids["Group"],
        None if community is None else str(community),
    )
    if not (set_.people or set_.groups or set_.community):
        raise BadInput(
            "a set needs people", remedy="give `people`, `groups` or `community`", path=("people",)
        )
    return await with_community(info.context.store, set_)  # type: ignore[return-value]


find_set.__annotations__ |= {
    "people": PeopleArgument,
    "groups": GroupsArgument,
    "exclude": ExcludeArgument,
    "community": CommunityArgument,
}


def _by_label(argument: str, ids: Sequence[str] | None, *labels: str) -> dict[str, list[str]]:
    """The stored ids that an argument names, by label; raises BadInput where one is of another label."""
    ids_of_label: dict[str, list[str]] = {label: [] for label in labels}
    if len(ids or ()) > MOST_IDS:
        raise BadInput(
            f"`{argument}` has {len(ids or ())} ids, at most {MOST_IDS} are allowed",
            remedy="name groups instead of their people",
            path=(argument,),
        )
    for place, id_ in enumerate(ids or ()):
        label, native = from_global_id(str(id_), argument, place)
        if label not in labels:
            raise BadInput(
                f"`{argument}` holds the id of a {label}",
                remedy="pass ids of " + " and ".join(labels),
                path=(argument, place),
            )
        ids_of_label[label].append(native)
    return ids_of_label
