"""What a kind of value is: stage, whose credit, over what, and how the number is to be read."""

from __future__ import annotations

from dataclasses import dataclass

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
    reckoned: str | None = None
    """What reckons the number of a set of people, where it does not add up (`set_figures`)."""
    by_period: bool = False
    """Whether it is counted by fixed periods of 28 days, on the first day of each."""

    @property
    def additive(self) -> bool:
        """Whether value and denominator add up over people and days."""
        return self.form is not RateForm.NUMBER
