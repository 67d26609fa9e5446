"""What an analysis is asked for, and the hash by which its latest answer is found."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass

from graph.analysing.network import Window
from graph.errors import BadInput
from graph.value.ties import DEFAULTS

ALWAYS = Window()
ENGINES = ("auto", "in-process", "gds")


@dataclass(frozen=True)
class Asked:
    """What an analysis is asked for."""

    goal: str | None = None
    """Only talk that advances this goal or what supports it counts."""
    window: Window = ALWAYS
    engine: str = "auto"
    bots: bool = False
    """Whether programs count as people."""

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise BadInput(
                f"there is no engine {self.engine!r}", remedy="use " + ", ".join(ENGINES)
            )


EVERYTHING = Asked()


def engine_for(asked: Asked) -> str:
    """The engine that answers: `auto` is in-process, the faster one at every size measured."""
    return "in-process" if asked.engine == "auto" else asked.engine


def parameters(asked: Asked) -> str:
    """What was asked, as JSON text: equal texts mean comparable answers, whatever the engine."""
    told = {
        "bots": asked.bots,
        "goal": asked.goal,
        "half_life_days": DEFAULTS.half_life_days,
        "since": None if asked.window.since_time is None else f"{asked.window.since_time:%Y-%m-%d}",
        "until": None if asked.window.until_time is None else f"{asked.window.until_time:%Y-%m-%d}",
    }
    return json.dumps(told, sort_keys=True)


def parameters_hash(asked: Asked) -> str:
    """The short hash by which the latest analysis with these parameters is found."""
    return hashlib.sha256(parameters(asked).encode()).hexdigest()[:16]


def command(asked: Asked) -> str:
    """The command that computes what was asked."""
    words = ["goalgraph analyse"]
    if asked.goal is not None:
        words.append(f"--goal {shlex.quote(asked.goal)}")
    for option, time in (("since", asked.window.since_time), ("until", asked.window.until_time)):
        if time is not None:
            words.append(f"--{option} {time:%Y-%m-%d}")
    return " ".join(words)
