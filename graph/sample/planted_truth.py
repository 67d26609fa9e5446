"""What is planted in the company on purpose, and its record in `truth.json`.

Two market makers hold needs until they meet a capability. One broker is the only bridge between
two units. One cluster of goals reaches no purpose, one goal is talked about by nobody, and one
newcomer writes without an answer. Three goals wait for each other in a circle, one more for one of these.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from graph.sample.clock import Clock, day_text
from graph.sample.company import CREWS, ENGINEERS, REST, Goal, Group, Person
from graph.sample.organisation import Organisation
from graph.sample.settings import SOURCE, SampleSettings

STAGE_REASONS = {
    "CONNECT": "Has ties across homes, but shows others what they have seen already.",
    "SHARE": "Shows who asks what they had not seen, but few of its own questions are solved.",
    "SOLVE": "Shares and solves, but tries nothing.",
    "INNOVATE": "Shares and solves, and its experiments are carried until they are proven.",
}
NEWCOMERS = 0.07
"""Share of people who join in half a year."""


@dataclass(frozen=True)
class StageGroup:
    """A group with the maturity stage that it has reached."""

    group: Group
    stage: str


@dataclass(frozen=True)
class SolvingRise:
    """A quarter in which more was solved, after a leader's question hours in the one before."""

    group: Group
    leader: Person
    hours: list[str]
    before: range
    quarter: range


@dataclass
class PlantedTruth:
    """Who and what is planted; filled while the sample is made."""

    makers: list[Person]
    broker: Person
    lonely: Person
    newcomers: list[Person]
    silos: tuple[str, str]
    maker_needs: dict[str, list[str]] = field(default_factory=dict)
    lonely_messages: list[str] = field(default_factory=list)
    loose: list[Goal] = field(default_factory=list)
    silent: Goal | None = None
    stages: list[StageGroup] = field(default_factory=list)
    rise: SolvingRise | None = None
    circle: list[Goal] = field(default_factory=list)
    behind: list[Goal] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        """Everybody in whom something is planted, newcomers apart."""
        return [*self.makers, self.broker, self.lonely]

    def note_need(self, maker: Person, need: str) -> None:
        """Note that this maker held this need and introduced two people by it."""
        self.maker_needs.setdefault(maker.id, []).append(need)


def plant_people(
    settings: SampleSettings, clock: Clock, organisation: Organisation
) -> PlantedTruth:
    """The planted people, chosen among those who lead nothing."""
    random = settings.randomness("planted")
    rest = organisation.plain_members(REST)
    random.shuffle(rest)
    first, second, lonely = rest[:3]
    first.weight = second.weight = 1.6
    broker = random.choice(organisation.plain_members(ENGINEERS))
    broker.weight = 1.5
    _join(lonely, clock, random.uniform(0.35, 0.5))
    lonely.lonely = True
    excluded = {first.id, second.id, lonely.id, broker.id}
    others = [person for person in organisation.plain_members() if person.id not in excluded]
    days = clock.last_day - clock.first_day
    count = max(1, round(NEWCOMERS * settings.people * days / 182))
    newcomers = random.sample(others, min(count, len(others) // 3))
    for person in newcomers:
        _join(person, clock, random.uniform(0.1, 0.75))
    newcomers.sort(key=lambda person: (person.joined, person.id))
    silos = (organisation.units[ENGINEERS - 1].id, organisation.units[CREWS - 1].id)
    return PlantedTruth([first, second], broker, lonely, newcomers, silos)


def _join(person: Person, clock: Clock, share: float) -> None:
    """The person starts at this share of the period."""
    person.joined = clock.at_share(share) // 86_400
    assert person.team is not None
    for seat in person.team.seats:
        if seat.person is person:
            seat.since = person.joined


def truth(
    settings: SampleSettings, planted: PlantedTruth, honest_failures: list[str]
) -> dict[str, Any]:
    """The content of `truth.json`: native ids and one line of reason each."""
    assert planted.silent is not None
    return {
        "format": "goalgraph-sample-truth",
        "version": 1,
        "source": SOURCE,
        "settings": asdict(settings) | {"as_of": settings.as_of.isoformat()},
        "market_makers": [_maker(planted, maker) for maker in planted.makers],
        "broker": {
            "person": planted.broker.id,
            "between": list(planted.silos),
            "reason": "Talks and carries links in both units, which are otherwise nearly untied.",
        },
        "unconnected_goals": {
            "goals": [goal.id for goal in planted.loose],
            "reason": "They support each other, but no chain of parents ends in the purpose.",
        },
        "silent_goal": {
            "goal": planted.silent.id,
            "reason": "It has owner, group and check-ins, but no conversation is about it.",
        },
        "lonely_newcomer": {
            "person": planted.lonely.id,
            "messages": planted.lonely_messages,
            "reason": "Joined in the period and wrote, but nobody replied, reacted or named them.",
        },
        "honest_failures": {
            "experiments": honest_failures,
            "reason": "They failed, and said what was found: each counts as carried to a verdict.",
        },
        "maturity_stages": [_stage(one) for one in planted.stages],
        "solving_rise": None if planted.rise is None else _rise(planted.rise),
        "dependencies": {
            "circle": [goal.id for goal in planted.circle],
            "behind": [goal.id for goal in planted.behind],
            "reason": "Each of the circle waits for the next, the last for the first; those behind wait for the first.",
        },
    }


def _stage(one: StageGroup) -> dict[str, Any]:
    """A group with the stage that it has reached."""
    return {"group": one.group.id, "stage": one.stage, "reason": STAGE_REASONS[one.stage]}


def _rise(rise: SolvingRise) -> dict[str, Any]:
    """The quarter with what came before it."""
    before, after = ({"since": day_text(d.start), "until": day_text(d.stop)}
                     for d in (rise.before, rise.quarter))  # fmt: skip
    return {
        "group": rise.group.id,
        "leader": rise.leader.id,
        "question_hours": rise.hours,
        "before": before,
        "quarter": after,
        "reason": "After these question hours a larger part of the unit's questions was solved.",
    }


def _maker(planted: PlantedTruth, maker: Person) -> dict[str, Any]:
    """One market maker with the needs that prove it."""
    return {
        "person": maker.id,
        "needs": planted.maker_needs.get(maker.id, []),
        "reason": "Held these needs until they met a capability, then introduced asker and solver.",
    }
