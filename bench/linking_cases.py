"""Organisations whose links are known, with the marks that give a goal away hidden or left."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from graph.goals.linking.signatures import without_signature
from graph.goals.linking.texts import GoalText, Talk
from graph.importing.text_features import refs_of
from graph.sample.generator import write_sample
from graph.sample.links import Linker
from graph.sample.settings import SampleSettings

SHARED = Path(os.environ.get("GOALGRAPH_SHARED", Path(__file__).parents[2] / "shared" / "data"))
RUST = SHARED / "rust-org"
MADE = {
    name: Path(__file__).parent / "data" / f"linking-{name}" for name in ("hospital", "cooperative")
}
"""Two sets made by hand: literal, paraphrased and translated talk, and traps that share a word or two."""
SOURCE = "source/"
"""What makes an id of a bundle a global one."""
MEETINGS = 150
"""Meetings of years before any goal that are read beside the issues, as talk without a goal."""


@dataclass(frozen=True)
class Case:
    """Conversations and the goals that each truly advances; an empty set is a true none.

    `known` are the goals that people have confirmed, which may be learned from. `held_out`: made of
    what no weight was fitted to.
    """

    name: str
    goals: Sequence[GoalText]
    talks: Sequence[Talk]
    truth: Mapping[str, frozenset[str]]
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    background: Sequence[Talk] = ()
    folds: Mapping[str, str] = field(default_factory=dict)
    """Conversation → what it is kept together with when what is known is split."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Conversation → how it was made, in a set made by hand."""


def rows(bundle: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one file of a bundle; none where there is no such file."""
    path = bundle / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def goals_of(bundle: Path) -> list[GoalText]:
    """The goals of a bundle, with global ids."""
    return [
        GoalText(
            SOURCE + row["id"],
            row["title"],
            row.get("description", ""),
            row.get("tags", []),
            row.get("synonyms", []),
            [
                SOURCE + (one if isinstance(one, str) else one["goal"])
                for one in row.get("parents", [])
            ],
            row.get("groups", []),
            row.get("owners", []),
            _day(row.get("starts_on")),
            _day(row.get("due_on")),
            row.get("status") == "dropped",
        )
        for row in rows(bundle, "goals")
    ]


def talks_of(bundle: Path) -> tuple[list[Talk], dict[str, list[dict[str, Any]]]]:
    """The conversations of a bundle that are not private, and the messages of each."""
    messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    place = {}
    for row in rows(bundle, "messages"):
        messages[row["conversation"]].append(row)
        place[row["id"]] = row["conversation"]
    talks = []
    for row in rows(bundle, "conversations"):
        if row.get("visibility") != "private":
            talks.append(_talk(row, messages[row["id"]], place))
    return talks, messages


def _talk(row: dict[str, Any], messages: list[dict[str, Any]], place: dict[str, str]) -> Talk:
    days = sorted(_day(one["at"]) or date.min for one in messages)
    authors = [one["author"] for one in messages if "author" in one]
    answered = [place[one["reply_to"]] for one in messages if one.get("reply_to") in place]
    refs = [
        ref for one in messages for ref in (*one.get("refs", ()), *refs_of(one.get("text", "")))
    ]
    return Talk(
        row["id"],
        row.get("title") or "",
        row.get("tags", []),
        list(dict.fromkeys(refs)),
        "\n".join(without_signature(one.get("text", "")) for one in messages),
        row.get("group"),
        list(dict.fromkeys([*row.get("hosts", []), *row.get("participants", []), *authors])),
        sorted({one for one in answered if one != row["id"]}),
        (days[0], days[-1]) if days else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def confirmed(bundle: Path) -> dict[str, frozenset[str]]:
    """Conversation → the goals of its confirmed links."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(bundle, "links"):
        if row["state"] == "confirmed":
            found[row["conversation"]].add(SOURCE + row["goal"])
    return {talk: frozenset(goals) for talk, goals in found.items()}


def bundle_case(name: str, bundle: Path) -> Case:
    """A bundle with confirmed links; what is not linked truly has no goal."""
    goals, links = goals_of(bundle), confirmed(bundle)
    talks, _ = talks_of(bundle)
    truth = {talk.id: links.get(talk.id, frozenset()) for talk in talks}
    known = {id_: found for id_, found in truth.items() if found}
    kinds = {row["id"]: row["kind"] for row in rows(bundle, "conversations") if "kind" in row}
    return Case(name, goals, talks, truth, known, talks[-2000:], kinds=kinds)


def sample_cases(people: int, seed: int, months: int) -> Iterator[Case]:
    """The made-up company: as it is, with marks hidden, and with titles only.

    Its generator knows the goal of every conversation, also of those that it leaves unlinked.
    """
    truth: dict[str, frozenset[str]] = {}
    link = Linker.link

    def overheard(self: Linker, talk: Any, who: Any) -> None:
        truth[talk.id] = frozenset([SOURCE + talk.goal.id] if talk.goal else [])
        link(self, talk, who)

    with tempfile.TemporaryDirectory() as folder, patch.object(Linker, "link", overheard):
        bundle = Path(folder) / "sample"
        write_sample(bundle, SampleSettings(people=people, seed=seed, months=months))
        goals, known = goals_of(bundle), confirmed(bundle)
        talks = [talk for talk in talks_of(bundle)[0] if talk.id in truth]
    bare = [without_marks(talk) for talk in talks]
    titles = [replace(talk, text="") for talk in bare]
    background = bare[-2000:]
    yield Case("sample, as it is", goals, talks, truth, known, talks[-2000:])
    yield Case("sample, marks hidden", goals, bare, truth, known, background)
    yield Case("sample, titles only", goals, titles, truth, known, titles[-2000:])


def without_marks(talk: Talk) -> Talk:
    """The conversation without tags, references, hashtags, and sentences that quote a title."""
    text = re.sub(r"This is for “[^”]*”\.", "", re.sub(r"#[\w-]+", "", talk.text))
    return replace(talk, text=text, tags=[], refs=[])


def rust_cases(bundle: Path, odd: bool | None = None) -> Iterator[Case]:
    """Tracking issues and their comments: as they are, texts only, and each comment alone.

    `odd` takes the issues of odd or even number only.
    """
    goals, links = goals_of(bundle), confirmed(bundle)
    all_talks, messages = talks_of(bundle)
    chosen = [talk for talk in all_talks if talk.id in links and _taken(talk.id, odd)]
    early = [talk for talk in all_talks if talk.id not in links][:MEETINGS]
    truth = {talk.id: links.get(talk.id, frozenset()) for talk in (*chosen, *early)}
    known = {id_: goals_ for id_, goals_ in truth.items() if goals_}
    background = all_talks[-2000:]
    whole = [*chosen, *early]
    yield Case("rust-org, issues as they are", goals, whole, truth, known, background)
    texts = [replace(one, title="", tags=[], refs=[]) for one in whole if one.text]
    yield Case("rust-org, issues, texts only", goals, texts, truth, known, background)
    comments, of_issue, says = list[Talk](), dict[str, str](), dict[str, frozenset[str]]()
    for talk in chosen:
        for row in messages[talk.id]:
            one = _talk({"id": row["id"]}, [row], {})
            comments.append(replace(one, refs=[], answers=[]))
            of_issue[one.id], says[one.id] = talk.id, links[talk.id]
    yield Case("rust-org, one comment", goals, comments, says, says, background)
    yield Case("rust-org, one comment of a new issue", goals, comments, says, says, background, of_issue)  # fmt: skip


def _taken(issue: str, odd: bool | None) -> bool:
    return odd is None or int(re.sub(r"\D", "", issue) or 0) % 2 == odd
