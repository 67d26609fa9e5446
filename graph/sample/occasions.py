"""What is in the calendar: team meetings, question hours of leaders, welcomes, first talks on goals.

A planner lists events as (second, what to play); they are played when their day comes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from graph.sample import phrases
from graph.sample.clock import DAY, Clock, later, weekday, working_moment
from graph.sample.company import REST, Goal, Group, Person
from graph.sample.conversation_writer import Conversation
from graph.sample.everyday_talk import Threads
from graph.sample.goals import Goals
from graph.sample.network import Network
from graph.sample.organisation import Organisation
from graph.sample.planted_truth import PlantedTruth
from graph.sample.question_hours import question_hour
from graph.sample.settings import SampleSettings

Event = tuple[int, Callable[[Threads], object]]
MEETING_EVERY = 14
HOUR_EVERY = 30
BOT_POSTS = 0.12
"""Share of working days on which a bot posts, a bot."""


class Calendar:
    """Lists the occasions of the period."""

    def __init__(
        self,
        settings: SampleSettings,
        clock: Clock,
        organisation: Organisation,
        network: Network,
        goals: Goals,
        planted: PlantedTruth,
    ) -> None:
        self.random = settings.randomness("occasions")
        self.clock = clock
        self.organisation = organisation
        self.network = network
        self.goals = goals
        self.planted = planted

    def events(self) -> list[Event]:
        """All occasions, in no order."""
        return [
            *self._meetings(),
            *self._hours(),
            *self._first_talks(),
            *self._welcomes(),
            *self._alone(),
            *self._bots(),
        ]

    def _meetings(self) -> list[Event]:
        """Every second week a meeting of half of the teams, of units and of the leaders."""
        events: list[Event] = []
        units = [group for group in self.organisation.groups if group.kind == "unit"]
        for place, group in enumerate([*self.organisation.teams, *units, self.network.leaders]):
            if place % 2 and group.kind == "team" or len(group.pool) < 3:
                continue
            first = self.clock.first_day + self.random.randrange(MEETING_EVERY)
            while weekday(first) >= 5:
                first += 1
            hour = self.random.randrange(9, 16) * 3600
            for day in range(first, self.clock.last_day + 1, MEETING_EVERY):
                events.append((day * DAY + hour, partial(_meeting, group, day * DAY + hour)))
        return events

    def _hours(self) -> list[Event]:
        """Every month a question hour of each head of a unit and of the managing director."""
        events: list[Event] = []
        hosts = [(self.organisation.top, self.organisation.company, REST)]
        for head, unit in zip(self.organisation.heads, self.organisation.units, strict=True):
            hosts.append((head, unit, head.side))
        for host, group, side in hosts:
            first = self.clock.first_day + self.random.randrange(3, 20)
            pool = self.network.sides[side] if host is self.organisation.top \
                else self.network.unit_pools[group.id]  # fmt: skip
            for day in range(first, self.clock.last_day - 1, HOUR_EVERY):
                at = working_moment(self.random, day)
                first_of_all = host is self.organisation.top and day == first
                hour = partial(question_hour, host, group, pool, self.goals, at, no=first_of_all)
                events.append((at, hour))
        return events

    def _first_talks(self) -> list[Event]:
        """A talk, marked as such, about each goal that is talked about at all."""
        events: list[Event] = []
        for goal in self.goals.talked:
            group = next((g for g in goal.groups if len(g.pool) > 1), self.network.leaders)
            at = self.clock.at_share(self.random.uniform(0.02, 0.85))
            at += self.random.randrange(6 * 3600)
            events.append((at, partial(_first_talk, goal, group, at)))
        return events

    def _welcomes(self) -> list[Event]:
        """A newcomer says hello in the team and is welcomed by a colleague."""
        events: list[Event] = []
        for person in self.planted.newcomers:
            at = working_moment(self.random, person.joined + 1)
            events.append((at, partial(_welcome, person, at)))
        return events

    def _alone(self) -> list[Event]:
        """The lonely newcomer writes a few times."""
        person = self.planted.lonely
        first = person.joined + 1
        step = max(1, (self.clock.last_day - first) // (len(phrases.ALONE) + 1))
        events: list[Event] = []
        for place in range(len(phrases.ALONE)):
            at = working_moment(self.random, first + place * step)
            events.append((at, partial(_alone, self.planted, place, at)))
        return events

    def _bots(self) -> list[Event]:
        """Posts of the bots in teams."""
        events: list[Event] = []
        for bot in self.organisation.bots:
            for day in self.clock.workdays():
                if self.random.random() < BOT_POSTS:
                    at = day * DAY + 7 * 3600
                    team = self.random.choice(self.organisation.teams)
                    events.append((at, partial(_bot_post, bot, team, at)))
        return events


def _meeting(group: Group, at: int, threads: Threads) -> None:
    """A meeting of the group: who came, and its minutes, in half of the groups dated by day only."""
    random, desk = threads.random, threads.desk
    came = [person for person in group.pool.present(at) if random.random() < 0.85]
    if len(came) < 2:
        return
    talk = Conversation(
        desk, "meeting", at, group=group, goal=threads.goal_of(group.goals), participants=came,
        title=f"{group.name}, regular meeting", hosts=[group.seats[0].person]
        if group.seats[0].person in came else [],
    )  # fmt: skip
    by_day = int(group.id.rsplit("-", 1)[1]) % 4 == 2
    speakers = random.sample(came, min(len(came), random.randint(2, 4)))
    for place, person in enumerate(speakers):
        text = desk.voice.say(phrases.MINUTES, talk.words)
        when = at if by_day else at + place * 420
        talk.say(person, when, text, seq=place + 1 if by_day else None)
    talk.close()


def _first_talk(goal: Goal, group: Group, at: int, threads: Threads) -> None:
    """A thread about the goal in a group that pursues it, with the goal's mark."""
    voice = threads.desk.voice
    starter = group.pool.draw(threads.random, at)
    if starter is None:
        return
    talk = Conversation(threads.desk, "thread", at, group=group, goal=goal, marked=True)
    talk.title = voice.title(talk.words)
    threads.open(talk, starter, is_question=threads.random.random() < 0.3)
    threads.go_on(talk, group.pool, threads.random.randint(3, 6))
    talk.close()


