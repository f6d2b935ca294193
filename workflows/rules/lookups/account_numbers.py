"""The number of a customer's account: as the answer to our question, or told by themselves as theirs."""

import re
from typing import NamedTuple

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy

OTHER_WORDS = 4
READ_CHARS = 2_000
_WORD = r"\b(?:account|acct\.?|acc\.?(?=\s?(?:n[or]|num|id|#))|a/c|customer)"
_NUMBER = r"(?P<number>[A-Z]{0,4}-?\d[\dA-Z-]{2,19})\b"
_NO_AMOUNT = (
    r"(?!\s*(?:[$€£%]|euros?\b|eur\b|dollars?\b|usd\b|pounds?\b|gbp\b|days?\b|weeks?\b|months?\b|years?\b|times\b))"
)
# "account number is 4711", "account: A-4711", or "account 47110815"; not "my account 120 euros", not "my account 2FA".
_NAMED_AS = (
    rf"{_WORD}(?:\s*(?:number|no\.?|nr\.?|id|#)\s*(?:is|:|=)?\s*#?(?=[A-Z]{{0,4}}-?\d)"
    rf"|\s*[:=#]\s*(?=[A-Z]{{0,4}}-?\d{{3}})|\s+(?:is\s+)?(?:(?:number|no\.?)\s)?(?=[A-Z]{{0,4}}-?\d[\d-]{{4}})){_NUMBER}{_NO_AMOUNT}"
)
_NAMED = lazy(_NAMED_AS, re.IGNORECASE)
_BARE = lazy(
    r"\W*(?>(?:it'?s|it is|that'?s|that is|my (?:account )?number is|sure,?|here(?: it is| you go)?:?"
    r"|(?:i )?(?:have |'ve )?(?:found|got) it(?: now)?[,:.!]?"
    r"|there it is[,:.!]?|finally[,:]?|right[,.]?|ah+[,.!]?|oh[,.!]?|ok(?:ay)?,?|yes,?)\s+)*+"
    r"#?([A-Z]{0,4}-?\d[\dA-Z-]{2,19})(?:\W+(?:thanks|thank you|please|i think))?\W*",
    re.IGNORECASE,
)
# One number in groups, as it stands on paper: "4711 2233 44", "4711.2233.44", "4711 - 2233". No date, no money.
_GROUPS = lazy(
    r"(?<![\w.,/+-])(?!\d{1,2}[./\s-]\d{1,2}[./\s-](?:19|20)?\d\d(?![\s.-]?\d))(?:(?-i:[A-Z]{1,4})[\s-]?)?\d{1,6}(?:(?:\s|\.|\s?-\s?)\d{2,6}){1,6}(?![\w/]|[.,-]\d)"
    r"(?!\s?(?:[$\N{EURO SIGN}\N{POUND SIGN}%]|euros?\b|eur\b|dollars?\b|usd\b|pounds?\b"
    r"|gbp\b|days?\b|weeks?\b|months?\b|years?\b|times\b))",
    re.IGNORECASE,
)
_NUMBER_OF = lazy(rf"{_WORD}\s?(?:number|no\.?|nr\.?|id|#|[:=])", re.IGNORECASE)
FEWEST, MOST = 5, 16  # digits of a number in groups
# "4711-220 is what it says as my account number".
_FIRST = lazy(
    r"\W{0,4}#?([A-Z]{0,4}-?\d[\dA-Z-]{2,19})\s(?:is|would be|should be|was|stands)\b"
    r"[^\d?]{0,50}?\b(?:account|customer|number)\b[^\d?]{0,30}",
    re.IGNORECASE,
)
# A clause that says nothing but that a number is the writer's: "my account number is 4711, by the way".
_LEAD = (
    r"(?:(?:hi|hello|hey|dear\s(?:team|all|support)|good\s(?:morning|afternoon|evening|day)|oh|sorry|also|and|so|well|btw|by\sthe\sway|fyi|p\.?s\.?|for\s(?:your\s)?(?:reference|information|the\srecord|completeness)|ref(?:erence)?|re|regarding"
    r"|(?:just\s)?in\scase\s(?:(?:you|it|that)\s(?:need|want|help|matter)s?(?:\s(?:it|that|this|one))?|it'?s\sneeded)|if\s(?:(?:you|it|that)\s(?:need|want|help)s?(?:\s(?:it|that|one))?)|(?:i\s)?(?:forgot|meant)\sto\s(?:say|mention|add)|(?:i\s)?should\shave\s(?:said|mentioned)|here'?s|here\sis|this\sis|it'?s|that'?s|(?:i|we)(?:'m|'re|\sam|\sare)(?:\s(?:an?\s)?(?:customers?|clients?)\swith)?|(?:i|we)(?:\shave|'ve\sgot|\shave\sgot)|with)[\s,:.!\u2013-]{1,4}){0,5}"
)
_TAIL = (
    r"(?:[\s,]{1,2}(?:here|by\sthe\sway|btw|fyi|thanks|thank\syou|thx|please|pls|for\s(?:your\s)?(?:reference|information|the\srecord)"
    r"|(?:if|in\scase)\s(?:you|it|that)\s(?:need|want|help)s?(?:\s(?:it|that))?|if\sneeded|too|as\swell|again)){0,2}"
)
_ENDS = r"(?=\s?(?:[.!;,\n)\u2013\u2014]|\s-\s|\Z|\s(?:and|but|so|because|since|please)\b))"
_BEGINS = r"(?:(?<=[.!?;,\n(/\u2013\u2014])\s{0,2}|(?<=\s-\s)|(?<=\d)\s|(?<=\sand\s)|(?<=\s&\s)|\A\s{0,2})"
_TOLD = lazy(
    rf"{_BEGINS}{_LEAD}(?:(?:my|our|the)\s)?(?:{_NAMED_AS}|#?(?P<first>[A-Z]{{0,4}}-?\d[\dA-Z-]{{2,19}})\s(?:is|=)\s(?:my|our)\s(?:account|acct|customer)(?:\s(?:number|no\.?|nr\.?|id))?){_TAIL}{_ENDS}",
    re.IGNORECASE,
)
# With these it is the number of an account at a bank.
_OF_A_BANK = lazy(
    r"\b(?:bank|iban|bic|swift|sort\s?code|routing|wire|transfer|(?:pay|refund|credit|send)\w*\s[^.!?\n]{0,40}\b(?:to|into)\s(?:my\s|our\s|the\s)?acc)",
    re.IGNORECASE,
)


