"""cypher/README.md shows what there is: compared with what `python -m graph.store.statement_index` writes."""

from __future__ import annotations

import re

from graph.model import RELATIONSHIPS, node_types, properties_of_label
from graph.store.statement_index import README, index, page_of_index
from graph.store.statements import CYPHER, all_statements


def test_the_readme_shows_what_there_is() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == page_of_index(text), "run `python -m graph.store.statement_index`"


def test_the_index_names_everything() -> None:
    text = index()
    for one in all_statements().values():
        assert re.search(rf"^\| (?:\[{one.name}\]|`{one.name}`)", text, re.MULTILINE), one.name
    for label in node_types():
        assert f"**{label}**" in text
    for one in RELATIONSHIPS:
        assert f" | {one.type} | " in text


def test_every_property_has_a_meaning() -> None:
    empty = re.findall(r"^\| `(\w+)` \| [^|]+ \|  \|$", index(), re.MULTILINE)
    assert empty == []
    assert sum(len(properties_of_label(label)) for label in node_types()) > 100


def test_every_index_is_understood() -> None:
    assert " | other |" not in index()


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([\w/]+\.cypher)\)", README.read_text(encoding="utf-8"))
    assert len(links) == len(set(links)) > 200
    assert all((CYPHER / link).is_file() for link in links)


def test_the_example_of_the_form_is_a_statement() -> None:
    heading = README.read_text(encoding="utf-8").partition("## The form of a file")[2]
    assert "    :param ids => ['acme/person-1']" in heading
    assert f"(#analysis-{sum(one.folder == 'analysis' for one in all_statements().values())})" in (
        README.read_text(encoding="utf-8")
    )
