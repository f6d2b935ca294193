"""Words of sympathy and cheer, jokes about the desk itself, and "come back here": they tell nothing of ours.

The reader of sentences takes some for statements, for the things that they name. The words are data; what else such a
sentence may hold, ``topics`` says.
"""

from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat

_SHORT = 5  # words of a cheer


def is_a_cheer(sentence: str) -> bool:
    """Say whether a sentence (untrusted) is a cheer and hardly more: "Hooray, mystery solved!"; linear."""
    spoken = spoken_in(flat(sentence).casefold())
    return len(spoken) <= _SHORT and read_lists("kind_words")["cheers"].among(spoken)


def are_kind(sentence: str) -> bool:
    """Say whether a sentence (untrusted) weighs, cheers, jokes about the desk or asks to come back; linear."""
    told = flat(sentence).casefold()
    if told.rstrip().endswith("?"):
        return False
    spoken = spoken_in(told)
    return any(words.among(spoken) for words in read_lists("kind_words").values())
