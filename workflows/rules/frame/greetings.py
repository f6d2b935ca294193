"""Greetings that say where somebody is, or what the weather is like: "good morning from a very wet Bergen"."""

import re

from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy

LONGEST = 120  # characters
_HELLO = (
    r"(?:(?:a\s)?(?:very\s)?good\s(?:morning|afternoon|evening|day)|(?:hi|hello|hey|hiya|heya|howdy|greetings|salutations|g'?day|morning|afternoon|evening|ahoy)\b"
    r"|happy\s(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|new\syear|easter|holidays)|merry\schristmas|top\sof\sthe\smorning)"
    r"(?:[\s,]{1,2}(?:to\s)?(?:there|all|everyone|everybody|team|folks|guys|you\sall|y'?all|you\slot|friends|frontdesk|support|desk|again))*"
)
# A place says no more than where: nothing is asked, wished, or wrong there.
_SAYS = (
    r"(?:is|are|was|were|am|has|have|had|do|does|did|can|could|will|would|where|when|what|why|how|who|which|my|i|i'm|im|we|want|need|please|pls|help|order|orders|parcel|package|invoice|bill|return"
    r"|refund|delivery|broken|damaged|missing|late|lost|wrong|urgent|not|no|never|it|its|it's|you|u|your|and|but|because|about|regarding|again|still)"
)
_FROM = (
    rf"(?:(?:coming\s(?:to\syou\s)?|writing\s(?:to\syou\s)?|greetings\s|and\shello\s)?from(?:(?:,(?=\s(?-i:[A-Z])))?\s(?!{_SAYS}\b)[\w'.-]{{1,20}}){{1,7}}"
    rf"|(?:over\s)?here\sin(?:\s(?!{_SAYS}\b)[\w'.-]{{1,20}}){{1,5}})"
)
_RAINS = r"(?:rain(?:ing|y)|snow(?:ing|y)|pouring|drizzl(?:ing|y)|hailing|fogg?y|stormy?|cloudy|misty|sunny)"
_LIKE = (
    r"(?:freezing|windy|boiling|baking|roasting|muggy|humid|icy|frosty|wet|cold|hot|warm|grey|gray|gorgeous|glorious"
    r"|miserable|tropical|dark|dry)"
)
_TAIL = (
    r"(?:[\s,]{1,2}(?:like\s(?:mad|crazy|anything)|cats\sand\sdogs|here|again|today|outside|out(?:\sthere)?|this\s(?:morning|afternoon|evening|week)|all\s(?:day|week)|a\slot|hard|buckets|once\smore|for\sonce|as\s(?:ever|always|usual)|and\s"
    rf"(?:{_RAINS}|{_LIKE})"
    r"|in\s(?:this|the|such)\s(?:weather|heat|cold|rain|sun(?:shine)?|snow)|in\s(?-i:[A-Z])[\w'.-]{1,20}(?:\s(?-i:[A-Z])[\w'.-]{1,20})?))*"
)
_WEATHER = (
    rf"(?:what\sa\s(?:\w{{2,12}}\s)?(?:day|morning|evening|week|storm|heatwave)|(?:it'?s\s|it\sis\s|still\s|so\s|very\s|rather\s|quite\s|a\sbit\s|absolutely\s|bloody\s)*(?:{_RAINS}|{_LIKE}(?=[\s,]{{1,2}}(?:here|again|today|outside|out|this\s(?:morning|week|afternoon)|all\sday|in\s(?-i:[A-Z])|for\sonce|and\s)))|(?:minus\s)?\d{{1,2}}\s?(?:degrees|\u00b0c?)"
    r"|(?:lovely|nice|awful|terrible|beautiful|great|dreadful|fine|horrible)\s(?:weather|day|morning|evening|sunshine)"
    r"|(?:i\s)?hope\s(?:you(?:'re|\sare|r)?|all|everyone|this|the)(?:\sall)?(?:\s(?:is|are|had|have|finds?))?(?:\s(?:you|all|keeping|staying|doing|enjoying|having|a|the|this|your))*(?:\s(?:well|warm|dry|cool|good|great|fine|lovely|nice|safe|weather|sun(?:shine)?|weekend|day|week|in|there|too|over))+)"
    + _TAIL
)
_GREETS = lazy(
    rf"\W*{_HELLO}(?:[\s,!.\u2013\u2014-]{{1,4}}(?:{_FROM}|{_WEATHER})){{1,4}}[^\w?]*",
    re.IGNORECASE,
)


_PLACE = lazy(rf"\b{_FROM}", re.IGNORECASE)
_SMALL = lazy(r"(?<![\w'.-])(?-i:[a-z])[\w'.-]*")
MOST_UNKNOWN = 2  # words in small letters of a place; of more a statement could be made
_OF_PLACES = lazy(
    r"(?:a|an|the|here|in|at|by|on|of|from|our|all|us|both|whole|very|over|writing|coming|greetings|hello|team"
    r"|office|shop|studio|desk|kitchen|garden|allotment|sofa|bed|train|bus|boat|ship|farm|island|isle|city"
    r"|coast|north|south|east|west|end|other|side|world|land|family|crew|home|work|school|village|mountains"
    r"|mountain|beach|sea|lake|forest|sunny|rainy|wet|foggy|snowy|cold|hot|warm|windy|grey|gray|dark|stormy"
    r"|frosty|icy|misty|cloudy|lovely|beautiful|little|old)"
)


def greets(text: str) -> bool:
    """Tell whether ``text`` (untrusted) is only a greeting that says from where, or what the weather is like."""
    if len(text) > LONGEST or "?" in text or find_ids(text):
        return False
    plain = " ".join(text.replace("\u2019", "'").split())
    if _GREETS.fullmatch(plain) is None:
        return False
    small = [word[0] for place in _PLACE.finditer(plain) for word in _SMALL.finditer(place[0])]
    return sum(_OF_PLACES.fullmatch(word) is None for word in small) <= MOST_UNKNOWN
