"""Whether the words of a German, French or Spanish question make a sentence, as far as its small words tell. Pure.

Words after a verb are not taken apart: there a question is let pass that English would be refused.
"""

import re
from collections.abc import Callable, Sequence

from workflows.faq.grammar import Grammar, Language
from workflows.faq.reasons import AGREES, NO_VERB, NOT_ASKED, POINTS, PRESSED
from workflows.language.lazy import lazy

Words = Sequence[str]

_POLITE = frozenset(("sie", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres", "ihnen"))  # written with a capital
_HEIGHT = frozenset(("wie",))
_ONE_DE = frozenset(("der", "das", "ein", "eine", "mein", "meine", "jede", "jeder", "jedes", "kein"))
_SEVERAL_DE = frozenset(
    ("sind", "können", "dürfen", "müssen", "haben", "werden", "sollen", "kosten", "gelten", "dauern")
)
_ALL_MAY_DO = frozenset(("wer", "was", "welche", "welcher", "welches"))
_INVERTED = lazy(r"-(?:t-)?(?:je|tu|il|elle|nous|vous|ils|elles|ce)\b|[td]-on\b", re.IGNORECASE)
_INFINITIVE = lazy(r"[a-zéèêçîôû'-]{2,}(?:er|ir|re|oir)")
_SPOKEN = frozenset((
    "est", "sont", "coûte", "coûtent", "couvre", "couvrent", "passe", "passent", "faut", "peut", "doit", "dure",
    "durent",
    "comprend", "comprennent", "a", "ont", "fait", "font", "signifie", "signifient", "arrive", "arrivent", "suis",
    "dois",
    "puis", "paie", "prend", "prennent", "marche", "fonctionne", "fonctionnent", "inclut", "contient", "sert",
))  # fmt: skip
_WRONG_FR = lazy(
    r"^(?:quels|quelles) est\b|^(?:quel|quelle) sont\b|^quel(?:le)? est (?:les|des|vos|mes|ses|nos)\b"
    r"|^quel(?:le)?s sont (?:le|la|l'|votre|mon|ma|un|une)\b|\bsont-(?:il|elle)\b|\best-(?:ils|elles)\b"
    r"|^les (?:(?! et ).)*\best-|^(?:le|la|un|une) (?:(?! et ).)*\bsont-"
)
_WRONG_ES = lazy(
    r"^cuál son\b|^cuáles es\b|^cuál es (?:los|las|sus|mis)\b|^cuáles son (?:el|la|su|mi|un|una)\b"
    r"|^cuántos es\b|^cuánto cuestan? (?:el|la|un|una) [^ ]+s\b"
)


def flaw(asked: str, words: Words, known: Grammar) -> str | None:
    """Return what is against a question; None: nothing. ``words``: those of ``asked``, with their commas."""
    low = [word.lower() for word in words]
    if not low:
        return NOT_ASKED
    small = known.articles | known.prepositions | known.joins | known.adverbs | known.counts | known.verbs
    capitals = (
        one in small and one not in _POLITE and word[:1].isupper() for word, one in zip(words[1:], low[1:], strict=True)
    )
    if any(capitals):
        return PRESSED
    return _FLAWS[known.language](asked.strip(" ¿?").lower(), words, known)


def _german(_asked: str, words: Words, known: Grammar) -> str | None:
    words = _main(words, known)
    if words and words[0].lower() in known.prepositions and len(words) > 1:
        words = words[1:]
    low = [word.lower() for word in words]
    if not low:
        return NOT_ASKED
    if low[0] in known.asks:
        at = _verb_at(words, low, known)
    elif low[0] in known.verbs or words[1:2] in (["Sie"], ["ich"], ["man"], ["du"], ["wir"], ["es"]):
        at = 0
    else:
        return NOT_ASKED
    if at is None or (at + 1 >= len(low) and low[0] not in _ALL_MAY_DO):
        return NO_VERB
    verb, who = low[at], words[at + 1] if at + 1 < len(words) else ""
    if not _agrees(low[0], verb, who, low[at + 1 :]):
        return AGREES
    return POINTS if _points(words, known) else None


def is_inverted(asked: str) -> bool:
    """Say whether a text has a French verb before its pronoun: "acceptez-vous", "sont-ils"."""
    return _INVERTED.search(asked) is not None


def _main(words: Words, known: Grammar) -> Words:
    """Leave out the clause that a question begins with: "Wenn ich krank bin, was passiert …?"."""
    first = words[0].lower()
    return words[words.index(",") + 1 :] if first in known.joins and "," in words else words


def _verb_at(words: Words, low: Words, known: Grammar) -> int | None:
    """Return where the verb of a German question stands: behind its question word with what belongs to that."""
    at = 1
    if low[0].startswith("welch") or low[:2] == ["was", "für"]:
        while at < len(words) and not words[at][0].isupper():
            at += 1
        while at < len(words) and words[at][0].isupper():
            at += 1
    elif (
        low[0] in _HEIGHT and at + 1 < len(words) and low[at] not in known.verbs and words[at + 1] not in {"Sie", "ich"}
    ):
        at += 1
        while at < len(words) and words[at][0].isupper():
            at += 1
    small = known.determiners | known.prepositions | known.joins | known.persons | known.adverbs
    return at if at < len(low) and words[at][0].islower() and low[at] not in small else None


def _agrees(first: str, verb: str, who: str, rest: Words) -> bool:
    if who == "ich":
        return verb not in _SEVERAL_DE
    if first in _ALL_MAY_DO:
        return True
    if who == "Sie":
        return verb.endswith(("en", "ern", "eln")) or verb in {"sind", "tun"}
    return not (who.lower() in _ONE_DE and verb in _SEVERAL_DE and "und" not in rest and "oder" not in rest)


def _points(words: Words, known: Grammar) -> bool:
    """Say whether a word stands for a thing that the question has not named before: "dafür", "er", "sie"."""
    named = False
    for word in words[1:]:
        low = word.lower()
        if not named and word[0].islower() and (low in known.pointers - known.articles or word == "sie"):
            return True
        named = named or (word[0].isupper() and low not in _POLITE)
    return False


def _french(asked: str, words: Words, known: Grammar) -> str | None:
    low = [word.lower() for word in words]
    inverted = is_inverted(asked)
    at = 1 if low[0] in known.prepositions or low[0].startswith(("d'", "jusqu")) else 0
    asks = any(one in known.asks or one.startswith(("qu'", "d'où")) for one in low[: at + 1])
    if not asks and not inverted and low[0] not in known.verbs:
        return NOT_ASKED
    done = inverted or "est-ce" in asked or any(one in _SPOKEN or _INFINITIVE.fullmatch(one) for one in low[1:])
    if not done and not any(one.startswith(("s'", "m'")) for one in low[1:]):
        return NO_VERB
    if _WRONG_FR.search(asked):
        return AGREES
    return POINTS if not known.pointers.isdisjoint(low) and "qui" not in low else None


def _spanish(asked: str, words: Words, known: Grammar) -> str | None:
    low = [word.lower() for word in words]
    at = 1 if low[0] in known.prepositions and len(low) > 1 else 0
    if low[at] in known.determiners | known.prepositions | known.joins - {"que"}:
        return NOT_ASKED
    if len(low) < at + 2 and low[at] in known.asks:
        return NO_VERB
    if low[at] in {"cómo", "cuándo", "dónde", "cuál", "cuáles"} and low[at + 1] in known.determiners:
        return NO_VERB
    if _WRONG_ES.search(asked):
        return AGREES
    return POINTS if {"esto", "eso", "aquello", "ello"} & set(low) else None


_FLAWS: dict[Language, Callable[[str, Words, Grammar], str | None]] = {
    "de": _german,
    "fr": _french,
    "es": _spanish,
}
