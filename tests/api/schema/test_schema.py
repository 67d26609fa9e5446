"""The schema says what it is: every name is documented, and what is committed is what is served."""

from pathlib import Path

import graphql
import pytest

import api
from api.schema.schema import schema, sdl

COMMITTED = Path(api.__file__).parent / "schema.graphql"


def served() -> graphql.GraphQLSchema:
    return graphql.build_schema(sdl())


def test_committed_schema_is_the_served_one() -> None:
    """Run `goalgraph schema api/schema.graphql` after a change and read the difference."""
    assert COMMITTED.read_text(encoding="utf-8") == sdl()


def test_change_of_committed_schema_breaks_nobody(tmp_path: Path) -> None:
    """A field is deprecated for a release before it goes: clients compiled against it still run."""
    before = graphql.build_schema(COMMITTED.read_text(encoding="utf-8"))
    assert graphql.find_breaking_changes(before, served()) == []


def test_every_type_field_argument_and_value_is_documented() -> None:
    bare = []
    for name, kind in served().type_map.items():
        if name.startswith("__") or name in graphql.specified_scalar_types:
            continue
        if not kind.description:
            bare.append(name)
        for field_name, field in getattr(kind, "fields", {}).items():
            if not field.description:
                bare.append(f"{name}.{field_name}")
            for argument_name, argument in getattr(field, "args", {}).items():
                if not argument.description:
                    bare.append(f"{name}.{field_name}({argument_name})")
        for value_name, value in getattr(kind, "values", {}).items():
            if not value.description:
                bare.append(f"{name}.{value_name}")
    assert bare == []


def test_scalars_say_where_they_are_specified() -> None:
    built_in = {"ID", "String", "Int", "Float", "Boolean"}
    scalars = {
        name: type_
        for name, type_ in schema._schema.type_map.items()
        if graphql.is_scalar_type(type_) and name not in built_in
    }
    assert {"Date", "DateTime", "Decimal", "JSON"} <= scalars.keys()
    assert [name for name, type_ in scalars.items() if not type_.specified_by_url] == []


@pytest.mark.parametrize("label", ["Person", "Group", "Goal", "Conversation", "Message"])
def test_nouns_are_nodes(label: str) -> None:
    kind = served().type_map[label]
    assert isinstance(kind, graphql.GraphQLObjectType)
    assert "Node" in [interface.name for interface in kind.interfaces]


def test_only_nodes_have_an_id() -> None:
    """Clients' caches store an object under its type and `id`: no two may share one by chance."""
    bare = [
        name
        for name, kind in served().type_map.items()
        if isinstance(kind, graphql.GraphQLObjectType | graphql.GraphQLInterfaceType)
        and "id" in kind.fields
        and name != "Node"
        and "Node" not in [interface.name for interface in kind.interfaces]
    ]
    assert bare == []


def test_natural_keys_are_a_source_and_an_external_id() -> None:
    types = served().type_map
    assert [*types["NodeKey"].fields] == [*types["NodeKeyInput"].fields] == ["source", "externalId"]
    inputs = [kind for kind in types.values() if isinstance(kind, graphql.GraphQLInputObjectType)]
    keys = {str(kind.fields["key"].type).rstrip("!") for kind in inputs if "key" in kind.fields}
    assert keys - {"TextWhere"} == {"NodeKeyInput"}
    both = [kind for kind in inputs if {"source", "id"} <= kind.fields.keys()]
    assert [one.name for one in both if str(one.fields["source"].type) != "SourceWhere"] == []


def test_every_answer_says_the_window_that_it_was_asked_for() -> None:
    """What is given is moved to whole days: a number without its days cannot be read."""
    silent, answers = [], set()
    for name, kind in served().type_map.items():
        if not isinstance(kind, graphql.GraphQLObjectType | graphql.GraphQLInterfaceType):
            continue
        for field_name, field in kind.fields.items():
            if any(_holds_window(argument.type) for argument in field.args.values()):
                answers.add(f"{name}.{field_name}")
                if not _says_window(field.type):
                    silent.append(f"{name}.{field_name}")
    assert {
        "Scope.ties",
        "Network.flows",
        "Goal.unreachedGroups",
        "Mutation.runAnalysis",
    } <= answers
    assert silent == []


def _holds_window(type_: object) -> bool:
    """Whether a type of arguments is a window, or holds one at any depth."""
    waiting, visited = [graphql.get_named_type(type_)], set()  # type: ignore[call-overload]
    while waiting:
        kind = waiting.pop()
        if kind.name == "WindowInput":
            return True
        if isinstance(kind, graphql.GraphQLInputObjectType) and kind.name not in visited:
            visited.add(kind.name)
            waiting += [graphql.get_named_type(field.type) for field in kind.fields.values()]
    return False


def _says_window(answer: object) -> bool:
    """Whether an answer has a window, never null unless lists without one share its type.

    A mutation's answer may hold what has both ends.
    """
    kind = graphql.get_named_type(answer)  # type: ignore[call-overload]
    assert isinstance(kind, graphql.GraphQLObjectType | graphql.GraphQLInterfaceType)
    if "window" in kind.fields:
        type_text = str(kind.fields["window"].type)
        return type_text == ("ScoreWindow" if kind.name == "GroupConnection" else "ScoreWindow!")
    inside = (graphql.get_named_type(field.type) for field in kind.fields.values())
    return kind.name.endswith("Payload") and any(
        {"since", "until"} <= getattr(kind_inside, "fields", {}).keys() for kind_inside in inside
    )


def test_there_is_no_word_for_a_process() -> None:
    """Conversations are integrated at goals, not at process."""
    names = [name.lower() for name in served().type_map]
    assert not [name for name in names if "process" in name or "workflow" in name]
    assert schema is not None
