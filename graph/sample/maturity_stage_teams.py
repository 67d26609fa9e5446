"""A team at each maturity stage, by acts that outweigh whatever else its people did.

Reaching a stage needs a share of what was done (see docs/value.md); from tallies of all that the team's
people wrote it is known how many acts surely carry it over one threshold and keep it below the next.
The thresholds are written here once more: the sample plants what the ledger is to find by its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from graph.sample import phrases
from graph.sample.activity_counts import TalkTallies
from graph.sample.clock import DAY, Clock, working_moment
from graph.sample.company import Group, Person
from graph.sample.conversation_writer import Conversation
from graph.sample.everyday_talk import Threads
from graph.sample.experiments import Experiment
from graph.sample.network import Network
from graph.sample.planted_truth import PlantedTruth, StageGroup
from graph.sample.question_threads import accept, answer, ask, days_between

STAGES = ("CONNECT", "SHARE", "SOLVE", "INNOVATE")
REACHED, SOLVED = 0.2, 0.25
"""Needed audience reached, and needs solved, from which on a scope shares and solves."""
LEAST_DAYS = 120
"""Days on which the people of a team wrote, together; with those that are planted enough for a rate of ties."""
LEAST_PEOPLE = 5
LINKS = 8
"""Links of one message, where they are repeated or shown."""
MOST_THREADS = 60
"""Threads of one kind; a team that would need more is left alone."""
TRIED = 6
"""Experiments of the team that innovates."""
BACKERS = 4
EXPERIMENT_DAYS = 60
"""From the proposal until the finding is surely there."""


@dataclass(frozen=True)
class Team:
    """A team whose people are there all the time, and what they have done so far."""

    group: Group
    people: Sequence[Person]
    needed: int
    asked: int
    solved: int

    @property
    def shown(self) -> int:
        """Threads in which links must be shown so that enough of those reached needed them."""
        return ceil((REACHED / (1 - REACHED) * self.needed + 2) / LINKS)

    @property
    def repeated(self) -> int:
        """Threads in which known links must be repeated so that most who needed them had them."""
        most = (1 - REACHED) / REACHED * self.needed + 10
        return ceil(most / (LINKS * len(self.people)))

    @property
    def settled(self) -> int:
        """Questions that must be solved so that enough of all are."""
        return max(self.shown, ceil(SOLVED / (1 - SOLVED) * (self.asked + TRIED)) + 2)

    @property
    def open(self) -> int:
        """Questions that must stay open so that too few of all are solved."""
        return max(self.shown, ceil(self.solved / SOLVED - self.asked / 2) + 4)


class MaturityGroups:
    """Chooses the teams, and plays what makes each reach its stage."""

    def __init__(
        self, clock: Clock, network: Network, planted: PlantedTruth, threads: Threads
    ) -> None:
        self.clock = clock
        self.network = network
        self.threads = threads
        self.tallies: TalkTallies = threads.desk.tallies
        self.planted = planted

    def plant(self, without: Group | None) -> list[StageGroup]:
        """A team of each stage outside one unit; none where the company is too small for all."""
        teams = self._teams(without)
        if len(teams) < len(STAGES):
            return []
        acts = (self._repeat, self._show, self._solve, self._try)
        for team, act in zip(teams, acts, strict=False):
            act(team)
        return [StageGroup(team.group, stage) for team, stage in zip(teams, STAGES, strict=False)]

    def _teams(self, without: Group | None) -> list[Team]:
        """The teams that can be planted, those first of whom the fewest acts are asked."""
        left_alone = {person.id for person in self.planted.people}
        found = []
        for group in self.network.organisation.teams:
            everybody = [seat.person for seat in group.seats]
            if _inside(group, without) or any(one.id in left_alone for one in everybody):
                continue
            people = [
                seat.person
                for seat in group.seats
                if seat.until is None and _always_there(seat.person, self.clock)
            ]
            team = Team(
                group,
                people,
                self.tallies.needed_of(everybody),
                *self.tallies.asked_and_solved(everybody),
            )
            most = max(team.repeated, team.settled, team.open) if people else MOST_THREADS
            if (
                len(people) >= LEAST_PEOPLE
                and most < MOST_THREADS
                and self.tallies.active_days(people) >= LEAST_DAYS
                and sum(self.tallies.proposed[person.id] for person in everybody) < TRIED - 1
            ):
                found.append(team)
        return sorted(found, key=lambda team: (team.needed, team.group.id))

    def _repeat(self, team: Team) -> None:
        """Somebody asks about links, and everybody answers with the same ones."""
        others = self._elsewhere(team)
        for day in days_between(self.clock, team.repeated):
            refs = self._links()
            talk = ask(self.threads, team.group, self.threads.random.choice(others), day, refs)
            answer(self.threads, talk, team.people, refs)
            talk.close()

    def _show(self, team: Team) -> None:
        """Some ask and are shown what they had not known; nothing is solved."""
        for place, day in enumerate(days_between(self.clock, team.open)):
            asker, helper = self._two(team)
            talk = ask(self.threads, team.group, asker, day)
            if place < team.shown:
                answer(self.threads, talk, [helper], self._links())
            talk.close()

    def _solve(self, team: Team) -> None:
        """Some ask, are shown what they had not known, and accept it."""
        for place, day in enumerate(days_between(self.clock, team.settled)):
            asker, helper = self._two(team)
            talk = ask(self.threads, team.group, asker, day)
            answer(self.threads, talk, [helper], self._links() if place < team.shown else ())
            accept(self.threads, talk)
            talk.close()

    def _try(self, team: Team) -> None:
        """As who solves; and some try something, backed from elsewhere, until it is proven."""
        self._solve(team)
        random, clock = self.threads.random, self.clock
        days = range(clock.first_day, clock.last_day - EXPERIMENT_DAYS)
        by_home = {person.team.id: person for person in self._elsewhere(team) if person.team}
        homes = list(by_home.values())
        for day in days_between(clock, TRIED, days):
            at, practice = working_moment(random, day), random.choice(phrases.PRACTICES)
            plan = Experiment(random.choice(team.people), team.group, practice, at, "proven")
            plan.started = working_moment(random, day + EXPERIMENT_DAYS // 4)
            plan.ended = working_moment(random, day + EXPERIMENT_DAYS // 2)
            plan.finding = random.choice(phrases.FINDINGS_GOOD).format(n=random.randint(2, 9))
            propose(plan, random.sample(homes, min(BACKERS, len(homes))), self.threads)

    def _elsewhere(self, team: Team) -> list[Person]:
        """Who of the same side belongs to other teams, and is there all the time."""
        return [
            person
            for person in self.network.sides[team.group.side].present(self.clock.end - 1)
            if person.team is not team.group and _always_there(person, self.clock)
        ]

    def _two(self, team: Team) -> list[Person]:
        return self.threads.random.sample(list(team.people), 2)

    def _links(self) -> list[str]:
        return [self.threads.desk.link() for _ in range(LINKS)]


def propose(plan: Experiment, backers: Sequence[Person], threads: Threads) -> None:
    """The proposal, those who back it within the next days, and the experiment's row."""
    random, desk = threads.random, threads.desk
    talk = Conversation(desk, "thread", plan.at, group=plan.group)
    talk.title = f"Experiment: {plan.practice}"
    text = desk.voice.opening(phrases.PROPOSE, talk.words, practice=plan.practice)
    root = talk.say(plan.proposer, plan.at, text, refs=[plan.tag])
    for place, backer in enumerate(backers if root else ()):
        at = working_moment(random, plan.at // DAY + 1 + place)
        if talk.say(backer, at, desk.voice.say(phrases.BACK, talk.words), reply_to=root):
            plan.backers.append((backer, at))
    talk.close()
    plan.id = desk.next_id("x")
    desk.writer.row("experiments", plan.row(None, talk.id, desk.clock.end))


def _always_there(person: Person, clock: Clock) -> bool:
    """Whether somebody has been there since before the period and stays."""
    return person.stays and person.joined < clock.first_day


def _inside(group: Group, unit: Group | None) -> bool:
    """Whether a group is part of a unit."""
    above: Group | None = group
    while above is not None and above is not unit:
        above = above.parent
    return above is not None and unit is not None
