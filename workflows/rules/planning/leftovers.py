"""What of a message no task answers: each question and each problem of its own is a part, with what belongs to it.

Introductions, stories, wishes and what says a request once more get none. What a sentence does is told by the trained
reader of sentences; what follows from it, beside which tasks, is decided here.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Protocol

from workflows.answers import Leftover, QueryType, Task
from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.routes import RouteName
from workflows.rules.escalation.complaints import complains
from workflows.rules.escalation.opening_hours import asks_about_hours
from workflows.rules.lookups.invoices import asks_about
from workflows.rules.planning.announced import (
    announces_question,
    asks_how_it_is_done,
    counts_up_problem,
    shows_problem,
    tells_own_number,
    tells_since_when,
    tells_status,
)
from workflows.rules.syntax.clauses import Clause, Message, read
from workflows.understanding.sentences import KINDS, SentenceKind, kinds_of

MAX_LEFTOVERS = 10
LIKELY = 0.5
"""From here on a sentence is read as a question, a problem or a request of its own.

Of the held-out sentences read so 15 of 16 are (15 of 19 are found); at 0.7 14 of 14 are.
"""
SURE = 0.6
UNLIKELY = 0.05
CERTAIN = 0.8
LONGEST = 3000
_OWN = ("question", "problem", "service", "help")
_DONE_BY: dict[str, set[QueryType]] = {"return": {"ProductReturn"}, "request": {"StatusUpdate", "BillingInquiry"}}
_POINTS_BACK = lazy(
    r"\b(?:it|its|they|them|that|those|these|this|ones?|there(?!(?:'s|s|'re|\s(?:is|are|was|were|a|an|any|some|be))\b))\b|\b(?:if\sso|how\s(?:much|long))\b",
    re.IGNORECASE,
)
_NOT_COME = lazy(
    r"(?:\bnever|\bnot|n't|\bstill)\s(?:yet\s|been\s)?(?:came|come|arriv\w*|receiv\w*|got|delivered|here|turned\sup)\b",
    re.IGNORECASE,
)
_OPENING = lazy(
    r"(?:also|and|finally|lastly|by\sthe\sway|btw|one\smore\sthing|another\sthing|(?:first|second|third)(?:ly)?|then)",
    re.IGNORECASE,
)
# Said to begin with, to nobody: "right, where do I start".
_OPENER = lazy(
    r"(?:(?:right|so|well|ok|okay|now|oh|hm+|hi|hello|hey|boy)[\s,]{1,2}){0,2}(?:where\s(?:do|should|shall|to)\s?(?:i|we)?\s?(?:even\s)?(?:start|begin)|how\s(?:do|should|shall|can)\s(?:i|we)\s(?:put|say|start|begin|explain)\b.{0,20}"
    r"|where\swas\si|what\scan\si\ssay|guess\swhat|you\sknow\swhat|how\sare\s(?:you|things)(?:\s(?:all|doing|today|there))?|who\swould\shave\sthought(?:\sit)?|what\swere\sthe\sodds)\W{0,3}",
    re.IGNORECASE,
)
# A short question without its mark: "when are you open".
_UNMARKED = lazy(
    r"(?:(?:and|also|so|then)\s)?(?:when|where|who|which|what(?:\stime)?|how(?:\s(?:long|much|many|late|soon))?)\s(?:is|are|do|does|can|will|would|should)\s(?:[\w'-]{1,20}\s?){1,8}$",
    re.IGNORECASE,
)
# Only tells which order the rest is about: "my order is A-1".
_ITS_NUMBER = lazy(
    r"(?:(?:my|our|the|this)\s)?(?:orders?|purchase)\s?(?:(?:number|no|nr|id)\b\.?)?\s?(?:(?:is|was)\s|[:=])?\s?\#?[\w/-]{3,20}\W{0,3}",
    re.IGNORECASE,
)
_UNNAMED = lazy(
    r"(?:(?:and|but|now|so|because|since)\s)?(?:it|they|this|that|these|those|the\s(?:thing|things|item|product|device|machine))\b",
    re.IGNORECASE,
)
_HOW_TO = lazy(r"(?:\w+,?\s){0,3}?(?:how|what|which|is\sthere|can|where)\b", re.IGNORECASE)
LONGEST_TOLD = 30  # words of a sentence without a mark, as a voice is written down
SHORTEST = 4  # words of a stretch of it that says something
_JOINED = lazy(r"\s(?:and|but|so|then|also|anyway|because|wondering)\s", re.IGNORECASE)
MOST_TOLD = 6  # sentences before a question for help that tell what it is about
# A question to the desk of what it sells, has or knows, as against "can you believe it?".
_ASKS_US = lazy(
    r"\b(?:do|would|will|could|can)\syou\s(?:also\s|still\s|happen\sto\s)?(?:sell|have|stock|offer|carry|keep|make|provide|ship|deliver|repair|take\sback)\b"
    r"|\bis\sthere\s(?:a|an|any|some)\s(?!sign|news|word|movement|update|hope)|\bdo\syou\s(?:(?:also|still|ever|even|actually)\s)?(?!know|think|see|remember|believe|hear|get|mind|want|need|like|understand|feel|love|recall|realise|realize)[a-z]{3,}"
    r"|\b(?:is|are)\syour\s|\bdo(?:es)?\s(?:an?|the|your|its|these|those)\s(?!(?:parcel|package|order|delivery|invoice)\b)|\bdo\s(?:i|we)\s(?:need|have|get|still\sget|keep)\b(?!\s(?:it|them|that)\sback)"
    r"|\b(?:can|could|may)\s(?:i|we)\s(?:also\s|still\s)?(?:pick|pause|change|pay|use|buy|order|collect|come|visit|book|keep|add|switch|wash|leave|combine|upgrade)\b"
    r"|\bhow\s(?:often|long|warm|hot|many|much)\s(?:\w+\s){0,2}?(?:do|does|should|can|may|is|are)\b|\bwhat\s(?:can|could)\s(?:be\sdone|i\sdo|we\sdo)\b",
    re.IGNORECASE,
)
_ASKED = lazy(
    r"\?|\b(?:what|how|who|when|where|which|why)\s|(?:^|[,;.!]\s*)(?:can|could|do|does|did|will|would|is|are|should|may|must)\s"
    r"|\b(?:can|could|would)\s(?:you|u|someone|somebody)\s(?:please\s)?(?:look|check|help|tell|send|fix|sort|see\sto|find|let)\b",
    re.IGNORECASE,
)
_GOOD = lazy(
    r"\b(?:love[sd]?|lovely|great|good|nice|fun|funny|happy|glad|enjoy\w*|thank\w*|thx|cheers|perfect\w*|amazing|brilliant|wonderful"
    r"|super|awesome|best|fantastic|excellent|beautiful\w*|pleased|impressed|well\sdone|works?|friendly|kind|helpful|ha(?:ha)+|lol|:\)|fine|ok)"
    r"(?!\w)",
    re.IGNORECASE,
)
_SURELY: Mapping[SentenceKind, Mapping[str, float]] = {
    sure: {kind: float(kind == sure) for kind in KINDS} for sure in KINDS
}
_ASKED_BY: dict[QueryType, str] = {
    "BillingInquiry": "Please check invoice INV-1001, it is too high.",
    "ProductReturn": "I would like to return the lamp.",
    "StatusUpdate": "Where is order A-1001?",
}


class Taken(Protocol):
    """A task and the clauses that it took."""

    @property
    def task(self) -> Task:
        """The task."""

    @property
    def used(self) -> tuple[Clause, ...]:
        """The clauses."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or the stretch of one that tasks took, or left, with the tasks' kinds.

    ``read``: returns how likely each sentence is what, of which it is number ``at``; they are read when that is first
    asked, which it seldom is of what tasks took. ``surely``: what it announces, so that it begins a part.
    """

    clauses: tuple[Clause, ...]
    words: str
    taken: frozenset[QueryType]
    read: Callable[[], Sequence[Mapping[str, float]]]
    at: int
    surely: SentenceKind | None = None

    @property
    def announced(self) -> bool:
        """Whether it is announced as one more question or problem."""
        return self.surely is not None

    @property
    def kinds(self) -> Mapping[str, float]:
        """How likely it is what."""
        return _SURELY[self.surely] if self.surely else self.read()[self.at]

    @property
    def kind(self) -> str:
        """What it is most likely."""
        return max(self.kinds, key=self.kinds.__getitem__)

    @property
    def complains(self) -> bool:
        """Whether it says what is wrong with an order, by the reader or by the roles of its words; no story of one."""
        return self.kind == "complaint" or (self.kinds["aside"] < CERTAIN and complains(self.words))

    @property
    def is_own(self) -> bool:
        """Whether it is a question, a problem or a request for what no task does."""
        is_asked = self.words.endswith("?") and _ASKS_US.search(self.words) is not None
        return is_asked or sum(map(self.kinds.__getitem__, _OWN)) >= LIKELY


def leftovers(message: Message, found: Sequence[Taken], route_of: Callable[[str], RouteName]) -> list[Leftover]:
    """Return the parts that no task took; without tasks and without two parts, all in one."""
    parts = _parts(message, found) if found or len(message.clauses) > 1 else []
    if not found and len(parts) < 2:
        return _whole(message, route_of)
    texts = dict.fromkeys(". ".join(words).replace("?. ", "? ")[:LONGEST] for words in parts)
    return [Leftover(text=text, route=route_of(text)) for text in texts][:MAX_LEFTOVERS]


def is_part_of_its_own(text: str, tasks: Sequence[Task] = ()) -> bool:
    """Tell whether ``text``, said beside ``tasks``, is a question or a problem, and no introduction or aside."""
    message = read(text)
    beside = {task.query_type for task in tasks}
    said = [*(_ASKED_BY[kind] for kind in sorted(beside)), "There is one more thing."]
    pieces = (_as_announced(message, piece, beside) for piece in _pieces(message, (), said))
    return any(_opens(message, piece, beside) for piece in pieces)


def complaints_in(text: str, found: Sequence[Taken]) -> list[str]:
    """Return what ``text`` says is wrong with an order that is looked up, in its own words: a person's, and no part."""
    if not any(one.task.query_type == "StatusUpdate" for one in found):
        return []
    message = read(text)
    asked = {clause.sentence for clause in message.clauses if clause.question}
    told = [one for one in _pieces(message, found) if one.clauses[0].sentence not in asked]
    return [one.words for one in told if one.kinds["complaint"] >= CERTAIN and not one.taken - {"StatusUpdate"}]


