"""What stands around a heading: its topic, and the thing that it is about by what stands above it. No questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflows.faq.rules_questions import is_name
from workflows.faq.wording import act_of_gerund, listed
from workflows.language.lazy import lazy

MARKED = lazy(
    r"^(?:(?:section|part|chapter|step)[ ]?)?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|[A-Z][.)]|[ivx]{1,4}[.)])[ ]+",
    re.IGNORECASE,
)
ODD = lazy(r"[!\";|`<>{}\[\]*_=@#\\]|https?:|\.\S")
ASKS = lazy(r"^(?:what|when|where|which|who|whose|why|how)\b", re.IGNORECASE)
_PAPERS = frozenset(
    ("mail", "e-mail", "email", "letter", "leaflet", "handbook", "page", "sheet", "newsletter", "list", "help")
)
_TITLED = frozenset(
    ("a", "an", "the", "and", "or", "of", "for", "in", "on", "to", "from", "by", "with", "at", "your", "my", "our")
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading with what is known around it: those above it, the title and text of its document, its own text."""

    heading: str
    above: Sequence[str]
    title: str
    document: str
    text: str


def small(words: Sequence[str], document: str) -> str:
    """Return a heading in small letters but for names: "Delivery Times" and "Delivery times" are one."""
    titled = sum(word[0].isupper() for word in words[1:] if word.lower() not in _TITLED)
    all_caps = all(word.isupper() for word in words if word.isalpha())
    found = []
    for at, word in enumerate(words):
        bare = word.strip("(),'\u201c\u201d")
        if all_caps and (len(words) > 1 or len(word) > 4):
            word = word.lower()  # noqa: PLW2901
        elif (at == 0 or titled) and bare[:1].isupper() and not is_name(bare, document):
            word = f"{word[0].lower()}{word[1:]}"  # noqa: PLW2901
        found.append(word)
    return " ".join(found)


def thing_above(topic: Topic) -> str | None:
    """Return what a section is about by the heading above it, or the title: "returns"; None if neither tells."""
    if not topic.above and (product := product_of(topic)):
        return product
    for one in (*reversed(topic.above), topic.title):
        words = MARKED.sub("", one).split()
        plain = small(words, topic.document) if words else ""
        if len(words) > 1 and words[1].isupper() and words[1].isalpha() and words[0].istitle():
            plain = one  # the name of a model
        if not 1 <= len(words) <= 4 or ASKS.match(plain) or plain.endswith("?") or ODD.search(plain):
            continue
        if (
            plain.lower() in listed("general")
            or words[-1].lower() in _PAPERS
            or act_of_gerund(words[0])
            or plain.split()[0] in listed("acts")
        ):
            continue
        return re.sub(r" (?:policy|terms|conditions|information|guide|manual|faq|rules)$", "", plain)
    return None


def product_of(topic: Topic) -> str | None:
    """Return the thing that a manual is of, by its title: "Looking after your tent" is of "my tent"."""
    title = " ".join(topic.title.split())
    found = re.search(r"\w \byour ([\w' -]{3,40})$", title, re.IGNORECASE)
    if found and not found[1].endswith("ed"):  # "Having your cat neutered"
        return f"my {found[1]}"
    found = re.match(
        r"(?:the )?([\w' -]{3,40}?)(?:[:,\u2013-])? (?:(?:user|owner's|instruction|care|operating"
        r"|service)s? )?(?:manual|instructions|(?:quick|user|start|setup|installation) guide)\b",
        title,
        re.IGNORECASE,
    )
    return f"the {found[1].rstrip(' -')}" if found else None


def framed(question: str) -> str:
    """Return a question with a capital letter and its mark."""
    question = question.strip(" .,:;")
    return f"{question[0].upper()}{question[1:]}{'' if question.endswith('?') else '?'}"
