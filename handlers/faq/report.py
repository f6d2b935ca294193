"""What a set of FAQs says about itself: asked, delivered, dropped and why, and how much of the documents it covers."""

from collections import Counter

from handlers.faq.left_out import unused_sections
from handlers.faq.made import Coverage, DroppedQuestion, FaqReport, Shown
from workflows.faq.chain import Chain
from workflows.faq.questions import FAQ_QUESTIONS
from workflows.faq.sections import outline_of

MOST_LEFT_OUT = 200  # sections without an entry that are kept by name
NEXT_STEP = "To have more sections asked, make their headings questions, add an entry yourself, or {what_else}."
NO_KEY, BROKEN = "Without a model", "The model gave no questions that could be used, so rules asked"
# Rules know when they have nothing left to ask, not that a text says nothing more.
ONLY_FORMS = "Rules find no more questions of a form they know; the text may tell more, also in sections that are used."
_WORDS = {
    "duplicate": "asked nearly the same as another",
    "unproved": "could not be proved from the text",
    "unanswered": "the documents do not answer",
}


def make_report(chain: Chain) -> FaqReport:
    """Sum up a finished chain; on long documents it takes a while."""
    unused, sections = unused_sections(chain), sum(len(outline_of(document)) for document in chain.documents)
    return FaqReport(
        asked=chain.asked,
        delivered=len(chain.entries),
        extractive=sum(entry.engine == "rules" for entry in chain.entries),
        why=_why(chain, sections, len(unused)),
        dropped=tuple(DroppedQuestion(question=one.question, why=one.why, reason=one.reason) for one in chain.dropped),
        coverage=tuple(_coverage(chain, at, document.title) for at, document in enumerate(chain.documents)),
        shown=_shown(chain),
        sections=sections,
        unused=len(unused),
        left_out=tuple(unused[:MOST_LEFT_OUT]),
    )


def _shown(chain: Chain) -> Shown | None:
    shown = chain.shown()
    if shown is None:
        return None
    sections = {chain.sections[at] for at in shown}
    return Shown(
        passages=len(shown), of=len(chain.passages), sections=len(sections), of_sections=len(set(chain.sections))
    )


def _why(chain: Chain, sections: int, unused: int) -> str:
    missing = chain.asked - len(chain.entries)
    if not missing:
        return ""
    counted = Counter[str](one.why for one in chain.dropped)
    dropped = ", ".join(f"{counted[why]} {words}" for why, words in _WORDS.items() if counted[why])
    by_rule = chain.run.by_rule(FAQ_QUESTIONS.name)
    what_helps = _what_helps(sections, unused, uses_model=chain.run.uses_model) if by_rule else ""
    if not dropped:
        if by_rule:
            return f"{ONLY_FORMS}{what_helps}"
        return f"The text carries no more distinct questions that can be answered from it.{what_helps}"
    return f"No more could be proved from the text: of the others {dropped}.{what_helps}"


def _what_helps(sections: int, unused: int, *, uses_model: bool) -> str:
    """Say what rules that asked in place of a model used, and what would have more of it used."""
    why, what_else = (
        (BROKEN, "order them again once the model answers") if uses_model else (NO_KEY, "set a model's key")
    )
    used = f" {why}{':' if uses_model else ','} {sections - unused} of {sections} sections are used."
    return f"{used} {NEXT_STEP.format(what_else=what_else)}" if unused else used


def _coverage(chain: Chain, at: int, title: str) -> Coverage:
    spans = [(one.start, one.end) for entry in chain.entries for one in entry.quotes if one.document == at]
    own = [one for one in chain.passages if one.document == at]
    quoted = sum(any(start < one.end and one.start < end for start, end in spans) for one in own)
    entries = sum(any(one.document == at for one in entry.quotes) for entry in chain.entries)
    return Coverage(title=title, entries=entries, quoted=quoted, passages=len(own))
