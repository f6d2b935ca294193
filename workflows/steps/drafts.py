"""What the three draft steps (technical, billing, general) share: their input, and the check for honest drafts."""

from dataclasses import dataclass

from workflows.answers import Draft
from workflows.language.detection import in_another_language
from workflows.receipts.check import AllowedFacts, unsupported_claims


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What a draft answers: the customer's words, the transcript, the language to write in, and what is known."""

    text: str
    earlier: str = ""
    language: str = "en"
    about: str = ""


def show(given: DraftRequest) -> dict[str, str]:
    """Give the input as blocks for the model."""
    return {"about": given.about, "earlier": given.earlier, "language": given.language, "message": given.text}


def check(given: DraftRequest, draft: Draft) -> str | None:
    """Refuse a draft that states what no record holds, or is in another language than the message."""
    if other := in_another_language(draft.reply, given.text, given.language):
        return f"the reply is in another language ({other}) than the message"
    wrong = unsupported_claims(
        draft.reply, AllowedFacts(customer=f"{given.earlier}\n{given.text}", records=(given.about,))
    )
    return f"the reply states what is not known: {', '.join(wrong[:5])}" if wrong else None
