"""How well the rules of answers tell help: `python -m bench.help [BUNDLE]`, precision and recall with intervals.

Two sets. *Chat*: 300 exchanges of public chat, labelled by reading (bench/data/help-irc); BUNDLE is
where its texts are, ../shared/data/irc-disentanglement if it is not given. The rules were looked at
on the half `dev` only. *Sample*: all exchanges of a made-up company, whose writer knows which reply
answers; once as it marks them, once with its marks taken out, as of a source that has none. An
exchange is a pair of people in one conversation: did the one help the other who asked?
"""

from __future__ import annotations

import csv
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.linking_cases import SHARED
from graph.importing.message_brevity import brief
from graph.importing.text_features import asks
from graph.measures.ties.question_answers import TalkMessage, answers
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings

LABELS = Path(__file__).parent / "data" / "help-irc" / "labels.csv"
SAMPLE = SampleSettings(people=300, seed=7)
Z = 1.959964
"""Of an interval of 95 %."""

Row = Mapping[str, Any]
Pair = tuple[str, str, str]
"""Conversation, who helped, who asked."""
Truth = Mapping[Pair, bool]
Method = Callable[[Sequence[Row]], set[tuple[str, str]]]


def replies_to_questions(rows: Sequence[Row]) -> set[tuple[str, str]]:
    """The rule before: any reply to what asks, by its kind or its words, helps its author."""
    by_id = {row["id"]: row for row in rows}
    found = set()
    for row in rows:
        above = by_id.get(row.get("reply_to"))
        if above and (above.get("kind") == "question" or asks(above.get("text", ""))):
            found.add((row.get("author", ""), above.get("author", "")))
    return found


def rules_of_answers(rows: Sequence[Row]) -> set[tuple[str, str]]:
    """The rules as published."""
    told = [
        TalkMessage(
            row["id"],
            row.get("author"),
            reply_to=row.get("reply_to"),
            kind=row.get("kind"),
            asks=asks(row.get("text", "")),
            brief=brief(row.get("text", "")) and not row.get("refs"),
            accepted=bool(row.get("accepted")),
            recipients=frozenset(row.get("to", ())),
            names=frozenset(row.get("mentions", ())),
        )
        for row in rows
    ]
    return {(one.helper, one.asker) for one in answers(told)}


METHODS: Mapping[str, Method] = {"before": replies_to_questions, "rules": rules_of_answers}


def talk_of(bundle: Path) -> dict[str, list[Row]]:
    """The messages of each conversation, in order, each with whether it was accepted."""
    accepted = {row.get("accepted_answer") for row in _rows(bundle / "conversations.jsonl")}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(bundle / "messages.jsonl"):
        found[row["conversation"]].append(row | {"accepted": row["id"] in accepted})
    for rows in found.values():
        rows.sort(key=lambda row: (row["at"], row.get("seq", 0), row["id"]))
    return found


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def labelled(bundle: Path, half: str) -> tuple[dict[str, list[Row]], Truth]:
    """The chat, and of each exchange of a half whether it was labelled help."""
    talk = talk_of(bundle)
    by_id = {row["id"]: row for rows in talk.values() for row in rows}
    truth: dict[Pair, bool] = {}
    with LABELS.open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            question, reply = by_id[line["question"]], by_id[line["reply"]]
            if line["half"] == half:
                pair = question["conversation"], reply["author"], question["author"]
                truth[pair] = line["helped"] == "yes"
    return talk, truth


def made(bundle: Path, marked: bool) -> tuple[dict[str, list[Row]], Truth]:
    """The sample company's talk, and of each reply to a question whether its writer meant an answer."""
    talk = talk_of(bundle)
    truth: dict[Pair, bool] = {}
    for key, rows in talk.items():
        by_id = {row["id"]: row for row in rows}
        for row in rows:
            above = by_id.get(row.get("reply_to"), {})
            ends = row.get("author"), above.get("author")
            asking = above.get("kind") == "question" or asks(above.get("text", ""))
            if asking and None not in ends and ends[0] != ends[1]:
                pair = key, str(ends[0]), str(ends[1])
                truth[pair] = truth.get(pair, False) or row.get("kind") == "answer"
    if not marked:
        bare = {"kind": None, "accepted": False}
        talk = {key: [row | bare for row in rows] for key, rows in talk.items()}
    return talk, truth


def counts(talk: Mapping[str, Sequence[Row]], truth: Truth, method: Method) -> tuple[int, int, int]:
    """How many exchanges are told and are help, are told, and are help."""
    told = {key: method(talk[key]) for key in {pair[0] for pair in truth}}
    found = [pair for pair in truth if pair[1:] in told[pair[0]]]
    return sum(truth[pair] for pair in found), len(found), sum(truth.values())


def wilson(right: int, of: int) -> tuple[float, float]:
    """The interval of 95 % of a share.

    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    share = right / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    width = Z / (1 + Z * Z / of) * math.sqrt(share * (1 - share) / of + (Z / (2 * of)) ** 2)
    return middle - width, middle + width


def line(name: str, talk: Mapping[str, Sequence[Row]], truth: Truth, method: str) -> str:
    """A row of the table: the set, exchanges, the method, precision and recall."""
    right, told, wanted = counts(talk, truth, METHODS[method])
    figures = (_figure(right, told), _figure(right, wanted))
    return f"| {name} | {len(truth):,} | {method} | {figures[0]} | {figures[1]} |"


def _figure(right: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson(right, of)
    return f"{right / of:.2f} ({low:.2f} to {high:.2f})"


def main(bundle: Path = SHARED / "irc-disentanglement") -> None:
    """Print the table."""
    print("| exchanges | number | told by | precision | recall |\n|---|---|---|---|---|")
    sets: dict[str, tuple[dict[str, list[Row]], Truth]] = {}
    if bundle.exists():
        sets["chat, dev"] = labelled(bundle, "dev")
        sets["chat, test"] = labelled(bundle, "test")
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder) / "sample", SAMPLE)
        sets["sample, without marks"] = made(Path(folder) / "sample", marked=False)
        sets["sample, as marked"] = made(Path(folder) / "sample", marked=True)
    for name, (talk, truth) in sets.items():
        for method in METHODS:
            print(line(name, talk, truth, method))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