def only_asks(text: str) -> bool:
    """Tell whether ``text`` only asks where orders are, by what its sentences do: a story beside is no complaint."""
    pieces = list(_pieces(read(text), ()))
    return bool(pieces) and all(
        not complains(one.words) and one.kinds["complaint"] + one.kinds["problem"] <= UNLIKELY for one in pieces
    )


def only_tells(text: str) -> bool:
    """Tell whether a message asks for nothing and tells of something good, of nothing wrong: a story, a compliment."""
    pieces = list(_pieces(read(text), ()))
    likely = [piece.kinds["aside"] + piece.kinds["courtesy"] for piece in pieces]
    tells = bool(pieces) and min(likely) >= SURE and any(piece.kind == "aside" for piece in pieces)
    if any(_is_breathless(piece.words) and not _tells_all_along(piece.words) for piece in pieces):
        return False
    return tells and not _ASKED.search(text) and _GOOD.search(text) is not None


def _is_breathless(words: str) -> bool:
    """Tell whether a sentence holds several without a mark: what it is as a whole says nothing of its parts."""
    return len(words.split()) > LONGEST_TOLD


def _tells_all_along(words: str) -> bool:
    """Tell whether nothing is wrong or asked in any stretch between the "and"s of ``words``."""
    stretches = [one for one in _JOINED.split(words[:LONGEST]) if len(one.split()) >= SHORTEST]
    return not complains(words) and all(sum(map(kinds.__getitem__, _OWN)) < LIKELY for kinds in kinds_of(stretches))


