"""GraphQL type of changes, and the arguments by which lists of them are cut."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.compiler.declarations import Column
from api.execution.context import Context
from api.types.connections import one
from api.types.conventions import MOST_NODES
from api.types.cursors import from_cursor
from api.types.global_ids import from_global_id, to_global_id
from api.types.page_arguments import PageArguments
from api.types.record_types import Node, batched, graphql_enum, node_type, plain_field
from graph import records
from graph.errors import BadInput
from graph.organisation.changes import maker_of_changes
from graph.organisation.people import person_of_accounts
from graph.records import BY_LABEL
from graph.records.change_kinds import ENUM_KINDS, ITEM_OF_KIND, NODE_OF_KIND, ChangeKind
from graph.sources.values import quote
from graph.store.change_log import FACTS
from graph.store.filter_terms import Filter, Term

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLACE = re.compile(r"\d{16}-\d{7,}")

SINCE = (
    "Only what came later: than a change whose `cursor` in any list of changes this is, or from a moment "
    "on, as `2026-01-31` or `2026-01-31T09:30:00Z`."
)
KINDS = "Only changes of these kinds."
OF = "Only changes of these goals, links and people: their ids, at most 100."


def _since(text: str | None) -> tuple[Term, ...]:
    """The term that a moment or cursor asks for; raises BadInput for what is neither."""
    if text is None or text is UNSET:
        return ()
    if _MOMENT.match(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise _no_moment(text) from None
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return (Filter("at", "gte", moment.astimezone(UTC)),)
    place = place_of_cursor(text)
    if place is None:
        raise _no_moment(text)
    return (Filter("id", "gt", place),)


def place_of_cursor(text: str) -> str | None:
    """The place in the order of all changes that a cursor of changes stands for; None of anything else."""
    try:
        place = from_cursor(text, "since")
    except BadInput:
        return None
    return place if place is not None and _PLACE.fullmatch(place) else None


def _no_moment(text: str) -> BadInput:
    return BadInput(
        f"`since` is neither a moment nor a cursor of a list of changes: {text[:80]!r}",
        remedy="pass an `endCursor` of such a list, or a moment as `2026-01-31T09:30:00Z`",
        path=("since",),
    )


def _of(ids: Sequence[str] | None) -> tuple[Term, ...]:
    """The term that ids ask for; raises BadInput where one is of no goal, link or person."""
    if ids is None or ids is UNSET:
        return ()
    if len(ids) > MOST_NODES:
        raise BadInput(
            f"`of` has {len(ids)} entries, at most {MOST_NODES} are allowed",
            remedy="ask in several requests",
            path=("of",),
        )
    subjects = []
    for number, text in enumerate(ids):
        label, native = from_global_id(text, "of", number)
        if label not in FACTS:
            raise BadInput(
                f"{quote(text)} is the id of a {label}, of which no changes are kept",
                remedy="pass ids of goals, links and people",
                path=("of", number),
            )
        subjects.append(f"{label} {native}")
    return (Filter("subject", "in", tuple(subjects)),)


class ChangesOfOne(PageArguments):
    """The arguments of the changes of one thing."""

    own: Mapping[str, tuple[Any, str]] = {
        "since": (str, SINCE),
        "kinds": (list[graphql_enum(ChangeKind)], KINDS),  # type: ignore[misc]
    }

    def terms(self, given: Mapping[str, Any]) -> tuple[Term, ...]:
        """What `since` and `kinds` ask for."""
        kinds = given.get("kinds")
        terms = _since(given.get("since"))
        if kinds is None or kinds is UNSET:
            return terms
        return (*terms, Filter("kind", "in", tuple(kind.value for kind in kinds)))


class ChangesOfAll(ChangesOfOne):
    """The arguments of all changes."""

    own: Mapping[str, tuple[Any, str]] = {
        "of": (list[strawberry.ID], OF),
        **ChangesOfOne.own,
    }

    def terms(self, given: Mapping[str, Any]) -> tuple[Term, ...]:
        """What `of`, `since` and `kinds` ask for."""
        return (*_of(given.get("of")), *super().terms(given))


OF_ONE = ChangesOfOne()
OF_ALL = ChangesOfAll()

Named = Callable[[records.Change], tuple[str, str] | None]
"""Label and id of a node that a change names; None where it names none."""


def _named(doc: str, of: Named) -> Any:
    """A field that shows a node that a change names; null where there is none, or none any more."""

    async def batch(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[Any]:
        return list(await asyncio.gather(*(_node(context, of(root)) for root in roots)))

    return batched(batch, Optional[Node], doc)  # noqa: UP045


async def _node(context: Context, named: tuple[str, str] | None) -> Any:
    """The node, of somebody who was joined to another that one."""
    if named is None:
        return None
    label, native = named
    found = await context.node(BY_LABEL[label], native)
    if found is None and label == "Person":
        return await context.ones(person_of_accounts).load(native)
    return found


def _subject(change: records.Change) -> tuple[str, str]:
    label, _, native = change.subject.partition(" ")
    return label, native


def _of_kind(labels: Mapping[str, str], name: str) -> Named:
    """The node of a change by the column that holds its id, where the kind says that it is one."""

    def named(change: records.Change) -> tuple[str, str] | None:
        label, native = labels.get(change.kind), getattr(change, name)
        return None if label is None or native is None else (label, native)

    return named


def _text(name: str, doc: str) -> Any:
    """A field that shows what something was or is as text: of a node its global id, of an enum its name."""
    of = _of_kind(NODE_OF_KIND, name)

    def text(change: records.Change) -> str | None:
        named = of(change)
        value: str | None = getattr(change, name)
        if value is not None and change.kind in ENUM_KINDS:
            return value.upper()
        return value if named is None else to_global_id(*named)

    return plain_field(text, Optional[str], doc)  # noqa: UP045


@node_type(records.Change, skip=("subject", "item_id", "before", "after"))
class Change(Node):
    """See the record of the same name."""

    updated_at = plain_field(
        lambda root: root.at,
        Optional[datetime],  # noqa: UP045
        "When it was written: no change is changed.",
        Column("node.at"),
    )
    of_id = plain_field(
        lambda root: to_global_id(*_subject(root)),
        strawberry.ID,
        "Global id of what was changed, also where that is gone; of what was erased that of a hash.",
    )
    of = _named("What was changed, as it is now; null where it is gone.", _subject)
    item = _named(
        "The parent whose weight, or the group in which a membership was changed; null elsewhere.",
        _of_kind(ITEM_OF_KIND, "item_id"),
    )
    from_ = _text("before", "What it was; of a node its id. Null: nothing, or erased.")
    from_.graphql_name = "from"
    to = _text("after", "What it is since; of a node its id. Null: nothing, or erased.")
    from_node = _named(
        "The node that it was: parent, owner, group, home, manager.",
        _of_kind(NODE_OF_KIND, "before"),
    )
    to_node = _named("The node that it is since.", _of_kind(NODE_OF_KIND, "after"))
    by = one(maker_of_changes, "Who made it; null where an import or the machine did.")
