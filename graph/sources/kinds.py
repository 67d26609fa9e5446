"""The files of a bundle and their fields, in the order of FORMATS: the one table of the format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.records.enums import (
    CheckInStatus,
    ConversationKind,
    ExperimentState,
    GoalKind,
    GoalStatus,
    GroupKind,
    LinkMethod,
    LinkState,
    MessageKind,
    NeedState,
    OutcomeKind,
    Visibility,
)


class Kind(StrEnum):
    """What a row is; the value is the stem of its file. In the order in which they are saved."""

    GROUPS = "groups"
    PEOPLE = "people"
    MEMBERSHIPS = "memberships"
    GOALS = "goals"
    CHECKINS = "checkins"
    CONVERSATIONS = "conversations"
    MESSAGES = "messages"
    REACTIONS = "reactions"
    LINKS = "links"
    NEEDS = "needs"
    OFFERS = "offers"
    EXPERIMENTS = "experiments"
    OUTCOMES = "outcomes"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.value}.jsonl"

    @property
    def number(self) -> int:
        """Its place in the order of saving."""
        return ORDER.index(self)


ORDER = tuple(Kind)
FILES = {kind.file: kind for kind in Kind}
NOUNS = {
    Kind.GROUPS: "group",
    Kind.PEOPLE: "person",
    Kind.GOALS: "goal",
    Kind.CONVERSATIONS: "conversation",
    Kind.MESSAGES: "message",
    Kind.NEEDS: "need",
    Kind.EXPERIMENTS: "experiment",
    Kind.OFFERS: "offer",
    Kind.OUTCOMES: "outcome",
}
"""What a reference to a row of the kind is called."""
CALLED = {
    **NOUNS,
    Kind.CHECKINS: "check-in",
    Kind.MEMBERSHIPS: "membership",
    Kind.REACTIONS: "reaction",
}
"""What a row of a kind that can be written by itself is called."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its form (see `rows.parser_of`), whether rows must have it, where references point.

    `target` names the kind of row that a `ref`, `refs` or list of objects points at, `key` the
    place of the reference inside such an object. `part_of` names the field of the format that this
    one is split off when a row is checked; rows do not have it under its own name. A value that
    cannot be used is taken for `fallback`, and the fields `takes` go with it, where the row would
    else show more than its source allows.
    """

    name: str
    form: str
    required: bool = False
    target: Kind | None = None
    key: str | None = None
    choices: type[StrEnum] | None = None
    part_of: str | None = None
    fallback: str | None = None
    takes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name of the field in the format."""
        return self.part_of or self.name


def _must(name: str, form: str, target: Kind | None = None) -> Field:
    return Field(name, form, True, target)


def _one_of(name: str, choices: type[StrEnum], required: bool = False) -> Field:
    return Field(name, "enum", required, choices=choices)


def _ref(name: str, target: Kind) -> Field:
    return Field(name, "ref", target=target)


def _refs(name: str, target: Kind) -> Field:
    return Field(name, "refs", target=target)


