"""Who will have no more of a thing, or asks what can be done now that it is at fault: it is asked about.

"The slats sag and I can't look at it", "I'm done gluing", "my lamp flickers, what are my options?".
"""

import re
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.implied.one_thing import only_named
from workflows.rules.implied.own_things import Found, Seen, Things, found
from workflows.rules.products.products import Name, name_at
from workflows.rules.products.things import holds_goods, is_no_thing
from workflows.rules.syntax.statements import is_part
from workflows.understanding.returns.words import may_be_made

MOST_BEFORE = 400  # characters of a story in which its thing is named

_I = r"\b(?:i|we)"
_OPENS = r"(?:^|(?<=[.!?;:,\n]))\s{0,2}"
_I_AM = rf"(?:{_I}(?:'m|'re|\sam|\sare)|\bim|{_OPENS})"
_ADV = (
    r"(?:\s(?:really|just|simply|now|honestly|so|both|totally|completely|absolutely|frankly|quite|very|also|rather))?"
)
_NOT = r"(?:can't|cant|cannot|can\snot|couldn't|won't|wont|will\snot|(?:don't|dont|do\snot)\swant(?:\sto)?|refuse\sto)"
_IT = r"(?:it|them|this|that|these|those|the\s(?:thing|things|sight))\b"
# Who is done with dealing with it: what it is called may stand there, or nothing at all.
_DONE = Sifted(
    rf"{_I_AM}{_ADV}\s?(?:done|finished|through|sick(?:\sand\stired)?\sof|tired\sof|weary\sof|fed\sup\s(?:with|of))\s(?:\w{{2,14}}ing)\b(?!\s\w+ing\b)"
    rf"|{_I}{_ADV}\s{_NOT}{_ADV}\s(?:(?:look\sat|stand|bear|face|stomach|tolerate|abide|live\swith|put\sup\swith|get\son\swith|be\s(?:bothered|doing|dealing)\swith|deal\swith|cope\swith|have)\s{_IT}"
    rf"|be\s(?:bothered|friends)\b|(?:see|hear)\s{_IT}\s(?:any\s?more|any\slonger|again|ever))"
    rf"|{_I}{_ADV}\sdo\snot\swant{_ADV}\s(?:to\s)?see\s{_IT}"
    rf"|{_I_AM}{_ADV}\s?(?:angry|mad|furious|not\s(?:(?:at\sall|so|very|too|really)\s)?(?:happy|pleased|impressed|satisfied))\s(?:on|at|with|about|by)\s{_IT}"
    r"|\b(?:pity|shame|silly|pointless|no\s(?:point|sense)(?:\sin)?|absurd)\s(?:to\s)?(?:keep|hav|hold|hang)\w{0,4}\s(?:on\sto\s)?(?:it|them|this)\b"
    rf"|(?:\b(?:a|another|such\sa|one\sbig|total|complete|utter)\s|{_OPENS})(?:heap|piece|load|pile|bit)\sof\s(?:junk|rubbish|garbage|trash|scrap|crap|tat)\b"
    rf"|{_OPENS}(?:a\s)?(?:(?:total|complete|utter|big)\s)?waste\sof\s(?:money|space|time)(?=\s?(?:$|[.!,;]))",
)
_OPTIONS = Sifted(
    r"\bwhat(?:'re|\sare|\swould\sbe|\swere)?\s(?:my|our)\s(?:options?|choices|possibilities)\b"
    rf"|{_OPENS}(?:(?:and|so|but|well)\s)?what\s(?:now|next)(?=\s?(?:$|[?!.]))"
    r"|\bwhat\s(?:do|can|shall|should)\s(?:i|we)\s(?:do|make)\s(?:about|with)\s(?:it|this|that|them|both)\b"
    r"|\bwhat\s(?:happens|is\sto\shappen|is\sto\sbecome|becomes)\s(?:now\s)?(?:with|to|of)\s(?:it|them|the)\b"
    r"|\b(?:don't|dont|do\snot)\s(?:really\s)?know\swhat\s(?:(?:i|we)\s(?:should|can|could)|to)\sdo\s(?:now|next|(?:about|with)\s(?:it|this|them))\b",
)
# "What can be done about that?" asks so only where a thing has come apart: else it asks for advice.
_WHAT_CAN_BE_DONE = Sifted(
    r"\bwhat\s(?:can|could|might|shall|should|is\sto)\s(?:now\s)?be\sdone\b(?!\s(?:with|by)\s(?!it|them|that|this))"
    r"|\b(?:can|could)\s(?:anything|something)\s(?:still\s)?be\sdone\b|\b(?:anything|something)\s(?:(?:that\s)?(?:you|we|i|one)\s(?:can|could)\sdo|(?:that\s(?:can|could)\s|to\s)be\sdone)\b"
    r"|\bwhat\s(?:can|could|will|would|do)\syou\s(?:do\s(?:about|for)\b|suggest|advise|recommend|propose)|\bwhere\sdo\s(?:i|we)\sgo\sfrom\shere\b",
)
_APART = lazy(
    r"\b(?:broke(?:n)?|snapped|torn|tore|ripped|cracked|split|burst|(?:come|came|coming|fallen|fell|falling|gone|going)\s(?:apart|off|away|loose|undone)|in\s(?:two|pieces|half)"
    r"|defective|faulty|(?:stopped|quit)\s\w{3,14}ing|leak(?:s|ing|ed)?|flicker(?:s|ing|ed)?|squeak(?:s|ing)?|creak(?:s|ing)?|wobbl(?:es?|ing|y)|rattl(?:es?|ing)|peel(?:s|ing)|fray(?:s|ing|ed)|whin(?:es|ing)|drips?|worn\sthrough|died|dead|jam(?:s|med))\b|(?:n't|\bnot|\bno\slonger)\s(?:work|turn\son|start|charge|heat|close|open|lock|fold|shut|stay|hold|zip|drain|spin|brew|switch\son|light\sup|click)\w{0,4}\b",
    re.IGNORECASE,
)
# Who wants a thing to work is helped, not asked whether it goes back.
_HELPED = lazy(
    r"\b(?:errors?|updat\w+|app|log(?:ged|ging)?\s?(?:in|on)|wi-?fi|connect(?:s|ed|ing|ion)?|password|install\w*|set(?:ting)?s?\s?up|settings?|code|network|bluetooth|signal|driver|software|firmware|account|website|subscription"
    r"|how\s(?:do|can|to)|manual|instructions?|spare|replacement\spart|repair\w*|guide|video)\b",
    re.IGNORECASE,
)
# A child's parent asks for it: "the zip on my daughter's rucksack has come apart, what can be done?".
_OF_MY_CHILD = lazy(
    r"(?:my|our)\s(?:daughter|son|child|kid|boy|girl|baby|toddler|little\sone)s?'s?\s(?:(?:school|new|old|first|own)\s)?(?!\w+'s)(?=\w)",
    re.IGNORECASE,
)
_ENDS_IN_IT = lazy(r"(?<=\s)(?:it|them|this|that|these|those)$", re.IGNORECASE)
_BEHIND = lazy(r"\s?,\s(?=(?:this|that|these|those)\s)", re.IGNORECASE)  # "a heap of junk, that bucket"
_MY = lazy(r"\W{0,3}(?:(?:hi|hello|hey|so|well)\W{1,2}){0,2}(?=(?:the|my|our|this)\s)", re.IGNORECASE)
# "The music stand I got from you": whoever bought it here need not have it on a list.
_FROM_YOU = lazy(
    r"\b(?:the|my|our|this|these)\s(?P<np>[\w-]{2,20}(?:\s[\w-]{2,20}){0,2}?)\s(?:(?:that|which)\s)?(?:(?:i|we)(?:'ve|\shave)?\s(?:only\s|just\s)?(?:got|bought|ordered|purchased|had)\s(?:from\s(?:you|your\s\w+)|here|off\syou)"
    r"|you\s(?:guys\s)?(?:sold|sent)\s(?:to\s)?(?:me|us))\b",
    re.IGNORECASE,
)
# One of these is a part of all that is said so.
MUST_HOLD = (
    *(
        "done ",
        "finished ",
        "through ",
        "sick ",
        "tired of",
        "weary of",
        "fed up",
        "look at ",
        "n't stand",
        "not stand",
        "bear ",
    ),
    *(
        "n't face",
        "not face",
        "stomach",
        "tolerate",
        "abide",
        "live with",
        "up with",
        "get on with",
        "be bothered",
        "be doing",
    ),
    *(
        "dealing with",
        "deal with",
        "cope with",
        "be friends",
        "see it",
        "see th",
        "hear it",
        "hear th",
        "n't have",
        "not have",
    ),
    *(
        "angry ",
        "mad ",
        "furious",
        "not happy",
        "not at all",
        "not so",
        "not very",
        "not too",
        "not really",
        "not pleased",
    ),
    *(
        "not impressed",
        "not satisfied",
        "pity",
        "shame",
        "silly",
        "pointless",
        "no point",
        "no sense",
        "absurd",
        " of junk",
    ),
    *(
        "f rubbish",
        "f garbage",
        "f trash",
        "f scrap",
        "f crap",
        "f tat",
        "waste of",
        "option",
        "choices",
        "possibilities",
    ),
    *(
        "what now",
        "what next",
        "what do ",
        "what can ",
        "what shall ",
        "what should ",
        "what happens",
        "what is to",
        "what becomes",
    ),
    *("know what", "want to see", "want see", "be done", "can do", "could do", "you do", "you suggest", "you advise"),
    *("you recommend", "you propose", "from here", "anything to", "something to"),
)