def _parts(message: Message, found: Sequence[Taken]) -> list[list[str]]:
    """Return the words of each part, sentence by sentence."""
    parts: list[list[str]] = []
    beside = {one.task.query_type for one in found}
    part: _Piece | None = None  # what began the part that the sentence before belongs to, but for asides
    before: _Piece | None = None
    numbers = {one.task.order_id or one.task.invoice_number for one in found}
    told: list[str] = []  # since the last task
    done: set[QueryType] = set()
    for one in _pieces(message, found):
        piece = _as_announced(message, one, beside)
        if part and not (piece.taken or piece.announced) and _goes_on(piece, part, before):
            parts[-1].append(piece.words)
        elif _asks_for_help(piece, done, told):
            parts.append([*told[-MOST_TOLD:], piece.words])
            part = piece
        elif (
            (_opens(message, piece, beside, numbers) or _asks_hours(piece))
            and not _OPENER.fullmatch(piece.words)
            and not (beside and _ITS_NUMBER.fullmatch(piece.words))
            and not _is_about(message, piece, before)
            and not _is_of_task(piece, before, beside)
            and not _is_reason_ahead(piece, beside, done)
        ):
            parts.append([piece.words])
            part = piece
        elif piece.taken or piece.kind in ("back", "request", "return"):
            part = None
        if piece.taken or piece.kind not in ("aside", "courtesy"):
            before = piece
        done |= piece.taken
        told = [] if piece.taken or part else told + [piece.words] * (piece.kind != "courtesy")
    return parts


