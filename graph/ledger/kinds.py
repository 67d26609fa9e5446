"""The registry of kinds of value: code, stage, whose credit, over what, and how the number is to be read.

Everything else reads it: profiles, the enum of the API, explanations, the docs. Stable for readers:
`Stage`, `RateForm`, `Kind`, `KINDS`, `kind_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.records.enums import Choice


class Stage(Choice):
    """A stage of the Value Maturity Model, and the culture that carries all four."""

    CONNECT = "connect", "People come to know each other across groups."
    SHARE = "share", "What one knows reaches who lacks it."
    SOLVE = "solve", "Needs meet who can help."
    INNOVATE = "innovate", "New ways are tried until they are proven or fail."
    CULTURE = "culture", "Asking, showing and answering openly."


STAGES = (Stage.CONNECT, Stage.SHARE, Stage.SOLVE, Stage.INNOVATE)
"""The stages that build on each other, in order."""


class RateForm(Choice):
    """What the rate of a kind is."""

    SHARE = "share", "A part of the denominator, 0 to 1; its interval is Wilson's."
    COUNT = "count", "Events for each unit of the denominator; its interval is Garwood's."
    BALANCE = "balance", "(value − counterweight) / (value + counterweight), -1 to 1; Wilson's."
    MEAN = "mean", "Value divided by the denominator, without an interval."
    NUMBER = "number", "No rate: a number of a set of people, which does not add up."
    NONE = "none", "No rate: only the value."


class Direction(Choice):
    """Whether more is better; many kinds have no direction, so that nobody plays to them."""

    MORE = "more", "More is better."
    LESS = "less", "Less is better."


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value, and one side of it where helpers and helped are both counted."""

    code: str
    """As in the issue of the model: C1 to U4, with `.received` for the side of the helped."""
    key: str
    """Its noun, as the API and the command line name it."""
    stage: Stage
    title: str
    value: tuple[str, ...]
    """The columns whose credits add up to the value."""
    denominator: tuple[str, ...]
    """The columns whose credits add up to the denominator."""
    form: RateForm
    credit: str
    """Who earns what, in words."""
    per: str
    """What the denominator counts, in words."""
    formula: str
    prior_art: str
    misleads: str
    """When the number is misread."""
    direction: Direction | None = None
    headline: bool = False
    """Whether it stands for its stage in the mix and in thresholds."""
    flow: bool = False
    """Whether each credit was earned by one person for another."""
    by_home: bool = False
    """Whether it depends on the homes of people: re-cutting homes changes it, other groups do not."""
    by_period: bool = False
    """Whether it is counted by fixed periods of 28 days, on the first day of each."""

    @property
    def additive(self) -> bool:
        """Whether value and denominator add up over people and days."""
        return self.form is not RateForm.NUMBER


_KINDS = (
    Kind(
        "C1",
        "new_cross_group_ties",
        Stage.CONNECT,
        "New ties across homes",
        ("C1.value",),
        ("C1.exposure",),
        RateForm.COUNT,
        "One half to each end of a contact that begins after 180 days without, where homes differ.",
        "28 days on which the people acted, wrote or reacted",
        "Σ ½ per end / (active person-days / 28)",
        "Burt's bridges; Viva's diverse ties; SWOOP's connecting",
        "In the first 180 days of talk every contact is a new one; who has no home has no such tie.",
        headline=True,
        by_home=True,
    ),
    Kind(
        "C2",
        "two_way_ties",
        Stage.CONNECT,
        "Ties in both directions",
        ("C2.value",),
        ("C2.exposure",),
        RateForm.SHARE,
        "One half to each end of a pair of whom each acted towards the other in the period.",
        "pairs of whom one acted towards the other in the period, one half to each end",
        "mutual pairs / pairs that are not null, by period of 28 days",
        "dyadic reciprocity (`grecip`, dyadic.nonnull); SWOOP's two-way",
        "Taking part in one talk has no direction and is left out; mass mail too.",
        Direction.MORE,
        by_period=True,
    ),
    Kind(
        "C6",
        "introductions",
        Stage.CONNECT,
        "Introductions",
        ("C6.value",),
        ("C6.tried",),
        RateForm.SHARE,
        "One to who named somebody new in another's talk, where the two then met.",
        "namings of somebody new in talk that another began",
        "introductions / namings tried",
        "brokerage that joins (Obstfeld 2005, doi:10.2189/asqu.2005.50.1.100)",
        "Who names many is not yet who joins; the last 28 days are not over.",
        Direction.MORE,
        flow=True,
    ),
    Kind(
        "S4",
        "public_posts",
        Stage.SHARE,
        "Talk that everybody can read",
        ("S4.value",),
        ("S4.exposure",),
        RateForm.SHARE,
        "One to the author of each message in public talk.",
        "messages that are not private",
        "public messages / messages",
        "SWOOP's % public",
        "Private talk is not read at all; some talk is rightly kept in a group.",
    ),
    Kind(
        "P1",
        "answers",
        Stage.SOLVE,
        "Answers given",
        ("P1.given",),
        ("P1.asked",),
        RateForm.COUNT,
        "One to each person who answered a question of another, once a question.",
        "questions asked by these people",
        "answers given / questions asked",
        "SWOOP's response rate; CHAOSS",
        "Being quick is not being right: solved needs are the headline.",
        flow=True,
    ),
    Kind(
        "P1.received",
        "questions_answered",
        Stage.SOLVE,
        "Questions answered",
        ("P1.received",),
        ("P1.asked",),
        RateForm.SHARE,
        "One to the asker of each question that another answered.",
        "questions asked by these people",
        "questions answered / questions asked",
        "SWOOP's response rate; CHAOSS",
        "Questions of the last days had little time.",
        Direction.MORE,
    ),
    Kind(
        "P2",
        "solutions",
        Stage.SOLVE,
        "Needs solved",
        ("P2.needs", "P2.answers"),
        ("P2.opened",),
        RateForm.COUNT,
        "One half to the solver, one half shared by who brought the solver; one to the solver where nobody did.",
        "needs and questions opened by these people",
        "needs solved and answers accepted / needs and questions opened",
        "Viva's best answer; GitHub's isAnswered; Discourse's solved",
        "A solution that nobody marked is not counted; a held need pays its holder in P5 too.",
        Direction.MORE,
        headline=True,
        flow=True,
    ),
    Kind(
        "P2.received",
        "needs_solved",
        Stage.SOLVE,
        "Own needs solved",
        ("P2.received",),
        ("P2.opened",),
        RateForm.SHARE,
        "One to the asker of each need solved or answer accepted.",
        "needs and questions opened by these people",
        "needs solved and answers accepted / needs and questions opened",
        "Viva's best answer; GitHub's isAnswered; Discourse's solved",
        "A solution that nobody marked is not counted.",
        Direction.MORE,
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.code: kind for kind in _KINDS})
"""Every kind by its code, stage by stage."""


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises KeyError."""
    return KINDS[code]
