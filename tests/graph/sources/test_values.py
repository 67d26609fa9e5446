"""Each type of value: what it accepts, its canonical form, and how a wrong one is explained."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sources.times import day, moment, nearest_time, time, time_text
from graph.sources.values import InvalidValue, decimal, integer, native_id, quote, reference, share


@pytest.mark.parametrize(
    ("given_time", "canonical"),
    [
        ("2026-01-02", "2026-01-02"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02t03:04:05z", "2026-01-02T03:04:05Z"),
        ("2026-01-02 03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.756Z", "2026-01-02T03:04:05.756Z"),
        ("2026-01-02T03:04:05.750Z", "2026-01-02T03:04:05.750Z"),
        ("2026-01-02T03:04:05.75Z", "2026-01-02T03:04:05.750Z"),
        ("2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.756000Z", "2026-01-02T03:04:05.756Z"),
        ("2026-01-02T03:04:05.756001Z", "2026-01-02T03:04:05.756001Z"),
        ("2026-01-02T03:04:05.1234569Z", "2026-01-02T03:04:05.123456Z"),
        ("2026-01-02T01:30:00+02:00", "2026-01-01T23:30:00Z"),
        ("2026-01-01T23:30:00-00:30", "2026-01-02T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_time_becomes_utc_cut_to_microseconds(given_time: str, canonical: str) -> None:
    assert nearest_time(given_time) == canonical
    assert time(canonical) == canonical


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("2026-02-30", "there is no such day in the calendar"),
        ("2023-02-29T00:00:00Z", "there is no such time"),
        ("2026-01-02T25:00:00Z", "there is no such time"),
        ("2026-01-02T03:04:05", "the time has no zone or no seconds"),
        ("0001-01-01T00:00:00+02:00", "there is no such time"),
        ("0000-01-01", "there is no such day in the calendar"),
        ("yesterday", "a time as in RFC 3339 is wanted"),
        ("2026-1-2", "a time as in RFC 3339 is wanted"),
        ("20260102", "a time as in RFC 3339 is wanted"),
        ("2026-01-02T03:04:05+24:00", "a time as in RFC 3339 is wanted"),
        ("２026-01-02", "a time as in RFC 3339 is wanted"),
        (1767225600, "a time is wanted, not a number"),
    ],
)
def test_a_wrong_time_says_why(wrong: object, reason: str) -> None:
    with pytest.raises(InvalidValue) as error:
        time(wrong)
    assert error.value.reason == reason
    assert error.value.mend


@given(st.datetimes(timezones=st.just(__import__("datetime").UTC)))
def test_canonical_times_are_fixed_points_and_keep_the_moment(at: object) -> None:
    text = time_text(at)  # type: ignore[arg-type]
    assert time(text) == text
    assert moment(text) == (at, None)


def test_a_day_is_no_time() -> None:
    assert day("2026-01-31") == "2026-01-31"
    with pytest.raises(InvalidValue, match="a day without a time"):
        day("2026-01-31T00:00:00Z")


@pytest.mark.parametrize(
    "given_id", ["a", "[noobuntu] ", "2025h1/const", "Ä", "\u200b", "x" * 1000]
)
def test_an_id_is_any_text(given_id: str) -> None:
    assert native_id(given_id) == given_id


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (17, "an id is a text, not a number"),
        (True, "an id is a text, not true or false"),
        ("", "an id must not be empty"),
        ("a\tb", "an id must not hold control characters (such as a tab or a line break)"),
        ("a\u001fb", "an id must not hold control characters (such as a tab or a line break)"),
        ("a\u0085b", "an id must not hold control characters (such as a tab or a line break)"),
        ("é" * 501, "the id has 1,002 bytes; at most 1,000 are allowed"),
        (["a"], "an id is a text, not a list"),
    ],
)
def test_a_wrong_id_says_why(wrong: object, reason: str) -> None:
    with pytest.raises(InvalidValue) as error:
        native_id(wrong)
    assert error.value.reason == reason


def test_a_number_as_id_is_mended_by_quotation_marks() -> None:
    with pytest.raises(InvalidValue) as error:
        native_id(17)
    assert error.value.mend == 'write it as "17"'


def test_references_are_global_ids() -> None:
    refer = reference("acme")
    assert refer("p1") == "acme/p1"
    assert refer({"source": "slack", "id": "U1"}) == "slack/U1"
    with pytest.raises(InvalidValue, match="a reference to another source"):
        refer({"source": "Slack!", "id": "U1"})
    with pytest.raises(InvalidValue, match="an id is a text"):
        refer({"source": "slack", "id": 1})


@pytest.mark.parametrize(
    ("number", "canonical"),
    [
        (Decimal("99.90"), "99.90"),
        (100, "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.0"), "0.0"),
        (Decimal("1e-7"), "0.0000001"),
        (2**63 - 1, "9223372036854775807"),
        (0.1, "0.1"),
    ],
)
def test_decimals_keep_their_digits(number: object, canonical: str) -> None:
    assert decimal(number) == canonical


@pytest.mark.parametrize(
    "wrong",
    [
        *(2**63, Decimal("1E+400"), Decimal("1E-400"), Decimal("NaN"), "1", True),
        *(Decimal(10) ** 30, Decimal("-1E+999999999"), Decimal("1E-999999999")),
    ],
)
def test_decimals_out_of_bounds_are_wrong(wrong: object) -> None:
    with pytest.raises(InvalidValue):
        decimal(wrong)


@given(
    st.decimals()
    | st.builds(Decimal, st.from_regex(r"-?[0-9]{1,45}E[+-][0-9]{1,18}", fullmatch=True))
)
def test_any_decimal_is_kept_as_it_is_or_refused(number: Decimal) -> None:
    try:
        kept = decimal(number)
    except InvalidValue:
        return
    assert Decimal(kept) == number
    assert len(kept) < 100


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "1", True, 2**63, 1e300, float("nan"), float("inf")])
def test_a_level_is_a_whole_number_from_one(wrong: object) -> None:
    assert integer(1)(3.0) == 3
    with pytest.raises(InvalidValue):
        integer(1)(wrong)


def test_shares_are_between_nought_and_one() -> None:
    assert (share(0), share(0.25), share(1)) == (0.0, 0.25, 1.0)
    for wrong in (-0.1, 1.1, "0.5", True, 10**30):
        with pytest.raises(InvalidValue):
            share(wrong)


def test_values_are_shown_short_and_without_control_characters() -> None:
    assert quote("a\x1b[31m\n\x85") == '"a\\u001b[31m\\n\\u0085"'
    assert quote("x" * 200) == '"' + "x" * 78 + "…"
    assert quote(Decimal("1.50")) == "1.50"
