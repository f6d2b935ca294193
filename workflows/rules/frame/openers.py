"""Messages that only open what they are about: "i have a question", "about my order", "hello??"."""

import re
from typing import Literal

from workflows.language.lazy import lazy

Opener = Literal["question", "order", "call"]
"""A question is announced, an order is named without its number, or somebody only calls for an answer."""
LONGEST = 80  # characters: who writes more says something

_HELLO = (
    r"(?:(?:hi|hello|hey|hiya|good\s(?:morning|day|afternoon|evening)|sorry|ok|okay|so|well|um|uh|yes|yeah|please|pls|there|and|but)"
    r"[\s,.!-]{1,3}){0,3}"
)
_THANKS = r"(?:[\s,.!-]{1,3}(?:please|pls|thanks|thank\syou|for\syou|here|if\si\smay|real\squick)){0,2}"
_SOME = (
    r"(?:an?|one|another|some|few|couple\sof|quick|quickly|small|short|little|simple"
    r"|more|other|different|new|just|only|got|have|also)"
)
_QUESTION = lazy(
    rf"{_HELLO}(?:(?:(?:i|we)(?:'ve|\shave|'ve\sgot|\sgot|\shad)?\s)?(?:{_SOME}\s){{0,4}}(?:questions?|query|queries|requests?|problems?|issues?)"
    rf"|(?:can|could|may|might)\si\s(?:just\s|quickly\s|please\s)?ask\s(?:you\s)?(?:(?:{_SOME}\s){{0,3}}(?:something|questions?|things?)(?:\selse)?)"
    rf"|(?:i|we)\s(?:want|need|have|would\slike|'d\slike|wanted)\sto\sask\s(?:you\s)?(?:something|{_SOME}\squestion)){_THANKS}\W{{0,4}}",
    re.IGNORECASE,
)
_ORDER = lazy(
    rf"{_HELLO}(?:(?:it'?s|it\sis|that'?s|this\sis|(?:i|we)(?:'ve|\shave|'ve\sgot)?\s(?:{_SOME}\s){{0,4}}(?:questions?|query|problem|issue)|question)\s)?(?:about|regarding|concerning|with|on|re:?)\s"
    rf"(?:my|our|the|an?|one\sof\smy)\s(?:(?:last|recent|latest|current|new|first|second|other|online)\s){{0,2}}(?:orders?|parcel|package|delivery|shipment){_THANKS}\W{{0,4}}",
    re.IGNORECASE,
)
_CALL = lazy(
    r"\W{0,3}(?:(?:hello|hi|hey|helloo+)(?:[\s,]{1,2}(?:hello|there|again|anyone|anybody|you)){0,2}|(?:is\s)?(?:any|some)(?:one|body)(?:\s(?:there|here|home|alive|reading\s(?:this|that)|listening|at\shome)){0,2}"
    r"|(?:are\syou\s)?(?:still\s)?(?:there|alive|awake)|are\syou\s(?:even\s)?(?:reading|listening)(?:\s(?:this|me))?|\?)\s{0,2}\?[\s?!.]{0,12}",
    re.IGNORECASE,
)
# Typed in a hurry, without a question mark: "anyone there".
_CALLS = lazy(
    r"\W{0,3}(?:(?:hello|hi|hey)[\s,]{1,2})?(?:(?:is\s)?any(?:one|body)\s(?:there|here|home|around|alive)(?:\syet)?|are\syou\s(?:(?:still|even)\s)?(?:there|around)|you\s(?:still\s)?there)[\s?!.]{0,12}",
    re.IGNORECASE,
)


def opener(text: str) -> Opener | None:
    """Return what ``text`` (untrusted) only opens; None if it says anything else."""
    plain = " ".join(text[: LONGEST + 1].replace("\u2019", "'").split())
    if len(text) > LONGEST:
        return None
    if _QUESTION.fullmatch(plain):
        return "question"
    if _ORDER.fullmatch(plain):
        return "order"
    return "call" if _CALL.fullmatch(plain) or _CALLS.fullmatch(plain) else None
