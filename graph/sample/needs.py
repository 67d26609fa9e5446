"""Needs: what somebody lacks, who holds it, and whom it meets in the end.

About half of the needs are solved in the thread where they came up. Market makers take on needs
that nobody could meet, keep them for days or weeks, and then introduce somebody who can.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from graph.sample import phrases
from graph.sample.clock import DAY, Clock, later, time_text, working_moment
from graph.sample.company import REST, Group, Person
from graph.sample.conversation_writer import Conversation, Message
from graph.sample.everyday_talk import Threads
from graph.sample.network import Network
from graph.sample.occasions import Event
from graph.sample.planted_truth import PlantedTruth
from graph.sample.settings import SampleSettings

A_MONTH = 0.055
"""Needs a person raises in a month."""
HELD_BY_MAKERS = 0.1
"""Needs of the whole that each market maker takes on."""
FATES = ("solved", "open", "withdrawn", "held", "matched")
FATE_WEIGHTS = (62, 20, 8, 5, 5)
POINTED = 0.3
"""Share of solved needs in which a third person named the solver."""


@dataclass
class Need:
    """A need as it is planned; ids are filled when it is raised."""

    asker: Person
    capability: str
    solver: Person | None
    group: Group
    at: int
    fate: str
    maker: Person | None = None
    hold_from: int | None = None
    hold_until: int | None = None
    matched: int | None = None
    solved: int | None = None
    connectors: tuple[Person, ...] = ()
    id: str = ""
    conversation: str = ""
    message: str = ""

    def row(self, goals: list[str], end: int, *, withdrawn: bool) -> dict[str, Any]:
        """The need's row as it stands at the end; what comes later is not known yet."""
        known = [at if at is not None and at < end else None for at in
                 (self.hold_from, self.hold_until, self.matched, self.solved)]  # fmt: skip
        began, ended, matched, solved = (time_text(at) if at else None for at in known)
        hold = {"person": self.maker.id, "from": began} if self.maker and began else None
        if hold and ended:
            hold["until"] = ended
        state = "solved" if solved else "matched" if matched else "open"
        if state == "open" and hold and not ended:
            state = "held"
        return {
            "id": self.id,
            "title": f"Somebody who knows {self.capability}",
            "asked_by": self.asker.id,
            "asked_at": time_text(self.at),
            "message": self.message,
            "conversation": self.conversation,
            "requires": [self.capability],
            "state": "withdrawn" if withdrawn and state in ("open", "held") else state,
            "goals": goals or None,
            "holds": [hold] if hold else None,
            "matched_at": matched,
            "solved_at": solved,
            "solver": self.solver.id if self.solver and matched else None,
            "connectors": [p.id for p in self.connectors] if self.connectors and matched else None,
        }


