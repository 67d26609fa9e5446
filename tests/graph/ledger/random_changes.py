"""Changes of a random company, drawn by chance: its talk, links, needs, experiments and outcomes."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any
from unittest.mock import patch

import numpy as np

from graph.ledger import renewal
from graph.ledger.event_differences import Change
from graph.ledger.inputs import Inputs, KeptInputs
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


def newcomer(draw: random.Random, made: Company) -> None:
    """Somebody more, in some groups, who has said nothing yet."""
    id_ = f"r/p{draw.randrange(20, 80)}x"
    if id_ not in [row[0] for row in made.people]:
        joined = draw.choice([None, START + draw.randrange(SPAN)])
        since = None if joined is None else joined * DAY
        made.people = sorted([*made.people, (id_, False, since, None, draw.choice([None, 2]))])
        for group in draw.sample(["r/g0", "r/g1", "r/g2", "r/g3"], draw.randint(1, 2)):
            made.spans[group].append((id_, group == "r/g0", since, None))


def transferred(draw: random.Random, made: Company) -> None:
    """Somebody from one group into another, on a day or as if always."""
    group, other = draw.sample(["r/g0", "r/g1", "r/g2", "r/g3"], 2)
    if made.spans[group]:
        place = draw.randrange(len(made.spans[group]))
        who, home, since, until = made.spans[group][place]
        day = (START + draw.randrange(SPAN)) * DAY
        if draw.random() < 0.3 or (until is not None and until <= day):
            made.spans[group].pop(place)
            made.spans[other].append((who, home, since, until))
        else:
            made.spans[group][place] = (who, home, since, day)
            made.spans[other].append((who, home, day, until))


def promoted(draw: random.Random, made: Company) -> None:
    """Somebody of another level, or known to have joined on another day; another lead of a group."""
    place = draw.randrange(len(made.people))
    who, program, since, gone, level = made.people[place]
    if draw.random() < 0.5:
        made.people[place] = (who, program, since, gone, draw.choice([1, 2, 3, None]))
    else:
        since = draw.choice([None, (START + draw.randrange(SPAN)) * DAY])
        made.people[place] = (who, program, since, gone, level)
    lead = draw.randrange(len(made.leads))
    made.leads[lead] = (made.leads[lead][0], draw.choice(made.people)[0], None, None)


def left_for_good(draw: random.Random, made: Company) -> None:
    """Somebody who is not there any more, as where two accounts are one person: what they said is another's."""
    people = [row[0] for row in made.people if not row[1]]
    gone, other = draw.sample(people, 2)

    def told(one: Any) -> Any:
        if isinstance(one, list | tuple):
            return type(one)(told(part) for part in one)
        return other if one == gone else one

    made.people = [row for row in made.people if row[0] != gone]
    made.talk = {id_: told(row) for id_, row in made.talk.items()}
    made.spans = {group: told(spans) for group, spans in made.spans.items()}
    made.leads, made.needs = told(made.leads), told(made.needs)
    made.experiments, made.outcomes = told(made.experiments), told(made.outcomes)


PEOPLE_CHANGES = (newcomer, newcomer, transferred, transferred, promoted, left_for_good)


def with_people_changed(draw: random.Random, made: Company) -> Company:
    """A company in which some stand otherwise, at times with other talk."""
    found = deepcopy(made)
    for _ in range(draw.randint(1, 2)):
        draw.choice(PEOPLE_CHANGES)(draw, found)
    if draw.random() < 0.5:
        draw.choice(CHANGES)(draw, found)
    retold(found)
    return found


def inputs_of(made: Company) -> Inputs:
    """What the ledger reads beside talk, long after all of it."""
    homes = [
        (who, group, home, since, until)
        for group, spans in sorted(made.spans.items())
        for who, home, since, until in spans
        if home
    ]
    spans, pursued = list(made.spans.items()), list(made.pursued.items())
    today = START + 10 * SPAN
    return Inputs(
        made.people, made.links, market(made), homes, made.groups, spans, made.leads, pursued, today
    )


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
    old, new = inputs_of(before), inputs_of(after)
    there = {row[0] for row in after.people}
    facts = new.facts(both.talk, [row for row in before.people if row[0] not in there])
    kept = KeptInputs(len(before.talk), old.links, old.market, old.organisation)
    with patch.object(renewal, "MOST_CHANGED", 1.0):  # of so little talk a change is much
        change = renewal.change_of(facts, both, kept, new.organisation)
    assert change is not None
    return change
