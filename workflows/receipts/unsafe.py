"""What no reply may ask of a customer: secrets, money, identity papers, remote access, or something that does harm.

A sentence is read for who is to do what with which thing: a word for giving or asking beside a secret, a deed beside
the thing it endangers. What is forbidden ("never share your PIN"), what the customer said, and what is entered on a
page or device of the customer's own is let through. Everything is linear: words are found once, and then compared.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from workflows.language.folding import small
from workflows.language.lazy import lazy
from workflows.language.sentences import sentence_texts
from workflows.receipts.first_look import any_of
from workflows.receipts.unsafe_advice import Advice
from workflows.receipts.unsafe_deeds import DEEDS
from workflows.receipts.unsafe_words import ENTER, GIVE, KEEP, NEEDED, PASSIVE, PAY, SECRET, WANTED

_ANY_SECRET = any_of((SECRET,))
_ANY_DEED = any_of(DEEDS)
_ANY_PAY = any_of((PAY,))
_EDGES = " \n\t.,;:!?\"'*_~()[]{}-•>#/"
MEMORY = 2  # "You got a code by SMS. It has six digits. Please read it out.": sentences a secret is remembered
_BLANKS = lazy(r"[^\S\n]+")
_CLAUSE = lazy(  # of a sentence whose blanks are single
    r"[,;:()]+|\s-+\s|\s(?:but|so|then|instead|because|otherwise)\s"
    r"|\s(?:and|or)\s(?=(?:please|kindly|just|simply|then|also|do not|never|you|i|we)\s)"
    r"|\sand\s(?=(?:send|share|tell|give|reply|type|enter|read|let|paste|post|forward|confirm|buy|pay|call)\b)",
    re.IGNORECASE,
)
# What is forbidden or said not to be needed. "Do not hesitate", "why don't you" and "do not forget" forbid nothing.
# These are not the negations of workflows/language: there "ignore" and "skip" are some, here they are deeds ("skip your
# insulin"), and "there is no way around sending me your PIN" forbids nothing.
_FORBIDS = lazy(
    r"\b(?:(?:do|does|did|should|must|can|could|would|will|need|may|shall|is|are|has|have)\s*not(?!\s+(?:you|we|mind"
    r"|hesitate|worry|forget|only|yet|just|need (?:the |your |any |an? )?(?:brakes?|goggles|gloves|helmet|mask"
    r"|harness))\b)|never|avoid|refrain|rather than|instead of|without (?:\w+ing|having)"
    r"|no need|nobody|no one|nor|neither|not (?:to|for|its|\w+ing|ask\w*|need(?!\w* (?:the |your |any "
    r"|an? )?(?:brakes?|goggles|gloves|helmet|mask|harness)\b)\w*|recommend\w*|necessary|required"
    r"|safe))\b",
    re.IGNORECASE,
)
# "I cannot go on without your PIN", "nothing can be done until you pay": a condition asks, however it is negated.
_ONLY_WITH = lazy(
    r"\b(?:not|nothing|unable|impossible|nobody|no one|hard|difficult)\b(?:\W+\w+){0,12}?\W+"
    r"(?:without(?! (?:\w+ing|having))|unless|until)\b|\bonly\b(?:\W+\w+){0,8}?\W+(?:with|if|once|when|after)\b",
    re.IGNORECASE,
)
# What the customer said, wants or has done is no request, unless somebody is told to do something in it.
_RETOLD = lazy(
    r"\W*+(?:and |or |also |that |hello |hi )*(?:i (?:would|will|shall) (?:start|begin) with|i (?:can |do "
    r"|fully |completely )*(?:understand|see|hear|reali[sz]e"
    r"|know"
    r"|gather|read|notice)|you (?:have |had |also |then |already )*(?:paid|mention|said|say|would|want|wish"
    r"|wonder|ask"
    r"|used to pay|are (?:asking"
    r"|wondering|trying|having|unable)|were|wrote|report|notice|tried|describe)|(?:it|this|that) (?:sounds"
    r"|seems|looks)"
    r"|sorry|i am sorry|apolog|thank(?:s| you)(?: very much| so much| a lot)? for"
    r"|if you (?:have|had) already|have you (?!tried)|has |had |did"
    r" (?:you|the|your|it|this|that)"
    r"|were you|was |are you (?:asked|able|seeing)|does (?:the|your|it|this|any|every)|do (?:the|your|other|all"
    r"|both)|is (?:the|your|it|this)"
    r"|are (?:the|your|other|all|both)"
    r"|(?:if|when|whenever) (?:it|(?:the|your) \w+(?: \w+)?) (?:also |then )?(?:asks|prompts) (?:you )?for"
    r"|(?:if|when|whenever)? ?(?:anyone|anybody|someone|somebody|a caller|scammers?|whoever|people) (?:who |that "
    r"|ever )*"
    r"(?:ask|call|tell|want|claim|write)s?)\b",
    re.IGNORECASE,
)
_OBLIGES = lazy(
    r"\b(?:please|kindly|need to|needs to|must|have to|has to|should|(?:can|could|would|will) you(?: please)?|just"
    r"|simply"
    r"|want you to|ask you to|like you to)\b",
    re.IGNORECASE,
)
_TO_US = lazy(
    r"\b(?:here|below|in (?:this|the|your|our) (?:\w+ )?(?:chat|thread|channel|conversation|message|reply|slack|dm"
    r"|ticket)"
    r"|(?:to|with|for) (?:me|us|our)|(?:send|tell|give|show|text|e-?mail|message|dm|read|let) (?:me|us)|as a reply"
    r"|reply|respond|so (?:that )?(?:i|we)|(?:i|we) (?:can|could|may|will))\b",
    re.IGNORECASE,
)
_OWN_SIDE = lazy(
    r"\bthere\b|\b(?:app|page|manual|device|screen|display|label) (?:shows|displays|generates|holds)\b|\b(?:provider"
    r"|operator|manufacturer) (?:has|knows|keeps)\b|\b(?:when"
    r"|while|before|after|by|on|since) (?:enter|typ|us|putt)ing\b|\b(?:on|in|into|at|to|of|with"
    r"|from) (?:the|your|that|this|its|their|each|every|a) (?:[\w'-]+"
    r" ){0,3}?(?:page"
    r"|web ?site"
    r"|site|app|settings|form|field|portal|device|printer|router|phone|keypad|tv|machine|account|screen|box|window"
    r"|prompt"
    r"|checkout|dialog|manager|menu|browser|computer|laptop|profile|display|lock|panel|remote)\b"
    r"|\b(?:(?:when(?:ever)?|while|before|after|if|once|where|as|until|that) you(?: have| are)? (?:enter|type|typ"
    r"|us|put)\w*"
    r"|(?:enter|typ|us|put)\w* (?:the|your) (?:right|correct|new|same)|correctly)\b"
    # What a device or a program asks for: "when Windows asks for it"; and what a network is joined with.
    r"|\b(?:when(?:ever)?|if|once|where|as soon as) (?:windows|macos|android|ios|it|(?:the|your) (?:\w+ )?(?:computer"
    r"|laptop|phone|tablet|printer|router|app|screen|device|system|browser|network|mac|pc|tv|setup|wizard|window|dialog"
    r"|page|site)) (?:then |next )?(?:asks|prompts)\b"
    r"|\b(?:re)?(?:join|connect)\w* (?:again )?(?:to |with )?(?:it|the|your)\b[^.;!?]{0,30}? with (?:its|the|your)\b",
    re.IGNORECASE,
)
_HIDE = lazy(
    r"\b(?:remov(?:e|ing)|hid(?:e|ing)|cover(?:ing)?|black(?:ing)? out|blur(?:ring)?|leav(?:e|ing) out|delet(?:e|ing)"
    r"|redact(?:ing)?|keep|protect(?:ing)?)\b",
    re.IGNORECASE,
)
_GIVES_YOU = lazy(r"\b(?:it|them) to you\b|\byou (?:it|them|one|a new)\b", re.IGNORECASE)
_READ_BACK = lazy(
    r"\bwhat (?:does|do|did) (?:it|they|that|the (?:text|message|sms|e-?mail)) (?:say|read|show)\b"
    r"|\b(?:what|which) (?:is|are|one is) (?:it|they|that|the (?:number|numbers|digits))\b",
    re.IGNORECASE,
)
_POINTS = lazy(
    r"\b(?:it|them|this|that|those|these|both|the (?:number|numbers|digits|letters|photo|picture|scan|copy))\b",
    re.IGNORECASE,
)
# What stands before a secret that is one of a list.
_LIST = lazy(
    r"(?:\b(?:and|or|plus|your|the|a|an|any|user ?names?|e-?mails?|names?|full|both|with|including|like|such as|as"
    r" well as|current|old"
    r"|account|address|also|maybe|ideally|preferably|either|for example|that is|namely|then)\b|\W+)*+",
    re.IGNORECASE,
)
_DOING = lazy(r"\W*+(?!giv|send|shar|tell|provid|hav|know|see)\w+ing\b", re.IGNORECASE)  # "changing your PIN can help"
_WE = lazy(r"\b(?:i|we|me|us|our)\b", re.IGNORECASE)
_IF = lazy(r"\W*(?:if|when|in case) (?:your |the |a |no |any )?", re.IGNORECASE)
# "The code can take a minute", "your card may have expired": how a secret is, which nobody is asked for.
_IS_LIKE = lazy(
    r"\W+(?:(?:itself|alone|often|usually|sometimes|always|only|still|also|then|that \w+) )*(?:is|are|was|were|may"
    r"|might|can|could|must"
    r"|should|does|do|did|has|have|expires?|arrives?|comes?|works?|stays?|gets?|contains?|differs?|takes?|changes?"
    r"|fails?|shows?)\b",
    re.IGNORECASE,
)


class _Sentence:
    """A sentence, and what is asked of it once however many clauses it has."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def own_side(self) -> bool:
        return _OWN_SIDE.search(self.text) is not None

    @cached_property
    def to_us(self) -> bool:
        return _TO_US.search(self.text) is not None


