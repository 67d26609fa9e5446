"""The GraphQL type of one kind of value: its figure, what it means, and what shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Optional, cast

import strawberry

from api.scopes.suppression import Withheld
from api.scopes.value_evidence import evidence_field
from api.scopes.value_scopes import ShownValue
from api.types.record_types import graphql_enum, plain_field, plain_nested
from graph.ledger.conventions import LEAST_EXPOSURE, PERIOD_DAYS
from graph.ledger.credits import UNITS
from graph.ledger.kinds import KINDS, Direction, Kind, RateForm, Stage
from graph.ledger.profile import KindFigure
from graph.records.enums import Choice
from graph.scopes.rounded_value import RoundedFigure

_Kinds: Any = cast(Any, Choice)(
    "ValueKind",
    {
        kind.key.upper(): (kind.code, f"{kind.code}: {kind.title}. {kind.credit}")
        for kind in KINDS.values()
    },
    module=__name__,
)
_Kinds.__doc__ = "A kind of value, by the act that creates it."
ValueKind: Any = graphql_enum(_Kinds)
ValueStage: Any = graphql_enum(Stage)


@dataclass(frozen=True, slots=True)
class KindSource:
    """The source of `KindValue`: one kind of one scope."""

    shown: ShownValue
    kind: Kind

    @property
    def figure(self) -> KindFigure | None:
        """Its figure; None where it is withheld."""
        if self.shown.value is None:
            return None
        figure = self.shown.value.figure(self.kind)
        return None if isinstance(figure, RoundedFigure) and figure.concentrated else figure

    @property
    def withheld(self) -> Withheld | None:
        """Why it is not shown."""
        if self.shown.value is None or self.figure is not None:
            return self.shown.withheld
        return Withheld.CONCENTRATED

    @property
    def rounded_to(self) -> float | None:
        """The step that the value is rounded to, in events; of what does not add up that of the rate."""
        figure = self.figure
        return figure.rounded_to / UNITS or None if isinstance(figure, RoundedFigure) else None


def too_little(figure: KindFigure | None) -> str | None:
    """Why there is no rate, in words."""
    if figure is None or not figure.too_little:
        return None
    per = figure.denominator
    of = f"{figure.value:g} things" if per is None else f"{per:g} {figure.kind.per}"
    return f"too little data for a rate: {of}, at least {LEAST_EXPOSURE} are needed"


def _of(get: Callable[[KindFigure], Any]) -> Callable[[KindSource], Any]:
    def value(source: KindSource) -> Any:
        figure = source.figure
        return None if figure is None else get(figure)

    return value


def _decimal(units: int | None) -> Decimal | None:
    return None if units is None else Decimal(units)


def _snap(kind: Kind) -> str:
    if kind.by_period:
        return (
            f"Counted by fixed periods of {PERIOD_DAYS} days, on the first day of each: a window has "
            "the periods that begin in it."
        )
    return "Counted by whole days in UTC."


def _on_kind(get: Callable[[Kind], Any]) -> Callable[[KindSource], Any]:
    return lambda source: get(source.kind)


@strawberry.type(description="What a kind of value means, for whoever reads its number.")
class KindExplanation:
    """The row of the registry of kinds."""

    formula = plain_field(_on_kind(lambda k: k.formula), str, "How it is computed.")
    credit = plain_field(_on_kind(lambda k: k.credit), str, "Who earns what.")
    per = plain_field(
        _on_kind(lambda k: k.per or None),
        str | None,
        "What the denominator counts; null: it has none.",
    )
    rate = plain_field(_on_kind(lambda k: k.form), graphql_enum(RateForm), "What its rate is.")
    prior_art = plain_field(_on_kind(lambda k: k.prior_art), str, "Who measures the like.")
    misleads = plain_field(_on_kind(lambda k: k.misleads), str, "When the number is misread.")
    additive = plain_field(
        _on_kind(lambda k: k.additive), bool, "Whether it adds up over people and over days."
    )
    by_home = plain_field(
        _on_kind(lambda k: k.by_home),
        bool,
        "Whether it depends on the homes of people: homes cut otherwise give another number.",
    )
    days = plain_field(_on_kind(_snap), str, "How windows are cut to days.")


@strawberry.type(description="One kind of value of one scope; never a bare number.")
class KindValue:
    """Value, denominator, rate and interval, or why they are not shown."""

    kind = plain_field(_on_kind(lambda k: _Kinds(k.code)), ValueKind, "Which kind.")
    short_name = plain_field(
        _on_kind(lambda k: k.code), str, "Its short name, as docs/value.md has it."
    )
    title = plain_field(_on_kind(lambda k: k.title), str, "What it is called.")
    stage = plain_field(_on_kind(lambda k: k.stage), ValueStage, "The stage that it is of.")
    is_headline = plain_field(
        _on_kind(lambda k: k.headline), bool, "Whether it speaks for its stage."
    )
    direction = plain_field(
        _on_kind(lambda k: k.direction),
        Optional[graphql_enum(Direction)],  # noqa: UP045
        "Whether more or less of it is better; null: neither is, so it is no target.",
    )
    value = plain_field(
        _of(lambda f: f.value), float | None, "Events, each shared one counted by its share."
    )
    rounded_to = plain_field(
        lambda source: source.rounded_to,
        float | None,
        "The step that the value is rounded to, of a kind that does not add up the rate, for a viewer "
        "who may not see each person's numbers; rates are reckoned of what is rounded. Null where exact.",
    )
    units = plain_field(
        _of(lambda f: _decimal(f.units)),
        Decimal | None,
        f"The value in whole units of 1/{UNITS:,}: these add up exactly, over parts and over days.",
    )
    denominator = plain_field(
        _of(lambda f: f.denominator), float | None, "What the rate is of; null where there is none."
    )
    denominator_units = plain_field(
        _of(lambda f: _decimal(f.denominator_units)),
        Decimal | None,
        f"The denominator in whole units of 1/{UNITS:,}.",
    )
    rate = plain_field(
        _of(lambda f: f.rate),
        float | None,
        "As `explain { formula }`; null: none, or too little data.",
    )
    low = plain_field(
        _of(lambda f: f.interval and f.interval[0]),
        float | None,
        "Lower end of the rate's 95 % interval.",
    )
    high = plain_field(
        _of(lambda f: f.interval and f.interval[1]),
        float | None,
        "Upper end of the rate's 95 % interval.",
    )
    too_little_data = plain_field(
        lambda source: too_little(source.figure),
        str | None,
        "Why there is no rate, though there is a denominator; null where there is one.",
    )
    withheld = plain_field(
        lambda source: source.withheld,
        Optional[graphql_enum(Withheld)],  # noqa: UP045
        "Why nothing is shown.",
    )
    explain = plain_nested(
        lambda source: source,
        KindExplanation,
        "Formula, credit, denominator, and when it misleads.",
    )
    evidence = evidence_field(
        lambda kind: kind.value,
        "What shows the value, the newest first: its credits add up to it; "
        "of a kind that does not add up what it was reckoned of, each by itself. None where the value "
        "is rounded: its credits could be added.",
    )
    denominator_evidence = evidence_field(
        lambda kind: kind.denominator,
        "What shows the denominator, the newest first: the amounts add up to it; none where it is "
        "rounded.",
    )


__all__ = ["KindSource", "KindValue", "ValueKind", "ValueStage"]
