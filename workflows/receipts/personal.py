"""Whether a sentence asks for what no desk needs of a person: answers to security questions, birth, when a card ends.

``unsafe`` and ``secrets`` know secrets by their names; what opens an account is asked for in words that name none:
"What was your first pet called?", "When does the card run out?", "Read out the number in the text message."
"""

from workflows.language.lazy import lazy
from workflows.language.sentences import sentence_texts
from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat

# "Did you get the code by text message?" asks for no code.
_WHETHER = lazy(r"\W*(?:did|do|does|has|have|is|are|was|were|hat|haben|ist|avez|a|est|ha|han|es|e) ")


def asks_for_the_personal(sentence: str) -> bool:
    """Say whether a sentence (untrusted) asks for such a thing to be told here, and forbids nothing; linear."""
    told = flat(sentence).casefold()
    spoken = spoken_in(told)
    lists = read_lists("personal")
    if not (told.rstrip().endswith("?") or lists["asks"].among(spoken)) or lists["forbids"].among(spoken):
        return False
    ends = lists["card"].among(spoken) and lists["ends"].among(spoken) and not lists["other_cards"].among(spoken)
    if ends or lists["about_them"].among(spoken):
        return True
    if _WHETHER.match(told) and not lists["asks"].among(spoken):
        return False
    came = lists["number"].among(spoken) and lists["message"].among(spoken)
    return came and not lists["no_secret"].among(spoken)


def asked_personally(prose: str) -> list[str]:
    """Return the sentences of ``prose`` (untrusted) that ask for such a thing; linear."""
    return [one.strip() for one in sentence_texts(prose) if asks_for_the_personal(one)]
