"""From the numbers of a pair to one score: the chance that a person would confirm it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.value.arrays import Floats

STEPS = 50
TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Weights:
    """A logistic model: score = 1 / (1 + exp(-(bias + features · weights)))."""

    bias: float
    weights: Floats

    def scores(self, features: Floats) -> Floats:
        """The chance of each row, 0 to 1."""
        found: Floats = 1 / (1 + np.exp(-np.clip(self.bias + features @ self.weights, -40, 40)))
        return found


def fitted(
    features: Floats, truth: Floats, importance: Floats, prior: Weights, strength: float
) -> Weights:
    """The weights of most likelihood, drawn towards `prior` as if by `strength` (ridge, by Newton)."""
    rows = np.hstack([np.ones((len(features), 1)), features])
    centre = np.concatenate([[prior.bias], prior.weights])
    found = centre.copy()
    penalty = np.full(len(found), strength)
    penalty[0] = strength / 100
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -40, 40)))
        slope = rows.T @ (importance * (chance - truth)) + penalty * (found - centre)
        bend = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows
        step = np.linalg.solve(bend + np.diag(penalty), slope)
        found = found - step
        if float(np.abs(step).max()) < TOLERANCE:
            break
    return Weights(float(found[0]), found[1:])