_ID = _must("id", "id")
_AT = _must("at", "time")

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.PEOPLE: (
        _ID,
        Field("name", "line"),
        Field("email", "email"),
        Field("title", "line"),
        Field("level", "level"),
        Field("manager", "managers", target=Kind.PEOPLE),
        _ref("home_group", Kind.GROUPS),
        Field("joined_at", "time"),
        Field("left_at", "time"),
        Field("bot", "bool"),
        Field("capabilities", "words"),
        Field("dotted_managers", "refs", target=Kind.PEOPLE, part_of="manager"),
    ),
    Kind.GROUPS: (
        _ID,
        _must("name", "line"),
        _one_of("kind", GroupKind),
        _ref("parent", Kind.GROUPS),
        Field("description", "prose"),
        Field("archived", "bool"),
    ),
    Kind.MEMBERSHIPS: (
        _must("person", "ref", Kind.PEOPLE),
        _must("group", "ref", Kind.GROUPS),
        Field("role", "word"),
        Field("since", "time"),
        Field("until", "time"),
    ),
    Kind.GOALS: (
        _ID,
        _must("title", "line"),
        _one_of("kind", GoalKind),
        Field("description", "prose"),
        _one_of("status", GoalStatus),
        Field("parents", "parents", target=Kind.GOALS, key="goal"),
        _refs("owners", Kind.PEOPLE),
        _refs("groups", Kind.GROUPS),
        Field("starts_on", "day"),
        Field("due_on", "day"),
        Field("metric", "metric"),
        Field("tags", "tags"),
        Field("synonyms", "tags"),
        Field("archived", "bool"),
        _ref("predecessor", Kind.GOALS),
        _refs("blocked_by", Kind.GOALS),
    ),
    Kind.CHECKINS: (
        Field("id", "id"),
        _must("goal", "ref", Kind.GOALS),
        _AT,
        Field("progress", "share"),
        Field("value", "decimal"),
        _one_of("status", CheckInStatus),
        Field("note", "prose"),
        _ref("by", Kind.PEOPLE),
    ),
    Kind.CONVERSATIONS: (
        _ID,
        Field("title", "line"),
        _ref("group", Kind.GROUPS),
        _one_of("kind", ConversationKind),
        _refs("hosts", Kind.PEOPLE),
        _refs("participants", Kind.PEOPLE),
        _ref("accepted_answer", Kind.MESSAGES),
        Field("url", "address"),
        Field("started_at", "time"),
        Field("visibility", "enum", choices=Visibility, fallback=Visibility.PRIVATE.value),
        Field("tags", "tags"),
    ),
    Kind.MESSAGES: (
        _ID,
        _must("conversation", "ref", Kind.CONVERSATIONS),
        _AT,
        _ref("author", Kind.PEOPLE),
        Field("seq", "seq"),
        _ref("reply_to", Kind.MESSAGES),
        _refs("to", Kind.PEOPLE),
        _refs("mentions", Kind.PEOPLE),
        Field("edited_at", "time"),
        Field("text", "prose"),
        Field("refs", "keys"),
        _one_of("kind", MessageKind),
        Field("deleted_at", "time", takes=("text", "refs")),
        Field("question", "bool"),
        Field("brief", "bool"),
    ),
    Kind.REACTIONS: (
        _must("message", "ref", Kind.MESSAGES),
        _must("person", "ref", Kind.PEOPLE),
        Field("kind", "word"),
        Field("at", "time"),
    ),
    Kind.LINKS: (
        _must("conversation", "ref", Kind.CONVERSATIONS),
        _must("goal", "ref", Kind.GOALS),
        Field("state", "enum", choices=LinkState, fallback=LinkState.SUGGESTED.value),
        _one_of("method", LinkMethod),
        Field("score", "share"),
        _ref("by", Kind.PEOPLE),
        Field("at", "time"),
        Field("reasons", "reasons"),
        Field("origin", "bool"),
    ),
    Kind.OUTCOMES: (
        _ID,
        _must("conversation", "ref", Kind.CONVERSATIONS),
        _one_of("kind", OutcomeKind, required=True),
        _must("what", "prose"),
        _AT,
        _ref("by", Kind.PEOPLE),
        Field("led_to", "led_to"),
        Field("reason", "prose"),
        _ref("message", Kind.MESSAGES),
    ),
    Kind.NEEDS: (
        _ID,
        _must("title", "line"),
        _must("asked_by", "ref", Kind.PEOPLE),
        _must("asked_at", "time"),
        _ref("message", Kind.MESSAGES),
        _ref("conversation", Kind.CONVERSATIONS),
        Field("requires", "words"),
        _one_of("state", NeedState),
        _refs("goals", Kind.GOALS),
        Field("holds", "holds", target=Kind.PEOPLE, key="person"),
        Field("matched_at", "time"),
        Field("solved_at", "time"),
        _ref("solver", Kind.PEOPLE),
        _refs("connectors", Kind.PEOPLE),
    ),
    Kind.EXPERIMENTS: (
        _ID,
        _must("title", "line"),
        _must("proposed_by", "ref", Kind.PEOPLE),
        _must("proposed_at", "time"),
        _one_of("state", ExperimentState),
        Field("backers", "backers", target=Kind.PEOPLE, key="person"),
        Field("started_at", "time"),
        Field("ended_at", "time"),
        Field("finding", "prose"),
        _refs("goals", Kind.GOALS),
        _ref("conversation", Kind.CONVERSATIONS),
        Field("practice", "prose"),
        _ref("retry_of", Kind.EXPERIMENTS),
    ),
    Kind.OFFERS: (
        _ID,
        _must("person", "ref", Kind.PEOPLE),
        _must("what", "prose"),
        _AT,
        Field("capabilities", "words"),
        Field("until", "time"),
        _ref("conversation", Kind.CONVERSATIONS),
    ),
}
"""Every field of every file, in canonical order.

Five are ours. `messages.question`: an export without text says by it that the text asked something.
`messages.brief`: so too, that it had but a few words and pointed at nothing.
`goals.synonyms`: other words for the goal in talk. `goals.archived`: its tool holds it no more.
`links.origin`: the goal grew from this conversation.
"""

LED_TO = {"goal": Kind.GOALS, "need": Kind.NEEDS, "experiment": Kind.EXPERIMENTS}
"""What an outcome may lead to."""

UP = {
    Kind.GROUPS: "parent",
    Kind.PEOPLE: "manager",
    Kind.GOALS: "parents",
    Kind.MESSAGES: "reply_to",
    Kind.EXPERIMENTS: "retry_of",
}
"""The field by which rows of a kind point at their own kind; it must close no cycle."""
