"""A sample is a valid bundle, the same bytes each time, and has life in every part."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.sample.settings import SampleSettings
from tests.graph.sample.conftest import Sample, made
from tests.graph.sample.strict_bundle_reader import faults

SCRIPT = """
import sys
from pathlib import Path
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
write_sample(Path(sys.argv[1]), SampleSettings(people=60, seed=3, months=2))
"""


def digest(folder: Path) -> str:
    """One hash of all files of a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def test_same_settings_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    digests = set()
    for seed in ("0", "12345"):
        out = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
        subprocess.run([sys.executable, "-c", SCRIPT, str(out)], env=environment, check=True)
        digests.add(digest(out))

    assert len(digests) == 1


def test_another_seed_is_another_company(tmp_path: Path) -> None:
    one = made(tmp_path / "1", SampleSettings(people=30, seed=1, months=1))
    two = made(tmp_path / "2", SampleSettings(people=30, seed=2, months=1))

    assert [row["name"] for row in one.rows["people"]] != [
        row["name"] for row in two.rows["people"]
    ]


def test_every_row_keeps_to_the_format(sample: Sample) -> None:
    assert faults(sample.rows) == []


def test_counts_are_those_of_a_company_of_300(sample: Sample) -> None:
    rows = sample.rows

    assert len(rows["people"]) == 300
    assert Counter(row.get("bot", False) for row in rows["people"]) == {False: 298, True: 2}
    assert 15_000 <= len(rows["messages"]) <= 25_000
    assert {row.get("level") for row in rows["people"]} == {1, 2, 3, 4, None}


@pytest.mark.parametrize("people", [30, 300])
def test_every_state_and_kind_occurs(people: int, sample: Sample, tmp_path: Path) -> None:
    company = sample if people == 300 else made(tmp_path / "x", SampleSettings(people=people))
    rows = company.rows

    def words(file: str, field: str) -> set[str]:
        return {row[field] for row in rows[file] if field in row}

    assert faults(rows) == []
    assert words("groups", "kind") == {"unit", "team", "community", "project"}
    assert words("goals", "kind") == {"purpose", "objective", "key_result", "initiative"}
    assert words("conversations", "visibility") == {"public", "group", "private"}
    assert words("conversations", "kind") == {
        "thread", "meeting", "mail", "issue", "chat", "question_hour"
    }  # fmt: skip
    assert words("messages", "kind") == {
        "post", "question", "answer", "announcement", "work_in_progress"
    }  # fmt: skip
    assert words("links", "state") == {"suggested", "confirmed", "rejected"}
    assert words("links", "method") == {"explicit", "inherited", "lexical", "person"}
    assert words("needs", "state") == {"open", "held", "matched", "solved", "withdrawn"}
    assert words("experiments", "state") == {
        "proposed", "supported", "running", "proven", "failed", "abandoned"
    }  # fmt: skip
    assert any("retry_of" in row for row in rows["experiments"])
    assert "declined" in words("outcomes", "kind")
    assert any("left_at" in row for row in rows["people"])
    assert any("until" in row for row in rows["offers"])
    assert any(len(row.get("parents", [])) == 2 for row in rows["goals"])
    assert any("accepted_answer" in row for row in rows["conversations"])


def test_experiments_and_outcomes_say_what_they_must(sample: Sample) -> None:
    for row in sample.rows["experiments"]:
        assert ("finding" in row) == (row["state"] in ("proven", "failed"))
        assert ("ended_at" in row) == (row["state"] in ("proven", "failed", "abandoned"))
        assert row["proposed_at"] < row.get("started_at", "9") < row.get("ended_at", "99")
    for row in sample.rows["outcomes"]:
        assert ("reason" in row) == (row["kind"] == "declined")


def test_nobody_acts_before_joining_or_after_leaving(sample: Sample) -> None:
    here = {row["id"]: (row["joined_at"], row.get("left_at", "9")) for row in sample.rows["people"]}
    acts = [(row.get("author"), row["at"]) for row in sample.rows["messages"]]
    acts += [(row["person"], row["at"]) for row in sample.rows["reactions"]]
    acts += [(row.get("by"), row["at"]) for row in sample.rows["checkins"]]
    acts += [(row.get("by"), row["at"]) for row in sample.rows["links"]]
    acts += [(row["by"], row["at"]) for row in sample.rows["outcomes"]]

    wrong = [
        (who, at) for who, at in acts if who is not None and not here[who][0] <= at < here[who][1]
    ]

    assert wrong == []


