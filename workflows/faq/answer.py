"""The step that answers one question: a model points at sentences of the passages, code finds them and tells them.

Nothing that a model makes of the sentences is told (docs/decisions/0057-the-documents-own-words.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflows.answers import FaqAnswer
from workflows.faq.documents import Document, Passage
from workflows.faq.lines import joined
from workflows.faq.proof import QUOTE_WORDS, Quote, find_quote
from workflows.faq.verbatim import is_verbatim
from workflows.faq.whole import whole_spans
from workflows.step import Step, load_prompt

SEVERAL = 2  # places of the same words
MOST_TOLD = 600  # characters of an answer
NOT_FOUND = f"not found letter by letter in the documents, or shorter than {QUOTE_WORDS} words: "
NOT_TOLD = f"headings say nothing, and at most {MOST_TOLD} characters are told: quote fewer sentences, or others"


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """A question, the passages that matter for it, and the documents they are from."""

    question: str
    passages: tuple[Passage, ...]
    documents: tuple[Document, ...]


def quotes_in(given: AnswerRequest, answer: FaqAnswer) -> list[Quote]:
    """Return the quotes of an answer as they are in the documents, each once; what is not found is left out.

    Words that stand in several places are quoted under the question that they answer.
    """
    found = (_own_quote(words, given) or find_quote(words, given.documents) for words in answer.quotes)
    return list(dict.fromkeys(quote for quote in found if quote is not None))


def _own_quote(words: str, given: AnswerRequest) -> Quote | None:
    if sum(one.text.count(words) for one in given.documents) < SEVERAL or find_quote(words, given.documents) is None:
        return None
    from workflows.faq import rules_extract  # noqa: PLC0415 - its modules are those that make FAQs

    at, start, end = rules_extract.place_of(given.question, given.documents) or (0, 0, 0)
    document = given.documents[at]
    if not words or document.text[start:end] != words:
        return None
    return Quote(document=at, title=document.title, start=start, end=end, text=words)


def why_unproved(outcome: str) -> str | None:
    """Return why what a model points at proves nothing, read from its step's outcome; None: that is not what happened.

    An answer that cannot be read, or points at nothing, is broken: a rule answers in its place, as in an outage.
    """
    why = outcome.partition("bad answer: ")[2]
    return why if why.startswith((NOT_FOUND, NOT_TOLD)) else None


def _show(given: AnswerRequest) -> dict[str, str]:
    passages = []
    for passage in given.passages:
        title = given.documents[passage.document].title
        passages.append(f"[{title}{' > ' + passage.heading if passage.heading else ''}]\n{passage.text}")
    return {"question": given.question, "passages": "\n\n".join(passages)}


def _check(given: AnswerRequest, answer: FaqAnswer) -> str | None:
    """Refuse quotes that are nowhere, or too long together: the model client asks once more with the reason."""
    if not answer.answerable:
        return None
    if not answer.quotes:
        return f"there is no quote: give one of at least {QUOTE_WORDS} words from the passages"
    lost = [words for words in answer.quotes if find_quote(words, given.documents) is None]
    if lost:
        shown = "; ".join(repr(words[:120]) for words in lost[:3])
        return f"{NOT_FOUND}{shown}"
    told = _told(given, answer)
    if told is None:
        return NOT_TOLD
    return None if answer == told else "the answer is not the sentences that it quotes"


def _told(given: AnswerRequest, answer: FaqAnswer) -> FaqAnswer | None:
    """Return the whole sentences that an answer quotes, as the answer: they are true whatever was made of them.

    None if one of its quotes is nowhere, for who invents one is asked again, or if it is too long.
    """
    quotes = [found for words in answer.quotes if (found := find_quote(words, given.documents))]
    if not answer.answerable or not quotes or len(quotes) < len(answer.quotes):
        return None
    for widened in (True, False):
        pieces = list(dict.fromkeys(_pieces(quotes, given.documents, widened=widened)))
        whole = [one for one in pieces if not any(one != other and one in other for other in pieces)]
        text = joined(whole)
        if whole and len(text) <= MOST_TOLD and not text.endswith("?"):
            return FaqAnswer(answerable=True, answer=text, quotes=whole)
    return None


def _pieces(quotes: list[Quote], documents: tuple[Document, ...], *, widened: bool) -> Iterator[str]:
    for quote in quotes:
        document = documents[quote.document]
        for start, end in whole_spans(document, quote.start, quote.end, widened=widened):
            yield document.text[start:end]


def _rule(given: AnswerRequest) -> FaqAnswer:
    from workflows.faq import rules_extract  # noqa: PLC0415 - its modules are those that make FAQs

    found = rules_extract.answer(given.question, given.documents, given.passages)
    quotes = quotes_in(given, found)
    proved = len(quotes) == len(found.quotes) and is_verbatim(found.answer, [quote.text for quote in quotes])
    return found if proved else FaqAnswer(answerable=False)


def _weighs(given: AnswerRequest) -> int:
    return sum(len(document.text) for document in given.documents)


FAQ_ANSWER = Step(
    "faq_answer",
    load_prompt("faq_answer.md"),
    FaqAnswer,
    _show,
    _rule,
    _check,
    mend=_told,
    max_tokens=900,
    weighs=_weighs,
    in_background=True,
)


def _not_answerable(_given: AnswerRequest) -> FaqAnswer:
    return FaqAnswer(answerable=False)


# The same for a customer's question: without a model nothing is made of the passages.
ANSWER_FROM_PASSAGES = replace(FAQ_ANSWER, rule=_not_answerable, in_background=False)
