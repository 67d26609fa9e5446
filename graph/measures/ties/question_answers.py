"""Which messages of a conversation help as answers, and whom: the one place that decides it.

1. A question is what its `kind` says; only without a kind do its words tell.
2. It is answered by a reply to it, or to what its asker added to it in the same chain of replies, and
   by what the author of such a reply adds to it. A message of kind `answer`, and one that the conversation accepted, which replies to no question
   answers the conversation's question: the first of who began it, else the first. Where there
   is none, an accepted answer helps who began.
3. The asker's own messages are no help. A question put back to an asker about what they asked is no
   question of its own: nobody earns anything by answering it.
4. A reply of a few words that points at nothing is an acknowledgement, unless its source calls it an
   answer or it names somebody new to the conversation.
5. A question put to many (more recipients than `most_recipients`, or more people writing than
   `most_people`) asks nobody: replies earn nothing.
6. What the conversation accepted counts in spite of 4 and 5.
7. A person earns one credit a question, for the accepted message, else for the first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.measures.ties.help_rules import RULES, HelpRules


@dataclass(frozen=True, slots=True)
class TalkMessage:
    """A message that stands, as far as the rules look at it."""

    id: str
    author: str | None
    second: int = 0
    reply_to: str | None = None
    kind: str | None = None
    asks: bool = False
    """Whether its words, or its source, say that it asks."""
    brief: bool = False
    """Whether it has only a few words and points at nothing."""
    accepted: bool = False
    recipients: frozenset[str] = frozenset()
    """To whom it was sent."""
    names: frozenset[str] = frozenset()
    """Whom it names."""
    elsewhere: bool = False
    """Whether it stands in another conversation, and here only because it is replied to."""

    @property
    def question(self) -> bool:
        """Whether it is a question: its kind tells, else its words.

        >>> TalkMessage("m", "ann", asks=True).question, TalkMessage("m", "ann", kind="answer", asks=True).question
        (True, False)
        """
        return self.asks if self.kind is None else self.kind == "question"


@dataclass(frozen=True, slots=True)
class Answer:
    """A credit: who helped whom by which message, and the question that it answers."""

    helper: str
    asker: str
    message: TalkMessage
    question: TalkMessage


def answers(
    messages: Sequence[TalkMessage], programs: Collection[str] = (), rules: HelpRules = RULES
) -> list[Answer]:
    """The credits that the messages of one conversation, in order of time, earn as answers.

    `programs` neither help nor are helped. In the order of the messages.

    >>> asked = TalkMessage("q", "ann", asks=True)
    >>> told = TalkMessage("r", "bob", reply_to="q")
    >>> [(one.helper, one.asker) for one in answers([asked, told, TalkMessage("s", "ann", reply_to="q")])]
    [('bob', 'ann')]
    >>> answers([asked, TalkMessage("r", "bob", reply_to="q", brief=True)])
    []
    """
    return help_in(messages, programs, rules)[0]


def help_in(
    messages: Sequence[TalkMessage], programs: Collection[str] = (), rules: HelpRules = RULES
) -> tuple[list[Answer], list[TalkMessage]]:
    """The credits of `answers`, and the questions of this conversation that wait for an answer.

    No question waits that was put to many and that nobody's answer was accepted to, nor one by a program.

    >>> asked = TalkMessage("q", "ann", asks=True)
    >>> [one.id for one in help_in([asked, TalkMessage("r", "ann", reply_to="q")])[1]]
    ['q']
    """
    talk = _Talk(messages, programs, rules)
    found: dict[tuple[str, str], Answer] = {}
    for message in talk.known:
        question = talk.answered(message)
        if question is None or not talk.helps(message, question):
            continue
        assert message.author is not None and question.author is not None
        key = message.author, question.id
        if key not in found or (message.accepted and not found[key].message.accepted):
            found[key] = Answer(message.author, question.author, message, question)
    answered = {one.question.id for one in found.values()}
    waiting = [
        one
        for one in talk.known
        if one.id in answered
        or (talk.asks_anew(one) and one.author not in programs and not talk.to_many(one))
    ]
    return sorted(found.values(), key=lambda one: talk.place[one.message.id]), waiting


class _Talk:
    """The messages of one conversation with what each is about."""

    def __init__(
        self, messages: Sequence[TalkMessage], programs: Collection[str], rules: HelpRules
    ) -> None:
        self.rules = rules
        self.programs = programs
        self.known = [one for one in messages if one.author is not None and not one.elsewhere]
        self.place = {one.id: number for number, one in enumerate(messages)}
        self.by_id = {one.id: one for one in messages}
        self.people = len({one.author for one in self.known if one.author not in programs})
        self.put_back: set[str] = set()
        self._topics: dict[str, TalkMessage | None] = {}
        self._others: dict[str, TalkMessage | None] = {}
        for one in messages:
            self._find_topic(one)
        self.questions = [one for one in self.known if self.asks_anew(one)]
        self.before = self._before()
        self.first_named = self._first_named()
        self.question = self._question()

    def asks_anew(self, message: TalkMessage) -> bool:
        """Whether a message is a question of its own."""
        return self._topics[message.id] is message

    def _find_topic(self, message: TalkMessage) -> None:
        """Note the question that a message asks, or that its chain of replies is about."""
        chain: list[TalkMessage] = []
        at: TalkMessage | None = message
        while at is not None and at.id not in self._topics:
            chain.append(at)
            at = self._above(at)
        for one in reversed(chain):
            above = self._above(one)
            topic = self._topics[above.id] if above is not None else None
            other = self._others[one.id] = (
                self._others[above.id] if above and _same(above, one) else above
            )
            if one.question and other is not None and topic is not None:
                back = _same(other, topic) and not _same(one, topic)
                self.put_back.update((one.id,) if back else ())
            asks_anew = one.question and one.id not in self.put_back
            self._topics[one.id] = one if asks_anew else topic

    def _above(self, message: TalkMessage) -> TalkMessage | None:
        return self.by_id.get(message.reply_to) if message.reply_to is not None else None

    def _first_named(self) -> dict[str, str]:
        """Who speaks or is named here → the message in which that happens first."""
        found: dict[str, str] = {}
        for one in self.known:
            assert one.author is not None
            for person in (one.author, *one.recipients, *one.names):
                found.setdefault(person, one.id)
        return found

    def _question(self) -> TalkMessage | None:
        """The conversation's question."""
        began = [one for one in self.questions if one.author == self.known[0].author]
        return next(iter([*began, *self.questions]), None)

    def answered(self, message: TalkMessage) -> TalkMessage | None:
        """The question that a message answers, or would if it helped."""
        above = self._others[message.id]
        if above is not None:
            topic = self._topics[above.id]
            asked = above.id not in self.put_back
            if asked and topic is not None and _same(above, topic):
                return None if self._put_back_to(message, topic) else topic
        if not (message.accepted or message.kind == "answer"):
            return None
        if above is not None and above.id in self.put_back and not message.accepted:
            return None
        if self.question is not None and self.question.author != message.author:
            return self.question
        began = self.known[0]
        return began if message.accepted and began.author != message.author else None

    def _put_back_to(self, message: TalkMessage, question: TalkMessage) -> bool:
        """Whether a question without a mark or a place in a chain was put back to this author.

        So it is where the question before it, by somebody else than who asks, is this author's.
        """
        if question.kind is not None or question.reply_to is not None or message.accepted:
            return False
        return self.before.get(question.id) == message.author

    def _before(self) -> dict[str, str | None]:
        """Each question → who asked the last one before it that somebody else asked."""
        found: dict[str, str | None] = {}
        last: str | None = None
        other: str | None = None
        for one in self.questions:
            if one.author != last:
                last, other = one.author, last
            found[one.id] = other
        return found

    def helps(self, message: TalkMessage, question: TalkMessage) -> bool:
        """Whether a message that answers a question helps who asked it."""
        ends = (message.author, question.author)
        if message.author == question.author or any(one in self.programs for one in ends):
            return False
        if message.accepted:
            return True
        return not (self.to_many(question) or self.acknowledges(message, question))

    def to_many(self, question: TalkMessage) -> bool:
        """Whether a question was put to many."""
        recipients = len((question.recipients | question.names) - {question.author})
        return recipients > self.rules.most_recipients or self.people > self.rules.most_people

    def acknowledges(self, message: TalkMessage, question: TalkMessage) -> bool:
        """Whether a message only says that it was heard."""
        return message.brief and message.kind != "answer" and not self._points(message)

    def _points(self, message: TalkMessage) -> bool:
        """Whether a message names somebody new to the conversation."""
        return any(self.first_named[person] == message.id for person in message.names)


def _same(one: TalkMessage, other: TalkMessage) -> bool:
    """Whether two messages have one known author."""
    return one.author is not None and one.author == other.author
