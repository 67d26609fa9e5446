"""Every text of every row has a limit: beyond it an import cuts, `strict` and mutations refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.sources.conventions import MOST_ITEMS
from graph.sources.kinds import FIELDS, Field, Kind
from graph.sources.limits import LIMITS
from graph.sources.problems import RowRejection
from graph.sources.rows import RowChecker

ROOT = Path(__file__).resolve().parents[3]
SAFE = "https://a.example/"
NO_TEXTS = {
    *("id", "ref", "refs", "enum", "bool", "level", "seq", "share", "decimal", "time", "day"),
    *("parents", "metric", "holds", "backers", "led_to", "managers", "email"),
}
"""Forms that are no free texts; the one text inside `metric` is looked at by itself."""
TEXTS = [(kind, item) for kind in FIELDS for item in FIELDS[kind] if item.form not in NO_TEXTS]
VALUES: dict[str, Any] = {"id": "x", "ref": "x", "time": "2026-01-01", "enum": "none"}


def row(kind: Kind, field: str, value: Any) -> dict[str, Any]:
    """The least row of a kind, with this value."""
    made = {}
    for item in FIELDS[kind]:
        if item.required:
            choices = [one.value for one in item.choices] if item.choices else []
            made[item.name] = choices[0] if choices else VALUES.get(item.form, "x")
    return made | {field: value}


def kept(kind: Kind, field: str, value: Any) -> tuple[Any, list[str]]:
    """What an import keeps of a value, and its notes."""
    made = RowChecker(kind, "acme").check(json.dumps(row(kind, field, value)).encode())
    return made.row.get(field), [note.reason for note in made.mended]


def refused(kind: Kind, field: str, value: Any) -> list[str | None]:
    """The fields by which a strict check refuses a value."""
    with pytest.raises(RowRejection) as error:
        RowChecker(kind, "acme", mends=False).check_given(row(kind, field, value))
    return [problem.field for problem in error.value.problems]


def listed(item: Field, value: Any) -> Any:
    return value if LIMITS[item.form].items is None else [value]


@pytest.mark.parametrize(("kind", "item"), TEXTS, ids=lambda one: str(getattr(one, "name", one)))
def test_a_text_beyond_its_limit_is_mended_with_a_note_or_refused(kind: Kind, item: Field) -> None:
    limit = LIMITS[item.form]
    start = SAFE if item.form in ("address", "keys") else ""
    fits = start + "x" * (limit.characters - len(start))
    place = item.name if limit.items is None else f"{item.name}[0]"

    assert kept(kind, item.name, listed(item, fits)) == (listed(item, fits), [])

    result, notes = kept(kind, item.name, listed(item, fits + "yz"))
    assert len(notes) == 1 and notes[0].startswith(f"`{place}` is ")
    size = len(json.dumps(result or ""))
    assert size < len(fits) + 10
    assert refused(kind, item.name, listed(item, fits + "yz")) == [place]


@pytest.mark.parametrize(("kind", "item"), TEXTS, ids=lambda one: str(getattr(one, "name", one)))
@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x9f"])
def test_control_characters_are_taken_out_with_a_note_or_refused(
    kind: Kind, item: Field, sign: str
) -> None:
    start = SAFE if item.form in ("address", "keys") else ""
    given = listed(item, f"{start}a{sign}b")

    result, notes = kept(kind, item.name, given)

    assert len(notes) == 1
    assert result in (listed(item, f"{start}ab"), None)
    assert len(refused(kind, item.name, given)) == 1


@pytest.mark.parametrize(("kind", "item"), TEXTS, ids=lambda one: str(getattr(one, "name", one)))
def test_only_texts_of_many_lines_have_line_breaks(kind: Kind, item: Field) -> None:
    if LIMITS[item.form].lines:
        assert kept(kind, item.name, "a\r\n\tb") == ("a\r\n\tb", [])
    elif item.form not in ("address", "keys"):
        result, notes = kept(kind, item.name, listed(item, "a\tb"))
        assert (result, len(notes)) == (listed(item, "a b"), 1)


@pytest.mark.parametrize(
    ("kind", "item"),
    [(kind, item) for kind, item in TEXTS if LIMITS[item.form].items is not None],
    ids=lambda one: str(getattr(one, "name", one)),
)
def test_a_list_of_texts_is_cut_with_one_note(kind: Kind, item: Field) -> None:
    most = LIMITS[item.form].items or 0
    words = [f"w{n}" for n in range(most + 1)]

    result, notes = kept(kind, item.name, words)

    assert result == words[:most]
    assert len(notes) == 1 and f"the first {most} were kept" in notes[0]
    assert refused(kind, item.name, words) == [item.name]


def test_a_list_of_names_has_a_bound_and_so_has_a_unit() -> None:
    people = [f"p{n}" for n in range(MOST_ITEMS + 1)]
    result, notes = kept(Kind.MESSAGES, "to", people)
    assert (len(result), len(notes)) == (MOST_ITEMS, 1)
    result, notes = kept(Kind.GOALS, "metric", {"unit": "u" * 101 + "\0", "target": 1})
    assert (result, len(notes)) == ({"unit": "u" * 100, "target": "1"}, 2)
    assert refused(Kind.GOALS, "metric", {"unit": "u" * 101}) == ["metric.unit"]


def test_every_limit_is_published_with_its_fields() -> None:
    fields: dict[str, list[str]] = {}
    for kind in FIELDS:
        for item in FIELDS[kind]:
            if item.form == "metric":
                fields["word"].append("goals.metric.unit")
            elif item.form not in NO_TEXTS or item.form == "email":
                fields.setdefault(item.form, []).append(f"{kind.value}.{item.name}")
    text = (ROOT / "docs" / "import.md").read_text("utf-8")
    assert fields.keys() == LIMITS.keys()
    for form, names in fields.items():
        line = f"| {', '.join(f'`{name}`' for name in names)} | {LIMITS[form].in_words} |"
        assert line in text


UNSAFE = [
    *("javascript:alert(document.cookie)", "JavaScript:alert(1)", " javascript:alert(1)"),
    *("java\tscript:alert(1)", "\x01javascript:alert(1)", "vbscript:x", "data:text/html,<b>"),
    *("file:///etc/passwd", "ftp://a.example/", "blob:https://a.example/1", "view-source:x"),
    *("about:blank", "ms-word:ofe|u|https://a.example", "x-own://open", "tel:+491234"),
]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("Ann.Lee@acme.com", "Ann.Lee@acme.com"),
        ("  ann@acme.com ", "ann@acme.com"),
        ("o'hara+x@mail.bücher.example", "o'hara+x@mail.bücher.example"),
    ],
)
def test_a_mail_address_is_kept_as_it_is_written(given: str, address: str) -> None:
    assert kept(Kind.PEOPLE, "email", given) == (address, [])


@pytest.mark.parametrize(
    "given",
    ["Ann Lee <ann@acme.com>", "mailto:ann@acme.com?subject=x", "ann@acme.com;", "ann@acme.com."],
)
def test_of_more_than_a_mail_address_the_address_is_kept_or_it_is_refused(given: str) -> None:
    result, notes = kept(Kind.PEOPLE, "email", given)
    assert (result, len(notes)) == ("ann@acme.com", 1)
    assert refused(Kind.PEOPLE, "email", given) == ["email"]


@pytest.mark.parametrize(
    "given",
    [
        *("", "ann", "ann@acme", "@acme.com", "ann@", "a@b@acme.com", "ann lee@acme.com"),
        *(
            "ann@-acme.com",
            "ann@acme..com",
            ".ann@acme.com",
            "a\0b@acme.com",
            "x" * 65 + "@acme.com",
        ),
        "a@" + "x" * 400 + ".com",
    ],
)
def test_what_is_no_mail_address_is_left_out_or_refused(given: str) -> None:
    result, notes = kept(Kind.PEOPLE, "email", given)
    assert (result, len(notes)) == (None, 1)
    assert refused(Kind.PEOPLE, "email", given) == ["email"]


@pytest.mark.parametrize("address", [*UNSAFE, "", "https:", "https://", "//a.example", "a.example"])
def test_an_address_of_another_scheme_is_left_out_or_refused(address: str) -> None:
    result, notes = kept(Kind.CONVERSATIONS, "url", address)
    assert (result, len(notes)) == (None, 1)
    assert refused(Kind.CONVERSATIONS, "url", address) == ["url"]


@pytest.mark.parametrize("address", UNSAFE)
def test_a_carried_address_of_another_scheme_is_left_out_or_refused(address: str) -> None:
    result, notes = kept(Kind.MESSAGES, "refs", ["#a", address, "b"])
    assert (result, len(notes)) == (["#a", "b"], 1)
    assert refused(Kind.MESSAGES, "refs", ["#a", address]) == ["refs[1]"]


@pytest.mark.parametrize(
    "key",
    [
        *("#tag", "#goal/2026/a:b", "sha256:ab12", "md5:0", "photo1.jpg", "Trilogy:_Past", "C:"),
        *("jira:ABC-1", "12:30", "HTTPS://A.example/x?y=javascript:z", "mailto:a@b.example"),
    ],
)
def test_names_hashes_and_safe_addresses_are_carried_as_they_are(key: str) -> None:
    assert kept(Kind.MESSAGES, "refs", [key]) == ([key], [])


@pytest.mark.parametrize(
    "address", ["http://a", "HTTPS://A.example/x y", "mailto:a@b.example?subject=x"]
)
def test_safe_addresses_are_kept_as_they_are(address: str) -> None:
    assert kept(Kind.CONVERSATIONS, "url", address) == (address, [])


@pytest.mark.parametrize(
    ("kind", "field"), [(Kind.PEOPLE, "level"), (Kind.MESSAGES, "seq")], ids=str
)
def test_whole_numbers_are_those_that_the_api_can_show(kind: Kind, field: str) -> None:
    assert kept(kind, field, 2**31 - 1) == (2**31 - 1, [])
    for wrong in (2**31, 3_000_000_000, -1, 2**63):
        assert refused(kind, field, wrong) == [field]
    whole = {
        item.form for items in FIELDS.values() for item in items if item.form in ("level", "seq")
    }
    assert whole == {"level", "seq"}
