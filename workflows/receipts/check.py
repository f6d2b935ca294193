"""Receipts: what a reply may state. Code writes facts; a model's words around them may state none that no record holds.

Ids, figures, dates, links and mentions are found by their grammar, requests for secrets, money or access and dangerous
advice by lists, and what else a sentence states by a trained reader of sentences. What is refused wrongly costs a
friendlier sentence; the template that replaces it is true.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from workflows.language.detection import known_language
from workflows.language.grounding import fold, plain
from workflows.language.lazy import lazy
from workflows.language.links import links, taken_apart
from workflows.receipts.customers_words import without_questions
from workflows.receipts.facts import CHECKED_LANGUAGES, AllowedFacts
from workflows.receipts.figures import moved_numbers, unproved_clocks, unproved_figures
from workflows.receipts.guards import guarded
from workflows.receipts.hazards import worsens
from workflows.receipts.personal import asked_personally
from workflows.receipts.statements import (
    STATES,
    Said,
    is_theirs_to_say,
    read_sentences,
    signed,
    unproved,
    unproved_decisions,
)
from workflows.receipts.topics import names_a_topic
from workflows.receipts.wording import flat
from workflows.understanding.features import words_of
from workflows.understanding.meanings import meanings_of

__all__ = ["AllowedFacts", "outside", "unsupported_claims", "without_unsupported"]

_EMAIL = lazy(r"@|[(\[] ?at ?[)\]]", re.IGNORECASE)
_MENTION = lazy(r"<[!@#/a-z]|\bchannel>", re.IGNORECASE)
_TWO_ALPHABETS = lazy(
    r"(?<!\w)\w*(?:[a-zA-Z][\u0370-\u03ff\u0400-\u052f\u0530-\u058f]|[\u0370-\u052f\u0530-\u058f][a-zA-Z])\w*"
)
# Kinds that may name a time without a record (the last two only where they surely state nothing about us), and kinds
# that may say the customer's figures back.
_MAY_SPAN = frozenset({"question", "advice", "request", "restated"})
_MAY_SPAN_IF_SURE = frozenset({"courtesy", "limits"})
SURE_TO_SPAN = 0.1
REMEMBERED = 4  # drafts: what is wrong with one is asked to refuse it, and to mend it
_MAY_ECHO = frozenset({"question", "restated", "courtesy"})
_REFERS = frozenset({"thing_ref", "because"})
_EMPTY = frozenset({"courtesy"})  # kinds that answer nothing by themselves


def unsupported_claims(prose: str, allowed: AllowedFacts) -> list[str]:
    """Return what ``prose`` states without a record, each in words for the second attempt; [] if clean."""
    seen = plain(prose)
    return [*_never(seen, allowed), *(why for _, why in _wrong(seen, allowed))]


def without_unsupported(prose: str, allowed: AllowedFacts, *, may_be_empty: bool = False) -> str | None:
    """Return ``prose`` without the sentences that state what no record holds; None if the rest does not stand alone.

    It does where no more than half was cut, something is left that is more than courtesy, and no sentence refers to one
    that was cut. Nothing is mended that holds a link or a mention, asks for a secret or advises something harmful.
    ``may_be_empty``: a greeting or a closing may be cut whole.
    """
    seen = plain(prose)
    if _never(seen, allowed) or allowed.restates:
        return None
    said = read_sentences(seen)
    cut = {one for one, _ in _wrong(seen, allowed)}
    if any(one.harm >= one.risk / 2 for one in cut):
        return None
    kept = [one for one in said if one not in cut]
    if may_be_empty and not kept:
        return ""
    hanging = any(before in cut and after not in cut and _refers(after) for before, after in pairwise(said))
    speaks = may_be_empty or any(one.kind not in _EMPTY for one in kept)
    if hanging or not speaks or len(cut) > len(said) / 2:
        return None
    return "".join(seen[at:upto] for at, upto in _between(said, cut)).strip()


def _between(said: Sequence[Said], cut: set[Said]) -> list[tuple[int, int]]:
    """Return the spans of the text that stay: each sentence with what stands before it."""
    found, at = [], 0
    for one in said:
        if one not in cut:
            found.append((at, one.upto))
        at = one.upto
    return found


def _refers(said: Said) -> bool:
    """Say whether a sentence begins with a word for what was said before it."""
    first = words_of(said.text)[:1]
    return any(_REFERS.intersection(meanings_of(word)) for word in first)


@lru_cache(maxsize=REMEMBERED)
def _never(seen: str, allowed: AllowedFacts) -> tuple[str, ...]:
    """Return what no reply may hold, whoever said it: links, mentions, and what asks for secrets or does harm."""
    return (*outside(seen), *_unread(seen, allowed), *_harm(flat(seen), allowed), *_worse(seen, allowed))


def _unread(seen: str, allowed: AllowedFacts) -> list[str]:
    """Return the language of ``seen`` if nobody knows what this check says of it; what restates is the customer's."""
    language = None if allowed.restates else known_language(seen)
    return (
        [] if language is None or language in CHECKED_LANGUAGES else [f"is in a language that is not read: {language}"]
    )


