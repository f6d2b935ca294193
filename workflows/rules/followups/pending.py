"""Short answers to what the desk asked: a product, an order id or an invoice number standing nearly alone."""

import re

from workflows.answers import Task
from workflows.language.lazy import lazy
from workflows.rules.corrections.repairs import editing_runs, repair_at
from workflows.rules.followups.answered_anew import meant_from
from workflows.rules.followups.only_told import is_only_told
from workflows.rules.products.nearby_things import things_in
from workflows.rules.products.products import MAX_LIST, Name, is_generic, is_goods, is_quoted, name_at, names_from
from workflows.rules.products.things import has_model_number, holds_goods, is_no_thing, is_thing
from workflows.rules.returns.antecedents import find_mention
from workflows.rules.returns.points import point_of
from workflows.rules.returns.reasons import after_name, in_next
from workflows.rules.syntax.clauses import Clause, Message, read
from workflows.rules.syntax.lines import lines_of
from workflows.rules.syntax.statements import is_part, says_something
from workflows.understanding.returns.words import is_made, may_be_made

_OPENING = lazy(
    r"\s*(?:(?:oh|ah|hi|hello|hey|sorry|yes|yeah|yep|sure|ok|okay|well|right|so|um|uh|of\scourse|no\sproblem"
    r"|here\s(?:you\sgo|it\sis|we\sgo)|there(?:\sit\sis|\swe\sgo)?(?=\s?[:,])|found\sit(?:\snow)?|got\sit(?:\snow)?|i\s(?:have\s)?(?:found|got)\sit(?:\snow)?|thanks|thank\syou|good\squestion"
    r"|please|and|also|then)\b[\s,.!:\u2013\u2014-]*){0,3}"
    r"(?:(?:it's|its|it\sis|it\swas|that's|that\sis|that\swould\sbe|that\swas|this\sis|they're|they\sare|i\smean"
    r"|i\smeant|i\sthink(?:\sit(?:'s|\sis))?|i'd\ssay|it\sshould\sbe|here(?:'s|\sis)|namely|"
    r"the\s(?:one|thing|item|product)\s(?:that\s)?(?:i|we)\s(?:want|meant?|would\slike|need)(?:\sto\s(?:return|send\sback))?\sis"
    r"|(?:the|my)\s(?:product|item|order|invoice|number|product\sname|name|return|rma|one)?\s?(?:number|id|no\.?|name)?\s?(?:is"
    r"|was|:|=)|(?:for|of)\s(?=(?:the|my)\s)|i\s(?:want|would\slike|'d\slike)\sto\s(?:return|send\sback)|i\s(?:bought|ordered|have)|product:"
    r"|item:|order:|invoice:|number:|name:)\s*){0,2}[\s,:-]*",
    re.IGNORECASE,
)
# "She says it's the pouf", "my son reckons the trimmer": somebody else knows it.
_SOMEBODY_SAYS = lazy(
    r"\s*(?:(?:ok|okay|so|well|right|oh|ah|hi|and|got\sit|asked\s(?:him|her|them))\b[\s,.!:]*){0,2}"
    r"(?:according\sto\s(?:my|our|the|his|her)\s\w{2,15}[\s,]{1,2}"
    r"|(?:she|he|they|(?:my|our|the|his|her)\s[\w'-]{2,15}(?:\s(?!says?\b)[\w'-]{2,15})?)(?:\s(?:just|now|also))?"
    r"(?:\s(?:says?|said|thinks?|thought|reckons?|believes?|guesses|answered|replied)|'s\ssaying|\s(?:tells?|told)\sme)"
    r"[\s,:]{1,2}(?:that\s)?)",
    re.IGNORECASE,
)
# "Silly me. It's a kazoo.": a word of surprise, and then the answer.
_SHORT = lazy(r"(?:[^\w?]*+\w[\w'-]*+){1,4}+[^\w?]*+")
# "Sorry, was driving. The brass coupling": an excuse for the wait, in a sentence of its own.
_EXCUSE = lazy(
    r"\W*(?:(?:oh|ah|ok|hi|hey|hello)\W{1,3})?(?:sorry|apologies|my\sbad|excuse\sme|pardon|i'?m\sback|back\s(?:now|again)|back)\b"
    r"(?!\s(?:for|about)\b)[^.!?\n]{0,60}+[.!?\n]+\s*(?=\w)",
    re.IGNORECASE,
)
_SORRY_FOR = lazy(r"\W*(?:(?:so|very|oh)\s){0,2}(?:sorry|apologies)\s(?:for|about)\b", re.IGNORECASE)
_NAMES_IT = lazy(r"\W*(?:it'?s|it\sis|it\swas|that'?s|they'?re|they\sare)\s(?:the|my|our|an?)\s", re.IGNORECASE)
_NO_ANSWER = lazy(
    r"\s*(?:(?:i|we)\b|who|what|why|when|where|how|which|can|could|do|does|did|is\b|are\b|will|would|never\s?mind"
    r"|nvm|no\b|none|nothing|not\b|thanks?|thank|thx|ok(?:ay)?\b|yes|yeah|hello|hi\b|hey|bye|stop|cancel|help"
    r"|please|pls|forget"
    r"|idk|dunno|don'?t|wait|later|sure|good|great|cool|perfect|sorry|one\smoment|moment|hmm|lol|haha|human|agent"
    r"|someone|somebody|a\shuman|a\sperson|an\sagent|as\si|already|you\b|your\b|he\b|she\b|there\b|still|also|but"
    r"|because|if|let|maybe|whatever|anything|see|tell|give|it\b|this\sis\b)\b",
    re.IGNORECASE,
)
# 'my name is Bob', 'I am Bob', 'this is Bob from sales': who somebody is, not what they send back.
_WHO_I_AM = lazy(r"\b(?:my\s(?:\w{2,10}\s)?name(?!\w)|i(?:'m|\sam)\s(?!returning|sending))", re.IGNORECASE)
# 'the one ending 345', 'the ones costing 30 euros': what follows says which, and names nothing.
_ONE_THAT = lazy(r"\b(?:the|that|this|those|these)\sones?\s$", re.IGNORECASE)
_BARE_ID = lazy(
    r"\s*[\"'(`]?(?P<id>\#?(?=[a-z/-]{0,10}\d)[a-z0-9]{1,24}(?:[-/][a-z0-9]{1,20}){0,4})[\"')`]?(?P<rest>[^\n]{0,40})$",
    re.IGNORECASE,
)
_NOTHING_SAID = frozenset(["null", "none", "n/a", "unknown", "not stated", "and", "but", "so", "or"])
_AGAINST = lazy(
    r"n't\b|'ll\b|\b(?:will|get|got|buy|bought|try|use|using|not|never|no|none|nothing|keep\w*|stay\w*|cancel|instead|wait|hang\son|moment|later|check|ask|find|look\w*|where|if|for|from|with|on|in|at|under|behind|next|order|invoice|person|human|someone)\b",
    re.IGNORECASE,
)
_ENDS_OR_GOES_ON = lazy(r"\s?(?:$|[.,;:!()\u2013\u2014-]|(?:and|because|which|that|since)\s)")
_IDENTITY = lazy(
    r"\b(?:it'?s|it\sis|it\swas|that'?s|that\sis|that\swould\sbe|this\sis|they'?re|called)\s(?:(?:just|actually|only|really)\s)?(?:an?|some|one)\s$",
    re.IGNORECASE,
)
MOST_BARE = 4  # words of a name that no list knows
_NUMBER = lazy(r"\b(?:an?|one|two|three|four|five|six|some|\d{1,2}(?:\s?x)?)\b", re.IGNORECASE)
_PLEASE = lazy(r"\s(?:please|pls|plz|thanks?|thx|cheers)\b", re.IGNORECASE)
_PLACES = lazy(
    r"(?:gym|shower|bathroom|kitchen|garage|lane|bridge|building|elevator|pub|bar|cafe|restaurant|motorway|depot|subway|taxi"
    r"|tube|wifi|road|office|phone|door)",
    re.IGNORECASE,
)
MOST_TOLD = 120  # characters of an answer that names a number in its own words
_REFUSED = lazy(
    r"n't\b|\b(?:not|never|nothing|no\slonger|fine|ok|okay|paid|settled|sorted|his|hers?|theirs|\w+'s\s(?:is|one)|neighbou?r\w*|wrong|other)\b",
    re.IGNORECASE,
)
_AFTERTHOUGHT = lazy(
    r"(?:[.,!:)-]|\b(?:i\s(?:think|believe|guess)|i\shope|please|thanks?|thank\syou|thx|sorry|that'?s\sit"
    r"|is\s(?:it|the\snumber|my\sorder|the\sinvoice)|was\sit|it\sis|cheers)\b|\s)*$",
    re.IGNORECASE,
)


