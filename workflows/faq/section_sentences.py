"""The questions that sentences of a block answer, and where each answer ends: with all that belongs to it. English."""

import re
from collections.abc import Iterator, Sequence

from workflows.faq.asked_well import asked_well, repeats
from workflows.faq.blocks import Block
from workflows.faq.documents import Document, sentences_of
from workflows.faq.heading_parts import Topic
from workflows.faq.rules_questions import question_for
from workflows.faq.sections import Section
from workflows.faq.sentence_parts import begins_well
from workflows.faq.sentence_questions import adds, question_of_sentence
from workflows.faq.whole import EXCEPTS, limits
from workflows.faq.wording import act_of_gerund
from workflows.language.lazy import lazy

ANSWER_CHARS = 900
LONG_ANSWER = 450  # where a sentence goes on in the next one, no further than this
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
_FOLLOWS = frozenset(("item", "step", "row", "pair"))

AskedOf = tuple[str, int, int, int]  # a question, the span that answers it, its rank


def asked_of_sentences(document: Document, section: Section, at: int, *, covered: bool) -> Iterator[AskedOf | None]:
    """Yield what the sentences of a block are asked; None for one that cannot be asked well.

    ``covered``: one question has the whole section for an answer, so that a weak one adds nothing.
    """
    text, block = document.text, section.blocks[at]
    if _CODE.match(text, block.start):
        return
    topic = _topic(document, section)
    spans = list(sentences_of(text, block.start + _mark(text, block), block.end))
    for place, (start, end) in enumerate(spans):
        sentence = " ".join(text[start:end].split())
        last = place + 1 == len(spans)
        if sentence.endswith("?") or (block.kind != "paragraph" and not sentence.endswith((".", "!"))):
            continue
        if sentence.endswith(":"):
            thought = section.blocks[thought_at(text, section.blocks, at)].end if last else end
            led = question_of_sentence(f"{sentence[:-1]}.")
            if led and thought > end:
                yield led.question, start, thought, 1 + led.rank
        elif found := _asked_in(sentence, text):
            stop = _goes_on(text, spans, place)
            stop = _excepted(text, section.blocks, at, start) if stop == spans[-1][1] else stop
            asked = asked_well(found[0], sentence, topic)
            weak = asked is not None and repeats(asked, text[start:stop])
            yield None if asked is None or (weak and covered) else (asked, start, stop, 3 if weak else found[1])


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
    return Topic(heading[:LONGEST_HEADING], section.path[:-1], document.title, document.text, "")


def _asked_in(sentence: str, text: str) -> tuple[str, int] | None:
    """Return what a sentence is asked, and its rank: "how" and "why" before "is it so"."""
    asked = question_of_sentence(sentence)
    begins = (begins_well(sentence) and act_of_gerund(sentence.split(" ", 1)[0]) is None) or _THERE.match(sentence)
    older = question_for(sentence, text) if begins and not adds(sentence) and not _ONLY.match(sentence) else None
    if older and _BARE.match(older[0]) and not _DEFINES.search(sentence):
        older = None
    if older and (asked is None or (asked.rank > 1 and _OPEN.match(older[0]))):
        return older[0], min(1 + older[1], 3)
    return (asked.question, min(1 + asked.rank, 3)) if asked else None


def _mark(text: str, block: Block) -> int:
    """Return how long the mark of an item is: "• ", "12. "."""
    if block.kind not in {"item", "step"}:
        return 0
    return len(text[block.start : block.end].partition(" ")[0]) + 1


def _goes_on(text: str, spans: Sequence[tuple[int, int]], place: int) -> int:
    """Return where the thought of a sentence ends: with what points back to it, limits it, or makes an exception."""
    start, last = spans[place][0], place
    for at, (begin, stop) in enumerate(spans[place + 1 : place + 1 + MOST_FOLLOWING], start=place + 1):
        if stop - start > LONG_ANSWER or text[stop - 1] in ":?":
            break
        points_back = at == last + 1 and _POINTS_BACK.match(text[begin:stop])
        if points_back or limits(text[start : spans[last][1]], text[begin:stop]):
            last = at
    return spans[last][1]


def _excepted(text: str, blocks: Sequence[Block], at: int, start: int) -> int:
    """Return where the thought that ends a block ends: behind what is excepted in the next one, with its list."""
    end = blocks[at].end
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if (
        following is None
        or following.kind not in {"paragraph", "pair"}
        or not EXCEPTS.match(text[following.start : following.end])
    ):
        return end
    last = blocks[thought_at(text, blocks, at + 1)].end
    return last if last - start <= ANSWER_CHARS else end
