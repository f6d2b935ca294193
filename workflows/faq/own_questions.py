"""Questions that stand over a section as such: as they are, or with what the title of their document is about."""

import re

from workflows.faq.heading_parts import MARKED, ODD, Topic
from workflows.faq.wording import act_of_gerund, flipped
from workflows.language.lazy import lazy

LONGEST_ACT = 7  # words of a title that is one
# A question that asks nothing without what the document is about.
_BARE_QUESTION = lazy(
    r"(?:when|what|where|which|who|how) (?:is|are) the (?:right|best|usual|next) \w+ ?\?$", re.IGNORECASE
)
_ONE_WORD = lazy(r"(?P<word>How often|When|Where|How) ?\?", re.IGNORECASE)
_WHY_IT = lazy(r"why (?:have|do|get|take) it(?: \w+)? ?\?$", re.IGNORECASE)
# What a page asks its visitors is no question of theirs.
_GREETS = lazy(
    r"(?:how (?:can|may) we help(?: you)?(?: today)?|(?:can|may) we help(?: you)?"
    r"|(?:do you )?need (?:some |more |any )?help"
    r"|(?:still |do you have |have |got |any )*(?:any )?(?:other |more )?questions|what are you looking for"
    r"|(?:have you )?not found what you (?:need|are looking for))\?",
    re.IGNORECASE,
)


def own_question(heading: str, topic: Topic) -> str | None:
    """Return a question over a section as it is asked by itself: "When is the right time?" needs the title's act."""
    if _GREETS.fullmatch(heading):
        return None
    if asked := _ONE_WORD.fullmatch(heading):
        return _of_the_title(asked["word"], topic) or heading
    why = _WHY_IT.match(heading)
    if not why and not _BARE_QUESTION.match(heading):
        return heading
    words = MARKED.sub("", topic.title).split()
    act = act_of_gerund(words[0]) or {"having": "have", "being": "be"}.get(words[0].lower()) if words else None
    if act is None or len(words) < 2 or ODD.search(topic.title):
        return None
    if why:
        return f"Why should I {act} {flipped(' '.join(words[1:]))}?"
    return f"{heading.rstrip(' ?')} to {act} {flipped(' '.join(words[1:]))}?"


def _of_the_title(word: str, topic: Topic) -> str | None:
    """Ask "How often?" for what the title is about: "How often should I have my chimney swept?"."""
    words = MARKED.sub("", topic.title).split()
    act = act_of_gerund(words[0]) or {"having": "have"}.get(words[0].lower()) if words else None
    if act is None or not 2 <= len(words) <= LONGEST_ACT or ODD.search(topic.title):
        return None
    how = {"where": "can I", "how": "do I"}.get(word.lower(), "should I")
    return f"{word} {how} {act} {flipped(' '.join(words[1:]))}?"