def _welcome(person: Person, at: int, threads: Threads) -> None:
    """Hello, welcome, thank you: the newcomer's first two-way tie."""
    random, voice = threads.random, threads.desk.voice
    team = person.team
    assert team is not None
    talk = Conversation(threads.desk, "thread", at, group=team, goal=threads.goal_of(team.goals))
    talk.title = "New in the team"
    words = team.goals[0].terms if team.goals else talk.words
    hello = talk.say(person, at, voice.say(phrases.HELLO, words))
    then = later(random, at, 60)
    host = team.pool.draw(
        random, then, lambda candidate: candidate is not person and candidate.stays
    )
    if hello is not None and host is not None:
        text = voice.say(phrases.WELCOME, words, x=person.mark)
        welcome = talk.say(host, then, text, reply_to=hello, mentions=[person])
        if welcome is not None:
            text = voice.say(phrases.WELCOME_THANKS, words, x=host.mark)
            talk.say(person, later(random, then, 30), text, reply_to=welcome, mentions=[host])
            threads.go_on(talk, team.pool, random.randint(1, 4))
    talk.close()


def _alone(planted: PlantedTruth, place: int, at: int, threads: Threads) -> None:
    """A message of the lonely newcomer that nobody answers."""
    person = planted.lonely
    assert person.team is not None
    text = phrases.ALONE[place]
    kind = "question" if text.endswith("?") else "post"
    words = person.team.goals[0].terms if person.team.goals else threads.desk.voice.words(None)
    talk = Conversation(threads.desk, "thread", at, group=person.team)
    message = talk.say(person, at, threads.desk.voice.say([text], words), kind=kind)
    if message is not None:
        planted.lonely_messages.append(message.id)
    talk.close()


def _bot_post(bot: Person, team: Group, at: int, threads: Threads) -> None:
    """A message of a bot."""
    talk = Conversation(threads.desk, "chat", at, group=team, goal=threads.goal_of(team.goals))
    talk.say(bot, at, threads.desk.voice.say(phrases.BOT_POST, talk.words), kind="announcement")
    talk.close()
