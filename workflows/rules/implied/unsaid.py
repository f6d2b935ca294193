"""Returns that are probably wanted and not asked for in so many words: nothing here is done, at most it is asked about.

"The stroller isn't for us", "these shoes are too small, can I get my money back?", "can I return my lamp?". What is
denied, past, weighed, somebody else's or a question of policy is left; so is a fault without any wish ("my lamp hums").
"""

import re
from collections.abc import Callable, Sequence

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted, holds_any
from workflows.rules.evidence import Kind
from workflows.rules.implied import given_up, misfits, weariness
from workflows.rules.implied.exchanges import MUST_HOLD as OTHERWISE
from workflows.rules.implied.exchanges import otherwise
from workflows.rules.implied.not_meant import is_not_meant
from workflows.rules.implied.one_thing import only_named
from workflows.rules.implied.own_things import Found, Seen, Things, found, is_settled
from workflows.rules.implied.swaps import past_its_order, renewed
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.returns.asking import ANCHOR, goods_at
from workflows.rules.returns.leave import is_only_mentioned
from workflows.rules.returns.returns import Return
from workflows.rules.returns.weighing import ELSE_WISHED, is_away, is_withdrawn, with_thing
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.negation import asks_leave, is_general, is_only_said
from workflows.rules.syntax.statements import is_part

