"""The network beside the formal hierarchy: communities, projects and contacts across teams."""

from __future__ import annotations

from graph.sample.clock import Clock
from graph.sample.company import CREWS, ENGINEERS, REST, Group, Person, Pool
from graph.sample.formal_shape import COMMUNITIES, PROJECT_WORDS, SILO_COMMUNITIES, CommunityKind
from graph.sample.organisation import Organisation, seat
from graph.sample.planted_truth import PlantedTruth
from graph.sample.settings import SampleSettings

PAPER_MEMBERS = 0.06
"""Share of silo people who are members of a company-wide community but never talk there."""
SILO_MEMBERS = 0.7
CONTACTS = (2, 3, 4, 5)
SAME_UNIT = 0.65
"""Share of contacts outside the team that are still in the same unit."""


class Network:
    """Communities and projects with their members, everybody's contacts, and all pools."""

    def __init__(
        self,
        settings: SampleSettings,
        clock: Clock,
        organisation: Organisation,
        planted: PlantedTruth,
    ) -> None:
        self.random = settings.randomness("network")
        self.clock = clock
        self.organisation = organisation
        self.planted = planted
        self.talkers = [
            person for person in organisation.people if not person.bot and not person.lonely
        ]
        count = min(len(COMMUNITIES), max(2, round(settings.people / 40)))
        self.communities = [self._community(kind, REST) for kind in COMMUNITIES[:count]]
        self.silo_communities = [
            self._community(kind, side)
            for kind, side in zip(SILO_COMMUNITIES, (ENGINEERS, CREWS), strict=True)
        ]
        self._seat_communities()
        self.leaders = self._leaders()
        self.projects = self._projects(settings.people)
        for group in organisation.groups:
            group.pool = Pool(
                (seat.person, seat.since, seat.until)
                for seat in group.seats
                if seat.talks and not seat.person.bot and not seat.person.lonely
            )
        self.everybody = Pool((person, None, None) for person in self.talkers)
        self.sides = [
            Pool((person, None, None) for person in self.talkers if person.side == side)
            for side in (REST, ENGINEERS, CREWS)
        ]
        self.unit_pools = self._unit_pools()
        self._meet()

    def _community(self, kind: CommunityKind, side: int) -> Group:
        group = self.organisation.group("community", kind.name, side)
        group.text = kind.text
        group.themes = kind.themes
        return group

    def _seat_communities(self) -> None:
        """Members of communities: company-wide ones for the rest, one for each silo."""
        random = self.random
        for person in self.talkers:
            if person.side != REST:
                if random.random() < SILO_MEMBERS:
                    self._join(person, self.silo_communities[person.side - 1])
                elif random.random() < PAPER_MEMBERS / (1 - SILO_MEMBERS):
                    self._join(person, random.choice(self.communities), talks=False)
                continue
            count = random.choices((0, 1, 2, 3), (25, 40, 25, 10))[0]
            if person in self.planted.makers:
                count = max(count, 2)
            for group in random.sample(self.communities, min(count, len(self.communities))):
                self._join(person, group)
        self._fill_communities()
        for group in (self.communities[0], self.silo_communities[CREWS - 1]):
            self._join(self.planted.broker, group)

    def _fill_communities(self) -> None:
        """No community has fewer than four members who talk."""
        rest = [person for person in self.talkers if person.side == REST and person.stays]
        for group in self.communities:
            inside = {seat.person.id for seat in group.seats if seat.talks}
            outside = [person for person in rest if person.id not in inside]
            for person in self.random.sample(outside, max(0, min(len(outside), 4 - len(inside)))):
                self._join(person, group)

    def _join(self, person: Person, group: Group, *, talks: bool = True) -> None:
        """A seat in a community since some day after joining the company, if there is none yet."""
        for seat_ in group.seats:
            if seat_.person is person:
                seat_.talks = seat_.talks or talks
                return
        if self.random.random() < 0.15:
            first = max(person.joined, self.clock.first_day)
            since = self.random.randint(first, max(first, self.clock.last_day - 10))
        else:
            since = max(person.joined, self.clock.first_day - self.random.randrange(900))
        if person.left is not None:
            since = min(since, person.left - 1)
        seat(person, group, "member", since, person.left, talks=talks)

    def _leaders(self) -> Group:
        """The round of leaders, which the heads of the silos do not attend."""
        group = self.organisation.group("community", "Leaders' Round", REST)
        group.text = "Heads of units and the managing director."
        for head in (self.organisation.top, *self.organisation.heads):
            seat(head, group, "member", head.joined, talks=head.side == REST)
        return group

    def _projects(self, people: int) -> list[Group]:
        """Projects across teams; the first one ended before the period and is archived."""
        sides = [REST] * max(2, round(people / 60))
        sides += [side for side in (ENGINEERS, CREWS) for _ in range(round(people / 180))]
        projects = []
        for number, side in enumerate(sides):
            word = PROJECT_WORDS[number % len(PROJECT_WORDS)]
            again = number // len(PROJECT_WORDS)
            name = f"Project {word} {again + 1}" if again else f"Project {word}"
            parent = self.organisation.units[side - 1] if side else None
            group = self.organisation.group("project", name, side, parent)
            group.archived = number == 0
            self._seat_project(group)
            projects.append(group)
        return [group for group in projects if not group.archived]

    def _seat_project(self, group: Group) -> None:
        """Five to eleven members, one of them the lead, for the time of the project."""
        random, clock = self.random, self.clock
        choice = [p for p in self.talkers if p.side == group.side and p.stays and p.team]
        members = random.sample(choice, min(len(choice), random.randint(5, 11)))
        days = clock.last_day - clock.first_day
        if group.archived:
            since, until = clock.first_day - 300, clock.first_day - 20
            members = [person for person in members if person.joined < since]
        else:
            since = clock.first_day + int(days * random.uniform(-0.6, 0.3))
            until = None
        if not members:
            members = [self.organisation.top]
        units = {person.team.unit.name: person.team.unit for person in members if person.team
                 and person.team.unit}  # fmt: skip
        group.themes = tuple(dict.fromkeys(t for unit in units.values() for t in unit.themes))
        for place, person in enumerate(members):
            role = "lead" if place == 0 else "member"
            seat(person, group, role, max(since, person.joined), until, talks=not group.archived)

    def _unit_pools(self) -> dict[str, Pool]:
        """Unit id → everybody who works anywhere in the unit."""
        inside: dict[str, list[Person]] = {group.name: [] for group in self.organisation.units}
        for person in self.talkers:
            if person.team and person.team.unit:
                inside[person.team.unit.name].append(person)
        return {
            group.id: Pool((person, None, None) for person in inside[group.name])
            for group in self.organisation.units
        }

    def _meet(self) -> None:
        """Everybody gets a few contacts outside the team, most in the same unit, none across sides."""
        pools = {group.name: self.unit_pools[group.id] for group in self.organisation.units}
        for person in self.talkers:
            count = 8 if person in self.planted.makers else self.random.choice(CONTACTS)
            met = {person.id}
            for _ in range(count):
                near = self.random.random() < SAME_UNIT
                pool = pools.get(_unit_name(person)) if near else None
                pool = pool or self.sides[person.side]
                other = pool.draw(
                    self.random,
                    max(person.joined, self.clock.first_day) * 86_400,
                    lambda candidate, team=person.team: candidate.team is not team,  # type: ignore[misc]
                )
                if other is not None and other.id not in met and other.side == person.side:
                    met.add(other.id)
                    person.contacts.append(other)


def _unit_name(person: Person) -> str:
    """The name of the person's unit; empty at the top."""
    return person.team.unit.name if person.team and person.team.unit else ""
