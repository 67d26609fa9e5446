"""Experiments in every state, from a proposal with backers to a finding that others cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graph.sample import phrases
from graph.sample.clock import DAY, Clock, later, time_text, working_moment
from graph.sample.company import Goal, Group, Person
from graph.sample.conversation_writer import Conversation
from graph.sample.everyday_talk import Threads
from graph.sample.goals import Goals
from graph.sample.network import Network
from graph.sample.occasions import Event
from graph.sample.question_hours import declare
from graph.sample.settings import SampleSettings

A_MONTH = 0.015
"""Experiments a person proposes in a month."""
STATES = ("proven", "failed", "running", "supported", "proposed", "abandoned")
STATE_WEIGHTS = (26, 20, 18, 12, 12, 12)
RETRIED = 0.5
"""Share of failed experiments that somebody tries again."""


@dataclass
class Experiment:
    """An experiment as it is planned; ids are filled when it is proposed."""

    proposer: Person
    group: Group
    practice: str
    at: int
    state: str
    started: int | None = None
    ended: int | None = None
    retry_of: Experiment | None = None
    finding: str | None = None
    id: str = ""
    backers: list[tuple[Person, int]] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """The hashtag by which people name the practice."""
        return "#" + self.practice.lower().replace(" ", "-")

    def row(self, goal: Goal | None, conversation: str, end: int) -> dict[str, Any]:
        """The experiment's row as it stands at the end."""
        return {
            "id": self.id,
            "title": f"Try {self.practice}",
            "proposed_by": self.proposer.id,
            "proposed_at": time_text(self.at),
            "state": self.state,
            "backers": [{"person": p.id, "at": time_text(at)} for p, at in self.backers] or None,
            "started_at": time_text(self.started) if self.started else None,
            "ended_at": time_text(self.ended) if self.ended else None,
            "finding": self.finding,
            "goals": [goal.id] if goal else None,
            "conversation": conversation,
            "practice": self.practice,
            "retry_of": self.retry_of.id if self.retry_of and self.retry_of.id else None,
        }


