"""Whether a question is surely sound with its answer: it stands in the document itself, over its answer or before it.

Of questions that rules worded strangers rated one to four in a hundred senseless, whatever their form
(docs/decisions/0080-what-is-published-by-itself.md). They are no worse by that than a draft is: they wait for a look.
Everything here is untrusted; linear, and only the beginning of an answer is read.
"""

from functools import lru_cache

from workflows.faq.question_form import MOST_CHARS
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

_ASIDE = lazy(r" ?\([^()]*\)(?=\?$)")


@lru_cache(maxsize=4096)
def is_surely_sound(question: str, answer: str, heading: str = "") -> bool:
    """Say whether a question that passed the gate is published with its answer although nobody has looked at it.

    ``heading``: what the answer stands under, "" if that is nothing.
    """
    if len(question) > MOST_CHARS:
        return False
    own = fold(_ASIDE.sub("", " ".join(question.split()))).rstrip(" ?")
    return own == fold(heading[: MOST_CHARS + 1]).rstrip(" ?") or fold(answer[: 2 * MOST_CHARS]).startswith(f"{own}?")
