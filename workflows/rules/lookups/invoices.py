"""Whether anything is said to be wrong with an invoice that a message names: nothing else opens an investigation."""

import re
from functools import cache
from typing import Literal

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.language.word_files import read_words
from workflows.rules.returns.asking import ANCHOR
from workflows.rules.route import Span, Terms, tokens_of
from workflows.rules.syntax.clauses import Clause, Message, read
from workflows.understanding.sentences import kinds_of
from workflows.understanding.wanted import Place, judge

Calm = Literal["settled", "asked"]
READ_CHARS = 2_000
CERTAIN = 0.8  # from here on of the reader of sentences
WANTED = 0.9  # and of that of wishes


@cache
def _lists() -> dict[str, Terms]:
    return {name: Terms(terms) for name, terms in read_words("workflows.rules.words", "invoices.toml").items()}


@cache
def _every() -> Terms:
    """Return one tree of all lists that are looked for in the same words, so that these are read once."""
    data = read_words("workflows.rules.words", "invoices.toml")
    return Terms(term for name in _TOGETHER for term in data[name])


_TOGETHER = ("calm", "settled", "asked", "trouble", "soft", "resolved", "doubt")


# What an invoice holds or means: "does it already include shipping?", "which card was it charged to?".
_PLAIN_QUESTION = lazy(
    r"\s*(?:(?:hi|hello|hey|and|so|also|but|quick\squestion|question|please|just\swondering|one\smore\sthing|ok)[\s,:-]+){0,3}"
    r"(?:do(?:es)?|did|is|are|was|were|has|have"
    r"|what(?:'?s|\sis|\sare|\swas|\swere|\sdo(?:es)?|\sdid|\s\w{2,12}(?:\s\w{2,12})?\s(?:is|are|was|were|does|do|did|applies))"
    r"|(?:(?:to|on|for|from|in|by|with|under)\s)?(?:which|whose|what)\s\w{2,12}|when|who|whom|how\s(?:much|many|is|was|did))\b",
    re.IGNORECASE,
)


