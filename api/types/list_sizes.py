"""How many of something an argument asks for."""

from __future__ import annotations

from typing import Any

from strawberry import UNSET

from graph.errors import BadInput


def size_of(
    given: Any,
    default: int,
    most: int,
    remedy: str,
    *,
    least: int = 0,
    name: str = "first",
    where: str = "",
) -> int:
    """The number that the argument `name` gives, `default` where it gives none.

    Raises BadInput, with `remedy`, where it is not between `least` and `most`; `where` says when
    that is so.
    """
    wanted = default if given is None or given is UNSET else int(given)
    if not least <= wanted <= most:
        said = f"`{name}` is {wanted}; it must lie between {least} and {most}"
        raise BadInput(said + where, remedy=remedy, path=(name,))
    return wanted
