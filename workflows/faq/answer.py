"""The step that answers one question from passages, with quotes that code finds in the documents or refuses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflows.answers import FaqAnswer
from workflows.faq import rules_extract
from workflows.faq.documents import Document, Passage, paragraphs_of, sentences_of
from workflows.faq.proof import QUOTE_WORDS, Quote, find_quote, unproved_in_answer
from workflows.step import Step, load_prompt

MOST_QUOTED = 600  # characters of quotes that are told in place of an answer


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """A question, the passages that matter for it, and the documents they are from."""

    question: str
    passages: tuple[Passage, ...]
    documents: tuple[Document, ...]


def quotes_in(given: AnswerRequest, answer: FaqAnswer) -> list[Quote]:
    """Return the quotes of an answer as they are in the documents, each once; what is not found is left out."""
    found = (find_quote(words, given.documents) for words in answer.quotes)
    return list(dict.fromkeys(quote for quote in found if quote is not None))


def _show(given: AnswerRequest) -> dict[str, str]:
    passages = []
    for passage in given.passages:
        title = given.documents[passage.document].title
        passages.append(f"[{title}{' > ' + passage.heading if passage.heading else ''}]\n{passage.text}")
    return {"question": given.question, "passages": "\n\n".join(passages)}


def _check(given: AnswerRequest, answer: FaqAnswer) -> str | None:
    """Refuse an answer that is not proved, with the reasons: the model client asks once more with them."""
    if not answer.answerable:
        return None
    if not answer.answer:
        return "the answer is empty"
    if not answer.quotes:
        return f"there is no quote: give one of at least {QUOTE_WORDS} words from the passages"
    lost = [words for words in answer.quotes if find_quote(words, given.documents) is None]
    if lost:
        shown = "; ".join(repr(words[:120]) for words in lost[:3])
        return f"not found letter by letter in the documents, or shorter than {QUOTE_WORDS} words: {shown}"
    wrong = unproved_in_answer(answer.answer, quotes_in(given, answer), given.question)
    return "; ".join(wrong[:5]) or None


def _rule(given: AnswerRequest) -> FaqAnswer:
    found = rules_extract.answer(given.question, given.documents, given.passages)
    return found if _check(given, found) is None else FaqAnswer(answerable=False)


def _in_its_quotes_words(given: AnswerRequest, answer: FaqAnswer) -> FaqAnswer | None:
    """Return the sentences that an unproved answer quotes, as the answer: they are true whatever was made of them.

    None if one of its quotes is nowhere: who invents one is asked again.
    """
    quotes = [find_quote(words, given.documents) for words in answer.quotes]
    whole = list(dict.fromkeys(one for quote in quotes if quote for one in _around(quote, given.documents)))
    text = " ".join(whole)
    if not (answer.answerable and whole and all(quotes)) or len(text) > MOST_QUOTED:
        return None
    told = FaqAnswer(answerable=True, answer=text, quotes=whole)
    return told if _check(given, told) is None else None


def _around(quote: Quote, documents: tuple[Document, ...]) -> Iterator[str]:
    """Yield the whole sentences in which a quote stands."""
    text = documents[quote.document].text
    for begin, stop in paragraphs_of(text):
        if begin < quote.end and quote.start < stop:
            for start, end in sentences_of(text, begin, stop):
                if start < quote.end and quote.start < end:
                    yield text[start:end]


def _weighs(given: AnswerRequest) -> int:
    return sum(len(document.text) for document in given.documents)


FAQ_ANSWER = Step(
    "faq_answer", load_prompt("faq_answer.md"), FaqAnswer, _show, _rule, _check, max_tokens=900, weighs=_weighs
)


def _not_answerable(_given: AnswerRequest) -> FaqAnswer:
    return FaqAnswer(answerable=False)


# The same for a customer's question: without a model nothing is made of the passages, and what a model says of them and
# cannot prove is not worth another call while somebody waits: its quotes are told as they stand.
ANSWER_FROM_PASSAGES = replace(FAQ_ANSWER, rule=_not_answerable, mend=_in_its_quotes_words)
