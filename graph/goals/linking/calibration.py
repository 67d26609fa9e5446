"""Logistic regression by Newton steps, drawn towards weights that are known beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.goals.conventions import FIT_STEPS, FIT_TOLERANCE
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
