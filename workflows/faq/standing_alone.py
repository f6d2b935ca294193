"""Whether a line stands for itself or goes on with what was said before: by its form, and in any script. No model."""

from collections.abc import Sequence
from functools import cache

from workflows.faq.questions_in_messages import asks, is_trouble, sentences_in
from workflows.faq.words import content_words
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

MOST_READ = 400  # characters of a line; what is longer stands for itself
SIGNS_A_WORD = 2  # signs of a script without spaces that say about as much as one word of others
LEAST_SIGNS = 4  # of such a script, in a line that asks something: a question word alone asks nothing
# Kana, Han, Thai, Lao, Burmese, Khmer: written without spaces between words.
_UNSPACED = lazy("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3\u3041-\u30ff\u3400-\u9fff]")
# A question in such a script: its mark, or the word that ends it (ja か, zh 吗 呢 么, th ไหม มั้ย หรือเปล่า).
_ASKS_UNSPACED = lazy(
    "[?\uff1f]|(?:か|吗|嗎|呢|么|麼|(?:ไหม|มั้ย|หรือเปล่า)(?:ครับ|คะ|ค่ะ|นะ)?)[\\s.!\u3002\uff01\u300d]{0,3}(?:$|(?<=[\\s\u3002\uff01]))"
)
# Not "is there a lift?", "is it possible to pay by card?", "what does one lesson cost?".
_POINTS = lazy(
    r"\b(?:it(?!\s(?:possible|allowed|ok|okay|free|safe)\b)|it's|its|that|that's|this|these|those|they|them|their|theirs"
    r"|he|she|him|her|ones|one(?=\W*$|\s(?:please|pls|is|was|are)\b)|(?<!is\s)(?<!are\s)(?<!was\s)there|then|too|also|either"
    r"|instead|again|still|same|both|other|another|already|yet)\b"
)
# Of what the desk tells or has been asked to do: a question that names nothing else is about that.
_OF_THE_DESK = (
    "account address agent am answer anybody anyone anything arrive arrived arriving authorisation authorization"
    " back before bill book booked box bring brings call cancel cancelled carrier case change check checked code"
    " colleague collect come coming company consignment contact courier date day deadline deliver delivered"
    " delivery detail dispatch done driver due email estimate eta exact exactly expect expire far find finish"
    " forward get give go goes going gone got handed handle happen happening happens hear hello help hold hour"
    " human id inform investigate investigation invoice know label last latest leave left long longer look made"
    " mail message mine money name need news next now number office ok once order orders pack package packages"
    " packaging paperwork parcel parcels pay period person pick please post posted process processed progress put"
    " query receive received reference refund refunded refunds register registered repeat reply resolve resolved"
    " result return returned returns rma roughly run see send sent set ship shipment shipped shipping slip"
    " somebody someone something soon staff stand start started status step stop stopped support take taken takes"
    " team tell thing ticket till time today told tomorrow took touch track tracking transit truck turnaround"
    " until update valid van wait way week work write"
)
# "I forgot my password" asks for help; "I mean the red lamp", "I have tried", "we know" answer or go on.
_STATES = lazy(
    r"\W*(?:(?:hi|hello|hey|and|also|so|oh|ok|okay|btw|please|pls|sorry)\b\W{1,3}){0,4}(?:i|we)\s"
    r"(?:(?:just|really|urgently|accidentally|now|would|'d|do|did|also)\s){0,2}"
    r"(?!(?:am|was|were|had|have|are|do|did|will|would|shall|could|can|may|might|mean|meant|say|said|think|thought|guess|suppose|believe"
    r"|know|knew|try|tried|see|saw|got|wrote|asked|told|gave|sent|hope|thank|appreciate|agree|understand|wait|waited|checked"
    r"|did|restarted|looked|use|used)\b)(?!\w+'\w)[a-z]{3,20}\s(?P<thing>\S.*)"
)
_CANNOT = lazy(
    r"\W*(?:(?:hi|hello|hey|and|also|so|oh|ok|okay|btw|please|pls|sorry)\b\W{1,3}){0,4}(?:i|we)\s"
    r"(?:can't|cannot|cant|can not|am unable to|are unable to|couldn't|could not)\s(?P<thing>[a-z]{3,20}\s?\S.*)"
)


def counted_words(text: str, most: int) -> int:
    """Return how many words a text has, up to ``most``; signs of scripts without spaces are counted, not their runs."""
    head = text[: most * 40]
    signs = 0 if head.isascii() else len(_UNSPACED.findall(head))
    spaced = len(text.split(maxsplit=most))
    return min(most, spaced if not signs else spaced + signs // SIGNS_A_WORD)


def asks_without_spaces(text: str) -> bool:
    """Say whether a text in a script without spaces asks something, by its mark or by the word that ends it."""
    head = text[:MOST_READ]
    return len(_UNSPACED.findall(head)) >= LEAST_SIGNS and _ASKS_UNSPACED.search(head) is not None


def goes_on(question: str) -> bool:
    """Say whether a question is about what was said before: it points there, or names nothing but what the desk does.

    "When will it arrive?", "which carrier?" go on; "when can I come by on Saturday" names something of its own.
    """
    folded = fold(question[:MOST_READ])
    if _UNSPACED.search(folded):
        return False
    return _POINTS.search(folded) is not None or set(content_words(folded)) <= _desk_words()


def states(text: str) -> bool:
    """Say whether a line states what its writer does, wants or cannot do with a thing that it names itself."""
    if len(text) > MOST_READ:
        return False
    folded = fold(text)
    found = _STATES.match(folded) or _CANNOT.match(folded)
    return found is not None and _POINTS.search(folded) is None and bool(content_words(found["thing"]))


def is_another_matter(text: str, before: Sequence[str]) -> bool:
    """Say whether a message asks for, or states, a matter of its own that its writer has not named ``before``.

    Of the words that carry meaning none may be shared: "the socket, I mean" and "does it fit the socket?" are one.
    """
    if not asks_for_itself(text):
        return False
    return set(content_words(text[:MOST_READ])).isdisjoint(word for one in before for word in content_words(one))


def asks_for_itself(text: str) -> bool:
    """Say whether a message can be understood, and answered, without what was said before it."""
    head = text[:MOST_READ]
    if asks_without_spaces(head) or states(head):
        return True
    return not goes_on(head) and any(asks(one) or is_trouble(one) for one in sentences_in(head))


@cache
def _desk_words() -> frozenset[str]:
    """Return the stems of what the desk does and tells; the words of the language lists are read when they are used."""
    return frozenset(content_words(_OF_THE_DESK))
