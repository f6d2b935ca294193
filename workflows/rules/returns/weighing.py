"""How plainly a return is asked for: what is explicit and whole is done, what is less is asked, the rest left."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.evidence import Kind
from workflows.rules.products.complements import head_before
from workflows.rules.products.products import is_goods, name_at
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.returns.owners import PERSON, is_anothers
from workflows.rules.returns.refunds import may_be_no_thing, pays_no_thing
from workflows.rules.returns.returns import Return
from workflows.rules.returns.senders import comes_to_writer, is_sent_by_us
from workflows.rules.returns.whereabouts import has_gone_back, has_not_come
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import asks_leave
from workflows.rules.syntax.statements import is_part

_OTHERS_OWN = lazy(
    rf"\b{PERSON}'s?\s(?:[\w-]{{1,15}}\s){{0,2}}$|\b(?:his|her|their)\s(?:[\w-]{{1,15}}\s){{0,2}}$", re.IGNORECASE
)
_WEIGHED = Sifted(
    r"\b(?:(?:i|we)\s(?:may|could|might)|tempted|inclined|(?:feel|felt|feeling)\slike|in\stwo\sminds|on\sthe\sfence)\s(?:\w{2,12}\s){0,3}$"
)
_HEDGED = Sifted(
    r"\b(?:(?:i|we)\s(?:sort\sof\s|kind\sof\s|just\s)?(?:think|guess|reckon|suppose|believe|imagine|hope|assume|feel)|probably|most\slikely"
    r"|(?:half\sa|a\sgood)\smind|(?:sort\sof|kind\sof|kinda|sorta)\s(?=want|wanna|like|wish)"
    r"|i'?m\s(?:leaning|afraid\si\smight)|would\sit\s(?:not\s)?(?:make\ssense|be\s(?:wise|best|better|sensible|smart(?:er)?))"
    # Another's advice is not the writer's wish yet.
    r"|(?:reckons?|thinks?|feels?|believes?|finds?|suggests?|suggested|recommends?|says?|said)\s(?:that\s)?(?:i|we)(?:\s(?:should|ought\sto|had\sbetter|could|might|may))?"
    r")\b(?!\s(?:so|not)\b)[^,;]{0,50}$"
)
# Said anywhere in the sentence or right after it; "I was undecided, but now …" is over.
UNDECIDED = Sifted(
    r"\b(?:(?:(?:i|we)(?:'m|'re|\sam|\sare)|still)\s(?:\w{2,10}\s){0,2}(?:undecided|inclined|tempted|torn|in\stwo\sminds|on\sthe\sfence|not\s(?:yet\s)?decided)"
    r"|(?:can't|cant|cannot|can\snot|couldn't)\s(?:quite\s|really\s)?(?:decide|make\sup\s(?:my|our)\sminds?)"
    r"|(?:haven't|havent|have\snot|hasn't)\s(?:yet\s|quite\s|really\s)?(?:decided|made\sup\s(?:my|our)\sminds?)"
    r"|half\s(?:inclined|tempted|minded|a\smind)|am\s(?:\w{2,10}\s){0,2}(?:inclined|tempted)|(?:toying|flirting|playing)\swith\s(?:the\s(?:idea|thought)|returning|sending|giving))\b"
)
_ABOUT = Sifted(
    r"\b(?:ask|asking|questions?|query|queries|inquire|inquiring|enquire|enquiring|know\smore|info|information|talk|discuss|advice|help)\b"
    r"[^,;]{0,20}\b(?:about|regarding|concerning|on)\s$"
)
# Only if nothing else can be done: 'if you cannot repair it', 'unless it can be fixed'.
# "Is there any way I can send it back?" is "can I send it back?" in other words.
_ANY_WAY = lazy(
    r"\b(?:way|chance|possibility|option)\b[^,;]{0,30}\b(?:i|we)\s(?:can|could|may|might)\s$", re.IGNORECASE
)
_MENDED = r"(?:repair|fix|mend|replace|exchang|swap|sort|solv|resolv|reset|adjust)\w{0,6}"
ELSE_WISHED = Sifted(
    rf"\bif\b[^.;!?]{{0,60}}?(?:\b(?:cannot|not|unable|never)\b|n't\b|\bcant\b|\bwont\b)[^.;!?]{{0,40}}?\b{_MENDED}\b"
    rf"|\b(?:unless|otherwise)\b[^.;!?]{{0,60}}?\b{_MENDED}\b|\b{_MENDED}\b[^.;!?]{{0,40}}\botherwise\b"
    r"|\bif\s(?:not|all\selse\sfails|nothing\s\w+|there(?:'s|\sis)\sno\s\w+)\b|\bfailing\sthat\b"
)
_ASKS_TO = lazy(
    r"\b(?:want|wanna|would|like|need|please|pls|plz|kindly|can|could|may|might|will|must|have\sto|wish|i'd|we'd|i'm|i'll|possible|able|how|let)\b",
    re.IGNORECASE,
)
_YES = lazy(r"\byes\b,?\s(?:please|pls|i\sdo|i\swould|definitely)\b", re.IGNORECASE)
_IT = lazy(r"\b(?:(?P<one>it|this|that|one)|them|these|those|both)\b", re.IGNORECASE)
_ONE_OF_THEM = lazy(r"\bone\sof\s(?:them|these|those|the\s(?:two|three))(?=\s?(?:$|[,.;!?]))", re.IGNORECASE)
_WITH = lazy(r"\bwith\b", re.IGNORECASE)  # "a table with a chair" are two
_NEAR_ONE = 20  # characters
_OR = lazy(r"\bor\b", re.IGNORECASE)
_NOT_MEANT = lazy(
    r"[\s,.;:!?()\u2013—-]{0,8}(?:(?:oh|oops|sorry|ah|no|well|i'?m|it'?s|that'?s|actually|hmm+|wait|please|pls|and|but|ok|okay)[\s,]{1,3}){0,3}(?:just\s(?:curious|wondering|asking|checking|kidding|joking|testing)\b"
    r"|asking\sfor\sa\sfriend|(?:wrong|other)\s(?:chat|channel|thread|window|person|shop|store|company)\b|never\s?mind\b|nvm\b"
    r"|forget\s(?:it|that|about\sit)\b|ignore\s(?:this|that|me)\b|(?:purely\s|only\s)?hypothetical|(?:just\s)?kidding\b|scratch\sthat\b|on\ssecond\sthoughts?\b"
    # "Cancel that.", "No, I don't want to.", "Actually I don't.", "Actually no."
    r"|(?:cancel|drop|withdraw|scrap|undo|strike)\s(?:it|that|this|(?:that|this|my|the)\s(?:request|return|message))(?:\s(?:please|pls|again|now|thanks))?(?=\s?(?:$|[.!]))"
    r"|(?:i|we)\s(?:don'?t|do\snot)(?:\s(?:really\s)?(?:want|wish|need|have)\sto)?(?:\s(?:any\s?more|after\sall|now))?(?=\s?(?:$|[.!;]))"
    r"|(?<=[a-z,]\s)no(?=\s?(?:$|[.!;])))",
    re.IGNORECASE,
)
_THING = lazy(r"\b(?:the|my|our|this|that|these|those|an?|your)\s(?=\S)", re.IGNORECASE)
_STILL = lazy(
    r"\b(?:can|could|may|might)\s(?:i|we)\s(?:\w{2,12}\s)?still\b|\bstill\s(?:possible|time)\b", re.IGNORECASE
)
_NEAR = 300  # characters around a return in which it is said to be undecided
_MOST_THINGS = 12  # are looked at before a request


def weigh(message: Message, returns: Sequence[Return], number: int) -> Kind | None:
    """Return by what return ``number`` is seen; None if it asks us for nothing: only weighed, or to somebody else."""
    back = returns[number]
    clause = back.used[0]
    head = min([back.at, *(one.at for one in returns if one.used[0] == clause)])
    before = message.plain[clause.start : head]
    if (
        is_withdrawn(message, clause)
        or (back.listed and any(is_withdrawn(message, one.used[-1]) for one in returns if one.used[0] == clause))
        or _WEIGHED.search(before)
        or is_for_somebody(message, back)
        or is_away(message, back)
    ):
        return None
    hesitant: tuple[tuple[Kind, object], ...] = (
        ("conditional", _is_conditional(message, clause)),
        ("about", _ABOUT.search(before)),
        ("leave", _ANY_WAY.search(before) and not back.reason),
        ("hedged", _HEDGED.search(before) or is_undecided(message, back)),
        ("leave", back.product and not back.reason and is_sent_by_us(message, (clause,))),
        (
            "money_back",
            back.product and not back.reason and may_be_no_thing(message, back.product, back.at, clause),
        ),
        ("choice", _is_choice(message, returns, number)),
        ("bare_question", _is_bare_question(message, clause, head)),
    )
    return next((kind for kind, is_so in hesitant if is_so), _by_thing(message, back, head))


def is_undecided(message: Message, back: Return) -> bool:
    """Tell whether whoever wants a return says in or right after its sentences that it, and no other, is undecided."""
    numbers = {one.sentence for one in back.used}
    near = [one for one in message.clauses if min(numbers) <= one.sentence <= max(numbers) + 1]
    start, end = max(near[0].start, back.at - _NEAR), min(near[-1].end, back.upto + _NEAR)
    found = UNDECIDED.search(message.plain, start, end)
    own = message.plain[slice(*back.product)].lower() if back.product else ""
    later = [one.start for one in near if one.sentence > max(numbers)]
    at = found.end() if found and not (later and found.start() >= later[0]) else next(iter(later), end)
    others = named_things(message, at, end) if found and own else []
    return found is not None and all(words.lower().endswith(own) for _, words in others)


def is_others(plain: str, at: int) -> bool:
    """Tell whether what is named ``at`` is said to be another person's: "my neighbour's drill"."""
    return _OTHERS_OWN.search(plain[max(0, at - 60) : at]) is not None


