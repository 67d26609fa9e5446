"""The broker between the two silos, and the few other talks that cross a silo's border.

The broker talks with teams of both units, and carries links from one to the other. Apart from
that a silo has a handful of mails with outsiders in the whole period, however large it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from graph.sample import phrases
from graph.sample.clock import moment
from graph.sample.company import CREWS, ENGINEERS, REST, Group, Person
from graph.sample.conversation_writer import Conversation
from graph.sample.everyday_talk import Threads
from graph.sample.network import Network
from graph.sample.occasions import Event
from graph.sample.organisation import Organisation
from graph.sample.planted_truth import PlantedTruth
from graph.sample.settings import SampleSettings

TALKS_A_MONTH = 9
"""Talks of the broker in each silo, fewer in a company of less than 225 people."""
REST_SHARE = 3
"""One talk of the broker in a company-wide community for so many in a silo."""
LEAKS = ((ENGINEERS, REST, 6), (CREWS, REST, 6), (ENGINEERS, CREWS, 3))
"""Mails across each border in the whole period."""


class Bridges:
    """Lists the talks that cross a border."""

    def __init__(
        self,
        settings: SampleSettings,
        organisation: Organisation,
        network: Network,
        planted: PlantedTruth,
    ) -> None:
        self.random = settings.randomness("bridges")
        self.settings = settings
        self.clock = organisation.clock
        self.organisation = organisation
        self.network = network
        self.broker = planted.broker

    def events(self) -> list[Event]:
        """All such talks, in no order."""
        events: list[Event] = []
        a_month = min(TALKS_A_MONTH, max(3, round(self.settings.people / 25)))
        talks = a_month * self.settings.months
        for side in (ENGINEERS, CREWS):
            teams = [team for team in self.organisation.teams if team.side == side]
            self.random.shuffle(teams)
            for place in range(talks):
                events.append(self._bridge(teams[place % len(teams)]))
        for _ in range(talks // REST_SHARE):
            events.append(self._bridge(self.network.communities[0]))
        for first, second, mails in LEAKS:
            for _ in range(mails):
                events.append(self._leak(first, second))
        return events

    def _bridge(self, group: Group) -> Event:
        at = moment(self.random, self.random.choice(self.clock.workdays()))
        return at, partial(_bridge, self.broker, group, at)

    def _leak(self, first: int, second: int) -> Event:
        """A short mail between two people of different sides, neither of them the broker."""
        at = moment(self.random, self.random.choice(self.clock.workdays()[:-3]))
        people = [
            self.network.sides[side].draw(
                self.random, at, lambda candidate: candidate is not self.broker and candidate.stays
            )
            for side in (first, second)
        ]
        return at, partial(_leak, people[0], people[1], at)


def _bridge(broker: Person, group: Group, at: int, threads: Threads) -> None:
    """The broker brings something from the other side to this group and talks it over."""
    random, desk = threads.random, threads.desk
    goal = threads.goal_of(group.goals)
    talk = Conversation(desk, "thread", at, group=group, goal=goal)
    talk.title = desk.voice.title(talk.words)
    ref = broker.met[0] if broker.met and broker.met[1] is not group else desk.link()
    text = desk.voice.opening(phrases.BRIDGE, talk.words, ref=ref)
    message = talk.say(broker, at, text, refs=[ref])
    for _ in range(random.randint(2, 4)):
        if message is None:
            break
        when = talk.reply_time(40)
        last = talk.said[-1]
        if last.author is broker:
            fits = group.pool.draw(random, when, lambda candidate: candidate is not broker)
            sentences: Sequence[str] = phrases.ANSWER if goal else phrases.SOCIAL_REPLY
        else:
            fits = broker
            sentences = phrases.REPLY if goal else phrases.SOCIAL_REPLY
        if fits is None:
            break
        text = desk.voice.say(sentences, talk.words)
        message = talk.say(fits, when, text, reply_to=last)
    talk.close()


def _leak(sender: Person | None, receiver: Person | None, at: int, threads: Threads) -> None:
    """A mail and its reply across a border."""
    if sender is None or receiver is None:
        return
    voice = threads.desk.voice
    talk = Conversation(threads.desk, "mail", at, participants=[sender, receiver])
    talk.title = voice.title(talk.words)
    first = talk.say(sender, at, voice.opening(phrases.SOCIAL_OPENING, talk.words), to=[receiver])
    if first is not None:
        text = voice.say(phrases.SOCIAL_REPLY, talk.words)
        talk.say(receiver, talk.reply_time(200), text, reply_to=first, to=[sender])
    talk.close()
