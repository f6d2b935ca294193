"""Orders that their asker says are somebody else's: how they stand is told to nobody but who placed them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from workflows.ids.grammar import FoundId, fold
from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import Message, read

RIGHT_AFTER = 12  # characters between the words for somebody's order and its number
LONGEST = 90  # characters of a message that says nothing but whose an order is
_PERSON = (
    r"(?:neighbou?r|friend|flatmate|roommate|housemate|landlord|tenant|lodger|colleague|coworker|co-worker|boss|ex|girlfriend|boyfriend"
    r"|husband|wife|spouse|partner|fianc\u00e9e?|brother|sister|mother|mum|mom|father|dad|son|daughter|aunt|uncle|cousin|nephew|niece|grand(?:mother|father|ma|pa|dad|mum|son|daughter)"
    r"|in-law|mother-in-law|father-in-law|parent|child|children|kid|client|guy|man|woman|lady|stranger|somebody|someone)"
)
_ORDER = r"(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?)"
_NAMED = r"(?:\s(?!(?:it|that|he|she|who|there|what|here|where|today|yesterday)')[a-z-]{2,14})?"  # "neighbour Tom's"
# What stands between an order and whose it is: its number, or that it was made.
_ITS = r"(?:(?:number\s)?\#?[\w/-]{0,8}\d[\w/-]{0,8}|number|placed|made|ordered|bought)"
_THEIRS = lazy(
    rf"\b(?:{_PERSON}(?:{_NAMED}'s|s'|s)|(?:some|any)(?:body|one)\selse's|another\s(?:customer|person)'s)\s(?:(?!birthday|wedding|christmas|presents?|gifts?|in|on|with|for|from|of|to|at|and|or)[\w-]{{1,12}}\s){{0,2}}{_ORDER}\b"
    rf"|(?<!my\s)(?<!our\s)\b{_ORDER}\s(?:{_ITS}\s)?(?:of|by|from|belongs\sto|belonging\sto|(?:placed|made|ordered|bought)\sby)\s(?:my|our|a|the)\s(?:[\w-]{{1,12}}\s)?{_PERSON}\b"
    rf"|(?P<mine>\b{_ORDER}\s(?:\S{{1,14}}\s)?(?:is\snot|isn't|was\snot|wasn't)\s(?:mine|my\sown|ours)\b|\bnot\smy\s(?:own\s)?{_ORDER}\b)",
    re.IGNORECASE,
)
# Behind a number: "A-12345 is my neighbour's order", "A-12345 was placed by my neighbour".
_IS_THEIRS = lazy(
    r"\s(?:(?:is|was)\s(?:actually\s|really\s|in\sfact\s)?(?:(?:my|our|a|the)\s(?:[\w-]{1,12}\s)?)?"
    rf"(?:{_PERSON}(?:{_NAMED}'s|s')|(?:some|any)(?:body|one)\selse's)(?:\s{_ORDER}\b|(?=[,.;!?]|$|\s(?:and|but)\b))"
    rf"|(?:(?:is|was|has\sbeen)\s)?(?:placed|made|ordered|belongs|belonging)\s(?:by|to)\s(?:my|our|a|the)\s(?:[\w-]{{1,12}}\s)?{_PERSON}\b"
    # A courier places a parcel, too: "placed by a man in our garden".
    r"(?!\s(?:[a-z]{2,8}\s)?(?:in|on|at|behind|under|outside|inside|beside|next\sto|by)\s(?:my|our|the|a)\b))",
    re.IGNORECASE,
)
# "Not my order, mine is A-54321": the number is another one, and the writer's.
_MINE_IS = lazy(r"\b(?:mine|ours|my|our|right)\b", re.IGNORECASE)
_IS_MINE = lazy(r"\s(?:is|was)\b(?!\s(?:not|his|hers|theirs|somebody|someone)\b)", re.IGNORECASE)
# A parcel left "with the neighbour's order" is nobody's but the writer's.
_LEFT_WITH = lazy(
    r"\b(?:left|put|mixed|packed|delivered|came|arrived)\s(?:\w+\s)?(?:with|in|into|among|beside|inside)\s(?:my|our|the|a)\s$",
    re.IGNORECASE,
)
_BOUGHT = r"\b(?:i|we)(?:'ve|\shave|'d|\shad)?\s(?:placed|ordered|bought|made|paid)\b"
_PLACED_IT = lazy(rf"{_BOUGHT}(?!\s(?:mine|ours|my\sown|our\sown)\b)", re.IGNORECASE)
# Said in a sentence of its own, it is of the order spoken of: "I placed it for her".
_PLACED_FOR = lazy(rf"{_BOUGHT}\s(?:for\s)?(?:it|this|that|them|him|her)\b", re.IGNORECASE)
# What came and is not one's own came wrong: a complaint, no question after somebody else's order.
_CAME_TO_ME = lazy(
    r"\b(?:(?:i|we)(?:'ve|\shave)?\s(?:just\s)?(?:got|gotten|received|have|been\s(?:sent|given|handed))|(?:you|they|driver|courier|carrier|postman)(?:'ve|\shave)?\s(?:just\s)?(?:delivered|brought|left|sent|gave|dropped)|was\sdelivered|has\sarrived|arrived|came)\b",
    re.IGNORECASE,
)
_SAYS_WHOSE = lazy(
    r"\W{0,3}(?:(?:oh|no|well|sorry|actually|but|and|yes|ok|okay|hm)[\s,]{1,2}){0,3}(?:(?:it|this|that)(?:'s|\sis|\swas)|(?:the|that|this)\sorder\s(?:is|was)|it\sbelongs\sto)\s(?:actually\s|really\s|in\sfact\s)?(?:of\s)?"
    rf"(?:(?:my|our|a|the|his|her)\s(?:[\w-]{{1,12}}\s)?{_PERSON}(?:'s|s'|s)?|(?:some|any)(?:body|one)\selse's|not\s(?:mine|my\s(?:own\s)?{_ORDER}))(?:\s{_ORDER})?(?:[\s,]{{1,2}}(?:actually|though|really|in\sfact|not\smine|sorry|by\sthe\sway)){{0,3}}\W{{0,3}}",
    re.IGNORECASE,
)


def orders_of_others(text: str) -> Sequence[str]:
    """Return the numbers of orders in ``text`` (untrusted) that its writer says are somebody else's."""
    message = read(text)
    if not message.ids or _PLACED_FOR.search(message.plain):
        return []
    found = list[FoundId]()
    before = list[FoundId]()
    for _, clauses in groupby(message.clauses, attrgetter("sentence")):
        start, *_, end = [at for one in clauses for at in (one.start, one.end)]
        numbers = [one for one in message.ids_in(start, end) if one.kind != "invoice"]
        if len(before) == 1 and not numbers and says_it_is_anothers(message.plain[start:end]):
            found += before
        if not _PLACED_IT.search(message.plain, start, end):
            found += _theirs(message, start, end, numbers)
        before = numbers
    return list(dict.fromkeys(one.value for one in found))


