"""How a good model makes FAQs: from the request's own blocks, sentence by sentence; not by our rules."""

import re

Blocks = dict[str, str]

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n{2,}")
_LINE = re.compile(r"^#.*$|^\[.*\]$", re.MULTILINE)
_WORD = re.compile(r"[\w-]+")


def _sentences(text: str) -> list[str]:
    pieces = (piece.strip() for piece in _SENTENCE.split(_LINE.sub("\n\n", text)))
    return [piece for piece in pieces if len(piece.split()) >= 5 and piece.endswith(".")]


def questions(given: Blocks) -> object:
    """Ask about a sentence here and there, by its own longer words, until there are enough."""
    known = given.get("known", "")
    sentences = _sentences(given.get("documents", ""))
    asked = [f"What is told of {_topic(sentence)}?" for sentence in sentences]
    fresh = [question for question in dict.fromkeys(asked) if question not in known]
    count = min(int(given["count"]), len(fresh))
    return {"questions": [fresh[at * len(fresh) // count] for at in range(count)]}


def _topic(sentence: str) -> str:
    words = [word for word in _WORD.findall(sentence) if len(word) > 4]
    return " ".join(words[:6]).lower()


def answer(given: Blocks) -> object:
    """Answer with the sentence that has most of the question's words, quoted letter by letter."""
    asked = set(_WORD.findall(given.get("question", "").lower()))
    sentences = _sentences(given.get("passages", ""))
    best = max(sentences, key=lambda one: len(asked & set(_WORD.findall(one.lower()))), default="")
    if not best or len(asked & set(_WORD.findall(best.lower()))) < 2:
        return {"answerable": False, "answer": "", "quotes": []}
    return {"answerable": True, "answer": f"In short: {best[0].lower()}{best[1:]}", "quotes": [best]}


def sources(given: Blocks) -> object:
    """Name the titles that stand before the quotes."""
    named = re.findall(r"^\[(.+?)\] ", given.get("quotes", ""), re.MULTILINE)
    return {"sources": list(dict.fromkeys(named))}
