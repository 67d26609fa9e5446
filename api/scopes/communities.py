"""Communities found in the ties, as the API shows them: sizes and figures, nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.disclosure import people_shown
from api.types.connections import DEFAULT_SIZE, LARGEST_SIZE, connection
from api.types.list_sizes import size_of
from api.types.record_types import PARENT, batched, plain_field
from graph.network.communities import StoredCommunities, communities_of_analyses, community_id
from graph.scopes.people_set import PeopleSet
from graph.scopes.set_members import SET_LABEL, people_of_sets

DOCS = {name: item.doc for name, item in StoredCommunities.PROPERTIES.items()}


@dataclass(frozen=True, slots=True)
class CommunitySource:
    """One community of an analysis."""

    analysis: str
    number: int
    size: int | None
    label: str = field(default=SET_LABEL, init=False)

    @property
    def community_id(self) -> str:
        """Its id."""
        return community_id(self.analysis, self.number)

    @property
    def id(self) -> str:
        """The id of the set of its people."""
        return PeopleSet.of(community=self.community_id).id


@strawberry.type(description="People who are tied to one another more than to others.")
class Community:
    """One community that an analysis found."""

    community_id = plain_field(
        lambda root: root.community_id,
        strawberry.ID,
        "For `scope(community:)`, which measures its people like a group.",
    )
    number = plain_field(lambda root: root.number, int, "1 is the largest.")
    size = plain_field(
        lambda root: root.size,
        int | None,
        "How many people; null: fewer than 5, to a viewer who may not see each person's numbers.",
    )

    members = connection(
        people_of_sets, "Its people who are there now, as `scope(community:)` shows them."
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a community."""
        return isinstance(obj, CommunitySource)


@strawberry.type(description="How much communities depend on chance.")
class Stability:
    """The communities of several seeds, compared."""

    mean = plain_field(lambda root: root.stability, float | None, DOCS["stability"])
    lowest = plain_field(lambda root: root.least_stability, float | None, DOCS["least_stability"])
    seeds = plain_field(lambda root: root.seeds, int, DOCS["seeds"])

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source tells of communities."""
        return isinstance(obj, StoredCommunities)


def _stability(root: Any) -> Stability:
    return root  # type: ignore[no-any-return]


_stability.__annotations__["root"] = PARENT
First = Annotated[
    int, strawberry.argument(description=f"How many, the largest first; at most {LARGEST_SIZE}.")
]


async def _list_batch(
    context: Context, roots: Sequence[StoredCommunities], arguments: dict[str, Any]
) -> list[list[CommunitySource]]:
    first = size_of(arguments.get("first"), DEFAULT_SIZE, LARGEST_SIZE, "the rest are smaller")
    return [
        [
            CommunitySource(root.parent, n + 1, people_shown(context, size))
            for n, size in enumerate(root.sizes[:first])
        ]
        for root in roots
    ]


async def _list(root: Any, info: Info, first: First = DEFAULT_SIZE) -> list[Community]:
    return (await _list_batch(info.context, [root], {"first": first}))[0]  # type: ignore[return-value]


_list.__annotations__["root"] = PARENT


@strawberry.type(
    description="The communities that Leiden finds in the ties of an analysis, the best of ten "
    "seeds: the same ties give the same ones. Who has no contact belongs to none."
)
class Communities:
    """What an analysis found."""

    count = plain_field(lambda root: root.count, int, DOCS["count"])
    modularity = plain_field(lambda root: root.modularity, float | None, DOCS["modularity"])
    stability = strawberry.field(
        resolver=_stability,
        description="How much they depend on chance.",
        metadata={"nested": _stability},
    )
    nmi = plain_field(lambda root: root.nmi, float | None, DOCS["nmi"])
    ari = plain_field(lambda root: root.ari, float | None, DOCS["ari"])
    list = strawberry.field(
        resolver=_list,
        description="The communities, the largest first.",
        metadata={"batch": _list_batch},
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source tells of communities."""
        return isinstance(obj, StoredCommunities)


async def _of_analyses(
    context: Context, roots: Sequence[Any], _: dict[str, Any]
) -> Sequence[StoredCommunities | None]:
    loader = context.loader(
        "communities", lambda keys: communities_of_analyses(context.store, keys)
    )
    return await loader.load_many([root.id for root in roots])


communities_field = batched(
    _of_analyses,
    Communities | None,
    "The communities that it found in the ties; null while it runs, and of analyses by code that "
    "found none.",
)
