"""Which nodes somebody may read: predicates of `cypher/read_policy/`, put inside every statement that finds such nodes.

A store that somebody reads with (`Store.read_as`) sends each statement with the predicate of every
label that can be hidden: of `n` in lists, single relations and nodes by id, of the parents that they
hang on, and of what a mark names:

    WHERE m.deleted_at IS NULL // +policy m:Message     → WHERE m.deleted_at IS NULL AND (may m be read)
    WHERE true // +policy node:Message?                 → WHERE (NOT node:Message OR (may node be read))

In `cypher/read_policy/` itself `// -policy c:Conversation` stands for those who may not. The store gives the
parameters: `$reader_sees` the visibilities of talk that the reader reads all of, `$reader_talk` the ids of
other talk in which they took part, `$reader_groups` those of the groups in which they are today,
`$reader_person` who they are, and `$reader_sees_people` whether they see what was changed of others.

A statement with the mark `// +figure` gives numbers of everybody's talk, and nothing that was said.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from graph.errors import StatementError
from graph.records.enums import Visibility
from graph.store.statements import CYPHER, LIST_HEAD, statement


class Scope(Enum):
    """Of which visibility somebody reads talk in which they took no part; its values say that."""

    EVERYTHING = tuple(one.value for one in Visibility)
    """All talk: statements have no predicate."""
    LISTED = (Visibility.PUBLIC.value, Visibility.GROUP.value)
    """Public talk and that of all groups."""
    OWN = (Visibility.PUBLIC.value,)
    """Public talk, and that of groups in which they are today."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: how much, and which person it is, where it is one."""

    scope: Scope
    person: str | None = None
    sees_people: bool = False
    """Whether they see what was changed of other people."""

    @property
    def restricted(self) -> bool:
        """Whether something is hidden from them."""
        return self.scope is not Scope.EVERYTHING


EVERYBODY = Reader(Scope.EVERYTHING)
"""The reader of a store that hides nothing."""

FIGURE = "// +figure"
READABLE_TALK = "readable_conversations_of_person"
"""The statement that looks a reader up."""
_MARK = re.compile(
    r"^(?P<lead>[ \t]*WHERE)\b(?P<own>.*?) ?// (?P<sign>[+-])policy (?P<what>[\w:?, ]+)$",
    re.MULTILINE,
)
_BY_ID = re.compile(r"^WHERE (?P<name>[np])\.(?:id|key) IN \$ids\b", re.MULTILINE)
_PARENT = re.compile(r"\(:(?P<label>\w+) \{(?P<key>id|key): parent\}\)")
_LABELLED = re.compile(r"\(\w*:(\w+)")


@cache
def policies() -> Mapping[str, str]:
    """The predicates of `cypher/read_policy/` by label, on `n`."""
    return {label: text.partition("\n")[2].strip() for label, text in _files().items()}


def policy_docs() -> Mapping[str, str]:
    """Who may read the nodes of each label, in words."""
    return {label: text.partition("\n")[0][2:].strip() for label, text in _files().items()}


def _files() -> dict[str, str]:
    paths = sorted((CYPHER / "read_policy").glob("*.cypher"))
    return {path.stem.capitalize(): path.read_text(encoding="utf-8") for path in paths}


@cache
def predicate(label: str, name: str) -> str | None:
    """Whether the reader may read the node `name` of a label, on one line; None of one never hidden."""
    text = policies().get(label)
    if text is None:
        return None
    text = " ".join(line.strip() for line in marked(text).splitlines())
    of_name = re.sub(r"\bn\b", name, text)
    return f"({of_name})"


