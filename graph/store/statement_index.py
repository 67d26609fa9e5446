"""The index of what the store holds and of every statement: `python -m graph.store.statement_index` writes cypher/README.md."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from graph.model import RELATIONSHIPS, node_types, properties_of_label
from graph.records.base import BY_UPDATED
from graph.records.stored_properties import NAMED_AFTER_MEASURES
from graph.store.filter_terms import fragments
from graph.store.read_policy import policy_docs
from graph.store.statements import CYPHER, Statement, all_statements

README = CYPHER / "README.md"
MARK = "<!-- index: written by `python -m graph.store.statement_index`, compared by a test -->"

FOLDERS = {
    "read": "Bounded and safe for anyone; the API and `goalgraph cypher` run them.",
    "analysis": "Graph Data Science, step by step, for analysts; `goalgraph cypher` runs them.",
    "bulk": "Reads without a bound, for analysis and export.",
    "write": "Batched and idempotent: run twice, they leave what they left once.",
}
_SCHEMA = re.compile(
    r"CREATE (?:(?P<kind>TEXT|FULLTEXT|VECTOR|POINT) )?(?P<what>CONSTRAINT|INDEX) (?P<name>\w+) IF NOT EXISTS\s+"
    r"FOR (?:\((?:\w+):(?P<labels>[\w|]+)\)|\(\)-\[\w+:(?P<type>\w+)\]-\(\)) "
    r"(?:REQUIRE|ON|ON EACH) [\[(]?(?P<on>[^\])]*?)[\])]?(?P<unique> IS UNIQUE)?(?:\s+OPTIONS \{.*\})?$"
)


def index() -> str:
    """The generated part of cypher/README.md: the model, its indexes, and every statement."""
    parts = [*_labels(), *_relationships(), *_families(), *_schema(), *_filters(), *_policies()]
    for folder, meaning in FOLDERS.items():
        statements = [
            statement for statement in all_statements().values() if statement.folder == folder
        ]
        parts += [
            "",
            f"## {folder}/ ({len(statements)})",
            "",
            meaning,
            "",
            *_statements(statements),
        ]
    return "\n".join(parts) + "\n"


def _labels() -> Iterable[str]:
    """A table a label: property, type, meaning."""
    yield "## Labels"
    for label, node in node_types().items():
        yield ""
        doc = (node.__doc__ or "").partition("\n")[0] if node else "Of the store's own keeping."
        yield f"**{label}** · {doc}"
        yield ""
        yield "| property | type | meaning |"
        yield "|---|---|---|"
        properties = node.PROPERTIES if node else {}
        for name, type_ in properties_of_label(label).items():
            meaning = properties[name].doc if name in properties else _own(name)
            yield f"| `{name}` | {type_} | {_escaped(meaning)} |"


def _own(name: str) -> str:
    """What a property means that no reader of the API sees."""
    if name == BY_UPDATED:
        return "When it was last changed, by the clock of the store at the beginning of the transaction, then the id."
    if name.startswith("by_"):
        return "Sort key; ends in the id."
    if name.endswith("_key") and name not in _KEPT:
        return f"`{name.removesuffix('_key')}` folded for comparison."
    if name.endswith("_value") or name == "value_number":
        return "The number of the decimal text beside it."
    if name.startswith("mean_"):
        return f"Mean of `{name.removeprefix('mean_')}` over all people."
    return _KEPT.get(name, "")


_KEPT = {
    "title": "Job title, as the source gives it.",
    "level": "Level in the formal order, as the source gives it.",
    "bot": "Whether the source calls it a program.",
    "joined_at": "When the person joined, as the source gives it.",
    "joined_at_precision": "DAY where only the day is known.",
    "left_at": "When the person left, as the source gives it.",
    "left_at_precision": "DAY where only the day is known.",
    "content_hash": "Hash of what the source's rows said; an import skips what has not changed.",
    "source": "The source whose import wrote it.",
    "account": "The account of the source by which somebody said it, or whose person chose it.",
    "with": "The account with whose person it is shared; empty: with everybody.",
    "analysis": "The analysis that measured it.",
    "by": "Who did it: an account, or a key or subject that stands for nobody.",
    "purpose": "What it was for, as was stated.",
    "day": "The day (UTC) on which it was done.",
    "fields": "The fields of the API that showed it.",
    "person": "The person whom it is about, by id.",
    "since": "From when on it was so; absent where it was so from the beginning.",
    "archived_at": "From when on it is archived; absent where it was so when it was first met.",
    "linked_as": "Hash of what suggestions have read of the goal.",
    "predecessor": "The goal of an earlier period that it carries on, as its row names it; SUCCEEDS leads there.",
    "meaning": "What title and description mean, as a vector of `meaning_model`; only where the extra `semantic` was used.",
    "meaning_model": "Name and version of the model that made `meaning`.",
    "meaning_hash": "Hash of the model and the text that `meaning` was made of.",
    "seen": "The version of the link that suggestions have looked at.",
    "stale": "Set while an import has still to settle it.",
    "days": "Days since 1970-01-01 (UTC) of its standing messages, and of its beginning where somebody wrote none; empty: undated.",
    "counts": "How many standing messages on each of its days; of a receipt, how many of each kind went, as JSON.",
    "before": "The day before which talk was erased.",
    "settled": "The version of talk since when its days hold.",
    "brief": "Whether it has only a few words and points at nothing; absent where its words are not known.",
    "key": "The link, hashtag or hash itself; of a hook the API key that it reads with.",
    "url": "Where a hook sends what is changed.",
    "kinds": "The kinds of changes that are sent; none: all.",
    "goal": "The goal whose changes are sent, by id; absent: those of everything.",
    "below": "Whether also those of all goals that support it.",
    "secrets": "Number and the beginning of a hash of each secret that signs; the secrets stand nowhere.",
    "place": "The last change that was sent, or passed over.",
    "delivered_at": "When something was taken last.",
    "failures": "How often in a row the next change could not be sent.",
    "failure": "Why it could not.",
    "failed_at": "When that was.",
    "retry_at": "When it is sent again.",
    "paused_at": "Since when nothing is sent.",
    "sender": "The process that sends it.",
    "sender_until": "Until when no other process does.",
    "name": "Name of the person as the source gives it; of the lock; of the migration; of the API key.",
    "number": "Number of the migration.",
    "version": "How often the part has changed that the lock is named after.",
    "facts": "How a goal was before an import took it apart: kinds, other things and values.",
    "stamp": "Of the transaction that changed it last.",
    "goals": "The version of goals up to which suggestions have read.",
    "people": "The version of people up to which suggestions have read.",
    "kind": "What kind of row it was.",
    "removed_at": "When it was taken back.",
    "at": "When it was asked, or from when on a version holds.",
    **dict.fromkeys(
        ("metric_kind", "metric_baseline", "metric_target", "metric_current", "status"),
        "As the goal said it then.",
    ),
    **dict.fromkeys(("starts_on", "due_on", "archived"), "As the goal said it then."),
    "changed": "The version of progress since when its numbers hold.",
    "parents": "The ids of the goals that it supported.",
    "weights": "Their weights as decimal text, empty where none is given.",
    "input_hash": "Hash of what was asked.",
    "answer": "What was answered, as JSON.",
    "checksum": "Hash of the migration's text.",
    "applied_at": "When the migration was applied.",
    "exported_at": "When the source exported the bundle that was imported last.",
    "exported_at_precision": "DAY where only the day is known.",
    "id": "Unique among its label.",
    "columns": "The packed columns that it is made of.",
    "talk": "The packed facts of talk that it was made from; of a change of a link its conversation.",
    "talk_key": "Hash of what these facts depend on beside talk.",
    "cells": "Of which ledger the cells are that analysts read, and of whom there are none.",
    "covered": "Ids of everybody who was there when it was made, compressed, in base64.",
    "organisation": "Who belonged where when it was made, compressed, in base64.",
    "code_version": "The version of the rules by which it was reckoned.",
    "hash": "Of all rows of a ledger: equal hashes are equal ledgers; of an API key's secret.",
    "first_day": "The first day of talk, since 1970-01-01 (UTC).",
    "last_day": "The last day of talk, since 1970-01-01 (UTC).",
    "built_at": "When it was reckoned, in seconds since 1970-01-01 (UTC).",
    "run": "Which run it was last.",
    "started_at": "When it began.",
    "finished_at": "When it ended.",
    "reason": "Why it failed.",
    "state": "Where it stands.",
    "month": "Its month, as YYYY-MM.",
    "rows": "How many rows of credits it has.",
    "data": "Its numbers or ids, compressed, in base64.",
    "community_count": "How many communities of at least two people were found in the ties.",
    "community_least_stability": "Adjusted Rand index of the two seeds that are least alike.",
    "community_modularity": "How well the communities cut the network into parts.",
    "community_seeds": "How many seeds were compared.",
    "community_sizes": "How many people each community has, the largest first.",
    "community_stability": "Mean adjusted Rand index over pairs of seeds.",
    "figure_chart_ari": "How alike communities and the organisation chart are, against chance.",
    "figure_chart_nmi": "How much communities tell of the organisation chart.",
    "begun": "Set once the run has its turn.",
    "exact": "Whether betweenness is exact, not sampled.",
    "result": "The id of the snapshot to read.",
    "share": "How much of the run is done, 0 to 1.",
    "step": "What the run does now.",
    "step_done": "How far this step is.",
    "step_total": "How many things this step has.",
    "told_at": "The last sign of life.",
    "role": "What it lets its bearer do, or let them do.",
    "speaks_for_others": "Whether its bearer may name another person as the one who decides.",
    "created_at": "When it was made.",
    "expires_at": "When it ends by itself.",
    "revoked_at": "When it was revoked.",
    "versions": "Versions of the parts that it measured, as JSON.",
}


def _relationships() -> Iterable[str]:
    """The table of relationship types with their ends, properties and meaning."""
    yield from ("", "## Relationship types", "", "| from | type | to | properties | meaning |")
    yield "|---|---|---|---|---|"
    for relationship in sorted(
        RELATIONSHIPS, key=lambda relationship: (relationship.type, relationship.starts)
    ):
        properties = ", ".join(
            f"`{name}` {type_}" for name, type_ in relationship.properties.items()
        )
        start, end = " or ".join(relationship.starts), " or ".join(relationship.ends)
        yield f"| {start} | {relationship.type} | {end} | {properties} | {relationship.doc} |"


def _families() -> Iterable[str]:
    """The table of properties that are named after measures."""
    yield from ("", "## Properties named after measures", "")
    yield "`<measure>` is a key of [docs/measures.md](../docs/measures.md), absent where somebody has no value."
    yield "Of people `SCORED` has `community` INTEGER, too (the number of the community, 1 the largest, 0 for none),"
    yield "of groups `members` INTEGER (how many are measured)."
    yield from ("", "| on | property | type | meaning |", "|---|---|---|---|")
    for family in NAMED_AFTER_MEASURES:
        yield f"| {family.owner} | `{family.form}` | {family.type} | {family.doc} |"


def _schema() -> Iterable[str]:
    """The table of constraints and indexes, as cypher/schema makes them."""
    yield from ("", "## Constraints and indexes", "", "| migration | on | kind |", "|---|---|---|")
    for statement in all_statements().values():
        if statement.folder == "schema":
            yield f"| `{statement.name}` | {' | '.join(_index_row(statement))} |"


def _index_row(statement: Statement) -> tuple[str, str]:
    """What a migration indexes, and how."""
    match = _SCHEMA.search(statement.text)
    if match is None:
        return statement.doc, "other"
    owner = (match["labels"] or match["type"]).replace("|", ", ")
    names = ", ".join(part.partition(".")[2] for part in match["on"].split(", "))
    kind = "unique" if match["unique"] else (match["kind"] or "range").lower()
    return f"{owner} ({names})", kind


def _filters() -> Iterable[str]:
    """The table of the predicates that list statements may be given."""
    yield from (
        "",
        "## where/",
        "",
        "What `// +where` may become, on `n.property` and `$value`.",
        "",
    )
    yield from ("| predicate | text |", "|---|---|")
    for name, text in fragments().items():
        yield f"| `{name}` | `{text}` |"


def _policies() -> Iterable[str]:
    """The table of the predicates that hide nodes from a reader."""
    yield from (
        "",
        "## read_policy/",
        "",
        "What `// +policy n:Label` becomes, on `n`: `$reader_sees` are the visibilities of talk that the reader reads",
        "all of, `$reader_talk` other talk in which they took part, `$reader_groups` the groups in which they are today,",
        "`$reader_person` who they are, `$reader_sees_people` whether they see what was changed of others.",
        "",
    )
    yield from ("| label | may be read by |", "|---|---|")
    for label, doc in policy_docs().items():
        yield f"| `{label}` | {doc} |"


def _statements(statements: Iterable[Statement]) -> Iterable[str]:
    """The table of statements: name, parameters, what they answer."""
    yield "| statement | parameters | what it answers |"
    yield "|---|---|---|"
    for statement in sorted(statements, key=lambda statement: statement.name):
        names = " ".join(f"`${name}`" for name in statement.examples)
        link = f"[{statement.name}]({statement.place.removeprefix('cypher/')})"
        yield f"| {link} | {names} | {_escaped(statement.doc)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def page_of_index(text: str) -> str:
    """A README's text with its generated part replaced by what holds now."""
    return text.partition(MARK)[0] + f"{MARK}\n\n{index()}"


def main() -> None:
    """Write the index into cypher/README.md."""
    README.write_text(page_of_index(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{README} is up to date\n")


if __name__ == "__main__":
    main()
