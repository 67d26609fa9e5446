"""How an input names a thing that is there: by global id, by natural key, people also by mail address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import strawberry
from strawberry import UNSET

from api.types.global_ids import id_of_label
from api.types.node_roots import NodeKeyInput
from graph.errors import BadInput
from graph.organisation.people import person_ids_by_email
from graph.sources.conventions import SOURCE_CHARACTERS
from graph.sources.values import InvalidValue, is_source, native_id, quote
from graph.store.driver import Store

_ID = "Global id, as an `id` field of this API gave it."
_KEY = "Natural key: the source and the id inside it."


@strawberry.input(one_of=True, description="One goal, by exactly one of its names.")
class GoalRef:
    """Names a goal, and nothing else."""

    id: strawberry.ID | None = strawberry.field(description=_ID, default=UNSET)
    key: NodeKeyInput | None = strawberry.field(description=_KEY, default=UNSET)


@strawberry.input(one_of=True, description="One group, by exactly one of its names.")
class GroupRef:
    """Names a group."""

    id: strawberry.ID | None = strawberry.field(description=_ID, default=UNSET)
    key: NodeKeyInput | None = strawberry.field(description=_KEY, default=UNSET)


@strawberry.input(one_of=True, description="One conversation, by exactly one of its names.")
class ConversationRef:
    """Names a conversation."""

    id: strawberry.ID | None = strawberry.field(description=_ID, default=UNSET)
    key: NodeKeyInput | None = strawberry.field(description=_KEY, default=UNSET)


@strawberry.input(one_of=True, description="One message, by exactly one of its names.")
class MessageRef:
    """Names a message."""

    id: strawberry.ID | None = strawberry.field(description=_ID, default=UNSET)
    key: NodeKeyInput | None = strawberry.field(description=_KEY, default=UNSET)


@strawberry.input(one_of=True, description="One person, by exactly one of their names.")
class PersonRef:
    """Names a person."""

    id: strawberry.ID | None = strawberry.field(description=_ID, default=UNSET)
    key: NodeKeyInput | None = strawberry.field(description=_KEY, default=UNSET)
    email: str | None = strawberry.field(
        description="Mail address of one of the person's accounts.", default=UNSET
    )


LABELS = {
    GoalRef: "Goal",
    GroupRef: "Group",
    ConversationRef: "Conversation",
    MessageRef: "Message",
    PersonRef: "Person",
}
"""Input type → the label of what it names."""


def is_reference(value: object) -> bool:
    """Whether the value of an input names a thing."""
    return type(value) in LABELS


class NobodyWithEmail(BadInput):
    """Nobody has an account with the mail address that names a person."""


class SeveralWithEmail(BadInput):
    """More than one person has an account with the mail address that names one."""


class People:
    """The people whom an input names by mail address, looked up once for all of it."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    async def look_up(self, store: Store, references: Iterable[Any]) -> None:
        """Remember whom these addresses belong to."""
        for reference in references:
            email = getattr(reference, "email", None)
            if isinstance(email, str) and email not in self._found:
                self._found[email] = await person_ids_by_email(store, email)

    def by_email(self, email: str) -> str:
        """The id of the person; raises BadInput where nobody or several have the address."""
        ids = self._found.get(email, [])
        if len(ids) == 1:
            return ids[0]
        owners = "nobody has" if not ids else f"{len(ids)} people have"
        error = SeveralWithEmail if ids else NobodyWithEmail
        raise error(
            f"{owners} an account with the mail address {email[:80]!r}",
            remedy="name the person by `key` or `id`"
            + ("; make them one with `joinPeople`" if ids else ""),
            path=("email",),
        )


def stored_id(reference: Any, people: People | None = None) -> str:
    """The stored id of what is named; raises BadInput where it is no name of such a thing."""
    label = LABELS[type(reference)]
    key = reference.key
    if key is not None and key is not UNSET:
        return id_of_key(key)
    email = getattr(reference, "email", None)
    if isinstance(email, str) and people is not None:
        return people.by_email(email)
    return id_of_label(label, reference.id, "id")


def id_of_key(key: NodeKeyInput) -> str:
    """The stored id that a natural key stands for; raises BadInput where it can be none."""
    if not is_source(key.source):
        raise BadInput(
            f"the source {quote(key.source)} is not lower-case letters, digits and hyphens, "
            f"at most {SOURCE_CHARACTERS}",
            remedy='name it as in `key: {source: "acme", externalId: "G-1"}`',
            path=("key", "source"),
        )
    try:
        return f"{key.source}/{native_id(key.external_id)}"
    except InvalidValue as wrong:
        raise BadInput(wrong.reason, remedy=wrong.mend, path=("key", "external_id")) from None


def references_in(value: Any) -> Iterable[Any]:
    """Everything that names a thing inside the value of an input."""
    if is_reference(value):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from references_in(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from references_in(getattr(value, name))
