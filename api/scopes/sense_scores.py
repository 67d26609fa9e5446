"""What is known of one scope in each sense: the sources of scores beside those of a snapshot."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.disclosure import rounds
from api.scopes.scope_people import ScopePeople, covered_sets, withheld_of_coverage
from api.scopes.scores import Score, SnapshotScores, snapshot_scores_batch
from api.scopes.suppression import REMEDIES, Withheld, sees_small, uncovered
from api.scopes.tie_arguments import tie_query_of
from api.types.windows import shown_window
from graph.measures.catalogue import MEASURES
from graph.network.analyses.snapshots import snapshot_of
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.conventions import LEAST_MEMBERS
from graph.network.set_measures import (
    AMONG,
    AS_ONE,
    GroupNetworkValues,
    among_groups,
    as_one,
    set_among_groups,
    set_divisor,
)
from graph.network.ties.tie_query import TieQuery, command, parameters_hash
from graph.records.enums import GroupKind
from graph.scopes.rounding import Spread, rank_band, rounded, step_for


@dataclass(frozen=True)
class LiveScores(SnapshotScores):
    """What the ties held in process say of one scope."""

    values: dict[str, Score] = field(default_factory=dict)

    def score_without_evidence(self, key: str) -> Score:
        """The score without its evidence."""
        if self.withheld is None and key in self.values:
            return self.values[key]
        return Score(
            explain=MEASURES[AS_ONE.get(key, key)],  # type: ignore[arg-type]
            withheld=self.withheld or Withheld.NO_SUCH_SENSE,
            remedy=self.remedy,
            window=self.window,
        )

    def stored_number(self, key: str) -> float | None:
        """Nothing stands beside these scores."""
        return None


@dataclass(frozen=True)
class DividedScores(SnapshotScores):
    """A person's scores, divided as those of a set of one."""

    def score_without_evidence(self, key: str) -> Score:
        """The score without its evidence."""
        score = super().score_without_evidence(key)
        if key not in AS_ONE:
            reason = score.withheld or Withheld.NO_SUCH_SENSE
            return Score(explain=score.explain, withheld=reason, window=score.window)
        score.explain = MEASURES[AS_ONE[key]]  # type: ignore[assignment]
        if score.value is not None and self.analysis is not None:
            divisor = set_divisor(key, self.analysis.people or 0)
            score.value = score.value / divisor if divisor > 0 else None
            score.standard_error = (
                score.standard_error / divisor if divisor > 0 and score.standard_error else None
            )
            score.withheld = Withheld.NOT_DEFINED if divisor <= 0 else None
        return score

    def stored_number(self, key: str) -> float | None:
        """Nothing stands beside these scores."""
        return None


NO_GROUP = "ask for MEMBERS or AS_ONE: a person is no group"


async def scores_as_one(
    keys: Sequence[str],
    context: Context,
    scopes: Sequence[ScopePeople],
    arguments: dict[str, Any],
    version: str,
) -> list[SnapshotScores]:
    """The set functions of each scope; of a person their own value, divided."""
    if scopes[0].root.label == "Person":
        people = [scope_people.root for scope_people in scopes]
        stored = await snapshot_scores_batch(context, people, arguments)
        if stored[0].analysis is not None:  # all are of one snapshot; without it ties must do
            return [
                DividedScores(
                    scores.context, scores.root, scores.query, scores.analysis, scores.scores
                )
                for scores in stored
            ]
    query = tie_query_of(arguments)
    measures = tuple(key for key in keys if key in AS_ONE)
    return [
        await _scores_of_set(measures, context, scope_people, query, version)
        for scope_people in scopes
    ]


async def _scores_of_set(
    measures: tuple[str, ...],
    context: Context,
    scope_people: ScopePeople,
    query: TieQuery,
    version: str,
) -> LiveScores:
    """The set functions of one scope, or why they are withheld."""
    live_scores = _unscored(context, scope_people, query)
    if live_scores.withheld is not None:
        return live_scores
    spreads = await _spreads(context, scope_people.root, query, measures)
    if spreads is None:
        return replace(live_scores, withheld=Withheld.NOT_COMPUTED, remedy=command(query))
    set_scores = await as_one(context.store, version, query, scope_people.people, measures)
    covered = None if set_scores is None else set_scores.people
    reason = withheld_of_coverage(context, scope_people, covered)
    if set_scores is None or reason is not None:
        remedy = uncovered(query) if reason is Withheld.NOT_COVERED else None
        return replace(live_scores, withheld=reason, remedy=remedy)
    values = {
        key: _live_score(query, AS_ONE[key], value.value, set_scores.people, value.standard_error)
        for key, value in set_scores.values.items()
    }
    for key, spread in spreads.items():
        _round_by_influence(values[key], None if spread.concentrated else spread.cap)
    return replace(live_scores, values=values)


async def _spreads(
    context: Context, root: Any, query: TieQuery, measures: Sequence[str]
) -> dict[str, Spread] | None:
    """How each measure lies over single people, each as a set of one, where the set's is rounded.

    None where no analysis of the question tells.
    """
    if not rounds(context, root):
        return {}
    analysis = await context.ones(latest_analyses).load(parameters_hash(query))
    if analysis is None:
        return None
    snapshot = await snapshot_of(context.store, analysis.id)
    divisors = {key: max(1, set_divisor(key, len(snapshot.people))) for key in measures}
    return {key: Spread.of(snapshot.values[key] / divisors[key]) for key in measures}


