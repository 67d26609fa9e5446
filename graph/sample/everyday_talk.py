"""Everyday talk: threads, chats, mail and issues that people start among those they work with.

How long a thread gets is heavy-tailed: a fifth stays without reply, the others are lognormal.
About four in five messages stay inside the team or the project.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.sample import phrases
from graph.sample.clock import moment
from graph.sample.company import Goal, Group, Person, Pool
from graph.sample.conversation_writer import Conversation, Desk, Message
from graph.sample.network import Network

NO_REPLY = 0.2
SIZE_MEDIAN_LOG, SIZE_SPREAD, LONGEST = 0.75, 0.95, 80
MEAN_SIZE = 3.6
ABOUT_GOAL = 0.72
WHERE = ("team", "unit", "project", "community", "mail", "private")
WHERE_WEIGHTS = (60, 8, 12, 10, 6, 4)
QUESTIONS = {"team": 0.25, "unit": 0.15, "project": 0.3, "community": 0.55}
PACE = {"chat": 9.0, "thread": 40.0, "issue": 300.0, "mail": 170.0, "meeting": 5.0}
"""Median minutes until the next message."""
SHOWN_EARLY = 0.06
CARRIED = 0.12
WITH_LINK = 0.12
BROUGHT_IN = 0.1


class Threads:
    """Starts everyday conversations."""

    def __init__(self, desk: Desk, network: Network) -> None:
        self.desk = desk
        self.random = desk.random
        self.network = network

    def start(self, day: int) -> None:
        """Write one conversation that starts on this day, whole."""
        at = moment(self.random, day)
        starter = self.network.everybody.draw(self.random, at)
        if starter is None:
            return
        where = self.random.choices(WHERE, WHERE_WEIGHTS)[0]
        if where in ("mail", "private"):
            self._among_contacts(starter, at, where)
            return
        groups = starter.groups(at, where) or starter.groups(at, "team", "unit", "community")
        if groups:
            self._in_group(starter, self.random.choice(groups), at)

    def _size(self) -> int:
        """How many messages a conversation gets."""
        if self.random.random() < NO_REPLY:
            return 1
        return min(LONGEST, 2 + int(self.random.lognormvariate(SIZE_MEDIAN_LOG, SIZE_SPREAD) - 0.5))

    def goal_of(self, goals: Sequence[Goal]) -> Goal | None:
        """What a new talk is about, or nothing."""
        if not goals or self.random.random() >= ABOUT_GOAL:
            return None
        return self.random.choice(goals)

    def _in_group(self, starter: Person, group: Group, at: int) -> None:
        """A thread, chat or issue in a group."""
        random, voice = self.random, self.desk.voice
        goal = self.goal_of(group.goals)
        kind = random.choices(("thread", "chat", "issue"), (55, 30, 15 if goal else 0))[0]
        is_question = random.random() < QUESTIONS.get(group.kind, 0.25)
        visibility = "group" if group.kind in ("team", "project") and random.random() < 0.06 \
            else "public"  # fmt: skip
        talk = Conversation(self.desk, kind, at, group=group, goal=goal, visibility=visibility)
        if kind != "chat":
            talk.title = voice.title(talk.words, question=is_question)
        root = self.open(talk, starter, is_question=is_question)
        if root is not None:
            size = self._size()
            self.go_on(talk, group.pool, size + 2 if is_question and size > 1 else size)
        talk.close()

    def open(self, talk: Conversation, starter: Person, *, is_question: bool) -> Message | None:
        """The first message: a question, work shown early, something carried here, or news."""
        random, voice, words = self.random, self.desk.voice, talk.words
        met = starter.met
        if talk.goal is None:
            text = voice.opening(phrases.SOCIAL_OPENING, words)
            kind = "question" if text.endswith("?") else "post"
            return talk.say(starter, talk.at, text, kind=kind)
        if is_question:
            text = voice.opening(phrases.QUESTION, words)
            return talk.say(starter, talk.at, text, kind="question")
        if met and met[1] is not talk.group and talk.group and random.random() < CARRIED:
            text = voice.opening(phrases.CARRY, words, ref=met[0])
            return talk.say(starter, talk.at, text, refs=[met[0]])
        early = random.random() < SHOWN_EARLY
        refs = [self.desk.link()] if early or random.random() < WITH_LINK else []
        if early:
            text = voice.opening(phrases.PROGRESS, words)
            return talk.say(starter, talk.at, text, kind="work_in_progress", refs=refs)
        if (starter.level or 9) <= 2 and random.random() < 0.3:
            text = voice.opening(phrases.ANNOUNCEMENT, words)
            return talk.say(starter, talk.at, text, kind="announcement", refs=refs)
        return talk.say(starter, talk.at, voice.opening(phrases.OPENING, words), refs=refs)

    def go_on(self, talk: Conversation, pool: Pool, size: int) -> None:
        """Write replies until the size is reached, the period ends or nobody is there."""
        pace = PACE.get(talk.kind, 40.0)
        guest: Person | None = None
        talk.react(talk.said[0], pool)
        for _ in range(size - 1):
            at = talk.reply_time(pace)
            target = self._target(talk.said)
            author = guest if guest and guest.present(at) else self._author(talk, pool, target, at)
            if author is None:
                return
            guest = self._guest(talk, author, at)
            message = self._reply(talk, author, at, target, guest)
            if message is None:
                return
            talk.react(message, pool)

    def _target(self, messages: Sequence[Message]) -> Message:
        """What is answered: mostly the last message, else the first or any."""
        chance = self.random.random()
        if chance < 0.55:
            return messages[-1]
        return messages[0] if chance < 0.85 else self.random.choice(messages)

    def _author(self, talk: Conversation, pool: Pool, target: Message, at: int) -> Person | None:
        """Who answers: half the time somebody who has already spoken here, often the asker."""
        asker = talk.said[0].author
        if _open_answer(talk) and target.author is not asker and self.random.random() < 0.5:
            return asker if asker.present(at) else None
        before = [person for person in talk.authors.values() if person is not target.author]
        if before and self.random.random() < 0.5:
            person = self.random.choice(before)
            if person.present(at):
                return person
        return pool.draw(self.random, at, lambda candidate: candidate is not target.author)

    def _guest(self, talk: Conversation, author: Person, at: int) -> Person | None:
        """A contact of the author who is named, and so comes in next."""
        if not author.contacts or self.random.random() >= BROUGHT_IN:
            return None
        guest = self.random.choice(author.contacts)
        if talk.group is None or guest.side != talk.group.side or guest.id in talk.authors:
            return None
        return guest if guest.present(at) else None

    def _reply(
        self, talk: Conversation, author: Person, at: int, target: Message, guest: Person | None
    ) -> Message | None:
        """One reply, with the kind and words that fit what it answers."""
        random, voice, root = self.random, self.desk.voice, talk.said[0]
        is_question = root.kind == "question" and talk.goal is not None
        kind = "post"
        mentions = [target.author] if random.random() < 0.12 else []
        if talk.goal is None:
            text = voice.say(phrases.SOCIAL_REPLY, talk.words)
        elif author is root.author and (answer := _open_answer(talk)) is not None:
            text, target = voice.say(phrases.THANKS, talk.words), answer
            talk.accepted = answer
        elif is_question and author is not root.author and random.random() < 0.6:
            text, kind, target = voice.say(phrases.ANSWER, talk.words), "answer", root
        else:
            text = voice.say(phrases.REPLY, talk.words)
        if mentions:
            text = f"{target.author.mark} {text}"
            mentions = [target.author]
        if guest is not None:
            text = f"{text} {guest.mark} may know more."
            mentions.append(guest)
        refs = [self.desk.link()] if random.random() < WITH_LINK / 3 else []
        return talk.say(author, at, text, kind=kind, reply_to=target, mentions=mentions, refs=refs)

    def _among_contacts(self, starter: Person, at: int, where: str) -> None:
        """A mail, or a private chat, to a few contacts outside the team."""
        random = self.random
        count = random.choices((1, 2, 3), (60, 28, 12))[0]
        others = random.sample(starter.contacts, min(count, len(starter.contacts)))
        others = [person for person in others if person.present(at)]
        if not others:
            return
        secret = where == "private" or random.random() < 0.4
        kind = "chat" if where == "private" else "mail"
        goals = [goal for team in starter.groups(at, "team") for goal in team.goals]
        goal = None if secret else self.goal_of(goals)
        visibility = "private" if secret else "public"
        talk = Conversation(
            self.desk, kind, at, goal=goal, visibility=visibility,
            participants=[starter, *others],
        )  # fmt: skip
        talk.title = self.desk.voice.title(talk.words)
        sentences = phrases.OPENING if goal else phrases.SOCIAL_OPENING
        text = self.desk.voice.opening(sentences, talk.words)
        talk.say(starter, at, text, to=others if kind == "mail" else ())
        self._write_back(talk, [starter, *others])
        talk.close()

    def _write_back(self, talk: Conversation, people: Sequence[Person]) -> None:
        """Let the people answer each other a few times."""
        for _ in range(self._size() - 1):
            last = talk.said[-1]
            author = self.random.choice([p for p in people if p is not last.author])
            sentences = phrases.REPLY if talk.goal else phrases.SOCIAL_REPLY
            to = [last.author] if talk.kind == "mail" else []
            message = talk.say(
                author, talk.reply_time(PACE[talk.kind]),
                self.desk.voice.say(sentences, talk.words), reply_to=last, to=to,
            )  # fmt: skip
            if message is None:
                return


def _open_answer(talk: Conversation) -> Message | None:
    """The last answer to a question whose asker has not accepted one; absent if there is none."""
    root = talk.said[0]
    if root.kind != "question" or talk.goal is None or talk.accepted is not None:
        return None
    asker = root.author
    answers = [
        message for message in talk.said if message.kind == "answer" and message.author is not asker
    ]
    return answers[-1] if answers else None
