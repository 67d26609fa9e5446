"""What the files of a bundle and their fields mean, for the page of the format."""

from __future__ import annotations

from graph.sources.kinds import Kind

ROWS = {
    Kind.GROUPS: "Units of the formal tree, teams, communities, projects. One row a group.",
    Kind.PEOPLE: "Everybody who takes part, bots too. One row a person.",
    Kind.MEMBERSHIPS: "Who belongs to which group in which role. One row a person, group, role and `since`; "
    "the same pair may stand with several spans.",
    Kind.GOALS: "Purposes, objectives, key results, initiatives. One row a goal. There is none of `kind` "
    "process: conversations are linked to purposes and goals only.",
    Kind.CHECKINS: "What was said of a goal's progress. One row an `id`; where there is none, one row a goal, time and "
    "author (`by`), so that two people's of one moment are two. A row of a known key with other values is a correction.",
    Kind.CONVERSATIONS: "Threads, meetings, mail exchanges, issues, chats. One row a conversation.",
    Kind.MESSAGES: "What was written in them. One row a message.",
    Kind.REACTIONS: "Signs that people left on messages. One row a message, person and kind.",
    Kind.LINKS: "Which conversation advances which goal. One row a conversation and goal.",
    Kind.NEEDS: "What somebody asked for. One row a need.",
    Kind.OFFERS: "Information or help held ready until somebody needs it. One row an offer.",
    Kind.EXPERIMENTS: "New ways that somebody tries. One row an experiment.",
    Kind.OUTCOMES: "What came of a conversation. One row an outcome.",
}

COMMON = {
    "id": "Its id in the source, unique in this file.",
    "title": "What it is called.",
    "description": "More words.",
    "archived": "Whether it has ended or is held no more.",
    "tags": "Words that the source files it under.",
    "conversation": "The conversation that it belongs to.",
    "goal": "The goal.",
    "goals": "The goals that it is for.",
    "person": "The person.",
    "by": "Who did it.",
    "at": "When.",
    "message": "The message in which it was said.",
    "until": "Until when; absent while it lasts.",
    "capabilities": "What it takes or offers, in words; letter case does not count.",
}
"""Field → what it means wherever no closer word is said."""

