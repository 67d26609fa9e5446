"""Measures asked by name: a table of people's scores, and the figures of a network or a set of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from graph.errors import BadInput
from graph.measures.catalogue import MEASURES, Measure, measure_of
from graph.measures.measure import Needs, Scale
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph


def scores(
    ties: TieGraph, *keys: str, groups: Mapping[Any, object] | None = None
) -> dict[str, dict[str, float | None]]:
    """Measure → person → value, in the order of ids; None where a measure has no value.

    Without keys all measures of people are there that need no more than what is given. `groups` is
    the group of each person. `pandas.DataFrame(scores(ties))` has a row a person.

    >>> scores(TieGraph.from_ids(["ann", "bob"], ["bob", "cy"]), "in_degree")
    {'in_degree': {'ann': 0.0, 'bob': 1.0, 'cy': 1.0}}
    """
    extras = _extras(ties, groups, None, None)
    if not keys:
        keys = tuple(
            measure.key
            for measure in MEASURES.values()
            if measure.scale is Scale.PERSON and measure.needs in extras
        )
    return {key: _by_person(_of_people(key), ties, extras) for key in keys}


def figure(
    ties: TieGraph,
    key: str,
    *,
    groups: Mapping[Any, object] | None = None,
    people: Iterable[object] | None = None,
    lines: TieGraph | None = None,
) -> float | None:
    """The value of a measure of a whole network, or of a set of `people` in it; None where it has none.

    `groups` is the group of each person, `lines` a network of who reports to whom,
    whose people are among those of the ties.

    >>> figure(TieGraph.from_ids(["ann", "bob"], ["bob", "ann"]), "density")
    1.0
    """
    measure = measure_of(key)
    if measure.scale is Scale.PERSON:
        raise BadInput(
            f"{key} is a measure of people, each has a value of their own",
            remedy=f"ask scores(ties, {key!r})",
        )
    found = _computed(measure, ties, _extras(ties, groups, people, lines))
    return None if found is None or isnan(found) else float(found)


def _of_people(key: str) -> Measure:
    measure = measure_of(key)
    if measure.scale is not Scale.PERSON:
        raise BadInput(
            f"{key} is a measure of a {measure.scale.value}, not of each person",
            remedy=f"ask figure(ties, {key!r})",
        )
    return measure


def _by_person(
    measure: Measure, ties: TieGraph, extras: Mapping[Needs, Any]
) -> dict[str, float | None]:
    values = [float(value) for value in _computed(measure, ties, extras)]
    known = [None if isnan(value) else value for value in values]
    return dict(zip(ties.people, known, strict=True))


ARGUMENTS = {
    Needs.TIES_AND_GROUPS: ("groups", "the group of each person, {'ann': 'sales'}"),
    Needs.TIES_AND_SET: ("people", "the people of the set"),
    Needs.TIES_AND_LINES: ("lines", "who reports to whom, as ties"),
}
"""What a measure needs beside ties → the argument that gives it, and what that is."""


def _extras(
    ties: TieGraph,
    groups: Mapping[Any, object] | None,
    people: Iterable[object] | None,
    lines: TieGraph | None,
) -> dict[Needs, Any]:
    """What is there beside ties, by what measures need."""
    extras: dict[Needs, Any] = {Needs.TIES: None}
    if groups is not None:
        named = {str(one): str(group) for one, group in groups.items() if group is not None}
        extras[Needs.TIES_AND_GROUPS] = Groups.of(ties, named)
    if people is not None:
        extras[Needs.TIES_AND_SET] = [str(one) for one in people]
    if lines is not None:
        extras[Needs.TIES_AND_LINES] = _among(lines, ties)
    return extras


def _among(lines: TieGraph, ties: TieGraph) -> TieGraph:
    """The lines with everybody of the network in them, who reports to nobody too."""
    sources, targets = (
        [lines.people[i] for i in ends.tolist()] for ends in (lines.sources, lines.targets)
    )
    return TieGraph.from_ids(sources, targets, lines.weights, people={*ties.people, *lines.people})


def _computed(measure: Measure, ties: TieGraph, extras: Mapping[Needs, Any]) -> Any:
    if measure.needs is Needs.TIES:
        return measure.compute(ties)
    if measure.needs not in extras:
        name, what = ARGUMENTS[measure.needs]
        raise BadInput(
            f"{measure.key} needs {measure.needs.value}", remedy=f"give {name}=…: {what}"
        )
    return measure.compute(ties, extras[measure.needs])
