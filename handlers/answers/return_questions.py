"""Questions whether something can be returned: nothing is issued; the answer says how to ask for it."""

from handlers.desk import Response
from storage.faq_gaps import Unanswered
from workflows.faq.questions_in_messages import is_impersonal
from workflows.reply import Section

HOW = (
    "I have not started a return. To ask for one, write what goes back and why, for example: “return the lamp, it "
    "flickers”. Whether it can be returned I cannot tell; if you would like a person to tell you, just say so."
)


def how_to(text: str, part: int) -> Response:
    """Say how a return is asked for. What anybody could ask is kept as a question that nothing published answers."""
    gaps = (Unanswered(part, text, "general_question"),) if is_impersonal(text) else ()
    return Response((Section(text=HOW),), "general_question", by_rule=True, gaps=gaps)
