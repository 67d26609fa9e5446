"""Threads of a question and what comes of it: answered and accepted, answered by links, or left open."""

from __future__ import annotations

from collections.abc import Sequence

from graph.sample import phrases
from graph.sample.clock import Clock, working_moment
from graph.sample.company import Group, Person
from graph.sample.conversation_writer import Conversation
from graph.sample.everyday_talk import Threads


def days_between(clock: Clock, count: int, days: range | None = None) -> list[int]:
    """So many working days, evenly over some days or the whole period but its end."""
    wanted = days or range(clock.first_day, clock.last_day - 6)
    inside = [day for day in clock.workdays() if day in wanted]
    return [inside[len(inside) * (2 * place + 1) // (2 * count)] for place in range(count)]


def ask(
    threads: Threads, group: Group, asker: Person, day: int, refs: Sequence[str] = ()
) -> Conversation:
    """A thread with a question about no goal; nobody has answered yet."""
    voice, at = threads.desk.voice, working_moment(threads.random, day)
    talk = Conversation(threads.desk, "thread", at, group=group)
    talk.title = voice.title(talk.words, question=True)
    talk.say(asker, at, voice.opening(phrases.QUESTION, talk.words), kind="question", refs=refs)
    return talk


def answer(
    threads: Threads, talk: Conversation, helpers: Sequence[Person], refs: Sequence[str]
) -> None:
    """Each of these answers the question with these links."""
    for helper in helpers:
        if not talk.said:
            return
        text = threads.desk.voice.say(phrases.ANSWER, talk.words)
        question, at = talk.said[0], talk.reply_time(30)
        talk.say(helper, at, text, kind="answer", reply_to=question, refs=refs)


def accept(threads: Threads, talk: Conversation) -> None:
    """The asker thanks for the last answer and accepts it."""
    if len(talk.said) > 1:
        last, asker = talk.said[-1], talk.said[0].author
        text = threads.desk.voice.say(phrases.THANKS, talk.words)
        if talk.say(asker, talk.reply_time(60), text, reply_to=last):
            talk.accepted = last
