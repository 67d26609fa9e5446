"""What counts as an answer: made exchanges by kind, and laws that hold for every conversation."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.importing.message_brevity import brief
from graph.importing.text_features import asks
from graph.measures.ties.help_rules import RULES
from graph.measures.ties.question_answers import TalkMessage, answers

ROOT = Path(__file__).parents[3]
CROWD = frozenset(f"p{number}" for number in range(RULES.most_recipients + 1))


def talk(*lines: str, to: frozenset[str] = frozenset(), accepted: str = "") -> list[TalkMessage]:
    """Messages of lines `id>reply_to author[/kind]: text @named`; `to` gets the first of them."""
    found = []
    for number, line in enumerate(lines):
        head, text = line.split(": ", 1)
        ids, who = head.split(" ")
        key, _, above = ids.partition(">")
        author, _, kind = who.partition("/")
        names = frozenset(word[1:] for word in text.split() if word.startswith("@"))
        text = " ".join(word for word in text.split() if not word.startswith("@"))
        found.append(
            TalkMessage(
                key,
                author,
                number,
                above or None,
                kind or None,
                asks(text),
                brief(text),
                key == accepted,
                to if not number else frozenset(),
                names,
            )
        )
    return found


def credits(messages: list[TalkMessage]) -> list[tuple[str, str, str]]:
    return [(one.helper, one.asker, one.message.id) for one in answers(messages)]


BOB = [("bob", "ann", "b")]
ASKED = "a ann: How do I reset the pump in the cellar?"
TABLE = {
    "a reply to a question": (talk(ASKED, "b>a bob: Press the red button at the back"), BOB),
    "a thank-you to what an answer asked": (
        talk(ASKED, "b>a bob/answer: Press the button. Does that help?", "c>b ann: Yes, thank you!"),
        BOB,
    ),
    "the same at length, and without a kind": (
        talk(
            ASKED,
            "b>a bob: Press the button. Does that help?",
            "c>b ann: Yes, that helped me a lot, I owe you one",
        ),
        BOB,
    ),
    "a thank-you where nothing says what it replies to": (
        talk(
            ASKED,
            "b bob: Press the button. Does that help?",
            "c>b ann: Yes, that helped me a lot, I owe you one",
        ),
        [],
    ),
    "which version": (talk(ASKED, "b>a bob: Which version?", "c>b ann: 3.1"), []),
    "which version, marked as a question": (
        talk(ASKED, "b>a bob/question: Which version?", "c>b ann: It is 3.1 as far as I know"),
        [],
    ),
    "which version, asked by somebody who needs to know": (
        talk("a ann: Which version do we run?", "b>a bob: 3.1"),
        BOB,
    ),
    "somebody else answers what was put back": (
        talk(ASKED, "b>a bob: Which version?", "c>b cy: They all run 3.1 since the spring"),
        [],
    ),
    "what was put back, and then the answer": (
        talk(ASKED, "x>a bob: Which version?", "y>x ann: 3.1", "b>y bob: Then hold the red button"),
        BOB,
    ),
    "put back to what the asker added": (
        talk(ASKED, "x>a ann: It runs 3.1", "y>x bob: Is it warm?", "z>y ann: It is as cold as ever"),
        [],
    ),
    "a reply to what the asker added": (
        talk(ASKED, "x>a ann: It runs 3.1", "b>x bob: Then hold the red button"),
        BOB,
    ),
    "a few words, and what their author adds to them": (
        talk(ASKED, "x>a bob: Yes.", "b>x bob: There is a red button at the back"),
        BOB,
    ),
    "five hm": (talk(ASKED, *(f"b{number}>a bob: hm" for number in range(5))), []),
    "two answers": (
        talk(ASKED, "b>a bob: Press the red button first", "c>a bob: And then wait for an hour"),
        BOB,
    ),
    "same here": (talk(ASKED, "b>a bob: Same here, no idea"), []),
    "same here, at length": (
        talk(ASKED, "b>a bob: Same here, I have exactly the same problem and no idea, sorry"),
        [],
    ),
    "no, thanks, at length": (
        talk("a ann: Does anybody want cake?", "b>a bob: Nein danke, das ist nichts, tut mir leid"),
        [],
    ),
    "asked in Japanese without a mark": (
        talk("a ann: ポンプはどこですか。", "b>a bob: 地下室の奥にある棚の上です", "c>a cy: 私も分かりません。すみません。"),
        BOB,
    ),
    "a link alone": (talk(ASKED, "b>a bob: https://wiki.example.org/pump"), BOB),
    "who knows": (talk(ASKED, "b>a bob: Ask @qin"), BOB),
    "a few words to the asker by name": (talk(ASKED, "b>a bob: hm @ann"), []),
    "a few words that its source calls an answer": (talk(ASKED, "b>a bob/answer: Like this."), BOB),
    "a few words that were accepted": (talk(ASKED, "b>a bob: Sure.", accepted="b"), BOB),
    "the accepted message is the one that counts": (
        talk(ASKED, "x>a bob: Have you tried the red button", "b>a bob: Hold it.", accepted="b"),
        BOB,
    ),
    "the asker's own answer, even accepted": (
        talk(ASKED, "b>a ann: I found it, hold the red button", accepted="b"),
        [],
    ),
    "an announcement that asks": (
        talk("a ann/announcement: Great quarter. Any questions?", "b>a bob: No, thanks for all of it"),
        [],
    ),
    "a post and work shown that ask are none, by their kind": (
        talk(
            "a ann/post: What do you think?",
            "b>a bob: It is very good, as ever",
            "c cy/work_in_progress: What do you think?",
            "d>c bob: It is very good, as ever",
        ),
        [],
    ),
    "a question without a question mark": (
        talk("a ann/question: I wonder how to reset it", "b>a bob: Press the red button first"),
        BOB,
    ),
    "a question to sixteen": (
        talk(ASKED, "b>a bob: Press the red button at the back", to=CROWD),
        [],
    ),
    "a question to fifteen": (
        talk(ASKED, "b>a bob: Press the red button at the back", to=CROWD - {"p0"}),
        BOB,
    ),
    "a question to sixteen, accepted": (talk(ASKED, "b>a bob: Hold.", to=CROWD, accepted="b"), BOB),
    "a question that names sixteen": (
        talk(
            f"{ASKED} {' '.join('@' + one for one in sorted(CROWD))}",
            "b>a bob: Press the red button at the back",
        ),
        [],
    ),
    "an answer without a place in the talk": (
        talk(ASKED, "x cy: I wonder too", "b bob/answer: Hold it."),
        BOB,
    ),
    "an answer without a place, by the asker": (talk(ASKED, "b ann/answer: Hold it."), []),
    "an answer where nobody asked": (talk("a ann: It broke", "b bob/answer: Hold it."), []),
    "an accepted answer where nobody asked": (
        talk("a ann: It broke", "x bob: Which one?", "b bob: Hold it.", accepted="b"),
        BOB,
    ),
    "the conversation's question is that of who began": (
        talk("s ann: It broke", "x cy: Does it?", "a ann: How do I mend it?", "b bob/answer: Hold it."),
        BOB,
    ),
    "a new question about an answer is one of its own": (
        talk(
            ASKED,
            "b>a bob: Press the red button at the back",
            "c>b cy: And in the attic?",
            "d>c dee: There it is the blue one",
        ),
        [*BOB, ("dee", "cy", "d")],
    ),
    "a helper who answers two questions": (
        talk(ASKED, "b>a bob: Press the red button first", "c>b ann: And the lamp?", "d>c bob: See 3.1"),
        [*BOB, ("bob", "ann", "d")],
    ),
    "a thank-you by another": (
        talk(ASKED, "b>a bob: Press the red button first", "c>b cy: Thanks, that is what I needed too"),
        BOB,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("messages", "expected"), TABLE.values(), ids=TABLE)
def test_an_exchange_earns(
    messages: list[TalkMessage], expected: list[tuple[str, str, str]]
) -> None:
    assert credits(messages) == expected


def test_a_question_where_more_people_write_than_tie_is_put_to_many() -> None:
    crowd = [f"b{number}>a p{number}: Press the red button at the back" for number in range(30)]

    assert credits(talk(ASKED, *crowd)) == []
    assert len(credits(talk(ASKED, *crowd[1:]))) == RULES.most_people - 1
    assert credits(talk(ASKED, *crowd, accepted="b3")) == [("p3", "ann", "b3")]


def test_a_message_elsewhere_that_is_replied_to_is_answered_and_earns_nothing() -> None:
    asked = TalkMessage("q", "ann", asks=True, elsewhere=True)
    told = TalkMessage("p", "cy", kind="answer", elsewhere=True)

    assert credits([asked, told, TalkMessage("r", "bob", reply_to="q")]) == [("bob", "ann", "r")]


def test_programs_neither_help_nor_are_helped() -> None:
    messages = talk(ASKED, "b>a bob: Press the red button first")

    assert answers(messages, {"bob"}) == answers(messages, {"ann"}) == []


def test_a_chain_of_replies_of_any_length_is_read() -> None:
    own = [f"m{n + 1}>m{n} ann: It runs 3.1" for n in range(20_000)]
    chain = talk("m0 ann: How do I reset it?", *own, "b>m20000 bob: Then hold the red button")

    assert credits(chain) == BOB


PEOPLE = ("ann", "bob", "cy", None)


@st.composite
def conversations(draw: st.DrawFn) -> list[TalkMessage]:
    """Any messages, each a reply to an earlier one or to none."""
    found: list[TalkMessage] = []
    for number in range(draw(st.integers(1, 12))):
        above = draw(st.none() | st.integers(0, number - 1)) if number else None
        found.append(
            TalkMessage(
                f"m{number:02}",
                draw(st.sampled_from(PEOPLE)),
                number,
                None if above is None else f"m{above:02}",
                draw(st.sampled_from((None, None, "question", "answer", "announcement", "post"))),
                draw(st.booleans()),
                draw(st.booleans()),
                draw(st.integers(0, 9)) == 0,
                draw(st.sampled_from((frozenset(), frozenset({"ann"}), CROWD))),
                draw(st.sampled_from((frozenset(), frozenset({"bob", "dee"})))),
            )
        )
    return found


@settings(max_examples=300, deadline=None)
@given(conversations())
def test_nobody_is_credited_for_an_own_question_and_once_for_each(
    messages: list[TalkMessage],
) -> None:
    found = answers(messages)

    assert all(one.helper != one.asker == one.question.author for one in found)
    assert all(one.message.author == one.helper for one in found)
    pairs = [(one.helper, one.question.id) for one in found]
    assert len(pairs) == len(set(pairs))


@settings(max_examples=200, deadline=None)
@given(conversations())
def test_what_is_put_to_many_earns_nothing_unless_it_was_accepted(
    messages: list[TalkMessage],
) -> None:
    mailed = [replace(one, recipients=CROWD) for one in messages]

    assert all(one.message.accepted for one in answers(mailed))


@settings(max_examples=200, deadline=None)
@given(conversations(), st.sampled_from(("ann", "bob", "cy", "eve")), st.data())
def test_adding_a_thank_you_changes_nothing(
    messages: list[TalkMessage], who: str, data: st.DataObject
) -> None:
    above = data.draw(st.sampled_from([one.id for one in messages]))
    thanks = TalkMessage("thanks", who, 99, above, None, asks("Thank you!"), brief("Thank you!"))

    assert answers([*messages, thanks]) == answers(messages)


@settings(max_examples=200, deadline=None)
@given(conversations())
def test_a_few_words_earn_only_as_an_answer_a_pointer_or_accepted(
    messages: list[TalkMessage],
) -> None:
    short = [replace(one, brief=True, names=frozenset()) for one in messages]

    assert all(one.message.accepted or one.message.kind == "answer" for one in answers(short))


def test_the_page_publishes_the_numbers_of_the_rules() -> None:
    page = " ".join((ROOT / "docs" / "help_ties.md").read_text(encoding="utf-8").split())

    for said in (
        f"fewer than {RULES.least_words} words",
        f"more than {RULES.most_recipients} people get or are named in",
        f"more than {RULES.most_recipients} people got or are named in",
        f"more than {RULES.most_people} people wrote",
        f"at least {RULES.everybody_from} who are more than half",
        f"in the {RULES.strangers_for} days before",
        f"one of the {RULES.meet_within} days after",
    ):
        assert said in page
    assert (RULES.answer, RULES.solution, RULES.connected, RULES.introduction) == (1, 1, 0.5, 1)
    assert RULES.everybody == 0.5


def test_labels_are_ids_and_answers_only() -> None:
    lines = (ROOT / "bench" / "data" / "help-irc" / "labels.csv").read_text("utf-8").splitlines()
    place = r"[\w/.-]+#\d+"

    assert lines[0] == "half,question,reply,helped"
    assert all(re.fullmatch(rf"(dev|test),{place},{place},(yes|no)", line) for line in lines[1:])
    halves = [line.split(",")[0] for line in lines[1:]]
    assert (halves.count("dev"), halves.count("test")) == (150, 150)
