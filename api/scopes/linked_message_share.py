"""The share of a scope's messages that are linked to goals, as a viewer may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.execution.context import Context
from api.scopes.disclosure import messages_spread, rounds, withheld_reason
from api.scopes.line_of_sight import computed
from api.scopes.ratio import Share, rounded_share, share_of
from api.scopes.suppression import Withheld, hidden_people, read_choices
from graph.goals.alignment.ratio import Ratio


async def linked_shares(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[Share]:
    """The share of each scope's messages; rounded by what one person can write."""
    await read_choices(context, [source.root for source in roots])
    hidden = hidden_people(context)
    scopes = [one.scope.without(hidden) if hidden else one.scope for one in roots]
    ratios = await computed(scopes[0].view, lambda: [one.linked_talk for one in scopes])
    spread = messages_spread(scopes[0].at) if rounds(context, roots[0].root) else None
    found = []
    for ratio, source in zip(ratios, roots, strict=True):
        root, scope = source.root, source.scope
        reason = _withheld(context, source)
        if reason is Withheld.NOT_COVERED:
            found.append(share_of(Ratio(0, 0)))  # as of somebody who wrote nothing
        elif reason is not None or spread is None or len(scope.places) == 1:
            found.append(share_of(ratio, scope, reason))
        elif spread.concentrated and root.label != "Network":
            found.append(share_of(ratio, scope, Withheld.CONCENTRATED))
        else:
            found.append(rounded_share(ratio, spread.cap))
    return found


def _withheld(context: Context, source: Any) -> Withheld | None:
    """Why the share of a scope's talk is not shown."""
    root, scope = source.root, source.scope
    people = scope.sight.denominator if root.label == "Group" else None
    return withheld_reason(context, root, scope, scope.at.window, people)
