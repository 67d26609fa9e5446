"""The page of the bundle, made from the table that checks it: `python -m graph.sources.bundle_page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.sources.conventions import ID_BYTES, LONGEST_LINE, MOST_ITEMS, SOURCE_CHARACTERS
from graph.sources.field_meanings import ROWS, meaning
from graph.sources.file_names import MANIFEST
from graph.sources.kinds import FIELDS, NOUNS, ORDER, Field, Kind
from graph.sources.limits import LIMITS
from graph.sources.template import EXAMPLES, HEAD, Row, line_of
from graph.sources.values import LARGEST_INT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "bundle.md"
TEXT = """\
# The bundle

<!-- written by `python -m graph.sources.bundle_page` from the table in graph/sources/kinds.py; compared by a test -->

An organisation comes in as a *bundle*: a folder, a `.zip` or a `.tar.gz` with `{manifest}` and any of the files below. Each is JSON Lines: UTF-8, one
object a line, at most {line} MiB a line. Letter case of file names does not count; each file may be packed with gzip (`people.jsonl.gz`).

    goalgraph bundle --template my-bundle     # writes all files with an example of every field, to fill in
    goalgraph import my-bundle --dry-run      # checks every row and says how to mend what is wrong
    goalgraph import my-bundle

[import.md](import.md) says what becomes of each row, [okr.md](okr.md) how a spreadsheet of goals comes in instead.

## `{manifest}`

    {head}

| field | must | what it is |
|---|---|---|
| `format` | yes | `goalgraph-bundle` |
| `version` | yes | `1` |
| `source` | yes | Where the ids are unique: 1 to {source} of `a-z`, `0-9` and `-`. A thing's global id is `source/id`. |
| `exported_at` | | When it was exported, a time or a day; by it a later export replaces an earlier one. |

## Forms of values

- An **id** is a text of 1 to {id:,} bytes without control characters, as the source has it; `17` is none, `"17"` is one.
- A **reference** is the id of a row of this bundle, or of what this source has in the store already; of another source it is
  `{{"source": "slack", "id": "C1"}}`. Lists of references have at most {items:,} entries.
- A **time** is RFC 3339 with an offset, as `2026-01-31T09:30:00Z`, or a bare day where only the day is known; it stays known as a day.
- A **day** is `2026-01-31`. A **number** has at most 40 digits, which are kept as they stand.
- A field that is absent or null is unknown. Fields that the format does not know are left out and counted.
- A row without `id` is known by the fields named in the first sentence of its file.
"""


def page() -> str:
    """The whole page: the manifest, the forms of values, then every file in the order of saving."""
    parts = [
        TEXT.format(
            manifest=MANIFEST,
            line=LONGEST_LINE // 2**20,
            head=line_of(HEAD),
            source=SOURCE_CHARACTERS,
            id=ID_BYTES,
            items=MOST_ITEMS,
        )
    ]
    for kind in ORDER:
        parts += [f"\n## `{kind.file}`\n", *_section(kind)]
    return "\n".join(parts) + "\n"


def _section(kind: Kind) -> Iterator[str]:
    """One file: what its rows are, every field, an example line."""
    yield f"{ROWS[kind]}\n"
    yield "| field | must | type | what it is |"
    yield "|---|---|---|---|"
    for item in FIELDS[kind]:
        if item.part_of is None:
            must = "yes" if item.required else ""
            cells = (f"`{item.name}`", must, type_of(item), meaning(kind, item.name))
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""
    yield f"    {line_of(example(kind))}"


def example(kind: Kind) -> Row:
    """The row of the template that has most fields."""
    return max(EXAMPLES[kind], key=len)


def type_of(item: Field) -> str:
    """The type of a field in words, with its limit."""
    limit = LIMITS.get(item.form)
    if item.choices is not None:
        return "one of " + ", ".join(f"`{choice.value}`" for choice in item.choices)
    if limit is not None:
        what = {"address": "address", "keys": "list of texts", "email": "mail address"}
        words = "list of texts" if limit.items is not None else "text"
        return f"{what.get(item.form, words)}, at most {limit.in_words}"
    if item.target is not None:
        noun = NOUNS[item.target]
        form = {"ref": f"{noun}", "refs": f"list: {noun}", "managers": f"{noun}, or a list"}
        return form.get(
            item.form,
            f"list of objects, or {noun}" if item.form == "parents" else "list of objects",
        )
    return SIMPLE[item.form]


SIMPLE = {
    "id": "id",
    "bool": "true or false",
    "level": f"whole number, 1 to {LARGEST_INT:,}",
    "seq": f"whole number, 0 to {LARGEST_INT:,}",
    "share": "number, 0 to 1",
    "decimal": "number",
    "time": "time or day",
    "day": "day",
    "metric": "object",
    "led_to": "object",
}
"""Form of a field → its type in words, where no limit, choice or target says it."""


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} is up to date")


if __name__ == "__main__":
    main()
