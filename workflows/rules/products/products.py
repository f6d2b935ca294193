"""Names of products: where a noun phrase begins and ends, quoted or plain, one or several."""

import re
from dataclasses import dataclass, replace

from workflows.language.lazy import lazy
from workflows.rules.products.joined import divides, joins
from workflows.rules.products.sizes import names_nothing
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.statements import is_named, says_something
from workflows.rules.syntax.vocabulary import AND, AND_ENDS, FLAWS, GENERIC, GENERIC_LEAD, NO_FIRST, STOP
from workflows.understanding.returns.names import without_address

MAX_LIST = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A noun phrase: its name from ``start`` to ``end``, read up to ``upto``; ``flaw`` is an adjective left out."""

    start: int
    end: int
    upto: int
    flaw: tuple[int, int] | None = None


_NUMBER = r"(?:both|all|two|three|four|five|six|couple|one|some|\d{1,2}|several)"
_DETERMINER = lazy(
    rf"\s*(?:back\s+)?(?:(?:{_NUMBER}|a\scouple|part|one)\s(?:of\s)?)?(?P<det>the|teh|an?|my|our|your|this|that|these"
    rf"|those|his|her|their)?(?=[\s\"'`])"
    rf"(?:\s+(?:{_NUMBER}|other|second|first|same|whole|entire)(?=\s+\w))?(?:\s+(?:brand[\s-])?new(?=\s+\w))?(?:\s+pairs?\sof(?=\s+\w)"
    rf"|\s+(?:recently|newly|just)\s(?:bought|purchased|ordered|received|delivered))?",
    re.IGNORECASE,
)
_BARE_NUMBER = lazy(rf"\s*(?:\d{{1,2}}\s?x|{_NUMBER}|{_NUMBER}\sof)\s+(?=\w)", re.IGNORECASE)
_FLAW = lazy(
    r"\s*(?P<flaw>(?:(?:badly|slightly|very|completely)\s)?(?:broken|defective|faulty|damaged|cracked|leaky"
    r"|leaking|ripped|torn|scratched|dented|dead|chipped|rusty|stained|bent|shattered|smashed|malfunctioning|(?:not|non)[\s-]working))\s+(?=\w)",
    re.IGNORECASE,
)
_QUOTED = lazy(
    r"\s*(?:\"(?P<double>[^\"\n]{1,80})\"|`(?P<tick>[^`\n]{1,80})`"
    r"|(?<!\w)'(?=\S)(?P<single>[^'\n]{1,80}(?:'(?=\w)[^'\n]{1,60})?)'(?!\w))"
)
_WORD = lazy(r"\s*(?P<word>[^\s,;:.!?()\[\]\"\u2013—\0]+(?:\.\d[^\s,;:.!?()\[\]\"]*)?)")
_NOT_GOODS = lazy(
    r"\b(?:money|payments?|fees?|charges?|deposit|amount|transactions?|subscription|balance|refund|cash|funds"
    r"|cost|price|difference|shipping|postage|delivery"
    r"|calls?|emails?|messages?|settings?|currenc(?:y|ies)|euros?|dollars?|pounds?|month|year|account|top-?up"
    r"|transfer|rent|tax|vat|credit|debit|invoices?|membership"
    r"|stat(?:us|ement)|list|value|page|screen\sto|null|error|sender|favou?r|answer|info(?:rmation)?|policy"
    r"|polic(?:y|ies)|label|request|update|news|explanation|clarification|copy|invoice|overcharge|overpayment|booking|ticket|flight)$",
    re.IGNORECASE,
)
# A day is no thing, nor is what has happened: "return Monday", "refund landed".
_DAY = lazy(
    r"(?:(?:on|next|last|this)\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|christmas|easter|tomorrow|today|tonight)s?",
    re.IGNORECASE,
)
_HAPPENED = lazy(
    r"(?:arriv|land|process|receiv|complet|finish|approv|issu|confirm|promis|settl|clear|credit|past)ed|came|done|gone|due|pending"
)
_A_CAN = lazy(r"\b(?:watering|spray|jerry|trash|garbage|rubbish|oil)\s*$", re.IGNORECASE)  # "can" is a thing behind it
_MAX_QUOTED = 60
_URL = lazy(r"<|\w{2,10}://|www\.|.*://", re.IGNORECASE)
_SENTENCE = lazy(r"\w{4}[.!?…]+\s+\w")
_ENDS = frozenset({"rather", "anyway", "anyhow", "regardless"})
_IS = lazy(r"(?<!\S)([a-z][\w-]*)'s$")
_ARTICLES = frozenset(["a", "an"])
_TAKES_ONE = lazy(r"\b(?:of|and|&)\s$", re.IGNORECASE)  # "head of a mop"; "these boots a week" are boots
_BARE = frozenset(
    {
        "me",
        "us",
        "badly",
        "slightly",
        "very",
        "completely",
        "totally",
        "unused",
        "unopened",
        "useless",
        "leaking",
        "rotten",
    }
)
_NUMBER_OF = lazy(r"\s{0,4}no\.\s?\d{1,4}(?=\s\w)", re.IGNORECASE)  # "the No. 5 perfume"
_CALLED = lazy(r"\s*+,?+\s*+(?:called|named|model|the)?\s*+(?=[\"'`])")


def pronoun_at(message: Message, at: int, end: int) -> int | None:
    """Return where a pronoun standing for a product ends if one begins at ``at``, else None."""
    match = _IT.match(message.plain, at, end)
    return match.end() if match else None


_IT = lazy(
    r"\s*(?:back\s)?(?:both\sof\sthem|all\sof\sthem|all\sof\sit|(?:this|that)\sone|it\sall|them\sboth|them\sall"
    r"|it|them|'em|em|both|this|that|these|those|the\s(?:item|product|thing|device|unit|items|products|things)"
    r"|(?:this|that)\s(?:item|product|thing|device|unit)|(?:these|those)\s(?:items|products|things))"
    r"(?=\s*(?:$|[,.;:!?()]|\s-|(?:\s(?:back|because|since|as|due|for|please|pls|asap|and|but|so|to|from|if|too"
    r"|now|cause|cuz|bc|right|straight|immediately|with|i|we|which|that|is|today|also|or|under|in|on|within|after"
    r"|before|without|cos|coz)\b)))",
    re.IGNORECASE,
)


def quoted_at(message: Message, at: int, end: int) -> Name | None:
    """Return the quoted name that begins at ``at``."""
    match = _QUOTED.match(message.plain, at, end)
    if not match:
        return None
    start, stop = match.span(match.lastgroup or 0)
    return Name(start, stop, match.end())


def name_at(message: Message, at: int, end: int) -> Name | None:
    """Return the noun phrase that begins at ``at``: quoted, or plain up to the word that ends it."""
    plain = message.plain
    lead = _DETERMINER.match(plain, at, end)
    begin = lead.end() if lead else at
    if not (lead and lead["det"]) and (number := _BARE_NUMBER.match(plain, at, end)):
        begin = number.end()
    if quoted := quoted_at(message, begin, end):
        if not _can_be_called(plain[quoted.start : quoted.end]):
            return None
        return replace(quoted, upto=max(quoted.upto, _phrase_end(message, quoted.upto, end, read=quoted.upto)))
    flaw = _FLAW.match(plain, begin, end)
    begin = flaw.end() if flaw else begin
    read = _called_so(message, begin, end) if lead and lead["det"] and not flaw else begin
    stop = _phrase_end(message, begin, end, read=read)
    stop = begin if begin < stop == read else stop  # "the for her perfume"
    start = begin + len(plain[begin:stop]) - len(plain[begin:stop].lstrip())
    if stop <= start or plain[start] in "<'\"`" or _URL.match(plain, start) or _is_bare_flaw(plain[start:stop]):
        return None
    called = _CALLED.match(plain, stop, end)
    if called and (quoted := quoted_at(message, called.end(), end)):
        return quoted if _can_be_called(plain[quoted.start : quoted.end]) else None
    return Name(start, stop, stop, flaw.span("flaw") if flaw else None)


def _can_be_called(words: str) -> bool:
    """Tell whether quoted ``words`` can be a name: short, no address, no sentence inside."""
    return len(words) <= _MAX_QUOTED and not _URL.match(words) and not _SENTENCE.search(words)


def _is_bare_flaw(words: str) -> bool:
    """Tell whether ``words`` are an adjective without a noun: 'broken', 'badly damaged'."""
    return all(word in FLAWS or word in _BARE for word in words.lower().split())


def _called_so(message: Message, at: int, end: int) -> int:
    """Return how far a name is read that begins, behind its article, with what ends others: "the can opener"."""
    if numbered := _NUMBER_OF.match(message.plain, at, end):
        return numbered.end()
    upto, titled = at, True
    while titled and (word := _WORD.match(message.plain, upto, end)):
        following = _WORD.match(message.plain, word.end(), end)
        if word["word"].lower() not in STOP - (NO_FIRST if upto == at else frozenset()) or following is None:
            break
        titled = word["word"][0].isupper() and following["word"][0].isupper()
        if not (titled or (upto == at and _goes_on(following["word"]))):
            break
        upto = word.end()
    return upto


def _goes_on(word: str) -> bool:
    """Tell whether a name that begins with a word like "can" may go on with this one."""
    return word[0].isalpha() and word.lower() not in STOP | FLAWS | AND | AND_ENDS


def _phrase_end(message: Message, at: int, end: int, *, read: int) -> int:
    """Return where the plain noun phrase from ``at`` ends: at most nine words, cut before what is no name.

    What is ``read`` up to there is a part of it, whatever it is.
    """
    plain, stop = message.plain, read
    ids = [one.start for one in message.ids_in(at, end) if one.kind != "unknown"]
    end = min([end, *ids])
    for number in range(1 if read > at else 0, 9):
        match = _WORD.match(plain, stop, end)
        if not match:
            break
        word = match["word"].lower()
        if number and word[0] in "\"'`" and len(word) > 1:
            break
        if word[0] == "<" or plain.startswith("://", match.end()):
            break
        if word == "the" and plain[at:stop].lower().endswith(" of"):
            stop = match.end()
            continue
        if word == "can" and _A_CAN.search(plain, at, stop):
            stop = match.end()
            continue
        if word in STOP and not (match["word"][0].isupper() and number and word in {"fit", "look", "run", "sound"}):
            break
        if number and (
            word in FLAWS
            or word in _ENDS
            or (word in _ARTICLES and not _TAKES_ONE.search(plain, at, match.start("word")))
        ):
            break
        if word in AND and (
            number == 0
            or not joins(plain, match.end(), end)
            or _names_again(plain, at, stop, match.end())
            or divides(plain, at, stop, match.end(), end)
        ):
            break
        stop = match.end()
    text = without_address(plain[at:stop]).rstrip().removesuffix(" of")  # "the boots of order A-1"
    text = _IS.sub(r"\1", text) if text.endswith("'s") else text  # "the hob's still sealed"; "Levi's" is a name
    return at + len(text.removesuffix("'").rstrip("#*-\u2013—'"))


def _names_again(plain: str, at: int, stop: int, after: int) -> bool:
    """Tell whether a word of the name before an "and" begins another one: "printer and printer ink"."""
    match = _WORD.match(plain, after)
    named = [one.lower().rstrip("s") for one in plain[at:stop].split()]
    return bool(match) and match["word"].lower().rstrip("s") in {named[0], named[-1]} if match and named else False


# What is said once more of a thing, after a comma: "the drill, model DX-20,", "the lamp, the blue one,".
_ONCE_MORE = lazy(
    r"\s?,\s(?:(?:[Tt]he\s)?(?i:model|type|version|make|series|article|serial)(?:\s(?i:number|name|no\.?|nr\.?))?[\s:]{1,2}(?=[\w/-]{0,20}\d|[A-Z])[\w/-]{1,20}(?:\s[A-Z]?\d[\w-]{0,10})?"
    r"|[Tt]he\s[\w-]{1,20}(?:\s[\w-]{1,20}){0,2}?\s(?:ones?|model|version))(?=\s?(?:$|[,.;:!?()]|(?:because|since|as|that|which|with|from|and|please|due)\b))"
)


_NEXT = lazy(
    r"\s*(?:,\s*(?:(?:and|plus|as\swell\sas|also|or)\s+)?|\s(?:and|&|plus|or|\+|as\swell\sas|along\swith"
    r"|together\swith)\s+)(?:(?:also|then|return|send\sback)\s+)?"
    r"(?=(?:the|my|an?|our|this|that|these|those|both|two|three|four|five|six|some|several|\d{1,2}|one|another)\s+[\w\"'`]|[\"'`])",
    re.IGNORECASE,
)
_BARE_LIST = lazy(
    r"(?:\s*,\s*(?P<item>[\w'-]+(?:\s[\w'-]+){0,2}))+?\s*,?\s(?:and|&)\s(?P<last>[\w'-]+(?:\s[\w'-]+)?)\s*(?=$"
    r"|[,.;:!?()]|because|since|as\s|due\s|-)",
    re.IGNORECASE,
)
# 'the SuperWidget 5000, the small one' is one product said in two ways; 'the red one' alone names none.
_POINTS_BACK = lazy(r"(?:^|\s)(?:ones?|them|those|these)$", re.IGNORECASE)
_FLAWED = lazy(
    r"\b(?:too|wrong|not|very|so|it|its|it's|they|both|all|never|no|\w+(?:ed|en|ly|ing|n't|ful|ible|able)|loud"
    r"|small|big|tight|large|heavy|ugly|cheap|old|slow|dirty|noisy|bad|poor|weak|blurry|dim|dull|faint|flimsy|shaky|scratchy|stiff|thin"
    r"|low|lousy|horrible|shoddy|crappy|awkward|harsh|rough|loose|odd|weird|strange|no|zero|little|less|more|constant|short)\b",
    re.IGNORECASE,
)


def names_from(message: Message, at: int, end: int, *, listed: bool = False) -> list[Name]:
    """Return the names listed from ``at`` on: 'the kit and the charger' is two, 'salt and pepper mill' one.

    ``listed``: a list was announced, whose last name may stand after a comma like the others.
    """
    first = name_at(message, at, end)
    if first is None:
        return []
    names = [_with_more(message, first, end)]
    while len(names) < MAX_LIST and (joint := _NEXT.match(message.plain, names[-1].upto, end)):
        name = name_at(message, joint.end(), end)
        if (
            name is None
            or _POINTS_BACK.search(message.plain[name.start : name.end])
            or not is_goods(message.plain[name.start : name.end])
            or (_is_counted(message, joint) and not is_named(message.plain[name.start : name.end].split()[-1]))
            or (not is_quoted(message, name) and says_something(message.plain, name.start, name.upto, end))
        ):
            break
        names.append(_with_more(message, name, end))
    if len(names) == 1:
        names += (
            _again(message, names[0], end)
            or _beside(message, names[0], end)
            or _added(message, names[0], end)
            or _bare_list(message, names[0], end)
            or (_commas(message, names[0], end) if listed else [])
        )
    return names


def _is_counted(message: Message, joint: re.Match[str]) -> bool:
    """Tell whether a comma and a number follow: "the lamp, 2 cups"; "the switch, 24 ports" is one thing."""
    return joint[0].strip() == "," and message.plain[joint.end() : joint.end() + 1].isdigit()


def _with_more(message: Message, name: Name, end: int) -> Name:
    """Return ``name`` read past what is said of it once more: "the drill, model DX-20"."""
    more = _ONCE_MORE.match(message.plain, name.upto, end)
    return replace(name, upto=more.end()) if more else name


def is_quoted(message: Message, name: Name) -> bool:
    """Tell whether ``name`` is in quotes."""
    return message.plain[max(0, name.start - 1) : name.start] in {'"', "'", "`"}


def _bare_list(message: Message, first: Name, end: int) -> list[Name]:
    """Return the rest of 'the lamp, chair and table': bare nouns after commas, unless they sound like a reason."""
    match = _BARE_LIST.match(message.plain, first.upto, end)
    if (
        not match
        or any(not is_named(flaw[0]) for flaw in _FLAWED.finditer(match[0]))
        or any(word.lower() in STOP for word in match[0].replace(",", " ").split() if word != "&")
    ):
        return []
    names, at = [], first.upto
    for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", match[0].strip(" ,")):
        start = message.plain.index(piece, at) if piece else at
        at = start + len(piece)
        if piece and says_something(message.plain, start, at, at):
            return []
        if piece:
            names.append(Name(start, at, at))
    return names


def _again(message: Message, first: Name, end: int) -> list[Name]:
    """Return the second of "the printer and printer ink": two things whose names share a word."""
    joint = _AND_BARE.match(message.plain, first.upto, end)
    if joint is None or not _names_again(message.plain, first.start, first.end, joint.end()):
        return []
    name = name_at(message, joint.end(), end)
    return [name] if name and not says_something(message.plain, name.start, name.upto, end) else []


def _beside(message: Message, first: Name, end: int) -> list[Name]:
    """Return the second of "the dress and shoes"."""
    joint = _AND_BARE.match(message.plain, first.upto, end)
    if joint is None or not divides(message.plain, first.start, first.end, joint.end(), end):
        return []
    name = name_at(message, joint.end(), end)
    return [name] if name else []


def _added(message: Message, first: Name, end: int) -> list[Name]:
    """Return the second of 'the bat + pads'."""
    plus = _PLUS.match(message.plain, first.upto, end) if "+" in message.plain else None
    name = name_at(message, plus.end(), end) if plus else None
    is_one = (
        name and is_goods(message.plain[name.start : name.end]) and not is_generic(message.plain[name.start : name.end])
    )
    return [name] if name and is_one and not says_something(message.plain, name.start, name.upto, end) else []


def _commas(message: Message, first: Name, end: int) -> list[Name]:
    """Return the rest of an announced list 'incense burner, oil lamp, tray': everyday things to its end, else none."""
    names, at = list[Name](), first.upto
    while len(names) < MAX_LIST and (comma := _COMMA.match(message.plain, at, end)):
        name = name_at(message, comma.end(), end)
        if name is None or is_generic(message.plain[name.start : name.end]):
            return []
        names.append(name)
        at = name.upto
    return names if not message.plain[at:end].strip() else []


_PLUS = lazy(r"\s\+\s(?=[a-z])", re.IGNORECASE)
_COMMA = lazy(r"\s?,\s")
_AND_BARE = lazy(r"\s(?:and|&|plus|n)\s", re.IGNORECASE)


def is_generic(name: str) -> bool:
    """Tell whether ``name`` names no particular product: 'item', 'recent purchase', 'whole order'."""
    words = name.lower().split()
    while len(words) > 1 and words[0] in GENERIC_LEAD:
        words = words[1:]
    if (len(words) > 1 and _POINTS_BACK.search(name)) or names_nothing(name):
        return True
    return not any(char.isalpha() for char in name) or (len(words) == 1 and words[0] in GENERIC)


def is_goods(name: str) -> bool:
    """Tell whether ``name`` can be sent back: money, fees, calls, settings, days and what has happened cannot."""
    return not (_NOT_GOODS.search(name) or _DAY.fullmatch(name) or _HAPPENED.fullmatch(name))
