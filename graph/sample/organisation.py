"""The formal hierarchy: units, departments, teams, who leads and who reports to whom."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from graph.sample.clock import Clock
from graph.sample.company import CREWS, ENGINEERS, REST, Group, Person, Seat
from graph.sample.formal_shape import COMPANY, SITES, UNITS, UnitKind
from graph.sample.names import names
from graph.sample.settings import SampleSettings

TEAM_SIZE = 8
SMALL_UNIT = 9
"""A unit up to this size is one team."""
DEPARTMENT_TEAMS = 8
"""A unit with more teams than this has departments."""
SILO_SHARE = 0.17
WEIGHT_SPREAD = 0.75
"""Sigma of the lognormal talkativeness: the top tenth writes about a third of all messages."""
LEADER_WEIGHT = 1.5
LEAVERS = 0.04
MOVERS = 0.03


class Organisation:
    """Units and teams with their people; groups and people stand in the order they are written."""

    def __init__(self, settings: SampleSettings, clock: Clock) -> None:
        self.random = settings.randomness("organisation")
        self.clock = clock
        self.people: list[Person] = []
        self.groups: list[Group] = []
        self._numbers: dict[str, int] = {}
        self.teams: list[Group] = []
        self.units: list[Group] = []
        self.heads: list[Person] = []
        self._names = names(settings.randomness("names"))
        bots = 1 if settings.people < 100 else 2
        self.company = self.group("unit", COMPANY, REST)
        self.top = self.person("Managing director", 1, REST, None, self.company, "lead")
        sizes = unit_sizes(self.random, settings.people - bots - 1)
        for kind, size, side in zip(UNITS, sizes, _sides(), strict=False):
            self._unit(kind, size, side)
        self.bots = [self._bot(name) for name in ("Reminder bot", "Build bot")[:bots]]
        self._leave_and_move()

    def group(
        self,
        kind: str,
        name: str,
        side: int,
        parent: Group | None = None,
        unit: UnitKind | None = None,
    ) -> Group:
        """A new group."""
        self._numbers[kind] = number = self._numbers.get(kind, 0) + 1
        group = Group(f"{kind}-{number}", name, kind, side, parent, unit=unit)
        group.themes = unit.themes if unit else ()
        self.groups.append(group)
        return group

    def person(
        self,
        title: str,
        level: int,
        side: int,
        manager: Person | None,
        home: Group,
        role: str = "member",
    ) -> Person:
        """A new person, seated in their home group, who joined some years before the period."""
        name, handle = next(self._names)
        years = min(self.random.expovariate(1 / 5.0), 30.0)
        joined_day = self.clock.first_day - 40 - int(years * 365)
        person = Person(
            f"p-{len(self.people) + 1:04}",
            name,
            handle,
            title,
            level,
            side,
            home,
            joined_day,
            manager,
        )
        person.weight = self.random.lognormvariate(0, WEIGHT_SPREAD)
        if role == "lead":
            person.weight = max(person.weight, 0.5) * LEADER_WEIGHT
        skills = home.unit.capabilities if home.unit else ("public speaking", "decision making")
        person.capabilities = sorted(
            self.random.sample(skills, min(len(skills), _few(self.random)))
        )
        self.people.append(person)
        seat(person, home, role, joined_day)
        return person

    def _unit(self, kind: UnitKind, size: int, side: int) -> None:
        """A unit of that many people, with one team or several."""
        unit = self.group("unit", kind.name, side, self.company, kind)
        self.units.append(unit)
        head = self.person(f"Head of {kind.name}", 2, side, self.top, unit, "lead")
        self.heads.append(head)
        count = max(1, round((size - 1) / TEAM_SIZE)) if size > SMALL_UNIT else 1
        sizes = split(self.random, size - 1, count, 3)
        above, boss = unit, head
        for place, (name, members) in enumerate(zip(_team_names(kind), sizes, strict=False)):
            if count > DEPARTMENT_TEAMS and place % DEPARTMENT_TEAMS == 0 and members > 1:
                number = place // DEPARTMENT_TEAMS + 1
                above = self.group("unit", f"{kind.name} {number}", side, unit, kind)
                boss = self.person(f"Department head, {above.name}", 3, side, head, above, "lead")
                members -= 1
            self._team(kind, name, members, above, boss)

    def _team(self, kind: UnitKind, name: str, size: int, above: Group, boss: Person) -> None:
        """A team of that many people, its lead first."""
        team = self.group("team", name, above.side, above, kind)
        self.teams.append(team)
        assert boss.level is not None
        lead = self.person(f"Lead, {name}", boss.level + 1, above.side, boss, team, "lead")
        seat(lead, above, "member", lead.joined)
        for _ in range(size - 1):
            title = self.random.choice(kind.titles)
            self.person(title, boss.level + 2, above.side, lead, team)

    def _bot(self, name: str) -> Person:
        """A program that posts."""
        bot = Person(
            f"p-{len(self.people) + 1:04}", name, name.lower().replace(" ", "."), "Bot", None,
            REST, None, self.clock.first_day - 400, bot=True, weight=0.0,
        )  # fmt: skip
        self.people.append(bot)
        return bot

    def plain_members(self, side: int | None = None) -> list[Person]:
        """Those who lead nothing and are planted as nothing yet, in order of id."""
        leads = {person.manager.id for person in self.people if person.manager}
        return [
            person
            for person in self.people
            if person.team is not None
            and person.team.kind == "team"
            and person.id not in leads
            and person.left is None
            and person.joined < self.clock.first_day
            and (side is None or person.side == side)
            and len(person.team.seats) > 2
        ]

    def _leave_and_move(self) -> None:
        """Some leave for good in the period, some change their team inside their unit."""
        days = self.clock.last_day - self.clock.first_day
        members = self.plain_members()
        self.random.shuffle(members)
        leavers = max(1, round(LEAVERS * len(self.people) * days / 182))
        movers = round(MOVERS * len(self.people) * days / 182)
        for person in members[:leavers]:
            person.left = self.clock.first_day + int(days * self.random.uniform(0.2, 0.95))
            for seat_ in _seats_of(person):
                seat_.until = person.left
        for person in members[leavers : leavers + movers]:
            self._move(person, self.clock.first_day + int(days * self.random.uniform(0.2, 0.8)))

    def _move(self, person: Person, day: int) -> None:
        """The person goes to a sister team on this day."""
        assert person.team is not None
        sisters = [
            team
            for team in self.teams
            if team.unit is person.team.unit and team is not person.team and team.side == REST
        ]
        if not sisters:
            return
        _seats_of(person)[0].until = day
        person.team = self.random.choice(sisters)
        person.manager = person.team.seats[0].person
        seat(person, person.team, "member", day)


def seat(
    person: Person,
    group: Group,
    role: str = "member",
    since: int | None = None,
    until: int | None = None,
    *,
    talks: bool = True,
) -> Seat:
    """A new seat of the person in the group."""
    seat = Seat(person, group, role, since, until, talks)
    group.seats.append(seat)
    if talks:
        person.seats.append(seat)
    return seat


def unit_sizes(random: Random, people: int) -> list[int]:
    """How many people each unit has; the two silos first, at 30 people four units."""
    count = min(len(UNITS), max(4, round(people**0.5 / 2.1)))
    silo = max(6, round(SILO_SHARE * people))
    return [silo, silo, *split(random, people - 2 * silo, count - 2, 6)]


def split(random: Random, total: int, parts: int, least: int) -> list[int]:
    """The total as that many parts of different size, each at least `least` where that is possible."""
    if parts == 1:
        return [total]
    least = min(least, total // parts)
    weights = [random.uniform(0.6, 1.4) for _ in range(parts)]
    free = total - least * parts
    sizes = [least + int(free * weight / sum(weights)) for weight in weights]
    for place in range(total - sum(sizes)):
        sizes[place % parts] += 1
    return sizes


def _few(random: Random) -> int:
    """One to four, mostly two."""
    return random.choices((1, 2, 3, 4), (25, 45, 22, 8))[0]


def _sides() -> Iterator[int]:
    """The side of each unit in turn."""
    yield ENGINEERS
    yield CREWS
    while True:
        yield REST


def _team_names(kind: UnitKind) -> Iterator[str]:
    """Names of teams: first the topics, then the topics at each site, then numbered."""
    yield from kind.teams
    for site in SITES:
        yield from (f"{topic} {site}" for topic in kind.teams)
    number = 2
    while True:
        yield from (f"{topic} {site} {number}" for site in SITES for topic in kind.teams)
        number += 1


def _seats_of(person: Person) -> list[Seat]:
    """The person's seats so far: all in their team."""
    assert person.team is not None
    return [seat for seat in person.team.seats if seat.person is person]
