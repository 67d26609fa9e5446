"""Who leaves the measures is for others as one whom nothing covers; who shares is seen as they see themself."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.cli.value import answer_of, scope_named
from api.execution.viewer import LOCAL, Viewer
from api.types.global_ids import to_global_id
from graph.errors import Forbidden
from graph.goals.alignment.cache import organisation_cache_of
from graph.identity.roles import Role
from graph.ledger.cache import ledger_cache_of
from graph.ledger.run import run_ledger
from graph.network.analyses.run import analyse
from graph.records.window import Window
from graph.store.ad_hoc_cypher.audit_log import Asker
from graph.store.ad_hoc_cypher.run import ad_hoc_answer
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.conftest import Api
from tests.api.mutations.small_organisation import mutate
from tests.api.scopes.person_numbers import fields_of, numbers_of, viewer_of
from tests.api.store_query import ask, data
from tests.conftest import emptied

PAGE = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text(encoding="utf-8")
NEWCOMER = """
MATCH (:Person {id: $like})-[h:HOME_IN]->(g:Group)
WITH g, h LIMIT 1
CREATE (n:Person {id: 'sample/new', name: 'New', by_name: 'new sample/new', bot: false})
CREATE (:Account {id: 'sample/new'})-[:OF]->(n)
CREATE (n)-[:HOME_IN]->(g)
"""
MORE = 'network { keyPlayers(count: 3, purpose: "test") { people { id } tiedPeople { id } } }'
ROLES = [role.value for role in Role]
PURPOSE = "to see who is named"


@dataclass(frozen=True)
class Company:
    """The sample with somebody who is a key player (`zed`), another, and a newcomer; global ids."""

    store: Store
    zed: str
    other: str
    third: str

    def viewer(self, role: str, who: str = "third") -> Viewer:
        """Somebody of a role; analysts and tools are keys of nobody."""
        is_somebody = role not in ("analyst", "tool")
        return viewer_of(role, getattr(self, who) if is_somebody else None)


def node(person: str) -> str:
    return to_global_id("Person", person)


def person_root(person: str) -> str:
    source, _, native = person.partition("/")
    return f'person(key: {{source: "{source}", externalId: "{native}"}})'


async def run(store: Store, statement: str, **params: Any) -> list[list[Any]]:
    async with store.driver.session(database=store.database) as session:
        return [row.values() async for row in await session.run(statement, params)]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(api: Api) -> AsyncIterator[Company]:
    """The sample of forty, analysed and with its ledger; then somebody came."""
    store = api.store
    await analyse(store)
    await run_ledger(store)
    await ledger_cache_of(store).ledger()  # which is read in parts, once, by whoever asks first
    query = f"{{ {MORE} people(first: 40, where: {{bot: {{eq: false}}}}) {{ nodes {{ id key {{ externalId }} }} }} }}"
    found = await data(store, query)
    key_players = {one["id"] for one in found["network"]["keyPlayers"]["people"]}
    people = {one["id"]: f"sample/{one['key']['externalId']}" for one in found["people"]["nodes"]}
    zed = next(people[one] for one in people if one in key_players)
    other, third = [people[one] for one in people if one not in key_players][:2]
    await run(store, NEWCOMER, like=zed)
    await store.write(MARK, **mark([Part.PEOPLE]))
    yield Company(store, zed, other, third)
    await emptied(store)


async def choose(company: Company, verb: str, who: str, **input: Any) -> Any:
    viewer = viewer_of("member", who)
    return await mutate(company.store, verb, input, "status person { id }", viewer)


@pytest_asyncio.fixture(loop_scope="session")
async def opted_out(company: Company) -> AsyncIterator[Company]:
    """The same after the key player has left the measures."""
    assert (await choose(company, "optOut", company.zed))["status"] == "SAVED"
    yield company
    assert (await choose(company, "optIn", company.zed))["status"] == "SAVED"


def test_the_walk_goes_over_every_field_that_can_be_withheld() -> None:
    names = {field.partition(" ")[0].partition("(")[0] for field in fields_of("Person", "x")}
    assert names == {
        "centrality", "brokerage", "resilience", "mixing", "absence", "introductions", "alignment",
        "value", "distance", "distanceToTop", "ties",
    }  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
async def test_who_opted_out_is_as_one_who_came_after_the_analysis(
    opted_out: Company, role: str
) -> None:
    store, viewer, other = opted_out.store, opted_out.viewer(role), node(opted_out.other)
    answers = {}
    for person in (opted_out.zed, "sample/new"):
        found = []
        for scope, root in (
            ("Person", person_root(person)),
            ("PeopleSet", f'scope(people: ["{node(person)}"])'),
        ):
            found += await numbers_of(store, root, scope, other, viewer)
        answers[person] = [one for one in found if not one.startswith("distanceToTop")]
    assert len(answers[opted_out.zed]) > 150
    for one, new in zip(answers[opted_out.zed], answers["sample/new"], strict=True):
        assert one == new


@pytest.mark.parametrize("role", ["analyst", "admin", "member"])
async def test_no_list_made_of_numbers_names_who_opted_out(opted_out: Company, role: str) -> None:
    store, viewer = opted_out.store, opted_out.viewer(role)
    lists = f"""{{ {MORE.replace("test", PURPOSE)}
      people(first: 50) {{ nodes {{ absence {{ cutOffCount cutOffPeople(first: 40) {{ nodes {{ id }} }} }}
        introductions(with: "{node(opted_out.other)}", first: 25) {{ best {{ person {{ id }} other {{ id }} }} }} }} }}
      groups(first: 50) {{ nodes {{ introductions(with: "{node(opted_out.other)}", first: 25) {{
        best {{ person {{ id }} other {{ id }} }} }} }} }} }}"""
    assert node(opted_out.zed) not in json.dumps(await data(store, lists, viewer=viewer))


FIGURES = """{ network { %(scores)s value { peopleCount notCovered kinds { units rate withheld } } keyPlayers { steps {
    count fragmentation distanceFragmentation tiedCount } } totals { people goals links } }
  groups(first: 100) { nodes { %(scores)s value { peopleCount kinds { units rate } } absence { reach cutOffCount }
    lineOfSight { share { value denominator } } } } }"""
SCORES = "degree: centrality(measure: DEGREE) { value denominator median rank rankUpTo withheld comparedWith }"


@pytest.mark.parametrize("role", ["member", "steward", "tool"])
async def test_no_figure_of_groups_moves_for_who_sees_no_single_people(
    company: Company, role: str
) -> None:
    query, viewer = FIGURES % {"scores": SCORES}, company.viewer(role)
    before = await data(company.store, query, viewer=viewer)
    own = await data(company.store, f"{{ {person_root(company.third)} {{ {SCORES} }} }}", viewer=viewer)  # fmt: skip
    await choose(company, "optOut", company.zed)
    try:
        assert await data(company.store, query, viewer=viewer) == before
        after = await data(company.store, f"{{ {person_root(company.third)} {{ {SCORES} }} }}", viewer=viewer)  # fmt: skip
        assert after == own
    finally:
        await choose(company, "optIn", company.zed)


async def test_nothing_is_left_by_which_analysts_could_reckon_their_number(
    opted_out: Company,
) -> None:
    """Means, counts and ranks are those of the others: no difference, no gap."""
    query = f"""{{ network {{ {SCORES} }}
      people(first: 60) {{ nodes {{ id bot {SCORES} }} }}
      groups(first: 100) {{ nodes {{ {SCORES} members(first: 60) {{ nodes {{ id }} }} }} }} }}"""
    found = await data(opted_out.store, query, viewer=opted_out.viewer("analyst"))
    degrees = {
        one["id"]: one["degree"]
        for one in found["people"]["nodes"]
        if one["degree"]["value"] is not None
    }
    assert node(opted_out.zed) not in degrees
    values = [one["value"] for one in degrees.values()]
    ranks = {one["rank"] for one in degrees.values()}
    assert ranks == {1 + sum(other > value for other in values) for value in values}
    assert {one["comparedWith"] for one in degrees.values()} == {len(values)}
    assert found["network"]["degree"]["denominator"] == len(values)
    assert found["network"]["degree"]["value"] == pytest.approx(sum(values) / len(values))
    told = 0
    for group in found["groups"]["nodes"]:
        inside = [degrees[one["id"]]["value"] for one in group["members"]["nodes"] if one["id"] in degrees]  # fmt: skip
        if group["degree"]["value"] is not None:
            told += 1
            assert group["degree"]["denominator"] == len(inside)
            assert group["degree"]["value"] == pytest.approx(sum(inside) / len(inside))
    assert told > 3


async def test_value_adds_up_without_them_for_analysts(opted_out: Company) -> None:
    value = "value { peopleCount notCovered kinds { shortName units explain { additive } } %s }"
    parts = "parts { groups { profile { kinds { shortName units } } } rest { kinds { shortName units } } countedTwice { whole { shortName } units } }"
    query = (
        f"{{ network {{ {value % parts} }} people(first: 60) {{ nodes {{ id {value % ''} }} }} }}"
    )
    found = await data(opted_out.store, query, viewer=opted_out.viewer("admin"))
    whole = found["network"]["value"]
    assert whole["notCovered"] == 2  # the newcomer, and who opted out
    twice = {one["whole"]["shortName"]: one["units"] for one in whole["parts"]["countedTwice"]}
    for kind in whole["kinds"]:
        if not kind["explain"]["additive"]:
            continue
        code = kind["shortName"]
        profiles = [part["profile"] for part in whole["parts"]["groups"]] + [whole["parts"]["rest"]]
        units = [_units(one, code) for one in profiles]
        assert sum(units) - int(twice.get(code, 0)) == int(kind["units"]), code


async def test_who_opted_out_is_drawn_to_nobody_else(opted_out: Company) -> None:
    """Not as an end of a tie, nor as one of a group's people; to themselves they are."""
    store, zed = opted_out.store, node(opted_out.zed)
    query = f"{{ network {{ graph(by: PERSON) {{ ids source }} }} scope(people: [{json.dumps(zed)}, {json.dumps(node(opted_out.other))}]) {{ graph {{ ids }} }} }}"
    own = await data(store, query, viewer=opted_out.viewer("admin", "zed"))
    assert zed in own["network"]["graph"]["ids"]
    for role in ("analyst", "admin"):
        found = await data(store, query, viewer=opted_out.viewer(role))
        assert zed not in json.dumps(found)
        assert 0 < len(found["network"]["graph"]["source"]) < len(own["network"]["graph"]["source"])