def _round_by_influence(score: Score, influence: float | None) -> None:
    """Round a score by what one person can change in it; withheld where that is not known."""
    score.standard_error = score.percentile = None
    if score.rank is not None and score.compared_with is not None:
        score.rank, score.rank_up_to = rank_band(score.rank, score.compared_with)
    if score.value is None:
        return
    if influence is None:
        score.value, score.withheld = None, Withheld.CONCENTRATED
        score.remedy = REMEDIES[Withheld.CONCENTRATED]
        return
    step = step_for(influence)
    score.value, score.rounded_to = rounded(score.value, step), step or None


def _unscored(context: Context, scope_people: ScopePeople, query: TieQuery) -> LiveScores:
    """A scope without scores, withheld where its numbers are."""
    root, withheld, remedy = scope_people.root, scope_people.withheld, scope_people.remedy
    return LiveScores(context, root, query, None, None, withheld, remedy)


async def scores_among_groups(
    keys: Sequence[str],
    context: Context,
    scopes: Sequence[ScopePeople],
    arguments: dict[str, Any],
    version: str,
) -> list[SnapshotScores]:
    """The measures of groups on the network of groups."""
    query = tie_query_of(arguments)
    scores_of_scopes: list[SnapshotScores] = []
    for scope_people in scopes:
        live_scores = _unscored(context, scope_people, query)
        if scope_people.root.label == "Person":
            live_scores = replace(live_scores, withheld=Withheld.NO_SUCH_SENSE, remedy=NO_GROUP)
        elif scope_people.withheld is None:
            values = {}
            for key in keys:
                if key in AMONG:
                    values[key] = await _on_groups(
                        context, scope_people, query, arguments, version, key
                    )
            live_scores = replace(live_scores, values=values)
        scores_of_scopes.append(live_scores)
    return scores_of_scopes


async def _on_groups(
    context: Context,
    scope_people: ScopePeople,
    query: TieQuery,
    arguments: dict[str, Any],
    version: str,
    key: str,
) -> Score:
    """The score of one scope on the network of groups."""
    kind = group_kind_of(arguments)
    root = scope_people.root
    if root.label == "Group":
        kind = root.kind
    if root.label == "PeopleSet":
        (is_covered,) = await covered_sets(context, version, [scope_people.people])
        if not is_covered:
            return _uncovered_score(query, key)
        joining = (root.id, scope_people.people)
        value = await set_among_groups(context.store, version, query, kind, key, joining)
        score = _live_score(query, key, value, 1)
        if rounds(context):
            table = await among_groups(context.store, version, query, kind, key)
            _round_by_influence(score, Spread.of(table.values).cap / LEAST_MEMBERS)
        return score
    table = await among_groups(context.store, version, query, kind, key)
    if root.label == "Network":
        return _mean_of_groups(context, query, key, table)
    place = table.place.get(root.id)
    if place is None:
        return _uncovered_score(query, key)
    score = _live_score(query, key, float(table.values[place]), 1)
    if score.value is not None and place in table.ranks:
        score.rank, below = table.ranks[place]
        score.rank_up_to = score.rank
        score.compared_with = len(table.ranks)
        if score.compared_with > 1:
            score.percentile = 100 * below / (score.compared_with - 1)
    if rounds(context):
        _round_by_influence(score, Spread.of(table.values).cap / LEAST_MEMBERS)
    return score


def _mean_of_groups(
    context: Context, query: TieQuery, key: str, table: GroupNetworkValues
) -> Score:
    """The mean over the groups that the viewer may see."""
    visible_values = table.values
    if not sees_small(context):  # a mean would tell about groups that are not shown
        visible_values = visible_values[sorted(table.ranks)]
    defined = visible_values[~np.isnan(visible_values)]
    mean = float(defined.sum() / len(defined)) if len(defined) else math.nan
    score = _live_score(query, key, mean, len(defined))
    if rounds(context):
        _round_by_influence(score, Spread.of(table.values).cap / max(1, len(defined)))
    return score


def group_kind_of(arguments: Mapping[str, Any]) -> GroupKind:
    """The kind of groups that the arguments name; units where they name none."""
    kind = arguments.get("kind")
    return GroupKind.UNIT if kind is None or kind is UNSET else kind


def _uncovered_score(query: TieQuery, key: str) -> Score:
    return Score(
        explain=MEASURES[key],  # type: ignore[arg-type]
        withheld=Withheld.NOT_COVERED,
        remedy=uncovered(),
        window=shown_window(query.window),
    )


def _live_score(
    query: TieQuery, key: str, value: float, denominator: int, error: float | None = None
) -> Score:
    """A score worked out of the ties that are held."""
    is_undefined = math.isnan(value)
    return Score(
        explain=MEASURES[key],  # type: ignore[arg-type]
        value=None if is_undefined else value,
        withheld=Withheld.NOT_DEFINED if is_undefined else None,
        denominator=None if is_undefined else denominator,
        standard_error=error or None,
        window=shown_window(query.window),
        engine="in-process",
    )
