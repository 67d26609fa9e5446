"""How groups, people and memberships are saved."""

from __future__ import annotations

from graph.importing.batch_statements import Steps
from graph.importing.plans.context import (
    Context,
    add_capabilities,
    hash_now,
    key_of,
    known_at,
    time_and_precision,
)
from graph.importing.row_hash import StorableRow
from graph.keys import native_of, order_text, sort_key
from graph.records.email_address import mail_key

GROUPS = ("remove_lists_of_groups", "save_groups", "link_group_parents")
LATE_GROUPS = ("link_group_parents", "save_hashes_of_groups")
PEOPLE = (
    "save_accounts",
    "remove_lists_of_people",
    "save_capabilities",
    "link_capabilities_of_people",
    "save_ends_of_homes",
    "link_homes",
    "save_ends_of_managers",
    "link_managers",
)
LATE_PEOPLE = ("link_managers", "save_hashes_of_people")


def group(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a group."""
    row = item.row
    if not item.new:
        steps.add_id("remove_lists_of_groups", item.id)
    steps.add(
        "save_groups",
        id=item.id,
        name=row["name"],
        name_key=key_of(row["name"]),
        kind=row.get("kind"),
        description=row.get("description"),
        archived=row.get("archived", False),
        known_at=known_at(context),
        by_name=sort_key(order_text(row["name"]), item.id),
        content_hash=hash_now(item),
    )
    if "parent" in row and not item.late:
        steps.add("link_group_parents", group=item.id, parent=row["parent"])


def late_group(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves the parent of a group that stands later in its file."""
    steps.add("link_group_parents", group=item.id, parent=item.row["parent"])
    steps.add("save_hashes_of_groups", id=item.id, content_hash=item.hash)


def person(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves an account with capabilities, home and manager of whose it is."""
    row, id_ = item.row, item.id
    name, email = row.get("name"), row.get("email")
    steps.add(
        "save_accounts",
        id=id_,
        email=email,
        email_key=mail_key(email),
        name=name,
        name_key=key_of(name),
        title=row.get("title"),
        level=row.get("level"),
        bot=row.get("bot", False),
        **time_and_precision(row, "joined_at", "left_at"),
        by_name=sort_key(order_text(name) or order_text(native_of(id_)), id_),
        content_hash=hash_now(item),
    )
    add_capabilities(
        steps, "link_capabilities_of_people", row.get("capabilities", []), person=id_, account=id_
    )
    at = time_and_precision({"at": context.exported_at}, "at")
    home, manager = row.get("home_group"), row.get("manager")
    if not item.new:
        dotted_managers = row.get("dotted_managers", [])
        steps.add_id("remove_lists_of_people", id_)
        steps.add("save_ends_of_homes", person=id_, group=home, **at)
        steps.add(
            "save_ends_of_managers", person=id_, manager=manager, dotted=dotted_managers, **at
        )
    if home is not None:
        steps.add("link_homes", person=id_, group=home, **at)
    if not item.late:
        _add_managers(steps, item, context)


def late_person(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves the managers of a person, one of whom stands later in the file."""
    _add_managers(steps, item, context)
    steps.add("save_hashes_of_people", id=item.id, content_hash=item.hash)


def _add_managers(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add the reporting lines of a person: to the manager, and dotted ones to others."""
    at = time_and_precision({"at": context.exported_at}, "at")
    line, dotted_managers = item.row.get("manager"), item.row.get("dotted_managers", [])
    if line is not None:
        steps.add("link_managers", person=item.id, manager=line, kind="line", place=None, **at)
    for number, manager in enumerate(dotted_managers, 1):
        steps.add(
            "link_managers", person=item.id, manager=manager, kind="dotted", place=number, **at
        )


def membership(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a membership."""
    row = item.row
    steps.add(
        "save_memberships",
        person=row["person"],
        group=row["group"],
        key=item.id,
        role=row["role"],
        **time_and_precision(row, "since", "until"),
        account=row["person"],
        source=context.source,
        content_hash=item.hash,
    )