async def test_the_command_line_shows_no_value_of_theirs(opted_out: Company) -> None:
    store = opted_out.store
    view = await organisation_cache_of(store).view()
    ledger = await ledger_cache_of(store).ledger()
    root = await scope_named(store, f"person:{opted_out.zed}")
    hidden = frozenset({opted_out.zed})
    for found, zero in ((answer_of(view, ledger, root, None, Window(), []), False), (answer_of(view, ledger, root, None, Window(), [], hidden), True)):  # fmt: skip
        assert (sum(one.units for one in found.value.figures()) == 0) is zero
        assert (found.people, found.not_covered) == (1, int(zero))


async def test_the_examples_of_the_page_run(company: Company) -> None:
    """Whoever follows docs/privacy.md shares, takes it back, leaves, looks; a second time it was so."""
    examples = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)
    me, given = viewer_of("member", company.other), {"with": [{"id": node(company.third)}]}
    told: dict[str, Any] = {}
    assert len(examples) == 5
    looks = next(one for one in examples if "$me" in one)
    before = (await data(company.store, looks, {"me": node(company.other)}, me))["person"]["views"]
    for example in examples:
        variables = given if "$with" in example else {"me": node(company.other)} if "$me" in example else {}  # fmt: skip
        answer = await ask(company.store, example, variables, me)
        assert answer.errors == []
        found = answer.data
        for payload in (one for name, one in found.items() if name not in ("viewer", "person")):
            assert payload.get("userErrors", []) == []
            assert payload.get("status", "SAVED") == "SAVED"
        told |= found
    assert told["viewer"]["optedOutAt"] is not None
    assert told["person"]["views"]["totalCount"] == before["totalCount"], "own looks leave nothing"
    assert (await choose(company, "optIn", company.other))["status"] == "SAVED"


