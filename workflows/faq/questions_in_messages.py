"""Which sentences of a message ask for something that published FAQs could answer, and which must never be matched."""

import re

from workflows.faq.words import content_words
from workflows.ids.grammar import find_ids
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.language.sentences import sentence_texts
from workflows.language.sifting import Sifted
from workflows.rules.syntax.statements import says_something

MOST_QUESTIONS = 5
LONGEST_QUESTION = 400  # characters; no published entry's question is longer
MOST_BARE_WORDS = 8  # of a question put as a few words: "price of a library card"
_OPENING = lazy(
    r"\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear|thanks|thank you|please|pls|so|and|also|but"
    r"|ok|okay|well|quick question|question|sorry|excuse me|team|there|all|everyone|everybody|folks|guys|support|again"
    r"|just curious|out of curiosity|one more thing|oh|then)\b\W*)+"
)
_ASKS = lazy(
    r"(?:what|how|why|when|where|who|which|whose|is|are|was|were|does|do|did|can|could|may|might|will|would|should"
    r"|has|have|explain|define|describe|whats|hows|wheres|isn't|aren't|doesn't|don't|can't)\b|tell me\b"
)
_ASKS_TO_KNOW = Sifted(
    r"\b(?:know|tell(?: me| us)?|wonder(?:ing)?|explain(?: to me)?|understand|curious|idea|find out|clue|asking"
    r"|learn|about) (?:about|what|how|why|when|where|who|which|if|whether)\b"
)
# What is wrong with the customer's own thing wants help, whatever words it shares with an entry.
_TROUBLE = Sifted(
    r"(?:n't|\bnot\b|\bstop(?:s|ped)?\b|\bbroke(?:n)?\b|\bfail(?:s|ed|ing)?\b|\berrors?\b|\bcrash\w*|\bstuck\b|\bissues?\b"
    r"|\bproblems?\b|\bkeeps?\b|\bleak\w*|\bdied\b|\bdead\b|\bexpired\b|\bnever\b|\bwrong\b|\bslow\b|\bmissing\b)"
)
_WRITER = lazy(r"\b(?:my|our|i|we)\b")
_WRITERS = lazy(r"\b(?:my|our)\b")
_WHY = Sifted(r"\bwhy\b")
_HOW = lazy(r"(?:what|how|when|can|could|where|do|is|are|which)\b")
_OWN = Sifted(
    r"\b(?:my|our|the|this|that)(?: \w+){0,2}? (?:orders?|invoices?|bills?|rmas?|packages?|parcels?|shipments?)\b"
    r"|\b(?:my|our|this|that|these|those)(?: \w+){0,2}? (?:payments?|charges?|fees?|transactions?|accounts?|balances?"
    r"|subscriptions?|returns?|refunds?|delivery|deliveries|purchases?)\b"
    r"|\brma\b|\binvoice (?:number|no)\b|\border (?:number|no)\b"
    r"|\b(?:i|we)(?: have|'ve| just| already)? (?:ordered|bought|purchased|paid|returned)\b"
    r"|\b(?:i|we)(?: have| was|'ve)? been charged\b|\bi was charged\b"
)
# "Who takes it?" asks about what was named before; "is it possible to park?" does not.
_POINTS_BACK = lazy(r"\b(?:(?<!is )(?<!does )(?<!would )(?<!was )it|its|them|him|her)\b")
# A few words that have a verb of their own say how something is: "one armrest is loose", "the strap broke".
_TELLS = lazy(
    r"\b(?:is|are|am|was|were|be|been|has|have|had|does|do|did|will|would|can|could|should|it|this|they|he|she|you)\b|n't\b|'s\b"
)
_SUBJECT = lazy(r"\W*(?:(?:and|but|so|also|well|now)\W+)?(?:the|an?|one|both|that|these|those|all|two|three)\b")
_TO_KNOW_OF = lazy(r"\b(?:information|info|details)\b")
LEAST_TOLD = 2  # words that carry meaning, of a sentence that tells something
MOST_POINTING = 2  # words that carry meaning, of a question that says nothing without what stands before it
# A rule is asked for, whosever thing it is: "How long does my parcel take?". What becomes of it is in no document:
# "Where is my parcel?", "When will it arrive?", "Has it been sent?".
_THING = (
    r"(?:my|our)(?: \w+){0,2}? (?:orders?|invoices?|bills?|packages?|parcels?|shipments?|payments?|accounts?"
    r"|subscriptions?|returns?|refunds?|delivery|deliveries|purchases?|money|deposit)\b"
)
_RULE = lazy(
    r"(?:how (?:long|fast|soon|quickly)\b(?! (?:have|has|had|did|was|were|until you|till you)\b)"
    r"|how much (?:do|does|will)\b(?=[^.!?]{0,60}\bcosts?\b)"
    r"|how (?:do|can|should|could|would) (?:i|we)\b|(?:can|may|could|must|should) (?:i|we|someone|somebody|a|my)\b"
    r"|do (?:i|we) (?:have|need|get)\b|what (?:if|happens (?:if|when)|do (?:i|we) do (?:if|when))\b"
    r"|when (?:do|can|must|should) (?:i|we)\b)"
    rf"(?: (?!that\b|which\b|with\b)[\w'-]+){{0,6}}? {_THING}[^.!?,;]{{0,80}}\??\s*$"
)
_RECORD = lazy(
    r"\b(?:where|status|track|tracking|still|yet|already|why|has|had|did|was|were|been)\b|\bwhen (?:will|is|does)\b"
)
_PERSONAL = lazy(
    r"\b(?:my|our|me|us|mine|ours|i'm|i've|we've|i'd)\b|\b(?:i|we) (?!pay\b|use\b|get\b|need\b|have to\b)\w+"
    r"|\b(?:charged|refund(?:ed)?|transactions?|declined|deducted|debited)\b"
)


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a message, without white space around them."""
    return [piece for piece in sentence_texts(text) if piece.strip(" \t\n.!?")]


def asks(sentence: str) -> bool:
    """Say whether a sentence asks for information: by its sign, its first word, or as "tell me how …"."""
    bare = _bare(fold(sentence))
    return bare.rstrip(" \"')").endswith("?") or bool(_ASKS.match(bare) or _ASKS_TO_KNOW.search(bare))


def _bare(folded: str) -> str:
    """Return a folded sentence without greetings and the like before it."""
    opening = _OPENING.match(folded)
    return folded[opening.end() :] if opening else folded


def is_own(text: str) -> bool:
    """Say whether a text is about somebody's own order, invoice, return, payment or account; no document answers it.

    One question for a rule is not: "How long does my parcel take?".
    """
    return bool(find_ids(text) or (_OWN.search(fold(text)) and not asks_for_rule(text)))


def asks_for_rule(text: str) -> bool:
    """Say whether a text is one question about what holds for anybody's order, parcel, payment … and the writer's."""
    asked = _bare(fold(text))
    return bool(_RULE.match(asked)) and not (find_ids(text) or _RECORD.search(asked))


def asks_for_record(text: str) -> bool:
    """Say whether a text asks how the writer's own things stand: no document knows, not even nearly."""
    return bool(find_ids(text)) or (is_own(text) and bool(_RECORD.search(fold(text))))


