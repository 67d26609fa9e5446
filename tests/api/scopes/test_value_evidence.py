"""Pages of evidence go on also where all that they show has been taken out of the store."""

from __future__ import annotations

from api.execution.viewer import LOCAL, Viewer
from api.scopes.value_evidence import PLACE, _page_of
from api.types.cursors import from_cursor
from api.types.global_ids import from_global_id
from graph.ledger.evidence_list import Entry
from graph.ledger.ledger import EvidenceRef
from graph.ledger.run import run_ledger
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.store_query import data
from tests.graph.network.help_organisation import helped
from tests.graph.network.organisation import asked


def test_a_page_of_what_is_gone_says_where_the_next_begins() -> None:
    entries = [Entry(9, EvidenceRef("Message", "a"), 1), Entry(8, EvidenceRef("Message", "b"), 2)]
    page = _page_of(entries, True, False, {}, None)
    assert page.edges == [] and page.page_info.has_next_page
    assert from_cursor(page.page_info.end_cursor, "after", PLACE) == entries[-1].cursor
    assert from_cursor(page.page_info.start_cursor, "before", PLACE) == entries[0].cursor


def test_a_page_whose_last_is_gone_goes_on_after_it() -> None:
    entries = [
        Entry(9, EvidenceRef("Need", "a"), None),
        Entry(9, EvidenceRef("Need", "a"), None, 1),
    ]
    page = _page_of(entries, True, False, {EvidenceRef("Need", "a"): object()}, None)
    assert page.edges[0].cursor != page.edges[1].cursor == page.page_info.end_cursor


CLOSED = """
MATCH (c:Conversation) WHERE c.id IN ['help/c2', 'help/c4'] SET c.visibility = 'private' RETURN 1
"""
MADE_OF_TALK = """
MATCH (c:Conversation {id: 'help/c2'}), (p:Person {id: 'help/ann'}), (m4:Message {id: 'help/m4'})
CREATE (p)-[:PROPOSED]->(e:Experiment {id: 'help/e1', title: 'E', by_at: 'e', state: 'running',
  proposed_at: datetime('2026-01-10T00:00Z'), started_at: datetime('2026-01-11T00:00Z')})
CREATE (e)-[:DISCUSSED_IN]->(c)
CREATE (o:Outcome {id: 'help/o1', what: 'O', by_at: 'o', kind: 'changed',
  at: datetime('2026-01-12T00:00Z')})-[:CAME_FROM]->(c), (p)-[:DECLARED]->(o)
CREATE (p)-[:ASKED]->(n:Need {id: 'help/n9', title: 'N', by_at: 'n', state: 'open',
  asked_at: datetime('2026-01-08T09:00Z')})-[:RAISED_IN]->(m4)
RETURN 1
"""
HIDDEN = {
    ("Message", "help/m7"),
    ("Message", "help/m11"),
    ("Need", "help/n1"),
    ("Need", "help/n9"),
    ("Experiment", "help/e1"),
    ("Outcome", "help/o1"),
}


async def test_what_became_private_is_in_no_list_of_evidence(store: Store) -> None:
    """Also before the next run of the ledger, which counts it no more."""
    await helped(store)
    await asked(store, MADE_OF_TALK)
    await run_ledger(store)
    await store.write(MARK, **mark([Part.PEOPLE]))
    page = "first: 100) { nodes { id } }"
    query = (
        f"{{ network {{ value {{ kinds {{ evidence({page} denominatorEvidence({page} }} }} }} }}"
    )

    async def shown(viewer: Viewer = LOCAL) -> set[tuple[str, str]]:
        kinds = (await data(store, query, viewer=viewer))["network"]["value"]["kinds"]
        lists = [kind[name] for kind in kinds for name in ("evidence", "denominatorEvidence")]
        return {tuple(from_global_id(node["id"])) for one in lists for node in one["nodes"]}  # type: ignore[misc]

    before = await shown()
    assert HIDDEN <= before
    await asked(store, CLOSED)
    after = await shown()
    assert HIDDEN & after == set()
    assert {one for one in before - after if one[0] == "Message"} <= {
        ("Message", f"help/m{number}") for number in (4, 5, 6, 7, 11, 12)
    }
    assert ("Message", "help/m2") in after
    ann = Viewer(id="help/ann", roles=frozenset({"member"}))
    assert await shown(ann) <= after  # what a member may not read is hidden beside