def _theirs(message: Message, start: int, end: int, numbers: Sequence[FoundId]) -> Iterator[FoundId]:
    """Yield those of the numbers of a sentence that stand right behind words for somebody's order, or before them."""
    for found in _THEIRS.finditer(message.plain, start, end):
        if found["mine"] is not None:
            if not _CAME_TO_ME.search(message.plain, start, end):
                yield from (one for one in numbers if _is_not_mine(message, found, one))
        elif not _LEFT_WITH.search(message.plain, max(start, found.start() - LONGEST), found.start()):
            yield from (one for one in message.ids_in(found.start(), found.end() + RIGHT_AFTER) if one in numbers)
    yield from (one for one in numbers if _IS_THEIRS.match(message.plain, one.end, end))


def _is_not_mine(message: Message, found: re.Match[str], number: FoundId) -> bool:
    """Tell whether "not my order" is said of ``number``: it stands in it, right before it, or right behind it."""
    if number.start < found.end():
        return number.end + RIGHT_AFTER > found.start()
    between = message.plain[found.end() : number.start]
    if len(between) > RIGHT_AFTER or _MINE_IS.search(between):
        return False
    return between[:1] not in {",", ";", ":"} or _IS_MINE.match(message.plain, number.end) is None


def says_it_is_anothers(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says nothing but that an order is somebody else's: "it's my husband's"."""
    return len(text) <= LONGEST and _SAYS_WHOSE.fullmatch(" ".join(fold(text).split())) is not None
