"""The question an English sentence answers: "Inverters convert direct current." → "What do inverters convert?".

Number comes from the verb's form, never from guessing; sentences of other shapes give no question.
"""

import re
from collections import Counter
from functools import cache, lru_cache

from workflows.faq.words import word_list
from workflows.language.lazy import lazy

_START = lazy(
    r"^(?:it|its|this|that|these|those|they|their|he|she|we|you|i|there|here|some|many|most|each|every|both|another|others?"
    r"|all|such|one|if|when|while|because|although|as|since|after|before|during|with|without|in|on|at|by|for|from|to|of"
    r"|what|how|why|who|which|where|no|not|only|even|please|ignore|today|now|our|your|my|any|several|few)\b",
    re.IGNORECASE,
)
_INSIDE = lazy(
    r"\b(?:that|which|who|whose|when|where|if|because|while|is|are|was|were|be|been|has|have|had|can|may|must|should"
    r"|will|would|could|does|do|did|not|only|usually|often|typically|also|it|its|them|this|these|those|same|other|others"
    r"|above|below|following|former|latter|you|your|we|our|us|i|my|me|and\s+its)\b|[,;:()\"“”]",
    re.IGNORECASE,
)
_WHEN = lazy(r"^(?:When|If) (?P<what>there (?:is|are) (?:no|not enough|too much|too many|too little) [^,;:]{3,50}),")
_BE = lazy(r"^(?P<s>.{2,70}?) (?P<be>is|are|was|were) (?P<rest>.+)$", re.DOTALL)
_MODAL = lazy(r"^(?P<s>.{2,70}?) (?P<modal>can|could|should|must|may) (?P<rest>[a-z].+)$", re.DOTALL)
# What a thing is among others ("the commonest cause") does not tell what it is.
_ONE_OF_ALL = lazy(r"^the (?:[a-z]+est|most|least|best|worst|only|first|last|main|usual|same)\b")
_ARTICLE = lazy(r"^(?:a|an|the|one of|any|made of|called|devices?|machines?|systems?|groups?|kinds? of|types? of)\b")
_OFTEN = r"(?:(?:usually|often|typically|generally|commonly|mostly|normally|mainly|also|about|only|now|always) )?"
_PARTICIPLE = lazy(rf"^{_OFTEN}(?P<done>[a-z]{{2,}}(?:ed|wn|lt|nt|ught|pt|ade|old|ored)) (?P<link>[a-z]+)\b")
_BY = frozenset({"by", "using", "through", "with", "via"})
_TIME = frozenset({"after", "before", "during", "every", "until", "when", "while", "once", "twice", "annually"})
# The question word for verbs that tell a measure or a way; those of the list ``verbs`` are asked for with "What".
_SIMPLE = {"last": "How long", "take": "How long", "cost": "How much", "weigh": "How much", "work": "How"}
# What must follow for the question word to fit.
_FITS = {
    "work": r" (?:by|like|as|on|with|in)\b",
    "last": r".{0,40}\b(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|cycles)\b",
    "take": r".{0,30}\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b",
    "cost": r".{0,40}(?:\d|\$|€|£)",
    "weigh": r".{0,40}\d",
}


@cache
def _verbs() -> dict[str, str]:
    """Return the verbs, each with its preposition: "depend" → "depend on"."""
    return {verb.split("_")[0]: verb.replace("_", " ") for verb in (*word_list("verbs"), *_SIMPLE)}


def question_for(sentence: str, document: str) -> tuple[str, int] | None:
    """Return the question that ``sentence`` answers and how good a kind it is (1 best), or None.

    ``document`` shows which words are names: those that are capitalised within its sentences.
    """
    if case := _WHEN.match(sentence):
        return f"What happens when {case['what']}?", 1
    if _START.match(sentence):
        return None
    return _by_verb(sentence, document) or _by_be(sentence, document) or _by_modal(sentence, document)


def _by_be(sentence: str, document: str) -> tuple[str, int] | None:  # noqa: PLR0911 - one return a kind of sentence
    found = _BE.match(sentence)
    subject = _subject(found["s"], document) if found else None
    if found is None or subject is None:
        return None
    be, rest = found["be"], found["rest"]
    if _ARTICLE.match(rest):
        return None if _ONE_OF_ALL.match(rest) else (f"What {be} {subject}?", 1)
    because = re.match(r"(?P<what>[^,;]{3,60}?) because ", rest)
    if because:
        return f"Why {be} {subject} {because['what']}?", 1
    if re.match(rf"{_OFTEN}used (?:to|for|as|in)\b", rest):
        return f"What {be} {subject} used for?", 1
    done = _PARTICIPLE.match(rest)
    if done and done["link"] in _BY:
        return f"How {be} {subject} {done['done']}?", 2
    if done and done["link"] in _TIME:
        return f"When {be} {subject} {done['done']}?", 2
    if done and done["link"] in {"from", "into", "of"}:
        return f"What {be} {subject} {done['done']} {done['link']}?", 2
    return None


