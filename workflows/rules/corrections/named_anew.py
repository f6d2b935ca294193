"""The thing that a writer then says it is: "return the blender. I keep saying blender, it's the food processor".

It is told by how it stands there, whatever the words of regret around it: behind "it's", or alone, with no verb of its
own. What has one ("the toaster is fine") tells of another thing, and a part, a colour or a make is no other thing.
"""

import re
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.rules.products.nearby_things import is_thing
from workflows.rules.products.products import Name, is_generic, is_goods, name_at
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.returns.reasons import Span
from workflows.rules.syntax.clauses import Message
from workflows.understanding.returns.words import words as word_classes

REACH = 240  # characters after a wish in which its thing is named anew
_AFTER = 60  # characters after it in which it is regretted
_MOST = 12  # places are looked at
_LEAD = (
    r"(?:(?:no|oh|oops|sorry|well|actually|rather|so|i\smean|read|that\sis|just|only"
    r"|not\sthe\s[\w-]{2,15}(?:\s[\w-]{2,15})?)[\s,:]{1,2}){0,3}"
)
# Where one may be named: at the beginning of a sentence, behind a colon or a dash, or after a comma.
_PLACE = lazy(
    rf"(?P<mark>[.!?:;\n(\u2013\u2014]|\s-\s|,)\s{{0,2}}{_LEAD}(?P<it>(?:it's|it\sis|it\swas|that's|i\smeant?|make\sthat|i\s(?:should|could)\shave\ssaid)\s(?:(?:actually|really|in\sfact|only|just)\s)?)?(?P<the>(?:the|my|our|a|an)\s)?(?=[\w\"'])",
    re.IGNORECASE,
)
_ALONE = lazy(
    r"[\"']?\s?(?:$|[.!?;:)\n\u2013\u2014]|,|(?:i\smean|that\sis(?=\s?(?:$|[.,;!?)]))|of\scourse|sorry|instead|rather|please|pls|lol|not\sthe|(?:that|which)\s(?:i\s(?:want|mean|need|meant)|goes|needs|has\sto\sgo))\b)",
    re.IGNORECASE,
)
# No more than a name stands there: what else begins so need not be read.
_FEW = lazy(
    r"[\"']?[\w'-]+(?:\s[\w'-]+){0,3}?[\"']?\s?(?=$|[.!?;:,)\n\u2013\u2014]|i\smean|that\s|which\s|of\scourse|sorry|instead|rather|please|pls|lol|not\sthe)",
    re.IGNORECASE,
)
_MORE = lazy(
    r"\b(?:keep\w*|stay\w*|not|incl\.?|including|with|and|also|plus|or|another|too|as\swell|both|second|other)[\s:]{0,3}(?:the\s|my\s|an?\s)?$",
    re.IGNORECASE,
)
_REGRETS = lazy(
    r"\b(?:sorry|apolog\w*|pardon|oops|i\smeant?|(?:call|say|said|sa(?:id|ying)|writ|wrote|typ|phras|put|spell)\w*\s(?:it|that|this|badly|wrong\w*|[\w-]{2,15})|wrong|correct\w*|mix\w*|brain|confus\w*|to\sbe\s(?:exact|precise)|precise\w*|read:)",
    re.IGNORECASE,
)


class Anew(NamedTuple):
    """Where the thing stands that is meant; ``is_sure``: regretted, or the same name with what it is of."""

    named: Span
    is_sure: bool


def named_anew(message: Message, named: Span, others: list[str]) -> Anew | None:
    """Return what the thing ``named`` in a wish is then said to be; None if it stays what it is.

    ``others`` are the names of what else is wished for: one of them is one more thing.
    """
    plain = message.plain
    old = _words(plain[slice(*named)])
    if not old:
        return None
    seen = 0
    for place in _PLACE.finditer(plain, named[1], named[1] + REACH):
        seen += 1
        if seen > _MOST:
            break
        name = _name_alone(message, place, old[0])
        if name is None:
            continue
        new = _words(plain[name.start : name.end])
        is_of_it = len(new) > len(old) and new[: len(old)] == old and new[-1] != old[-1]
        if not (is_of_it or place["it"]) and len(new) > 1 and plain[name.end - 1].lower() == "s":
            continue  # "the gas lift sinks"
        if message.ids_in(named[1], name.start):
            break  # of another matter
        if place["mark"] in {",", "("} and not (is_of_it or place["it"]):
            continue
        if not _is_another(message, name, old, new, others) or not _ALONE.match(plain, name.upto):
            continue
        if _MORE.search(plain, max(named[1], place.start() - 20), name.start):
            continue
        told = f"{plain[named[1] : name.start]} {plain[name.upto : name.upto + _AFTER]}"
        return Anew((name.start, name.end), is_of_it or _REGRETS.search(told) is not None)
    return None


def _name_alone(message: Message, place: re.Match[str], first: str) -> Name | None:
    """Return the name that stands at ``place``, if no more does; after a comma it begins with ``first``."""
    plain, at = message.plain, place.end()
    is_inside = place["mark"] in {",", "("} and not place["it"]
    if not _FEW.match(plain, at) or (is_inside and not plain[at : at + _AFTER].lower().startswith(first)):
        return None
    name = name_at(message, at, min(len(plain), at + _AFTER))
    return name if name and name.start <= at + 1 else None


def _is_another(message: Message, name: Name, old: list[str], new: list[str], others: list[str]) -> bool:
    """Tell whether ``name`` is of another thing that can go back: not the same in more or fewer words, nor a part."""
    words = message.plain[name.start : name.end]
    if not new or set(new) <= set(old) or (set(old) <= set(new) and new[-1] == old[-1]):
        return False
    if is_generic(words) or not is_goods(words) or " ".join(new) in others or has_model_number(words):
        return False
    if new[: len(old)] == old:  # "the tablet case" of "the tablet"; "the projector stays" tells of it
        return holds_goods(words) and not word_classes().look_up(words.lower().split()[-1])[0].startswith("v~")
    return holds_goods(new[-1]) and is_thing(words)


def _words(name: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"[\w'-]+", name.lower())][:8]
