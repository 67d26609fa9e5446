"""`goalgraph value`: which value a person, a group or everybody created, stage by stage."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console

from api.cli.options import Data, GoalOfTalk, Since, Until, window_between
from api.cli.row_formats import Format, print_rows, require_no_terminal
from api.cli.row_output import write_table
from api.cli.store_connection import reachable_store
from graph.config import Settings, Target
from graph.errors import Conflict, NotFound
from graph.goals.alignment.cache import organisation_cache_of
from graph.goals.alignment.organisation_view import View
from graph.identity.privacy_choices import privacy_choices
from graph.ledger.cache import ledger_cache_of, parts_behind
from graph.ledger.conventions import LEAST_EXPOSURE
from graph.ledger.ledger import Ledger
from graph.ledger.profile import KindFigure, bounds
from graph.organisation.people import people_of_accounts, person_ids_by_email
from graph.organisation.totals import NETWORK
from graph.records import Goal, Group, Person
from graph.records.window import Window, day_text
from graph.scopes.membership_days import covered_places, days_of_scope, numbered, people_within
from graph.scopes.value import ScopeValue, goals_touched, without_people
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id
from graph.upkeep.migrations import require_migrated

COLUMNS = ("stage", "code", "kind", "value", "denominator", "rate", "low", "high", "note")
EVERYBODY = "network"


@dataclass(frozen=True)
class Answer:
    """What is printed: whose value it is, of which days, and how far the ledger reaches."""

    name: str
    value: ScopeValue
    goal: str | None
    people: int
    not_covered: int
    """How many of them came after the ledger was made."""
    behind: Sequence[str]


def value(
    scope: Annotated[
        str,
        typer.Argument(
            help="SOURCE/ID of a person or a group, a mail address, or `network`; person:SOURCE/ID and "
            "group:SOURCE/ID where both bear an id."
        ),
    ],
    goal: GoalOfTalk = None,
    since: Since = None,
    until: Until = None,
    format_: Annotated[Format, typer.Option("--format", help="How it is printed.")] = Format.TABLE,
    data: Data = None,
) -> None:
    """Print the profile of value of a person, a group or everybody, from the ledger."""
    window = window_between(since, until)
    require_no_terminal(format_)
    settings = Settings.from_env()
    with reachable_store(settings, data or settings.data_dir) as target:
        answer = asyncio.run(_answer(target, scope, goal, window))
    if format_ is Format.JSON:
        print(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
    elif format_ is Format.TABLE:
        _print_table(answer)
    else:
        asyncio.run(print_rows(COLUMNS, _rows(answer), format_))


async def _answer(target: Target, scope: str, goal: str | None, window: Window) -> Answer:
    async with Store.open(target) as store:
        await require_migrated(store)
        ledger = await ledger_cache_of(store).ledger()
        cache = organisation_cache_of(store)
        view = await cache.view(patient=True)
        if goal is not None and not await nodes_by_id(store, Goal, [goal]):
            raise NotFound(
                f"there is no goal {goal!r}", remedy="`goalgraph cypher goals` lists them"
            )
        root = await scope_named(store, scope)
        behind = await parts_behind(store, ledger.reach)
        hidden = (await privacy_choices(store, None)).opted_out
        await cache.close()
    return answer_of(view, ledger, root, goal, window, behind, hidden)


def answer_of(
    view: View,
    ledger: Ledger,
    root: Any,
    goal: str | None,
    window: Window,
    behind: Sequence[str],
    hidden: frozenset[str] = frozenset(),
) -> Answer:
    """The value of a scope with all that is said beside it; the ledger covers none of the `hidden`."""
    membership = view.membership
    days = days_of_scope(membership, root)
    goals = goals_touched(ledger, view.goals, goal)
    in_ledger = without_people(ledger, numbered(membership, ledger, days), hidden)
    found = ScopeValue(ledger, in_ledger, window, goals)
    people = people_within(membership, days, *bounds(window))
    out = np.isin(people, [membership.index[one] for one in hidden if one in membership.index])
    later = int((~covered_places(membership, ledger)[people] | out).sum())
    name = "the whole network" if root.label == "Network" else root.name or root.id
    return Answer(name, found, goal, len(people), later, behind)


async def scope_named(store: Store, name: str) -> Any:
    """The person, the group or the network that a word of the command line names."""
    if name == EVERYBODY:
        return NETWORK
    label, colon, id_ = name.partition(":")
    if not colon or label not in ("person", "group"):
        label, id_ = "", name
    found: list[Any] = []
    if label != "group":
        owners = await people_of_accounts(store, [id_])
        ids = set(owners.values()) or {id_}
        if "@" in id_ and "/" not in id_:
            ids = set(await person_ids_by_email(store, id_))
        found += [person for person in (await nodes_by_id(store, Person, sorted(ids))).values()]
    if label != "person":
        found += (await nodes_by_id(store, Group, [id_])).values()
    if not found:
        raise NotFound(
            f"neither a person nor a group is called {name!r}",
            remedy="name SOURCE/ID, a mail address, or `network`; `goalgraph cypher groups` lists groups",
        )
    if len(found) > 1:
        named = " and ".join(f"{one.label.lower()}:{one.id}" for one in found)
        raise Conflict(f"{name!r} is the name of several: {named}", remedy="name one of these")
    return found[0]


def note_of(figure: KindFigure) -> str | None:
    """Why there is no rate."""
    if not figure.too_little:
        return None
    return f"too little data: fewer than {LEAST_EXPOSURE} {figure.kind.per or 'things'}"


def _cells(figure: KindFigure) -> tuple[Any, ...]:
    kind, interval = figure.kind, figure.interval or (None, None)
    numbers = (figure.value, figure.denominator, figure.rate, *interval)
    rounded = (None if number is None else round(number, 4) for number in numbers)
    return (kind.stage.value, kind.code, kind.title, *rounded, note_of(figure))


async def _rows(answer: Answer) -> AsyncIterator[tuple[Any, ...]]:
    for figure in answer.value.figures():
        yield _cells(figure)


def as_json(answer: Answer) -> dict[str, Any]:
    """The whole answer as JSON has it."""
    value, reach = answer.value, answer.value.ledger.reach
    return {
        "scope": answer.name,
        "people": answer.people,
        "not_covered": answer.not_covered,
        "goal": answer.goal,
        "since": _text(value.window.since),
        "until": _text(value.window.until),
        "stage": value.stage,
        "mix": None if value.mix is None else {str(k): round(v, 4) for k, v in value.mix.items()},
        "likeness": None if value.likeness is None else round(value.likeness, 4),
        "kinds": [dict(zip(COLUMNS, _cells(one), strict=True)) for one in value.figures()],
        "reach": {
            "first_day": _text(reach.first_day),
            "last_day": _text(reach.last_day),
            "hash": reach.hash,
            "code_version": reach.code_version,
            "behind": list(answer.behind),
        },
    }


def _text(day: int | None) -> str | None:
    return None if day is None else day_text(day)


def _print_table(answer: Answer) -> None:
    console = Console(highlight=False)
    value, reach = answer.value, answer.value.ledger.reach
    around = "" if answer.goal is None else f", for {answer.goal} and what supports it"
    since = _text(value.window.since) or "the beginning"
    until = _text(value.window.until) or "now"
    console.print(
        f"{answer.name}: {answer.people:,} {'person' if answer.people == 1 else 'people'}, from {since} to before {until}{around}",
        markup=False,
        soft_wrap=True,
    )
    asyncio.run(write_table(COLUMNS, _rows(answer), console, len(COLUMNS) * 100))
    stage = "none of the stages yet" if value.stage is None else f"stage {value.stage.value}"
    console.print(
        f"{stage}, by published thresholds: a convention, no finding (docs/value.md)",
        soft_wrap=True,
    )
    if value.mix is not None and value.likeness is not None:
        parts = ", ".join(f"{stage.value} {share:.0%}" for stage, share in value.mix.items())
        console.print(f"mix: {parts}; {value.likeness:.2f} like the network's", soft_wrap=True)
    last = _text(reach.last_day) or "nothing"
    late = f"behind in {', '.join(answer.behind)}: run `goalgraph ledger`" if answer.behind else "up to date"  # fmt: skip
    console.print(f"the ledger reaches to {last}, {late}", soft_wrap=True)
    if answer.not_covered:
        console.print(
            f"{answer.not_covered:,} of {answer.people:,} came after it was made and are not covered: "
            "run `goalgraph ledger`",
            soft_wrap=True,
        )
