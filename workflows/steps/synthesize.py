"""The step ``synthesize``: the words around the results of several parts. The facts themselves are put in by code."""

from dataclasses import dataclass, replace

from workflows.answers import PartText, Synthesis
from workflows.language.detection import Asked
from workflows.results import (
    AnyResult,
    Failed,
    FieldMissing,
    InvestigationOpened,
    NotFound,
    NotYours,
    OrderFound,
    RmaIssued,
    ToConfirm,
)
from workflows.step import Step, load_prompt
from workflows.steps.checked import AllowedFacts, unsupported_claims, without_unsupported


@dataclass(frozen=True, slots=True)
class PartsToJoin:
    """The customer's words and the parts: each a title and its result's facts as text, numbered from 1.

    ``is_first``: nothing was answered in this case before; who writes again is not thanked for each message.
    """

    text: str
    language: str
    results: tuple[AnyResult, ...]
    is_first: bool


def facts_of(result: AnyResult) -> str:
    """Return a result's facts as one line."""
    return "; ".join(f"{label}: {value}" for label, value in result.facts())


def _show(given: PartsToJoin) -> dict[str, str]:
    parts = "\n".join(
        f"{number}. {lead_in(result)} Result shown below it: {facts_of(result) or 'none'}"
        for number, result in enumerate(given.results, start=1)
    )
    turn = "first message" if given.is_first else "later message"
    return {"language": given.language, "turn": turn, "message": given.text, "parts": parts}


# Facts in the customer's own words: they prove nothing.
_CUSTOMERS_WORDS = {"Your concern", "Product", "Reason for return"}
# What was done for each kind of result, in the words models use for it.
_LOOKED = frozenset({"looked into", "looked at", "looked up", "checked", "checked on", "found"})
_REPEATED = _LOOKED | {
    "open",
    "looking",
    "investigated",
    "being investigated",
    "being looked into",
    "under investigation",
    "authorized",
    "authorised",
}
_DONE: dict[str, frozenset[str]] = {
    "investigation": _REPEATED | {"opened", "started", "created", "flagged"},
    "rma": _LOOKED | {"issued", "created", "authorized", "authorised"},
    "order": _LOOKED,
}
_WRITTEN = frozenset({"put", "gathered", "prepared", "included", "collected"})


def _allowed(customer: str, results: tuple[AnyResult, ...]) -> AllowedFacts:
    """Return what words around these results may say."""
    stated = (value for one in results for label, value in one.facts() if label not in _CUSTOMERS_WORDS)
    done = (_REPEATED if getattr(one, "repeated", False) else _DONE.get(one.kind, frozenset()) for one in results)
    return AllowedFacts(customer, (*map(lead_in, results), *stated), done=_WRITTEN.union(*done))


def _allowed_in_part(customer: str, result: AnyResult) -> AllowedFacts:
    """Return what words over one result may say: an id in them must be this part's."""
    own = (lead_in(result), *(value for _, value in result.facts()))
    return replace(_allowed(customer, (result,)), only=own)


def _check(given: PartsToJoin, answer: Synthesis) -> str | None:
    """Refuse words that state more than the results of their own part hold, and parts that do not exist."""
    whole, asked = _allowed(given.text, given.results), Asked.read(given.text, given.language)
    for words in _written(given, answer):
        if other := asked.another(words):
            return f"{words[:60]!r} is in another language ({other}) than the message"
    wrong = unsupported_claims(answer.greeting, whole) + unsupported_claims(answer.closing, whole)
    for part in answer.parts:
        if part.part > len(given.results):
            return f"there is no part {part.part}"
        wrong += unsupported_claims(part.text, _allowed_in_part(given.text, given.results[part.part - 1]))
    return f"this is stated without proof: {', '.join(wrong[:5])}" if wrong else None


def _mend(given: PartsToJoin, answer: Synthesis) -> Synthesis | None:
    """Return ``answer`` without the sentences that state what no result holds, if each part stands without them."""
    whole, asked = _allowed(given.text, given.results), Asked.read(given.text, given.language)
    texts = _written(given, answer)
    if any(part.part > len(given.results) for part in answer.parts) or any(map(asked.another, texts)):
        return None
    greeting, closing = (
        without_unsupported(one, whole, may_be_empty=True) for one in (answer.greeting, answer.closing)
    )
    parts = [
        part.model_copy(update={"text": text})
        for part in answer.parts
        if (text := without_unsupported(part.text, _allowed_in_part(given.text, given.results[part.part - 1])))
    ]
    if greeting is None or closing is None or len(parts) < len(answer.parts):
        return None
    return answer.model_copy(update={"greeting": greeting, "parts": parts, "closing": closing})


def _written(_given: PartsToJoin, answer: Synthesis) -> tuple[str, ...]:
    return (answer.greeting, *(part.text for part in answer.parts), answer.closing)


def lead_in(result: AnyResult) -> str:  # noqa: PLR0911 - one sentence a kind of result
    """Return the template sentence over a result."""
    match result:
        case InvestigationOpened():
            if result.repeated:
                return f"Invoice {result.invoice_number} is being looked into already; nothing new was opened."
            return f"I have opened an investigation of invoice {result.invoice_number}."
        case RmaIssued():
            if result.repeated:
                return f"Your return of {result.product_name} is authorised already; here it is again."
            return f"Your return of {result.product_name} is authorised."
        case OrderFound():
            return f"Here is how order {result.order_id} stands."
        case FieldMissing() | ToConfirm():
            return ""
        case NotYours():
            return f"I cannot show you {result.what}: it is not registered to you."
        case NotFound():
            return _not_found(result)
        case Failed():
            return f"I could not finish the part about {result.what}; a person will see to it."


def _not_found(result: NotFound) -> str:
    """Say that there is no such order or invoice; ask for the number once more, then offer a person."""
    nothing = "; no investigation was opened" if result.what.startswith("invoice") else ""
    found = f"I am sorry, I find no {result.what}"
    if not result.again:
        return f"{found}{nothing}. Please check the number and write it here, and I will look again."
    person = "ask for a person here, and somebody from our support team can look for it"
    return f"{found} either{nothing}. If you are sure of the number, {person}."


def _rule(given: PartsToJoin) -> Synthesis:
    parts = [PartText(part=number, text=lead_in(result)) for number, result in enumerate(given.results, start=1)]
    greeting = ["Thanks for your message!"] if given.is_first else []
    if all(isinstance(result, (FieldMissing, ToConfirm)) for result in given.results):
        greeting.append("There is one thing I need to know first.")
    elif len(given.results) > 1:
        greeting.append("Here is what I have for you.")
    return Synthesis(greeting=" ".join(greeting), parts=parts, closing="")


SYNTHESIZE = Step(
    "synthesize", load_prompt("synthesize.md"), Synthesis, _show, _rule, _check, _mend, _written, max_tokens=1500
)