_PAPER = (
    r"(?:(?:that|this|the|my|our)\s(?:invoice|bill)|"
    r"(?:both\s(?:of\s)?)?(?:the|these|those|my|our)\s(?:two\s|both\s)?(?:invoices|bills)|both\s(?:invoices|bills))\b"
)
_LOOK = lazy(
    r"\b(?:please|pls|kindly|request|ask|(?:would|'d)\slike|want|need|(?:can|could|would|will)\s(?:you|someone|somebody|anyone|anybody))\b[^.;!?]{0,30}?"
    rf"(?:\b(?:look\sin\s?to|check|review|examine|investigate)\s(?:(?P<invoice>{_PAPER})|(?:it|this|that|them|both|these|those)\b(?!:|\s(?:the|my|a|it|they|you|i|we)\b))"
    rf"|\b(?:(?P<paper>{_PAPER})|it|this|that|them|both|these|those)\s(?:to\s)?(?:be\s)?(?:looked\sin\s?to|checked|reviewed|examined|investigated)\b(?!\s(?:whether|if|that)\b))",
    re.IGNORECASE,
)
# Nothing but the wish for a look, at what was said right before: "can someone check", "could you take a look please".
_ONLY_LOOK = lazy(
    r"\W*(?:(?:so|and|but|hi|hello|please|pls)[\s,]{1,2}){0,2}(?:can|could|would|will)\s(?:you|someone|somebody|anyone|anybody|one\sof\syou)\s"
    r"(?:(?:please|pls|kindly|just|maybe|quickly)\s){0,2}(?:(?:check|investigate|review|explain|clarify|sort|fix|correct|look\sinto|look\sat)(?:\s(?:it|this|that))?(?:\s(?:out|up))?|(?:take|have)\sa\s(?:quick\s|closer\s)?look)"
    r"(?:\s(?:at|into|over)\s(?:it|this|that))?(?:[\s,]{1,2}(?:please|pls|plz|for\s(?:me|us)|thanks|thank\syou|thx|ta|cheers)){0,2}\W*",
    re.IGNORECASE,
)
# The same told, not asked: "sort that out, would you", "help me check it", "please control it", "I ask for a check".
_TOLD_TO_LOOK = lazy(
    r"\W*(?:(?:so|and|but|now|just|please|pls|kindly)[\s,]{1,2}){0,2}"
    r"(?:(?:sort|fix|correct|straighten|clear|clarify|explain)\s(?:it|this|that|am|them)(?:\s(?:out|up|right))?"
    r"|put\s(?:it|this|that)\sright|help\s(?:me|us)\s(?:to\s)?(?:check|sort|fix|correct|understand)\s(?:it|this|that|am|them)(?:\sout)?"
    r"|(?<=please\s)(?:control|verify|check|recheck|examine|inspect)\s(?:it|this|that|am|them)"
    r"|(?:i|we)\s(?:kindly\s)?(?:ask|request|beg)\s(?:you\s)?(?:for\s)?(?:an?\s)?(?:check(?:ing)?|review(?:ing)?|correction|verification|clarification|examination)(?:\s(?:of|on|into)\s(?:it|this|that)(?:\s[a-z]{3,12})?)?)"
    r"(?:[\s,]{1,2}(?:please|pls|plz|would\syou|will\syou|could\syou|can\syou|for\s(?:me|us)|thanks|asap|then))*\s?(?=[,.!;)]|\Z)",
    re.IGNORECASE,
)
# What was counted or priced stands between an invoice and the wish for a look at it.
_COUNTED = lazy(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|thirty|price[ds]?|billed|charged|counted|wrote|more|less)\b",
    re.IGNORECASE,
)
MOST_COUNTED = 2  # sentences of what was counted
_THANKED = Sifted(
    r"\b(?:thanks|thank\syou|thx|cheers|grateful|appreciate)\s(?:(?:so|very)\smuch\s|a\slot\s|again\s)?(?:for\s)?"
    r"(?:(?:the|your|that|this|such\sa|a)\s)?(?:\w+\s){0,2}?"
    r"(?:corrections?|refunds?|credits?|credit\snotes?|fix|adjustments?|clarifications?|explanations?|review|check)\b",
)
# Asked of an invoice that is right: more time to pay it, or to pay it in parts, or whether one may.
_ASKED_FOR = Sifted(
    r"\b(?:(?:if|whether)\s(?:i|we|it|they|this|that|inv\S*|the\s\w{2,10})\s(?:could|can|may|might|would)|(?:could|can|may|might|shall)\s(?:i|we)\b|would\sit\sbe|(?:is|would)\s(?:it|that|there)\s(?:be\s)?(?:possible|any\s(?:chance|way))"
    r"|any\s(?:chance|way)\b|extensions?|extend|postpone|defer|instal?lments?|(?:more|extra|additional)\s(?:time|days|weeks)|(?:days|weeks|time)\smore|payment\splan|pay(?:ing)?\s(?:it\s)?later)\b"
)
_ASIDE = lazy(r"\s*(?:there|it|we|i|that|this|no)(?:'\w+)?(?:\s[\w'-]+){1,5}\W*$", re.IGNORECASE)
MOST_BETWEEN = 12  # clauses after a number in which that invoice is asked to be looked into
MOST_UNCLEAR = 300  # characters of a message that only wonders about invoices
MOST_NAMING = 200  # characters of a message that only names invoices
_NAMING = lazy(
    r"(?:[^\w?]|\b(?:hi|hello|hey|there|my|the|and|invoices?|inv|bills?|numbers?|no|nr|thanks|thank\syou)\b)*+",
    re.IGNORECASE,
)


def calm_about(message: Message, clause: Clause) -> Calm | None:
    """Tell how the invoice in ``clause`` is spoken of if nothing is wrong with it; None: it is to be looked into.

    "settled": told, nothing is asked ("is fine", "I paid it", "looked into, all sorted"); "asked": when it is due, a
    copy, how to pay, what it holds, and whatever else is said of it. Only trouble, doubt, or nothing but its name ("and
    INV-92 please") calls for a look: what nobody understood is no complaint. The next clause counts too if it goes on
    about the invoice.
    """
    lists = _lists()
    near = [clause, *_going_on(message, clause)]
    plain = is_plain_question(message, clause)
    words = [word for one in near for word in [*tokens_of(_unthanked(message.plain[one.start : one.end])), "-"]]
    spans = list(_every().spans(words))
    terms = {span.term for span in spans}
    asks = any(one.question for one in near)
    if not asks and lists["resolved"].complete(terms) and _is_resolved(words):
        return "settled"
    own = len(tokens_of(message.plain[clause.start : clause.end])) if plain else 0
    found = {span.term for span in _meant(spans, terms, own)}
    if lists["trouble"].complete(found) or lists["soft"].complete(found):
        return None
    if plain or lists["asked"].complete(found):
        return "asked"
    if lists["doubt"].complete(found) or (asks and lists["odd"].find(words)):
        return None
    if not asks and lists["settled"].complete(terms):
        return "settled"
    return None if _is_bare(message, clause) or _is_surely_wanted(message, clause) else "asked"


