"""Headings of lists: which ask for the return of what stands under them, and which say that nothing of it goes back."""

from workflows.language.lazy import lazy
from workflows.rules.syntax.vocabulary import HEADING, RETURNS, SEVERAL, SOME_MOVE, STILL_TO_DO, WAS_DONE

_TOKEN = lazy(r"[a-z']+|\d+")
_OPENING = lazy(
    r"\W*(?:(?:hi|hello|hey|dear|good\s\w+|ok|okay|so|also|then|next|lastly)\b[^\w]{1,3}(?:(?:there|team|all|everyone|frontdesk)\b[^\w]{1,3})?){0,3}"
)
_OWN = lazy(r"\b(?:my|our|last|recent|latest)\s(?:returns?|refunds?|rmas?)\b(?!\s(?:items|list|request|form))")
_MOST_WORDS = 24
_NEAR = 60  # characters in which the first words stand
_FIRST = 4
# What such a list names is inside, kept, fine, owned, told of, to be packed or bought; a rule or a step.
_ASIDE = lazy(
    r"\b(?:contain\w*|(?:in|inside|with)\s(?:the|my|your|this|it|its)?\s?(?:returned\s)?(?:box|package|packag\w+|set|parcel|bag|kit|bundle|case|there|it)\b|includ\w+|inclusive|comes?\swith|came\swith|consist\w*"
    r"|parts|accessor\w+|spec\w*|features?|dimensions|steps?|tried|keep\w*|kept|stay\w*|fine|okay|ok|great|happy|wish\s?list|lik(?:e|ed)\sabout|lov(?:e|ed)|own|missing|pack(?:ing|ed)?"
    r"|contents?|inside|need|ingredients|already|returned|sent\sback|polic\w+|rules?|terms|says?|said|not|never|instead|remind\w*|buy\w*|new\sorder|shopping|to\sorder|would\slike\sto\sorder|replac\w+|address|contact|details|if|pros|cons|steps|questions?)\b|n't\b"
)


# "Should I return:", "are these returns:": asked, and no wish.
_ASKED = lazy(
    r"(?:should|shall|may|might|must|do|does|did|is|are|am|have|has)\s|(?:would|will)\s(?:i|we|it|they|these|those|this|the)\s"
)
_HAS = lazy(r"\b(?:has|have|is|are|had)\b")


def is_heading(said: str, *, question: bool) -> bool:
    """Tell whether ``said``, in small letters, is a heading that asks for returns and says nothing else."""
    opening = _OPENING.match(said)
    if _ASKED.match(said, opening.end() if opening else 0):
        return False
    tokens = _TOKEN.findall(said, opening.end() if opening else 0)
    if not 0 < len(tokens) <= _MOST_WORDS or not all(one in HEADING or one.isdigit() for one in tokens):
        return False
    known = set(tokens)
    returns = not RETURNS.isdisjoint(known) or (known >= {"returned", "be"})
    moves = "back" in known and not SOME_MOVE.isdisjoint(known) and known.isdisjoint({"me", "us"})
    if not (returns or moves) or _OWN.search(said):
        return False
    asks = "can" in known or "could" in known
    if asks and known.isdisjoint({"you", "get", "have"}):
        return False
    if question and not asks:
        return False
    return WAS_DONE.isdisjoint(known) or not STILL_TO_DO.isdisjoint(known)


def says_nothing_more(said: str) -> bool:
    """Tell whether ``said``, behind a word for returning, names nothing: "these items please:"."""
    tokens = _TOKEN.findall(said)
    known = all(one in HEADING or one.isdigit() for one in tokens)
    return known and len(tokens) <= _MOST_WORDS and not _HAS.search(said)


def names_several(said: str) -> bool:
    """Tell whether ``said``, behind a word for returning, announces things: "a few things from my last order:"."""
    tokens = _TOKEN.findall(said[:_NEAR])[:_FIRST]
    return said.rstrip().endswith(":") and not SEVERAL.isdisjoint(tokens)


def is_aside(said: str) -> bool:
    """Tell whether a heading, in small letters, is of things that do not go back: "In the box are:", "Keep:"."""
    return _ASIDE.search(said) is not None
