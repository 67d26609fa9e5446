"""`goalgraph measures`: all measures, or one, from the registry."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from api.cli import app, register
from graph.errors import BadInput
from graph.measures.catalogue import MEASURES

register(["measures", "schema"])


def output(*words: str) -> str:
    """What the command prints on a wide terminal."""
    result = CliRunner().invoke(app, ["measures", *words], env={"COLUMNS": "200"})
    if result.exception is not None:
        raise result.exception
    return result.stdout


def test_it_lists_every_measure() -> None:
    lines = output().splitlines()

    assert [line.split()[0] for line in lines[1:]] == sorted(MEASURES)


@pytest.mark.parametrize("key", sorted(MEASURES))
def test_one_measure_has_all_that_must_be_known_of_it(key: str) -> None:
    measure, text = MEASURES[key], output(key)

    assert text.startswith(f"{key}: {measure.title}\n")
    for fact in (
        measure.formula,
        measure.unit,
        measure.range,
        measure.reference,
        measure.when_it_misleads,
    ):
        assert fact in text


def test_a_slip_is_answered_with_what_was_meant() -> None:
    with pytest.raises(BadInput) as refused:
        output("betwenness")
    assert refused.value.message == "there is no measure 'betwenness'"
    assert refused.value.remedy == "did you mean betweenness or group_betweenness?"