def _is_surely_wanted(message: Message, clause: Clause) -> bool:
    """Tell whether the reader of wishes is sure that the one invoice of a message is to be looked into.

    That is for words that no list has. Of several invoices it does not tell which is meant; what is asked of one may
    be anything.
    """
    named = [one for one in message.ids_in(clause.start, clause.end) if one.kind in {"invoice", "unknown"}]
    if clause.question or not named or len({one.value for one in message.ids if one.kind != "order"}) > 1:
        return False
    return judge(message.plain, Place(named[0].start, named[0].end, "invoice")).act >= WANTED


def _unthanked(plain: str) -> str:
    """Leave out what is only thanked for: "thank you for the quick correction" asks for none."""
    return _THANKED.sub(" ", plain)


def _is_bare(message: Message, clause: Clause) -> bool:
    """Tell whether a clause does little more than name its invoices: "also INV-92, please", "my invoice 5566"."""
    rest = message.plain[clause.start : clause.end]
    for one in reversed(message.ids_in(clause.start, clause.end)):
        rest = f"{rest[: one.start - clause.start]} {rest[one.end - clause.start :]}"
    words = tokens_of(rest)
    named = {at for span in _lists()["naming"].spans(words) for at in range(span.start, span.end)}
    return len(named) == len(words)


def is_only_numbers(message: Message) -> bool:
    """Tell whether a message holds nothing but numbers and a greeting: "INV-7890", "hi, invoice 5566"."""
    rest = message.plain[:MOST_NAMING]
    for one in reversed(message.ids):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return len(message.plain) <= MOST_NAMING and _NAMING.fullmatch(rest) is not None


def is_taken_up(message: Message, clause: Clause) -> bool:
    """Tell whether what ``clause`` states is what a later sentence asks to have looked into.

    "Our accountant marked INV-12, with 60 meals for 40. Kindly have it checked."
    """
    if is_asked_after(message, clause) or (not clause.question and is_look_next(message, clause.start)):
        return True
    texts = [message.words[one.start : one.end] + "?" * one.question for one in message.clauses]
    at = message.clauses.index(clause)
    kinds = kinds_of(texts)
    return kinds[at]["request"] >= CERTAIN and any(one["back"] >= CERTAIN for one in kinds[at + 1 :])


def is_asked_after(message: Message, clause: Clause) -> bool:
    """Tell whether "that invoice" is to be looked into a little later, or "this" with hardly a word between."""
    at = message.clauses.index(clause)
    is_near = not clause.question
    for later in message.clauses[at + 1 : at + MOST_BETWEEN]:
        if message.ids_in(later.start, later.end):
            if later.sentence == clause.sentence:
                continue  # "the one is INV-1 and the other is INV-2"
            return False
        if is_near and is_only_look(message, later):
            return True
        asked = _LOOK.search(message.plain, later.start, later.end)
        if asked and (asked["invoice"] or asked["paper"] or is_near):
            return not clause.question
        is_same = later.sentence == clause.sentence
        is_near = is_near and (is_same or _ASIDE.match(message.plain, later.start, later.end) is not None)
    return False


def is_only_look(message: Message, clause: Clause) -> bool:
    """Tell whether a clause is nothing but the wish for a look at what was said before it: "can someone check?"."""
    is_asked = _ONLY_LOOK.fullmatch(message.plain, clause.start, clause.end)
    return (is_asked or _TOLD_TO_LOOK.match(message.plain, clause.start, clause.end)) is not None


def is_look_next(message: Message, at: int) -> bool:
    """Tell whether a sentence after the one of the invoice ``at`` is nothing but the wish for a look at it.

    What was counted may stand between: "INV-1: ten chairs. I counted six. Sort that out, would you."
    """
    own = next((one.sentence for one in message.clauses if one.start <= at < one.end), None)
    for one in message.clauses if own is not None else ():
        if own is None or one.sentence <= own:
            continue
        if is_only_look(message, one):
            return True
        is_counted = not one.question and _COUNTED.search(message.plain, one.start, one.end)
        if not is_counted or one.sentence > own + MOST_COUNTED or message.ids_in(one.start, one.end):
            return False
    return False


def is_only_unclear(message: Message) -> bool:
    """Tell whether a message says no more of its invoices than that its writer does not know what they are.

    "What is INV-12 for?", "I don't quite get invoice 5566": nothing is wrong, and no look is asked for.
    """
    if len(message.plain) > MOST_UNCLEAR or any(one.kind != "invoice" for one in message.ids):
        return False
    plain = message.plain
    for one in reversed(message.ids):
        plain = f"{plain[: one.start]} inv {plain[one.end :]}"
    lists, words = _lists(), tokens_of(plain)
    spans = list(lists["unclear"].spans(words))
    terms = lists["unclear"].complete({span.term for span in spans})
    parts = {part for term in terms for part in term.split(" + ")}
    taken = {at for span in spans if span.term in parts for at in range(span.start, span.end)}
    rest = [word for at, word in enumerate(words) if at not in taken]
    return bool(terms) and not any(lists[name].find(rest) for name in ("trouble", "soft", "please"))


