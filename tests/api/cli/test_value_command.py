"""`goalgraph value`, run as a user runs it."""

from __future__ import annotations

import csv
import io
import json

from graph.config import Target
from graph.ledger.kinds import KINDS
from graph.ledger.run import run_ledger
from tests.api.conftest import Api
from tests.command_line import goalgraph

UNSHOWN = """{ network { value { withheld remedy kinds { value evidence { totalCount } } trend { peopleCount }
  parts { rest { peopleCount } } mix { share } maturity { stage } explain { codeVersion reach { hash } } } }
  goals(first: 3) { nodes { value { goalCount network { withheld } groups { group { name } } } } } }"""


async def test_value_is_printed_as_table_csv_and_json(api: Api, engine_target: Target) -> None:
    before = goalgraph("value", "network", target=engine_target)
    assert before.returncode == 1
    assert "there is no value ledger yet" in before.stderr and "goalgraph ledger" in before.stderr
    unshown = (await api.data(UNSHOWN))["network"]["value"]
    assert unshown["withheld"] == "NOT_COMPUTED" and "runLedger" in unshown["remedy"]
    assert {kind["value"] for kind in unshown["kinds"]} == {None}
    assert unshown["trend"] == [] and unshown["parts"] is None
    assert unshown["explain"]["reach"] is None
    await run_ledger(api.store)

    table = goalgraph("value", "sample/unit-2", "--since", "2026-05-10", target=engine_target)
    assert table.returncode == 0, table.stderr
    assert "from 2026-05-10 to before now" in table.stdout and "a convention" in table.stdout
    assert "the ledger reaches to 2026-06-30, up to date" in table.stdout

    lines = goalgraph("value", "network", "--format", "csv", target=engine_target).stdout
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert [row["code"] for row in rows] == list(KINDS)
    found = json.loads(
        goalgraph("value", "network", "--format", "json", target=engine_target).stdout
    )
    assert [str(kind["value"]) for kind in found["kinds"]] == [row["value"] for row in rows]
    answer = await api.data(
        "{ network { value { maturity { stage } kinds { shortName value } } } }"
    )
    value = answer["network"]["value"]
    stage = value["maturity"]["stage"]
    assert found["stage"] == (stage and stage.lower())
    assert [kind["value"] for kind in found["kinds"]] == [
        round(kind["value"], 4) for kind in value["kinds"]
    ]


async def test_value_names_what_it_cannot_find(api: Api, engine_target: Target) -> None:
    await run_ledger(api.store)
    for words, said in (
        (["nobody"], "neither a person nor a group is called 'nobody'"),
        (["group:sample/p-0001"], "neither a person nor a group"),
        (["network", "--goal", "sample/none"], "there is no goal 'sample/none'"),
        (["network", "--since", "soon"], "--since 'soon' is no day"),
        (["network", "--since", "2026-06-01", "--until", "2026-05-01"], "before it begins"),
    ):
        done = goalgraph("value", *words, target=engine_target)
        assert done.returncode == 1 and said in done.stderr and "mend:" in done.stderr, words
        assert "Traceback" not in done.stderr
    person = goalgraph("value", "person:sample/p-0001", target=engine_target)
    assert person.returncode == 0 and "1 person, from" in person.stdout
