"""Receipts: what a reply may state. Code writes facts; a model's words around them may state none that no record holds.

The check reads sentences, not meaning: it refuses numbers, amounts, dates, links, mentions, and wording that claims or
promises something done. What it refuses wrongly costs a friendlier sentence; the template that replaces it is true.
"""

import re
import unicodedata
from dataclasses import dataclass

from workflows.language.folding import small
from workflows.language.grounding import Ground, fold, plain, stands_in
from workflows.language.lazy import lazy
from workflows.language.links import links, taken_apart
from workflows.language.normal import normal
from workflows.language.sentences import sentence_texts
from workflows.receipts.claims import (
    ALWAYS,
    AT_SOME_TIME,
    DECIDED,
    IN_STATEMENTS,
    NAMED,
    NEWS,
    QUESTION,
    REPEATS_CUSTOMER,
    SUPPOSED,
)
from workflows.receipts.first_look import AT_A_WORD, any_of
from workflows.receipts.harmless import BORDER, KINDS, SUBJECT, VERB

_EMAIL = lazy(r"@|[(\[] ?at ?[)\]]", re.IGNORECASE)
_MENTION = lazy(r"<[!@#/a-z]|\bchannel>", re.IGNORECASE)
_TWO_ALPHABETS = lazy(
    r"(?<!\w)\w*(?:[a-zA-Z][\u0370-\u03ff\u0400-\u052f\u0530-\u058f]|[\u0370-\u052f\u0530-\u058f][a-zA-Z])\w*"
)
_PHONE = lazy(r"(?<!\d)\+?\d[\d\s().-]{7,25}\d")
_MONEY = r"(?:usd|eur|gbp|chf|inr|jpy|dollars?|euros?|pounds?|cents?|bucks|quid|rupees?|yen|francs?)"
_FIGURE = r"(?<!\d)\d[\d.,]{0,20}"
_AMOUNT = lazy(
    rf"[$€£¥₹]\s*\d[\d.,]{{0,20}}|{_FIGURE}\s*[$€£¥₹%]|(?:{_FIGURE}\s*|\b(?:[a-z]+[ -]){{0,2}}){_MONEY}\b"
    r"|\b\w+ ?percent\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|fev|ene|mar|apr|avr|abr|may|mai|jun|juin|giu|jul|juil|lug|aug|aout|ago|sept?|set|oct|okt|ott|out|nov|dec"
    r"|dez|dic)[a-z]*"
)
_COUNT = r"(?:\d{1,4}|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|few|couple of|several|some)"
_UNIT = r"(?:business |working )?(?:hours?|days?|weeks?|months?|years?)"
_DATE = lazy(
    rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b{_MONTH}\.? \d|\b\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\.? {_MONTH}\b"
    rf"|\b\w+ of {_MONTH}\b|\b(?:january|february|april|june|july|august|september|october|november"
    r"|december)\b"
    r"|\b(?:of|in|on|by|until|since) (?:march|may)\b(?! not| be)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|lundi|mardi|mercredi|jeudi|vendredi|samedi|lunes"
    r"|martes|miercoles"
    r"|jueves|viernes|sabado|lunedi|martedi|giovedi|venerdi)\b|\b(?:morgen fruh|demain|manana|domani|amanha)\b"
    r"|\b(?:tomorrow|tonight|yesterday|last night|(?<!help you )(?<!assist you )(?<!are you )today|(?:next|last"
    r"|this) (?:week|month|year|morning|evening|afternoon))\b"
    r"|\bend of the (?:day|week|month|year)\b|\b\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)\b|\b24/7\b|\bmoments? ago\b"
    rf"|\bwithin (?:\w+ ){{1,3}}(?:minutes?|hours?|days?|weeks?)\b"
    rf"|(?<!last )(?<!past )(?<!every )\b{_COUNT}(?:\s*(?:-|to|or)\s*{_COUNT})? (?:more "
    rf"|full )?{_UNIT}\b(?! (?:name|number))",
    re.IGNORECASE,
)
_ANY_FIGURE = any_of((_AMOUNT, _DATE), starting=r"(?:(?<!\w)(?=\w)|(?=[\d$€£¥₹]))")
_ANY_DIGIT = lazy(r"\d")
_NUMBER = lazy(r"(?<![\w.-])#?(?=[\w-]*\d)[\w-]+(?:[.,]\d+)*")
# Numbered steps, keys and sizes that technical help is made of: no record could hold them, and nobody is misled.
_SMALL = lazy(r"\d{1,2}[.,]?|[Ff]\d{1,2}|\d{1,2}(?:FA|fa|G|K|V|s|x|st|nd|rd|th|GHz|MHz|GB|MB|mm|cm)|mp[34]")
_BAND = lazy(r"\b\d(?:\.\d)? ?GHz\b", re.IGNORECASE)
_ANY_ALWAYS = any_of(ALWAYS, starting=rf"(?:{AT_A_WORD}|(?=[\[{{]))")
_ANY_TOLD = any_of(IN_STATEMENTS, starting=AT_A_WORD)
_ANY_NO_NEWS = any_of((SUPPOSED, AT_SOME_TIME))
_STATEMENT = lazy(r"(?<=[;:])\s+|\s{1,4}-\s+")
_APOSTROPHE = lazy(r"(?<=\w)[\u2019\u2018\u02bc\u02b9\u00b4`\u2032\uff07](?=\w)")
_SHORTENED = (
    (lazy(r"\blet's\b", re.IGNORECASE), "let us"),
    (lazy(r"\b(can)'t\b|\b(can)not\b", re.IGNORECASE), "can not"),
    (lazy(r"\bwon't\b", re.IGNORECASE), "will not"),
    (lazy(r"n't\b", re.IGNORECASE), " not"),
    (lazy(r"'ve\b", re.IGNORECASE), " have"),
    (lazy(r"'ll\b", re.IGNORECASE), " will"),
    (lazy(r"'re\b", re.IGNORECASE), " are"),
    (lazy(r"\bi'm\b", re.IGNORECASE), "I am"),
    (lazy(r"'d\b", re.IGNORECASE), " would"),
    (
        lazy(r"\b(it|that|there|here|what|he|she|everything|this|who)'s (been|gone)\b", re.IGNORECASE),
        r"\1 has \2",
    ),
    (
        lazy(r"\b(it|that|there|here|what|he|she|everything|this|who|how|where|why|when)'s\b", re.IGNORECASE),
        r"\1 is",
    ),
)