_NOT = r"(?:(?:is|are|was|were)(?:n't|nt|\snot|\ssimply\snot|\sjust\snot|\sreally\snot)|(?:'s|'re)\snot)"
_SO = r"(?:\s(?:really|quite|just|simply|actually|exactly|right))?"
_UNWANTED_AFTER = Sifted(
    rf"{_NOT}{_SO}\s(?:(?:the\sright\s(?:thing|one)\s)?for\s(?:me|us)\b|(?:my|our)\s(?:thing|style|taste|cup\sof\stea)\b|what\s(?:i|we)(?:'re|'m|\sare|\sam)?"
    r"\s(?:need|needed|want|wanted|after|looking\sfor)\b|to\s(?:my|our)\s(?:taste|liking)\b)"
    r"|\b(?:is|are|'s|'re)\s(?:(?:of\s)?(?:no|little)\suse\sto|useless\s(?:to|for)|no\sgood\s(?:to|for)|wasted\son)\s(?:me|us)\b"
    r"|\b(?:won't|will\snot|wont)\s(?:do|work)\sfor\s(?:me|us)\b"
)
_DONT = r"(?:don't|dont|do\snot|can't|cant|cannot|won't|wont|will\snot|no\slonger|am\snot|are\snot|'m\snot|'re\snot)"
_UNWANTED_BEFORE = Sifted(
    rf"\b(?:i|we)(?:\s|(?='))(?:really\s|just\s|simply\s)?{_DONT}\s(?:think\s(?:i|we)(?:'ll|\swill|\sshall|\scan|\swant\sto)\s)?(?:really\s|going\sto\s|be\s|want\sto\s|wish\sto\s|intend\sto\s)?(?:keep|keeping)\s"
    rf"|\b(?:i|we)\s(?:really\s|just\s|simply\s)?(?P<want>{_DONT}\s(?:want|need|have\sany\suse\sfor))\s"
    r"|\b(?:i|we)(?:'d|\swould)\s(?:rather|prefer\s)\s?(?:not\s(?:to\s)?keep|be\srid\sof)\s"
    r"|\b(?:want|like|need|try|trying|love)\s(?:to\s)?(?:get|be)\srid\sof\s"
    r"|\b(?:i|we)(?:'ve|\shave)?\s(?:changed\s(?:my|our)\sminds?\s(?:about|on)|gone\soff)\s(?!\w+ing\s)"
    r"|\b(?:i|we)\s(?:accidentally|mistakenly)\s(?:ordered|bought|purchased)\s"
    r"|\bnot\skeeping\s|\b(?:i|we)(?:'ve|\shave)(?:\sgot)?\sno\suse\sfor\s|\b(?:but|and)\s(?:no\slonger|don't|do\snot)\s(?:want|need)\s"
)
# After "I don't want the lamp": nothing more, or that it is over; "delivered today" would be another matter.
_OVER = lazy(
    r"\s*(?:$|[,.;:!?()\u2013—-]|(?:any\s?more|any\slonger|after\sall|now|because|since|as|at\sall|either|and|so|but)\b)",
    re.IGNORECASE,
)
_BY_MISTAKE = Sifted(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:ordered|bought|purchased|got)\s(?=[^,;]{2,50}\sby\s(?:mistake|accident)\b)"
)
_FETCH = Sifted(
    r"(?:\b(?:please|pls|kindly|can|could|would|will)\s(?:you\s|someone\s|somebody\s)?(?:please\s|kindly\s)?(?:(?:come\s(?:and\s)?|arrange\s(?:to\s|for\s(?:a|the)\s)?|have\s)?"
    r"(?:collect|fetch|take\saway|pick\sup|collection\sof|pick-?up\sof))|\b(?:want|like|need|arrange)\s(?:a\s|the\s)?(?:collection|pick-?up)\s(?:of|for))\s"
)
_FETCHED = Sifted(
    r"\b(?:want|like|need|have|get|wish)\s(?P<np>it|them|(?:the|my|our|this|these|those)\s[^,;]{2,50}?)\s(?:to\sbe\s)?(?:collected|picked\sup|taken\saway|gone|off\smy\shands)\b"
    # "You can have it back", "have the lamp back, please"; "I'd like to have my lamp back" is another matter.
    r"|(?:(?:^|(?<=[.!?;:,\n]))\s{0,2}(?:(?:please|pls|kindly|so|and|just)[\s,]+){0,2}|\byou\s(?:can|may|could|should|are\swelcome\sto)\s(?:gladly\s|happily\s)?)have\s(?P<own>it|them|(?:the|this|that|these|those|your)\s[^,;.!?]{2,50}?)\sback\b"
    r"|\barrange\sfor\s(?P<moved>it|them|(?:the|my|our|this|these)\s[^,;.!?]{2,50}?)\sto\s(?:go|come|travel|be\s(?:sent|taken|shipped|picked|collected))\s(?:back|up)\b"
)
_GOES = Sifted(
    r"\b(?:is|are|will\sbe)\s(?:going|coming)\sback\b|\b(?:goes|go|come|comes)\sback\b|\bback\s(?P<it>it|they|this|that)\sgo(?:es)?\b"
)
_GOES_ON = lazy(
    r"\s*(?:$|[,.;:!?(\u2013\u2014-]|(?:to\s(?:you|the\s(?:shop|store|sender|warehouse))|then|because|since|as|please|pls|today|tomorrow|asap)\b)",
    re.IGNORECASE,
)
_MONEY = Sifted(
    r"\b(?:can|could|may|might|want|like|need|possible|get|have|give|claim|request|demand|expect|please|pls|able)\b[^.;]{0,40}?"
    r"\b(?:(?:my|our|the|some\sof\smy|full)\s?money\s(?:back|returned|refunded)|money\sback|(?:a|the|my|full)\s(?:full\s)?refund|refund(?:ed)?(?:\s(?:me|us))?|reimburse(?:d|ment)?)\b"
    r"|^\s*(?:refund|money\sback)(?:\s(?:me|us|please|pls|possible))*\s*$"
)
_NEVER_CAME = Sifted(
    r"(?:\b(?:never|not|nothing|yet\sto)|n't)\s(?:\w+\s){0,2}(?:come|came|arriv\w*|received?|receiv\w*|got(?:ten)?|turn(?:ed)?\sup|show(?:n|ed)?\sup|deliver\w*|ship\w*|sent)\b(?!\s(?:on|off|apart|out|loose|undone|with)\b)"
    r"|\b(?:lost|stolen|cancel\w*|charged|subscription|invoice|booking|ticket|delivery\sfee|shipping\s(?:fee|cost)s?)\b"
)
_SWAP = Sifted(
    r"\b(?:swap|swop|exchange|exhcange|excahnge|trade(?:\sin)?|swapping|exchanging|replace)\s(?:(?:for|of)\s)?"
    r"|\bchange\s(?=[^,;.]{2,50}\s(?:(?:for|into|with)\s(?:an?|another|the|one)\s|against\s))"
)
_SWAPPED = Sifted(
    r"\b(?:want|like|need|have|get|wish)\s(?P<np>(?:the|my|our|this|these|those|it|them)\b[^,;]{0,50}?)\s(?:to\sbe\s)?(?:swapped|exchanged|replaced)\b"
)
_WISHES = lazy(
    r"\b(?:want|wanna|like|love|need|please|pls|can|could|may|possible|posible|wish|prefer|hoping|hope|able|(?:would|will)\syou|i'd|we'd)\b[^.;]{0,40}$|^\s*$",
    re.IGNORECASE,
)
_IF_POSSIBLE = lazy(r"\W*if\s(?:(?:it\sis|it's|that\sis|at\sall)\s)?possible\b", re.IGNORECASE)
_ITSELF = lazy(r"\s?(?:it|them)\b", re.IGNORECASE)
_FOR_ANOTHER = lazy(r"\s*(?:$|[,.;!?]|(?:for|with|against|to|into|because|since|as|in|please|pls)\b)", re.IGNORECASE)
# What makes "can I return my lamp" a question of rules: where, without what, when.
_RULES = lazy(
    r"\s*(?:in|at|to|through)\s(?:a|an|any|the|your|one\sof\syour|my\s(?:local|nearest))\s(?:\w+\s){0,2}(?:shops?|stores?|branch|branches|outlets?|post\soffice|showroom)\b"
    r"|\s*(?:by\s(?:post|mail|courier)|via|without|after(?!\sall\b)|within|past|unless|once|before|until|even\sif|even\sthough|for\sfree|on\s(?:sale|sunday)|from\sabroad)\b",
    re.IGNORECASE,
)
# An order that has not gone out is cancelled, not returned.
_CANCELS = lazy(
    r"(?:\b(?:please|pls|kindly|you|to|and|just|so)\s|(?:\A|[.!?;,]\s))cancel\b(?=\s(?:it|one|both|them|that|this|(?:the|my|this|that)\s(?:order|purchase))\b|\s?[.!,?]|\s?$)",
    re.IGNORECASE,
)
_NO_GOODS = lazy(r"the\s(?:phone|pace|tab|slack|bill|conversation|receiver)\b", re.IGNORECASE)
_BY_US = lazy(r"\b(?:i|we)\b[^.;]{0,40}$", re.IGNORECASE)  # the writer replaces a part
_WHERE = lazy(r"\b(?:where|why|who|what|when|which|how\s(?:long|much|many|often|soon))\b", re.IGNORECASE)
_MUST_HOLD = (
    *(
        "return",
        "refund",
        "back",
        "reimburs",
        "swap",
        "swop",
        "exchang",
        "replac",
        "change ",
        "trad",
        "new ",
        "another",
        "keep",
        "rid of",
        "want",
        "need",
        "for us",
        "for me",
    ),
    *(
        "thing",
        "style",
        "taste",
        "liking",
        "use ",
        "useless",
        "mistake",
        "accident",
        "collect",
        "pick",
        "fetch",
        "away",
        "gone",
        "no good",
        "wasted",
        "hands",
        "tea",
        "mind",
        "gone off",
    ),
)