def _worse(seen: str, allowed: AllowedFacts) -> list[str]:
    """Return the sentences that make a danger worse of which the customer or they themselves speak."""
    if allowed.restates:
        return []
    said = (one for one in read_sentences(seen) if worsens(one.text, one.kind, allowed.customer))
    return [f"{one.text!r} (advises something harmful)" for one in said]


@lru_cache(maxsize=REMEMBERED)
def _wrong(seen: str, allowed: AllowedFacts) -> tuple[tuple[Said, str], ...]:
    """Return the sentences that state what no record holds, with why."""
    found: list[tuple[Said, str]] = []
    above = ""
    for said in read_sentences(seen):
        bare = flat(said.text)
        why = _figures(said, bare, allowed) + signed(bare)
        if above and bare.isalpha():  # a name by itself, in the line below a greeting
            why += signed(f"{above}\n{bare}")
        above = bare
        if said.kind not in _MAY_SPAN and not allowed.restates:
            why += unproved_clocks(bare, (*allowed.records, allowed.customer))
        if not allowed.restates:
            why += moved_numbers(bare, allowed.records)
        if allowed.restates:
            why += unproved_decisions(bare, allowed)
        elif claim := guarded(said.text, allowed) or unproved(said, allowed):
            why.append(claim)
        found += [(said, one) for one in why]
    return tuple(found)


def _figures(said: Said, bare: str, allowed: AllowedFacts) -> list[str]:
    """Return the figures of a sentence that nothing holds; what gives back what the customer said may say theirs."""
    sure = said.risk < STATES
    may_span = _MAY_SPAN | _MAY_SPAN_IF_SURE if said.risk < SURE_TO_SPAN else _MAY_SPAN
    spans = allowed.restates or said.kind not in may_span
    wrong = unproved_figures(bare, allowed, spans=spans)
    if wrong and ((said.kind in _MAY_ECHO and sure) or is_theirs_to_say(said.text, allowed)):
        theirs = replace(allowed, records=(*allowed.records, allowed.customer))
        return unproved_figures(bare, theirs, spans=spans and names_a_topic(said.text))
    if wrong and sure:  # when something is, the customer has told, not only asked
        when = replace(allowed, records=(*allowed.records, without_questions(allowed.customer)))
        return unproved_figures(bare, when, spans=spans)
    return wrong


def _harm(bare: str, allowed: AllowedFacts) -> list[str]:
    """Return what asks for secrets, money or access, or does harm; what restates may say what the customer said."""
    from workflows.receipts.unsafe import harmful  # noqa: PLC0415 - a third of a second of patterns; only a model's words need them

    customer_text = fold(flat(allowed.customer)) if allowed.restates else ""
    found = harmful(bare) + ([] if allowed.restates else asked_personally(bare))
    wrong = [words for words in found if fold(words) not in customer_text]
    return [f"{words!r} (asks for a secret, money or access, or advises something harmful)" for words in wrong]


def outside(prose: str) -> list[str]:
    """Links, addresses, mentions and letters that pose as others: never, whoever said them."""
    apart = taken_apart(prose)
    patterns = (_MENTION, _EMAIL) if apart.isascii() else (_MENTION, _EMAIL, _TWO_ALPHABETS)
    found = [match.group() for pattern in patterns if (match := pattern.search(apart))]
    return [f"{words!r} (no links, addresses or mentions)" for words in links(apart)[:1] + found]
