"""The conventions of goals: progress, second looks at what is said to be on track, and suggested links.

The weights of the published model of links stand in `linking/score_weights.py`: they were fitted, as
docs/linking.md says. How long a share's interval is, and other mathematics, stand where they are used.
"""

from __future__ import annotations

from fractions import Fraction

ON_TRACK_WITHIN = Fraction(1, 10)
"""Progress behind what is expected by the day, up to which a goal is proposed as on track."""
AT_RISK_WITHIN = Fraction(3, 10)
"""Progress behind what is expected by the day, up to which a goal is proposed as at risk; beyond, as
off track."""
SHOWN_PLACES = 12
"""Decimal places that are shown of progress; it is reckoned exactly."""
ROLLUP_BITS = 4096
"""Bits of the denominator of a mean beyond which its contributions are rounded, to bound the work."""
ROLLUP_SCALE = 10**60
"""One over the unit to which these are rounded: 60 decimal places."""

WARNING_DAYS = 28
"""Days of the window in which the talk of a goal is looked at: those that make a contact."""
CHECK_IN_DAYS = 28
"""Days without a check-in on a goal, or on what supports it, beyond which it is at risk: those of a window
of talk."""
MOST_DEPENDENCIES = 100
"""Goals that a goal waits for, and that wait for it, of which is said whether their owners talk."""
WARNINGS_SHOWN = 20
"""Conversations with open questions that are shown of a goal."""

MOST_SUGGESTIONS = 3
"""Suggestions a conversation unless asked otherwise."""
LEAST_SCORE = 0.3
"""Score below which a pair is suggested to nobody unless asked otherwise."""
SURE_SCORE = 0.9
"""Score from which on an explicit mark may be confirmed without a person, where that is asked for."""
CLEAR_SCORE = 0.5
"""Score below which a suggestion is in doubt."""
NEAR_TIE = 0.1
"""Difference of two goals' scores below which they are a near tie, and the suggestion in doubt."""
WORDS_SHOWN = 6
"""Shared words that are shown as a reason."""
PIECES_SHOWN = 3
"""Shared pieces of words that are shown as a reason."""
LEAST_LIKENESS = 0.2
"""Cosine of two titles below which they are not said to be alike."""
LEAST_MEANING = 0.3
"""Nearness of meaning below which it is no reason."""
EXAMPLES_SHOWN = 1000
"""Suggestions of one run that its report holds."""

EXPLICIT_STRENGTH = 0.5
"""Strength from which on a mark is explicit; a weaker one is one hint among others."""
ID_WEIGHT = 4.0
"""Weight of a goal's id among the goals that carry a mark."""
ALIAS_WEIGHT = 2.0
"""Weight of a title, a synonym or the last part of an id among the goals that carry a mark."""
TAG_WEIGHT = 1.0
"""Weight of a goal's tag among the goals that carry a mark."""
PART_WEIGHT = 1.0
"""Weight of a part of an id among the goals that carry a mark."""
MARK_TRUST = {
    "goal": 1.0,
    "link": 1.0,
    "id": 1.0,
    "hashtag": 1.0,
    "tag": 0.9,
    "title": 0.8,
    "quote": 0.95,
}
"""Kind of mark → how far it is trusted to name its goal, 0 to 1."""
TITLE_TRUST = {2: 0.4, 3: 0.6, 4: 0.8}
"""Telling words of a title → the trust where it is mentioned: short titles are terms of the trade."""
MOST_BEARERS = 100
"""Goals that carry a mark or a title from which on it names none of them."""
PASSING_CHARACTERS = 2000
"""Characters of a text from which on what it mentions is mentioned in passing, the longer the more."""
MARK_RELIABILITY = 0.95
"""Share of marks that are right, as published."""
MARK_SEEN = 20.0
"""Decided marks that the published reliability counts as much as."""

ENOUGH_CONFIRMED = 100
"""Confirmed pairs from which on the weights are fitted to the organisation's own decisions."""
PUBLISHED_TRUST = 5.0
"""How strongly fitted weights are drawn towards the published ones (ridge)."""
ENOUGH_KNOWN = (0.1, 0.1, 0.2, 0.4, 0.1)
"""What must be known besides words for one word to be enough: of groups, answers, what was learned,
neighbours and people."""
ENOUGH_MEANING = 0.4
"""Nearness of meaning from which on one word is enough."""
MOST_OF_A_TITLE = 0.4
"""Share of a title's words, by weight, from which on one word is much of it."""
ONE_WORD = 0.29
"""The most that one shared word scores: just below what is suggested."""
ONE_WORD_OF_TITLE = 0.49
"""The most that one shared word scores which is much of the goal's title: in doubt."""
WORD_AND_MEANING = 0.6
"""Nearness of meaning from which on a shared word is much: a shared word alone makes sentences alike."""
BELIEVED_FROM = 0.3
"""The chance from which on chances are believed in part only: what is shown to somebody."""
BELIEVED_SLOPE = 0.41
"""How far chances are believed where little has been decided: mean less one standard deviation of four
unlike organisations, each seen with weights fitted without it (`bench.linking --across`)."""
BELIEVED_SLOPES = (0.05, 2.0)
"""The least and the most that chances are believed."""
BELIEF_TRUST = 20.0
"""How strongly the published belief is held on to; a decided pair of a chance near 0.9 speaks as if by 2."""
STRONG_MARK = 0.9
"""Marks from here on stand for themselves; what is weaker is believed as far as words are."""
FIT_FOLDS = 5
"""Parts of the decided talk, each scored by weights fitted to the others."""
FIT_STEPS = 50
"""Newton steps after which a fit of weights ends at the latest."""
FIT_TOLERANCE = 1e-9
"""Change of the weights below which a fit has settled."""

