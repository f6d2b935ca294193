"""The questions a case's customer was offered as what they may mean, and which of them a message chooses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.records import Post
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.masking.mask import mask
from workflows.reply import Offer, Reply

GONE = (
    "What I offered there has been changed or withdrawn since, so I do not want to answer from it. "
    "Please ask me again in your own words."
)
_NUMBER = lazy(r"\W*(?:(?:number|no\.?|option|question)\s{1,3})?#?\s?([1-9])\W*", re.IGNORECASE)
_NTH = {"first": 1, "second": 2, "third": 3}
_ORDINAL = lazy(r"\W*(?:the\s)?(first|second|third)(?:\s(?:one|question))?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StandingOffer:
    """A question that was offered for ``wording``, part ``part`` of the message ``asked_id``, and stands in the thread.

    ``is_newest``: in the newest reply of all, so that its number alone chooses it.
    """

    offer: Offer
    wording: str
    part: int
    asked_id: int
    is_newest: bool


def standing_in(sent: Sequence[Post]) -> tuple[StandingOffer, ...]:
    """Return what these replies offer, newest first as they are; ``sent``: those of a case, newest first."""
    found: list[StandingOffer] = []
    for at, post in enumerate(sent):
        offers = any(section.get("offers") for section in post.body.get("sections", ()))
        if post.message_id is None or not offers:
            continue
        for section in Reply.model_validate(post.body).sections:
            about = (section.offered_for, section.part, post.message_id, at == 0)
            found += [StandingOffer(offer, *about) for offer in section.offers]
    return tuple(found)


def is_still(question: str, offer: Offer) -> bool:
    """Say whether an entry still asks what was offered."""
    asked = " ".join(question.split())
    return asked == offer.question or (offer.question.endswith("…") and asked.startswith(offer.question[:-1]))


def as_written(offer: Offer) -> str:
    """Return an offered question as the customer's own message says it: masked, as all that is kept of people."""
    return mask(offer.question)


def chosen_by(text: str, standing: Sequence[StandingOffer], *, numbers: bool) -> StandingOffer | None:
    """Return the question that a message chooses: by its words, or by its number if they were offered just now.

    ``numbers``: nothing else is asked for that a number could answer. By its words it is chosen in any case: a press
    says nothing else, and must not be taken for the name of a product that is asked for.
    """
    if not standing:
        return None
    if numbers and (number := _number_in(text)):
        return next((one for one in standing if one.is_newest and one.offer.number == number), None)
    words = _bare(text)
    return next((one for one in standing if words and words == _bare(as_written(one.offer))), None)


def _number_in(text: str) -> int:
    if number := _NUMBER.fullmatch(text):
        return int(number[1])
    ordinal = _ORDINAL.fullmatch(text)
    return _NTH[ordinal[1].lower()] if ordinal else 0


def _bare(text: str) -> str:
    return fold(text).strip(" .?!\"'")
