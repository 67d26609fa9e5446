"""The interface `Scope`: a person, a group and the network answer the same questions."""

from __future__ import annotations

import strawberry

from api.scopes.absence import absence_field
from api.scopes.alignment import alignment_field
from api.scopes.goals_at_risk import goals_at_risk_field
from api.scopes.introductions import introductions_field
from api.scopes.line_of_sight import line_of_sight_field
from api.scopes.measure_senses import SENSE_ARGUMENTS, scores_batch, sense_cost
from api.scopes.measures import MeasureArgument
from api.scopes.scores import Score
from api.scopes.snapshot_choice import SNAPSHOT_ARGUMENTS
from api.scopes.structure import brokerage_field, mixing_field, resilience_field
from api.scopes.tie_arguments import tie_field
from api.scopes.ties import Ties, ties_field
from api.scopes.value import value_field
from api.types.connections import connection
from api.types.record_types import Node, derived_field
from graph.keys import native_of
from graph.organisation.members import people_in_groups


def _display_name(name: str | None, id: str) -> str:
    return name or native_of(id)


@strawberry.interface(
    description="A person, a group or the network: the same questions at every scale."
)
class Scope(Node):
    """What holds at every scale; a group of one answers as its person, everybody as the network."""

    display_name = derived_field(
        _display_name, ("name", "id"), str, "The name, or the id in the source where it has none."
    )
    members = connection(
        people_in_groups,
        "The people it is about: the person; who belongs to the group or to what is part of it "
        "now; everybody who is there now. Spans that have ended or not begun, and people who have "
        "left or not joined, are left out, of the day that `on` names too.",
    )
    ties = ties_field(Ties, "Ties to others of its kind, strongest first.")
    centrality = tie_field(
        scores_batch,
        Score,
        "Its place in the network of ties, in the sense asked for; the mean over its people, read "
        "from the latest analysis, where none is.",
        cost=sense_cost(),
        measure=MeasureArgument,
        **SENSE_ARGUMENTS,
        **SNAPSHOT_ARGUMENTS,
    )
    brokerage = brokerage_field
    resilience = resilience_field
    mixing = mixing_field
    absence = absence_field
    introductions = introductions_field
    line_of_sight = line_of_sight_field
    alignment = alignment_field
    goals_at_risk = goals_at_risk_field
    value = value_field


__all__ = ["Scope"]
