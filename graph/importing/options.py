"""How an import treats text, private talk and rejected rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TextMode(StrEnum):
    """What is kept of conversations: titles and messages, titles only, or neither."""

    FULL = "full"
    TITLE = "title"
    NONE = "none"


class PrivateMode(StrEnum):
    """What is kept of private conversations: nothing, or who talked when, without any text."""

    NONE = "none"
    STRUCTURE = "structure"


class LateMode(StrEnum):
    """What becomes of an export that is older than the last one: refused, or only what is missing added."""

    REFUSE = "refuse"
    FILL = "fill"


class MatchCase(StrEnum):
    """Whether references must be spelled like the ids that they name, letter case included."""

    EXACT = "exact"
    FOLD = "fold"


class PruneMode(StrEnum):
    """What becomes of what a full export no longer holds: nothing, it is counted, or taken away."""

    NO = "no"
    COUNT = "count"
    TAKE = "take"
    EVEN_MOST = "even_most"


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one import."""

    text: TextMode = TextMode.TITLE
    private: PrivateMode = PrivateMode.NONE
    strict: bool = False
    dry_run: bool = False
    late: LateMode = LateMode.REFUSE
    match_case: MatchCase = MatchCase.EXACT
    prune: PruneMode = PruneMode.NO