def marked(text: str) -> str:
    """The text with the predicates that its marks ask for."""

    def replaced(mark: re.Match[str]) -> str:
        terms = []
        for what in mark["what"].split(","):
            name, _, label = what.strip().partition(":")
            term = predicate(label.removesuffix("?"), name)
            if term is None:
                raise StatementError(f"no policy of {label!r}", remedy="see cypher/read_policy/")
            is_one = f"{name}:{label.removesuffix('?')}"
            term = f"(NOT {is_one} OR {term})" if label.endswith("?") else term
            terms.append(term if mark["sign"] == "+" else f"NOT {term}")
        own = mark["own"].strip()
        if not own:  # the terms of the statement follow on the next lines
            return f"{mark['lead']} {' AND '.join(terms)} AND"
        return f"{mark['lead']} {' AND '.join(terms if own == 'true' else [own, *terms])}"

    return _MARK.sub(replaced, text)


@cache
def label_of(name: str, node: str = "n") -> str:
    """The label of the node that a statement calls so; empty where it has none."""
    found = re.search(rf"\({node}:(\w+)", statement(name).text)
    return found[1] if found else ""


@cache
def statement_text(name: str, *, restricted: bool, parents: bool = True) -> str:
    """The text of a statement, for a restricted reader with its predicates but those of a list's page.

    `parents`: also of the nodes that its rows hang on; without it whoever uses the text answers for them.
    """
    if not restricted:
        return statement(name).text
    text = marked(statement(name).text)
    of_node = None if f"n:{label_of(name)}" in _marks(name) else predicate(label_of(name), "n")
    of_parent = predicate(label_of(name, "p"), "p") if parents else None

    def by_id(found: re.Match[str]) -> str:
        terms = [of_node, of_parent if found["name"] == "p" else None]
        return " AND ".join([found[0], *(term for term in terms if term)])

    text = _BY_ID.sub(by_id, text)
    return _of_parents(text) if parents else text


def _marks(name: str) -> str:
    """What the marks of a statement name."""
    return " ".join(mark["what"] for mark in _MARK.finditer(statement(name).text))


def _of_parents(text: str) -> str:
    """A list whose parents may be read."""
    parent = _PARENT.search(text)
    term = predicate(parent["label"], "near") if parent else None
    if parent is None or term is None or not text.startswith(LIST_HEAD):
        return text
    match = f"MATCH (near:{parent['label']} {{{parent['key']}: parent}})"
    found = f"UNWIND $ids AS parent\n{match}\nWHERE {term}\nCALL (parent) {{\n"
    return found + text.removeprefix(LIST_HEAD)


@lru_cache(maxsize=4096)
def is_ungoverned(text: str) -> bool:
    """Whether a text finds nodes that can be hidden, and does not ask who reads."""
    if "$reader" in text or FIGURE in text:
        return False
    return not policies().keys().isdisjoint(_LABELLED.findall(text))


def reader_parameters(reader: Reader, talk: Sequence[str], groups: Sequence[str]) -> dict[str, Any]:
    """What predicates ask about a reader who took part in this talk and is in these groups."""
    return {
        "reader_sees": list(reader.scope.value),
        "reader_talk": talk,
        "reader_groups": groups,
        "reader_person": reader.person,
        "reader_sees_people": reader.sees_people,
    }


class Standing:
    """Where a reader stands: in which talk and which groups. It is looked up once, when first asked for."""

    def __init__(self, reader: Reader, look_up: Callable[..., Coroutine[Any, Any, Any]]) -> None:
        self._reader = reader
        self._look_up = look_up
        self._found: asyncio.Task[Any] | None = None

    async def asking(self, text: str, params: Mapping[str, object]) -> Mapping[str, object]:
        """The parameters of a text, with those about a restricted reader.

        Raises AssertionError where it finds what can be hidden without a predicate: nothing forgets it.
        """
        reader = self._reader
        if not reader.restricted:
            return params
        assert not is_ungoverned(text), f"a statement without a policy for {reader}:\n{text}"
        if "$reader" not in text:
            return params
        if self._found is None:
            self._found = asyncio.create_task(self._look_up(person=reader.person))
        ((talk, groups),) = await asyncio.shield(self._found)
        return {**params, **reader_parameters(reader, talk, groups)}
