"""Conversations as they are written: messages go out one by one, the conversation at its close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.sample.activity_counts import TalkTallies
from graph.sample.bundle_files import BundleWriter
from graph.sample.clock import DAY, Clock, day_text, later, time_text
from graph.sample.company import Goal, Group, Person, Pool
from graph.sample.formal_shape import DOMAIN
from graph.sample.links import Linker, explicit_mentions
from graph.sample.settings import SampleSettings
from graph.sample.voice import Voice

REACTIONS = ("like", "thanks", "celebrate", "idea", "eyes")
REACTION_WEIGHTS = (55, 20, 12, 8, 5)
REACTED = 0.22
"""Share of messages with a reaction; each further one is half as likely."""
EDITED, DELETED, UNKNOWN = 0.02, 0.003, 0.002


@dataclass(slots=True)
class Message:
    """What later messages need to know of an earlier one."""

    id: str
    at: int
    author: Person
    kind: str


class Desk:
    """Where everything is written: the bundle, the numbers of ids, the voice."""

    def __init__(
        self,
        settings: SampleSettings,
        clock: Clock,
        writer: BundleWriter,
        goals: Sequence[Goal],
        tallies: TalkTallies,
    ) -> None:
        self.clock = clock
        self.writer = writer
        self.tallies = tallies
        self.messages = 0
        self._settings = settings
        self._goals = goals
        self._numbers: dict[str, int] = {}
        self.draw_anew()

    def draw_anew(self, part: str = "") -> None:
        """Draw from here on from streams of one part, which no other part disturbs."""
        settings = self._settings
        self.random = settings.randomness(f"{part}talk")
        self.voice = Voice(settings.randomness(f"{part}voice"))
        self.linker = Linker(
            settings.randomness(f"{part}links"), self.clock, self.writer, self._goals
        )

    def next_id(self, prefix: str, digits: int = 4) -> str:
        """The next native id of its kind."""
        self._numbers[prefix] = number = self._numbers.get(prefix, 0) + 1
        return f"{prefix}-{number:0{digits}}"

    def link(self) -> str:
        """The key of a new document or file."""
        if self.random.random() < 0.3:
            return f"sha256:{self.random.getrandbits(256):064x}"
        return f"https://docs.{DOMAIN}/{self.next_id('doc')}"


class Conversation:
    """One conversation; `say` adds a message after the last one, `close` writes the rest."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        at: int,
        *,
        group: Group | None = None,
        goal: Goal | None = None,
        title: str | None = None,
        visibility: str = "public",
        hosts: Iterable[Person] = (),
        participants: Iterable[Person] = (),
        marked: bool = False,
    ) -> None:
        self.desk = desk
        self.id = desk.next_id("c", 6)
        self.kind = kind
        self.at = at
        self.group = group
        self.goal = goal
        self.title = title
        self.visibility = visibility
        self.hosts = list(hosts)
        self.participants = list(participants)
        self.tags: list[str] = []
        self.said: list[Message] = []
        self.authors: dict[str, Person] = {}
        self.accepted: Message | None = None
        self.carried: str | None = None
        self.private = visibility == "private"
        self.opening = ""
        self.way = desk.linker.way(goal, marked=marked)
        self.words = desk.voice.words(goal, group)

    def reply_time(self, minutes: float) -> int:
        """A time after the last message."""
        return later(self.desk.random, self.said[-1].at if self.said else self.at, minutes)

    def say(
        self,
        author: Person,
        at: int,
        text: str,
        *,
        kind: str = "post",
        reply_to: Message | None = None,
        mentions: Sequence[Person] = (),
        to: Sequence[Person] = (),
        refs: Sequence[str] = (),
        seq: int | None = None,
    ) -> Message | None:
        """The message, written; absent if it would come after the end or the author is not here."""
        desk = self.desk
        if at >= desk.clock.end or not author.present(at):
            return None
        added = self._marks()
        text = " ".join((text, *added))
        message = Message(desk.next_id("m", 7), at, author, kind)
        row = {
            "id": message.id,
            "conversation": self.id,
            "at": time_text(at) if seq is None else day_text(at // DAY),
            "author": author.id,
            "seq": seq,
            "reply_to": reply_to.id if reply_to else None,
            "to": [person.id for person in to] or None,
            "mentions": [person.id for person in mentions] or None,
            "edited_at": None,
            "text": None if self.private else text,
            "refs": [*refs, *(mark for mark in added if mark.startswith("#"))] or None,
            "kind": kind,
            "deleted_at": None,
        }
        if seq is None and self.said:
            self._change(row, message, plain=not refs and not mentions and kind == "post")
        desk.writer.row("messages", row)
        self._count(message, text, len(refs) + len(added) + bool(not self.said or mentions or to))
        self._keep(message, text, refs)
        return message

    def _count(self, message: Message, text: str, things: int) -> None:
        """Note what planting must know of: who wrote when, and how many things it carried."""
        if not self.private:
            asks = message.kind == "question" or "?" in text
            self.desk.tallies.note_message(
                message.author, message.at, asks=asks, things=things, goal=self.goal, way=self.way
            )

    def _keep(self, message: Message, text: str, refs: Sequence[str]) -> None:
        """Note what later messages and the close need to know."""
        self.desk.messages += 1
        self.opening = self.opening or text
        self.said.append(message)
        self.authors[message.author.id] = message.author
        self.carried = refs[-1] if refs else self.carried

    def _change(self, row: dict[str, Any], message: Message, *, plain: bool) -> None:
        """Let few messages be edited, deleted, or by an unknown author."""
        random, last = self.desk.random, self.desk.clock.end - 1
        chance = random.random()
        if chance < EDITED:
            later_on = message.at + 120 + int(random.expovariate(1 / 600))
            row["edited_at"] = time_text(min(later_on, last))
        elif plain and chance < EDITED + DELETED:
            row["deleted_at"] = time_text(min(message.at + 300, last))
            row["text"] = None
        elif plain and chance < EDITED + DELETED + UNKNOWN:
            row["author"] = None

    def react(self, message: Message, pool: Pool) -> None:
        """Let some people of the pool react to the message."""
        random = self.desk.random
        reactions: set[tuple[str, str]] = set()
        chance = REACTED
        while random.random() < chance:
            chance = 0.5
            at = later(random, message.at, 90)
            if at >= self.desk.clock.end:
                return
            person = pool.draw(random, at)
            kind = random.choices(REACTIONS, REACTION_WEIGHTS)[0]
            if person is None or person is message.author or (person.id, kind) in reactions:
                return
            reactions.add((person.id, kind))
            row = {"message": message.id, "person": person.id, "kind": kind, "at": time_text(at)}
            self.desk.writer.row("reactions", row)

    def close(self) -> None:
        """Write the conversation and its links, and note who now knows which document."""
        if not self.said:
            return
        if self.accepted is not None:
            self.desk.tallies.note_solved([self.accepted.author], self.accepted.at)
        if self.way == "tag" and self.goal is not None:
            self.tags.append(self.goal.id)
        self.desk.writer.row(
            "conversations",
            {
                "id": self.id,
                "title": None if self.private else self.title,
                "group": self.group.id if self.group else None,
                "kind": self.kind,
                "hosts": [person.id for person in self.hosts] or None,
                "participants": [person.id for person in self.participants] or None,
                "accepted_answer": self.accepted.id if self.accepted else None,
                "url": f"https://talk.{DOMAIN}/{self.id}" if self.kind == "issue" else None,
                "started_at": time_text(self.at),
                "visibility": self.visibility,
                "tags": self.tags or None,
            },
        )
        if not self.private:
            people = [*self.authors.values(), *self.hosts]
            self.desk.linker.link(self, people)
        if self.carried and self.group:
            for person in self.authors.values():
                person.met = (self.carried, self.group)

    def _marks(self) -> list[str]:
        """What the first message says about its goal."""
        if self.said or self.goal is None or self.private:
            return []
        return explicit_mentions(self.goal, self.way)