def is_for_somebody(message: Message, back: Return) -> bool:
    """Tell whether the thing is somebody else's: "I have to return the drill to my neighbour", "my rental car"."""
    return is_anothers(message, back.product, back.upto)


def is_away(message: Message, back: Return) -> bool:
    """Tell whether a thing cannot go back: it is not with its buyer, who may want to have it, or it is no thing."""
    product = back.product
    return product is not None and (
        has_not_come(message, product)
        or has_gone_back(message, product)
        or comes_to_writer(message, product, back.used)
        or pays_no_thing(message, product, back.used)
    )


def with_thing(message: Message, back: Return) -> Return | None:
    """Return ``back`` with the one thing that its sentence and those before it name; None if that is not clear."""
    if back.product is not None:
        return back
    number = message.clauses.index(back.used[0])
    named = named_things(message, message.clauses[max(0, number - 3)].start, back.used[0].end)
    if len({words.lower() for _, words in named}) != 1:
        return None
    at, words = named[0]
    return replace(back, product=(at, at + len(words)))


def is_withdrawn(message: Message, clause: Clause) -> bool:
    """Tell whether what follows ``clause`` says that nothing was meant by it: "Just curious.", "Wrong chat, sorry."."""
    return _NOT_MEANT.match(message.plain, clause.end) is not None


