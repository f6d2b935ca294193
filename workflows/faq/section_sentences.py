"""The questions that sentences of a block answer, and where each answer ends: with all that belongs to it. English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.faq.asked_well import ALIKE, asked_well, repeats
from workflows.faq.blocks import Block
from workflows.faq.documents import Document, sentences_of
from workflows.faq.german_sentences import question_in_german
from workflows.faq.grammar import small_words
from workflows.faq.heading_parts import Topic
from workflows.faq.rules_questions import is_name, question_for
from workflows.faq.sections import Section, outline_of
from workflows.faq.sentence_parts import Asked, begins_well
from workflows.faq.sentence_questions import adds, question_of_sentence
from workflows.faq.sturdy import is_asked_often
from workflows.faq.whole import EXCEPTS, Span, limits
from workflows.faq.wording import act_of_gerund, listed
from workflows.faq.words import content_words
from workflows.language.lazy import lazy
from workflows.receipts.check import outside

ANSWER_CHARS = 900
LONG_ANSWER = 450  # where a sentence goes on in the next one, no further than this
LEADING = 200  # characters before the first sentence of a block that is asked
MOST_LABEL_WORDS = 4
MOST_FOLLOWING = 3  # sentences that are looked at for what belongs to one
LONGEST_HEADING = 160
_POINTS_BACK = lazy(
    r"^(?:it|its|this|that|these|those|they|their|he|she|such|however|therefore|thus|also|but|and|so|then|instead|here"
    r"|otherwise|after that|in that case|if not|if so|for example|for instance|in addition|as a result|both|either"
    r"|another|the (?:latter|former)|in (?:this|that|these|those)|until then|afterwards|please)\b",
    re.IGNORECASE,
)
_BARE = lazy(r"What (?:is|are|was|were) (?!.* used for)|How (?:is|are) .{1,60} dealt")
_DEFINES = lazy(r" (?:is|are) (?:an? |the (?!usual|main|only|most|best|exception|limit|reason|same|last|first))")
_CODE = lazy(r"[#$%>{<\[;/]|\w+\(|(?:sudo|curl|pip|npm|git|docker) ")
# What is told of a part, or beside something else, is not what a thing needs.
_ONLY = lazy(r"[A-Z][\w -]{0,60}? (?:only [a-z]+|needs? [\w -]{0,40}?\b(?:less|more|fewer)\b)")
_THERE = lazy(r"(?:When|If) there ")
_OPEN = lazy(r"(?:How|Why|When|Where) |What .* used for")
_CLAUSE_NUMBER = lazy(r"\d{1,2}(?:\.\d{1,2}){1,3}[.)]? (?=[A-Z])")
# What a sentence has from those before: the time that is the same, what changes nothing, who is needed for what.
_LEANS = lazy(
    r"\b(?<!at )the same (?:time|period|amount|sum|way|rate|length|extent)\b(?! (?:as|that|for)\b)"
    r"|\b(?:is|are|be|remains?) (?:not )?(?:affected|concerned)[.!]?$"
    r"|^The \w+ needs (?:some|any)(?:body|one)\b"
)
_REFUSES = lazy(r"(?:We|You|[A-Z][\w' -]{2,60}?) (?:do not|does not|cannot|never|are not|is not|may not) ")
_OTHER_CASE = lazy(r"(?:If|When|Where|In case) [^.;]{3,160}, (?:we|you (?:may|can|get|pay)) ")
_ANOTHER_ACT = lazy(r"We (?:deliver|ship|send|charge|take|offer|accept|sell|provide|store|keep) ")  # told anew
_THEN = lazy(r"(?:After|Later than|Beyond|Before) that\b|Otherwise\b|However\b|Afterwards\b")  # of the item after
# What goes on with the same people and things begins with a word for them; anything else is another thought.
_NEW_THOUGHT = lazy(
    r"(?!(?:we|you|they|it|he|she|this|that|these|those|the|our|your|their|its|his|her|then|there|here|please|after|before"
    r"|a|an|\w+ing|if|when|once|until|otherwise|still|also|but|however|not|no|only|do|don't|never|always|each|every|all|both|wir|sie|es"
    r"|er|der|die|das|dies|diese[rs]?|ihre?|unsere?|danach|dann|bitte|auch|dabei|nur|kein\w*)\b)",
    re.IGNORECASE,
)
_IN_CASE = lazy(r"(?:If|When|Wenn|Falls) ")
_FOLLOWS = frozenset(("item", "step", "row", "pair"))

AskedOf = tuple[str, int, int, int]  # a question, the span that answers it, its rank


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its question and rank; ``unclear``: one fits, and needs the words around it.

    ``linked``: it holds an address, so that it is published only after a person has seen it.
    """

    asked: tuple[str, int] | None = None
    unclear: bool = False
    linked: bool = False


