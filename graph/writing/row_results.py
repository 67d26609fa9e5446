"""What became of each row of a mutation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from graph.errors import ErrorCode
from graph.records.enums import Choice

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


@dataclass(slots=True)
class Fault:
    """What is wrong with one row, and how to mend it. `current`: the id of what stands in the way."""

    code: ErrorCode
    message: str
    remedy: str | None = None
    place: Place = ()
    current: str | None = None
    retryable: bool = False


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


def _faults(outcome: Outcome) -> list[list[Any]]:
    return [
        [
            fault.code.value,
            fault.message,
            fault.remedy,
            list(fault.place),
            fault.current,
            fault.retryable,
        ]
        for fault in outcome.faults
    ]


def _fault(columns: list[Any]) -> Fault:
    code, message, remedy, place, current, retryable = columns
    return Fault(ErrorCode(code), message, remedy, tuple(place), current, retryable)
