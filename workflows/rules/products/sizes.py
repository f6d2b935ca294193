"""Words that name no thing by themselves: sizes, measures, colours, and words that only point ("the usual")."""

import re

from workflows.language.lazy import lazy
from workflows.rules.syntax.vocabulary import POINTERS

_UNIT = (
    r"(?:mm|cm|dm|m|km|in|inch(?:es)?|ft|feet|foot|yd|yards?|mg|g|gr|grams?|kg|kilos?|oz|lbs?|pounds?|ml|cl|dl|l|lit(?:er|re)s?"
    r"|gal(?:lons?)?|w|kw|kwh|watts?|v|volts?|mah|ah|amps?|hz|khz|mhz|ghz|kb|mb|gb|tb|px|dpi|mp|rpm|bar|psi|db|°?[cf]|degrees"
    r"|pcs?|pieces?|pairs?|packs?|sets?|units?|items?|met(?:er|re)s?|cups?|persons?|people|years?|yrs?|months?|%)"
)
_NUMBER = r"\d{1,6}(?:[.,/]\d{1,4})?"
_LETTERS = r"(?:\d{1,2}\s?x|x{1,5})?[sml]|x{2,5}|[2-9]xl|os|[a-k]{1,2}"
# A measure or a size, whole: "EU 43", "US 9.5", "W32", "10 x 15 cm", "500ml", "XXL", "M/L", "A4", "IP67".
_SIZE = lazy(
    rf"(?<![\w-])(?:(?:eu|eur|us|uk|fr|it|jp|cn|size|sizes|gr|no|nr|nr\.|w|l|d|h|ip|t|y)\.?\s?{_NUMBER}"
    rf"|{_NUMBER}(?:\s?(?:x|by|\u00d7|-)\s?{_NUMBER}){{0,2}}\s?(?:{_UNIT}|[\"'])?"
    rf"|(?:{_LETTERS})(?:/(?:{_LETTERS}))?|[ab][0-9])(?![\w-])",
    re.IGNORECASE,
)
_WORD = lazy(r"[^\W_]++(?:[-'][^\W_]++)*+")
_HIGHEST = lazy(r"(?!chest|vest|nest|quest|crest)[a-z]{3,12}(?:iest|[^aeiou]est)", re.IGNORECASE)
_LONGEST = 200


def names_nothing(words: str) -> bool:
    """Tell whether ``words`` are a size, a measure or words that only point to a thing: 'EU 43, wide', 'the usual'."""
    left = _WORD.findall(without_sizes(words))
    return all(word.lower() in POINTERS or _HIGHEST.fullmatch(word) for word in left)


def without_sizes(words: str) -> str:
    """Return the first 200 characters of ``words`` with sizes and measures taken out."""
    return _SIZE.sub(" ", words[:_LONGEST])