def fills_product(message: Message) -> tuple[list[Task], tuple[Clause, ...]]:
    """Return the returns that a bare answer names ('the blue lamp, it hums') and the clauses it took, if it is one."""
    if listed := _fills_list(message):
        return listed, message.clauses
    at = meant_from(message.plain)
    if at is None:
        return _fills(message)
    instead, _ = _fills(read(message.words[at:]))
    return (instead, message.clauses) if instead else ([], ())


def _fills(message: Message) -> tuple[list[Task], tuple[Clause, ...]]:
    first = next((n for n, c in enumerate(message.clauses[:3]) if not _is_opening_only(message, c)), 0)
    filled = _fills_product(message, first) if message.clauses else ([], ())
    later = message.clauses[first + 1 : first + 2]
    if not filled[0] and (told := _fills_among_words(message)):
        return told
    excused = _EXCUSE.match(message.plain) if later and not filled[0] else None
    if excused and (behind := next((n for n, one in enumerate(message.clauses) if one.end > excused.end()), 0)):
        return _fills_product(message, behind)
    if filled[0] or not later or not _SHORT.fullmatch(message.plain, 0, later[0].start):
        return filled
    if _NO_ANSWER.match(message.plain) or not _NAMES_IT.match(message.plain, later[0].start):
        return filled
    tasks, used = _fills_product(message, first + 1)
    return (tasks, used) if all(holds_goods(one.product_name or "") for one in tasks) else filled