def is_impersonal(text: str) -> bool:
    """Say whether a text says nothing of its writer: "What does a day pass cost?", "Can I pay by card?".

    Nor does one that asks what holds for their parcel as for any.
    """
    return asks_for_rule(text) or not (is_own(text) or _PERSONAL.search(fold(text)))


def is_trouble(sentence: str) -> bool:
    """Say whether a sentence reports what is wrong with something of the writer's."""
    folded = fold(sentence)
    why = _WHY.search(folded)
    if why and _WRITER.search(folded, why.end()):
        return True
    how = _HOW.match(_bare(folded)) and folded.endswith("?")
    return not how and _is_problem(folded)


def _is_problem(folded: str) -> bool:
    """Say whether trouble is told after a word for the writer, or before something of the writer's."""
    trouble = _TROUBLE.search(folded)
    if trouble is None:
        return False
    writer = _WRITER.search(folded)
    if writer and _TROUBLE.search(folded, writer.end()):
        return True
    return _WRITERS.search(folded, trouble.end()) is not None


def points_back(sentence: str) -> bool:
    """Say whether a sentence says next to nothing without what was said before it: "Who takes it, for how much?"."""
    bare = _bare(fold(sentence))
    return _POINTS_BACK.search(bare) is not None and len(content_words(bare)) <= MOST_POINTING


def tells_more(text: str) -> bool:
    """Say whether a message tells something beside what it asks: more than a greeting or thanks."""
    told = (one for one in sentences_in(text) if not asks(one))
    return any(len(content_words(_bare(fold(one)))) >= LEAST_TOLD for one in told)


def may_be_asked(text: str) -> bool:
    """Say whether a message that is no question by its form is one all the same: "price of a library card".

    What tells something is none: "one armrest is loose", "hm, I do want to return it".
    """
    folded = fold(text)
    if _TO_KNOW_OF.search(folded):
        return not is_own(text)
    if not questions_in(text) or _TELLS.search(folded) or _TROUBLE.search(folded):
        return False
    return not (_SUBJECT.match(folded) and says_something(folded, 0, len(folded), len(folded)))


def questions_in(text: str) -> list[str]:
    """Return the questions of a message that published FAQs may answer, in order; [] if it wants something else.

    A report of trouble wants help, and what is the customer's own is in no document: nothing of such a message is
    matched, nor one that only points to what was said before it. A few words without a verb are a question too; what is
    longer than any entry's question is none.
    """
    if is_own(text):
        return []
    sentences = sentences_in(text)
    if any(is_trouble(one) for one in sentences):
        return []
    short = [one for one in sentences if len(one) <= LONGEST_QUESTION and not points_back(one)]
    found = [one for one in short if asks(one) and content_words(_bare(fold(one)))]
    if found or len(sentences) != 1 or not short:
        return found[:MOST_QUESTIONS]
    return (
        sentences
        if len(sentences[0].split()) <= MOST_BARE_WORDS and not re.search(r"\b(?:i|my|we|our|me)\b", fold(sentences[0]))
        else []
    )
