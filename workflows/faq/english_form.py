"""Whether the words of an English question make a sentence: who does what, and in which number. Pure."""

from collections.abc import Sequence
from functools import cache

from workflows.faq.grammar import Grammar, grammar_of, tables
from workflows.faq.reasons import AGREES, DANGLES, NO_VERB, NOT_ASKED, POINTS, PRESSED
from workflows.faq.wording import is_plural, listed
from workflows.faq.words import word_list

Words = Sequence[str]

_ONE = frozenset(("is", "was", "does", "has", "isn't", "wasn't", "doesn't", "hasn't"))
_SEVERAL = frozenset(("are", "were", "do", "have", "aren't", "weren't", "don't", "haven't"))
_BE = frozenset(("is", "are", "was", "were", "am", "isn't", "aren't", "wasn't", "weren't"))
_TO_DO = frozenset(("do", "does", "did", "don't", "doesn't", "didn't"))
_SUBJECT = frozenset(("who", "what", "which", "whose"))  # that may be what does something
_STRANDED = frozenset(("what", "who", "whom", "which", "whose", "where"))  # "What is it for?"
_STRICT = frozenset(("of", "for", "from", "with", "at", "by", "to", "into", "in", "and", "or", "if", "that"))
_POINTING = frozenset(("it", "they", "them", "he", "him", "she", "its", "their", "mine", "ours", "theirs"))
_THEN = frozenset(("before", "after", "above", "below", "inside", "outside", "near", "since", "within"))
_CLAUSE = frozenset(("if", "when", "once", "after", "before", "while", "as", "because"))
_RELATIVE = frozenset(("which", "who", "that", "whose", "where"))
_LINKS = frozenset(
    ("afterwards", "first", "however", "instead", "otherwise", "please", "then", "therefore", "thereafter")
)
_COSTS = frozenset(("take", "takes", "cost", "costs", "comes"))
_HOW_MUCH = frozenset(
    ("long", "much", "more", "extra", "time", "anything", "something", "money", "less", "usually", "now")
)
_LONGEST_ASKED = 8  # words between "which" and its verb


def flaw(given: Words, before: Words = ()) -> str | None:  # noqa: PLR0911 - one return a flaw
    """Return what is against a question, as its words with their commas. ``before``: those of sentences before it."""
    words, known = _main(given), grammar_of("en")
    low = [word.lower() for word in words]
    if len(low) < 2:
        return NO_VERB if low else NOT_ASKED  # "Why?"
    if pressed := _pressed(words, low, known):
        return pressed
    if low[0] in known.prepositions and low[1:2] and low[1] in known.asks:
        words, low = words[1:], low[1:]
    if low[0] not in known.asks | known.verbs:
        return NOT_ASKED
    if found := _ends_open(low, known):
        return found
    if _points([word.lower() for word in (*before, *given)], known, told=len(before) > 0):
        return POINTS
    if before and low == ["what", "now"]:
        return None
    if low[0] in known.verbs:
        return None if _fits(low[0], words[1:], known, yes_or_no=True) else AGREES
    if low[:2] in (["what", "about"], ["how", "about"], ["what", "if"]):
        return None if len(low) > 2 else NO_VERB
    return _asked_with_a_word(words, low, known)


def _main(words: Words) -> Words:
    """Leave out the clause that a question begins with: "If I am ill, do I get a refund?"."""
    first = words[0].lower() if words else ""
    if first in _CLAUSE and "," in words and not (first == "when" and words[1].lower() in grammar_of("en").verbs):
        return words[words.index(",") + 1 :]
    return words


def _pressed(words: Words, low: Words, known: Grammar) -> str | None:
    """Say whether a heading was put into a question: a small word with a capital, "the" before no noun."""
    small = known.articles | known.owners | known.prepositions | known.verbs | known.joins | (known.persons - {"i"})
    if any(word[:1].isupper() and one in small for word, one in zip(words[1:], low[1:], strict=True)):
        return PRESSED
    for one, acting, other in zip(low, low[1:], low[2:], strict=False):
        if one in known.articles and acting.endswith("ing") and other in known.articles | known.owners:
            return PRESSED  # "What are the breaking the rules?"
    after = known.articles | known.owners | known.verbs | _STRICT | (known.persons - {"one", "who"}) | known.asks
    for one, other in zip(low, [*low[1:], ""], strict=True):
        if one in known.articles | {"my", "your", "our"} and (other in after or other in {"", ",", ";", ":"}):
            return DANGLES if other == "" else PRESSED
        if "'" in other and one in known.articles and other.partition("'")[0] in {"i", "you", "we", "it", "they"}:
            return PRESSED
    return None


