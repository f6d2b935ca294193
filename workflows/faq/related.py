"""Whether an answer is about its question, by their words: a model may point at a true sentence that is about another.

Words cannot tell whether an answer fits, only whether it may: what they do not say is left to a person. Untrusted;
linear, and only so much is read.
"""

from workflows.faq.question_form import MOST_CHARS
from workflows.faq.words import content_words, meant_words

# Of the question's words, in the answer or the heading over it. On 114 questions of careful people with their answers
# (tests/data/documents/asked.jsonl and second_blind) 61 % have so many there, with another answer of the same document
# (906 pairs) 3 %; with more than half it would be 39 % and 1 %, with any word at all 94 % and 31 %.
SHARED = 0.5
READ_CHARS = 1200  # of an answer; entries have 900 at most
LETTERS = 4  # at the beginning of two words: "cancelled" and "cancellation"
_ASKS_FOR_A_SUM = frozenset({"cost", "pric"})  # stems; a sum is told without


def shares_words(question: str, answer: str, heading: str = "") -> bool:
    """Say whether half of the words of a question that mean something are in its answer, or the heading over it.

    Of one that has none ("How much does it cost?") nothing is known.
    """
    asked = [word for word in meant_words(question[:MOST_CHARS]) if word not in _ASKS_FOR_A_SUM]
    told = set(content_words(f"{answer[:READ_CHARS]}\n{heading[:MOST_CHARS]}"))
    begin = {word[:LETTERS] for word in told if len(word) >= LETTERS}
    shared = sum(word in told or (len(word) >= LETTERS and word[:LETTERS] in begin) for word in asked)
    return bool(asked) and shared >= SHARED * len(asked)
