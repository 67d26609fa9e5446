"""Offers: help and knowledge held ready until somebody needs it."""

from __future__ import annotations

from functools import partial

from graph.sample import phrases
from graph.sample.clock import DAY, Clock, time_text, working_moment
from graph.sample.company import Group, Person
from graph.sample.conversation_writer import Conversation
from graph.sample.everyday_talk import Threads
from graph.sample.network import Network
from graph.sample.occasions import Event
from graph.sample.settings import SampleSettings

A_MONTH = 0.02
"""Offers a person makes in a month."""


def offer_events(settings: SampleSettings, clock: Clock, network: Network) -> list[Event]:
    """All offers, in no order."""
    random = settings.randomness("offers")
    events: list[Event] = []
    days = clock.workdays()
    for place in range(max(3, round(A_MONTH * settings.people * settings.months))):
        at = working_moment(random, random.choice(days))
        person = network.everybody.draw(random, at, lambda candidate: bool(candidate.capabilities))
        groups = person.groups(at, "community", "team", "unit") if person else []
        if person is not None and groups:
            events.append((at, partial(_offer, person, random.choice(groups), at, place % 5 < 2)))
    return events


def _offer(person: Person, group: Group, at: int, ending: bool, threads: Threads) -> None:
    """The offer is made in a talk of the group; two in five end on a day named beforehand."""
    random, desk = threads.random, threads.desk
    capability = random.choice(person.capabilities)
    talk = Conversation(desk, "thread", at, group=group)
    talk.title = f"Help with {capability}"
    text = desk.voice.opening(phrases.OFFER, talk.words, cap=capability)
    if talk.say(person, at, text) is None:
        return
    threads.go_on(talk, group.pool, random.randint(1, 3))
    talk.close()
    ends = at // DAY + random.randint(20, 120) if ending else None
    desk.writer.row(
        "offers",
        {
            "id": desk.next_id("f"),
            "person": person.id,
            "what": text,
            "at": time_text(at),
            "capabilities": [capability],
            "until": None if ends is None else time_text(ends * DAY),
            "conversation": talk.id,
        },
    )
