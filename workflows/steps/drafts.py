"""What the three draft steps (technical, billing, general) share: their input, and the check for honest drafts."""

from dataclasses import dataclass
from typing import TypeVar

from workflows.answers import Draft
from workflows.language.detection import in_another_language
from workflows.steps.checked import AllowedFacts, unsupported_claims, without_unsupported

D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What a draft answers: the customer's words, the transcript, the language to write in, and what is known.

    ``wrote``: what customers wrote in the transcript. The desk's own lines are there to be read, and prove nothing.
    """

    text: str
    earlier: str = ""
    wrote: str = ""
    language: str = "en"
    about: str = ""


def show(given: DraftRequest) -> dict[str, str]:
    """Give the input as blocks for the model."""
    return {"about": given.about, "earlier": given.earlier, "language": given.language, "message": given.text}


def check(given: DraftRequest, draft: Draft) -> str | None:
    """Refuse a draft that states what no record holds, or is in another language than the message."""
    if other := in_another_language(draft.reply, given.text, given.language):
        return f"the reply is in another language ({other}) than the message"
    wrong = unsupported_claims(draft.reply, allowed_by(given))
    return f"the reply states what is not known: {', '.join(wrong[:5])}" if wrong else None


def mend(given: DraftRequest, draft: D) -> D | None:
    """Return ``draft`` without the sentences that state what no record holds, if the rest stands without them."""
    if in_another_language(draft.reply, given.text, given.language):
        return None
    left = without_unsupported(draft.reply, allowed_by(given))
    return draft.model_copy(update={"reply": left}) if left else None


def written(_given: DraftRequest, draft: Draft) -> tuple[str]:
    """Return what a customer reads of a draft."""
    return (draft.reply,)


def allowed_by(given: DraftRequest) -> AllowedFacts:
    """Return what a draft that answers this may state."""
    return AllowedFacts(customer=f"{given.wrote}\n{given.text}", records=(given.about,))
