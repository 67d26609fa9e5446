"""Numbers about people, groups and the network as the API shows them: never bare, from a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from api.execution.context import Context
from api.scopes.disclosure import MemberValues, member_values, rounds
from api.scopes.line_of_sight import scope_of, view_of
from api.scopes.measures import Measure
from api.scopes.score_evidence import Evidence, EvidenceSource
from api.scopes.snapshot_choice import snapshot_choice
from api.scopes.suppression import (
    REMEDIES,
    Withheld,
    no_members,
    person_withheld,
    read_choices,
    remedy_of,
    too_few,
    uncovered,
)
from api.scopes.visible_snapshots import means_of_those, scores_of_those, scores_of_those_groups
from api.types.record_types import graphql_enum
from api.types.windows import SNAPSHOT_WINDOW_DOC, ScoreWindow, snapshot_window
from graph import records
from graph.measures.catalogue import MEASURES
from graph.network.analyses.snapshots import snapshot_of
from graph.network.analyses.stored_scores import Scores
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.tie_query import TieQuery, command
from graph.records.window import Window
from graph.scopes.rounding import rank_band

LazyAnalysis = Annotated["Analysis", strawberry.lazy("api.nouns.analysis")]  # type: ignore[name-defined]  # noqa: F821


@strawberry.type(description="A number about people, never bare.")
class Score:
    """A value with what is needed to read it, or why it is not shown."""

    explain: Measure = strawberry.field(description="The measure, and when it misleads.")
    value: float | None = strawberry.field(
        description="Of a person: the measure. Of a group or the network: the mean over its people.",
        default=None,
    )
    rounded_to: float | None = strawberry.field(
        description="The step that it is rounded to, for a viewer who may not see each person's "
        "numbers; null where it is exact.",
        default=None,
    )
    median: float | None = strawberry.field(
        description="Where `withheld` is CONCENTRATED: the median over its people, rounded.",
        default=None,
    )
    withheld: graphql_enum(Withheld) | None = strawberry.field(  # type: ignore[valid-type]
        description="Why there is no value.", default=None
    )
    remedy: str | None = strawberry.field(
        description="What to do so that there is a value.", default=None
    )
    standard_error: float | None = strawberry.field(
        description="Of an estimated value: its usual distance from the truth. Of a group or the "
        "network at most this. Null where the value is exact.",
        default=None,
    )
    bound: float | None = strawberry.field(
        description="Of an estimated value: with 95 per cent confidence nobody at all is further off.",
        default=None,
    )
    rank: int | None = strawberry.field(
        description="1 = highest of those compared; equal values share a rank. Of a group, for a "
        "viewer who may not see each person's numbers, the first of the five among which it lies.",
        default=None,
    )
    rank_up_to: int | None = strawberry.field(
        description="The last of the ranks among which it lies: `rank` itself where that is exact.",
        default=None,
    )
    percentile: float | None = strawberry.field(
        description="Per cent of the others compared that are lower; null where `rank` is a band.",
        default=None,
    )
    compared_with: int | None = strawberry.field(
        description="How many people, or groups of at least 5, are compared.", default=None
    )
    denominator: int | None = strawberry.field(
        description="How many people the value is about: 1 for a person, else those averaged.",
        default=None,
    )
    window: ScoreWindow = strawberry.field(description=SNAPSHOT_WINDOW_DOC)
    engine: str | None = strawberry.field(
        description="What computed it: `in-process` or `gds`.", default=None
    )
    analysis: LazyAnalysis | None = strawberry.field(
        description="The snapshot that it is read from.", default=None
    )
    evidence: Evidence | None = strawberry.field(
        description="What it is computed from; null where there is no value, and of a set, whose "
        "`ties` show it.",
        default=None,
    )


@dataclass(frozen=True)
class SnapshotScores:
    """What the latest analysis says of one scope, or that there is none: every score is read from it."""

    context: Context
    root: Any
    query: TieQuery
    analysis: records.Analysis | None
    scores: Scores | None
    withheld: Withheld | None = None
    """Why the viewer sees none of the scores, where that is known before they are read."""
    remedy: str | None = None
    """What to do so that there are scores, or that they are shown."""
    members: MemberValues | None = None
    """The values of its people, for a viewer who sees their mean rounded."""

    @property
    def window(self) -> ScoreWindow:
        """The days that count, of every score alike."""
        return snapshot_window(self.query.window, self.analysis)

    def score(self, key: str) -> Score:
        """The score by one measure that the viewer may see, with its evidence."""
        score = self.score_without_evidence(key)
        if score.value is not None and self.root.label != "PeopleSet":
            score.evidence = EvidenceSource(self.root, self.query)  # type: ignore[assignment]
        return score

    def score_without_evidence(self, key: str) -> Score:
        """The score without its evidence."""
        if self.analysis is not None:
            score = _score(self, key, self.analysis)
            score.remedy = self.remedy if score.withheld is self.withheld else None
            if score.withheld is Withheld.NOT_COVERED:
                score.remedy = uncovered(self.query)
            if self.members is not None and score.value is not None:
                round_member_score(score, key, self.members)
            return score
        return Score(
            explain=MEASURES[key],  # type: ignore[arg-type]
            withheld=Withheld.NOT_COMPUTED,
            remedy=self.remedy or command(self.query),
            window=self.window,
        )

    def stored_number(self, key: str) -> float | None:
        """A number that stands beside a score, where the viewer may see it."""
        reason = self.withheld or _withheld(self.context, self.root, self.scores)
        if self.scores is None or reason is not None:
            return None
        if _too_few_measured(self.context, key, self.root, self.scores):
            return None
        if self.members is None or key not in self.members.snapshot.values:
            return self.scores.get(key)
        shown = self.members.mean(key)
        return None if shown is None else shown.value


async def snapshot_scores_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[SnapshotScores]:
    """What the latest analysis says of each scope; all of them are of one type."""
    choice = await snapshot_choice(context, arguments)
    if choice.analysis is None:
        return [
            SnapshotScores(context, root, choice.query, None, None, remedy=choice.remedy)
            for root in roots
        ]
    await read_choices(context, roots)
    stored = await _stored_scores(context, choice.analysis, roots)
    members = await members_of_scopes(context, choice.analysis, roots)
    scores_of_scopes = []
    for root, scores, of_people in zip(roots, stored, members, strict=True):
        reason, remedy = None, None
        if root.label == "Group" and scores is None:
            scope = scope_of(await view_of(context), root, choice.query.window)
            reason = no_members(scope)
            remedy = remedy_of(reason, scope)
        scores_of_scopes.append(
            SnapshotScores(
                context, root, choice.query, choice.analysis, scores, reason, remedy, of_people
            )
        )
    return scores_of_scopes


async def members_of_scopes(
    context: Context, analysis: records.Analysis, roots: Sequence[Any]
) -> list[MemberValues | None]:
    """The values of the people of each scope on the day of the analysis, where their mean is rounded."""
    if not roots or not rounds(context, roots[0]):
        return [None] * len(roots)
    view, snapshot = await view_of(context), await snapshot_of(context.store, analysis.id)
    window = Window.of(None, analysis.until)
    return [
        member_values(
            snapshot, scope_of(view, root, window).people, everybody=root.label == "Network"
        )
        for root in roots
    ]


def round_member_score(score: Score, key: str, members: MemberValues) -> None:
    """Round the value and the rank of a score; of a concentrated measure there is the median instead."""
    mean, median = members.mean(key), None
    score.standard_error = score.bound = None
    score.value = None if mean is None else mean.value
    if mean is None:
        score.withheld = members.withheld(key)
        score.remedy = REMEDIES.get(score.withheld)
        median = members.median(key)
        score.median = None if median is None else median.value
    shown = mean or median
    score.rounded_to = (shown.step or None) if shown is not None else None
    if score.rank is not None and score.compared_with is not None:
        score.rank, score.rank_up_to = rank_band(score.rank, score.compared_with)
        score.percentile = None


async def _stored_scores(
    context: Context, analysis: records.Analysis, roots: Sequence[Any]
) -> Sequence[Scores | None]:
    """All that the analysis measured of each scope, None where it did not."""
    label = roots[0].label

    async def read(keys: Sequence[str]) -> Mapping[str, Scores]:
        if label == "Person":
            return await scores_of_those(context, analysis.id, keys)
        if label == "Group":
            return await scores_of_those_groups(context, analysis, keys)
        return {"network": (await means_of_those(context, [analysis.id]))[analysis.id]}

    loader = context.loader(("scores", label, analysis.id), read)
    return await loader.load_many([root.id for root in roots])


def _score(scope_scores: SnapshotScores, key: str, analysis: records.Analysis) -> Score:
    """The score that the viewer may see."""
    context, root, scores = scope_scores.context, scope_scores.root, scope_scores.scores
    score = Score(
        explain=MEASURES[key],  # type: ignore[arg-type]
        window=scope_scores.window,
        engine=analysis.engine,
        analysis=analysis,
    )
    score.withheld = scope_scores.withheld or _withheld(context, root, scores)
    if score.withheld is not None or scores is None:
        return score
    if key not in scores:
        score.withheld = Withheld.NOT_DEFINED
        return score
    if _too_few_measured(context, key, root, scores):
        score.withheld = Withheld.TOO_FEW
        return score
    score.value = scores[key]
    score.standard_error, score.bound = scores.get(f"{key}_error"), scores.get(f"{key}_bound")
    score.rank = score.rank_up_to = _integer(scores.get(f"{key}_rank"))
    score.denominator = 1
    score.compared_with = _integer(scores.get(f"{key}_compared", analysis.people or 0))
    if root.label != "Person":
        everyone = scores.get("members", analysis.people or 0)
        score.denominator = int(scores.get(f"{key}_members", everyone))
        score.compared_with = _integer(scores.get(f"{key}_compared"))
    below = scores.get(f"{key}_below")
    if below is not None and score.compared_with is not None and score.compared_with > 1:
        score.percentile = 100 * below / (score.compared_with - 1)
    return score


def _too_few_measured(context: Context, key: str, root: Any, scores: Scores) -> bool:
    measured = scores.get(f"{key}_members")
    return root.label != "Person" and measured is not None and too_few(context, int(measured))


def _integer(number: float | None) -> int | None:
    return None if number is None else int(number)


def _withheld(context: Context, root: Any, scores: Scores | None) -> Withheld | None:
    """Why the viewer sees no value; None where there is one to see."""
    if root.label == "Person":
        reason = person_withheld(context, root.id, bot=root.bot)
        if reason is None and scores is None:
            return Withheld.NOT_COVERED
        return None if reason is Withheld.BOT and scores is not None else reason
    elif scores is None:
        return Withheld.NOT_COVERED
    elif too_few(context, int(scores.get("members", LEAST_MEMBERS))):
        return Withheld.TOO_FEW
    return None
