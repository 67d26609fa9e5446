"""The registry: every measure explains itself."""

from __future__ import annotations

import re

import pytest

from graph.errors import BadInput
from graph.measures.catalogue import MEASURES, measure_of
from graph.measures.measure import measure


@pytest.mark.parametrize("key", sorted(MEASURES))
def test_a_measure_says_all_that_a_reader_needs(key: str) -> None:
    found = MEASURES[key]

    assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
    assert found.title and found.formula and found.unit and found.when_it_misleads
    assert re.search(r"doi:10\.\d{4,}/\S+|ISBN|https://", found.reference), "a source one can find"
    assert ">>>" in (found.compute.__doc__ or ""), "a measure has a doctest"
    assert found.compute.__annotations__["return"]


def test_an_unknown_measure_is_refused_naming_those_there_are() -> None:
    with pytest.raises(BadInput, match="no measure 'rank'") as refused:
        measure_of("rank")

    assert "betweenness" in (refused.value.remedy or "")


def test_a_key_cannot_be_registered_twice() -> None:
    given = MEASURES["degree"]
    again = measure(
        "degree",
        title=given.title,
        formula=given.formula,
        unit=given.unit,
        least=0,
        most=None,
        reference=given.reference,
        when_it_misleads=given.when_it_misleads,
    )

    with pytest.raises(ValueError, match="twice"):
        again(given.compute)


def test_ranges_read_as_words() -> None:
    assert MEASURES["pagerank"].range == "0 to 1"
    assert MEASURES["degree"].range == "0 and up"
