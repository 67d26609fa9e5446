"""Value over the API obeys the laws of the ledger, exactly, and says what it rests on."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.ledger.kinds import KINDS, Stage
from graph.ledger.run import run_ledger
from graph.upkeep.value_page import page_text
from tests.api.conftest import Api
from tests.graph.network.organisation import asked

KIND = "shortName units denominatorUnits value denominator rate low high tooLittleData withheld"
PROFILE = f"withheld peopleCount window {{ since until }} kinds {{ {KIND} }}"
ADDITIVE = {kind.code for kind in KINDS.values() if kind.additive}
WINDOWS = ["{}", '{since: "2026-05-10", until: "2026-06-20"}']


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def valued(api: Api) -> AsyncIterator[Api]:
    """The sample company with its ledger."""
    await run_ledger(api.store)
    yield api


def units(profile: Mapping[str, Any]) -> dict[str, int]:
    """Code, and code with `/`, → whole units of the value, and of the denominator."""
    found = {}
    for kind in profile["kinds"]:
        if kind["shortName"] in ADDITIVE:
            found[kind["shortName"]] = int(kind["units"])
            found[kind["shortName"] + "/"] = int(kind["denominatorUnits"] or 0)
    return found


def summed(profiles: list[Mapping[str, Any]]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for profile in profiles:
        for code, amount in units(profile).items():
            total[code] += amount
    return dict(total)


@pytest.mark.parametrize("window", WINDOWS)
async def test_the_parts_of_every_group_and_of_the_network_add_up(valued: Api, window: str) -> None:
    parts = f"""value(window: {window}) {{ {PROFILE} parts {{
      groups {{ group {{ name }} profile {{ {PROFILE} }} }} rest {{ {PROFILE} }}
      countedTwice {{ units whole {{ shortName }} }} }} }}"""
    answer = await valued.data(
        f"{{ network {{ {parts} }} groups(first: 100) {{ nodes {{ name {parts} }} }} }}"
    )

    parted = 0
    for scope in [answer["network"], *answer["groups"]["nodes"]]:
        whole, found = scope["value"], scope["value"]["parts"]
        if found is None:  # nobody belonged
            assert whole["withheld"] == "NO_MEMBERS"
            continue
        sums = summed([*(part["profile"] for part in found["groups"]), found["rest"]])
        for row in found["countedTwice"]:
            sums[row["whole"]["shortName"]] -= int(row["units"])
        assert {code: sums[code] for code in sums if "/" not in code} == {
            code: amount for code, amount in units(whole).items() if "/" not in code
        }
        parted += len(found["groups"]) > 1
    assert parted >= 2


@pytest.mark.parametrize("window", WINDOWS)
async def test_everybody_and_what_nobody_known_has_done_are_the_network(
    valued: Api, window: str
) -> None:
    answer = await valued.data(
        f"""{{ network {{ value(window: {window}) {{ {PROFILE} parts {{ rest {{ {PROFILE} }} }} }} }}
        people(first: 100) {{ nodes {{ id bot value(window: {window}) {{ {PROFILE} }} }} }} }}"""
    )
    people = [node["value"] for node in answer["people"]["nodes"] if not node["bot"]]

    assert summed(people) == units(answer["network"]["value"])  # nobody is unknown in the sample
    assert any(amount for amount in summed(people).values())
    for node in answer["people"]["nodes"]:
        if node["bot"]:
            assert node["value"]["withheld"] == "BOT"


async def test_a_set_of_one_is_that_person_and_a_set_of_a_group_that_group(valued: Api) -> None:
    answer = await valued.data(
        f"""{{ people(first: 8) {{ nodes {{ id bot value {{ {PROFILE} }} }} }}
        groups(first: 100) {{ nodes {{ id value {{ {PROFILE} }} }} }} }}"""
    )
    for argument, nodes in (
        ("people", answer["people"]["nodes"]),
        ("groups", answer["groups"]["nodes"][:6]),
    ):
        for node in nodes:
            if node.get("bot"):
                continue
            found = await valued.data(f'{{ scope({argument}: ["{node["id"]}"]) {{ value {{ {PROFILE} }} }} }}')  # fmt: skip
            assert found["scope"]["value"] == node["value"]


async def test_overlapping_groups_are_their_union(valued: Api) -> None:
    """Whoever is in two groups counts once: the one, and of the other those days that it lacks."""
    query = f"""query($both: [ID!], $second: [ID!], $first: [ID!]) {{
      both: scope(groups: $both) {{ value {{ {PROFILE} }} }}
      first: scope(groups: $first) {{ value {{ {PROFILE} }} }}
      second: scope(groups: $second) {{ value {{ {PROFILE} }} }}
      rest: scope(groups: $second, exclude: $first) {{ value {{ {PROFILE} }} }} }}"""
    nodes = (await valued.data("{ groups(first: 100) { nodes { id kind } } }"))["groups"]["nodes"]
    teams = [node["id"] for node in nodes if node["kind"] == "TEAM"]
    others = [node["id"] for node in nodes if node["kind"] in ("COMMUNITY", "PROJECT")]
    overlapping = 0
    for first, second in itertools.product(teams[:3], others[:2]):
        found = await valued.data(query, both=[first, second], first=[first], second=[second])
        values = {name: scope["value"] for name, scope in found.items()}
        assert units(values["both"]) == summed([values["first"], values["rest"]])
        overlapping += units(values["both"]) != summed([values["first"], values["second"]])
    assert overlapping


@pytest.mark.parametrize("by", ["MONTH", "QUARTER"])
async def test_the_periods_of_a_trend_add_up_to_the_whole(valued: Api, by: str) -> None:
    answer = await valued.data(
        f"{{ network {{ value {{ {PROFILE} trend(by: {by}) {{ {PROFILE} }} }} }} }}"
    )
    value = answer["network"]["value"]
    assert len(value["trend"]) == {"MONTH": 3, "QUARTER": 1}[by]
    assert summed(value["trend"]) == units(value)
    for before, after in zip(value["trend"], value["trend"][1:], strict=False):
        assert before["window"]["until"] == after["window"]["since"]


async def test_every_number_is_recomputed_from_its_evidence(valued: Api) -> None:
    """L5: the rows of evidence, page by page, add up to the units of value and of denominator."""
    who = '{source: "sample", externalId: "unit-2"}'
    edges = "edges { units node { id } } pageInfo { hasNextPage endCursor } totalCount"
    answer = await valued.data(
        f"""{{ group(key: {who}) {{ value {{ kinds {{ {KIND} evidence(first: 100) {{ {edges} }}
        denominatorEvidence(first: 100) {{ {edges} }} }} }} }} }}"""
    )
    checked = 0
    for kind in answer["group"]["value"]["kinds"]:
        for name, amount in (("evidence", "units"), ("denominatorEvidence", "denominatorUnits")):
            page = kind[name]
            if page["pageInfo"]["hasNextPage"] or kind["shortName"] not in ADDITIVE:
                continue
            assert page["totalCount"] == len(page["edges"])
            assert sum(int(edge["units"]) for edge in page["edges"]) == int(kind[amount] or 0)
            checked += len(page["edges"]) > 0
    assert checked > 5


async def test_pages_of_evidence_go_on_where_the_last_ended(valued: Api) -> None:
    query = """query($after: String, $before: String, $first: Int, $last: Int) {
      network { value { kinds(kinds: [PUBLIC_POSTS]) { units
        evidence(first: $first, after: $after, last: $last, before: $before) {
          totalCount edges { cursor on units node { id } } nodes { id }
          pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } } } } }"""

    async def page(**arguments: Any) -> Any:
        answer = await valued.data(query, **arguments)
        return answer["network"]["value"]["kinds"][0]

    rows: list[Any] = []
    found = await page(first=100)
    pages = [found["evidence"]]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        pages.append((await page(first=100, after=pages[-1]["pageInfo"]["endCursor"]))["evidence"])
    rows = [edge for one in pages for edge in one["edges"]]
    assert len(pages) > 2 and len(rows) == pages[0]["totalCount"]
    assert sum(int(row["units"]) for row in rows) == int(found["units"])
    assert [row["on"] for row in rows] == sorted((row["on"] for row in rows), reverse=True)
    assert len({row["cursor"] for row in rows}) == len(rows)
    back = (await page(last=7, before=rows[50]["cursor"]))["evidence"]
    assert back["edges"] == rows[43:50]
    assert back["pageInfo"]["hasNextPage"] and back["pageInfo"]["hasPreviousPage"]
    assert (await page(last=3))["evidence"]["edges"] == rows[-3:]
    wrong = await valued.result(query, first=1, after="bm90IGE")
    assert "cursor" in str(wrong.errors[0])


async def test_a_goal_narrows_to_talk_that_advances_it_or_what_supports_it(valued: Api) -> None:
    goals = (await valued.data("{ goals(first: 100) { nodes { id kind descendants(first: 1) { totalCount } } } }"))["goals"]["nodes"]  # fmt: skip
    purpose = next(goal for goal in goals if goal["kind"] == "PURPOSE")
    leaf = next(goal for goal in goals if not goal["descendants"]["totalCount"])
    query = f"query($goal: ID) {{ network {{ value(goal: $goal) {{ goal {{ id }} {PROFILE} }} }} }}"
    found = {
        goal: (await valued.data(query, goal=goal))["network"]["value"]
        for goal in (None, purpose["id"], leaf["id"])
    }
    amounts = [units(found[goal])["S4/"] for goal in (None, purpose["id"], leaf["id"])]
    assert amounts[0] > amounts[1] > amounts[2] >= 0
    assert found[leaf["id"]]["goal"]["id"] == leaf["id"]
    missing = await valued.result(query, goal=to_global_id("Goal", "sample/nothing"))
    assert missing.errors[0].original_error.message == "there is no such goal"


async def test_a_goal_says_what_was_created_for_it_and_by_which_groups(valued: Api) -> None:
    query = f"""{{ goals(where: {{kind: {{eq: PURPOSE}}}}) {{ nodes {{ id descendants(first: 1) {{ totalCount }}
      value {{ goalCount window {{ since }} network {{ {PROFILE} }}
        groups(kind: TEAM, first: 50) {{ group {{ id name }} profile {{ {PROFILE} }} }} }} }} }} }}"""
    node = (await valued.data(query))["goals"]["nodes"][0]
    value = node["value"]
    assert value["goalCount"] == node["descendants"]["totalCount"] + 1 > 10
    network = await valued.data(
        f"query($goal: ID) {{ network {{ value(goal: $goal) {{ {PROFILE} }} }} }}", goal=node["id"]
    )
    assert value["network"] == network["network"]["value"]
    assert value["groups"]
    for part in value["groups"]:
        group = await valued.data(
            f"query($id: ID!, $goal: ID) {{ group(id: $id) {{ value(goal: $goal) {{ {PROFILE} }} }} }}",
            id=part["group"]["id"],
            goal=node["id"],
        )
        assert part["profile"] == group["group"]["value"]
    amounts = [
        sum(units(part["profile"])[code] for code in ("C1", "S5", "P2", "I1"))
        for part in value["groups"]
    ]
    assert amounts == sorted(amounts, reverse=True) and amounts[-1] > 0


async def test_an_answer_says_how_far_it_reaches_and_what_it_means(valued: Api) -> None:
    answer = await valued.data(
        """{ network { value { explain { formula inputs codeVersion reach { firstDay lastDay builtAt hash behind } }
        mix { stage share } likeness maturity { stage convention steps { stage threshold rate isReached } }
        stages { stage headline { shortName isHeadline } kinds { shortName stage explain {
          formula credit per rate priorArt misleads additive byHome days } direction } } } } }"""
    )
    value = answer["network"]["value"]
    assert value["explain"]["reach"]["behind"] == []
    assert value["explain"]["reach"]["lastDay"].startswith("2026-06-30")
    shares = [one["share"] for one in value["mix"]]
    assert sum(shares) == pytest.approx(1) and value["likeness"] == 1
    assert [one["stage"] for one in value["stages"]] == ["CONNECT", "SHARE", "SOLVE", "INNOVATE", "CULTURE"]  # fmt: skip
    shown = [kind["shortName"] for stage in value["stages"] for kind in stage["kinds"]]
    assert sorted(shown) == sorted(KINDS)
    for step in value["maturity"]["steps"]:
        if step["rate"] is not None:
            assert step["isReached"] == (step["rate"] >= step["threshold"])


async def test_it_is_asked_once_for_all_scopes_of_a_list(valued: Api) -> None:
    query = "{ groups(first: 100) { nodes { value { kinds { value evidence(first: 2) { nodes { id } } } } } } people(first: 50) { nodes { value { peopleCount } } } }"
    sent = await valued.counted(query)
    repeated = {key: times for key, times in sent.items() if times > 1}
    assert not repeated
    assert sum(sent.values()) < 20


PAGE = Path(__file__).parents[3] / "docs" / "value.md"
BY_HAND = re.findall(r"```cypher\n// (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("code", "statement"), BY_HAND, ids=[code for code, _ in BY_HAND])
async def test_a_number_of_each_stage_is_recomputed_by_hand(
    valued: Api, code: str, statement: str
) -> None:
    answer = await valued.data(f"{{ network {{ value {{ {PROFILE} }} }} }}")
    kind = next(one for one in answer["network"]["value"]["kinds"] if one["shortName"] == code)
    [(value, denominator)] = await asked(valued.store, statement)
    assert (kind["value"], kind["denominator"]) == (value, denominator)
    assert kind["value"] > 0


OF_A_GOAL = re.findall(
    r"```cypher\n// (\w+): (\S+) of a goal\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
)


async def test_the_value_of_a_goal_is_recomputed_by_hand(valued: Api) -> None:
    """From cells of sets of goals and from talk: as the API says it, with all that supports the goal."""
    goal = to_global_id("Goal", "sample/purpose")
    answer = await valued.data(
        f"query($goal: ID) {{ network {{ value(goal: $goal) {{ {PROFILE} }} }} }}", goal=goal
    )
    kinds = {kind["shortName"]: kind for kind in answer["network"]["value"]["kinds"]}
    assert [by for by, *_ in OF_A_GOAL] == ["cells", "talk"]
    for _, code, statement in OF_A_GOAL:
        [row] = await asked(valued.store, statement)
        assert row == (kinds[code]["value"], kinds[code]["denominator"]) and row[0]


async def test_cells_say_the_value_of_each_goal_of_each_kind(valued: Api) -> None:
    """`value_of_goals` and the API agree to the unit, column by column."""
    nodes = (await valued.data("{ goals(first: 100) { nodes { id key { externalId } } } }"))["goals"]["nodes"]  # fmt: skip
    ids = [f"sample/{node['key']['externalId']}" for node in nodes]
    earned: dict[tuple[str, str], int] = defaultdict(int)
    for goal, column, _, amount in await valued.store.rows(
        "value_of_goals", ids=ids, since=197001, until=999912
    ):
        earned[goal, column] += amount
    some = sorted({goal for goal, _ in earned})[:6]
    assert len(some) == 6
    for id_ in some:
        answer = await valued.data(
            f"query($goal: ID) {{ network {{ value(goal: $goal) {{ {PROFILE} }} }} }}",
            goal=to_global_id("Goal", id_),
        )
        for code, amount in units(answer["network"]["value"]).items():
            kind = KINDS[code.removesuffix("/")]
            columns = kind.denominator if code.endswith("/") else kind.value
            assert sum(earned[id_, name] for name in columns) == amount, (id_, code)
    found = await valued.store.rows("value_events_of_goals", ids=ids, limit=100_000)
    assert {row[1] for row in found} == {"Message", "Need", "Experiment", "Outcome"}


def test_every_stage_has_a_number_by_hand() -> None:
    assert {KINDS[code].stage for code, _ in BY_HAND} == {*Stage}


async def test_the_example_of_the_page_is_answered(valued: Api) -> None:
    query = re.findall(r"```graphql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    answer = await valued.data(query, group=to_global_id("Group", "sample/unit-2"))
    stages = [stage["stage"] for stage in answer["group"]["value"]["stages"]]
    assert stages == [stage.name for stage in Stage]


def test_the_kinds_of_the_page_are_those_of_the_registry() -> None:
    """After a change: `python -m graph.upkeep.value_page`."""
    text = PAGE.read_text(encoding="utf-8")
    assert page_text(text) == text
