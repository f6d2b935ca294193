"""One gate before customers: an entry is published by itself if its question is one, and its answer answers that.

What does not pass waits for staff, who may word it anew. It is the same for what rules ask and what a model asks.
"""

from functools import lru_cache

from workflows.faq.answer_form import flaw_of_answer
from workflows.faq.asked_well import names_nothing
from workflows.faq.question_form import MOST_CHARS, flaw_of_question
from workflows.faq.reasons import UNNAMED


@lru_cache(maxsize=2048)
def why_it_waits(question: str, answer: str) -> str | None:
    """Return why an entry (untrusted) is not published by itself, as a sentence; None: it may be."""
    flaw = flaw_of_question(question, answer)
    if flaw is None and names_nothing(question[:MOST_CHARS]):
        flaw = UNNAMED
    return flaw or flaw_of_answer(question, answer)