def _as_announced(message: Message, piece: _Piece, beside: Collection[QueryType]) -> _Piece:
    """Return what announces one more question or problem ``beside`` tasks as that, whatever the reader takes it for."""
    if not beside or piece.taken or _ids(message, piece):
        return piece
    if announces_question(piece.words, beside):
        return replace(piece, surely="question")
    return replace(piece, surely="problem") if counts_up_problem(piece.words) else piece


def _is_of_task(piece: _Piece, before: _Piece | None, beside: Collection[QueryType]) -> bool:
    """Tell whether all that is said is how a task is done, what is seen of an order, or the writer's own."""
    if not beside or piece.taken or piece.announced:
        return False
    named = before is not None and before.taken & {"ProductReturn", "BillingInquiry"}
    if named and asks_how_it_is_done(piece.words):
        return True
    return _only_tells(piece) or ("StatusUpdate" in beside and tells_status(piece.words))


def _asks_for_help(piece: _Piece, done: set[QueryType], told: Sequence[str]) -> bool:
    """Tell whether help is asked for with something else than what was asked for before, told in between."""
    is_asked = bool(done) and len(told) > 1 and piece.words.endswith("?") and _HOW_TO.match(piece.words) is not None
    return is_asked and piece.kind == "help" and piece.kinds["help"] >= CERTAIN


def _is_reason_ahead(piece: _Piece, beside: set[QueryType], done: set[QueryType]) -> bool:
    """Tell whether a problem is told, of no thing that it names, before the return that it is the reason of."""
    is_ahead = "ProductReturn" in beside - done and piece.kind == "problem" and not piece.words.endswith("?")
    return is_ahead and _UNNAMED.match(piece.words) is not None


def _pieces(message: Message, found: Sequence[Taken], said: Sequence[str] = ()) -> Iterator[_Piece]:
    """Yield the sentences of a message in order; where tasks took a part of one, what they took and left apart.

    ``said``: the sentences that stand before it.
    """
    kinds_by_clause: dict[Clause, set[QueryType]] = {}
    for one in found:
        for clause in one.used:
            kinds_by_clause.setdefault(clause, set()).add(one.task.query_type)
    runs = [tuple(run) for _, run in groupby(message.clauses, lambda one: (one.sentence, one in kinds_by_clause))]
    texts = [_words(message, run) for run in runs]
    kinds = cache(lambda: kinds_of([*said, *texts]))
    for at, (run, words) in enumerate(zip(runs, texts, strict=True), len(said)):
        taken = frozenset(kind for clause in run for kind in kinds_by_clause.get(clause, ()))
        if words:
            yield _Piece(run, words, taken, kinds, at)