def asked_of_sentences(
    document: Document, section: Section, at: int, *, covered: bool, german: bool = False
) -> Iterator[AskedOf | None]:
    """Yield what the sentences of a block are asked, English or German ones; None for one that cannot be asked well.

    ``covered``: one question has the whole section for an answer, so that a weak one adds nothing.
    """
    text, block = document.text, section.blocks[at]
    if _CODE.match(text, block.start):
        return
    spans = list(sentences_of(text, block.start + _mark(text, block), block.end))
    topic = _labelled(text, block, spans) or _topic(document, section)
    read = [_read(text[start:end], block, None if german else topic) for start, end in spans]
    first = next((place for place, one in enumerate(read) if one.asked), 0)
    for place, (start, end) in enumerate(spans):
        if text[end - 1] == ":" and block.kind == "paragraph" and not german:
            last = thought_at(text, section.blocks, at) if place + 1 == len(spans) else at
            thought = _excepted(text, section.blocks, last, start) if last > at else end
            led = question_of_sentence(f"{' '.join(text[start : end - 1].split())}.")
            if led and is_asked_often(led.question) and thought > end:
                yield led.question, start, thought, 1 + led.rank
        elif asked := read[place].asked:
            begin = _led_by(text, spans, place, read) if place == first else start
            stop = _goes_on(text, spans, place, read)
            stop = _excepted(text, section.blocks, at, start) if stop == spans[-1][1] else stop
            weak = repeats(asked[0], text[start:stop])
            yield None if weak and covered else (asked[0], begin, stop, 3 if weak else asked[1])
        elif read[place].unclear:
            yield None


def _read(sentence: str, block: Block, topic: Topic | None) -> _Read:
    """Return what a sentence is asked, a German one without a topic; an item that is no sentence is asked nothing."""
    sentence = " ".join(sentence.split())
    linked = bool(outside(sentence))
    if sentence.endswith(("?", ":")) or (block.kind != "paragraph" and not sentence.endswith((".", "!"))):
        return _Read(linked=linked)
    if topic is None:
        german = question_in_german(sentence)
        is_asked = german is not None and is_asked_often(german)
        return _Read(
            (german, 2) if german and is_asked else None, unclear=not is_asked and german is not None, linked=linked
        )
    found = _asked_in(sentence, topic.document)
    asked = asked_well(found[0], sentence, topic) if found else None
    if found is None or asked is None or not is_asked_often(asked):
        return _Read(unclear=found is not None, linked=linked)
    return _Read((asked, found[1]), linked=linked)


def _labelled(text: str, block: Block, sentences: Sequence[Span]) -> Topic | None:
    """Return what an item is about by the words before its first sentence: "Taxis. You may take one after 9 pm."."""
    if block.kind not in {"item", "step"} or len(sentences) < 2:
        return None
    start, end = sentences[0]
    label = text[start:end].rstrip(".")
    words = label.split()
    if not words:
        return None  # dots alone: "- ... You can return it"
    told = words[0].lower() in listed("acts") | listed("handling") | listed("requests")
    if len(words) > MOST_LABEL_WORDS or told or not label[-1:].isalpha():
        return None
    return Topic(label, (), "", text, "")


def thought_at(text: str, blocks: Sequence[Block], at: int) -> int:
    """Return the last block of the thought that begins at one: the list after the colon belongs to it."""
    leads = blocks[at].kind == "paragraph" and text[blocks[at].end - 1] == ":"
    last = at
    if leads or blocks[at].kind in _FOLLOWS:
        while last + 1 < len(blocks) and blocks[last + 1].kind in _FOLLOWS:
            last += 1
    return last


def _topic(document: Document, section: Section) -> Topic:
    """Return what a section is about: its heading, else the title of its document."""
    heading = section.path[-1] if section.path else document.title
    above = section.path[_shared(document) : -1]
    return Topic(heading[:LONGEST_HEADING], above, document.title, document.text, "")


@lru_cache(maxsize=16)
def _shared(document: Document) -> int:
    """Return how many headings all sections have above them, 0 or 1: the title of the page names none of them."""
    paths = [one.path for one in outline_of(document) if len(one.path) > 1]
    return int(len({path[0] for path in paths}) == 1 and len(paths) > 1)