def _by_thing(message: Message, back: Return, at: int) -> Kind:
    if back.product is None:
        return "unnamed"
    if not back.reason and _ONE_OF_THEM.search(message.plain, back.at, back.upto + _NEAR_ONE):
        return "one_of_several"
    meant = not back.listed and back.product[1] <= back.at and _IT.search(message.plain, back.at, back.upto)
    if meant:
        if meant["one"] and _is_one_of_several(message, back):
            return "one_of_several"
        return "leave" if _asks_if_late(message, back, at) else "spoken_of"
    if not asks_leave(message, back.used[0], at):
        return "listed" if back.listed else "explicit"
    return "leave" if _asks_if_late(message, back, at) else "leave_with_reason"


def _asks_if_late(message: Message, back: Return, at: int) -> bool:
    """Tell whether a return is only asked after, and whether it is too late: "can I still send it back?"."""
    start, end = back.used[0].start, max(back.at, back.upto) + _NEAR_ONE
    return asks_leave(message, back.used[0], at) and _STILL.search(message.plain, start, end) is not None


def _is_bare_question(message: Message, clause: Clause, at: int) -> bool:
    """Tell whether a return is only wondered about: "My lamp hums, refund?"; who says "yes please" after it asks."""
    if (
        not clause.question
        or asks_leave(message, clause, at)
        or _ASKS_TO.search(message.plain, clause.start, clause.end)
    ):
        return False
    return not _YES.search(message.plain, clause.end)


def _is_conditional(message: Message, clause: Clause) -> bool:
    """Tell whether the sentence of a request makes it the second choice: "if you cannot fix it, I return it"."""
    inside = [one for one in message.clauses if one.sentence == clause.sentence]
    start, end = inside[0].start, inside[-1].end
    return ELSE_WISHED.search(message.plain, start, end) is not None


def _is_choice(message: Message, returns: Sequence[Return], number: int) -> bool:
    """Tell whether an "or" stands between this product and the one before or after it."""
    spans = [one.product for one in returns[max(0, number - 1) : number + 2] if one.product]
    return any(
        first[1] <= second[0] <= first[1] + 12 and _OR.search(message.plain, first[1], second[0])
        for first, second in pairwise(spans)
    )


def _is_one_of_several(message: Message, back: Return) -> bool:
    """Tell whether "it" may mean another thing: of several none is said to be at fault, or one is named in between."""
    assert back.product is not None  # noqa: S101 - only what has a name is looked for
    number = message.clauses.index(back.used[0])
    start = message.clauses[max(0, number - 3)].start
    own = message.plain[slice(*back.product)].lower()
    reason = back.reason or (0, 0)
    others = [
        at
        for at, words in named_things(message, start, back.at)
        if not (words.lower().endswith(own) or own.endswith(words.lower()))
        and at != back.product[0]
        and not reason[0] <= at < reason[1]
        and not _is_its_complement(message, back.product, at)
    ]
    if not others:
        return False
    return not 0 < reason[1] <= back.at or any(at > back.product[1] for at in others)


def _is_its_complement(message: Message, product: tuple[int, int], at: int) -> bool:
    """Tell whether the thing ``at`` only says what the ``product`` before it is for: "a lamp for my desk"."""
    head = head_before(message, product[0], at) if product[1] <= at < product[1] + _NEAR else None
    return head is not None and head.start == product[0] and _WITH.search(message.plain, product[1], at) is None


def named_things(message: Message, start: int, end: int) -> list[tuple[int, str]]:
    """Return the everyday things named from ``start`` to ``end``, each with its place; parts of things do not count."""
    found: list[tuple[int, str]] = []
    for lead in _THING.finditer(message.plain, start, end):
        name = name_at(message, lead.end(), end)
        words = message.plain[name.start : name.end] if name else ""
        if name and is_goods(words) and not is_part(words) and (holds_goods(words) or has_model_number(words)):
            found.append((name.start, words))
        if len(found) == _MOST_THINGS:
            break
    return found
