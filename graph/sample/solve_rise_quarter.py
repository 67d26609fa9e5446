"""A quarter in which a unit solves more of its questions, after question hours that its head held."""

from __future__ import annotations

from math import ceil

from graph.sample.clock import Clock, days_of_quarter, quarter_of, working_moment
from graph.sample.company import Group, Person
from graph.sample.everyday_talk import Threads
from graph.sample.goals import Goals
from graph.sample.network import Network
from graph.sample.planted_truth import SolvingRise
from graph.sample.question_hours import question_hour
from graph.sample.question_threads import accept, answer, ask, days_between

RISE = 0.3
"""By how much the part that is solved rises at least."""
MOST_SOLVED = 0.8
HOURS = 4
HOUR_DAYS = 42
"""The last days of the quarter before, in which the question hours are."""
LEAST_ASKED = 10
"""Questions of a quarter below which a part says little."""
LEAST_PEOPLE = 5


class SolvingRises:
    """Chooses the unit, holds the hours, and lets the quarter after them solve more."""

    def __init__(self, clock: Clock, network: Network, goals: Goals, threads: Threads) -> None:
        self.clock = clock
        self.network = network
        self.goals = goals
        self.threads = threads

    def plant(self) -> SolvingRise | None:
        """The rise of the unit of which it asks least; None where no two whole quarters are there."""
        quarter = quarter_of(self.clock.last_day + 1) - 1
        if quarter_of(self.clock.first_day - 1) >= quarter - 1:
            return None
        organisation = self.network.organisation
        units = [
            (self._answers(unit, quarter), place)
            for place, unit in enumerate(organisation.units)
            if len(self.network.unit_pools[unit.id].present(self.clock.end - 1)) >= LEAST_PEOPLE
        ]
        found = min(((one, place) for one, place in units if one), default=None)
        if found is None:
            return None
        count, place = found
        unit, leader = organisation.units[place], organisation.heads[place]
        before, after = days_of_quarter(quarter - 1), days_of_quarter(quarter)
        hours = self._hours(unit, leader, range(before.stop - HOUR_DAYS, before.stop - 7))
        self._solve(unit, count, after)
        return SolvingRise(unit, leader, hours, before, after)

    def _answers(self, unit: Group, quarter: int) -> int:
        """How many more questions must be solved in a quarter; 0 where too little was asked to tell."""
        people = [person for person, *_ in self.network.unit_pools[unit.id].entries]
        tallies = self.threads.desk.tallies
        asked_before, solved_before = tallies.asked_and_solved(people, quarter - 1)
        asked, solved = tallies.asked_and_solved(people, quarter)
        if min(asked_before, asked) < LEAST_ASKED:
            return 0
        wanted = min(MOST_SOLVED, solved_before / asked_before + RISE)
        return max(1, ceil((wanted * asked - solved) / (1 - wanted)))

    def _hours(self, unit: Group, leader: Person, days: range) -> list[str]:
        """The ids of the question hours."""
        pool, held = self.network.unit_pools[unit.id], []
        for day in days_between(self.clock, HOURS, days):
            at = working_moment(self.threads.random, day)
            held.append(question_hour(leader, unit, pool, self.goals, at, self.threads).id)
        return held

    def _solve(self, unit: Group, count: int, days: range) -> None:
        """People of the unit ask, and accept what a colleague answers."""
        pool, random = self.network.unit_pools[unit.id], self.threads.random
        for day in days_between(self.clock, count, range(days.start, days.stop - 7)):
            people = [one for one in pool.present((day + 1) * 86_400) if one.stays]
            asker, helper = random.sample(people, 2)
            talk = ask(self.threads, unit, asker, day)
            answer(self.threads, talk, [helper], ())
            accept(self.threads, talk)
            talk.close()
