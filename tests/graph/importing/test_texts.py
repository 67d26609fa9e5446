"""What is taken from a text before it is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.importing.text_features import asks, goal_marks_of, refs_of


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("nothing here", []),
        ("see https://a.example/x?y=1#z.", ["https://a.example/x?y=1#z"]),
        (
            "[link](https://a.example/x), <https://b.example|B>",
            ["https://a.example/x", "https://b.example"],
        ),
        (
            "see https://en.wiki.example/GT_(game) #tag",
            ["https://en.wiki.example/GT_(game)", "#tag"],
        ),
        ("(https://a.example/a_(b)_(c(d)))", ["https://a.example/a_(b)_(c(d))"]),
        ("(see https://a.example/x, #tag)", ["https://a.example/x", "#tag"]),
        ("[GT](https://a.example/GT_(game))", ["https://a.example/GT_(game)"]),
        ("[https://a.example/x](https://b.example)", ["https://a.example/x", "https://b.example"]),
        ("http://[::1]:8000/a[1]?b=(2)#c", ["http://[::1]:8000/a[1]?b=(2)#c"]),
        ("(https://a.example/x)#tag", ["https://a.example/x", "#tag"]),
        ("https://a.example/open_(x", ["https://a.example/open_(x"]),
        ("https://a.example/#tags and https://", ["https://a.example/#tags"]),
        ("#Onboarding, #onboarding and #café-42!", ["#onboarding", "#café-42"]),
        ("issue #12, a&#39;b, x#y, ##z, colour #", []),
        ("for #goal/2025h1/Const_X.", ["#goal/2025h1/Const_X"]),
        ("#goal/ alone", []),
        ("https://acme.example/goals/kr-1", ["https://acme.example/goals/kr-1"]),
    ],
)
def test_refs_of_a_text(text: str, refs: list[str]) -> None:
    assert refs_of(text) == refs


def test_goal_marks_alone() -> None:
    assert goal_marks_of("Plan #goal/kr-1 #plan https://a.example") == ["#goal/kr-1"]


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("Who knows Cypher?", True),
        ("Really?!", True),
        ("Is it (still) open?) yes", True),
        ("誰が知っていますか？", True),
        ("どこにありますか", True),
        ("これで解決しましたか。よろしく", True),
        ("そうですか。", False),
        ("高いですからやめます", False),
        ("> どこですか。", False),
        ("https://a.example/?q=1", False),
        ("(https://a.example/?q=1)", False),
        ("Did you see https://a.example/GT_(game)?", True),
        ("x?.y", False),
        ("> Who knows?\nI do.", False),
        ("run `a ? b : c` or\n```\nwhat ?\n```", False),
        ("No.", False),
    ],
)
def test_whether_a_text_asks(text: str, asking: bool) -> None:
    assert asks(text) is asking


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(asks(text), bool)
    refs = refs_of(text)
    assert len(refs) == len(set(refs)) <= 100
