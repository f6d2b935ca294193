"""Whether an answer that names the product asked for says that it does not go back; what goes back is read elsewhere.

"The lamp, but my wife wants to keep it", "the lamp I returned last week", "I love the lamp", "my neighbour has the same
lamp". What is liked or fine and has a "but" after it may go back all the same.
"""

import re

from workflows.language.lazy import lazy

LONGEST = 400  # characters of an answer that are read
_NEAR = 25  # characters before a word in which it is denied
_IT = r"(?:it|them|that|this|those|these|that\sone|this\sone)"
_KEEPS = lazy(
    rf"\b(?:keep(?:s|ing)?|kept|hold(?:s|ing)?\son\sto)\s(?:{_IT}\b(?!\s(?:in|at|on|under|near|by|next|awake|up|warm|cold|running|company|busy)\b)|(?:the|my|our)\s(?P<thing>[^,.;:!?]{{1,40}}))",
    re.IGNORECASE,
)
_STAYS = lazy(
    r"(?P<of>[\w'-]{1,30})\s(?:(?:is|are|will|can|should|must)\s(?:to\s)?)?(?:stay(?:s|ing)?|remains?)"
    r"(?=\s?(?:[,.;!)]|$)|\s(?:with|here|at\shome|put|where|after\sall|for\snow|please)\b)",
    re.IGNORECASE,
)
_LIKED = lazy(
    r"\b(?:i|we|he|she|they|(?:my|our)\s[\w-]{2,15})\s(?:really\s|just\s|all\s|do\s|still\s|also\s|absolutely\s){0,2}"
    rf"(?:love|like|adore|enjoy|want)s?\s(?:{_IT}\b|(?:the|my|our)\s(?P<of>[^,.;:!?]{{1,40}}))(?!\s(?:to|back)\b)",
    re.IGNORECASE,
)
_FINE = lazy(
    r"(?P<of>[\w-]{1,30})(?:'s|\s(?:is|was|are|were|works?|worked|has\sbeen))\s"
    r"(?:just\s|really\s|perfectly\s|actually\s|quite\s|all\s|so\s|very\s|absolutely\s){0,2}"
    r"(?:fine|great|good|lovely|perfect|perfectly|ok|okay|wonderful|beautiful|excellent|amazing)\b",
    re.IGNORECASE,
)
_ALL_THE_SAME = lazy(
    r"\b(?:but|however|though|although|except|until|till|before|at\sfirst|too\s(?!$|[,.;!])|only|not|never|sadly|unfortunately|return\w*|back"
    # Why it goes back, be it ever so fine.
    r"|wrong|two|twice|second|same|mistake|br[eo]ke|broken|pinch\w*|leak\w*|hates?|dislikes?|duplicate|spare)\b|n't\b",
    re.IGNORECASE,
)
_WENT_BACK = lazy(
    r"[\s,]{1,2}(?:that\s|which\s)?(?:(?:i|we)(?:'ve|\shave|\shad)?\s(?:already\s|just\s|once\s)?"
    r"(?:returned|sold|sent\s(?:(?:it|them)\s)?back|brought\s(?:(?:it|them)\s)?back)"
    r"|(?:has|have|was|were|is|are|went)\s(?:already\s|just\s)?(?:been\s|gone\s)?(?:returned|sent\sback|back|refunded))\b",
    re.IGNORECASE,
)
_ANOTHERS = lazy(
    r"\b(?:he|she|they|(?:my|our|the|his|her|their)\s[\w-]{2,15}(?:\s[\w-]{2,15})?)\s(?:also\s)?(?:has|have|had|owns?|got|bought|ordered|uses?)\s"
    r"(?:also\s)?(?P<same>(?:the|exactly\sthe)\ssame|the\svery\ssame|an?|one)\s[^,.;:!?]{0,20}$",
    re.IGNORECASE,
)
_TOO = lazy(r"\s?(?:too|as\swell|also)\b", re.IGNORECASE)
_DENIED = lazy(r"\b(?:not|never|cannot|cant|dont|wont|no\s(?:need|reason|wish|longer))\b|n't\b", re.IGNORECASE)
_PRONOUNS = frozenset(["it", "they", "that", "this", "these", "those", "them", "one"])


def is_only_told(plain: str, start: int, end: int) -> bool:
    """Tell whether ``plain`` says of what stands from ``start`` to ``end`` that it stays, is liked or has gone back."""
    upto = min(len(plain), start + LONGEST)
    name = plain[start:end].lower().split()
    own = {*name, *_PRONOUNS}
    return (
        any(
            _is_of(one["thing"], name) and not _is_denied(plain, one.start()) for one in _KEEPS.finditer(plain, 0, upto)
        )
        or any(
            one["of"].lower() in own and not _is_denied(plain, one.start()) for one in _STAYS.finditer(plain, 0, upto)
        )
        or any(_is_of(one["of"], name) and _is_left_so(plain, one) for one in _LIKED.finditer(plain, 0, upto))
        or any(one["of"].lower() in own and _is_left_so(plain, one) for one in _FINE.finditer(plain, 0, upto))
        or _WENT_BACK.match(plain, end) is not None
        or _is_anothers(plain, start, end)
    )


def _is_of(thing: str | None, name: list[str]) -> bool:
    """Tell whether what is kept or liked is "it", or the thing of that ``name``."""
    return thing is None or name[-1] in thing.lower().split()


def _is_denied(plain: str, at: int) -> bool:
    return _DENIED.search(plain, max(0, at - _NEAR), at) is not None


def _is_left_so(plain: str, said: re.Match[str]) -> bool:
    """Tell whether nothing follows after which a thing that is liked or fine may go back all the same."""
    return _ALL_THE_SAME.search(plain, said.end(), said.end() + LONGEST) is None


def _is_anothers(plain: str, start: int, end: int) -> bool:
    """Tell whether somebody else has "the same lamp", or "a lamp too"."""
    before = _ANOTHERS.search(plain, max(0, start - 80), start)
    return before is not None and ("same" in before["same"].lower() or _TOO.match(plain, end) is not None)