def _asked_in(sentence: str, text: str) -> tuple[str, int] | None:
    """Return what a sentence is asked, and its rank: "how" and "why" before "is it so"."""
    if _LEANS.search(sentence):
        return None
    asked = question_of_sentence(sentence)
    first = sentence.split(" ", 1)[0]
    if asked and f" {first.lower()} " in asked.question and first.isalpha() and is_name(first, text):
        asked = Asked(asked.question.replace(f" {first.lower()} ", f" {first} ", 1), asked.rank)
    begins = (begins_well(sentence) and act_of_gerund(sentence.split(" ", 1)[0]) is None) or _THERE.match(sentence)
    older = question_for(sentence, text) if begins and not adds(sentence) and not _ONLY.match(sentence) else None
    if older and _BARE.match(older[0]) and not _DEFINES.search(sentence):
        older = None
    if older and (asked is None or (asked.rank > 1 and _OPEN.match(older[0]))):
        return older[0], min(1 + older[1], 3)
    return (asked.question, min(1 + asked.rank, 3)) if asked else None


def _mark(text: str, block: Block) -> int:
    """Return how long the mark of an item or a clause is: "• ", "12. ", "4.2 "."""
    if block.kind not in {"item", "step"}:
        clause = _CLAUSE_NUMBER.match(text, block.start)
        return clause.end() - block.start if clause else 0
    return len(text[block.start : block.end].partition(" ")[0]) + 1


def _led_by(text: str, sentences: Sequence[Span], place: int, read: Sequence[_Read]) -> int:
    """Return where the thought of the first sentence that is asked begins: with the few words before that are not."""
    begin, (start, end) = sentences[0][0], sentences[place]
    before = text[begin:start]
    named = len(before.split()) <= MOST_LABEL_WORDS or _IN_CASE.match(text, start) or _POINTS_BACK.match(text, start)
    if not named and not _shares(before, text[start:end]):
        return start  # it is a thought of its own
    if start - begin > LEADING or any(one.linked for one in read[:place]):
        return start
    return start if "?" in text[begin:start] or ":" in text[begin:start] else begin


def _goes_on(text: str, sentences: Sequence[Span], place: int, read: Sequence[_Read]) -> int:
    """Return where the thought of a sentence ends: with what points back to it, limits it, or makes an exception.

    A sentence behind it that answers no question of its own belongs to it too: else nobody is told what it says.
    """
    start, last = sentences[place][0], place
    for at, (begin, stop) in enumerate(sentences[place + 1 : place + 1 + MOST_FOLLOWING], start=place + 1):
        if stop - start > LONG_ANSWER or text[stop - 1] in ":?" or read[at].linked:
            break
        told = text[start : sentences[last][1]]
        anew = _NEW_THOUGHT.match(text, begin) and not _shares(told, text[begin:stop])
        unasked = read[at].asked is None and not anew and not _ANOTHER_ACT.match(text[begin:stop])
        next_one = at == last + 1 and (unasked or _POINTS_BACK.match(text[begin:stop]))
        given = at == last + 1 and _REFUSES.match(told) and _OTHER_CASE.match(text[begin:stop])
        if next_one or given or limits(told, text[begin:stop]):
            last = at
    return sentences[last][1]


def _shares(told: str, following: str) -> bool:
    """Say whether a sentence has a word of meaning in common with another: else it begins a new thought."""
    known = {word[:ALIKE] for word in content_words(told)} - small_words()
    return any(word[:ALIKE] in known for word in content_words(following))


def _excepted(text: str, blocks: Sequence[Block], at: int, start: int) -> int:
    """Return where the thought that ends a block ends: behind what is excepted in the next one, with its list."""
    end = blocks[at].end
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None:
        return end
    begin = following.start + _mark(text, following)
    if following.kind in {"item", "step"} and following.kind == blocks[at].kind:
        last = following.end if _THEN.match(text, begin) else end
        return last if last - start <= ANSWER_CHARS else end
    if following.kind not in {"paragraph", "pair"} or not EXCEPTS.match(text, begin):
        return end
    if following.kind == "pair":
        last = blocks[thought_at(text, blocks, at + 1)].end
    else:
        first = next(sentences_of(text, following.start, following.end))[1]
        leads = text[first - 1] == ":"
        last = blocks[thought_at(text, blocks, at + 1)].end if leads else following.end
    return last if last - start <= ANSWER_CHARS else end