def _ends_open(low: Words, known: Grammar) -> str | None:
    last = low[-1]
    if last in known.articles | known.joins | {"my", "your", "our", "very", "to"} - {"so"}:
        return None if last == "to" and low[0] in _STRANDED else DANGLES
    if last == "not":
        return DANGLES  # "if you did not": what?
    done = len(low) > 1 and (low[-2].endswith("ed") or low[-2] in listed("participles"))  # "have to be paid for"
    if (
        done
        and low[0] in {"when", "how", "why"}
        and low[1] in _BE
        and last in known.prepositions - known.particles | {"in", "on"}
    ):
        return DANGLES  # "When are pets included in?"
    stranded = last in known.prepositions - known.particles - _THEN and low[0] not in _STRANDED and not done
    return DANGLES if stranded else None


def _points(low: Words, known: Grammar, *, told: bool) -> bool:
    """Say whether a word points to a thing that the question has not named before."""
    named = False
    for at, one in enumerate(low):
        following = low[at + 1] if at + 1 < len(low) else ""
        if one in _POINTING and not named and not _says_nothing(low, at):
            return True
        if one == "one" and at > 1 and not named and following in known.joins | {""}:
            return True
        if one in {"this", "these", "those"} and not named:
            anew = following in known.prepositions | known.verbs | known.joins | {"", ","}
            if anew or (following not in _list("documents") and following not in _RELATIVE):
                return True
        if one == "that" and at and not told and (low[at - 1] in known.verbs | known.prepositions or not following):
            return True
        content = following not in known.prepositions | known.verbs
        named = (
            named
            or (one in known.determiners - {"its", "their"} and content)
            or (at > 0 and is_plural(one) and not is_verb_form(one))
        )
    return False


def _says_nothing(low: Words, at: int) -> bool:
    """Say whether "it" stands for nothing: "Does it take long to …", "Is it possible to …", "if it rains"."""
    if low[at] != "it":
        return False
    after = low[at + 1 : at + 4]
    if not after:
        return False
    tells = {"rains", "rain", "snows"} & set(after[:2])
    verb = next((place for place, one in enumerate(after[:2]) if one in _COSTS), None)
    goes_on = verb is not None and not set(low[at + 2 + verb :]) <= _HOW_MUCH  # "What does it cost?" says not what
    is_so = low[at - 1] in _BE or after[0] in _BE
    to = {"to", "that", "if", "when", "for"} & set(low[at + 2 :])
    return bool(tells) or goes_on or (is_so and bool(to) and any(one in _list("expletive") for one in after))


def _asked_with_a_word(words: Words, low: Words, known: Grammar) -> str | None:  # noqa: PLR0911 - one return a form
    """Look at a question that begins with "what", "how" and the like: what is asked for, a verb, then who does it."""
    at = 1
    while at < len(low) and low[at] not in known.verbs and not _is_verb_of(low, at):
        at += 1
    if at == len(low) or at > _LONGEST_ASKED:
        return NO_VERB
    asked = low[1:at]
    for place, one in enumerate(asked):
        stands = one in known.determiners - {"any", "other", "no"} or one in known.persons - {"one"}
        if stands and "of" not in asked[:place]:
            return NO_VERB
    verb, rest = low[at], words[at + 1 :]
    subject = low[0] in _SUBJECT or asked[:1] in (["many"], ["much"])
    if verb not in known.verbs:
        return None
    if not rest:
        return NO_VERB
    if _fits(verb, rest, known, yes_or_no=False):
        return None
    starts = rest[0].lower() in known.determiners | known.persons
    if subject and not starts and verb not in _TO_DO and rest[0].lower() not in known.verbs - {"be", "have"}:
        return None  # "Who can apply?", "Which items are excluded?"
    return AGREES


def _is_verb_of(low: Words, at: int) -> bool:
    """Say whether a word is the verb of "who", "what" or "which fees": "happens", "apply"."""
    first, asked, word = low[0], low[1:at], low[at]
    if first in {"who", "what"} and not asked:
        return is_verb_form(word)
    if first in {"which", "what", "whose"} or asked[:1] in (["many"], ["much"]):
        return len(asked) > 0 and (word in verbs() if is_plural(asked[-1]) else is_verb_form(word))
    return False


