"""What the writer has done already, or says has not changed: told, and no wish for a cancellation or a change."""

import re

from workflows.language.lazy import lazy

READ_CHARS = 2_000
_DONE = (
    r"(?:cancel+ed|changed|altered|updated|amended|modified|corrected|exchanged|swapped|redirected|rerouted|reissued)"
)
_ALREADY = r"(?:(?:already|just|then|also|even|since|now|myself|ourselves|only|finally|once|later|first)\s){0,2}"
# "The trimmer I cancelled before it shipped", "we've already changed the address", "I had it exchanged for another".
_DEED = lazy(
    rf"(?<!\bhave\s)(?<!\bhad\s)(?<!\bdid\s)(?<!\bif\s)(?<!\bonce\s)(?<!\bwhen\s)(?<!\bunless\s)\b(?:i|we)(?:'ve|'d|\shave|\shad)?\s{_ALREADY}"
    rf"(?:{_DONE}\b(?!\s(?:my|our)\smind)|had\s(?!wanted|asked|hoped|liked|expected|wished|been)(?:[\w'-]{{1,14}}\s){{1,4}}?{_DONE}\b)",
    re.IGNORECASE,
)
_SAME = lazy(
    r"\b(?:has|have|had|did|does|do|is|are|was|were)(?:n't|nt|\snot)\s(?:been\s|ever\s|really\s|actually\s){0,2}chang(?:ed?|ing)\b|\b(?:never|not)\schanged\b|\bunchanged\b"
    r"|\bnothing\s(?:\w{1,10}\s){0,5}?(?:has\s|was\s|is\s)?chang(?:ed|ing)\b|\b(?:remains?|stays?|is|are)\s(?:still\s)?(?:the\ssame|as\s(?:it|they)\s(?:is|was|are|were))\b[^.!?\n]{0,20}\bchanged?\b"
    r"|\b(?:no\sneed|don'?t\sneed|needn't|need\snot)\s(?:for\s(?:you|us)\s)?(?:to\s)?(?:change|amend|alter)\b",
    re.IGNORECASE,
)
_MAY_BE = lazy(r"\b(?:i|we)\b|chang", re.IGNORECASE)
# What came of it was not what it was done for: "but it was sent all the same".
_IN_VAIN = lazy(
    r"[^.!?\n]{0,120}?(?:[\s,]but\s(?!i\b|we\b|now\b|please\b|can\b)|\b(?:yet|still|anyway|anyways|nevertheless|nonetheless|all\sthe\ssame|regardless|however)\b|\band\s(?:now\s)?(?:(?:you|it|they)\b|(?:was|were|got|am|are)\s(?:charged|billed|sent|shipped)\b))",
    re.IGNORECASE,
)


def without_deeds(text: str) -> str:
    """Return ``text`` (untrusted) without what its writer has done already, and without what has not changed."""
    plain = text[:READ_CHARS].replace("\u2019", "'")
    if not _MAY_BE.search(plain):
        return text
    return _SAME.sub(" ", _DEED.sub(" ", plain))


def done_in_vain(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says that what its writer cancelled or changed was done all the same."""
    plain = text[:READ_CHARS].replace("\u2019", "'")
    return any(_IN_VAIN.match(plain, one.end()) for one in _DEED.finditer(plain))
