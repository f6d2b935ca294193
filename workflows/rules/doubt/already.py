"""Things that nobody can give back now, so that nobody is asked about them: they were sent back, or have not come."""

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.syntax.clauses import Message

NEAR = 60  # characters after the name of a thing
MOST_SENTENCES = 2  # from the one that names a thing on
# "The kettle I returned on Friday", "the lamp that we have sent back".
_SENT_BACK = lazy(
    r"\s(?:(?:that|which)\s)?(?:i|we)(?:'ve|'d|\shave|\shad)?\s(?:already\s|just\s)?"
    r"(?:returned|(?:sent|shipped|posted|mailed|brought|took|taken|gave|given)\s(?:you\s)?back)\b"
)
# "It still isn't here", "they have not arrived yet": of a thing that was named; what has a name of its own is another.
_NOT_HERE = Sifted(
    r"\b(?:it|they|this|that|which)(?:\s(?:still|just|simply)){0,2}"
    r"(?:\s(?:is|are|was|were|has|have|had|did)(?:n't|\s(?:still\s)?not|\s(?:still\s)?never)|'s\s(?:still\s)?not|'re\s(?:still\s)?not|\snever)"
    r"(?:\s(?:even|yet|been|actually|still)){0,2}\s(?:here|with\s(?:me|us)|c[ao]me|arrived?|turn(?:ed)?\sup|show(?:ed|n)?\sup|(?:been\s)?delivered|shipped|reached\s(?:me|us))\b(?!\s(?:with|in\sthe|as|on\stime|complete)\b)"
)


def is_under_way(message: Message, named: tuple[int, int]) -> bool:
    """Tell whether the thing ``named`` was sent back before, or has not come: "a grinder, and it still isn't here"."""
    start, end = named
    if _SENT_BACK.match(message.low, end, min(len(message.low), end + NEAR)):
        return True
    own = next((one.sentence for one in message.clauses if one.start <= start < one.end), None)
    if own is None:
        return False
    inside = [one for one in message.clauses if own <= one.sentence < own + MOST_SENTENCES]
    return _NOT_HERE.search(message.plain, end, inside[-1].end) is not None
