"""The step ``billing_concern``: what worries the customer about one invoice, in one sentence."""

from dataclasses import dataclass

from workflows.answers import Concern
from workflows.language.detection import in_another_language
from workflows.language.grounding import stands_in
from workflows.rules.lookups.concern import find_concern
from workflows.step import Step, load_prompt
from workflows.steps.checked import AllowedFacts, unsupported_claims, words_not_theirs


@dataclass(frozen=True, slots=True)
class ConcernRequest:
    """A message and the invoice in question."""

    text: str
    invoice_number: str


def _show(given: ConcernRequest) -> dict[str, str]:
    return {"invoice": given.invoice_number, "message": given.text}


def _rule(given: ConcernRequest) -> Concern:
    return Concern(concern=find_concern(given.text, given.invoice_number))


def _check(given: ConcernRequest, answer: Concern) -> str | None:
    """The concern is a restatement: it holds nothing that the customer did not say, and denies what they deny."""
    if other := in_another_language(answer.concern, given.text, ""):
        return f"this is in another language ({other}) than the message"
    wrong = unsupported_claims(answer.concern, AllowedFacts(customer=given.text, restates=True))
    if wrong:
        return f"{wrong[0]} does not stand in the message"
    if stands_in(answer.concern, given.text):
        return None
    added = words_not_theirs(answer.concern, given.text)
    return f"the message does not say {added!r}: say only what it says" if added else None


def _written(given: ConcernRequest, answer: Concern) -> tuple[str, ...]:
    """Return the concern, unless it is the customer's words: they may write what they like."""
    return () if stands_in(answer.concern, given.text) else (answer.concern,)


BILLING_CONCERN = Step(
    "billing_concern",
    load_prompt("billing_concern.md"),
    Concern,
    _show,
    _rule,
    _check,
    written=_written,
    max_tokens=200,
)
