"""Logistic regression drawn towards weights that are known beforehand, and how far its chances are believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.goals.conventions import BELIEVED_FROM, BELIEVED_SLOPES, FIT_STEPS, FIT_TOLERANCE
from graph.measures.arrays import Floats


@dataclass(frozen=True, eq=False)
class Logistic:
    """chance = 1 / (1 + exp(-(bias + features · weights)))."""

    bias: float
    weights: Floats

    def chances(self, features: Floats) -> Floats:
        """The chance of each row, 0 to 1."""
        chances: Floats = 1 / (1 + np.exp(-np.clip(self.bias + features @ self.weights, -40, 40)))
        return chances


def fit_logistic(
    features: Floats, truth: Floats, importance: Floats, prior: Logistic, strength: float
) -> Logistic:
    """The weights of most likelihood, drawn towards `prior` as if by `strength` (ridge, by Newton).

    A step that would not make it likelier is halved until it does, so that the fit cannot run away.
    """
    rows = np.hstack([np.ones((len(features), 1)), features])
    centre = np.concatenate([[prior.bias], prior.weights])
    penalty = np.full(len(centre), strength)
    penalty[0] = strength / 100

    def loss(at: Floats) -> float:
        odds = rows @ at
        unlikely = np.logaddexp(0.0, odds) - truth * odds
        return float(importance @ unlikely + penalty @ (at - centre) ** 2 / 2)

    weights, least = centre.copy(), loss(centre)
    for _ in range(FIT_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -40, 40)))
        slope = rows.T @ (importance * (chance - truth)) + penalty * (weights - centre)
        bend = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows
        step = np.linalg.solve(bend + np.diag(penalty), slope)
        while loss(weights - step) > least and float(np.abs(step).max()) > FIT_TOLERANCE:
            step = step / 2
        weights = weights - step
        least = loss(weights)
        if float(np.abs(step).max()) < FIT_TOLERANCE:
            break
    return Logistic(float(weights[0]), weights[1:])


def log_odds(chances: Floats) -> Floats:
    """ln(p / (1 - p)), kept finite."""
    kept = np.clip(chances, 1e-9, 1 - 1e-9)
    found: Floats = np.log(kept / (1 - kept))
    return found


@dataclass(frozen=True)
class Recalibration:
    """How far chances are believed: above BELIEVED_FROM their log odds count `slope` times, below as they are."""

    slope: float

    def of(self, chances: Floats) -> Floats:
        """The chances as far as they are believed; more for more."""
        start = log_odds(np.array(BELIEVED_FROM))
        odds = start + self.slope * (log_odds(chances) - start)
        found: Floats = np.where(chances > BELIEVED_FROM, 1 / (1 + np.exp(-odds)), chances)
        return found

    def before(self, chance: float) -> float:
        """The chance that `of` makes this one of."""
        back: Floats = Recalibration(1 / self.slope).of(np.array([chance]))
        return float(back[0])


def recalibrated(
    chances: Floats, truth: Floats, importance: Floats, prior: float, strength: float
) -> Recalibration:
    """The slope of most likelihood, drawn towards `prior` as if by `strength` (bisection)."""
    above = chances > BELIEVED_FROM
    start = log_odds(np.array(BELIEVED_FROM))
    beyond, weight = log_odds(chances[above]) - start, importance[above]
    low, high = BELIEVED_SLOPES
    for _ in range(FIT_STEPS):
        slope = (low + high) / 2
        wanting = truth[above] - 1 / (1 + np.exp(-(start + slope * beyond)))
        if float((weight * wanting) @ beyond) > strength * (slope - prior):
            low = slope
        else:
            high = slope
    return Recalibration((low + high) / 2)
