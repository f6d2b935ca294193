"""Numbers of several words written as figures: twenty-nine, a hundred and forty, fifteen hundred, nine thousand."""

import re

from workflows.faq.vocabulary import numerals
from workflows.language.lazy import lazy

_UNITS = {"one": 1} | {word: int(value) for word, value in numerals().items() if int(value) < 20}
_TENS = {word: int(value) for word, value in numerals().items() if 20 <= int(value) < 100}
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_UNITS)[:9])}))?|{'|'.join(sorted(_UNITS, key=len)[::-1])})"
)
_BELOW_THOUSAND = rf"(?:(?:an?|{_SMALL}) hundred(?:(?: and)? {_SMALL}(?![- ](?:hundred|thousand)\b))?|{_SMALL})"
_NUMBER = lazy(
    rf"\b(?:(?P<thousands>an?|{_BELOW_THOUSAND}) thousand(?:(?:,| and|) (?P<rest>{_BELOW_THOUSAND}))?"
    rf"|(?P<below>{_BELOW_THOUSAND}))\b",
    re.IGNORECASE | re.ASCII,
)
_WORD = lazy("[a-z]+")


def with_figures(text: str) -> str:
    """Return a text with its numbers of more than one word as figures; single words stay. Untrusted; linear."""
    return _NUMBER.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    if not _several(found[0]):
        return found[0]
    if found["below"]:
        return str(_value(found["below"]))
    return str(_value(found["thousands"]) * 1000 + (_value(found["rest"]) if found["rest"] else 0))


def _several(text: str) -> bool:
    return len(_WORD.findall(text.lower())) > 1


def _value(text: str) -> int:
    total = 0
    for word in _WORD.findall(text.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += _UNITS.get(word) or _TENS.get(word) or (1 if word in {"a", "an"} else 0)
    return total
