"""What was read of goals by the last comparison, so that the next one reads only what has changed."""

from __future__ import annotations

from graph.goals.linking.explicit_mentions import keys_of, words_of
from graph.goals.linking.lexicon import Lexicon, Recall
from graph.goals.linking.title_similarity import significant_words
from graph.goals.linking.tokenization import plain, written


class Memory:
    """Texts and names of goals as they are compared. An index is the same with and without it."""

    def __init__(self) -> None:
        self.texts = Lexicon(lambda text: written(plain(text)))
        self.titles = Lexicon(significant_words)
        self.names = Recall(words_of)
        self.keys = Recall(keys_of)

    def turn(self) -> None:
        """Begin a turn: what the next comparison does not ask for is dropped after it."""
        for store in (self.texts, self.titles, self.names, self.keys):
            store.turn()
