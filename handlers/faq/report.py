"""What a set of FAQs says about itself: asked, delivered, dropped and why, and how much of the documents it covers."""

from collections import Counter

from handlers.faq.made import Coverage, DroppedQuestion, FaqReport, Shown
from workflows.faq.chain import Chain
from workflows.faq.questions import FAQ_QUESTIONS
from workflows.faq.section_questions import survey_of

MOST_NAMED = 3  # of the sections that were left out for one reason
NAME_CHARS = 60
NEXT_STEP = "To have them asked, make their headings questions, add an entry yourself, or set a model's key."
_WORDS = {
    "duplicate": "asked nearly the same as another",
    "unproved": "could not be proved from the text",
    "unanswered": "the documents do not answer",
}


def make_report(chain: Chain) -> FaqReport:
    """Sum up a finished chain."""
    return FaqReport(
        asked=chain.asked,
        delivered=len(chain.entries),
        extractive=sum(entry.engine == "rules" for entry in chain.entries),
        why=_why(chain),
        dropped=tuple(DroppedQuestion(question=one.question, why=one.why, reason=one.reason) for one in chain.dropped),
        coverage=tuple(_coverage(chain, at, document.title) for at, document in enumerate(chain.documents)),
        shown=_shown(chain),
    )


def _shown(chain: Chain) -> Shown | None:
    shown = chain.shown()
    if shown is None:
        return None
    sections = {chain.sections[at] for at in shown}
    return Shown(
        passages=len(shown), of=len(chain.passages), sections=len(sections), of_sections=len(set(chain.sections))
    )


def _why(chain: Chain) -> str:
    missing = chain.asked - len(chain.entries)
    if not missing:
        return ""
    counted = Counter[str](one.why for one in chain.dropped)
    dropped = ", ".join(f"{counted[why]} {words}" for why, words in _WORDS.items() if counted[why])
    engine = f" {_seen(chain)}" if chain.run.by_rule(FAQ_QUESTIONS.name) else ""
    if not dropped:
        return f"The text carries no more distinct questions that can be answered from it.{engine}"
    return f"No more could be proved from the text: of the others {dropped}.{engine}"


def _seen(chain: Chain) -> str:
    """Say how many sections were seen and used without a model, which were left out and why, and what helps."""
    surveys = [survey_of(document) for document in chain.documents]
    quotes = [(one.document, one.start) for entry in chain.entries for one in entry.quotes]
    seen = used = 0
    left: dict[str, list[str]] = {}
    for at, survey in enumerate(surveys):
        seen += len(survey.sections)
        used += sum(
            any(at == document and one.start <= start < one.end for document, start in quotes)
            for one in survey.sections
        )
        for number, reason in survey.left_out.items():
            section = survey.sections[number]
            left.setdefault(reason, []).append(section.path[-1] if section.path else chain.documents[at].title)
    said = f"Without a model, {used} of {seen} sections are used."
    for reason, names in left.items():
        shown = ", ".join(f"“{name[:NAME_CHARS]}”" for name in names[:MOST_NAMED]) + (
            " and others" if len(names) > MOST_NAMED else ""
        )
        said += f" Left out: {shown}, since {reason}."
    return f"{said} {NEXT_STEP if left else ''}".rstrip()


def _coverage(chain: Chain, at: int, title: str) -> Coverage:
    spans = [(one.start, one.end) for entry in chain.entries for one in entry.quotes if one.document == at]
    own = [one for one in chain.passages if one.document == at]
    quoted = sum(any(start < one.end and one.start < end for start, end in spans) for one in own)
    entries = sum(any(one.document == at for one in entry.quotes) for entry in chain.entries)
    return Coverage(title=title, entries=entries, quoted=quoted, passages=len(own))