class Needs:
    """Plans who needs what, and lists it."""

    def __init__(
        self, settings: SampleSettings, clock: Clock, network: Network, planted: PlantedTruth
    ) -> None:
        self.random = settings.randomness("needs")
        self.clock = clock
        self.network = network
        self.planted = planted
        self.count = max(14, round(A_MONTH * settings.people * settings.months))
        self.knowing: dict[tuple[int, str], list[Person]] = {}
        for person in network.talkers:
            fits = person.stays and person.joined < clock.first_day and (person.level or 9) > 1
            if fits and person is not planted.broker:
                for capability in person.capabilities:
                    self.knowing.setdefault((person.side, capability), []).append(person)

    def events(self) -> list[Event]:
        """All needs, and the introductions of those that are held, in no order."""
        events: list[Event] = []
        held_count = max(3, round(HELD_BY_MAKERS * self.count))
        for maker in self.planted.makers:
            for place in range(held_count):
                events.extend(self._held(maker, 0.02 + 0.88 * place / held_count, (0.04, 0.18)))
            events.extend(self._held(maker, 0.93, (0.3, 0.4)))
        plain = self.count - 2 * held_count - 2
        more = self.random.choices(FATES, FATE_WEIGHTS, k=max(0, plain - len(FATES)))
        for fate in [*FATES, *more]:
            need = self._plain(fate)
            if need is not None:
                events.append((need.at, partial(_raise, self.planted, need)))
        return events

    def _held(self, maker: Person, share: float, span: tuple[float, float]) -> list[Event]:
        """A need that the maker keeps, for a share of the period, until it meets a capability."""
        random, clock = self.random, self.clock
        need = None
        for _ in range(20):
            at = clock.at_share(share) + random.randrange(6 * 3600)
            need = self._need(at, "held", REST, maker)
            if need is not None:
                break
        if need is None or need.solver is None:
            return []
        need.maker, need.connectors = maker, (maker,)
        need.hold_from = later(random, need.at, 240, 1.0)
        length = (clock.last_day - clock.first_day) * random.uniform(*span)
        until = working_moment(random, need.hold_from // DAY + max(2, int(length)))
        need.hold_until = need.matched = until
        need.solved = later(random, until, 60 * 30, 0.8)
        return [
            (need.at, partial(_raise, self.planted, need)),
            (until, partial(_introduce, need)),
        ]

    def _plain(self, fate: str) -> Need | None:
        """A need without a market maker; absent if nobody lacks what another knows."""
        random, clock = self.random, self.clock
        need = None
        for _ in range(20):
            at = working_moment(random, random.choice(clock.workdays()[:-2]))
            asker = self.network.everybody.draw(random, at, lambda candidate: candidate.stays)
            need = self._need(at, fate, asker.side if asker else REST, None)
            if need is not None:
                break
        if need is None:
            return None
        if fate in ("solved", "matched"):
            need.matched = later(random, at, 300, 1.3)
            need.solved = later(random, need.matched, 400, 1.0) if fate == "solved" else None
        if fate == "held":
            need.hold_from = later(random, at, 300, 1.0)
            need.maker = need.group.pool.draw(
                random,
                need.hold_from,
                lambda candidate: candidate is not need.asker and candidate.stays,
            )
        return need

    def _need(self, at: int, fate: str, side: int, maker: Person | None) -> Need | None:
        """Somebody of this side who lacks what somebody of another team knows."""
        random = self.random
        asker = self.network.sides[side].draw(
            random, at, lambda candidate: candidate.stays and candidate is not self.planted.broker
        )
        if asker is None or asker is maker or asker in self.planted.makers:
            return None
        places = maker.groups(at, "community") if maker else []
        if not places:  # a maker who is in no community meets needs where they come up
            places = asker.groups(at, "community", "team")
        offered = sorted(
            name
            for known_side, name in self.knowing
            if known_side == side and name not in asker.capabilities
        )
        if not places or not offered:
            return None
        capability = random.choice(offered)
        able = [
            person
            for person in self.knowing[side, capability]
            if person.team is not asker.team and person is not maker
        ]
        if not able:
            return None
        return Need(asker, capability, random.choice(able), random.choice(places), at, fate)


def _raise(planted: PlantedTruth, need: Need, threads: Threads) -> None:
    """The question is asked; it is answered here, held, or left."""
    desk = threads.desk
    if not need.asker.present(need.at):
        return
    talk = Conversation(
        desk, "thread", need.at, group=need.group, goal=threads.goal_of(need.group.goals)
    )
    talk.title = f"Looking for {need.capability}"
    words = talk.goal.terms if talk.goal else ("task", "next step", "old way")
    text = desk.voice.opening(phrases.NEED, words, cap=need.capability)
    question = talk.say(need.asker, need.at, text, kind="question")
    if question is None:
        return
    need.id, need.conversation, need.message = desk.next_id("n"), talk.id, question.id
    if need.maker and need.hold_from:
        text = desk.voice.say(phrases.HOLD, words, cap=need.capability)
        talk.say(need.maker, need.hold_from, text, reply_to=question)
    elif need.matched and need.solver:
        _solve(need, talk, question, threads, words)
    talk.react(question, need.group.pool)
    talk.close()
    goals = [talk.goal.id] if talk.goal else []
    row = need.row(goals, desk.clock.end, withdrawn=need.fate == "withdrawn")
    desk.writer.row("needs", row)
    if need.solved and need.solver and need.solved < desk.clock.end:
        desk.tallies.note_solved([need.solver, *need.connectors], need.solved)
    if need.maker in planted.makers and need.matched and need.matched < desk.clock.end:
        assert need.maker is not None
        planted.note_need(need.maker, need.id)


def _solve(
    need: Need, talk: Conversation, question: Message, threads: Threads, words: tuple[str, ...]
) -> None:
    """The answer in the same thread, sometimes after a third person named who knows."""
    random, voice = threads.random, threads.desk.voice
    assert need.solver is not None and need.matched is not None
    slots = {"cap": need.capability, "x": need.solver.mark}
    if random.random() < POINTED and need.matched - need.at > 1200:
        when = (need.at + need.matched) // 2
        third = need.group.pool.draw(
            random, when, lambda candidate: candidate not in (need.asker, need.solver)
        )
        if third is not None:
            text = voice.say(phrases.POINT, words, **slots)
            if talk.say(third, when, text, reply_to=question, mentions=[need.solver]):
                need.connectors = (third,)
    text = voice.say(phrases.HELP, words, **slots)
    answer = talk.say(need.solver, need.matched, text, kind="answer", reply_to=question)
    if answer is None or need.solved is None:
        return
    text = voice.say(phrases.THANKS, words)
    if talk.say(need.asker, need.solved, text, reply_to=answer):
        talk.accepted = answer


def _introduce(need: Need, threads: Threads) -> None:
    """The maker brings asker and solver together; they talk, and the need is met."""
    random, desk = threads.random, threads.desk
    if not need.id or need.maker is None or need.solver is None or need.matched is None:
        return
    by_mail = random.random() < 0.4
    talk = Conversation(
        desk, "mail" if by_mail else "thread", need.matched,
        group=None if by_mail else need.group,
        participants=[need.maker, need.asker, need.solver] if by_mail else (),
    )  # fmt: skip
    talk.title = f"You two: {need.capability}"
    both = [need.asker, need.solver]
    words = ("task", "next step", "old way")
    slots = {"cap": need.capability, "x": need.asker.mark, "y": need.solver.mark}
    text = desk.voice.say(phrases.INTRODUCE, words, **slots)
    message = talk.say(need.maker, need.matched, text, mentions=both, to=both if by_mail else ())
    pair = [need.solver, need.asker, need.solver]
    solved = need.solved or need.matched
    for place, person in enumerate(pair):
        if message is None:
            break
        at = need.matched + (solved - need.matched) * (place + 1) // len(pair)
        sentences = phrases.HELP if person is need.solver else phrases.THANKS
        text = desk.voice.say(sentences, words, **slots)
        kind = "answer" if person is need.solver and place else "post"
        message = talk.say(
            person, at, text, kind=kind, reply_to=message, to=both[:1] if by_mail and
            person is need.solver else (),
        )  # fmt: skip
    talk.close()