_MAY = lazy(
    r"\b(?:am\si|are\swe)\s(?:(?:still|even|now)\s)?(?:allowed|permitted|able|entitled|in\stime)\sto\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# "Can I return a rug after a month? Mine sheds.": who asks has one.
_MINE = lazy(
    r"(?:^|(?<=[.!?;:,\n]))\s{0,2}(?:(?:and|because|since|as|but)\s)?(?:mine|ours)\s|\b(?:i|we)(?:'ve|\shave)\s(?:(?:only|just|already)\s)?(?:had|got|used|worn|opened)\s(?:it|one|mine|them)\b"
    r"|\b(?:it's|it\sis|they're|they\sare)\s(?:now\s)?(?:on|in|at|under)\s(?:my|our)\b",
    re.IGNORECASE,
)
_STILL_OK = lazy(
    r"\s*(?:and\s|so\s)?(?:is|would)\sit\s(?:be\s)?(?:still\s)?(?:ok|okay|alright|fine|possible|too\slate)\b",
    re.IGNORECASE,
)
_FOR_OTHERS = lazy(
    r"[\s,;.]{0,4}(?:it's|it\sis|they're|they\sare|but)\s(?:actually\s|meant\s|a\s\w+\s)?(?:for|my)\b", re.IGNORECASE
)
_OF_WHAT = lazy(r"\s(?:of|for|on)\s", re.IGNORECASE)


def find_unsaid(message: Message) -> list[tuple[Return, Kind]]:
    """Return what is probably to go back, at most one thing a clause, with what it is seen by; first what is wished."""
    things = Things(message)
    wished = _read(things, _WISHED) if holds_any(message.low, _MUST_HOLD) else []
    wished = wished or (_read(things, (otherwise,)) if holds_any(message.low, OTHERWISE) else [])
    taken = {clause for back, _ in wished for clause in back.used}
    told = [one for one in _told(things) if one[0].used[0] not in taken]
    seen = [*wished, *told] if told and not is_settled(things) else wished
    return [(back, kind) for back, kind in seen if not is_not_meant(message, back, kind)]


def _told(things: Things) -> list[tuple[Return, Kind]]:
    """Return the things that are told to be wrong for their buyer; with an order's number that is a complaint of it."""
    held: list[tuple[Callable[[Things, int], Found], Sequence[str]]] = [(given_up.given_up, given_up.MUST_HOLD)]
    if not any(one.kind == "order" for one in things.message.ids):
        held = [(misfits.misfit, misfits.MUST_HOLD), (weariness.weary, weariness.MUST_HOLD), *held]
    return _read(things, [reader for reader, parts in held if holds_any(things.message.low, parts)])


def _read(things: Things, readers: Sequence[Callable[[Things, int], Found]]) -> list[tuple[Return, Kind]]:
    """Return what the first of ``readers`` to see anything in a clause sees there, clause by clause."""
    seen: list[tuple[Return, Kind]] = []
    for number, clause in enumerate(things.message.clauses if readers else ()):
        each = (read(things, number) for read in readers)
        one = next((back for back in each if back), None)
        if one and not (is_withdrawn(things.message, clause) or is_away(things.message, one[0])):
            seen.append(one)
    return seen


def never_came(plain: str, start: int, end: int) -> bool:
    """Tell whether what is spoken of from ``start`` to ``end`` is not there to go back: "I never received the lamp"."""
    return _NEVER_CAME.search(plain, start, end) is not None


def asks_of_rules(plain: str, at: int, end: int) -> bool:
    """Tell whether the words from ``at`` make of "can I return my lamp" a question of rules: "in a store"."""
    return _RULES.match(plain, at, end) is not None


def _leave(things: Things, number: int) -> Found:
    """Read "can I return my lamp?", "could you take it back?"."""
    message, clause = things.message, things.message.clauses[number]
    whole = message.plain[clause.start : clause.end]
    for anchor in ANCHOR.finditer(message.plain, clause.start, clause.end):
        before = message.plain[clause.start : anchor.start()]
        is_mine = _MAY.search(before) is not None or _has_one(message, number)
        if _WHERE.search(before) or not (is_mine or asks_leave(message, clause, anchor.start())):
            continue
        if not is_mine and is_general(message, clause.start, clause.end):
            continue
        if not (is_mine or _STILL_OK.match(whole)) and is_only_said(message, clause, *anchor.span()):
            continue
        if is_only_mentioned(before, message.plain[anchor.end() : clause.end], gerund=False, noun=False, wished=True):
            continue
        if things.is_blocked(anchor.start(), anchor.end()):
            continue
        goods = goods_at(message, anchor, clause)
        seen = things.named_or_meant(number, goods, clause.end, any_thing=is_mine)
        if seen and (is_mine or not asks_of_rules(message.plain, max(goods, seen.name.upto), clause.end)):
            return found(things, number, (anchor.start(), seen.upto), seen, "leave")
    return None


def _has_one(message: Message, number: int) -> bool:
    """Tell whether who asks after a rule in clause ``number`` then says that they have such a thing."""
    if not message.clauses[number].question:
        return False
    return any(_MINE.search(message.plain, one.start, one.end) for one in message.clauses[number + 1 : number + 3])


def _if_nothing_else(things: Things, number: int) -> Found:
    """Read "if it cannot be repaired, I want to return it"."""
    message, clause = things.message, things.message.clauses[number]
    inside = [one for one in message.clauses if one.sentence == clause.sentence]
    if not ELSE_WISHED.search(message.plain, inside[0].start, inside[-1].end):
        return None
    for anchor in ANCHOR.finditer(message.plain, clause.start, clause.end):
        before = message.plain[clause.start : anchor.start()]
        if not _WISHES.search(before) or things.is_blocked(anchor.start(), anchor.end(), conditional=False):
            continue
        seen = things.named_or_meant(number, goods_at(message, anchor, clause), clause.end)
        if seen:
            return found(things, number, (anchor.start(), seen.upto), seen, "conditional")
        if named := with_thing(message, Return(anchor.start(), anchor.end(), None, None, (clause,))):
            return named, "conditional"
    return None


def _not_wanted(things: Things, number: int) -> Found:
    """Read "the stroller isn't for us"."""
    clause = things.message.clauses[number]
    match = _UNWANTED_AFTER.search(things.plain, clause.start, clause.end)
    if not match or clause.question or things.is_blocked(match.start(), match.end(), negated=False):
        return None
    if _FOR_OTHERS.match(things.plain, match.end()):
        return None
    return found(things, number, (match.start(), match.end()), things.subject(number, match.start()), "unwanted")


def _not_kept(things: Things, number: int) -> Found:
    """Read "I don't want to keep the rug", "I don't need the drill any more", "I ordered the lamp by mistake"."""
    clause, plain = things.message.clauses[number], things.plain
    mistaken = _BY_MISTAKE.search(plain, clause.start, clause.end)
    match = mistaken or _UNWANTED_BEFORE.search(plain, clause.start, clause.end)
    if not match or clause.question or things.is_blocked(match.start(), match.end(), negated=False):
        return None
    if _CANCELS.search(plain, match.start()):
        return None
    seen = things.named_or_meant(number, match.end(), clause.end, any_thing=bool(mistaken) or "ly" in match[0])
    if not seen or plain.startswith("wrong", seen.name.start):
        return None
    if match.groupdict().get("want") and not (_is_over(things, seen, clause.end)):
        return None
    return found(things, number, (match.start(), seen.upto), seen, "unwanted")


def _is_part(things: Things, seen: Seen) -> bool:
    """Tell whether what its owner replaces is a part of a thing: "I need to replace the battery in my remote"."""
    return is_part(things.plain[seen.name.start : seen.name.end])


def _is_over(things: Things, seen: Seen, end: int) -> bool:
    """Tell whether "I don't want the lamp" says all: an everyday thing, and nothing of when or how it should come."""
    words = things.plain[seen.name.start : seen.name.end]
    return (holds_goods(words) or has_model_number(words)) and bool(_OVER.match(things.plain, seen.upto, end))


def _fetched(things: Things, number: int) -> Found:
    """Read "please collect the sofa", "I want the rug gone"."""
    clause, plain = things.message.clauses[number], things.plain
    if match := _FETCHED.search(plain, clause.start, clause.end):
        part = next(name for name, said in match.groupdict().items() if said)
        seen, upto = things.named_or_meant(number, *match.span(part)), match.end()
        seen = seen or (only_named(things, match.start(part)) if _ITSELF.match(plain, *match.span(part)) else None)
    elif match := _FETCH.search(plain, clause.start, clause.end):
        if _NO_GOODS.match(plain, match.end()):
            return None
        seen = things.named_or_meant(number, match.end(), clause.end)
        upto = seen.upto if seen else match.end()
    else:
        return None
    if is_general(things.message, clause.start, clause.end) or things.is_blocked(match.start(), match.end()):
        return None
    return found(things, number, (match.start(), upto), seen, "handed_over")


def _going_back(things: Things, number: int) -> Found:
    """Read "the boots are going back", "back they go"."""
    clause = things.message.clauses[number]
    match = _GOES.search(things.plain, clause.start, clause.end)
    if not match or clause.question or not _GOES_ON.match(things.plain, match.end(), clause.end):
        return None
    if things.is_blocked(match.start(), match.end()):
        return None
    if match["it"]:
        seen = things.spoken_of(number, match.start()) or only_named(things, match.start())
    else:
        seen = things.subject(number, match.start())
    return found(things, number, (match.start(), match.end()), seen, "handed_over")


def _money_back(things: Things, number: int) -> Found:
    """Read "these shoes are too small, can I get my money back?"; what never came cannot go back."""
    message, clause, plain = things.message, things.message.clauses[number], things.plain
    match = _MONEY.search(plain, clause.start, clause.end)
    near = message.clauses[max(0, number - 2)].start
    if not match or _WHERE.search(plain, clause.start, match.end()) or _NEVER_CAME.search(plain, near, clause.end):
        return None
    if is_general(things.message, clause.start, clause.end) or things.is_blocked(match.start(), match.end()):
        return None
    if of := _OF_WHAT.match(plain, match.end(), clause.end):
        seen = things.named_or_meant(number, of.end(), clause.end)
    else:
        seen = things.spoken_of(number, match.start())
        seen = seen if seen and seen.reason else things.the_one(number, match.start())
    return found(things, number, (match.start(), match.end()), seen, "money_back")


def _swapped(things: Things, number: int) -> Found:
    """Read "I'd like to swap the lamp for another one"."""
    clause, plain = things.message.clauses[number], things.plain
    if match := _SWAPPED.search(plain, clause.start, clause.end):
        at, end = match.span("np")
        before = plain[clause.start : match.end()]
    elif match := _SWAP.search(plain, clause.start, clause.end):
        at, end = match.end(), clause.end
        before = plain[clause.start : match.start()]
    else:
        return None
    if not _WISHES.search(before):
        return None
    if is_general(things.message, clause.start, clause.end) or _WHERE.search(plain, clause.start, match.start()):
        return None
    if things.is_blocked(
        match.start(), match.end(), conditional=not _IF_POSSIBLE.match(plain, clause.start, clause.end)
    ):
        return None
    seen = things.what_it_is_about(number, at) or things.named_or_meant(number, at, end)
    seen = seen or (only_named(things, at) if _ITSELF.match(plain, at, end) else None)
    upto = past_its_order(things.message, max(match.end(), seen.upto)) if seen else at
    is_mended = match[0].lower().startswith("replace") and _BY_US.search(before)
    if not seen or (is_mended and _is_part(things, seen)) or not _FOR_ANOTHER.match(plain, upto, clause.end):
        return None
    return found(things, number, (match.start(), upto), seen, "swap")


_WISHED = (_leave, _if_nothing_else, _not_wanted, _not_kept, _fetched, _going_back, _money_back, _swapped, renewed)