def is_only_doubted(message: Message) -> bool:
    """Tell whether a message doubts its invoices and wishes for nothing: "INV-1 looks a bit odd to me".

    Who cannot decide whether a look is wanted wishes for nothing yet either.
    """
    lists, words = _lists(), tokens_of(message.plain[:MOST_UNCLEAR])
    if lists["undecided"].find(words) and not lists["please"].find(words):
        return True
    return bool(lists["hedged"].find(words)) and not any(lists[name].find(words) for name in ("wished", "please"))


def is_only_imagined(message: Message, one: FoundId) -> bool:
    """Tell whether an invoice is but an example in its sentence: "theoretically, if something like INV-1 was wrong"."""
    own = next((two.sentence for two in message.clauses if two.start <= one.start < two.end), 0)
    clauses = [two for two in message.clauses if two.sentence == own]
    start, end = max(clauses[0].start, one.start - MOST_UNCLEAR), min(clauses[-1].end, one.end + MOST_UNCLEAR)
    return bool(_lists()["imagined"].find(tokens_of(message.plain[start:end])))


def _meant(spans: list[Span], terms: set[str], own: int) -> list[Span]:
    """Return the terms that overlap none of ``calm``, nor what a plain question of ``own`` words asks about."""
    calm, soft = _lists()["calm"].complete(terms), _lists()["soft"].complete(terms) if own else set()
    if not calm and not soft:
        return spans
    off = {
        at
        for span in spans
        if span.term in calm or (span.term in soft and span.end <= own)
        for at in range(span.start, span.end)
    }
    return [span for span in spans if off.isdisjoint(range(span.start, span.end))]


def is_plain_question(message: Message, clause: Clause) -> bool:
    """Tell whether ``clause`` asks what an invoice holds or means, and not whether or why it is wrong."""
    if not clause.question or not _PLAIN_QUESTION.match(message.plain, clause.start, clause.end):
        return False
    return not _lists()["odd"].find(tokens_of(message.plain[clause.start : clause.end]))


def _is_resolved(words: list[str]) -> bool:
    """Tell whether ``words`` say that it was looked into and is over; nothing wrong is told after that."""
    lists = _lists()
    resolved = list(lists["resolved"].spans(words))
    if not resolved or lists["unresolved"].find(words[: resolved[-1].start]):
        return False
    over = {at for span in resolved for at in range(span.start, span.end)}
    left = [word for at, word in enumerate(words) if at > resolved[0].end and at not in over]
    return not any(lists[name].find(left) for name in ("trouble", "soft", "doubt"))


def _going_on(message: Message, clause: Clause) -> list[Clause]:
    """Return the clause after ``clause`` if it is about the same thing: no id of its own, no return, an "it"."""
    after = [one for one in message.clauses if one.start > clause.start][:1]
    return [
        one
        for one in after
        if not message.ids_in(one.start, one.end)
        and not ANCHOR.search(message.plain, one.start, one.end)
        and (one.sentence == clause.sentence or _lists()["about"].find(tokens_of(message.plain[one.start : one.end])))
    ]


def is_trouble(said: str) -> bool:
    """Tell whether ``said``, of an invoice, tells of something wrong with it or asks for a look, by the lists alone."""
    lists = _lists()
    spans = list(_every().spans(tokens_of(said)))
    found = {span.term for span in _meant(spans, {span.term for span in spans}, 0)}
    return any(lists[name].complete(found) for name in ("trouble", "soft"))


def is_over(said: str) -> bool:
    """Tell whether ``said`` tells that what was wrong with an invoice has been put right."""
    words = tokens_of(said)
    return bool(_lists()["resolved"].complete({span.term for span in _every().spans(words)})) and _is_resolved(words)


def asks_about(message: Message, clause: Clause) -> bool:
    """Tell whether ``clause`` asks for an invoice's due date or a copy, which billing answers without a task."""
    return any(one.kind == "invoice" for one in message.ids_in(clause.start, clause.end)) and (
        calm_about(message, clause) == "asked"
    )


def settled_in(text: str) -> list[FoundId]:
    """Return the invoices that ``text`` only tells to be fine, paid or thanked for; [] if it asks anything of one."""
    message = read(text)
    if _ASKED_FOR.search(message.plain[:READ_CHARS]):
        return []
    named = [
        (clause, one)
        for clause in message.clauses
        for one in message.ids_in(clause.start, clause.end)
        if one.kind == "invoice"
    ]
    calm = {calm_about(message, clause) for clause in dict.fromkeys(clause for clause, _ in named)}
    return [one for _, one in named] if calm == {"settled"} else []
