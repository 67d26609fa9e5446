"""One run of suggestions: what has changed is read, scored and written, a chunk after the other."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from graph.goals.conventions import EXAMPLES_SHOWN, SURE_SCORE
from graph.goals.linking.cache import linking_cache_of
from graph.goals.linking.candidate_talk import candidate_conversations
from graph.goals.linking.features import pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.knowledge import Knowledge
from graph.goals.linking.meaning_index import nearest_goals, refresh_meanings
from graph.goals.linking.options import Suggestion, SuggestOptions, SuggestReport, Tell
from graph.goals.linking.run_scope import Scope, save_run_end, scope_of
from graph.goals.linking.sentence_vectors import Encoder, Meanings, encoder
from graph.goals.linking.similarities import Claims
from graph.goals.linking.suggestion_writer import BATCH, Change, SavedLinks, change_of, save
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.talk_reader import (
    StoredLink,
    confirmed_goals,
    in_parts,
    links_of_talk,
    talk_to_link,
)
from graph.goals.linking.texts import Talk
from graph.records.enums import LinkMethod, LinkState
from graph.sources.times import time_text
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache

CHUNK = 500


_LOCKS = PerStoreCache(lambda _: asyncio.Lock())


async def suggest(
    store: Store,
    options: SuggestOptions | None = None,
    tell: Tell = lambda *_: None,
    model: Encoder | None = None,
) -> SuggestReport:
    """What was suggested; a run without changes since the last one writes nothing.

    `model` is what meaning is compared by where `options.semantic` asks for it; that of the extra by default.

    Runs on one store come one after the other, so that together they hold no more than one does.
    Raises NotFound for an unknown goal or conversation, BadInput where there are too many goals.
    """
    async with _LOCKS.of(store):
        return await _report_of_run(store, options or SuggestOptions(), tell, model)


async def _report_of_run(
    store: Store, options: SuggestOptions, tell: Tell, model: Encoder | None
) -> SuggestReport:
    if not options.semantic:
        model = None
    elif model is None:
        model = await asyncio.to_thread(encoder)
    tell("reading goals", 0, None)
    scope = await scope_of(store, options)
    if not (scope.conversations or scope.sought) or not scope.wanted:
        return await _nothing_to_do(store, scope, options)
    if model is not None:
        await refresh_meanings(store, scope.goals, model, tell)
    tell("learning from confirmed talk", 0, None)
    knowledge = await linking_cache_of(store).knowledge(scope.versions, scope.goals, model)
    if scope.sought:
        tell("looking for goals in all talk", 0, None)
        more = await candidate_conversations(store, knowledge, scope.sought, options.min_score)
        scope = replace(scope, conversations=sorted({*scope.conversations, *more}))
    if not scope.conversations:
        return await _nothing_to_do(store, scope, options)
    run = _Run(store, options, scope, knowledge, tell, model)
    await run.all()
    await save_run_end(store, scope, options)
    return run.report()


async def _nothing_to_do(store: Store, scope: Scope, options: SuggestOptions) -> SuggestReport:
    await save_run_end(store, scope, options)
    return SuggestReport(goals=scope.number, dry_run=options.dry_run)


@dataclass(slots=True)
class _Run:
    store: Store
    asked: SuggestOptions
    scope: Scope
    knowledge: Knowledge
    tell: Tell
    model: Encoder | None
    now: str = field(default_factory=lambda: time_text(datetime.now(UTC)))
    counts: Counter[str] = field(default_factory=Counter)
    methods: Counter[LinkMethod] = field(default_factory=Counter)
    created: list[str] = field(default_factory=list)
    examples: list[Suggestion] = field(default_factory=list)

    async def all(self) -> None:
        """Score each chunk while the next is read and the one before is written."""
        writing: asyncio.Task[None] | None = None
        try:
            async for talks, links in in_parts(self.scope.conversations, CHUNK, self._read):
                meanings = await self._meanings(talks)
                changes = await asyncio.to_thread(self._changes, talks, links, meanings)
                if writing is not None:
                    await writing
                writing = asyncio.create_task(self._write(changes))
                await asyncio.sleep(0)
                self.counts["read"] += len(talks)
                whole = len(self.scope.conversations)
                self.tell("suggesting", min(self.counts["read"], whole), whole)
        finally:
            if writing is not None:
                await writing

    async def _read(self, ids: Sequence[str]) -> tuple[list[Talk], list[StoredLink]]:
        talks = await talk_to_link(self.store, ids)
        others = {other for talk in talks for other in talk.answers}
        return talks, await links_of_talk(self.store, {talk.id for talk in talks} | others)

    async def _meanings(self, talks: list[Talk]) -> Meanings | None:
        if self.model is None:
            return None
        return await nearest_goals(self.store, talks, self.model.encode)

    def _changes(
        self, talks: list[Talk], links: list[StoredLink], meanings: Meanings | None
    ) -> list[Change]:
        """What is to be written of a chunk."""
        index, scorer = self.knowledge.index, self.knowledge.scorer
        stored: dict[str, dict[str, StoredLink]] = {}
        for link in links:
            stored.setdefault(link.conversation, {})[link.goal] = link
        pairs = pairs_of(index, talks, (), _claims(index, links), meanings=meanings)
        ranked_by_talk = suggestions(index, talks, pairs, scorer, self.asked.min_score)
        out = []
        for talk, ranked in zip(talks, ranked_by_talk, strict=True):
            out += self._changes_of_talk(ranked, stored.get(talk.id, {}))
        return out

    def _changes_of_talk(
        self, ranked: list[Suggestion], links: dict[str, StoredLink]
    ) -> list[Change]:
        """The changes of one conversation: at most `most` of its pairs stand suggested."""
        room = self.asked.max_per_conversation - sum(
            link.state == LinkState.SUGGESTED for link in links.values()
        )
        out = []
        for suggestion in ranked:
            stored = links.get(suggestion.goal)
            if (
                suggestion.goal not in self.scope.wanted
                or suggestion.method not in self.asked.methods
            ):
                continue
            if stored is None and room <= 0:
                continue
            change = change_of(suggestion, stored, confirm=self._confirms(suggestion))
            if change is not None:
                room -= not change.was
                out.append(change)
            else:
                waits = (
                    stored is not None and stored.state == LinkState.SUGGESTED and stored.machine
                )
                self.counts["unchanged" if waits else "decided"] += 1
        return out

    def _confirms(self, suggestion: Suggestion) -> bool:
        explicit = suggestion.method is LinkMethod.EXPLICIT and not suggestion.doubtful
        return self.asked.confirm_explicit and explicit and suggestion.score >= SURE_SCORE

    async def _write(self, changes: list[Change]) -> None:
        changes.sort(key=lambda change: change.suggestion.id)
        for start in range(0, len(changes), BATCH):
            batch = changes[start : start + BATCH]
            ids = [change.suggestion.id for change in batch]
            if self.asked.dry_run:
                new = [change.suggestion.id for change in batch if not change.was]
                saved = SavedLinks(new, sorted(set(ids) - set(new)))
            else:
                saved = await save(self.store, batch, self.now)
            self._count(batch, saved)

    def _count(self, batch: list[Change], saved: SavedLinks) -> None:
        created = set(saved.created)
        for change in batch:
            if change.suggestion.id in created:
                self.methods[change.suggestion.method] += 1
                self.counts["doubtful"] += change.suggestion.doubtful
                self.counts["confirmed"] += change.state is LinkState.CONFIRMED
                if len(self.examples) < EXAMPLES_SHOWN:
                    self.examples.append(change.suggestion)
        self.counts["suggested"] += len(created)
        self.counts["updated"] += len(saved.updated)
        self.counts["overtaken"] += len(batch) - len(created) - len(saved.updated)
        self.created += saved.created[: EXAMPLES_SHOWN - len(self.created)]

    def report(self) -> SuggestReport:
        """What the run did."""
        return SuggestReport(
            goals=len(self.scope.wanted),
            by_method=dict(self.methods),
            created=self.created,
            examples=self.examples,
            dry_run=self.asked.dry_run,
            **self.counts,
        )


def _claims(index: GoalIndex, links: Sequence[StoredLink]) -> Claims:
    """Conversation → the places of the goals that it is confirmed to advance."""
    return {
        conversation: frozenset(index.place_of[goal] for goal in goals if goal in index.place_of)
        for conversation, goals in confirmed_goals(links).items()
    }