@dataclass(frozen=True, slots=True)
class AllowedFacts:
    """What allows a statement: records prove anything they hold; the customer's own words only echo ids and names.

    ``restates``: the prose says what the customer said, so the customer's words license figures and claims as well.
    ``done``: the words for what was done, such as "opened"; a claim in one of them is true.
    ``only``: where the prose is under one part, all that this part holds: ids and figures of other parts are wrong
    there, though the customer wrote them.
    """

    customer: str = ""
    records: tuple[str, ...] = ()
    restates: bool = False
    done: frozenset[str] = frozenset()
    only: tuple[str, ...] | None = None


def unsupported_claims(prose: str, allowed: AllowedFacts) -> list[str]:
    """Return what ``prose`` states without a record, each in words for the second attempt; [] if clean."""
    seen = plain(prose)
    flat = _flat(seen)
    return outside(seen) + _harm(flat, allowed) + _figures(flat, allowed) + _claims(flat, allowed)


def _harm(flat: str, allowed: AllowedFacts) -> list[str]:
    """Return what asks for secrets, money or access, or does harm; what restates may say what the customer said."""
    from workflows.receipts.unsafe import harmful  # noqa: PLC0415 - a third of a second of patterns; only a model's words need them

    customer_text = fold(_flat(allowed.customer)) if allowed.restates else ""
    wrong = [words for words in harmful(flat) if fold(words) not in customer_text]
    return [f"{words!r} (asks for a secret, money or access, or advises something harmful)" for words in wrong]


def _flat(text: str) -> str:
    """Return ``text`` without accents, typographic quotes and shortened verbs, as the patterns expect it."""
    bare = _APOSTROPHE.sub("'", text)  # before NFKD: it makes a blank of an acute accent
    if not bare.isascii():
        bare = "".join(char for char in normal("NFKD", bare) if not unicodedata.combining(char))
        for quote, simple in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("—", " - "), ("–", "-"), ("‑", "-")):  # noqa: RUF001
            bare = bare.replace(quote, simple)
    if "'" in bare or "cannot" in bare.lower():  # what shortened verbs are made of
        for pattern, full in _SHORTENED:
            bare = pattern.sub(full, bare)
    return bare


def outside(prose: str) -> list[str]:
    """Links, addresses, mentions and letters that pose as others: never, whoever said them."""
    apart = taken_apart(prose)
    patterns = (_MENTION, _EMAIL) if apart.isascii() else (_MENTION, _EMAIL, _TWO_ALPHABETS)
    found = [match.group() for pattern in patterns if (match := pattern.search(apart))]
    return [f"{words!r} (no links, addresses or mentions)" for words in links(apart)[:1] + found]


