"""What a run of suggestions is asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graph.errors import BadInput
from graph.goals.conventions import LEAST_SCORE, MOST_SUGGESTIONS
from graph.records.enums import LinkMethod

MACHINE = (LinkMethod.EXPLICIT, LinkMethod.INHERITED, LinkMethod.LEXICAL)
"""The methods by which suggestions are found, the most trusted first."""


Tell = Callable[[str, int, int | None], None]
"""Told the step, how far it is, and how far it goes where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestOptions:
    """What to suggest: `goal` and `conversations` narrow it, `include_unchanged` reads what has not changed too.

    `confirm_explicit` confirms what names one goal beyond doubt; `dry_run` writes nothing;
    `semantic` compares the meaning of sentences too, by the optional extra.
    """

    goal: str | None = None
    conversations: list[str] | None = None
    max_per_conversation: int = MOST_SUGGESTIONS
    min_score: float = LEAST_SCORE
    methods: tuple[LinkMethod, ...] = MACHINE
    include_unchanged: bool = False
    confirm_explicit: bool = False
    dry_run: bool = False
    semantic: bool = False

    def __post_init__(self) -> None:
        """Raise BadInput where a number is out of range or a method is not a machine's."""
        if not 1 <= self.max_per_conversation <= 20:
            raise BadInput(
                "a conversation gets 1 to 20 suggestions",
                remedy="ask for 3",
                path=("max_per_conversation",),
            )
        if not 0 <= self.min_score <= 1:
            raise BadInput("scores are 0 to 1", remedy="ask for 0.3", path=("min_score",))
        for method in self.methods:
            if method not in MACHINE:
                raise BadInput(
                    f"links are not suggested by the method {method.value!r}",
                    remedy=f"choose from {', '.join(choice.value for choice in MACHINE)}",
                    path=("methods",),
                )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: the pair, the method that found it, how sure it is, and why, in words.

    `doubtful`: another goal is nearly as likely, or the score is low; a person should look first.
    """

    conversation: str
    goal: str
    method: LinkMethod
    score: float
    reasons: list[str]
    doubtful: bool

    @property
    def id(self) -> str:
        """The id of the link."""
        return f"{self.conversation}>{self.goal}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestReport:
    """What a run did. `created` and `examples` hold the first thousand, by id.

    `read` conversations were scored against `goals`; of the pairs worth a suggestion `suggested`
    are new (`confirmed` among them where that was asked for), `updated` have another score or other
    reasons, `unchanged` say what was known. `decided` had been decided by a person, or were claimed
    by an import; `overtaken` were decided, or lost an end, while the run went on.
    """

    goals: int = 0
    read: int = 0
    suggested: int = 0
    confirmed: int = 0
    updated: int = 0
    unchanged: int = 0
    decided: int = 0
    overtaken: int = 0
    doubtful: int = 0
    by_method: Mapping[LinkMethod, int] = field(default_factory=dict)
    created: list[str] = field(default_factory=list)
    examples: list[Suggestion] = field(default_factory=list)
    dry_run: bool = False