def harmful(prose: str) -> list[str]:
    """Return the words in ``prose`` that ask for or advise what no reply may; [] if there are none.

    ``prose`` is folded already: plain quotes, "do not" for "don't".
    """
    found: list[str] = []
    remembered, asked, advice = 0, False, Advice()
    any_secret = _ANY_SECRET.search(small(prose)) is not None  # most prose names none
    for text in sentence_texts(_BLANKS.sub(" ", prose)):
        named, sentence = False, _Sentence(text)
        clauses = [(clause, _only_said(clause)) for clause in _clauses(text)]
        for clause, only_said in clauses:
            secret = SECRET.search(clause) if any_secret else None
            if secret and _HIDE.search(clause, 0, secret.start()):
                continue
            if asked and secret and _in_a_list(clause, secret.start()):
                found.append(clause.strip())
            elif not only_said and (
                wrong := _wrong(clause, sentence, secret=secret is not None, seen=named or remembered > 0)
            ):
                found.append(wrong)
            named = named or secret is not None
            asked = asked or (any_secret and _asks(clause))
        remembered = MEMORY if named else remembered - 1
        asked = asked and text.rstrip().endswith(":")
        found += advice.read(clauses, question=text.rstrip().endswith("?"))
    return found


def _asks(clause: str) -> bool:
    """Say whether something is asked for that may be named only in a later clause."""
    return not _RETOLD.match(clause) and (WANTED.search(clause) or GIVE.search(clause)) is not None


