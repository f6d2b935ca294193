"""The sections of documents that no entry is made of, each with the true reason. Pure."""

from bisect import bisect_left

from handlers.faq.made import LeftOut
from workflows.faq.chain import Chain
from workflows.faq.documents import Document
from workflows.faq.kept_back import KEPT_BACK
from workflows.faq.questions import FAQ_QUESTIONS
from workflows.faq.rules_extract import asked_twice
from workflows.faq.same import written_one_way
from workflows.faq.section_questions import survey_of
from workflows.faq.sections import Section, is_kept_back_in, outline_of

ENOUGH = "no more questions were asked for"
REPEATED = "other entries ask or answer the same"
TWO_ANSWERS = "its question stands there twice, with two answers: only you can say which one holds"
UNPROVED = "what was asked of it could not be proved"
NOT_SHOWN = "the text is too long to show all of it to a model at once"
NOTHING_FOUND = "the model asked nothing of it that could be answered"


def unused_sections(chain: Chain) -> list[LeftOut]:
    """Return them in the order of the documents."""
    reason_of = _by_rule if chain.run.by_rule(FAQ_QUESTIONS.name) else _by_model
    found = []
    for at, document in enumerate(chain.documents):
        quoted = sorted(one.start for entry in chain.entries for one in entry.quotes if one.document == at)
        unused = [
            (number, one) for number, one in enumerate(outline_of(document)) if not _has(quoted, one.from_head, one.end)
        ]
        found += [
            _left_out(document, one, why) for (_, one), why in zip(unused, reason_of(chain, at, unused), strict=True)
        ]
    return found


def _has(places: list[int], start: int, end: int) -> bool:
    """Say whether one of the places, in order, is in a span."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _left_out(document: Document, section: Section, reason: str) -> LeftOut:
    if is_kept_back_in(document, section):
        reason = KEPT_BACK
    return LeftOut(document=document.title, section=section.path[-1] if section.path else document.title, reason=reason)


def _by_rule(chain: Chain, at: int, unused: list[tuple[int, Section]]) -> list[str]:
    """Return why no question is asked of sections, else what became of the questions that are."""
    survey = survey_of(chain.documents[at])
    asked: dict[int, list[str]] = {}
    for one in survey.extracts:
        asked.setdefault(one.section, []).append(one.question)
    dropped = {one.question: one.why for one in chain.dropped}
    twice = asked_twice(chain.documents)
    is_full = len(chain.entries) >= chain.asked

    def reason(number: int) -> str:
        if number in survey.left_out:
            return survey.left_out[number]
        if all(written_one_way(question) in twice for question in asked[number]):
            return TWO_ANSWERS
        became = {dropped.get(question) for question in asked[number]}
        if became <= {"unproved", "unanswered"}:
            return UNPROVED
        return ENOUGH if is_full and None in became else REPEATED

    return [reason(number) for number, _ in unused]


def _by_model(chain: Chain, at: int, unused: list[tuple[int, Section]]) -> list[str]:
    shown = chain.shown()
    seen = sorted(
        one.start
        for number, one in enumerate(chain.passages)
        if one.document == at and (shown is None or number in shown)
    )
    asked = ENOUGH if len(chain.entries) >= chain.asked else NOTHING_FOUND
    return [asked if _has(seen, one.start, one.end) else NOT_SHOWN for _, one in unused]