def _units(profile: Any, code: str) -> int:
    return int(next(one["units"] for one in profile["kinds"] if one["shortName"] == code))


async def test_they_still_see_their_own(company: Company) -> None:
    me, other = viewer_of("member", company.zed), node(company.other)
    before = await numbers_of(company.store, person_root(company.zed), "Person", other, me)
    await choose(company, "optOut", company.zed)
    try:
        assert await numbers_of(company.store, person_root(company.zed), "Person", other, me) == before  # fmt: skip
        told = await data(company.store, "{ viewer { optedOutAt } exportMyData }", viewer=me)
        assert told["viewer"]["optedOutAt"] is not None
        labels = {one["label"] for one in json.loads(told["exportMyData"])["nodes"]}
        assert {"OptOut", "OwnScore"} <= labels
        assert (await choose(company, "optOut", company.zed))["status"] == "UNCHANGED"
    finally:
        await choose(company, "optIn", company.zed)
    assert (await data(company.store, "{ viewer { optedOutAt } }", viewer=me))["viewer"]["optedOutAt"] is None  # fmt: skip


async def test_new_analyses_and_ledgers_do_not_bring_them_back(opted_out: Company) -> None:
    store = opted_out.store
    await run(store, "MATCH (m:Message {id: $id}) SET m.question = m.question", id="none")
    for work in (lambda: analyse(store), lambda: run_ledger(store, anew=True)):
        await work()
    await run(store, "MATCH (n:Analysis) SET n.content_hash = ''")
    await analyse(store)
    scored = "MATCH (n:Analysis)-[s:SCORED]->(p:Person) RETURN p.id IN [$id] AS own, count(*) ORDER BY own"
    (others,) = await run(store, scored, id=opted_out.zed)
    assert others[0] is False and others[1] > 30
    assert await run(store, "MATCH (:Person {id: $id})-[r:EARNED]->() RETURN r", id=opted_out.zed) == []  # fmt: skip
    await run(store, "MATCH (p:Person {id: 'sample/new'})<-[s:SCORED]-() DELETE s")