MEANINGS: dict[Kind, dict[str, str]] = {
    Kind.GROUPS: {
        "name": "What it is called.",
        "kind": "What kind of group it is.",
        "parent": "The group that it is part of.",
    },
    Kind.PEOPLE: {
        "name": "What the person is called.",
        "email": "Mail address in this source.",
        "title": "Job title.",
        "level": "Level in the formal order; 1 is the top of the organisation.",
        "manager": "Whom the person reports to. A list: the first in the line (null: nobody), the others "
        "over dotted lines.",
        "home_group": "The unit that is the person's home in the formal tree.",
        "joined_at": "When the person joined the organisation.",
        "left_at": "When the person left it.",
        "bot": "Whether this is a program; bots are left out of measures.",
        "capabilities": "What the person can do, in words; letter case does not count.",
    },
    Kind.MEMBERSHIPS: {
        "person": "Who belongs.",
        "group": "To which group.",
        "role": "`member` (where it is absent), `lead`, or any word of the source.",
        "since": "From when; absent where unknown.",
    },
    Kind.GOALS: {
        "title": "What is to be reached.",
        "kind": "What kind of goal it is.",
        "status": "Where it stands.",
        "parents": "The goals that it supports, each by its id, or with a weight among the parent's children: "
        '`{"goal": "G1", "weight": 0.5}`.',
        "owners": "Who answers for it.",
        "groups": "The groups that work towards it.",
        "starts_on": "First day of its period.",
        "due_on": "Last day of its period.",
        "metric": "How it is measured: `kind` (reach, increase, decrease, stay_above, stay_below, baseline), "
        "`unit`, `baseline`, `target`, `current`.",
        "synonyms": "Other words for it in talk.",
        "predecessor": "The goal of an earlier period that it carries on.",
        "blocked_by": "The goals that it waits for. Goals may wait for each other in a circle: that is kept, and told.",
    },
    Kind.CHECKINS: {
        "id": "Its id in the source, by which it can be corrected in every field; absent: made of `goal`, `at` and `by`.",
        "at": "When it was said. A bare day is a day: it counts from that day on, before the times of that day.",
        "progress": "Share of the goal that is reached.",
        "value": "Value of its metric, in the metric's unit.",
        "status": "How the goal is seen.",
        "note": "What was said.",
        "by": "Who said it.",
    },
    Kind.CONVERSATIONS: {
        "title": "Title or subject.",
        "group": "The group in which it was held.",
        "kind": "Where and how people talked.",
        "hosts": "Who hosted it.",
        "participants": "Who took part, those too who only listened.",
        "accepted_answer": "The message that was accepted as its answer.",
        "url": "Where to read it at its source.",
        "started_at": "When it began.",
        "visibility": "Who could read it; public where it is absent. Of private talk nothing is kept, or only who "
        "talked when.",
    },
    Kind.MESSAGES: {
        "author": "Who wrote it; absent where unknown.",
        "seq": "Its place in the conversation, where times do not tell.",
        "reply_to": "The message that it answers.",
        "to": "Whom it was sent to.",
        "mentions": "Whom it names.",
        "edited_at": "When it was last edited.",
        "text": "Its words; an import keeps them only with `--text full`.",
        "refs": "What it carries: addresses, hashtags, `#goal/` and a goal's id, file hashes.",
        "kind": "What it is meant as.",
        "deleted_at": "When it was deleted; its words are then never kept.",
        "question": "Whether it asks something; for exports without texts.",
        "brief": "Whether it has only a few words and points at nothing; for exports without texts.",
    },
    Kind.REACTIONS: {
        "person": "Who left the sign.",
        "kind": "The sign; `like` where it is absent.",
    },
    Kind.LINKS: {
        "goal": "The goal that it advances.",
        "state": "Whether it holds; absent: confirmed where `method` is explicit or `by` names somebody, "
        "else suggested.",
        "method": "How it was found.",
        "score": "How sure the method was.",
        "by": "Who decided.",
        "reasons": "Why.",
        "origin": "Whether the goal grew from this conversation.",
    },
    Kind.NEEDS: {
        "asked_by": "Who asked.",
        "asked_at": "When.",
        "requires": "What it takes to meet it, in words; letter case does not count.",
        "state": "Where it stands; absent: told by the other fields.",
        "holds": 'Who held it until it was met: `{"person": "P1", "from": "2026-01-31", "until": …}`.',
        "matched_at": "When somebody was found for it.",
        "solved_at": "When it was met.",
        "solver": "Who met it.",
        "connectors": "Who brought asker and solver together.",
    },
    Kind.OFFERS: {"person": "Who offers.", "what": "What is offered."},
    Kind.EXPERIMENTS: {
        "title": "What is tried.",
        "proposed_by": "Who proposed it.",
        "proposed_at": "When.",
        "state": "Where it stands; absent: running where `started_at` is there, else proposed.",
        "backers": 'Who backs it: `{"person": "P1", "at": "2026-01-31"}`.',
        "started_at": "When it began to run.",
        "ended_at": "When it ended.",
        "finding": "What was learned.",
        "practice": "The way of working that it tries.",
        "retry_of": "The experiment that it tries again.",
    },
    Kind.OUTCOMES: {
        "kind": "What came of it.",
        "what": "What was started, stopped, changed or declined.",
        "led_to": 'What it led to: one of `{"goal": …}`, `{"need": …}`, `{"experiment": …}`.',
        "reason": "Why; a declined outcome must have it.",
    },
}
"""Kind → field → what it means; `COMMON` has the others."""


def meaning(kind: Kind, name: str) -> str:
    """What a field means."""
    return MEANINGS[kind].get(name) or COMMON[name]
