"""What is known of one scope in each sense: the sources of scores beside those of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.scopes.scores import Found, Score
from api.scopes.suppression import Withheld
from graph.measures.catalogue import MEASURES
from graph.network.set_measures import AS_ONE, others


@dataclass(frozen=True)
class FoundLive(Found):
    """What the ties held in process say of one scope."""

    values: dict[str, Score] = field(default_factory=dict)

    def valued(self, key: str) -> Score:
        """The score without its evidence."""
        if self.withheld is None and key in self.values:
            return self.values[key]
        return Score(
            explain=MEASURES[AS_ONE.get(key, key)],  # type: ignore[arg-type]
            withheld=self.withheld or Withheld.NO_SUCH_SENSE,
            remedy=self.remedy,
            window=self.window,
        )

    def beside(self, key: str) -> float | None:
        """Nothing stands beside these scores."""
        return None


@dataclass(frozen=True)
class Divided(Found):
    """A person's scores, divided as those of a set of one."""

    def valued(self, key: str) -> Score:
        """The score without its evidence."""
        made = super().valued(key)
        if key not in AS_ONE:
            why = made.withheld or Withheld.NO_SUCH_SENSE
            return Score(explain=made.explain, withheld=why, window=made.window)
        made.explain = MEASURES[AS_ONE[key]]  # type: ignore[assignment]
        if made.value is not None and self.analysis is not None:
            by = others(key, self.analysis.people or 0)
            made.value = made.value / by if by > 0 else None
            made.standard_error = (
                made.standard_error / by if by > 0 and made.standard_error else None
            )
            made.withheld = Withheld.NOT_DEFINED if by <= 0 else None
        return made

    def beside(self, key: str) -> float | None:
        """Nothing stands beside these scores."""
        return None
