"""How groups, people and memberships are saved."""

from __future__ import annotations

from graph.importing.plans.context import (
    Context,
    add_capabilities,
    hash_now,
    key_of,
    time_and_precision,
)
from graph.importing.row_hash import Kept
from graph.importing.steps import Steps
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


def group(steps: Steps, kept: Kept, context: Context) -> None:
    """Nothing; adds what saves a group."""
    row = kept.row
    if not kept.new:
        steps.add_id("remove_lists_of_groups", kept.id)
    steps.add(
        "save_groups",
        id=kept.id,
        name=row["name"],
        name_key=key_of(row["name"]),
        kind=row.get("kind"),
        description=row.get("description"),
        archived=row.get("archived", False),
        by_name=sort_key(order_text(row["name"]), kept.id),
        content_hash=hash_now(kept),
    )
    if "parent" in row and not kept.late:
        steps.add("link_group_parents", group=kept.id, parent=row["parent"])


def late_group(steps: Steps, kept: Kept, context: Context) -> None:
    """Nothing; adds what saves the parent of a group that stands later in its file."""
    steps.add("link_group_parents", group=kept.id, parent=kept.row["parent"])
    steps.add("save_hashes_of_groups", id=kept.id, content_hash=kept.hash)


def person(steps: Steps, kept: Kept, context: Context) -> None:
    """Nothing; adds what saves an account with capabilities, home and manager of whose it is."""
    row, id_ = kept.row, kept.id
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
        content_hash=hash_now(kept),
    )
    add_capabilities(
        steps, "link_capabilities_of_people", row.get("capabilities", []), person=id_, account=id_
    )
    at = time_and_precision({"at": context.exported_at}, "at")
    home, manager = row.get("home_group"), row.get("manager")
    if not kept.new:
        dotted = row.get("dotted_managers", [])
        steps.add_id("remove_lists_of_people", id_)
        steps.add("save_ends_of_homes", person=id_, group=home, **at)
        steps.add("save_ends_of_managers", person=id_, manager=manager, dotted=dotted, **at)
    if home is not None:
        steps.add("link_homes", person=id_, group=home, **at)
    if not kept.late:
        _add_managers(steps, kept, context)


def late_person(steps: Steps, kept: Kept, context: Context) -> None:
    """Nothing; adds what saves the managers of a person, one of whom stands later in the file."""
    _add_managers(steps, kept, context)
    steps.add("save_hashes_of_people", id=kept.id, content_hash=kept.hash)


def _add_managers(steps: Steps, kept: Kept, context: Context) -> None:
    """Nothing; adds the reporting lines of a person: to the manager, and dotted ones to others."""
    at = time_and_precision({"at": context.exported_at}, "at")
    line, dotted = kept.row.get("manager"), kept.row.get("dotted_managers", [])
    if line is not None:
        steps.add("link_managers", person=kept.id, manager=line, kind="line", place=None, **at)
    for number, manager in enumerate(dotted, 1):
        steps.add(
            "link_managers", person=kept.id, manager=manager, kind="dotted", place=number, **at
        )


def membership(steps: Steps, kept: Kept, context: Context) -> None:
    """Nothing; adds what saves a membership."""
    row = kept.row
    steps.add(
        "save_memberships",
        person=row["person"],
        group=row["group"],
        key=kept.id,
        role=row["role"],
        **time_and_precision(row, "since", "until"),
        account=row["person"],
        source=context.source,
        content_hash=kept.hash,
    )