def _words(message: Message, run: Sequence[Clause]) -> str:
    start = run[0].start
    if _OPENING.fullmatch(message.plain[start : run[0].end].strip()):
        if len(run) == 1:
            return ""
        start = run[1].start
    words = message.original(start, run[-1].end)
    return f"{words}?" if words and (run[-1].question or _UNMARKED.match(words)) else words


def _asks_hours(piece: _Piece) -> bool:
    return not piece.taken and asks_about_hours(piece.words) is not None


def _opens(
    message: Message, piece: _Piece, beside: set[QueryType], numbers: Collection[str | None] = frozenset()
) -> bool:
    """Tell whether a part begins with ``piece``; ``numbers`` are those of tasks."""
    if any(asks_about(message, clause) for clause in piece.clauses):
        return not piece.taken - {"StatusUpdate"}
    if piece.taken:
        return piece.taken == {"StatusUpdate"} and _says_more(piece)
    if named := [one for one in _ids(message, piece) if one.kind not in ("invoice", "order") or one.value in numbers]:
        # What is said once more is no part: "so, where is QX-30, that's all I want to know".
        return any(one.value not in numbers for one in named)
    kind = piece.kind
    if kind in _DONE_BY:  # for which a task was missed
        return not beside & _DONE_BY[kind] and piece.kinds[kind] >= LIKELY
    if kind == "complaint" or ("StatusUpdate" in beside and piece.complains):
        return True
    return piece.is_own and not (kind == "help" and beside)


def _only_tells(piece: _Piece) -> bool:
    """Tell whether all that is said is a number of the writer's own, or since when something is so with them."""
    if tells_own_number(piece.words):
        return not piece.complains
    return piece.kind in _OWN and piece.kinds[piece.kind] < CERTAIN and tells_since_when(piece.words)


def _says_more(piece: _Piece) -> bool:
    """Tell whether a looked-up order is complained about, or also to be changed: its status alone is no answer."""
    kinds = piece.kinds
    if max(kinds["service"], kinds["problem"]) >= SURE:
        return True
    certain = kinds["complaint"] >= CERTAIN and not piece.words.endswith("?")
    return (certain or complains(piece.words)) and not _NOT_COME.search(piece.words)


def _ids(message: Message, piece: _Piece) -> list[FoundId]:
    return message.ids_in(piece.clauses[0].start, piece.clauses[-1].end)


def _goes_on(piece: _Piece, part: _Piece, before: _Piece | None) -> bool:
    """Tell whether ``piece`` belongs to ``part``: a detail of it, or a question that follows and is about it."""
    if piece.kind == "detail":
        return piece.kinds["detail"] >= SURE
    if part.kind == "problem" and piece.kind == "problem" and shows_problem(piece.words):
        return True
    if part.kind in ("question", "service"):
        return piece.kind in ("question", "help") and before is not None and before.kind != "detail" and _points(piece)
    if (
        part.kind == "problem"
        and piece.kind == "question"
        and before is not None
        and not before.taken
        and _points(piece)
    ):
        return True
    return piece.kind == "help" or (part.complains and (piece.complains or piece.kind == "wish"))


def _is_about(message: Message, piece: _Piece, before: _Piece | None) -> bool:
    """Tell whether a question is about the order or invoice that was named just before: 'has it shipped yet?'."""
    named = before is not None and before.taken & {"StatusUpdate", "BillingInquiry"}
    return (
        bool(named)
        and not piece.announced
        and (piece.kind in ("question", "service", "help", "back") or (piece.is_own and piece.words.endswith("?")))
        and _points(piece)
        and not _ids(message, piece)
    )


def _points(piece: _Piece) -> bool:
    return _POINTS_BACK.search(piece.words) is not None


def _whole(message: Message, route_of: Callable[[str], RouteName]) -> list[Leftover]:
    words = " ".join(message.words.split())[:LONGEST]
    return [Leftover(text=words, route=route_of(words))] if words else []
