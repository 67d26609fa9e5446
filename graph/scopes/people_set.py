"""A set of people put together by whoever asks: its arguments are all that there is of it, and its id."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from graph.errors import BadInput
from graph.scopes.conventions import MOST_IDS


@dataclass(frozen=True)
class PeopleSet:
    """People, and the members of groups, and of a community, but for some people and groups; all by id.

    >>> one = PeopleSet.of(people=["b", "a", "b"], without_groups=["g"])
    >>> one.id, PeopleSet.of_id(one.id) == one
    ('{"people":["a","b"],"without_groups":["g"]}', True)
    """

    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    without_people: tuple[str, ...] = ()
    without_groups: tuple[str, ...] = ()
    community: str | None = None
    of_community: tuple[str, ...] = field(default=(), compare=False)
    """The people of the community, read when the set is found."""
    label: str = field(default="PeopleSet", init=False)
    """The name of its GraphQL type."""

    @classmethod
    def of(
        cls,
        people: Iterable[str] = (),
        groups: Iterable[str] = (),
        without_people: Iterable[str] = (),
        without_groups: Iterable[str] = (),
        community: str | None = None,
    ) -> PeopleSet:
        """The set of these, whatever their order; raises BadInput for more than 100 of a kind."""
        out = _ids(without_people), _ids(without_groups)
        return cls(_ids(people), _ids(groups), *out, community)

    @classmethod
    def of_id(cls, text: str) -> PeopleSet | None:
        """The set with this id; None where the text is no id of a set."""
        try:
            arguments = json.loads(text)
            community = arguments.pop("community", None)
            texts = [community or "", *(value for ids in arguments.values() for value in ids)]
            if not all(isinstance(value, str) for value in texts):
                return None
            people_set = cls.of(**arguments, community=community)
        except (ValueError, TypeError, AttributeError, RecursionError, BadInput):
            return None
        return people_set if people_set.id == text else None

    @cached_property
    def id(self) -> str:
        """Its arguments as JSON, in order: the same set of arguments has the same id anywhere."""
        arguments = {
            "people": self.people,
            "groups": self.groups,
            "without_people": self.without_people,
            "without_groups": self.without_groups,
            "community": self.community,
        }
        present = {name: value for name, value in arguments.items() if value}
        return json.dumps(present, separators=(",", ":"), ensure_ascii=False)

    @property
    def name(self) -> str:
        """What it is shown as."""
        return "A set of people"


def _ids(ids: Iterable[str]) -> tuple[str, ...]:
    once = sorted({*ids})
    if len(once) > MOST_IDS:
        raise BadInput(
            f"{len(once)} ids in one argument, at most {MOST_IDS} are allowed",
            remedy="name groups instead of their people",
        )
    return tuple(once)