_OF_ANOTHER = lazy(
    rf"\b(?:his|her|their|your|old|former|previous|[a-z]{{2,20}}'s)\s{_WORD}|{_WORD}\s[^.!?\n]{{0,30}}\bis\s(?:his|hers|theirs|(?:my|our)\s[a-z]{{2,20}}'s?)\b",
    re.IGNORECASE,
)
_SAYS_ACCOUNT = lazy(r"\b(?:acc|a/c|customer)", re.IGNORECASE)
_EMPTY = lazy(r"\(\s{0,4}\)")
_MARKS = " .,;:!)/&\n\u2013\u2014-"


class Told(NamedTuple):
    """An account number that its writer says is theirs, and what a text says beside that."""

    number: str
    rest: str


def is_only_number(text: str) -> bool:
    """Say whether a message gives an account number and nothing else worth an answer."""
    text = _in_one(text)
    if _FIRST.fullmatch(text.strip()):
        return True
    return _BARE.fullmatch(text.strip()) is not None or len(_NAMED.sub("", text).split()) <= OTHER_WORDS


def is_bare_number(text: str) -> bool:
    """Say whether a message holds nothing but a number, which answers the question for an account's."""
    return _BARE.fullmatch(_in_one(text).strip()) is not None and not any(
        one.kind != "unknown" for one in find_ids(text)
    )


def account_number_in(text: str, *, asked: bool) -> str | None:
    """Return the account number a text names. A bare number counts only if the desk has asked for one.

    Its groups are joined, as long as it is asked for or called by its name. That of somebody else counts for an answer
    alone: who is asked for theirs may say whose it is.
    """
    if not asked and _OF_ANOTHER.search(text.replace("\u2019", "'")):
        return None
    if asked or _NUMBER_OF.search(text):
        text = _in_one(text)
    named = _NAMED.search(text)
    if named:
        return named["number"].upper()
    bare = (_BARE.fullmatch(text.strip()) or _FIRST.fullmatch(text.strip())) if asked else None
    if bare is None or any(found.kind != "unknown" for found in find_ids(text)):
        return None
    return bare.group(1).upper()


def account_told(text: str) -> Told | None:
    """Return the account number that the writer of ``text`` (untrusted) tells as theirs without being asked.

    None where it is somebody else's, a bank's, asked about, or where several are told.
    """
    plain = fold(text[:READ_CHARS]).replace("\u2019", "'")
    if not _SAYS_ACCOUNT.search(plain) or _OF_A_BANK.search(plain):
        return None
    return _told_in(plain, text[READ_CHARS:]) or _told_in(_in_one(plain), text[READ_CHARS:])


def _told_in(plain: str, after: str) -> Told | None:
    numbers = {(one["number"] or one["first"]).upper() for one in _TOLD.finditer(plain)}
    if len(numbers) != 1:
        return None
    rest = _EMPTY.sub(" ", _TOLD.sub(" ", plain)).lstrip(_MARKS) + after
    return Told(numbers.pop(), rest.strip() if any(map(str.isalnum, rest)) else "")


def _in_one(text: str) -> str:
    """Return ``text`` with the groups of a number joined: blanks and dots go, dashes stay."""

    def joined(found: re.Match[str]) -> str:
        is_one = FEWEST <= sum(map(str.isdigit, found[0])) <= MOST
        return re.sub(r"\s?-\s?", "-", found[0]).replace(" ", "").replace(".", "") if is_one else found[0]

    return _GROUPS.sub(joined, fold(text))
