"""Follow-ups: questions and wishes about what the desk told before in the same case. Whether it did is not known here.

A message is one only if every sentence of it is: "where do I send it?", "thanks! and when will it arrive?". What says
anything else, or names an order or an invoice, is a message of its own.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from workflows.answers import Answer
from workflows.ids.grammar import REMEMBERED, FoundId, find_ids
from workflows.rules.followup_cues import A_NUMBER, ABOUT, FRAME, LED_IN, QUESTIONS, WISHES, About, Kind
from workflows.rules.smalltalk import is_small_talk

LONGEST = 300  # characters: what is longer says something of its own
MOST_THING_WORDS = 4
_OWN: dict[str, About] = {"rma": "return", "investigation": "investigation", "case": "case"}
_SENTENCE = re.compile(r"[^.!?;\n]++[.!?;\n]*+")
_WORD = re.compile(r"[a-z0-9]++(?:['-][a-z0-9]++)*+")
_NO_WORDS = re.compile(r":[a-z0-9_+-]{1,40}+:|<[@#!][^<>\n]{1,200}>", re.IGNORECASE)
_CONTRACTED = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'s\b"), " is"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'d\b"), " would"),
)
_DETERMINERS = frozenset({"the", "my", "our", "this", "that", "these", "those"})


class FollowUp(Answer):
    """One thing asked about what is known. ``thing``: the product it names; ``number``: our own number it names."""

    kind: Kind
    about: About | None = None
    thing: str = ""
    number: str = ""


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("workflows.rules.words") / "followups.toml").read_text(encoding="utf-8"))


@cache
def _known(more: str = "") -> frozenset[str]:
    """Return the words that name nothing: the neutral ones, and those of the list ``more``."""
    words = _data()["words"]
    return frozenset(words["neutral"].split()) | frozenset(words[more].split() if more else ())


@lru_cache(maxsize=REMEMBERED)
def follow_ups(text: str) -> tuple[FollowUp, ...]:
    """Return what ``text`` (untrusted) asks about things told before, in its order; () if it says anything else."""
    if len(text) > LONGEST or any(one.kind in {"order", "invoice"} for one in find_ids(text)):
        return ()
    found: list[FollowUp] = []
    for sentence in _SENTENCE.findall(_NO_WORDS.sub(" ", text)):
        here = _of_sentence(sentence)
        if not here and sentence.strip() and not is_small_talk(sentence.strip(" .!,;\n")):
            return ()
        found += here
    return tuple(dict.fromkeys(found))


def _of_sentence(sentence: str) -> list[FollowUp]:
    """Return what one sentence asks; a number of ours in it stands for "it"."""
    ids = [one for one in find_ids(sentence) if one.kind in _OWN]
    if len(ids) > 1:
        return []
    plain = written_out(_with_it(sentence, ids))
    number, about = (ids[0].value, _OWN[ids[0].kind]) if ids else ("", None)
    return _wishes(plain, number, about) or _questions(plain, number, about)


def _with_it(sentence: str, ids: list[FoundId]) -> str:
    return f"{sentence[: ids[0].start]} it {sentence[ids[0].end :]}" if ids else sentence


def written_out(sentence: str) -> str:
    """Return a short sentence as plain words in lower case, contractions written out, without punctuation."""
    low = sentence.lower().replace("\u2019", "'")
    for pattern, full in _CONTRACTED:
        low = pattern.sub(full, low)
    short = _data()["short"]
    return " ".join(short.get(word, word) for word in _WORD.findall(low))


def says_only(plain: str, more: str) -> bool:
    """Say whether words written out are all neutral ones or of the list ``more``."""
    return _known(more).issuperset(plain.split())


def _wishes(plain: str, number: str, about: About | None) -> list[FollowUp]:
    """Return what a whole sentence wishes about a return: to cancel it, or that it is needed no more."""
    for kind, of, pattern in WISHES:
        if pattern.fullmatch(plain):
            thing = _thing(plain, _known("wishing"))
            if thing is None or (kind == "cancel" and ABOUT["order"].search(plain)):
                return []
            return [FollowUp(kind=kind, about=about or of, thing=thing, number=number)]
    return []


def _questions(plain: str, number: str, about: About | None) -> list[FollowUp]:
    """Return what a sentence of neutral words asks, at most one product beside them."""
    bare = LED_IN.sub("", " ".join(FRAME.sub(" ", plain).split()))
    thing = _thing(bare, _known())
    if thing is None:
        return []
    named = [name for name, pattern in ABOUT.items() if pattern.search(bare)]
    the_one = named[0] if len(named) == 1 else None
    found: list[FollowUp] = []
    for kind, of, pattern in QUESTIONS:
        if pattern.search(bare):
            bare = " ".join(pattern.sub(" ; ", bare).split())
            its = about or (the_one if kind in {"number", "done", "take", "when"} else None) or of
            found.append(FollowUp(kind=kind, about=its, thing=thing, number=number))
    if not found and bare != plain and A_NUMBER.search(plain):  # "I lost the RMA number"
        found = [FollowUp(kind="number", about=the_one, thing=thing, number=number)]
    return found


def _thing(plain: str, known: frozenset[str]) -> str | None:
    """Return the product a sentence names: at most four words, the outer ones not ``known``; None if it says more."""
    words = plain.split()
    strange = [at for at, word in enumerate(words) if word not in known]
    if not strange:
        return ""
    first, last = strange[0], strange[-1]
    together = last - first < MOST_THING_WORDS
    determined = first > 0 and words[first - 1] in _DETERMINERS
    return " ".join(words[first : last + 1]) if together and determined else None