def _figures(prose: str, allowed: AllowedFacts) -> list[str]:
    """Return the amounts, dates and numbers that nothing licenses."""
    proofs = (*allowed.records, allowed.customer) if allowed.restates else allowed.records
    wrong: list[str] = []
    for pattern in (_AMOUNT, _DATE) if _ANY_FIGURE.search(small(prose)) else ():
        wrong += [repr(match.group().strip()) for match in pattern.finditer(prose) if not _held(match.group(), proofs)]
    if not _ANY_DIGIT.search(prose):
        return wrong
    echo = (*allowed.records, allowed.customer) if allowed.only is None else allowed.only
    grounds = [Ground(text) for text in echo]
    for match in _NUMBER.finditer(_BAND.sub("", prose)):
        token = match.group()
        if not _SMALL.fullmatch(token) and not any(ground.holds(token) for ground in grounds):
            wrong.append(repr(token))
    wrong += [repr(match.group()) for match in _PHONE.finditer(prose) if not _held(match.group(), echo)]
    return wrong


def _claims(prose: str, allowed: AllowedFacts) -> list[str]:
    """Return what each sentence claims and nothing licenses."""
    wrong = [match.group() for match in NAMED.finditer(prose)]
    for sentence in (part for one in sentence_texts(prose) for part in _STATEMENT.split(one)):
        claims = _found(ALWAYS, _ANY_ALWAYS, sentence)
        news = _news(sentence)
        claims += _found(IN_STATEMENTS, _ANY_TOLD, news)
        wrong += [match.group() for match in claims if not _is_allowed(match, allowed)]
        if not claims and not allowed.restates:
            wrong += _assertions(news, allowed)
    return [f"{words.strip()!r} (claims something done, promised or known)" for words in wrong]


def _found(patterns: tuple[re.Pattern[str], ...], any_of_them: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return what each of ``patterns`` finds; nothing, after one look, where none of them can."""
    if not any_of_them.search(small(text)):
        return []
    return [match for pattern in patterns for match in pattern.finditer(text)]


def _assertions(statement: str, allowed: AllowedFacts) -> list[str]:
    """Return the clauses that assert something of no harmless kind and of no record."""
    clauses = [clause for clause in BORDER.split(statement) if clause and clause.strip(" .!\"')(")]
    judged = [
        one
        for at, one in enumerate(clauses)
        if (VERB.search(one) and (at == 0 or SUBJECT.match(one)))
        or (at == 0 and SUBJECT.match(one) and len(one.split()) > 4)
    ]
    return [
        one for one in judged if not (any(kind.match(one) for kind in KINDS) or _is_on_record(one, statement, allowed))
    ]


def _is_on_record(clause: str, statement: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause holds what a record says, or goes on saying back what the customer said."""
    if _held(clause, allowed.records):
        return True
    repeats_customer = REPEATS_CUSTOMER.search(statement, 0, statement.index(clause) + 1)
    customer = fold(allowed.customer)
    return repeats_customer is not None and all(word[:4] in customer for word in re.findall(r"[a-z]{4,}", fold(clause)))


def _news(sentence: str) -> str:
    """Return what a sentence tells, without what it asks, supposes, or asks the customer to look at."""
    if sentence.rstrip().endswith("?") and not NEWS.search(sentence):
        clauses = sentence.split(",")
        sentence = ",".join(clause for clause in clauses if not QUESTION.match(clause))
    if not _ANY_NO_NEWS.search(small(sentence)):
        return sentence
    return AT_SOME_TIME.sub(" ", SUPPOSED.sub(" ", sentence))


def _is_allowed(claim: re.Match[str], allowed: AllowedFacts) -> bool:
    """Say whether a record holds a claim, or it only says back what the customer said of their own trouble."""
    words = claim.group()
    key = (claim.groupdict().get("done") or words).lower()
    if _held(words, allowed.records) or key in allowed.done or any(stands_in(key, one) for one in allowed.records):
        return True
    decided = DECIDED.search(words)
    if allowed.restates:
        return decided is None or stands_in(decided.group(), allowed.customer)
    repeats_customer = REPEATS_CUSTOMER.search(claim.string, 0, claim.start() + 1)
    return repeats_customer is not None and decided is None and fold(key)[:5] in fold(allowed.customer)


def _held(words: str, proofs: tuple[str, ...]) -> bool:
    needle = fold(words)
    return any(needle in fold(proof) for proof in proofs)
