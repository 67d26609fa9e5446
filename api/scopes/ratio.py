"""How many of how many, as the API shows it: exact, or rounded for whoever may not see each person's numbers."""

from __future__ import annotations

import strawberry

from api.scopes.disclosure import ratio_shown
from api.scopes.suppression import Withheld, remedy_of
from api.types.record_types import graphql_enum
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.ratio import Ratio


@strawberry.type(description="How many of how many; never a bare number.")
class Share:
    """A share with what it is a share of, and how sure it is."""

    value: float | None = strawberry.field(
        description="Numerator by denominator, 0 to 1; null of nothing.", default=None
    )
    rounded_to: float | None = strawberry.field(
        description="The step that it is rounded to, for a viewer who may not see each person's "
        "numbers; null where it is exact.",
        default=None,
    )
    numerator: int | None = strawberry.field(
        description="How many, as the field says; null where the share is rounded.", default=None
    )
    denominator: int | None = strawberry.field(
        description="Of how many, as the field says; messages are rounded with the share.",
        default=None,
    )
    low: float | None = strawberry.field(
        description="Lower end of Wilson's 95 % interval.", default=None
    )
    high: float | None = strawberry.field(
        description="Upper end of Wilson's 95 % interval.", default=None
    )
    withheld: graphql_enum(Withheld) | None = strawberry.field(  # type: ignore[valid-type]
        description="Why nothing is shown.", default=None
    )
    remedy: str | None = strawberry.field(
        description="What to do so that something is shown.", default=None
    )


def share_of(
    ratio: Ratio, scope: ScopeView | None = None, withheld: Withheld | None = None
) -> Share:
    """The share as the API shows it; why it is withheld from a scope comes with the remedy."""
    if withheld is not None:
        remedy = None if scope is None else remedy_of(withheld, scope)
        return Share(withheld=withheld, remedy=remedy)
    low, high = ratio.interval or (None, None)
    return Share(
        value=ratio.value,
        numerator=ratio.numerator,
        denominator=ratio.denominator,
        low=low,
        high=high,
    )


def rounded_share(ratio: Ratio, influence: float) -> Share:
    """The share rounded by what one person can add to what it is a share of: of people that is one."""
    shown, number = ratio_shown(ratio, influence)
    if number is None:
        return share_of(ratio)
    share = share_of(shown)
    share.value, share.rounded_to, share.numerator = number.value, number.step, None
    return share