def _fills_list(message: Message) -> list[Task]:
    """Return the returns that an answer names on lines, or with nothing but commas between: "- lamp", "- kettle"."""
    if any(one.question for one in message.clauses):
        return []
    lines = lines_of(message)
    points = [point_of(message, line) for line in lines]
    if len(lines) == 1:
        names = names_from(message, lines[0].start, lines[0].end, listed=True)
        whole = names and not message.plain[names[-1].upto : lines[0].end].strip(" .!")
        words = [message.plain[one.start : one.end] for one in names]
        known = whole and all(holds_goods(one) and not is_part(one) for one in words)
        return [return_task(one, "") for one in words] if known and len(names) > 1 else []
    if len(points) < 2 or any(one is None for one in points):
        return []
    found = [(name, one.reason) for one in points if one for name in one.names]
    if not all(_may_be_answer(message, name) for name, _ in found):
        return []
    return [
        return_task(message.original(name.start, name.end), message.original(*why) if why else "")
        for name, why in found[:MAX_LIST]
    ]


def _fills_among_words(message: Message) -> tuple[list[Task], tuple[Clause, ...]] | None:
    """Return the return of the one everyday thing that a short answer names among other words, none of them against it.

    "I thought I had said. The waffle iron", "we're talking about the bread maker, the lid is cracked".
    """
    if len(message.plain) > MOST_TOLD or message.ids or any(one.question for one in message.clauses):
        return None
    named = [name for name in things_in(message, 0, len(message.plain)) if _is_answer(message, name)]
    named = [name for name in named if holds_goods(message.plain[name.start : name.end])]
    if len(named) != 1 or _AGAINST.search(message.plain, 0, named[0].start):
        return None
    name = named[0]
    home = next((n for n, one in enumerate(message.clauses) if one.start <= name.start < one.end), 0)
    clause = message.clauses[home]
    if not _ENDS_OR_GOES_ON.match(message.plain, name.upto):
        return None
    reason = after_name(message, name.upto, clause.end)
    following = message.clauses[home + 1 : home + 2]
    if reason is None and following:
        reason = in_next(message, following[0])
    why = message.original(*reason) if reason else ""
    return [return_task(message.original(name.start, name.end), why)], message.clauses


