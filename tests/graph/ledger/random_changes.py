"""Changes of a random company, drawn by chance: its talk, links, needs, experiments and outcomes."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import replace

import numpy as np

from graph.ledger.event_differences import Change
from graph.ledger.market_rows import MarketRows
from graph.ledger.talk_tables import no_talk
from graph.ledger.talk_versions import TalkVersions, versions_of
from graph.records.window import DAY
from tests.graph.ledger.random_organisation import (
    SPAN,
    START,
    Company,
    conversation,
    experiment,
    facts_of,
    need,
    talk_of,
)


def linked(draw: random.Random, made: Company) -> None:
    """Let some messages reply into other talk."""
    talks = [talk for talk, row in made.talk.items() if row[6]]
    for one in draw.sample(talks, min(len(talks), 4)):
        other = draw.choice(talks)
        if other != one:
            message = draw.choice(made.talk[one][6])
            message[2], message[13] = [[None, draw.choice(made.talk[other][6])[8]]], [other]
    retold(made)


def retold(made: Company) -> None:
    """Tell again of replies into other talk what they answer, as far as it is there."""
    for row in made.talk.values():
        for message in row[6]:
            if message[13]:
                elsewhere = made.talk.get(message[13][0])
                target = message[2][0][1] if message[2] else None
                found = [m for m in elsewhere[6] if m[8] == target] if elsewhere else []
                message[2] = [[m[1], m[8], m[9], m[6]] for m in found if m[1] is not None]
                message[13] = message[13] if elsewhere else []


def new_talk(draw: random.Random, made: Company) -> None:
    """A conversation, at the end of time or at any."""
    id_ = f"r/c{1000 * draw.random():07.3f}"
    ids = [row[0] for row in made.people]
    made.talk[id_] = conversation(draw, id_, ids)
    if draw.random() < 0.5:
        later = (SPAN - 20) * DAY + START * DAY - made.talk[id_][6][0][0]
        for message in made.talk[id_][6]:
            message[0] += later
            message[5] = [[who, at + later] for who, at in message[5]]
    made.links[id_] = sorted(draw.sample([f"r/goal{n}" for n in range(4)], draw.choice([0, 1, 2])))


def edited(draw: random.Random, made: Company) -> None:
    """A message said by another, at another time, of other things; or of more."""
    row = draw.choice([row for row in made.talk.values() if row[6]])
    message = draw.choice(row[6])
    ids = [one[0] for one in made.people]
    message[draw.choice([3, 4])] = draw.sample(ids, draw.randrange(3))
    message[12] = [f"#k{draw.randrange(8)}"]
    if draw.random() < 0.5:
        message[1] = draw.choice(ids)
    message[5] = [*message[5], [draw.choice(ids), message[0] + draw.randrange(20 * DAY)]]
    message[7] = not message[7]
    if draw.random() < 0.3:
        message[0] += draw.choice([-30, 3, 40]) * DAY
        row[6].sort(key=lambda one: one[0])


def added(draw: random.Random, made: Company) -> None:
    """One message more in talk that there is, of somebody who may be new to it."""
    row = draw.choice([row for row in made.talk.values() if row[6]])
    message = deepcopy(row[6][-1])
    message[0] += draw.randrange(10 * DAY)
    message[1] = draw.choice(made.people)[0]
    message[8] += "+"
    message[2], message[13] = [[row[6][0][1], row[6][0][8], row[6][0][9], row[6][0][6]]], []
    if row[6][0][1] is None:
        message[2] = []
    row[4] = sorted({*row[4], message[1]})
    row[6].append(message)


def removed(draw: random.Random, made: Company) -> None:
    """A message, or a whole conversation."""
    talk = draw.choice([talk for talk, row in made.talk.items() if row[6]])
    if draw.random() < 0.5:
        del made.talk[talk]
    else:
        made.talk[talk][6].pop(draw.randrange(len(made.talk[talk][6])))


def moved(draw: random.Random, made: Company) -> None:
    """A conversation in another group, to be seen by others, for other goals."""
    talk = draw.choice(list(made.talk))
    made.talk[talk][2] = draw.choice([None, "r/g0", "r/g1", "r/g2", "r/g3"])
    made.talk[talk][1] = draw.choice(["public", "group"])


def relinked(draw: random.Random, made: Company) -> None:
    """Other goals of a conversation."""
    talk = draw.choice(list(made.talk))
    made.links[talk] = sorted(draw.sample([f"r/goal{n}" for n in range(4)], draw.choice([0, 1, 2])))


def needed(draw: random.Random, made: Company) -> None:
    """A need more, one less, and one of which other things came."""
    ids = [row[0] for row in made.people]
    made.needs.append(need(draw, f"r/n{draw.randrange(99, 9999)}", ids, made))
    made.needs.pop(draw.randrange(len(made.needs)))
    place = draw.randrange(len(made.needs))
    made.needs[place] = need(draw, made.needs[place][0], ids, made)
    made.needs.sort()


def tried(draw: random.Random, made: Company) -> None:
    """Another course of an experiment; an outcome less."""
    ids = [row[0] for row in made.people]
    place = draw.randrange(len(made.experiments))
    row = experiment(draw, made.experiments[place][0], ids, ["r/goal0", "r/goal1"])
    made.experiments[place] = (*row[:9], draw.choice(list(made.talk)), row[10])
    if made.outcomes:
        made.outcomes.pop(draw.randrange(len(made.outcomes)))


CHANGES = (new_talk, new_talk, edited, added, added, removed, moved, relinked, needed, tried)


def changed(draw: random.Random, made: Company) -> Company:
    """A company after some changes."""
    found = deepcopy(made)
    for _ in range(draw.randint(1, 3)):
        draw.choice(CHANGES)(draw, found)
    if draw.random() < 0.3:
        linked(draw, found)
    retold(found)
    return found


def versions(before: Company, after: Company) -> TalkVersions:
    """Both versions of what differs, as a run would have them."""
    same = {talk for talk, row in after.talk.items() if before.talk.get(talk) == row}
    for talk in list(same):
        others = {one for message in before.talk[talk][6] for one in message[13]}
        same -= {talk} if not others <= same else set()
    kept = talk_of(before, list(before.talk)) if before.talk else no_talk()
    stays = np.array([talk in same for talk in kept.ids["conversations"]], np.bool_)
    read = talk_of(after, [talk for talk in after.talk if talk not in same])
    again = {one for one in same if before.links.get(one, []) != after.links.get(one, [])}
    return versions_of(kept, stays, read, again)


def market(made: Company) -> MarketRows:
    """What of the market the ledger reads."""
    return MarketRows(made.needs, made.experiments, made.outcomes)


def change_of(before: Company, after: Company) -> Change:
    """What has changed between two times."""
    both = versions(before, after)
    facts = facts_of(after, both.talk, ordered=True)
    ids = both.talk.ids["conversations"]
    goals = [
        facts.sets.number((after if now else before).links.get(id_, ()))
        for id_, now in zip(ids, both.now.tolist(), strict=True)
    ]
    days = [facts.day[flag[facts.conversation]].min() for flag in (both.before, both.now)]
    facts = replace(facts, goals=np.array(goals, np.int64), first_day=int(min(days)))
    return Change(facts, both, market(before), market(after))
