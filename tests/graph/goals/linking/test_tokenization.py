"""Words of any script, case and way of joining come to the same terms."""

from __future__ import annotations

import pytest

from graph.goals.linking.tokenization import stem, terms, words


@pytest.mark.parametrize(
    "text",
    ["ref-counting", "ref_counting", "RefCounting", "refcounting", "Ref Counting", "REF-COUNTING"],
)
def test_a_joined_word_is_found_however_it_is_joined(text: str) -> None:
    parted, joined = {"ref", "count"}, "refcount"
    result = set(terms(text))
    assert parted <= result or joined in result


def test_words_keep_their_order_and_the_commonest_ones() -> None:
    assert words("The end of cargo-script, in 2025") == [
        "the", "end", "of", "cargo", "script", "in", "2025",
    ]  # fmt: skip


def test_terms_leave_out_what_says_nothing() -> None:
    assert terms("We are on it, und das ist so") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("APIs of KPIs", ["api", "kpi"]),
        ("Café NAÏVE", ["cafe", "naiv"]),
        ("Straße ＡＢＣ", ["strass", "abc"]),
        ("推進目標", ["推進", "進目", "目標"]),
        ("हिन्दी", ["हिन्दी"]),
        ("C++ and C#", ["c++", "c#"]),
        ("<b>bold</b> &amp; https://a.example/secret", ["bold"]),
    ],
)
def test_any_script(text: str, found: list[str]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stabilization", "stabilizing"),
        ("policies", "policy"),
        ("running", "run"),
        ("boxes", "box"),
        ("reworked", "rework"),
    ],
)
def test_endings_are_cut(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("text", ["", " ", "-", "___", "\u0301", "🙂🙂", "a" * 10_000, "\x00"])
def test_no_text_is_too_odd(text: str) -> None:
    assert all(len(term) <= 160 for term in terms(text))


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("policies", "policy"),
        ("ties", "tie"),
        ("boxes", "box"),
        ("classes", "class"),
        ("status", "status"),
        ("goals", "goal"),
        ("passing", "pass"),
        ("falling", "fall"),
        ("buzzing", "buzz"),
        ("running", "run"),
        ("stopped", "stop"),
        ("parted", "part"),
        ("sing", "sing"),
        ("bring", "bring"),
        ("using", "using"),
        ("red", "red"),
        ("organisation", "organiz"),
        ("organization", "organiz"),
        ("organise", "organiz"),
        ("stabilization", "stabiliz"),
        ("ization", "ization"),
        ("cutization", "cutiz"),
        ("office", "offic"),
        ("home", "home"),
        ("see", "see"),
        ("x2s", "x2s"),
        ("über", "über"),
    ],
)
def test_english_endings_are_cut_where_a_word_is_left(word: str, root: str) -> None:
    assert stem(word) == root