async def test_statements_of_analysts_do_not_tell_it(opted_out: Company) -> None:
    store, asker = opted_out.store, Asker("key:one", PURPOSE)
    statement = "MATCH (p:Person {id: $id}) OPTIONAL MATCH (p)-[r:EARNED]->() OPTIONAL MATCH (p)<-[s:SCORED]-() RETURN count(r), count(s), keys(p)"
    found = await ad_hoc_answer(store, statement, {"id": opted_out.zed}, asker=asker)
    assert found.rows[0][:2] == [0, 0] and "opted_out" not in found.rows[0][2]
    for label in ("OptOut", "OwnScore", "ProfileShare", "LedgerColumn", "LedgerTalk"):
        with pytest.raises(Forbidden):
            await ad_hoc_answer(store, f"MATCH (n:{label}) RETURN n", {}, asker=asker)


async def test_what_is_shared_is_seen_as_they_see_it_and_by_nobody_else(company: Company) -> None:
    store, zed, friend, third = company.store, company.zed, company.other, company.third
    root, other = person_root(zed), node("sample/new")
    me, you, them = (viewer_of("member", one) for one in (zed, friend, third))
    key = viewer_of("tool", None)

    async def seen(viewer: Viewer) -> list[str]:
        return await numbers_of(store, root, "Person", other, viewer)

    own, before = await seen(me), await seen(them)
    assert own != before and all('"NOT_YOURS"' in one or "NO_SUCH_SENSE" in one for one in before)
    input = {"withPeople": [{"id": node(friend)}]}
    assert (await choose(company, "shareProfile", zed, **input))["status"] == "SAVED"
    assert (await choose(company, "shareProfile", zed, **input))["status"] == "UNCHANGED"
    assert await seen(you) == own and await seen(them) == before and await seen(key) == before
    await _told(company, [node(friend)], friend)

    assert (await choose(company, "shareProfile", zed, everybody=True))["status"] == "SAVED"
    assert await seen(them) == own and await seen(key) == before
    refused = await choose(company, "unshareProfile", zed, **input)
    assert refused["userErrors"][0]["code"] == "CONFLICT" and await seen(you) == own

    await choose(company, "optOut", zed)
    assert all("NOT_YOURS" not in one for one in await seen(you)) and await seen(me) == own
    await choose(company, "optIn", zed)

    assert (await choose(company, "unshareProfile", zed, everybody=True))["status"] == "SAVED"
    assert await seen(you) == await seen(them) == before
    assert await seen(me) == own


async def _told(company: Company, shared_with: list[str], friend: str) -> None:
    """Both are told of the share, admins too, and nobody else."""
    query = f"{{ {person_root(company.zed)} {{ sharedWith {{ person {{ id }} at }} }} viewer {{ sharedWithMe {{ person {{ id }} }} }} }}"
    told = {
        "me": viewer_of("member", company.zed),
        "friend": viewer_of("member", friend),
        "admin": LOCAL,
        "third": viewer_of("analyst", company.third),
    }
    found = {name: await data(company.store, query, viewer=one) for name, one in told.items()}
    for name in ("me", "admin"):
        assert [one["person"]["id"] for one in found[name]["person"]["sharedWith"]] == shared_with
    assert found["friend"]["person"]["sharedWith"] is found["third"]["person"]["sharedWith"] is None
    assert [one["person"]["id"] for one in found["friend"]["viewer"]["sharedWithMe"]] == [node(company.zed)]  # fmt: skip
    assert found["third"]["viewer"]["sharedWithMe"] == []


