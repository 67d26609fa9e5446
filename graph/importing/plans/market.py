"""How needs, offers, experiments and outcomes are saved."""

from __future__ import annotations

from graph.importing.batch_statements import Steps
from graph.importing.plans.context import (
    Context,
    add_capabilities,
    hash_now,
    key_of,
    place,
    time_and_precision,
    time_key,
)
from graph.importing.row_hash import StorableRow
from graph.keys import sort_key

NEEDS = (
    "remove_lists_of_needs",
    "save_needs",
    "link_askers",
    "link_needs_to_messages",
    "link_needs_to_conversations",
    "save_capabilities",
    "link_required_capabilities",
    "link_need_goals",
    "save_holds",
    "link_solvers",
    "link_connectors",
)
OFFERS = (
    "remove_lists_of_offers",
    "save_offers",
    "link_offerers",
    "save_capabilities",
    "link_provided_capabilities",
    "link_offer_conversations",
)
EXPERIMENTS = (
    "remove_lists_of_experiments",
    "save_experiments",
    "link_proposers",
    "link_backers",
    "link_experiment_goals",
    "link_experiment_conversations",
    "link_retries",
)
LATE_EXPERIMENTS = ("link_retries", "save_hashes_of_experiments")
OUTCOMES = (
    "remove_lists_of_outcomes",
    "save_outcomes",
    "link_outcome_conversations",
    "link_outcome_goals",
    "link_outcome_needs",
    "link_outcome_experiments",
    "link_outcome_messages",
    "link_declarers",
)


def need(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a need with all that became of it."""
    row, id_ = item.row, item.id
    if not item.new:
        steps.add_id("remove_lists_of_needs", id_)
    steps.add(
        "save_needs",
        id=id_,
        title=row["title"],
        title_key=key_of(row["title"]),
        state=row["state"],
        **time_and_precision(row, "asked_at", "matched_at", "solved_at"),
        by_at=_by(row["asked_at"], id_),
        content_hash=item.hash,
    )
    _link_person(steps, "link_askers", row["asked_by"], "need", id_, row["asked_at"])
    if "message" in row:
        steps.add("link_needs_to_messages", need=id_, message=row["message"])
    if "conversation" in row:
        steps.add("link_needs_to_conversations", need=id_, conversation=row["conversation"])
    add_capabilities(steps, "link_required_capabilities", row.get("requires", []), need=id_)
    for number, goal in enumerate(row.get("goals", ())):
        steps.add("link_need_goals", need=id_, goal=goal, place=place(number))
    for number, hold in enumerate(row.get("holds", ())):
        person, since = hold["person"], hold.get("from")
        steps.add(
            "save_holds",
            person=person,
            need=id_,
            key=sort_key(id_, person, since),
            **time_and_precision({"since": since, "until": hold.get("until")}, "since", "until"),
            place=place(number),
            account=person,
        )
    if "solver" in row:
        _link_person(steps, "link_solvers", row["solver"], "need", id_, row.get("solved_at"))
    for number, person in enumerate(row.get("connectors", ())):
        steps.add("link_connectors", person=person, need=id_, place=place(number), account=person)


def _link_person(
    steps: Steps, statement: str, person: str, noun: str, id_: str, at: str | None
) -> None:
    """Add that a person did something with this thing at this time."""
    time = time_and_precision({"at": at}, "at")
    steps.add(statement, **{"person": person, noun: id_}, **time, account=person)


def _by(at: str, id_: str) -> str:
    return sort_key(time_key(at), id_)


def offer(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves an offer."""
    row, id_ = item.row, item.id
    if not item.new:
        steps.add_id("remove_lists_of_offers", id_)
    steps.add(
        "save_offers",
        id=id_,
        what=row["what"],
        what_key=key_of(row["what"]),
        **time_and_precision(row, "at", "until"),
        by_at=_by(row["at"], id_),
        content_hash=item.hash,
    )
    _link_person(steps, "link_offerers", row["person"], "offer", id_, row["at"])
    add_capabilities(steps, "link_provided_capabilities", row.get("capabilities", []), offer=id_)
    if "conversation" in row:
        steps.add("link_offer_conversations", offer=id_, conversation=row["conversation"])


def experiment(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves an experiment."""
    row, id_ = item.row, item.id
    if not item.new:
        steps.add_id("remove_lists_of_experiments", id_)
    steps.add(
        "save_experiments",
        id=id_,
        title=row["title"],
        title_key=key_of(row["title"]),
        state=row["state"],
        **time_and_precision(row, "proposed_at", "started_at", "ended_at"),
        finding=row.get("finding"),
        practice=row.get("practice"),
        by_at=_by(row["proposed_at"], id_),
        content_hash=hash_now(item),
    )
    _link_person(steps, "link_proposers", row["proposed_by"], "experiment", id_, row["proposed_at"])
    for number, backer in enumerate(row.get("backers", ())):
        steps.add(
            "link_backers",
            person=backer["person"],
            experiment=id_,
            **time_and_precision(backer, "at"),
            place=place(number),
            account=backer["person"],
        )
    for number, goal in enumerate(row.get("goals", ())):
        steps.add("link_experiment_goals", experiment=id_, goal=goal, place=place(number))
    if "conversation" in row:
        steps.add("link_experiment_conversations", experiment=id_, conversation=row["conversation"])
    if "retry_of" in row and not item.late:
        steps.add("link_retries", experiment=id_, first=row["retry_of"])


def late_experiment(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves that an experiment retries one that stands later in the file."""
    steps.add("link_retries", experiment=item.id, first=item.row["retry_of"])
    steps.add("save_hashes_of_experiments", id=item.id, content_hash=item.hash)


def outcome(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves an outcome."""
    row, id_ = item.row, item.id
    if not item.new:
        steps.add_id("remove_lists_of_outcomes", id_)
    steps.add(
        "save_outcomes",
        id=id_,
        kind=row["kind"],
        what=row["what"],
        what_key=key_of(row["what"]),
        **time_and_precision(row, "at"),
        reason=row.get("reason"),
        by_at=_by(row["at"], id_),
        content_hash=item.hash,
    )
    steps.add("link_outcome_conversations", outcome=id_, conversation=row["conversation"])
    for noun, target in row.get("led_to", {}).items():
        steps.add(f"link_outcome_{noun}s", outcome=id_, **{noun: target})
    if "message" in row:
        steps.add("link_outcome_messages", outcome=id_, message=row["message"])
    if "by" in row:
        steps.add("link_declarers", person=row["by"], outcome=id_, account=row["by"])
