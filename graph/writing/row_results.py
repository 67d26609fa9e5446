"""What became of each row of a mutation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from graph.errors import ErrorCode
from graph.records.enums import Choice
from graph.sources.kinds import Kind

Place = tuple[str | int, ...]
"""A place inside one row of the input, in the names of the bundle: `("parents", 2, "weight")`."""


class Status(Choice):
    """What became of one row of an input."""

    SAVED = "saved", "It is in the store now."
    UNCHANGED = "unchanged", "The store said the same already."
    REJECTED = "rejected", "It cannot be used; `userErrors` say why."
    NOT_SAVED = (
        "not_saved",
        "Nothing is wrong with it, but nothing was saved: another was rejected.",
    )


class OnError(Choice):
    """What happens to the good rows of an input when others are rejected."""

    ABORT = "abort", "Nothing at all is saved."
    SKIP = "skip", "The good rows are saved."


class Reason(Choice):
    """What is wrong with a row, where programs treat it in a way of its own."""

    CYCLE = "cycle", "It would be above itself."
    UNKNOWN_PERSON = "unknown_person", "Nobody knows this person."
    UNKNOWN_GROUP = "unknown_group", "Nobody knows this group."
    UNKNOWN_GOAL = "unknown_goal", "Nobody knows this goal."
    UNKNOWN_CONVERSATION = "unknown_conversation", "Nobody knows this conversation."
    UNKNOWN_MESSAGE = "unknown_message", "Nobody knows this message."
    UNKNOWN_LINK = "unknown_link", "Nobody has made or suggested this link."
    VERSION_CONFLICT = (
        "version_conflict",
        "The store has another version than the one that was read.",
    )
    REPEATED_ROW = "repeated_row", "The same stands twice in this input."
    HAS_DEPENDENTS = "has_dependents", "Something hangs on it."
    CONFIRMATION_NEEDED = (
        "confirmation_needed",
        "It takes out so much that the number must be said.",
    )
    FOREIGN_SOURCE = "foreign_source", "A tool writes its own source only."
    KEY_TAKEN = "key_taken", "Something that the writer may not read bears this key."
    EMAIL_TAKEN = "email_taken", "Somebody else of this source has the mail address."
    SEVERAL_PEOPLE = "several_people", "More than one person has the mail address."
    SEVERAL_MATCHES = "several_matches", "More than one is meant by this."
    ERASED_PERSON = "erased_person", "It was of somebody who was erased."
    PRIVATE_TALK = "private_talk", "Private talk is not kept."
    LINK_REJECTED = "link_rejected", "This link was rejected."
    MAY_NOT_DECIDE = (
        "may_not_decide",
        "Whoever decides has no right to it by taking part, owning or leading.",
    )
    IMPORT_RUNNING = "import_running", "An import is writing it; send it again."


UNKNOWN = {
    Kind.PEOPLE: Reason.UNKNOWN_PERSON,
    Kind.GROUPS: Reason.UNKNOWN_GROUP,
    Kind.GOALS: Reason.UNKNOWN_GOAL,
    Kind.CONVERSATIONS: Reason.UNKNOWN_CONVERSATION,
    Kind.MESSAGES: Reason.UNKNOWN_MESSAGE,
}
"""The reason that nobody knows a thing of this kind."""


@dataclass(slots=True)
class Fault:
    """What is wrong with one row, and how to mend it. `current`: the id of what stands in the way."""

    code: ErrorCode
    message: str
    remedy: str | None = None
    place: Place = ()
    current: str | None = None
    retryable: bool = False
    reason: Reason | None = None


@dataclass(slots=True)
class Outcome:
    """What became of one row: its id in the store, whether it is new, and what is wrong with it.

    `notes` say what is worth knowing of a row that was saved.
    """

    status: Status
    id: str | None = None
    new: bool = False
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def rejected(cls, id_: str | None, *faults: Fault) -> Outcome:
        """A row that cannot be used."""
        return cls(Status.REJECTED, id_, faults=list(faults))


@dataclass(slots=True)
class Answer:
    """What became of all rows of a mutation; `repeated` where it is the answer to an earlier request."""

    outcomes: list[Outcome]
    repeated: bool = False

    def packed(self) -> str:
        """The answer as it is kept for a request that is sent again."""
        return orjson.dumps(
            [
                [outcome.status, outcome.id, outcome.new, outcome.notes, _faults(outcome)]
                for outcome in self.outcomes
            ]
        ).decode()

    @classmethod
    def unpacked(cls, text: str) -> Answer:
        """The answer that was kept."""
        outcomes = [
            Outcome(_STATUS[status], id_, new, [_fault(fault) for fault in faults], notes)
            for status, id_, new, notes, faults in orjson.loads(text)
        ]
        return cls(outcomes, repeated=True)


class WriteAbort(Exception):
    """Raised inside a transaction to take back everything: the answer says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("aborted")
        self.answer = answer


def answer_of(outcomes: list[Outcome], on_error: OnError) -> Answer:
    """The answer; raises Aborted where a row was rejected and nothing is to be saved then."""
    if on_error is OnError.ABORT and any(outcome.status is Status.REJECTED for outcome in outcomes):
        for outcome in outcomes:
            if outcome.status is Status.SAVED:
                outcome.status, outcome.new, outcome.notes = Status.NOT_SAVED, False, []
        raise WriteAbort(Answer(outcomes))
    return Answer(outcomes)


_STATUS = {str(one): one for one in Status}
_REASON = {str(one): one for one in Reason}


def _faults(outcome: Outcome) -> list[list[Any]]:
    return [
        [
            fault.code.value,
            fault.message,
            fault.remedy,
            list(fault.place),
            fault.current,
            fault.retryable,
            fault.reason,
        ]
        for fault in outcome.faults
    ]


def _fault(columns: list[Any]) -> Fault:
    code, message, remedy, place, current, retryable, *reason = columns
    given = _REASON.get(reason[0]) if reason else None
    return Fault(ErrorCode(code), message, remedy, tuple(place), current, retryable, given)
