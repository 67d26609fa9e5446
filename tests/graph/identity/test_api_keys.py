"""API keys: made, shown once, kept as hashes, ended, and gone with their people."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from graph.errors import BadInput, NotFound, Unauthenticated
from graph.identity.api_keys import (
    KeyRequest,
    api_keys,
    create_key,
    principal_of_key,
    revoke_key,
)
from graph.identity.roles import Role
from graph.sources.kinds import Kind
from graph.store.driver import Store
from graph.writing.removals import remove
from tests.api.mutations.small_organisation import mutate, save_talk

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "wanted",
    [
        KeyRequest("", Role.ADMIN),
        KeyRequest("x" * 201, Role.ADMIN),
        KeyRequest("a\0b", Role.ADMIN),
        KeyRequest("nobody's", Role.MEMBER),
        KeyRequest("no source", Role.TOOL),
        KeyRequest("a source", Role.STEWARD, source="jira"),
        KeyRequest("no such source", Role.TOOL, source="Jira/1"),
        KeyRequest("over", Role.ADMIN, expires_at=NOW),
    ],
    ids=lambda wanted: wanted.name[:20],
)
def test_keys_that_there_cannot_be(wanted: KeyRequest) -> None:
    with pytest.raises(BadInput) as refused:
        wanted.check(NOW)
    assert refused.value.remedy


async def test_a_key_is_shown_once_and_kept_as_a_hash(empty_store: Store) -> None:
    await save_talk(empty_store)
    text, key = await create_key(empty_store, KeyRequest(" phone ", Role.MEMBER, "acme/ann"))
    assert re.fullmatch(r"goalgraph_[a-z2-7]{12}_[0-9a-f]{64}", text)
    assert (key.name, key.role, key.person) == ("phone", "member", "acme/ann")
    principal = await principal_of_key(empty_store, text)
    assert (principal.id, principal.credential) == ("acme/ann", f"key:{key.id}")
    assert principal.roles == {"member"} and principal.source is None
    async with empty_store.driver.session() as session:
        result = await session.run("MATCH (n) RETURN properties(n) AS all")
        everything = str([row["all"] async for row in result])
    assert key.id in everything and text.rpartition("_")[2] not in everything
    assert [listed.id for listed in await api_keys(empty_store)] == [key.id]


async def test_only_the_whole_key_lets_in(empty_store: Store) -> None:
    text, key = await create_key(empty_store, KeyRequest("one", Role.ADMIN))
    other, _ = await create_key(empty_store, KeyRequest("two", Role.ADMIN))
    name, id_, secret = text.split("_")
    flipped = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    for wrong in (
        f"{name}_{id_}_{flipped}",
        f"{name}_{id_}_{other.rpartition('_')[2]}",
        f"{name}_{id_}_{secret.upper()}" if secret != secret.upper() else flipped,
        f"{name}_{id_.upper()}_{secret}",
        f"{name}_{id_}_",
        f" {text}",
        f"{text}0",
        secret,
        "",
    ):
        with pytest.raises(Unauthenticated):
            await principal_of_key(empty_store, wrong)
    assert (await principal_of_key(empty_store, text)).id == f"key:{key.id}"


async def test_ended_keys_let_nobody_in(empty_store: Store) -> None:
    text, key = await create_key(empty_store, KeyRequest("one", Role.ADMIN))
    ended = await revoke_key(empty_store, key.id)
    assert await revoke_key(empty_store, text) == ended
    with pytest.raises(Unauthenticated) as revoked:
        await principal_of_key(empty_store, text)
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    brief, _ = await create_key(empty_store, KeyRequest("two", Role.ADMIN, expires_at=soon))
    assert (await principal_of_key(empty_store, brief)).until is not None
    states = {listed.name: listed.state(soon) for listed in await api_keys(empty_store)}
    assert states == {"one": "revoked", "two": "expired"}
    with pytest.raises(NotFound):
        await revoke_key(empty_store, "aaaaaaaaaaaa")
    with pytest.raises(Unauthenticated) as unknown:
        await principal_of_key(empty_store, f"goalgraph_aaaaaaaaaaaa_{'0' * 64}")
    assert str(unknown.value) == str(revoked.value)


async def test_keys_follow_their_person_and_end_with_them(empty_store: Store) -> None:
    await save_talk(empty_store)
    with pytest.raises(NotFound):
        await create_key(empty_store, KeyRequest("x", Role.MEMBER, "acme/nobody"))
    text, _ = await create_key(empty_store, KeyRequest("Cy's phone", Role.MEMBER, "acme/cy"))
    joined = {
        "keep": {"key": {"source": "acme", "externalId": "bob"}},
        "others": [{"key": {"source": "acme", "externalId": "cy"}}],
    }
    await mutate(empty_store, "joinPeople", joined, "")
    assert (await principal_of_key(empty_store, text)).person == "acme/bob"
    await empty_store.unit(lambda tx: remove(tx, Kind.PEOPLE, ["acme/bob"], True))
    with pytest.raises(Unauthenticated):
        await principal_of_key(empty_store, text)
    assert await api_keys(empty_store) == []
