"""Words of a document turned round into words of whoever asks: "you" is "I", "we" is "you"; and forms of verbs."""

import re
from functools import cache, lru_cache
from typing import Any

from workflows.language.folding import small
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words

MOST_WORDS = 40  # of a clause that is turned round; a longer one is no question

_PERSON = lazy(
    r"\b(?:you are|you're|you'd|you'll|you've|you were|yourselves|yourself|yours|your|you|we are|we're|we'd|we'll|we've"
    r"|we|us|ours|our|i am|i|my|me)\b",
    re.IGNORECASE,
)
_FLIPPED = {
    "you are": "I am",
    "you're": "I am",
    "you were": "I was",
    "you'd": "I'd",
    "you'll": "I'll",
    "you've": "I've",
    "we'd": "you'd",
    "we'll": "you'll",
    "we've": "you've",
    "your": "my",
    "yours": "mine",
    "yourself": "myself",
    "yourselves": "ourselves",
    "we are": "you are",
    "we're": "you are",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "i am": "I am",
    "i": "I",
    "my": "my",
    "me": "me",
}
_OBJECT = lazy(
    r"(?:\b(?:for|to|with|from|by|of|on|at|about|against|between|behind|beside|charge[sd]?|send[s]?|sent|gives?|gave|tells?|told"
    r"|refund(?:s|ed)?|contact(?:s|ed)?|lets?|e?mails?|calls?|asks?|pays?|paid|offers?|shows?|helps?|notif(?:y|ies)"
    r"|informs?|owe[sd]?|allows?|reach(?:es)?|reminds?|bills?|invoices?|makes?|takes?|gets?|wants?|needs?|credits?|considers?|finds?|keeps?|leaves?|brings?|covers?|follows?|rings?|texts?|meets?)\s)$",
    re.IGNORECASE,
)
_AFTER_OBJECT = frozenset(
    (
        *(
            "but",
            "and",
            "or",
            "for",
            "to",
            "with",
            "in",
            "on",
            "at",
            "by",
            "from",
            "a",
            "an",
            "the",
            "as",
            "when",
            "if",
        ),
        *("up", "out", "back", "twice", "more", "less", "after", "within", "before", "until", "about", "over", "your"),
        *("ready", "fit", "able", "eligible", "responsible", "suitable"),
    )
)
# What a firm and its customer do together: "if we cannot agree" is asked as it stands.
_BOTH = lazy(r" (?:both |still |cannot |do not |can |fail to ){0,3}(?:agree|disagree|settle (?:it|this|the matter))\b")
_WONT = lazy(r"\bwon't\b", re.IGNORECASE)
_SHORT = lazy(r"\b(ca|do|does|is|are|was|were|did|has|have|should|could|would|need|must)n't\b", re.IGNORECASE)
_VOWELS = frozenset("aeiou")
# Nouns that have no "a" before them.
MASS = lazy(
    r"(?:ing|delivery|post|mail|express|insurance|access|storage|entry|admission|breakfast|lunch|dinner|parking|cover"
    r"|installation|registration|delivery\)|water|laundry|internet|wi-fi|luggage|baggage|equipment|membership|support"
    r"|replacement|repair|work|labour|wear|clothing|bedding)$",
    re.IGNORECASE,
)


@cache
def tables() -> dict[str, Any]:
    """Return the tables of phrasings, read once."""
    return read_words("workflows.faq", "phrasings.toml")


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of words of the tables."""
    return frozenset(str(tables()[name]).split())


def written_out(text: str) -> str:
    """Return a text without short forms of "not": "can't" is "cannot"."""
    text = text.replace("\u2019", "'")
    return _SHORT.sub(
        lambda found: "cannot" if found[1].lower() == "ca" else f"{found[1]} not", _WONT.sub("will not", text)
    )


# What stands before who does something: "when you regularly call"; else "visits you regularly".
_BEGINS = lazy(
    r"(?:^|\b(?:after|and|as|because|before|but|how|if|once|or|so|that|unless|until|what|when|where|which|while|who|why)"
    r" )$",
    re.IGNORECASE,
)


def flipped(text: str) -> str:
    """Return a clause as its reader says it: "if we charge you" is "if you charge me"."""

    def turn(found: re.Match[str]) -> str:
        word = small(found.group())  # case aside, "\u0130" and "\u0131" are an "i", and a long s is an "s"
        if word == "you":
            after = text[found.end() :].lstrip()
            next_word = after.split(" ", 1)[0].strip(",.;:").lower()
            alone = not after or not after[0].isalpha()
            behind = next_word in _AFTER_OBJECT and text[: found.start()].strip() != ""
            told = _OBJECT.search(text, max(0, found.start() - 14), found.start())
            how = next_word.endswith("ly") and not _BEGINS.search(text, max(0, found.start() - 12), found.start())
            return "me" if alone or behind or told or how else "I"
        if word == "we" and _BOTH.match(text, found.end()):
            return found.group()
        return _FLIPPED.get(word, found.group())

    return _PERSON.sub(turn, text)


@cache
def _gerunds() -> dict[str, str]:
    """Return each act by its form on -ing."""
    return {gerund_of(verb): verb for verb in listed("acts")}


def gerund_of(verb: str) -> str:
    """Return the form of a verb on -ing: "cancelling", "making", "tying"."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1] if _doubles(verb) else ''}ing"


def _doubles(verb: str) -> bool:
    """Say whether the last letter is doubled: one vowel and one consonant in a stressed end."""
    if len(verb) < 3 or verb[-1] in _VOWELS | frozenset("wxy") or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    short = sum(char in _VOWELS for char in verb) == 1
    return short or verb in {
        "cancel",
        "refer",
        "submit",
        "transfer",
        "admit",
        "permit",
        "travel",
        "label",
        "begin",
        "reset",
    }


@lru_cache(maxsize=4096)
def act_of_gerund(word: str) -> str | None:
    """Return the act whose form on -ing a word is: "returning" is "return"; None if it is no act of our list."""
    word = word.lower()
    known = _gerunds()
    found = known.get(word)
    if found is None and word.endswith("ing") and len(word) > 6 and word[-4] == word[-5]:
        found = known.get(f"{word[:-4]}ing")
    if found is None and word.startswith("re") and word.endswith("ing") and (known.get(word[2:].lstrip("-"))):
        found = f"re{known[word[2:].lstrip('-')]}"
    return found


def is_plural(noun: str) -> bool:
    """Say whether a noun stands for several: "returns", "people"."""
    last = noun.lower()
    return (last.endswith("s") and not last.endswith(("ss", "us", "is", "ous"))) or last in {
        "people",
        "children",
        "data",
        "men",
        "women",
    }