def _by_modal(sentence: str, document: str) -> tuple[str, int] | None:
    """Ask how or when for "can be done by …", and what for "can supply …"."""
    found = _MODAL.match(sentence)
    subject = _subject(found["s"], document) if found else None
    if found is None or subject is None:
        return None
    modal, rest = found["modal"], found["rest"]
    passive = re.match(r"be (?P<done>[a-z]+(?:ed|wn|lt|nt|ught|pt|ade|old)) (?P<link>[a-z]+)\b", rest)
    if passive:
        by = passive["link"] in _BY and modal in {"can", "could"}  # "must be accompanied by" tells no way
        asks = "How" if by else "When" if passive["link"] in _TIME else None
        return (f"{asks} {modal} {subject} be {passive['done']}?", 2) if asks else None
    verb = rest.split(" ", 1)[0]
    if verb in _verbs() and verb not in _SIMPLE and modal in {"can", "could"} and not subject.startswith("the "):
        return f"What can {subject} {_verbs()[verb]}?", 3
    if verb in {"last", "take", "cost"} and re.match(_FITS[verb], rest[len(verb) :]):
        return f"{_SIMPLE[verb]} can {subject} {verb}?", 2
    return None


def _by_verb(sentence: str, document: str) -> tuple[str, int] | None:
    for found in re.finditer(r" (?P<v>[a-z]+)(?= (?P<next>[\w$€£]+))", sentence[:110]):
        verb, auxiliary = _base(found["v"])
        if verb is None:
            continue
        subject = _subject(
            re.sub(rf" {_OFTEN.rstrip()}$".replace(" )?", ")?"), "", sentence[: found.start()]), document
        )
        if subject is None or not _agrees(subject, auxiliary):
            return None
        return _asked(verb, auxiliary, subject, sentence[found.end() :])
    return None


def _asked(verb: str, auxiliary: str, subject: str, rest: str) -> tuple[str, int] | None:
    """Put the question for what follows a verb; the words after it must fit the question word."""
    if verb in _SIMPLE:
        fits = _FITS[verb]
        return (f"{_SIMPLE[verb]} {auxiliary} {subject} {verb}?", 1) if re.match(fits, rest) else None
    phrase = _verbs()[verb]
    preposition = phrase.partition(" ")[2]
    if preposition and not rest.startswith(f" {preposition} "):
        return None
    if re.match(r" (?:to|by|in|at|on|from|for|with|and|or|than|as|up|of|when|while)\b", rest) and not preposition:
        return None
    into = re.match(r" (?P<what>[a-z][\w -]{2,50}?) into ", rest) if verb in {"convert", "turn"} else None
    if into:
        return f"What {auxiliary} {subject} {verb} {into['what']} into?", 1
    if verb in {"convert", "turn", "help", "allow"}:
        return None
    much = verb in {"hold", "contain", "use", "consume"} and re.match(r" (?:about |up to )?\d", rest)
    return f"{'How much' if much else 'What'} {auxiliary} {subject} {phrase}?", 2


def _agrees(subject: str, auxiliary: str) -> bool:
    """Say whether the subject's number fits the verb's: many verbs are nouns too ("solar power", "the store")."""
    last = re.split(r" (?:of|for|in|on|with|from|at|near) ", subject)[0].rpartition(" ")[2].lower()
    if last in {"a", "an", "the"}:
        return False
    plural = (last.endswith("s") and not last.endswith(("ss", "us", "is"))) or last in {"people", "children", "data"}
    return plural == (auxiliary == "do")


def _base(word: str) -> tuple[str | None, str]:
    """Return the verb of our list that ``word`` is a present form of, and its "do" or "does"."""
    if word in _verbs():
        return word, "do"
    for ending in ("es", "s"):
        if word.endswith(ending) and word[: -len(ending)] in _verbs():
            return word[: -len(ending)], "does"
    if word.endswith("ies") and word[:-3] + "y" in _verbs():
        return word[:-3] + "y", "does"
    return None, ""


def _subject(words: str, document: str) -> str | None:
    """Return the subject as a question words it, or None if it makes no sense by itself."""
    words = words.strip()
    if not words or len(words.split()) > 7 or _START.match(words) or _INSIDE.search(words):
        return None
    first, _, rest = words.partition(" ")
    if not re.fullmatch(r"[A-Z][\w'’-]*", first):  # noqa: RUF001
        return None
    named = rest[:1].isupper() and rest.split()[0].isalpha()  # "Harbour Tours": the second word has a capital too
    if (named or is_name(first, document)) and first not in {"A", "An", "The"}:
        return words
    return f"{first[0].lower()}{first[1:]}{' ' if rest else ''}{rest}"


def is_name(word: str, document: str) -> bool:
    """Say whether a word is a name: by its letters, or since a document writes it with a capital within sentences."""
    if len(word) > 1 and any(char.isupper() or char.isdigit() for char in word[1:]):
        return True
    names, words = _census(document)
    return names[word] > words[word.lower()]


@lru_cache(maxsize=32)
def _census(document: str) -> tuple[Counter[str], Counter[str]]:
    """Count the words that are capitalised within sentences, and those in small letters, outside code."""
    names = re.findall(r"(?<=[a-z,] )[A-Z][\w'-]*", document)
    return Counter(names), Counter(re.findall(r"(?<![`\w])[a-z][\w'-]*", document))