def _fills_product(message: Message, index: int) -> tuple[list[Task], tuple[Clause, ...]]:
    clause = message.clauses[index]
    says = _SOMEBODY_SAYS.match(message.plain, clause.start, clause.end)
    begin = says.end() if says else clause.start
    opening = _OPENING.match(message.plain, begin, clause.end)
    at = opening.end() if opening else begin
    is_about_them = _WHO_I_AM.search(message.plain, clause.start, clause.end)
    is_sorry = _SORRY_FOR.match(message.plain, clause.start, clause.end)
    if clause.question or is_about_them or is_sorry or _NO_ANSWER.match(message.plain, at, clause.end):
        return [], ()
    names = names_from(message, at, clause.end)
    known = (_is_answer(message, name) or _is_bare_name(message, name, at) for name in names)
    if not names or not all(known) or any(_is_only_mentioned(message, name) for name in names):
        return _fills_told(message, clause)
    if repaired := _repaired(message, names[-1].upto):
        return repaired
    used = [clause]
    reason = after_name(message, names[-1].upto, clause.end)
    rest = message.plain[names[-1].upto : clause.end]
    if (
        reason is None
        and re.match(r"\s*\w", rest)
        and not re.match(
            r"\s*(?:i|we|that|which|from|please|thanks?|bought|because|with|in|for|(?:then|instead|rather)\W*$)\b",
            rest,
            re.IGNORECASE,
        )
    ):
        return _fills_told(message, clause)
    following = message.clauses[index + 1 : index + 2]
    if reason is None and following and (reason := in_next(message, following[0])):
        used.append(following[0])
    if reason is None and names[0].flaw:
        reason = names[0].flaw
    why = message.original(*reason) if reason else ""
    return [return_task(message.original(name.start, name.end), why) for name in names], tuple(used)


def _repaired(message: Message, upto: int) -> tuple[list[Task], tuple[Clause, ...]] | None:
    """Return what "it's a bowl. no, I mean the jug!" answers with: the thing that is meant, in all of its clauses."""
    for run in editing_runs(message.plain, upto):
        repair = repair_at(message, run.end(), may_be_part=True)
        name = (
            name_at(message, repair.start, repair.end) if repair and repair.one is None and not repair.is_only else None
        )
        if name and _is_answer(message, name):
            return [return_task(message.original(name.start, name.end), "")], tuple(message.clauses)
    return None


def _fills_told(message: Message, clause: Clause) -> tuple[list[Task], tuple[Clause, ...]]:
    """Return the return that 'the kettle leaks' answers with: a thing for sure, and what is wrong with it."""
    mention = find_mention(message, [clause])
    if mention is None or mention.reason is None or not _is_answer(message, mention.name):
        return [], ()
    name = message.original(mention.name.start, mention.name.end)
    if not (holds_goods(name) or has_model_number(name)):
        return [], ()
    return [return_task(name, message.original(*mention.reason))], (clause,)


