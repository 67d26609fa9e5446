"""Sort keys order as the values do, end in the id, and never depend on letter case or form of text."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from graph.keys import (
    ABSENT,
    KEY_LENGTH,
    LONGEST,
    PREFIX_END,
    SEPARATOR,
    day_part,
    fold,
    message_key,
    native_of,
    number_part,
    order_text,
    sort_key,
    source_of,
    text_key,
    time_part,
    unaccented,
)

times = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(
    lambda at: at.replace(tzinfo=UTC)
)
ids = st.text(st.characters(min_codepoint=0x21, exclude_categories=["Cc", "Cs"]), min_size=1)


def test_folding_drops_case_width_and_outer_blanks() -> None:
    assert fold("  ＡDA Straße ") == "ada strasse"
    assert fold("Ω") == fold("ω")
    assert fold("e\u0301") == fold("é")
    assert fold("ﬁ") == "fi"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_what_is_compared_has_no_accents_in_any_normal_form() -> None:
    for text in ("Résumé", "Re\u0301sume\u0301", "RESUME", "ＲÉSUMÉ"):
        assert unaccented(text) == "resume"
    assert unaccented("Straße") == unaccented("STRASSE") == "strasse"
    assert unaccented("Łódź, Ørsted, Æsir, Đà Nẵng") == "lodz, orsted, aesir, da nang"
    assert unaccented("が") != unaccented("か")  # a voicing mark is no accent


@given(st.text())
def test_texts_that_differ_in_normal_form_or_case_only_compare_alike(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len({unaccented(one) for one in forms}) == 1
    assert unaccented(unaccented(text)) == unaccented(text)
    assert unaccented(text.casefold()) == unaccented(text)


def test_a_long_text_counts_by_its_first_characters() -> None:
    assert order_text("A" * 300) == "a" * LONGEST
    assert order_text(None) is order_text(" ") is None
    assert text_key("ẞ" * 400) == "s" * KEY_LENGTH


@given(times, times)
def test_times_sort_as_text(one: datetime, other: datetime) -> None:
    first, second = time_part(one), time_part(other)
    assert first is not None and second is not None
    assert len(first) == len(second) == 27
    assert (first < second) == (one < other)


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    at = datetime(2026, 1, 31, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert time_part(at) == "2026-01-30T23:30:00.000000Z"
    assert time_part(None) is None


def test_an_early_year_keeps_its_width() -> None:
    assert time_part(datetime(987, 1, 2, tzinfo=UTC)) == "0987-01-02T00:00:00.000000Z"


@given(st.dates(), st.dates())
def test_days_sort_as_text(one: date, other: date) -> None:
    first, second = day_part(one), day_part(other)
    assert first is not None and second is not None
    assert (first < second) == (one < other)


def test_an_absent_day_has_no_part() -> None:
    assert day_part(None) is None
    assert number_part(None) is None


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_numbers_sort_as_text(one: int, other: int) -> None:
    first, second = number_part(one), number_part(other)
    assert first is not None and second is not None
    assert (first < second) == (one < other)


@given(ids, ids)
def test_absent_parts_sort_last(one: str, other: str) -> None:
    assert sort_key("z", one) < sort_key(None, other)
    assert sort_key(None, one) == ABSENT + SEPARATOR + one


@given(times, times, ids, ids)
def test_a_later_message_of_a_conversation_sorts_later(
    at: datetime, later: datetime, one: str, other: str
) -> None:
    first = message_key("acme/c", at, 2, one)
    second = message_key("acme/c", later, 1, other)
    if at != later:
        assert (first < second) == (at < later)
    else:
        assert first > second


@given(times, ids, ids)
def test_the_messages_of_a_conversation_lie_in_one_range(
    at: datetime, conversation: str, other: str
) -> None:
    low, high = conversation + SEPARATOR, conversation + PREFIX_END
    assert low < message_key(conversation, at, None, "acme/m") < high
    if other != conversation:
        assert not low < message_key(other, at, None, "acme/m") < high


def test_an_id_is_a_source_and_what_the_source_calls_it() -> None:
    assert source_of("rust-lang/2025h1/const") == "rust-lang"
    assert native_of("rust-lang/2025h1/const") == "2025h1/const"
    assert native_of("no-native") == ""
