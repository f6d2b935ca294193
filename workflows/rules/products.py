"""Names of products: where a noun phrase begins and ends, quoted or plain, one or several. Why it is returned stands elsewhere."""

import re
from dataclasses import dataclass

from workflows.rules.clauses import Message

MAX_PRODUCT = 80
MAX_LIST = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A noun phrase: the name from ``start`` to ``end``, read up to ``upto``; ``flaw`` is an adjective left out of it."""

    start: int
    end: int
    upto: int
    flaw: tuple[int, int] | None = None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBER = r"(?:both|all|two|three|four|five|six|couple|one|some|\d{1,2}|several)"
_DETERMINER = re.compile(
    rf"\s*(?:back\s+)?(?:(?:{_NUMBER}|a\scouple|part|one)\s(?:of\s)?)?(?P<det>the|an?|my|our|your|this|that|these|those|his|her|their)?(?=[\s\"'`])"
    rf"(?:\s+(?:{_NUMBER}|other|second|first|same|whole|entire)(?=\s+\w))?(?:\s+(?:brand[\s-])?new(?=\s+[a-z])|\s+(?:recently|newly|just)\s(?:bought|purchased|ordered|received|delivered))?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(rf"\s*(?:{_NUMBER}|{_NUMBER}\sof)\s+(?=\w)", re.IGNORECASE)
_FLAW = re.compile(
    r"\s*(?P<flaw>(?:(?:badly|slightly|very|completely)\s)?(?:broken|defective|faulty|damaged|cracked|leaky|leaking|ripped|torn|scratched|dented|malfunctioning))\s+(?=\w)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\s*(?:\"(?P<double>[^\"\n]{1,80})\"|`(?P<tick>[^`\n]{1,80})`|(?<!\w)'(?=\S)(?P<single>[^'\n]{1,80}(?:'(?=\w)[^'\n]{1,60})?)'(?!\w))"
)
_WORD = re.compile(r"\s*(?P<word>[^\s,;:.!?()\[\]\"–—\0]+(?:\.\d[^\s,;:.!?()\[\]\"]*)?)")
VERBS = _words(
    """is are was were be been am isn't aren't wasn't weren't isnt arent wasnt werent has have had hasn't haven't hasnt havent does do did doesn't
    don't didn't doesnt dont didnt can can't cant cannot could couldn't couldnt will won't wont would wouldn't wouldnt should shouldn't never always
    keeps keep leaks leak leaked broke breaks stopped stops stop arrived arrives came comes works worked fits fit smells smell smelled looks look looked
    feels feel felt makes make made hums hum flickers flicker flickered crackles crackle overheats overheat turned turns fell falls failed fails
    died dies burns burn burnt burned sparks sparked smokes snapped cracked shrank shrunk started starts got gets seems seem appears sheds shed
    squeaks squeak rattles rattle wobbles wobble vibrates crashes crashed freezes froze bends bent tears tore ripped runs ran sounds sound tastes went goes
    lacks lack needs says shows showed just still simply only already really now exploded melted rusted faded peeled buzzes beeps hurts pinches
    scratches scratched drips dripped collapsed jammed jams squeals whistles clicks blinks shuts shut charges lost loses showing refuses turns sat hisses
    tips tipped warped chipped stinks stank disconnects disconnected arrive stinks lags slips itches weighs ended wore bleeds bled won't came""",
)
_STOP = VERBS | _words(
    """because since as due but for from that which who whose i we you it they them he she bought purchased ordered received in with to please pls plz
    where when what why how today yesterday tomorrow last next this these those asap thanks thank back again immediately if after before while within until till
    at under via into on by off about per cause cuz coz bc b/c so also plus then or than i'd i'm i've we'd we've it's its they're there here too either
    invoice invoices inv order orders bill status tracking refund replacement exchange instead right straight away soon anymore reason without -
    -- → order's my our your their his her the maybe although though despite whereas however having being owing thx & + / = > cos bcause becuase becos causing w/ bcs given
    sent got gifted advertised described damaged defective""",
)
_AND = _words("and & plus")
_AND_ENDS = _words(
    """i we you it they get got have want need would receive ask claim track check see know find also then please can could where what when why how the
    my a an our this that these those is are was be not order orders invoice inv invoices bill send return give tell look exchange swap replace
    request either her his their your his i'd i'm i've let just both one two""",
)
_GENERIC = _words(
    """item items product products thing things stuff something everything anything goods article articles order orders purchase purchases package
    parcel merchandise unit units device piece one ones it them this that these those some any all both gift present delivery shipment part mine""",
)
_GENERIC_LEAD = _words(
    "new recent latest whole entire last other wrong faulty defective broken damaged few old same several following above unwanted certain"
)
_NOT_GOODS = re.compile(
    r"\b(?:money|payments?|fees?|charges?|deposit|amount|transactions?|subscription|balance|refund|cash|funds|cost|price|difference|shipping|postage|delivery"
    r"|calls?|emails?|messages?|settings?|currenc(?:y|ies)|euros?|dollars?|pounds?|month|year|account|top-?up|transfer|rent|tax|vat|credit|debit|invoices?|membership"
    r"|stat(?:us|ement)|list|value|page|screen\sto|null|error|sender|favou?r|answer|info(?:rmation)?|policy|polic(?:y|ies)|label|request|overcharge|overpayment|booking|ticket|flight)$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\s*,?\s*(?:called|named|model|the)?\s*(?=[\"'`])")


