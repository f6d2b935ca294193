"""Whether a question asks the opposite of what an entry asks, although their words are alike: "over 6", "under 6".

Words that count alike in the measure (open and close), small ones that it does not count at all (over, from, must) and
who does what to whom are looked at here, as they are written. English; texts are untrusted, their beginning is read.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from workflows.faq.words import content_words, stem
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words

READ_CHARS = 300  # of a question
ANSWER_CHARS = 1200  # entries have 900 at most
KEPT = 4096  # readings
ACT_WORDS = 16  # of a question, behind its first verb
MOST_DOERS = 4  # words that name who does something

_WORD = lazy(r"[^\W_]+(?:'[a-z]+)?")
_POLITE = lazy(r"\b(?:can|could|may|would) (?:you|i|anyone|somebody) (?:please )?(?:tell|ask|explain|say|help|know)\b")
_YES_OR_NO = lazy(
    r"^(?:\w+[,!]? ){0,3}?(?:is|are|am|was|do|does|did|can|could|may|must|will|would|should|shall|have|has|need)"
    r" (?:it|there|i|you|we|my|your|the|an?|[\w' -]{2,40})"
)
_ASKS_ELSE = lazy(r"\b(?:what|which|who|whose|when|where|why|how)\b")
_MUST = lazy(
    r"\b(?:must|should|shall|(?:have|has|need|needs|ought) to|required|obliged|obligatory|mandatory|compulsory)\b"
)
_MAY = lazy(r"\b(?:can|could|may|might|allowed|permitted|possible|able to|you (?:accept|take|allow|offer))\b")
# Opening hours tell both, if a time is asked for and a span of time is told.
_ASKS_TIME = lazy(r"\b(?:when|what time|how (?:late|early|long)|until|till|hours)\b")
_SPAN = lazy(r"\d[^\n!?]{0,12}?(?:\b(?:to|until|till|and)\b|[-\u2013])[^\n!?\d]{0,12}\d|\b24 hours\b")
_HOURS = lazy(r"\b(?:opening|closing|business|office) (?:hours|times?|days)\b")
_OPEN_OR_CLOSE = 0  # the first pair of the list
_NEAR = lazy(r"\bclose (?=to\b|by\b)|(?<=\bhow )close\b")
_LEND = lazy(r"(?<!you )\b(?:lend|lends|lending)\b")
_BORROW = lazy(r"\bborrow(?:s|ed|ing)?\b|\byou lend\b")
_GIVE = lazy(r"\b(?:i|we) (?:(?:have|need) to )?give\b")
_GET = lazy(r"\b(?:i|we) (?:(?:have|need) to )?(?:get|receive)\b")
_HOW_MUCH = lazy(r"^(?:\w+[,!]? ){0,3}?how (?:long|often|many|much|far)\b")
_FIGURE = (
    r"(?: the (?:age|weight|size|height) of)? [$\u20ac\u00a3]?"
    r"(\d[\d.,]*\d|\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b"
)
_OVER = lazy(rf"\b(?:over|above|more than|older than|at least|beyond|exceeding){_FIGURE}")
_UNDER = lazy(rf"\b(?:under|below|less than|fewer than|younger than|up to|at most){_FIGURE}")
_ENDS = frozenset((
    "from", "off", "to", "into", "onto", "in", "on", "at", "by", "with", "without", "for", "of", "and", "or", "if",
    "when", "after", "before", "during", "until", "till", "is", "are", "do", "does", "can", "cost", "costs", "take",
    "takes", "may", "must", "should", "will", "have", "has", "what", "which", "where", "i", "you", "we",
))  # fmt: skip
_ENDS_OBJECT = _ENDS - {"to", "into", "for", "you"}
_PASSIVE = frozenset(("be", "been", "being", "get"))  # before a verb: who is named has it done
_ACTS = lazy(r"\b(?:do|does|did|can|could|may|will|would|should|must) (.+)")
_ME = frozenset(("me", "us"))
_WE = frozenset(("i", "we"))
_PERSONS = _WE | {"you", "they", "he", "she"}


@dataclass(frozen=True, slots=True)
class Sense:
    """What turns the sense of a question. ``sides``: of which pairs which side; ``ways``: from where and to where."""

    sides: frozenset[tuple[int, int]]
    words: frozenset[str]
    over: frozenset[str]
    under: frozenset[str]
    ways: tuple[frozenset[str], frozenset[str]]
    duty: bool | None
    asks_time: bool
    acts: tuple[str, ...]


def is_opposite(asked: str, question: str, answer: str) -> bool:
    """Say whether an entry with this question and answer must not answer what is asked, whatever their words."""
    one, other, told = sense_of(asked), sense_of(question), _plain(answer[:ANSWER_CHARS])
    limits = (one.words & _limits()) - other.words
    return (
        _is_turned(one, other, told)
        or not limits <= set(_WORD.findall(told))
        or not one.over <= other.over | frozenset(_OVER.findall(told))
        or not one.under <= other.under | frozenset(_UNDER.findall(told))
        or bool(one.ways[0] & other.ways[1] - other.ways[0] or one.ways[1] & other.ways[0] - other.ways[1])
        or (None not in (one.duty, other.duty) and one.duty != other.duty)
        or _is_done_by_others(one.acts, other.acts)
        or _is_done_by_others(other.acts, one.acts)
    )


@lru_cache(maxsize=KEPT)
def sense_of(question: str) -> Sense:
    """Read what turns the sense of a question (untrusted); linear."""
    text = _POLITE.sub("tell", _plain(question[:READ_CHARS]))
    words = _WORD.findall(_HOURS.sub("hours", text))
    sides = {place for word in words for place in _pairs().get(word, ())}
    sides |= ({(-1, 0)} if _LEND.search(text) else set()) | ({(-1, 1)} if _BORROW.search(text) else set())
    sides |= ({(-2, 0)} if _GIVE.search(text) else set()) | ({(-2, 1)} if _GET.search(text) else set())
    acts = _ACTS.search(text)
    return Sense(
        frozenset(sides),
        frozenset(words),
        frozenset(_OVER.findall(text)),
        frozenset(_UNDER.findall(text)),
        (_behind(words, {"from", "off"}), _behind(words, {"to", "into", "onto"})),
        _duty(text),
        _ASKS_TIME.search(text) is not None,
        tuple(_WORD.findall(acts[1])[:ACT_WORDS]) if acts else (),
    )


def _plain(text: str) -> str:
    return _NEAR.sub("near ", " ".join(fold(text).split()))


@cache
def _pairs() -> dict[str, tuple[tuple[int, int], ...]]:
    """Return for each word of the list its pairs, and which side of them it is."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    lines = read_words("workflows.faq", "opposites.toml")["pairs"].strip().splitlines()
    for number, line in enumerate(lines):
        for side, words in enumerate(line.split(" | ")):
            for word in words.split():
                found[word] = (*found.get(word, ()), (number, side))
    return found


