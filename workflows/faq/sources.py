"""The step that names the documents an answer comes from; a title counts only if a quote is in that document."""

from dataclasses import dataclass

from workflows.answers import Sources
from workflows.faq.proof import Quote
from workflows.language.grounding import fold
from workflows.step import Step, load_prompt


@dataclass(frozen=True, slots=True)
class SourcesRequest:
    """A proved answer, its quotes, and the titles there are."""

    question: str
    answer: str
    quotes: tuple[Quote, ...]
    titles: tuple[str, ...]


def titles_in(given: SourcesRequest, answer: Sources) -> list[str]:
    """Return the sources as the documents' own titles, each once."""
    own = {fold(title): title for title in given.titles}
    return list(dict.fromkeys(own[fold(title)] for title in answer.sources if fold(title) in own))


def _show(given: SourcesRequest) -> dict[str, str]:
    quotes = "\n".join(f"[{quote.title}] {' '.join(quote.text.split())}" for quote in given.quotes)
    titles = "\n".join(dict.fromkeys(quote.title for quote in given.quotes))
    return {"question": given.question, "answer": given.answer, "quotes": quotes, "titles": titles}


def _check(given: SourcesRequest, answer: Sources) -> str | None:
    if not answer.sources:
        return "there is no source"
    quoted = {fold(quote.title) for quote in given.quotes}
    known = {fold(title) for title in given.titles}
    for title in answer.sources:
        if fold(title) not in known:
            return f"there is no document titled {title[:100]!r}"
        if fold(title) not in quoted:
            return f"no quote stands in {title[:100]!r}"
    return None


def _rule(given: SourcesRequest) -> Sources:
    return Sources(sources=list(dict.fromkeys(quote.title for quote in given.quotes)))


FAQ_SOURCES = Step(
    "faq_sources",
    load_prompt("faq_sources.md"),
    Sources,
    _show,
    _rule,
    _check,
    max_tokens=300,
    in_background=True,
)
