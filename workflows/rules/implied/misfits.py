"""Things that are not what their buyer needs: they do not fit, are the wrong ones, not as described, or one too many.

Nothing is asked for in such words ("these boots don't fit me, what now?"), so it is at most asked about. A fault alone
("my lamp hums") is no misfit.
"""

import re
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.implied.own_things import Found, Seen, Things, found
from workflows.rules.returns.reasons import clip
from workflows.rules.syntax.clauses import Clause

_BE = (
    r"(?:(?:is|are|was|were|came|comes?|arrived|looks?|looked|feels?|felt|runs?|seems?|seemed|proved|turned\sout)(?:\sto\sbe)?"
    r"|(?:has|have)\s(?:come|arrived)|(?<=\w)'s|(?<=\w)'re)"
)
_MUCH = (
    r"(?:\s(?:just|really|simply|far|way|much|clearly|definitely|unfortunately|sadly|quite|rather|all|still|slightly|completely"
    r"|totally|entirely|obviously|actually|exactly|quite|also|both|a\s(?:bit|little|lot|touch|tad)|one\ssize|two\ssizes)){0,3}"
)
_NOT = (
    r"(?:(?:is|are|was|were)(?:n't|nt|\snot)|(?:looks?|feels?|came|arrived|seems?)\snot|(?:does|do|did)(?:n't|nt|\snot)\s(?:look|seem|feel)"
    r"|(?:'s|'re)\snot)"
)
_TRAIT = (
    r"(?:sizes?|colou?rs?|shade|models?|types?|kind|style|length|width|height|version|material|fit|pattern|flavou?r|brand|make|set|pair"
    r"|ones?|items?|products?|things?|hand|side|voltage|thickness|finish)"
)
_GOT = (
    r"(?:ordered|bought|purchased|asked\sfor|paid\sfor|chose|picked|wanted|expected|was\safter|were\safter|requested|needed"
    r"|had\sin\smind|hoped\sfor)"
)
_SHOWN = (
    r"(?:described|advertised|shown|pictured|expected|promised|listed|specified|agreed"
    r"|in\sthe\s(?:picture|photo|pictures|photos|ad|advert|catalogue))"
)
# What is said of a thing named right before.
_AFTER = Sifted(
    rf"\b(?:does|do|did|will|would)(?:n't|nt|\snot){_MUCH}\s(?:fit|suit|match|go\swith)\b(?!\s(?:is|of)\b)|\bwon't\sfit\b|\bnever\sfits?\b"
    r"|\b(?:doesn't|don't|does\snot|do\snot)\s(?:look|feel)\s(?:anything\s|much\s)?like\b"
    rf"|{_BE}{_MUCH}\stoo\s(?:small|big|large|tight|short|long|wide|narrow|loose|tall|deep|bulky|baggy|low|high|heavy)\b(?!\s(?:a|an)\b)"
    rf"|{_BE}{_MUCH}\stoo\s(?!hard|difficult|complicated|late|soon|early|much|many|bad|good|kind)\w{{3,14}}\sfor\s(?:me|us|my|our)\b"
    rf"|{_BE}{_MUCH}\s(?:in\s)?(?:the\s|a\s)?(?:wrong|different|incorrect)\s{_TRAIT}\b"
    rf"|{_NOT}{_MUCH}\s(?:in\s)?(?:the\s|a\s|my\s|our\s)?(?:right|correct|same|size|colou?r)\b(?:\s{_TRAIT}\b)?"
    rf"|{_NOT}{_MUCH}\s(?:what\s|the\s(?:[\w-]{{1,20}}\s){{1,3}}?(?:that\s|which\s)?)(?:i|we)(?:'d|'ve|\shad|\shave)?\s(?:actually\s)?{_GOT}\b"
    rf"|{_NOT}{_MUCH}\sas\s(?:(?:it|they|i|we)\s(?:was|were|had\sbeen|had|is|are)?\s?)?{_SHOWN}\b"
    rf"|{_BE}{_MUCH}\s(?:nothing\slike|(?:very\s|completely\s|totally\s|so\s)?(?:different|other)\s(?:from|to|than))\s(?:what|the|it|in|on|your)\b"
    rf"|{_BE}{_MUCH}\s(?:small|bigg|larg|short|long|wid|narrow|dark|light|bright|heavi)er\sthan\s(?:(?:i|we|it|they)\s\w+|{_SHOWN}|the\s(?:picture|photo|description))\b"
    r"|\b(?:is|are)\s(?:a\sduplicate|duplicates|one\stoo\smany)\b|\b(?:was|were|came|arrived|has\sbeen|have\sbeen)\s(?:sent\s|delivered\s|shipped\s|ordered\s)?twice\b",
)
# "The colour of the rug is wrong."
_TRAIT_OF = lazy(
    rf"\b(?:the|its)\s{_TRAIT}\sof\s(?P<np>(?:the|my|our|this|these|those)\s[^,.;]{{2,40}}?)\s(?={_BE}{_MUCH}\s(?:wrong|off|incorrect|too|different)\b|{_NOT})",
    re.IGNORECASE,
)
# "You sent me the wrong lamp", "I ordered the wrong size": the name follows, or was told before.
_WRONG_GOT = Sifted(
    r"\b(?:(?:you|they)(?:'ve|\shave)?\s(?:\w{2,12}\s)?(?:sent|shipped|delivered|gave|given|packed)\s(?:(?:me|us)\s)?"
    r"|(?:i|we)(?:'ve|\shave)?\s(?:\w{4,12}ly\s|just\s)?(?:got|received|were\ssent|was\ssent|been\ssent|ordered|bought|chose|picked|took|purchased)\s)"
    rf"(?:the\s|a\s|an\s)?(?P<why>(?:wrong|incorrect)(?:\s(?P<trait>{_TRAIT}(?:(?:\sand|\sor)\s{_TRAIT})?)\b)?)(?P<of>\s(?:of|for|in)\b)?",
)
_TWICE = Sifted(
    r"\b(?:(?:i|we)(?:'ve|\shave)?|(?:you|they)(?:'ve|\shave)?)\s(?:\w{4,12}ly\s|must\shave\s|just\s)?"
    r"(?:ordered|bought|got|received|sent|shipped|delivered|purchased)\s(?:me\s|us\s)?(?=(?P<upto>[^,;.]{2,50}?)\stwice\b)",
)
# "I have two of the same kettle now."
_TWO_OF = lazy(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:now\s|ended\sup\swith\s|have\s|got\s|own\s){0,3}two\sof\s(?:the\s|this\s|these\s|that\s)?(?:same|identical)\s",
    re.IGNORECASE,
)
# "I ordered a tent but you sent me a tarp", "I ordered a blue vase but got a green one".
_OTHER_CAME = lazy(
    r"\bordered\s(?P<ordered>(?:an?|the|some|two)\s[^,.;]{2,50}?),?\s(?:but|and\sinstead)\s(?:(?:i|we)\s(?:\w{4,12}ly\s)?|(?:you|they)\s)?"
    r"(?:got|received|was\ssent|were\ssent|sent|shipped|delivered)\s(?:me\s|us\s)?(?=(?P<came>(?:an?|the|some|two)\s[^,.;]{2,50}))",
    re.IGNORECASE,
)
# "I received the shoes in blue but ordered black."
_CAME_OTHER = Sifted(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:got|received)\s(?=(?P<came>(?:the|my|our)\s[^,.;]{2,50}?),?\s(?:but|when|though|although)\s(?:(?:i|we)(?:'d|\shad)?\s)?"
    r"(?:\w{4,12}ly\s)?ordered\b)",
)
_A_ONE = lazy(r"\bones?\b", re.IGNORECASE)
_WRONG_TRAIT = lazy(rf"\s*(?P<why>wrong\s{_TRAIT})\s(?:of\s|for\s)?(?=\w)", re.IGNORECASE)
_CHANGED = lazy(r"\s(?:any\s?more|any\slonger|since|after\sthe)\b", re.IGNORECASE)
_SECOND = lazy(
    r"\b(?:i|we)\s(?:already|now)\s(?:have|own|had|got|have\sgot)\s(?:one|the\ssame(?:\sone)?|that\sone|this\sone|it|them|two|a\spair|the\ssame\smodel)\b"
    r"|\b(?:i|we)(?:'ve|\shave)\s(?:already|now)\sgot\s(?:one|the\ssame(?:\sone)?|that\sone|it|two)\b",
    re.IGNORECASE,
)
# One of these is a part of all that is said so.
MUST_HOLD = (
    *(
        "fit",
        "suit",
        "match",
        "go with",
        "too ",
        "wrong",
        "correct",
        "right",
        "t the",
        "same",
        "size",
        "colo",
        "t what",
        "t as ",
    ),
    *("k like", "l like", "g like", "h like", "different", "other than", "er than", "duplicate", "twice"),
    *("already", "two of", "ordered", " now have", " now got", "now own"),
)
_OPENS = lazy(
    r"\s*(?:(?:and|but|so|or|hi|hello|hey|ok|also)[\s,]+){0,2}(?:do|does|did|is|are|was|were|has|have|will|would|can|could|should|may|might|what|which|who|when|where"
    r"|why|how|if)\b",
    re.IGNORECASE,
)
_TURN = lazy(
    r"[\s,;:\u2013—-](?:what|how|where|who|which|can|could|would|may|is\sthere|are\sthere|do\s(?:i|we|you)|should\s(?:i|we)|any\s|now\swhat|is\sit|will\syou|am\si)\b",
    re.IGNORECASE,
)


def misfit(things: Things, number: int) -> Found:
    """Read what is wrong about a thing in clause ``number`` other than a fault of it."""
    for read in (_not_right, _trait_of, _wrong_one, _another_came, _one_too_many):
        if seen := read(things, number):
            return seen
    return None


def _not_right(things: Things, number: int) -> Found:
    """Read "these boots don't fit me", "the rug is the wrong colour", "it is not what I ordered"."""
    clause = things.message.clauses[number]
    match = _AFTER.search(things.plain, clause.start, clause.end)
    if not match or _is_off(things, clause, match) or _CHANGED.match(things.plain, match.end()):
        return None
    return _as_misfit(things, number, match, things.topic(number, match.start()))


def _trait_of(things: Things, number: int) -> Found:
    clause = things.message.clauses[number]
    match = _TRAIT_OF.search(things.plain, clause.start, clause.end)
    if not match or _is_off(things, clause, match):
        return None
    return _as_misfit(things, number, match, things.named_or_meant(number, *match.span("np")))


def _wrong_one(things: Things, number: int) -> Found:
    """Read "you sent me the wrong lamp", "I ordered the wrong size"; what has no name was named before."""
    clause = things.message.clauses[number]
    match = _WRONG_GOT.search(things.plain, clause.start, clause.end) or _WRONG_TRAIT.match(
        things.plain, clause.start, clause.end
    )
    if not match or _is_off(things, clause, match):
        return None
    seen = things.named_or_meant(number, match.end(), clause.end, any_thing=True)
    return _as_misfit(things, number, match, seen or things.the_one(number, match.start()), at=match.start("why"))


def _another_came(things: Things, number: int) -> Found:
    """Read "I ordered a tent but you sent me a tarp"; "a green one" is called by the last word of what was ordered."""
    clause, plain = things.message.clauses[number], things.plain
    match = _OTHER_CAME.search(plain, clause.start, clause.end) or _CAME_OTHER.search(plain, clause.start, clause.end)
    if not match or _is_off(things, clause, match):
        return None
    seen = things.named_or_meant(number, match.start("came"), match.end("came"), any_thing=True)
    if seen is None and match.groupdict().get("ordered") and _A_ONE.search(match["came"]):
        seen = things.named_or_meant(number, *match.span("ordered"), any_thing=True)
        last = plain[seen.name.start : seen.name.end].split()[-1] if seen else ""
        seen = replace(seen, name=replace(seen.name, start=seen.name.end - len(last))) if seen else None
    return _as_misfit(things, number, match, seen)


def _one_too_many(things: Things, number: int) -> Found:
    """Read "I ordered the lamp twice", "you sent me a kettle and I already have one"."""
    clause, plain = things.message.clauses[number], things.plain
    if match := _TWICE.search(plain, clause.start, clause.end):
        seen = things.named_or_meant(number, match.end(), match.end("upto"), any_thing=True)
    elif match := _TWO_OF.search(plain, clause.start, clause.end):
        seen = things.named_or_meant(number, match.end(), clause.end, any_thing=True)
    elif match := _SECOND.search(plain, clause.start, clause.end):
        seen = things.the_one(number, match.start())
    else:
        return None
    return None if _is_off(things, clause, match) else _as_misfit(things, number, match, seen)


def _is_off(things: Things, clause: Clause, match: re.Match[str]) -> bool:
    """Tell whether it is asked, past, weighed, another's or conditional; a question after what is told is none."""
    asked = clause.question and (
        _OPENS.match(things.plain, clause.start, clause.end)
        or not (_TURN.search(things.plain, match.end(), clause.end) or _goes_on(things, clause))
    )
    return bool(asked) or things.is_blocked(match.start(), match.end(), negated=False)


def _goes_on(things: Things, clause: Clause) -> bool:
    """Tell whether ``clause`` is not the last of its sentence: "the rug is too big, what are my options?"."""
    return any(one.sentence == clause.sentence and one.start > clause.start for one in things.message.clauses)


def _as_misfit(things: Things, number: int, match: re.Match[str], seen: Seen | None, at: int | None = None) -> Found:
    """Return the thing with what is said of it as the reason."""
    clause = things.message.clauses[number]
    turn = _TURN.search(things.plain, match.end(), clause.end) if clause.question else None
    seen_as = found(things, number, match.span(), seen, "misfit")
    if seen_as is None:
        return None
    own = clip(things.message, match.start() if at is None else at, turn.start() if turn else clause.end)
    back, kind = seen_as
    return replace(back, reason=own or back.reason), kind
