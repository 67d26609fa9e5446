"""Every field of the schema, whatever works it out, tells a member of hidden talk only what is a figure of all talk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import get_named_type

from api.types.conventions import MOST_FACETS
from api.types.global_ids import to_global_id
from api.types.list_aggregates import FUNCTIONS
from graph.ledger.run import run_ledger
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.input_values import LEAST
from tests.api.schema.test_every_role import fields_of
from tests.api.schema.test_hidden_talk import (
    ANN,
    CLOSED,
    OPEN,
    PEOPLE,
    SAME_MOMENT,
    SUE,
    TOOL,
    answers,
    assert_silent,
    rows_of,
)
from tests.api.store_query import Answer, ask
from tests.api.types.test_edges import ALIAS, AT_ONCE, GRAPHQL, WAYS, query, selection
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported
from tests.graph.importing.whole_organisation import query as cypher

WINDOW = 'window: {since: "2026-02-01T00:00:00Z", until: "2026-03-01T00:00:00Z"}'
AT = "2026-02-01T08:30:00Z"
ACROSS: dict[str, list[dict[str, Any]]] = {
    "messages": [
        {
            "id": f"{word}-{n}",
            "conversation": f"{word}-c",
            "author": author,
            "at": AT,
            "reply_to": to,
        }
        for word in ("zzgrp", "zzprv")
        for n, to, author in (("across", "aapub-m", "cy"), ("ours", "aaown-m", "eve"))
    ],
    "links": [
        {"conversation": f"{word}-c", "goal": goal, "state": "confirmed", "method": "person"}
        | {"by": "bob", "at": "2026-02-02", "origin": True}
        for word in ("zzgrp", "zzprv")
        for goal in ("sole", "new")
    ],
}
"""Hidden messages, also of somebody who says nothing else, that answer open ones; goals of no other talk."""
MORE: dict[str, list[dict[str, Any]]] = {
    "people": [{"id": "eve", "name": "Eve", "home_group": "far"}],
    "groups": [{"id": "far", "name": "far", "kind": "team"}],
    "goals": [
        PEOPLE["goals"][0] | {"owners": ["ann", "bob"]},
        *PEOPLE["goals"][1:],
        {"id": "sole", "title": "Talked of in secret", "owners": ["ann"], "group": "far"},
        {"id": "new", "title": "Grown in secret"},
        {"id": "newer", "title": "Grown from it", "parents": [{"goal": "new"}], "owners": ["cy"]},
    ],
    "checkins": [{"goal": "kr", "at": "2026-02-10", "status": "on_track", "by": "ann"}],
}

RUNS = {"Analysis", "AnalysisConnection", "AnalysisEdge", "Communities", "Community", "Progress"}
RUNS |= {"LedgerReach", "LedgerRun", "LedgerStatus", "PublishedLedger", "ValueExplanation"}
"""What was worked out when, of all talk."""
MEASURES = {"Absence", "AbsenceChange", "Brokerage", "BrokerageRole", "Evidence", "Figure"}
MEASURES |= {"FlowCell", "FlowGroup", "Flows", "KeyPlayerStep", "KeyPlayers", "Mixing"}
MEASURES |= {"NetworkFigures", "PersonTieConnection", "PersonTieEdge", "Resilience", "Score"}
"""Measures and ties, which are of all talk."""
VALUE = {"KindValue", "StageShare", "StageValue", "Value", "ValueProfile", "ValueEvidenceEdge"}
VALUE |= {"ValueEvidenceConnection", "GoalValue"}
"""What the viewer earned, and what the ledger says of everybody, rounded."""


def aggregates(connections: set[str]) -> set[str]:
    """The types of what is said of these lists as a whole, but those that other lists have, too."""
    found = set()
    for name in connections:
        whole = GRAPHQL.type_map[name].fields.get("aggregate")
        if whole is not None:
            below = whole.type.of_type.fields.values()
            label = name.removesuffix("Connection")
            types = {get_named_type(one.type).name for one in below} | {whole.type.of_type.name}
            found |= {one for one in types if one.startswith(label)}
    return found


WHOLE = aggregates({name for name in RUNS if name.endswith("Connection")})
"""Least, greatest and mean of what was worked out of all talk."""
FIELDS = {
    ("Query", "analyses"),
    ("Person", "absence"),
    ("Person", "centrality"),
    ("Person", "ties"),
    ("Person", "value"),  # of oneself, and its `likeness` to the mix of everybody
    ("Network", "ties"),
    ("Network", "flows"),
}
"""Fields of other types that show such figures: of oneself, or rounded ones of groups."""
GOALS = """{ goals(first: 9) { nodes { id talk { conversations messages lastOn } reach { peopleCount } } }
  network { totals { conversations messages links } goalsFromTalk { fromTalk }
    alignment { coverage { numerator } conversationGap(first: 9) { edges { lastOn node { id } } }
      coveredGoals(first: 9) { edges { messages node { id } } } aloneGoals(first: 9) { edges { messages } }
      notYetConnected { goalCount } voiceGap { groups(first: 9) { edges { messages people } } } } } }"""
"""What is said of goals and of how much talk there is: for a member all of it is of talk that they may read."""


NOT_YOURS = {"totalCount": 0, "withheld": "NOT_YOURS", "remedy": None, "edges": []}
"""A list of ties that is withheld."""


async def fill(store: Store, folder: Path, *words: str, analysed: bool = True) -> None:
    """Make the store hold the organisation with the hidden talk of these words."""
    await emptied(store)
    hidden = [
        {
            name: [row for row in rows if any(word in str(row) for word in words)]
            for name, rows in part.items()
        }
        for part in (*CLOSED, ACROSS)
    ]
    rows = rows_of({**PEOPLE, "goals": []}, MORE, *OPEN, *hidden)
    report = await imported(store, folder, rows)
    assert report.total("rejected") == 0, report
    await cypher(store, "MATCH (c:Conversation {id: 'acme/zzprv-c'}) SET c.visibility = 'private'")
    if analysed:
        await analyse(store)
        await run_ledger(store)
    await cypher(store, SAME_MOMENT)


def of_the_whole(connection: Any) -> str:
    """What a list is asked beside its page: its numbers, and how often each value is in it."""
    parts = []
    if (aggregate := connection.fields.get("aggregate")) is not None:
        below = get_named_type(aggregate.type).fields
        numbers = [f"{name} {selection(below[name].type)}" for name in FUNCTIONS if name in below]
        parts.append(f"aggregate {{ count {' '.join(numbers)} }}")
    if (facets := connection.fields.get("facets")) is not None:
        names = list(get_named_type(facets.args["fields"].type).values)[:MOST_FACETS]
        parts.append(f"facets(fields: [{' '.join(names)}]) {{ values {{ value count }} }}")
    return " ".join(parts)


def variants(type_name: str) -> Iterator[tuple[str, str]]:
    """Each field of a type, lists with what is said of the whole, plain and in a month where it takes a window."""
    fields = GRAPHQL.type_map[type_name].fields
    for text in fields_of(type_name):
        name = text.partition("(")[0].partition(" ")[0]
        text = text.replace(
            f'with: "{LEAST["ID"]}"', f'with: "{to_global_id("Group", "acme/side")}"'
        )
        type_ = get_named_type(fields[name].type)
        if type_.name.endswith("Connection"):
            text = f"{text.removesuffix('}')}{of_the_whole(type_)} }}"
        yield name, text
        given, _, selected = text.removeprefix(name).partition("{")
        if {"window", "ties"} & fields[name].args.keys():
            said = given.strip().removeprefix("(").removesuffix(")")
            window = WINDOW if "window" in fields[name].args else f"ties: {{{WINDOW}}}"
            asked = ", ".join(one for one in (said, window) if one)
            yield name, f"{name}({asked}) " + (f"{{{selected}" if selected else "")


def texts() -> dict[str, tuple[str, list[str]]]:
    """Query → the type and the fields that it asks."""
    found = {}
    for type_name, way in WAYS.items():
        if "$" in way:
            continue
        way = way.replace("first: 2)", "first: 20)")
        fields = list(variants(type_name))
        for start in range(0, len(fields), AT_ONCE):
            part = fields[start : start + AT_ONCE]
            names = [name for name, _ in part]
            found[query(way, [text for _, text in part])] = (type_name, names)
    return found


def by_alias(data: Any) -> dict[str, list[str]]:
    """What an answer holds under each alias, wherever it stands."""
    found: dict[str, list[str]] = defaultdict(list)
    if isinstance(data, list):
        for one in data:
            for alias, values in by_alias(one).items():
                found[alias] += values
    elif isinstance(data, dict):
        for name, one in data.items():
            if ALIAS.fullmatch(name):
                found[name].append(str(one))
            else:
                for alias, values in by_alias(one).items():
                    found[alias] += values
    return found


def differing(one: Answer, other: Answer, fields: list[str]) -> set[str]:
    """The fields whose answers are not the same."""
    assert sorted(map(str, one.errors)) == sorted(map(str, other.errors))
    first, second = by_alias(one.data), by_alias(other.data)
    return {fields[int(alias[1:])] for alias in first | second if first[alias] != second[alias]}


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_only_figures_tell_of_what_is_hidden(store: Store, tmp_path: Path) -> None:
    asked = texts()
    asked[GOALS] = ("Network", [])
    await fill(store, tmp_path / "with", "zzgrp", "zzprv")
    with_hidden = await answers(store, ANN, list(asked))
    of_all = await ask(store, GOALS)
    await fill(store, tmp_path / "without")
    without = await answers(store, ANN, list(asked))

    told = set()
    for text, (type_name, fields) in asked.items():
        assert_silent(with_hidden[text], ("zzgrp", "zzprv"), text)
        told |= {(type_name, one) for one in differing(with_hidden[text], without[text], fields)}
    assert len(asked) > 80
    figures = RUNS | WHOLE | MEASURES | VALUE
    assert {place for place in told if place[0] not in figures} <= FIELDS
    assert {"Analysis", "PersonTieEdge", "Score"} <= {type_name for type_name, _ in told}
    assert with_hidden[GOALS].data == without[GOALS].data
    for one in of_all.data["network"]:  # an admin is told: the comparison would find it
        assert of_all.data["network"][one] != without[GOALS].data["network"][one], one
    assert of_all.data["goals"] != without[GOALS].data["goals"]


@pytest.mark.slow
async def test_of_the_ties_of_others_a_member_is_told_nothing(store: Store, tmp_path: Path) -> None:
    """Ties are made of all talk, so they are numbers of whose they are."""
    await fill(store, tmp_path, "zzgrp")
    ties = "ties { totalCount withheld remedy edges { strength } }"
    query_ = f"{{ people(first: 9) {{ nodes {{ key {{ externalId }} {ties} }} }} }}"
    for viewer, own in ((ANN, "ann"), (SUE, "sue"), (TOOL, "")):
        for one in (await ask(store, query_, viewer=viewer)).data["people"]["nodes"]:
            told = one["ties"]
            if one["key"]["externalId"] == own:
                assert told["withheld"] is None and told["edges"], viewer
            else:
                assert told == NOT_YOURS, viewer
    everybody = (await ask(store, query_)).data["people"]["nodes"]
    assert all(one["ties"]["edges"] for one in everybody)


def ref(name: str) -> str:
    """How an input names a thing."""
    return f'{{key: {{source: "acme", externalId: "{name}"}}}}'


ERRORS = "userErrors { code path message remedy }"
COUNTS = "conversationCount goalCount suggested updated unchanged decided doubtfulCount byMethod { method count }"
LOOKS = {
    "goal": f"removeGoal(input: {{goal: {ref('kr')}}}) {{ status dependents {{ orphanCount links "
    f"confirmedLinks checkIns needs experiments outcomes }} {ERRORS} }}",
    "group": f"removeGroup(input: {{group: {ref('core')}, preview: true}}) {{ status count dependents "
    f"{{ members parts goals conversations }} {ERRORS} }}",
    "talk": f"removeConversations(input: {{conversations: [{ref('aapub-c')}], preview: true}}) {{ "
    "count dependents { messages links confirmedLinks outcomes needs offers experiments replies answers "
    f"citations }} {ERRORS} }}",
    "message": f"removeMessages(input: {{messages: [{ref('aapub-m')}], preview: true}}) {{ count "
    f"dependents {{ replies reactions needs outcomes answers }} {ERRORS} }}",
    "links": f"suggestLinks(input: {{preview: true, includeUnchanged: true}}) {{ {COUNTS} "
    f"pairs {{ reasons score }} {ERRORS} }}",
    "left": f"removeConversations(input: {{conversations: [{ref('bare-c')}]}}) {{ status count "
    f"{ERRORS} }}",
}
"""What a change says before anything is changed, and one that nothing open speaks against."""


@pytest.mark.slow
async def test_previews_and_refusals_of_changes_count_what_may_be_read(
    store: Store, tmp_path: Path
) -> None:
    """Private talk hangs on open things of all kinds; to a steward it does not."""
    told = []
    for words in (("zzgrp", "zzprv"), ("zzgrp",)):
        await fill(store, tmp_path / "-".join(words), *words, analysed=False)
        await cypher(
            store,
            """CREATE (c:Conversation {id: 'acme/bare-c', visibility: 'public', by_start: 'x'})
            WITH c
            MATCH (x:Experiment {id: 'acme/zzprv-x'}), (n:Need {id: 'acme/zzprv-n'})
            CREATE (n)-[:RAISED_IN]->(c)""",
        )
        answers_ = {}
        for name, text in LOOKS.items():
            answer = await ask(store, f"mutation {{ {text} }}", viewer=SUE)
            assert answer.errors == [], (name, answer.errors)
            answers_[name] = answer.data
        told.append(answers_)
    assert told[0] == told[1]
    assert told[0]["goal"]["removeGoal"]["dependents"]["links"] == 4
