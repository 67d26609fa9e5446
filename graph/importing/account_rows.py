"""Rows of people on their way into the store: accounts first, then whose they are, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.importing.batch_statements import Params, run_steps
from graph.organisation.accounts.email_joins import Doubt, in_words, join_by_mail
from graph.organisation.accounts.profiles import Owners, save_profiles
from graph.sources.kinds import Kind
from graph.sources.report import Note, Report
from graph.sources.spool import Spool
from graph.store.driver import Transaction


async def write_people(
    tx: Transaction, parts: Iterable[tuple[str, Params]], ids: Sequence[str]
) -> tuple[list[Doubt], Owners]:
    """Write rows of people: the accounts of one address that were not joined, and whose all are."""
    doubts: list[Doubt] = []
    new_lines = False
    for part in parts:
        await run_steps(tx, [part])
        name, params = part
        new_lines |= name == "link_managers"
        if name == "save_accounts":
            keys = {row["email_key"] for row in params["rows"]} - {None}
            doubts = await join_by_mail(tx, keys)
            await tx.run("save_people", ids=sorted(row["id"] for row in params["rows"]))
    return doubts, await save_profiles(tx, ids, new_lines=new_lines)


def note_doubts(spool: Spool, report: Report, doubts: Iterable[Doubt]) -> None:
    """Note the accounts of these rows that have the address of another and were not joined with it.

    Of two accounts that both are in the store already it was said when they came.
    """
    query = "SELECT line FROM rows WHERE kind = ? AND id = ? AND state = 0"
    for doubt in dict.fromkeys(doubts):
        line = spool.one(query, (Kind.PEOPLE.number, doubt.account))
        if line is None:
            line = spool.one(query, (Kind.PEOPLE.number, doubt.other))
            if line is None:
                continue
            doubt = doubt.seen_from(doubt.other)
        report.of(Kind.PEOPLE).doubtful += 1
        spool.note(
            [
                Note(
                    Kind.PEOPLE.file,
                    line,
                    "doubtful",
                    doubt.account,
                    "email",
                    "",
                    f"{in_words(doubt)}; they stay two people",
                    "decide with `goalgraph people review`, then `join`; or correct the address",
                )
            ]
        )