@cache
def _limits() -> frozenset[str]:
    return frozenset(read_words("workflows.faq", "opposites.toml")["limits"].split())


def _is_turned(one: Sense, other: Sense, told: str) -> bool:
    """Say whether one question is on the one side of a pair, and the other on the other."""
    for pair, side in one.sides:
        across = (pair, 1 - side)
        if across in one.sides or across not in other.sides or (pair, side) in other.sides:
            continue
        if pair != _OPEN_OR_CLOSE or not (one.asks_time and other.asks_time and _SPAN.search(told)):
            return True
    return False


def _behind(words: list[str], small: set[str]) -> frozenset[str]:
    """Return the stems of the words that say where something comes from, or goes to."""
    found: list[str] = []
    for at, word in enumerate(words):
        if word in small:
            end = next((to for to in range(at + 1, len(words)) if words[to] in _ENDS), len(words))
            found += content_words(" ".join(words[at + 1 : end]))
    return frozenset(found)


def _duty(text: str) -> bool | None:
    """Say whether a question for a yes or a no asks if something must be done; False: if it may; None: neither.

    So does "how long must"; but "how long do I have to" asks how long one may.
    """
    if _HOW_MUCH.match(text):
        asks = " must " in text
        return asks if asks != (" can " in text or " may " in text) else None
    must, may = _MUST.search(text) is not None, _MAY.search(text) is not None
    return must if must != may and _YES_OR_NO.match(text) and not _ASKS_ELSE.search(text) else None


def _is_done_by_others(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether who does something in the one question has it done to them in the other, with the same verb."""
    stems = {stem(word): at for at, word in reversed(list(enumerate(other)))}
    for at, word in enumerate(one[: 1 + MOST_DOERS]):
        place = stems.get(stem(word), 0)
        if not (_follows_doer(one, at) and _follows_doer(other, place) and content_words(word)):
            continue
        done_to, others_object = _objects(one[at + 1 :]), _objects(other[place + 1 :])
        if one[0] == "you" and other[0] in _WE and done_to & _ME:
            return True
        doers = set(content_words(" ".join(one[:at])))
        plain = _objects(other[place + 1 :], ends=_ENDS_OBJECT | {"for"})
        if doers & set(content_words(" ".join(others_object if done_to & _ME else plain))) and not (
            doers & set(content_words(" ".join(other[:place])))
        ):
            return True
    return False


def _follows_doer(words: tuple[str, ...], at: int) -> bool:
    """Say whether a word may be the verb behind those who do it, and not what is done to them."""
    most = 1 if words and words[0] in _PERSONS else MOST_DOERS
    return 0 < at <= most and words[at - 1] not in _PASSIVE and not words[at].endswith("ing") and words[at].isalpha()


def _objects(words: tuple[str, ...], ends: frozenset[str] = _ENDS_OBJECT) -> frozenset[str]:
    """Return the words behind a verb, up to where something else than its object begins."""
    end = next((at for at, word in enumerate(words) if word in ends), len(words))
    return frozenset(words[:end])