def _fits(verb: str, rest: Words, known: Grammar, *, yes_or_no: bool) -> bool:
    """Say whether words after a verb begin with who or what does it, in its number, and go on as they must."""
    low = [word.lower() for word in rest]
    if not low:
        return False
    if low[0] in known.persons and low[0] not in {"one", "who"}:
        return _person_fits(verb, low, known, yes_or_no=yes_or_no)
    if low[0] in {"this", "that"} and len(low) > 1 and verb not in _SEVERAL:
        return True
    if low[0] in (known.prepositions - {"over", "under", "up", "about", "near"}) | known.joins | known.verbs:
        return False
    return any(_splits(verb, rest, low, at, known, yes_or_no=yes_or_no) for at in range(1, len(low) + 1))


def _person_fits(verb: str, low: Words, known: Grammar, *, yes_or_no: bool) -> bool:
    who = low[0]
    if who == "i":
        agrees = verb not in _ONE - {"was", "wasn't"} and verb not in {"are", "aren't", "were"}
    elif who in {"you", "we", "they"}:
        agrees = verb not in _ONE and verb != "am"
    else:
        agrees = who == "there" or (verb not in _SEVERAL and verb != "am")
    if not agrees:
        return False
    at = 1
    while at < len(low) and (low[at] in known.adverbs or (low[at].endswith("ly") and low[at] not in verbs())):
        at += 1
    if verb in _BE or verb in {"has", "have", "had"}:
        return at < len(low) or not yes_or_no
    return at < len(low) and looks_like_an_act(low[at]) and not _joins_another_form(low, at)


def _joins_another_form(low: Words, at: int) -> bool:
    """Say whether an act is joined to one in another form: "find and recording"."""
    joined = low[at + 1 : at + 2] in (["and"], ["or"]) and len(low) > at + 2
    return joined and low[at + 2].endswith("ing") and low[at + 2] not in verbs()


def _splits(verb: str, rest: Words, low: Words, at: int, known: Grammar, *, yes_or_no: bool) -> bool:
    """Say whether the first words are a noun with what belongs to it, in the number of the verb."""
    before, after = low[:at], low[at:]
    last = before[-1]
    if before[0] in known.adverbs | _LINKS:
        return False  # "How long does afterwards let the tap run?"
    if last in known.determiners | known.prepositions | known.joins | known.verbs | {","} or last in _RELATIVE:
        return False
    if not _agrees(verb, rest[:at], known):
        return False
    while after and (after[0] in known.adverbs or after[0] == ","):
        after = after[1:]
    if verb in _BE:
        return (bool(after) and after[0] not in known.verbs | known.persons) or (not after and not yes_or_no)
    if verb in {"has", "have", "had", "hasn't", "haven't"}:
        return bool(after)
    return bool(after) and looks_like_an_act(after[0])


def _agrees(verb: str, subject: Words, known: Grammar) -> bool:
    many = _many(subject, known)
    if many is None or verb not in _ONE | _SEVERAL:
        return verb != "am"
    return many == (verb in _SEVERAL)


def _many(subject: Words, known: Grammar) -> bool | None:
    """Say whether a subject stands for several; None: one cannot tell."""
    low = [word.lower() for word in subject]
    cut = next(
        (at for at, one in enumerate(low) if at and (one in known.prepositions | _RELATIVE | {",", "to"})), len(low)
    )
    if {"and", "or"} & set(low[:cut]):
        return None
    head, written = low[cut - 1], subject[cut - 1]
    if low[0] in {"each", "every", "another", "a", "an"}:
        return False
    if head in _list("either") or (written[:1].isupper() and cut > 1) or any(map(str.isdigit, head)):
        return None
    return is_plural(head) or head in _list("several")


def looks_like_an_act(word: str) -> bool:
    """Say whether a word can be what somebody does: "return", no "returning", no "hours", no small word."""
    known = grammar_of("en")
    if word in verbs() or word in {"be", "have", "do", "need", "get"}:
        return True
    small = known.determiners | known.prepositions | known.joins | known.verbs | known.persons | known.asks
    if word in small or word in known.pointers or not word.replace("-", "").isalpha():
        return False
    return not (word.endswith(("ing", "tion", "ment", "ness", "ity")) or is_plural(word))


def is_verb_form(word: str) -> bool:
    """Say whether a word is a verb as one person does it: "happens", "pays", "applies", "does"."""
    if word.endswith("ies") and f"{word[:-3]}y" in verbs():
        return True
    return any(word.endswith(end) and word[: -len(end)] in verbs() for end in ("es", "s"))


@cache
def verbs() -> frozenset[str]:
    """Return the acts that are known, of all lists."""
    lists = ("acts", "offers", "handling", "requests", "money_verbs", "bare_acts")
    found = frozenset(word for name in lists for word in listed(name))
    return found | _list("more_verbs") | {word.partition("_")[0] for word in word_list("verbs")}


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(str(tables()["en"][name]).split())