def pronoun_at(message: Message, at: int, end: int) -> int | None:
    """Return where a pronoun standing for a product ends if one begins at ``at``, else None."""
    match = _IT.match(message.plain, at, end)
    return match.end() if match else None


_IT = re.compile(
    r"\s*(?:back\s)?(?:both\sof\sthem|all\sof\sthem|all\sof\sit|(?:this|that)\sone|it\sall|them\sboth|them\sall|it|them|'em|em|both|this|that|these|those|the\s(?:item|product|thing|device|unit|items|products|things)"
    r"|(?:this|that)\s(?:item|product|thing|device|unit)|(?:these|those)\s(?:items|products|things))"
    r"(?=\s*(?:$|[,.;:!?()]|\s-|(?:\s(?:back|because|since|as|due|for|please|pls|asap|and|but|so|to|from|if|too|now|cause|cuz|bc|right|straight|immediately|with|i|we|which|that|is|today|also|or|under|in|on|within|after|before|without|cos|coz)\b)))",
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
    """Return the noun phrase that begins at ``at``: quoted, or plain up to the word that ends it; None if there is none."""
    plain = message.plain
    lead = _DETERMINER.match(plain, at, end)
    begin = lead.end() if lead else at
    if not (lead and lead["det"]) and (number := _BARE_NUMBER.match(plain, at, end)):
        begin = number.end()
    if quoted := quoted_at(message, begin, end):
        return quoted
    flaw = _FLAW.match(plain, begin, end)
    begin = flaw.end() if flaw else begin
    stop = _phrase_end(message, begin, end)
    start = begin + len(plain[begin:stop]) - len(plain[begin:stop].lstrip())
    if stop <= start:
        return None
    called = _CALLED.match(plain, stop, end)
    if called and (quoted := quoted_at(message, called.end(), end)):
        return quoted
    return Name(start, stop, stop, flaw.span("flaw") if flaw else None)


def _phrase_end(message: Message, at: int, end: int) -> int:
    """Return where the plain noun phrase from ``at`` ends: at most nine words, cut before what cannot belong to a name."""
    plain, stop = message.plain, at
    ids = [one.start for one in message.ids_in(at, end) if one.kind != "unknown"]
    end = min([end, *ids])
    for number in range(9):
        match = _WORD.match(plain, stop, end)
        if not match:
            break
        word = match["word"].lower()
        if number and word[0] in "\"'`" and len(word) > 1:
            break
        if word == "the" and plain[at:stop].lower().endswith(" of"):
            stop = match.end()
            continue
        if word in _STOP and not (match["word"][0].isupper() and number and word in {"fit", "look", "run", "sound"}):
            break
        if word in _AND and (number == 0 or not _joins(plain, match.end(), end)):
            break
        stop = match.end()
    text = plain[at:stop].rstrip()
    return at + len(text.removesuffix("'").rstrip("#*-–—'"))


def _joins(plain: str, at: int, end: int) -> bool:
    """Tell whether the "and" before ``at`` is part of a name ('salt and pepper mill'): a bare noun follows."""
    match = _WORD.match(plain, at, end)
    return bool(match) and match["word"].lower() not in _AND_ENDS | _STOP if match else False


_NEXT = re.compile(
    r"\s*(?:,\s*(?:(?:and|plus|as\swell\sas|also|or)\s+)?|\s(?:and|&|plus|or|\+|as\swell\sas|along\swith|together\swith)\s+)(?:(?:also|then|return|send\sback)\s+)?"
    r"(?=(?:the|my|an?|our|this|that|these|those|both|two|three|one|another)\s+[\w\"'`]|[\"'`])",
    re.IGNORECASE,
)
_BARE_LIST = re.compile(
    r"(?:\s*,\s*(?P<item>[\w'-]+(?:\s[\w'-]+){0,2}))+?\s*,?\s(?:and|&)\s(?P<last>[\w'-]+(?:\s[\w'-]+)?)\s*(?=$|[,.;:!?()]|because|since|as\s|due\s|-)",
    re.IGNORECASE,
)
_FLAWED = re.compile(
    r"\b(?:too|wrong|not|very|so|it|its|it's|they|both|all|never|no|\w+(?:ed|en|ly|ing|n't|ful|ible|able)|loud|small|big|tight|large|heavy|ugly|cheap|old|slow|dirty|noisy)\b",
    re.IGNORECASE,
)


def names_from(message: Message, at: int, end: int) -> list[Name]:
    """Return the names listed from ``at`` on: 'the kit and the charger' is two, 'salt and pepper mill' one."""
    first = name_at(message, at, end)
    if first is None:
        return []
    names = [first]
    while len(names) < MAX_LIST and (joint := _NEXT.match(message.plain, names[-1].upto, end)):
        name = name_at(message, joint.end(), end)
        if name is None or _has_verb(message.plain, name.upto, end):
            break
        names.append(name)
    if len(names) == 1:
        names += _bare_list(message, first, end)
    return names


def _has_verb(plain: str, at: int, end: int) -> bool:
    match = _WORD.match(plain, at, end)
    return bool(match) and match["word"].lower() in VERBS if match else False


def _bare_list(message: Message, first: Name, end: int) -> list[Name]:
    """Return the rest of 'the lamp, chair and table': bare nouns after commas, unless they sound like a reason."""
    match = _BARE_LIST.match(message.plain, first.upto, end)
    if (
        not match
        or _FLAWED.search(match[0])
        or any(word.lower() in _STOP for word in match[0].replace(",", " ").split() if word != "&")
    ):
        return []
    names, at = [], first.upto
    for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", match[0].strip(" ,")):
        start = message.plain.index(piece, at) if piece else at
        at = start + len(piece)
        if piece:
            names.append(Name(start, at, at))
    return names


def is_generic(name: str) -> bool:
    """Tell whether ``name`` names no particular product: 'item', 'recent purchase', 'whole order'."""
    words = name.lower().split()
    while len(words) > 1 and words[0] in _GENERIC_LEAD:
        words = words[1:]
    return not words or (len(words) == 1 and words[0] in _GENERIC)


def is_goods(name: str) -> bool:
    """Tell whether ``name`` can be sent back: money, fees, calls and settings cannot."""
    return not _NOT_GOODS.search(name)
