"""Accounts of several sources that are one person because they have one mail address.

An address that one source gives to two people tells nothing of that source, unless one of both
writes it exactly as it is compared (lower case): then it is theirs. What is not joined although the
address is the same is told, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph.keys import native_of, source_of
from graph.organisation.accounts.profiles import move_accounts
from graph.store.driver import Row, Transaction


@dataclass(slots=True)
class AddressHolder:
    """An account that has an address: whose it is (None: nobody's yet), with which others.

    `apart` are accounts of which a person has decided that they are somebody else's.
    """

    key: str
    account: str
    email: str
    bot: bool
    person: str | None
    accounts: frozenset[str]
    apart: frozenset[str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two accounts that have one address and were not joined, and why."""

    account: str
    other: str
    reason: str

    def seen_from(self, account: str) -> Doubt:
        """The same doubt with this one of its accounts first."""
        return Doubt(account, self.account, self.reason) if account == self.other else self


class EmailJoins:
    """Who becomes whom by mail address; worked out in memory before anything is written."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.holders = [
            AddressHolder(
                key, account, email, bot, person, frozenset(owned) | {account}, frozenset(apart)
            )
            for key, account, email, bot, person, owned, apart in rows
        ]
        self._person = {holder.account: holder.person for holder in self.holders}
        self._accounts: dict[str, set[str]] = {}
        self._apart = {holder.account: holder.apart for holder in self.holders}
        for holder in self.holders:
            if holder.person is not None:
                self._accounts.setdefault(holder.person, set()).update(holder.accounts)
                self._person.update(dict.fromkeys(holder.accounts, holder.person))
                for owned in holder.accounts:
                    self._apart[owned] = self._apart.get(owned, frozenset()) | holder.apart
        self.doubts: list[Doubt] = []

    def run(self) -> dict[str, str]:
        """Account → the person whose it is to be, for every account that has one of the addresses."""
        for _, group in groupby(sorted(self.holders, key=_by_key), key=lambda holder: holder.key):
            self._join(list(group))
        return {account: person for account, person in self._person.items() if person is not None}

    def _join(self, group: list[AddressHolder]) -> None:
        """Join those who have one address."""
        sure = self._sure(group)
        if not sure:
            return
        sure.sort(key=lambda holder: (self._person[holder.account] is None, self._id(holder)))
        first = sure[0]
        target = self._id(first)
        self._give(first.account, target)
        people = {target}
        for holder in sure:
            if self._person[holder.account] == target:
                continue
            reason = self._against(holder, first, target)
            if self._person[holder.account] is None and len(people) > 1:
                reason = "more than one person has it"
            if reason is None:
                self._give(holder.account, target)
            else:
                self.doubts.append(Doubt(holder.account, first.account, reason))
                people.add(self._id(holder))

    def _id(self, holder: AddressHolder) -> str:
        return self._person[holder.account] or holder.account

    def _give(self, account: str, target: str) -> None:
        """Make the account's person, with all their accounts, the target."""
        former = self._person[account]
        moved = {account} if former is None else self._accounts.pop(former)
        self._accounts.setdefault(target, set()).update(moved)
        self._person.update(dict.fromkeys(moved, target))

    def _sure(self, group: list[AddressHolder]) -> list[AddressHolder]:
        """The accounts whose address it is: one of each source that gives it to one person only."""
        sure: list[AddressHolder] = []
        unclear: list[list[AddressHolder]] = []
        for _, members in groupby(sorted(group, key=_by_source), key=_source):
            mates = list(members)
            if len({self._id(holder) for holder in mates}) == 1:
                sure.append(mates[0])
                continue
            exact = [holder for holder in mates if holder.email == holder.key]
            mine = exact if len({self._id(holder) for holder in exact}) == 1 else []
            sure += mine[:1]
            if not mine:
                unclear.append(mates)
            self._doubt(mine[0] if mine else mates[0], mates)
        self._doubt_of_unclear(sure, unclear)
        return sure

    def _doubt_of_unclear(
        self, sure: Sequence[AddressHolder], unclear: Sequence[list[AddressHolder]]
    ) -> None:
        """Note a doubt: whose address another source gives to two people, may be either of them."""
        for mates in unclear:
            for holder in sure:
                if self._id(holder) not in map(self._id, mates) and not any(
                    mate.account in holder.apart for mate in mates
                ):
                    reason = f"{_source(mates[0])} gives the address to several people"
                    self.doubts.append(Doubt(holder.account, mates[0].account, reason))

    def _doubt(self, first: AddressHolder, mates: Iterable[AddressHolder]) -> None:
        for holder in mates:
            known = self._id(holder) == self._id(first) or holder.account in first.apart
            if not known:
                same = holder.email == first.email
                reason = f"one source gives the address to both{'' if same else ', in other case'}"
                self.doubts.append(Doubt(holder.account, first.account, reason))

    def _against(self, holder: AddressHolder, first: AddressHolder, target: str) -> str | None:
        """Why an account is not joined to a person although the address is the same; None: it is."""
        accounts = self._accounts[target]
        person = self._person[holder.account]
        own = {holder.account} if person is None else self._accounts[person]
        if any(self._apart.get(account, frozenset()) & accounts for account in own):
            return "a person has decided that they are two"
        if holder.bot != first.bot:
            return "one of both is a program"
        shared = {source_of(account) for account in accounts} & {source_of(item) for item in own}
        if shared:
            return f"each has an account in {min(shared)} already"
        return None


def _by_key(holder: AddressHolder) -> tuple[str, str]:
    return holder.key, holder.account


def _source(holder: AddressHolder) -> str:
    return source_of(holder.account)


def _by_source(holder: AddressHolder) -> tuple[str, str]:
    return source_of(holder.account), holder.account


async def join_by_mail(tx: Transaction, keys: Collection[str]) -> list[Doubt]:
    """Join the accounts that have these addresses; those that were not joined, for a person to decide."""
    rows = (await tx.run("join_candidates_by_email", keys=sorted(keys))).rows if keys else []
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[0]] = counts.get(row[0], 0) + 1
    joins = EmailJoins([row for row in rows if counts[row[0]] > 1])
    before = {holder.account: holder.person for holder in joins.holders}
    targets = joins.run()
    fresh = {
        account: targets[account]
        for account in sorted(targets)
        if before.get(account) is None and account in before
    }
    await _begin(tx, fresh)
    await move_accounts(
        tx, {holder: target for holder, target in targets.items() if holder not in fresh}
    )
    return [holder for holder in joins.doubts if "decided" not in holder.reason]


async def _begin(tx: Transaction, fresh: dict[str, str]) -> None:
    """Give accounts that are nobody's yet to their people."""
    if not fresh:
        return
    await tx.run("save_people", ids=sorted(a for a, person in fresh.items() if a == person))
    rows = [{"account": a, "person": person} for a, person in fresh.items() if a != person]
    if rows:
        await tx.run("link_accounts", rows=rows)


def in_words(doubt: Doubt) -> str:
    """Why two accounts of one address are two people, as a report says it."""
    return (
        f"{native_of(doubt.other)} ({source_of(doubt.other)}) has the same address: {doubt.reason}"
    )