def test_replies_follow_what_they_answer_in_the_same_conversation(sample: Sample) -> None:
    said = {row["id"]: row for row in sample.rows["messages"]}
    for row in said.values():
        if "reply_to" in row:
            answered = said[row["reply_to"]]
            assert answered["conversation"] == row["conversation"]
            assert answered["at"] <= row["at"]
    for row in sample.rows["conversations"]:
        if "accepted_answer" in row:
            assert said[row["accepted_answer"]]["conversation"] == row["id"]
            assert said[row["accepted_answer"]]["kind"] == "answer"


def test_talk_has_the_shape_of_a_company(sample: Sample) -> None:
    rows = sample.rows
    kind = {row["id"]: row["kind"] for row in rows["groups"]}
    where = {row["id"]: kind.get(row.get("group", "")) for row in rows["conversations"]}
    share = Counter(where[row["conversation"]] for row in rows["messages"])
    inside = (share["team"] + share["unit"]) / share.total()
    days = Counter(date.fromisoformat(row["at"][:10]).weekday() for row in rows["messages"])
    sizes = sorted(Counter(row["conversation"] for row in rows["messages"]).values())
    wrote = sorted(Counter(row.get("author") for row in rows["messages"]).values())

    assert 0.65 < inside < 0.85
    assert (days[5] + days[6]) / days.total() < 0.05
    assert 3 < sum(sizes) / len(sizes) < 5 and sizes[-1] > 30
    assert 0.2 < sum(wrote[-30:]) / sum(wrote) < 0.4


def test_marks_are_in_the_text_of_the_linked_conversation(sample: Sample) -> None:
    texts: dict[str, str] = {}
    for row in sample.rows["messages"]:
        texts[row["conversation"]] = texts.get(row["conversation"], "") + row.get("text", "")
    tags = {row["id"]: row.get("tags", []) for row in sample.rows["conversations"]}
    title = {row["id"]: row["title"] for row in sample.rows["goals"]}
    explicit = [row for row in sample.rows["links"] if row["method"] == "explicit"]

    for row in explicit:
        talk, goal = row["conversation"], row["goal"]
        assert f"#{goal}" in texts[talk] or title[goal] in texts[talk] or goal in tags[talk]
    assert len(explicit) > 1000


def test_private_talk_shows_no_text_and_is_named_nowhere(sample: Sample) -> None:
    secret = {row["id"] for row in sample.rows["conversations"] if row["visibility"] == "private"}

    assert not any(
        "text" in row for row in sample.rows["messages"] if row["conversation"] in secret
    )
    for file in ("links", "outcomes", "needs", "experiments", "offers"):
        assert not any(row.get("conversation") in secret for row in sample.rows[file])


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    people=st.integers(30, 70),
    seed=st.integers(0, 10**9),
    months=st.integers(1, 3),
    as_of=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    talk=st.integers(4, 14),
)
def test_any_settings_give_a_valid_bundle_that_ends_in_time(
    people: int, seed: int, months: int, as_of: date, talk: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    out = tmp_path_factory.mktemp("any") / "out"
    result = made(out, SampleSettings(people, seed, months, as_of, talk))
    end = f"{as_of.isoformat()}T23:59:59Z"
    acted = ("at", "asked_at", "matched_at", "solved_at", "proposed_at", "started_at", "ended_at",
             "edited_at", "deleted_at", "joined_at", "left_at")  # fmt: skip

    assert faults(result.rows) == []
    assert len(result.rows["people"]) == people
    late = [
        row
        for rows in result.rows.values()
        for row in rows
        if any(row[field] > end for field in acted if field in row)
    ]
    assert late == []
    confirmed = {row["goal"] for row in result.rows["links"] if row["state"] == "confirmed"}
    silent = {row["id"] for row in result.rows["goals"]} - confirmed
    assert silent == {result.truth["silent_goal"]["goal"]}
    assert result.ties.degree(result.truth["lonely_newcomer"]["person"]) == 0
    assert all(maker["needs"] for maker in result.truth["market_makers"])