def given_up(things: Things, number: int) -> Found:
    """Read who has given a thing up, or asks what becomes of it, in clause ``number``."""
    clause, plain = things.message.clauses[number], things.plain
    match = None if clause.question else _DONE.search(plain, clause.start, clause.end)
    match = match or _OPTIONS.search(plain, clause.start, clause.end)
    if match is None and _APART.search(plain):
        match = _WHAT_CAN_BE_DONE.search(plain, clause.start, clause.end)
    if match is None or _HELPED.search(plain) or things.is_blocked(match.start(), match.end(), negated=False):
        return None
    return found(things, number, match.span(), _its_thing(things, number, match), "weary")


def _bought_here(things: Things, upto: int) -> Seen | None:
    """Return the one thing before ``upto`` that its writer says was bought here, and that may be made."""
    named = [one.span("np") for one in _FROM_YOU.finditer(things.plain, max(0, upto - MOST_BEFORE), upto)]
    words = things.plain[slice(*named[0])] if len(named) == 1 else ""
    if not words or is_no_thing(words) or not may_be_made(words):
        return None
    return Seen(Name(*named[0], named[0][1]), None, (), named[0][1])


def _whole_of(things: Things, upto: int) -> Seen | None:
    """Return what a clause begins with by the name of a part of it: "the suitcase wheel came off"."""
    for clause in things.message.clauses:
        opening = _MY.match(things.plain, clause.start, min(clause.end, upto))
        name = name_at(things.message, opening.end(), clause.end) if opening else None
        words = things.plain[name.start : name.end].split(" ") if name else []
        if name is None or len(words) < 2 or not is_part(words[-1]):
            continue
        whole = " ".join(words[:-1])
        if holds_goods(whole) and not is_part(whole):
            return Seen(Name(name.start, name.start + len(whole), name.start + len(whole)), None, (), name.upto)
    return None


