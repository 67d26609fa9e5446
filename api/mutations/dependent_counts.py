"""What hangs on things that are removed: the types that count it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.mutations.mutation_types import define_output
from graph.sources.kinds import Kind


def _dependents_type(label: str, what: Mapping[str, str]) -> Any:
    fields = {name: (int, doc) for name, doc in what.items()}
    return define_output(f"{label}Dependents", f"What hangs on what is removed ({label}).", fields)


DEPENDENTS = {
    Kind.MESSAGES: _dependents_type(
        "Message",
        {
            "replies": "Replies that lose what they answer.",
            "reactions": "Reactions, which go with it.",
            "needs": "Needs that were raised in it.",
            "outcomes": "Outcomes that cite it.",
            "answers": "Conversations of which it is the accepted answer.",
        },
    ),
    Kind.CONVERSATIONS: _dependents_type(
        "Conversation",
        {
            "messages": "Messages, which go with it.",
            "links": "Links to goals, whatever their state, which go with their decisions.",
            "confirmed_links": "Those of them that are confirmed.",
            "outcomes": "Outcomes that came from it, which go with it.",
            "needs": "Needs that were raised in it or in one of its messages.",
            "offers": "Offers that were made in it.",
            "experiments": "Experiments that are discussed in it.",
            "replies": "Messages of other conversations that lose what they answer.",
            "answers": "Other conversations that lose their accepted answer.",
            "citations": "Outcomes of other conversations that cite one of its messages.",
        },
    ),
    Kind.GROUPS: _dependents_type(
        "Group",
        {
            "members": "Memberships and homes of any time.",
            "parts": "Groups that are part of it.",
            "goals": "Goals that it pursues.",
            "conversations": "Conversations that took place in it.",
        },
    ),
    Kind.PEOPLE: _dependents_type(
        "Person",
        {
            "accounts": "Accounts, which go.",
            "messages": "Messages, which stay by nobody and without text.",
            "conversations": "Conversations in which the person took part.",
            "goals": "Goals that lose an owner.",
            "check_ins": "Check-ins, which stay by nobody and without note.",
            "decisions": "Decisions, which stay by nobody.",
            "needs": "Needs that the person asked for, which go.",
            "offers": "Offers of the person, which go.",
            "experiments": "Experiments that the person proposed, which go.",
            "reports": "People who report to the person.",
            "memberships": "Memberships and homes of any time, which go.",
            "reactions": "Reactions, which go.",
            "help": "Times that the person held, solved or connected a need, which go.",
            "backings": "Experiments that lose a backer.",
            "outcomes": "Outcomes that the person declared, which stay by nobody.",
        },
    ),
}