KNOWN_TALKS = 2000
"""Conversations with a confirmed goal that are learned from, the latest of each goal."""
KNOWN_TALKS_OF_GOAL = 20
"""Conversations of one goal that are learned from, the latest."""
REJECTED_PAIRS = 2000
"""Rejected pairs that are learned from, the latest."""
FITTED_TALKS = 1000
"""Conversations of these that the weights are fitted to, evenly taken; fewer where goals are many."""
LEAST_FITTED_TALKS = 200
"""Conversations that the weights are fitted to at least, however many goals there are."""
FITTED_CELLS = 10_000_000
"""Conversations times goals that the weights are fitted to at most."""
LEARNING_RIDGE = 0.3
"""How strongly learned words are held towards nothing."""
NEAREST_TALKS = 20
"""Conversations of the evidence that are looked at beside each."""
IMAGINED_TALKS = 2.0
"""Conversations without a goal that are imagined for each person, so that few prove little."""
LEARNED_FROM = 2
"""Conversations of the evidence that must say a word which no goal bears before it is learned."""
LEARNED_SECONDS = 60.0
"""Seconds that what was learned of talk may be old, where learning it anew takes long."""
LEARNED_SIZE = 5_000
"""Goals and conversations together from which on it does."""

LINKED_GOALS = 100_000
"""Goals that talk is compared with at most."""
MEANT_WORDS = 2.0
"""Words from which on a text names a subject; those of everyday life and pairs of characters are half."""
MOST_GOALS_OF_ONE = 200
"""Goals of a group or a person from which on it is no sign of any of them."""
CANDIDATE_GOALS = (10, 6, 6, 4)
"""Goals a conversation that are looked at: by what goals say, by titles, by what is known, by meaning;
and all with a mark."""
NEAREST_MEANINGS = 8
"""Goals a conversation whose meaning is nearest; of others nothing is held."""
MEANINGS_SOUGHT = 64
"""Goals that the vector index is asked for a conversation: it is approximate, and finds the nearest the
more surely the more it is asked for."""
CLOSE_COSINE = 0.3
"""Cosine from which on being the best of all goals counts in full."""
WHOLE_TALK = (2000, 200, 20_000)
"""Characters of a message, messages, and characters in all of a conversation that goals are looked for in."""
KNOWN_TALK = (1000, 50, 4000)
"""The same of one whose goals are confirmed, to learn from."""
GLANCE_AT_TALK = (500, 10, 1000)
"""The same of one that shows how common words are."""
BACKGROUND_TALKS = 2000
"""Latest conversations by which it is known how common words are."""
DESCRIPTION_CHARACTERS = ((10_000, 2000), (30_000, 500), (LINKED_GOALS, 200))
"""Up to so many goals, so many characters of each description are read: 20 million in all."""
MEANT_CHARACTERS = 400
"""Characters of a text whose meaning is looked at."""

EVERYDAY_WEIGHT = 0.75
"""What an everyday word weighs, of what it would by its rarity."""
EVERYDAY_COUNT = 0.5
"""How much of a shared word an everyday word is, where shared words are counted."""
WORD_CHARACTERS = 40
"""Characters of a word that count; what is longer is no word."""
PIECE_SIZES = (3, 4, 5)
"""Characters of the pieces by which titles are compared."""
DENSE_PIECE_SIZES = (2, 3)
"""The same in scripts whose words are not parted by spaces."""
GOAL_WEIGHTS = {"title": 2.0, "synonyms": 2.0, "description": 1.0, "results": 1.5, "tags": 1.0}
"""How much a term of each field of a goal counts; `results` are the titles of what supports it."""
TALK_WEIGHTS = {"title": 3.0, "tags": 2.0, "text": 1.0, "refs": 0.5}
"""How much a term of each field of a conversation counts."""
BM25_GOAL_K = 1.5
"""How soon more of the same term of a goal stops to count (BM25)."""
BM25_B = 0.4
"""How much a long field is held against a goal (BM25)."""
BM25_TALK_K = 1.5
"""How soon more of the same term in a conversation stops to count (BM25)."""
SIGNATURE_LINES = 12
"""Lines that a signature may have below its closing; more are talk again."""