def _in_a_list(clause: str, at: int) -> bool:
    """Say whether a secret at ``at`` is one of things that are listed: nothing but small words stands before it."""
    lead = _LIST.match(clause, 0, at)
    return lead is not None and lead.end() == at


def _clauses(sentence: str) -> Iterator[str]:
    """Yield what each clause says up to a negation: what is forbidden is not asked for."""
    for clause in _CLAUSE.split(sentence):
        clause = clause.lstrip(_EDGES) if clause else ""  # noqa: PLW2901 - patterns start at a word
        if not clause:
            continue
        if _ONLY_WITH.search(clause):
            yield clause
            continue
        forbids = _FORBIDS.search(clause)
        clause_part = clause[: forbids.start()] if forbids else clause
        if forbids and clause_part.rstrip().endswith((" to", " with")):  # "keep it on paper and show it to nobody"
            clause_part = clause_part[: max(clause_part.rfind(" and "), 0)]
        yield clause_part


def _wrong(clause: str, sentence: _Sentence, *, secret: bool, seen: bool) -> str | None:
    """Return the words of a clause that make it a harmful request."""
    in_small = small(clause)
    for deed in DEEDS if _ANY_DEED.search(in_small) else ():
        if done := deed.search(clause):
            return done.group()
    if _ANY_PAY.search(in_small) and (paid := PAY.search(clause)):
        return paid.group()
    secrets = [match.span() for match in SECRET.finditer(clause)] if secret else []
    if secrets:
        return _about_a_secret(clause, sentence, secrets[0], secrets[-1])
    return clause.strip() if seen and _asks_for_it(clause, sentence) else None


def _only_said(clause: str) -> bool:
    """Say whether a clause says what the customer said, wants or has done, and nothing to be done."""
    retold = _RETOLD.match(clause)
    return retold is not None and not _OBLIGES.search(clause, retold.end()) and not _TO_US.search(clause, retold.end())


def _asks_for_it(clause: str, sentence: _Sentence) -> bool:
    """Say whether a clause asks for a secret that was named before: "read it out", "what does it say?"."""
    if _READ_BACK.search(clause):
        return True
    given = GIVE.search(clause)
    if given is None or _GIVES_YOU.search(clause, given.end()):
        return False
    return _POINTS.search(clause, given.end()) is not None and not _at_home(given.group(), sentence)


def _about_a_secret(clause: str, sentence: _Sentence, first: tuple[int, int], last: tuple[int, int]) -> str | None:
    """Return the clause unless what it does with the secret is known to be harmless.

    Harmless are keeping, changing or checking it, entering it on a page or device of the customer's own, and saying how
    it is; of none of that may anything come to us.
    """
    if any(not _at_home(match.group(), sentence) for match in GIVE.finditer(clause, 0, last[0])):
        return clause.strip()
    if _IF.fullmatch(clause, 0, first[0]) and not clause[last[1] :].strip(_EDGES):
        return None  # "if the code does not arrive", of which the negation is cut off
    wanted = WANTED.search(clause)
    if (wanted and wanted.start() <= last[0]) or PASSIVE.search(clause, first[1]) or _ONLY_WITH.search(clause):
        return clause.strip()
    if not _DOING.match(clause) and NEEDED.search(clause, first[1]):
        return clause.strip()
    ours = sentence.to_us or _WE.search(clause)
    kept = KEEP.search(clause, 0, last[1]) or sentence.own_side or _IS_LIKE.match(clause, first[1])
    return None if kept and not ours else clause.strip()


def _at_home(verb: str, sentence: _Sentence) -> bool:
    """Say whether something is entered where the customer enters it anyway: their own page, app or device."""
    return ENTER.fullmatch(verb) is not None and sentence.own_side and not sentence.to_us