def return_task(product: str, reason: str) -> Task:
    """Return the task for ``product`` and ``reason``, cut to the bounds of their fields; empty means not stated."""
    name, why = _cut(product, 80), _cut(reason, 200)
    if name and why:
        return Task(query_type="ProductReturn", product_name=name, reason_for_return=why)
    if name:
        return Task(query_type="ProductReturn", product_name=name)
    return Task(query_type="ProductReturn", reason_for_return=why) if why else Task(query_type="ProductReturn")


def _cut(words: str, limit: int) -> str:
    """Return ``words`` cut at a word; one that is read as "missing", or only joins, counts as nothing said."""
    words = words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0]
    return "" if words.lower() in _NOTHING_SAID else words


def _is_opening_only(message: Message, clause: Clause) -> bool:
    opening = _OPENING.match(message.plain, clause.start, clause.end)
    return bool(opening) and not message.plain[opening.end() : clause.end].strip() if opening else False


def _is_answer(message: Message, name: Name) -> bool:
    return _may_be_answer(message, name) and (is_thing(message, name) or _is_called(message, name))


def _may_be_answer(message: Message, name: Name) -> bool:
    words = message.plain[name.start : name.end]
    known = any(one.kind != "unknown" and one.start < name.end and name.start < one.end for one in message.ids)
    return (
        len(words.split()) <= 6
        and any(c.isalpha() for c in words)
        and not is_generic(words)
        and not _ONE_THAT.search(message.plain, max(0, name.start - 12), name.start)
        and is_goods(words)
        and not known
        and not is_only_told(message.plain, name.start, name.end)
    )


def _is_bare_name(message: Message, name: Name, at: int) -> bool:
    """Tell whether a name without an article is all of an answer, or all before its reason: "brass coupling".

    Its last word is known to be of a thing that is made; one that stands alone and may be a place is none.
    """
    words = message.plain[name.start : name.end]
    begins = not _NUMBER.sub("", message.plain[at : name.start]).strip(" \"'")
    ends = _ENDS_OR_GOES_ON.match(message.plain, name.upto) or _PLEASE.match(message.plain, name.upto)
    is_name = begins and ends and len(words.split()) <= MOST_BARE and not _PLACES.fullmatch(words)
    return bool(is_name) and is_made(words) and not is_no_thing(words) and _may_be_answer(message, name)


def _is_called(message: Message, name: Name) -> bool:
    """Tell whether ``name`` stands behind "it's a" and may be made: no list of goods needs to know it then."""
    words = message.plain[name.start : name.end]
    said = _IDENTITY.search(message.plain, max(0, name.start - 30), name.start)
    return said is not None and not is_no_thing(words) and may_be_made(words)


def _is_only_mentioned(message: Message, name: Name) -> bool:
    """Tell whether ``name`` is a whole statement: 'the strap gives me a rash' names no product."""
    end = len(message.plain)
    return not is_quoted(message, name) and says_something(message.plain, name.start, name.upto, end)


def fills_id(message: Message) -> tuple[str, Clause] | None:
    """Return the id that a bare answer gives ('it's 12345', '98765 I think') and its clause; None if it is none."""
    for clause in message.clauses[:3]:
        opening = _OPENING.match(message.plain, clause.start, clause.end)
        match = _BARE_ID.match(message.plain, opening.end() if opening else clause.start, clause.end)
        if (
            match
            and not clause.question
            and len(re.sub(r"\D", "", match["id"])) >= 2
            and _AFTERTHOUGHT.match(match["rest"])
        ):
            return match["id"].lstrip("#").upper(), clause
    return None


def told_id(message: Message, kind: str) -> tuple[str, Clause] | None:
    """Return the one id of ``kind`` that an answer names in whatever words, with its clause; None if it is refused."""
    named = [one for one in message.ids if one.kind == kind]
    if len(named) != 1 or len(message.ids) != 1 or len(message.plain) > MOST_TOLD:
        return None
    clause = next((one for one in message.clauses if one.start <= named[0].start < one.end), None)
    if clause is None or any(one.question for one in message.clauses):
        return None
    return None if _REFUSED.search(message.plain) else (named[0].value, clause)