def _its_thing(things: Things, number: int, match: re.Match[str]) -> Seen | None:
    """Return what is given up: what is named there, what "it" is, or the one thing that the story names."""
    clause = things.message.clauses[number]
    it = _ENDS_IN_IT.search(things.plain, match.start(), match.end())
    at = it.start() if it else match.end()
    behind = _BEHIND.match(things.plain, match.end(), clause.end)
    named = behind.end() if behind else at if it else None
    seen = (
        things.named_or_meant(number, named, clause.end)
        if named is not None and not things.what_it_is_about(number, at)
        else None
    )
    if seen is None and (bought := _bought_here(things, match.start())):
        return bought
    seen = seen or things.what_it_is_about(number, at) or only_named(things, match.start())
    if seen is None:
        return _whole_of(things, match.start())
    name, is_childs = seen.name, False
    if child := _OF_MY_CHILD.match(things.plain, max(0, name.start - len("my ")), name.end):
        name, is_childs = replace(name, start=child.end()), True
    words = things.plain[name.start : name.end]
    if not holds_goods(words.split()[-1]):  # "the wardrobe took us a day": the wardrobe
        name = things.to_the_goods(name) or name
    return (
        replace(seen, name=name) if things.is_everyday(name) and (is_childs or not things.is_anothers(name)) else None
    )
