"""The published weights hold for the numbers that they were fitted to: of known talk these stay as they were.

Whoever changes how words, titles, marks or known talk are compared runs `python -m bench.linking_fit`, looks
at `python -m bench.linking`, and writes here what `python -m tests.graph.goals.linking.test_fitted_numbers` prints.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pprint import pprint

import numpy as np
import pytest

from bench.linking_cases import MADE, Case, bundle_case, sample_cases
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import FEATURES, Pairs, pairs_of
from graph.goals.linking.knowledge import Knowledge, learn
from graph.goals.linking.options import Suggestion
from graph.goals.linking.sentence_vectors import Meanings
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.texts import Talk

NUMBERS: dict[str, tuple[int, float]] = {
    "mark": (194, 189.6),
    "hint": (294, 88.2),
    "words": (4544, 563.348329),
    "words_of_best": (1036, 552.644355),
    "words_lead": (464, 149.787021),
    "title": (4189, 191.615774),
    "title_of_best": (4189, 363.812783),
    "title_lead": (540, 61.436965),
    "contained": (4189, 166.508361),
    "single": (8383, 8245.5),
    "group": (1326, 577.5),
    "answers": (72, 72.0),
    "owner": (1076, 1076.0),
    "warm": (8668, 8668.0),
    "learned": (5956, 567.793779),
    "neighbour": (5245, 944.127359),
    "people": (3382, 463.496224),
    "early": (1175, 77.49969),
    "meaning": (101, 38.525767),
    "meaning_lead": (55, 13.567408),
}
"""Number of a pair → for how many pairs it is above 0, and its sum over all."""
SUGGESTED: dict[str, float] = {
    "an owner of the goal takes part": 175,
    "close to talk that advances it": 188,
    "doubtful": 53,
    "explicit": 194,
    "hashtag “…”": 134,
    "held in a group that pursues it": 318,
    "in doubt": 53,
    "inherited": 3,
    "its words are those of confirmed talk": 430,
    "lexical": 292,
    "means nearly the same as “…”": 24,
    "tag “…”": 28,
    "tag “…”, which 3 goals carry": 4,
    "those who talk here often advance it": 230,
    "titles": 37,
    "words": 466,
    "“…” mentioned": 32,
    "score": 408.76,
}
"""What is suggested: how many of each method and reason, and the sum of their scores."""
QUOTED = re.compile("“.*”")
FITTED: dict[str, list[float]] = {
    "mark": [0.0, 0.0],
    "hint": [0.183969, 0.185172],
    "words": [2.25962, 2.29257],
    "words_of_best": [3.40629, 3.46226],
    "words_lead": [2.41873, 2.42772],
    "title": [-0.559391, -0.550881],
    "title_of_best": [1.54841, 1.56493],
    "title_lead": [2.52053, 2.52344],
    "contained": [-0.00580942, 0.00101649],
    "single": [0.0, 0.0],
    "group": [1.95461, 1.98493],
    "answers": [2.1, 2.1],
    "owner": [0.456668, 0.492462],
    "warm": [-2.59041, -2.5297],
    "learned": [2.77275, 2.77984],
    "neighbour": [0.756398, 0.771765],
    "people": [0.53295, 0.539141],
    "early": [-4.17191, -4.17341],
    "meaning": [0.0, 6.97228],
    "meaning_lead": [0.0, 6.84356],
    "bias": [-3.3338, -3.48938],
    "reliability": [0.992308, 0.992308],
    "belief": [0.685746, 0.606547],
}
"""Weights fitted to the made-up company, without and with meaning, and how far they are believed."""


def company() -> Case:
    """A made-up company; some of its talk answers other talk and bears a tag that three goals share."""
    case = next(iter(sample_cases(80, 11, 3)))
    before: list[Talk | None] = [None, None, None, *case.talks]
    talks = [
        replace(
            talk,
            answers=[one.id] if row % 5 == 0 and (one := before[row]) else talk.answers,
            tags=[*talk.tags, "shared"] if row % 7 == 0 else talk.tags,
        )
        for row, talk in enumerate(case.talks)
    ]
    goals = [replace(goal, tags=[*goal.tags, "shared"]) for goal in case.goals[:3]]
    return replace(case, goals=[*goals, *case.goals[3:]], talks=talks)


def meanings_of(case: Case) -> Meanings:
    """For every third conversation two goals that mean nearly the same, as a model might say."""
    goals = [goal.id for goal in case.goals]
    return {
        talk.id: {goals[row % len(goals)]: 0.4 + row % 7 / 12, goals[row // 2 % len(goals)]: 0.35}
        for row, talk in enumerate(case.talks)
        if row % 3 == 0
    }


@cache
def compared() -> list[tuple[Knowledge, Pairs, list[Suggestion]]]:
    """Of each case what every other conversation teaches, and what is found for the rest."""
    made = [(bundle_case(name, folder), None) for name, folder in MADE.items()]
    found = []
    for case, meanings in [*made, (company(), None), (company(), meanings_of(company()))]:
        place = {goal.id: number for number, goal in enumerate(case.goals)}
        labels = {
            talk.id: frozenset(place[goal] for goal in case.known.get(talk.id, ()))
            for talk in case.talks[1::2]
        }
        talks = [talk for talk in case.talks if labels.get(talk.id)]
        evidence = Evidence(talks, [labels[talk.id] for talk in talks])
        rejected = {(talk.id, case.goals[0].id) for talk in talks[::7]}
        knowledge = learn(case.goals, case.background, evidence, rejected, None, meanings)
        asked = case.talks[::2]
        pairs = pairs_of(knowledge.index, asked, (), labels, meanings=meanings)
        every = suggestions(knowledge.index, asked, pairs, knowledge.scorer, 0.3)
        found.append((knowledge, pairs, [one for several in every for one in several]))
    return found


def numbers() -> dict[str, tuple[int, float]]:
    features = np.vstack([pairs.features for _, pairs, _ in compared()])
    return {
        name: (int((column > 0).sum()), round(float(column.sum()), 6))
        for name, column in zip(FEATURES, features.T, strict=True)
    }


def suggested() -> dict[str, float]:
    every = [one for *_, found in compared() for one in found]
    counts = Counter(one.method.value for one in every)
    reasons = (reason for one in every for reason in one.reasons)
    counts.update(QUOTED.sub("“…”", reason).partition(": ")[0] for reason in reasons)
    counts["doubtful"] = sum(one.doubtful for one in every)
    return dict(sorted(counts.items())) | {"score": round(sum(one.score for one in every), 2)}


def fitted(number: int) -> dict[str, float]:
    scorer = compared()[number][0].scorer
    weights = dict(zip(FEATURES, scorer.model.weights.tolist(), strict=True))
    return {
        **weights, "bias": scorer.model.bias, "reliability": scorer.reliability, "belief": scorer.belief.slope,
    }  # fmt: skip


@pytest.mark.parametrize("name", FEATURES)
def test_the_numbers_of_pairs_are_those_that_weights_were_fitted_to(name: str) -> None:
    count, total = numbers()[name]
    assert (count, total) == (NUMBERS[name][0], pytest.approx(NUMBERS[name][1]))


def test_what_is_suggested_of_them_and_why() -> None:
    assert suggested() == SUGGESTED


@pytest.mark.parametrize("number", [0, 1], ids=["by words", "and by meaning"])
def test_weights_are_fitted_to_what_was_decided(number: int) -> None:
    assert fitted(number - 2) == pytest.approx({k: v[number] for k, v in FITTED.items()}, rel=1e-4)


if __name__ == "__main__":
    both = zip(fitted(-2).items(), fitted(-1).values(), strict=True)
    rounded = {name: [float(f"{one:.6g}"), float(f"{two:.6g}")] for (name, one), two in both}
    for found in (numbers(), suggested(), rounded):
        pprint(found, sort_dicts=False)
