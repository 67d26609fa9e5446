"""The names of fields and arguments as GraphQL has them."""

from __future__ import annotations


def camel(name: str | int) -> str:
    """The name of a field as GraphQL has it.

    >>> camel("due_on"), camel("in_"), camel(3)
    ('dueOn', 'in', '3')
    """
    first, *rest = str(name).rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)