class Experiments:
    """Plans experiments and lists their talks."""

    def __init__(
        self, settings: SampleSettings, clock: Clock, network: Network, goals: Goals
    ) -> None:
        self.random = settings.randomness("experiments")
        self.clock = clock
        self.network = network
        self.goals = goals
        self.count = max(len(STATES), round(A_MONTH * settings.people * settings.months))
        self._failed: list[Experiment] = []

    @property
    def honest_failures(self) -> list[str]:
        """Those that failed with a finding, once they have been proposed."""
        return sorted(plan.id for plan in self._failed if plan.id)

    def events(self) -> list[Event]:
        """All proposals and results, in no order; every state occurs."""
        events: list[Event] = []
        more = self.random.choices(STATES, STATE_WEIGHTS, k=self.count - len(STATES))
        for place, state in enumerate([*STATES, *more]):
            first = self._plan(state, 0.02, 0.45)
            if first is None:
                continue
            events.extend(self._talks(first))
            if first.state == "failed" and first.finding:
                self._failed.append(first)
            if first.state == "failed" and (place < len(STATES) or self.random.random() < RETRIED):
                again = self._plan("running", 0.8, 0.95, first)
                events.extend(self._talks(again) if again else [])
        return events

    def _plan(
        self, state: str, least: float, most: float, again: Experiment | None = None
    ) -> Experiment | None:
        """An experiment whose dates fit its state and the period."""
        random, clock = self.random, self.clock
        late = state in ("proposed", "supported", "running") and again is None
        share = random.uniform(0.5, 0.85) if late else random.uniform(least, most)
        at = clock.at_share(share) + random.randrange(5 * 3600)
        proposer = self.network.everybody.draw(random, at, lambda candidate: candidate.stays)
        places = proposer.groups(at, "community", "team", "project") if proposer else []
        if proposer is None or not places:
            return None
        practice = again.practice if again else random.choice(phrases.PRACTICES)
        plan = Experiment(proposer, random.choice(places), practice, at, state, retry_of=again)
        days = clock.last_day - at // DAY
        if state in ("running", "proven", "failed", "abandoned"):
            plan.started = working_moment(random, at // DAY + max(2, int(days * 0.15)))
        if state in ("proven", "failed", "abandoned"):
            plan.ended = working_moment(random, at // DAY + int(days * random.uniform(0.4, 0.75)))
        self._settle(plan)
        if plan.state in ("proven", "failed"):
            sentences = phrases.FINDINGS_GOOD if plan.state == "proven" else phrases.FINDINGS_BAD
            plan.finding = random.choice(sentences).format(n=random.randint(2, 9))
        return plan

    def _settle(self, plan: Experiment) -> None:
        """Take back what would lie after the period: it has not happened yet."""
        if plan.ended and plan.ended >= self.clock.end:
            plan.ended, plan.state = None, "running"
        if plan.started and plan.started >= self.clock.end:
            plan.started, plan.state = None, "supported"

    def _talks(self, plan: Experiment) -> list[Event]:
        """The proposal, the result where there is one, and later uses of what was proven."""
        events: list[Event] = [(plan.at, partial(_propose, plan, self.goals))]
        if plan.ended and plan.finding:
            events.append((plan.ended, partial(_report, plan, self.goals)))
        if plan.state == "proven" and plan.ended:
            for _ in range(self.random.randint(2, 5)):
                day = self.random.randint(plan.ended // DAY, self.clock.last_day)
                at = working_moment(self.random, day)
                events.append((at, partial(_adopt, plan, at)))
        return events


def _propose(plan: Experiment, goals: Goals, threads: Threads) -> None:
    """The proposal, those who back it, and the experiment's row."""
    random, desk = threads.random, threads.desk
    goal = random.choice(plan.group.goals) if plan.group.goals else goals.purpose
    talk = Conversation(desk, "thread", plan.at, group=plan.group, goal=goal)
    talk.title = f"Experiment: {plan.practice}"
    text = desk.voice.opening(phrases.PROPOSE, talk.words, practice=plan.practice)
    root = talk.say(plan.proposer, plan.at, text, refs=[plan.tag])
    if root is None:
        return
    backers_by_state = {"proposed": random.randint(0, 2), "abandoned": random.randint(1, 3)}
    before = plan.started or desk.clock.end
    for _ in range(backers_by_state.get(plan.state, random.randint(4, 7))):
        at = later(random, talk.said[-1].at, 50, 0.8)
        excluded = {plan.proposer.id, *(person.id for person, _ in plan.backers)}
        person = _backer(plan, at, excluded, threads)
        if person is None or at >= before:
            break
        if talk.say(person, at, desk.voice.say(phrases.BACK, talk.words), reply_to=root):
            plan.backers.append((person, at))
    talk.close()
    plan.id = desk.next_id("x")
    desk.tallies.proposed[plan.proposer.id] += 1
    desk.writer.row("experiments", plan.row(goal, talk.id, desk.clock.end))
    if random.random() < 0.3 and plan.started:
        declare(talk, plan.proposer, threads, goals, kind="started",
                led_to={"experiment": plan.id})  # fmt: skip


def _backer(plan: Experiment, at: int, excluded: set[str], threads: Threads) -> Person | None:
    """Somebody who backs the plan and has not yet: of the group, or a contact of the proposer."""
    random = threads.random
    near = [
        person
        for person in plan.proposer.contacts
        if person.side == plan.group.side and person.id not in excluded and person.present(at)
    ]
    if near and random.random() < 0.4:
        return random.choice(near)
    return plan.group.pool.draw(random, at, lambda candidate: candidate.id not in excluded)


def _report(plan: Experiment, goals: Goals, threads: Threads) -> None:
    """The finding is told where the experiment was proposed."""
    random, desk = threads.random, threads.desk
    if not plan.id or plan.ended is None:
        return
    goal = random.choice(plan.group.goals) if plan.group.goals else goals.purpose
    talk = Conversation(desk, "thread", plan.ended, group=plan.group, goal=goal)
    talk.title = f"Result: {plan.practice}"
    text = desk.voice.say(
        phrases.FINDING, talk.words, practice=plan.practice, finding=plan.finding or ""
    )
    if talk.say(plan.proposer, plan.ended, text, kind="announcement", refs=[plan.tag, plan.id]):
        threads.go_on(talk, plan.group.pool, random.randint(2, 6))
    talk.close()


def _adopt(plan: Experiment, at: int, threads: Threads) -> None:
    """Somebody in another place takes up what was proven."""
    random, desk = threads.random, threads.desk
    side = plan.group.side
    person = threads.network.sides[side].draw(random, at, lambda candidate: candidate.stays)
    places = person.groups(at, "team", "project") if person else []
    if not plan.id or person is None or not places or places[0].side != side:
        return
    group = places[0]
    talk = Conversation(desk, "thread", at, group=group, goal=threads.goal_of(group.goals))
    talk.title = f"We try {plan.practice} too"
    text = f"We start with {plan.practice} this week. Here is what others found: {plan.id}."
    if talk.say(person, at, text, refs=[plan.tag, plan.id]):
        threads.go_on(talk, group.pool, random.randint(1, 4))
    talk.close()
