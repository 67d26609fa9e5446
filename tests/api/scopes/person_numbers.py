"""Every field of a person that gives numbers, with all that lies below it, taken from the schema itself."""

from __future__ import annotations

import json
from typing import Any

from graphql import get_named_type, is_leaf_type, is_object_type, is_required_argument

from api.execution.viewer import Viewer, roles_with_implied
from api.schema.schema import schema
from api.scopes.measures import MeasureKey
from graph.store.driver import Store
from tests.api.store_query import ask

TYPES: Any = schema._schema.type_map
OPEN = {"lineOfSight", "sharedWith", "goalsToLookAt"}
"""Fields that no measure is behind: what somebody may read of talk, and what people chose."""
FORMAL = {"reportingSteps", "reportingPath", "to", "coverage", "voiceGap"}
"""What a number stands beside: reporting lines, and talk itself."""


def deep(type_: Any, depth: int = 4) -> str:
    """All leaves below a type, of nodes only the id."""
    inner = get_named_type(type_)
    if is_leaf_type(inner):
        return ""
    if not is_object_type(inner) or "Node" in {one.name for one in inner.interfaces}:
        return "{ id }"
    parts = []
    for name, field in inner.fields.items():
        needed = any(is_required_argument(one) for one in field.args.values())
        below = get_named_type(field.type)
        if needed or name in FORMAL or (not is_leaf_type(below) and not depth):
            continue
        if part := f"{name} {deep(below, depth - 1)}".strip():
            parts.append(part)
    return f"{{ {' '.join(parts)} }}" if parts else "{ __typename }"


def can_be_withheld(type_: Any) -> bool:
    """Whether a type, or what lies right below it, says why it shows nothing."""
    inner = get_named_type(type_)
    if not is_object_type(inner) or "Node" in {one.name for one in inner.interfaces}:
        return False
    below = [get_named_type(field.type) for field in inner.fields.values()]
    return "withheld" in inner.fields or any(
        "withheld" in one.fields for one in below if is_object_type(one)
    )


def fields_of(scope: str, other: str) -> list[str]:
    """Each field of a scope that gives numbers, by itself; centrality by every measure."""
    found = []
    for name, field in TYPES[scope].fields.items():
        if name in OPEN or not can_be_withheld(field.type):
            continue
        needed = [one for one, arg in field.args.items() if is_required_argument(arg)]
        below = deep(field.type, 3)
        if (
            name == "alignment"
        ):  # beside its shares there are lists of talk, which everybody may read
            below = f"{{ goalLinkedShare {deep(TYPES['Share'])} }}"
        if "measure" in needed:
            for measure in (one.name for one in MeasureKey):
                for sense in ("MEMBERS", "AS_ONE", "AMONG_GROUPS"):
                    found.append(f"{name}(measure: {measure}, sense: {sense}) {below}")
            continue
        given = ", ".join(f'{one}: "{other}"' for one in needed)
        found.append(f"{name}{f'({given})' if given else ''} {below}")
    return found


def viewer_of(role: str, person: str | None) -> Viewer:
    """Somebody of a role, who is this person, or nobody."""
    roles = roles_with_implied(frozenset({role}))
    return Viewer(person or "key:one", roles, person=person, credential="key:one")


async def numbers_of(store: Store, root: str, scope: str, other: str, viewer: Viewer) -> list[str]:
    """What somebody is answered to each field of a root, as text."""
    answers = []
    fields = fields_of(scope, other)
    for start in range(0, len(fields), 24):
        part = fields[start : start + 24]
        named = " ".join(f"f{number}: {field}" for number, field in enumerate(part))
        answer = await ask(store, f"{{ root: {root} {{ {named} }} }}", viewer=viewer)
        assert answer.errors == [], (part, answer.errors)
        answers += [
            f"{field} {json.dumps(answer.data['root'][f'f{number}'])}"
            for number, field in enumerate(part)
        ]
    return answers
