"""Requests that only a person can settle: outages, personal data, damage, cancellations; lists kept as data."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from workflows.language.word_files import read_words
from workflows.rules.escalation.broken import came_broken
from workflows.rules.escalation.changes import asks_for_change
from workflows.rules.escalation.data_rights import asks_about_own_data
from workflows.rules.escalation.deeds import done_in_vain, without_deeds
from workflows.rules.escalation.strangers import fears_scam
from workflows.rules.route import Terms, tokens_of

CHANGE = "a cancellation or change"
OWN_DATA = "personal data"
DAMAGED = "something lost, stolen, damaged or wrong"
SCAM = "a message that may not be from us"


@dataclass(frozen=True, slots=True)
class Beyond:
    """Why a person is needed, what to say first, and whether it is urgent."""

    name: str
    opening: str
    urgent: bool


@cache
def _lists() -> tuple[Terms, list[tuple[Beyond, Terms, Terms]]]:
    """Return the terms of all lists, so that a text is read once, and the lists."""
    entries: list[dict[str, Any]] = read_words("workflows.rules.words", "beyond.toml")["beyond"]
    every = Terms(term for entry in entries for term in [*entry["terms"], *entry.get("unless", ())])
    return every, [
        (
            Beyond(entry["name"], entry["opening"], entry["urgent"]),
            Terms(entry["terms"]),
            Terms(entry.get("unless", ())),
        )
        for entry in entries
    ]


def beyond_us(text: str, *, of_own: bool = False) -> Beyond | None:
    """Return why ``text`` asks for what only a person can settle; None if it does not.

    ``of_own``: it is clear already that an order of the writer's is spoken of.
    """
    every, lists = _lists()
    found = {span.term for span in every.spans(tokens_of(text))}
    if fears_scam(text):
        return _by_name()[SCAM]
    listed = next((one for one, terms, unless in lists if terms.complete(found) and not unless.complete(found)), None)
    if listed == change():
        listed = _wished(text, of_own=of_own)
    if listed is not None:
        return listed
    if asks_about_own_data(text):
        return _by_name()[OWN_DATA]
    if came_broken(text):
        return _by_name()[DAMAGED]
    return _wished(text, of_own=of_own) if asks_for_change(text, of_own=of_own) else None


def _wished(text: str, *, of_own: bool) -> Beyond | None:
    """Return what ``text``, which speaks of a change, wants of a person: what was done already is wanted no more."""
    wish = without_deeds(text)
    if wish == text:
        return change()
    every, lists = _lists()
    found = {span.term for span in every.spans(tokens_of(wish))}
    terms, unless = next((terms, unless) for one, terms, unless in lists if one == change())
    if (terms.complete(found) and not unless.complete(found)) or asks_for_change(wish, of_own=of_own):
        return change()
    return _by_name()[DAMAGED] if done_in_vain(text) else None


def change() -> Beyond:
    """Return why a person is needed where something is to be cancelled or changed."""
    return _by_name()[CHANGE]


@cache
def _by_name() -> dict[str, Beyond]:
    return {one.name: one for one, _, _ in _lists()[1]}
