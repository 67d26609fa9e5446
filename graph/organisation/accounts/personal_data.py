"""All that the store keeps of one person, for that person to have."""

from __future__ import annotations

from typing import Any

from graph.errors import NotFound
from graph.sources.values import quote
from graph.store.driver import Store


async def data_of(store: Store, person: str) -> dict[str, Any]:
    """What is kept of a person, their accounts and keys, and of all that joins them to others.

    `nodes` have a label, an id and properties; `relationships` a type, their direction, what they say,
    the other end, and `made` where the other end is something that the person made: a message, a
    check-in. Raises NotFound.
    """
    nodes = [
        {"label": label, "id": id_, "properties": _known(properties)}
        async for label, id_, properties in store.stream("nodes_of_person", id=person)
    ]
    if not nodes:
        raise NotFound(f"there is no person {quote(person)}", remedy="name an account by SOURCE/ID")
    relationships = []
    async for id_, type_, outgoing, properties, label, other, made in store.stream(
        "relationships_of_person", id=person
    ):
        relationship = {
            "type": type_,
            "of": id_,
            "direction": "out" if outgoing else "in",
            "properties": _known(properties),
            "other": {"label": label, "id": other},
        }
        if made is not None:
            relationship["made"] = _known(made)
        relationships.append(relationship)
    return {"nodes": nodes, "relationships": relationships}


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(properties.items()) if value is not None}
