"""What ties, and an analysis of them, are asked for, and the hash by which an answer is found."""

from __future__ import annotations

import hashlib
import json
import math
import shlex
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from graph.errors import BadInput
from graph.measures.ties.tie_strength import DEFAULTS, TieSettings
from graph.network.conventions import LONGEST_HALF_LIFE, SHORTEST_HALF_LIFE
from graph.network.ties.interaction_cells import KINDS_OF
from graph.records.enums import TieKind
from graph.records.window import Window

ALWAYS = Window()
ENGINES = ("auto", "in-process", "gds")
CONTACT = (TieKind.CONTACT,)


@dataclass(frozen=True)
class TieQuery:
    """What ties are asked for: which acts make a tie, how they fade, how many are enough."""

    goal: str | None = None
    """Only talk that advances this goal or what supports it counts."""
    window: Window = ALWAYS
    engine: str = "auto"
    bots: bool = False
    """Whether programs count as people."""
    kinds: tuple[TieKind, ...] = CONTACT
    """What ties are made of, in the order of the enum: contact, help, or both added up."""
    half_life_days: float = DEFAULTS.half_life_days
    """After so many days an act counts half."""
    least_interactions: int = DEFAULTS.least
    """Acts in the window, both ways together, below which two people have no tie."""

    exact: bool = False
    """Whether betweenness is exact in any network, not sampled in large ones; slow there."""

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise BadInput(
                f"there is no engine {self.engine!r}", remedy="use " + ", ".join(ENGINES)
            )
        kinds = tuple(kind for kind in TieKind if kind in self.kinds)
        unknown = [str(kind) for kind in self.kinds if kind not in list(TieKind)]
        if unknown or not kinds:
            raise BadInput(
                f"there are no ties of kind {', '.join(unknown)}" if unknown else "no kind of tie",
                remedy="ask for " + ", ".join(TieKind) + ", or for both",
                path=("kinds",),
            )
        object.__setattr__(self, "kinds", kinds)
        days = float(self.half_life_days)
        if not (math.isfinite(days) and SHORTEST_HALF_LIFE <= days <= LONGEST_HALF_LIFE):
            raise BadInput(
                f"a half-life of {self.half_life_days:g} days",
                remedy=f"give at least {SHORTEST_HALF_LIFE} days, at most {LONGEST_HALF_LIFE:,}",
                path=("halfLifeDays",),
            )
        object.__setattr__(self, "half_life_days", days)
        if self.least_interactions < 1:
            raise BadInput(
                f"a tie needs at least 1 interaction, not {self.least_interactions}",
                remedy="give 1 for every tie, or more for the firmer ones",
                path=("leastInteractions",),
            )

    @property
    def contact(self) -> bool:
        """Whether contact counts."""
        return TieKind.CONTACT in self.kinds

    @property
    def help(self) -> bool:
        """Whether help counts."""
        return TieKind.HELP in self.kinds

    @cached_property
    def settings(self) -> TieSettings:
        """How acts become ties."""
        return TieSettings(
            half_life_days=self.half_life_days,
            since=self.window.since,
            until=self.window.until,
            kinds=frozenset(act for kind in self.kinds for act in KINDS_OF[kind]),
            contact_kinds=frozenset(KINDS_OF[TieKind.CONTACT]),
            least=self.least_interactions,
        )


EVERYTHING = TieQuery()


def kinds_named(text: str) -> tuple[TieKind, ...]:
    """The kinds of ties that a text names, parted by commas.

    >>> kinds_named("contact, help")
    (<TieKind.CONTACT: 'contact'>, <TieKind.HELP: 'help'>)
    """
    named = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = [name for name in named if name not in list(TieKind)]
    if unknown or not named:
        raise BadInput(
            f"there are no ties of kind {', '.join(map(repr, unknown))}" if unknown else "no kind",
            remedy="use contact, help or contact,help",
        )
    return tuple(TieKind[name.upper()] for name in named)


def engine_of(query: TieQuery) -> str:
    """The engine that answers: `auto` is in-process, the faster one at every size measured."""
    return "in-process" if query.engine == "auto" else query.engine


def parameters(query: TieQuery) -> str:
    """What was asked, as JSON text: equal texts mean comparable answers, whatever the engine."""
    values: dict[str, object] = {
        "bots": query.bots,
        "goal": query.goal,
        "half_life_days": query.half_life_days,
        "since": None if query.window.since_time is None else f"{query.window.since_time:%Y-%m-%d}",
        "until": None if query.window.until_time is None else f"{query.window.until_time:%Y-%m-%d}",
    }
    if query.kinds != CONTACT:
        values["kinds"] = [kind.value for kind in query.kinds]
    if query.least_interactions != DEFAULTS.least:
        values["least_interactions"] = query.least_interactions
    return json.dumps(values, sort_keys=True)


def query_of_parameters(text: str) -> TieQuery:
    """The question that a snapshot's parameters are the text of.

    >>> query_of_parameters(parameters(TieQuery(goal="acme/sales", half_life_days=30))).half_life_days
    30.0
    """
    values = json.loads(text)
    since, until = (
        None if values[end] is None else datetime.fromisoformat(values[end]).replace(tzinfo=UTC)
        for end in ("since", "until")
    )
    return TieQuery(
        goal=values["goal"],
        window=Window.of(since, until),
        bots=values["bots"],
        kinds=tuple(TieKind[kind.upper()] for kind in values.get("kinds", CONTACT)),
        half_life_days=values["half_life_days"],
        least_interactions=values.get("least_interactions", DEFAULTS.least),
    )


def parameters_hash(query: TieQuery) -> str:
    """The short hash by which the latest analysis with these parameters is found."""
    return hashlib.sha256(parameters(query).encode()).hexdigest()[:16]


def command(query: TieQuery) -> str:
    """The command that computes what was asked."""
    words = ["goalgraph analyse"]
    if query.goal is not None:
        words.append(f"--goal {shlex.quote(query.goal)}")
    for option, time in (("since", query.window.since_time), ("until", query.window.until_time)):
        if time is not None:
            words.append(f"--{option} {time:%Y-%m-%d}")
    if query.kinds != CONTACT:
        words.append("--kinds " + ",".join(query.kinds))
    if query.half_life_days != DEFAULTS.half_life_days:
        words.append(f"--half-life {query.half_life_days:g}")
    if query.least_interactions != DEFAULTS.least:
        words.append(f"--least {query.least_interactions}")
    return " ".join(words)