@pytest.mark.parametrize(
    ("verb", "input", "code", "path"),
    [
        ("shareProfile", {}, "BAD_INPUT", ["input"]),
        ("shareProfile", {"withPeople": []}, "BAD_INPUT", ["input"]),
        ("unshareProfile", {}, "BAD_INPUT", ["input"]),
        ("shareProfile", {"withPeople": [{"id": node("sample/gone")}]}, "NOT_FOUND", ["input", "withPeople", "0"]),
        ("shareProfile", {"withPeople": [{"email": "nobody@x.example"}]}, "BAD_INPUT", ["input", "withPeople", "0", "email"]),
        ("shareProfile", {"withPeople": [{"id": to_global_id("Group", "sample/x")}]}, "BAD_INPUT", ["input", "withPeople", "0", "id"]),
        ("shareProfile", {"withPeople": "me"}, "BAD_INPUT", ["input", "withPeople", "0"]),
    ],
)  # fmt: skip
async def test_what_cannot_be_shared_is_told(
    company: Company, verb: str, input: dict[str, Any], code: str, path: list[str]
) -> None:
    if input.get("withPeople") == "me":
        input = {"withPeople": [{"id": node(company.zed)}]}
    payload = await choose(company, verb, company.zed, **input)
    (error,) = payload["userErrors"]
    assert (payload["status"], error["code"], error["path"]) == ("REJECTED", code, path)
    assert error["remedy"]


@pytest.mark.parametrize("verb", ["shareProfile", "unshareProfile", "optOut", "optIn"])
async def test_nobody_chooses_for_another_or_for_no_person(company: Company, verb: str) -> None:
    input = {"everybody": True} if "hare" in verb else {}
    for viewer, code in ((viewer_of("tool", None), "FORBIDDEN"), (LOCAL, "NOT_FOUND")):
        payload = await mutate(company.store, verb, input, "status person { id }", viewer)
        assert payload["userErrors"][0]["code"] == code and payload["person"] is None


async def test_choices_follow_the_account_and_end_with_the_person(company: Company) -> None:
    store, zed, friend = company.store, company.third, company.other
    await choose(company, "shareProfile", zed, withPeople=[{"id": node(friend)}])
    await choose(company, "shareProfile", friend, withPeople=[{"id": node(zed)}])
    await choose(company, "optOut", zed)
    join = {"keep": {"id": node("sample/new")}, "others": [{"id": node(zed)}]}
    assert (await mutate(store, "joinPeople", join, "status"))["status"] == "SAVED"
    out = "MATCH (o:OptOut) RETURN o.id"
    me = viewer_of("member", "sample/new")
    assert (await data(store, "{ viewer { optedOutAt } }", viewer=me))["viewer"]["optedOutAt"]
    score = f"{{ {person_root('sample/new')} {{ sharedWith {{ person {{ id }} }} {SCORES} }} }}"
    seen = (await data(store, score, viewer=LOCAL))["person"]
    assert seen["degree"]["withheld"] == "NOT_COVERED"
    assert seen["sharedWith"] == [{"person": {"id": node(friend)}}]
    split = {"person": {"id": node("sample/new")}, "accounts": [{"source": "sample", "externalId": zed.partition("/")[2]}]}  # fmt: skip
    assert (await mutate(store, "splitPerson", split, "status"))["status"] == "SAVED"
    assert (await data(store, "{ viewer { optedOutAt } }", viewer=me))["viewer"]["optedOutAt"] is None  # fmt: skip
    assert await run(store, out) == [[zed]]

    gone = {"person": {"id": node(zed)}, "cascade": True}
    assert (await mutate(store, "removePerson", gone, "status"))["status"] == "SAVED"
    left = "MATCH (n) WHERE n:OptOut OR n:ProfileShare OR n:OwnScore RETURN labels(n), n.id"
    assert await run(store, left) == []
    answer = await ask(store, "{ viewer { sharedWithMe { at } } }", viewer=viewer_of("member", friend))  # fmt: skip
    assert answer.data["viewer"]["sharedWithMe"] == []
