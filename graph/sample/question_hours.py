"""Question hours: people ask their leader in the open, and something comes of it, or an honest no."""

from __future__ import annotations

from typing import Any

from graph.sample import phrases
from graph.sample.clock import later, time_text
from graph.sample.company import Goal, Group, Person, Pool
from graph.sample.conversation_writer import Conversation, Message
from graph.sample.everyday_talk import Threads
from graph.sample.goals import Goals

ANSWERED = 0.85
ACTED_ON = 0.6
LISTENERS = 45
OPENING = "Welcome to the question hour. Today it is about the {}, and you decide."
KINDS = ("started", "stopped", "changed", "declined")
KIND_WEIGHTS = (40, 15, 25, 20)


def question_hour(
    host: Person,
    group: Group,
    pool: Pool,
    goals: Goals,
    at: int,
    threads: Threads,
    *,
    no: bool = False,
) -> Conversation:
    """A question hour of this leader, with those who listened and what came of it.

    With `no`, something is surely declined.
    """
    random, desk = threads.random, threads.desk
    goal = _subject(goals, host, threads)
    listeners = [person for person in pool.present(at) if person is not host]
    listeners = random.sample(listeners, min(len(listeners), random.randint(12, LISTENERS)))
    talk = Conversation(
        desk, "question_hour", at, group=group, goal=goal, hosts=[host],
        participants=listeners, title=f"Question hour with {host.name}",
    )  # fmt: skip
    askers = random.sample(listeners, min(len(listeners), random.randint(3, 8)))
    talk.say(host, at, OPENING.format(talk.words[0]), kind="announcement")
    for asker in askers:
        text = desk.voice.say(phrases.ASK_UP, talk.words)
        question = talk.say(asker, talk.said[-1].at + random.randint(60, 400), text,
                            kind="question")  # fmt: skip
        if question is not None and random.random() < ANSWERED:
            text = desk.voice.say(phrases.ANSWER_DOWN, talk.words)
            answer = talk.say(host, question.at + random.randint(40, 300), text,
                              kind="answer", reply_to=question)  # fmt: skip
            if answer is not None and random.random() < 0.25:
                text = desk.voice.say(phrases.REPLY, talk.words)
                talk.say(asker, answer.at + random.randint(30, 200), text, reply_to=answer)
    for question in _questions(talk):
        talk.react(question, pool)
    talk.close()
    if no:
        declare(talk, host, threads, goals, kind="declined")
    if random.random() < ACTED_ON:
        for _ in range(random.choice((1, 1, 2, 3))):
            declare(talk, host, threads, goals)
    return talk


def _questions(talk: Conversation) -> list[Message]:
    """What was asked in a talk."""
    return [message for message in talk.said if message.kind == "question"]


def _subject(goals: Goals, host: Person, threads: Threads) -> Goal:
    """What the hour is about: a goal that the leader owns, or the purpose."""
    owned = [goal for goal in goals.talked if host in goal.owners]
    return threads.random.choice(owned) if owned else goals.purpose


def declare(
    talk: Conversation,
    by: Person,
    threads: Threads,
    goals: Goals,
    *,
    kind: str | None = None,
    led_to: dict[str, str] | None = None,
) -> None:
    """Write an outcome of the talk some days later, if that is inside the period."""
    random, desk = threads.random, threads.desk
    kind = kind or random.choices(KINDS, KIND_WEIGHTS)[0]
    at = later(random, talk.said[-1].at, 60 * 24 * 4, 1.0)
    if at >= desk.clock.end or not by.present(at):
        return
    if led_to is None and talk.goal is not None and kind in ("started", "changed"):
        led_to = {"goal": talk.goal.id} if random.random() < 0.5 else None
    questions = _questions(talk)
    cited: Message | None = random.choice(questions) if questions else None
    row: dict[str, Any] = {
        "id": desk.next_id("o"),
        "conversation": talk.id,
        "kind": kind,
        "what": desk.voice.say(phrases.OUTCOMES[kind], talk.words),
        "at": time_text(at),
        "by": by.id,
        "led_to": led_to,
        "reason": random.choice(phrases.REASONS) if kind == "declined" else None,
        "message": cited.id if cited else None,
    }
    desk.writer.row("outcomes", row)
