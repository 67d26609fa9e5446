"""The part of a row that is kept under the options, and its hash: what the store is to say of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import orjson

from graph.importing.message_brevity import brief
from graph.importing.options import Options, TextMode
from graph.importing.text_features import asks, goal_marks_of, refs_of
from graph.sources.kinds import FIELDS, Kind
from graph.sources.limits import LIMITS

Row = dict[str, Any]

FORM = b"3"
"""Changes when the same row is stored in another form, so that the next import stores it anew."""

NO_REFS: list[str] = []
WORDS = {
    Kind.MESSAGES: ("author", ("text", "refs")),
    Kind.CHECKINS: ("by", ("note",)),
    Kind.LINKS: ("by", ("reasons",)),
}
"""Kind → the field that says who wrote a row that stays without them, and what are their own words."""
MOST_REFS = LIMITS["keys"].items or 0
"""What a message carries, given and found in its text: as much as a bundle can say again."""


@dataclass(slots=True)
class StorableRow:
    """A row as it is kept; `n` is its number in the spool.

    `derived` are refs found in a text that is kept beside them. `late`: it points up to a
    row that may not be in the store yet, so this part of it is saved later. `new` and `version` say what the store
    has of it and is to have. `awaited` are parents that are not in the store yet. `keeps_edges`: what it is tied to
    stays as it is, so that only what it says of itself is written. `asks` and `brief` tell of a
    message's words; `brief` is None where they are not known,
    or not kept and more than a few.
    """

    n: int
    id: str
    row: Row
    hash: str
    derived: list[str]
    asks: bool
    brief: bool | None
    late: bool
    new: bool = True
    version: int = 0
    awaited: frozenset[str] = frozenset()
    keeps_edges: bool = False


def storable_row(
    kind: Kind, n: int, id_: str, row: Row, late: bool, options: Options, hidden: bool
) -> StorableRow:
    """The row as it is kept; `hidden` where it belongs to private talk."""
    derived, asking, short = NO_REFS, False, None
    if kind is Kind.MESSAGES:
        derived, asking, short = _keep_message(row, options, hidden)
    elif kind is Kind.CONVERSATIONS:
        _keep_conversation(row, options, hidden)
    elif kind is Kind.CHECKINS:
        row.pop("id", None)
        row.pop("source", None)
    packed = orjson.dumps(row, option=orjson.OPT_SORT_KEYS)
    digest = hashlib.blake2b(packed, digest_size=12, key=FORM).hexdigest()
    return StorableRow(n, id_, row, digest, derived, asking, short, late)


def _keep_message(row: Row, options: Options, hidden: bool) -> tuple[list[str], bool, bool | None]:
    """Derived refs, whether it asks and whether it is brief; takes the text out if it must go."""
    text = row.get("text")
    short: bool | None = row.pop("brief", None)
    asking = bool(row.pop("question", False)) or row.get("kind") == "question"
    if hidden:
        row.pop("refs", None)
    if text is not None and (hidden or "deleted_at" in row):
        del row["text"]
        text = None
    derived = NO_REFS
    if text is not None:
        asking = asking or asks(text)
        short = brief(text) and "refs" not in row
        declared = row.get("refs", NO_REFS)
        derived = [key for key in refs_of(text) if key not in declared]
        derived = derived[: MOST_REFS - len(declared)]
        if options.text is not TextMode.FULL:
            del row["text"]
            if derived:
                row["refs"] = [*declared, *derived]
            derived = NO_REFS
    if asking and row.get("kind") != "question" and not ("text" in row and asks(row["text"])):
        row["question"] = True
    if "text" not in row:
        short = short or None
        if short:
            row["brief"] = True
    return derived, asking, short


def _keep_conversation(row: Row, options: Options, hidden: bool) -> None:
    """Take title, address and tags out of the row as far as they must go; goal marks stay as tags."""
    if hidden:
        for name in ("title", "url", "tags"):
            row.pop(name, None)
    elif options.text is TextMode.NONE and "title" in row:
        marks = goal_marks_of(row.pop("title"))
        if marks:
            tags = row.get("tags", [])
            row["tags"] = [*tags, *(mark for mark in marks if mark not in tags)]


def without_words(kind: Kind, row: Row, erased: Collection[int], hidden: bool) -> None:
    """Take out what somebody who was erased said in their own words, where their name is out already.

    `erased` are the places of the fields that named such people. What a message's words told stays.
    """
    whose, words = WORDS.get(kind, ("", ()))
    if not any(FIELDS[kind][place].name == whose for place in erased):
        return
    text = row.get("text")
    if kind is Kind.MESSAGES and text is not None and not hidden and "deleted_at" not in row:
        if asks(text):
            row["question"] = True
        if brief(text) and "refs" not in row:
            row["brief"] = True
    for name in words:
        row.pop(name, None)


def without(kind: Kind, row: Row, references: list[tuple[int, str]]) -> None:
    """Take references (place of the field, global id) out of a row."""
    for place, target in references:
        item = FIELDS[kind][place]
        value = row.get(item.name)
        if item.form in ("ref", "managers", "led_to"):
            row.pop(item.name, None)
        elif value is not None:
            entries = [
                entry for entry in value if (entry[item.key] if item.key else entry) != target
            ]
            row[item.name] = entries
            if not entries:
                del row[item.name]
