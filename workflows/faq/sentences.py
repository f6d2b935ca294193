"""English sentences cut into clauses: words, negation, figures with their bounds. Reading only; nothing is judged here.

What says the same is read alike: "no more than 5" and "up to 5", "cannot" and "is not possible", "not without" and
"only with". Clauses are found by their small words; where that fails, a clause is larger than it should be.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from workflows.faq.canonical import canonical
from workflows.faq.documents import sentences_of
from workflows.faq.words import stem, word_list
from workflows.language.grounding import fold

MOST_CLAUSES = 200  # of one text; what follows is not read

_VALUES = [*range(2, 21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10**6, 10**9]
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[a-z]+)?|_[a-z]+|[.,;:()!?$€£%-]")
_UN = re.compile(
    r"un(?!der|it|iv|iq|if|io)(?=[a-z]{3,15}(?:ed|en|able|ible|ful)$|(?:paid|used|sold|worn|safe|fit|read|ripe|clear|known|seen|dyed|true|fair)$)"
    r"|non(?=[a-z]{4,})|in(?=(?:valid|complete|correct|active|eligible|accurate|secure)$)"
)
_REPLY = re.compile(r"^(?P<no>no|nope)?(?:yes|yeah|sure|correct|right|in short)?(?:[,.:;!-]|$)\W*")
_MONEY = {"$": "dollar", "€": "euro", "£": "pound"}
_NAMED = {"_minimum": "up", "_maximum": "down"}
_MARKS = {
    "only": "only", "solely": "only", "exclusively": "only", "just": "just", "except": "except", "all": "all",
    "every": "all", "everybody": "all", "everyone": "all", "anyone": "all", "anybody": "all", "any": "all",
    "always": "all", "_all": "all", "before": "before", "until": "before", "after": "after", "if": "if", "when": "if",
    "once": "if", "must": "must", "required": "must", "need": "must", "needs": "must", "needed": "must",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts ("" if unknown) and its bound: ``up``, ``down``, ``before`` or ""."""

    value: str
    unit: str
    bound: str


@dataclass(slots=True)
class Clause:
    """One clause. ``turned``: words that a prefix or "without" turns into their opposite."""

    kind: str = "main"
    negated: bool = False
    tokens: list[str] = field(default_factory=list)
    words: dict[str, None] = field(default_factory=dict)
    turned: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    figures: list[Figure] = field(default_factory=list)
    has_aux: bool = False
    has_verb: bool = False

    def add(self, token: str, figure: Figure | None) -> None:
        """Take in one word, sign or figure."""
        self.tokens.append(token)
        self.has_aux |= token in few("auxiliary")
        self.has_verb |= token in _verbal()
        self.negated |= token in few("negations") or (token in {"without", "except"} and self.kind == "phrase")
        if mark := _MARKS.get(token):
            self.marks.add(mark)
        if figure:
            self.figures.append(figure)
        turned = _UN.match(token)
        if word := meaning(token[turned.end() :] if turned else token):
            self.words[word] = None
            if turned or self.kind == "phrase":
                self.turned.add(word)

    def key_word(self) -> str:
        """Return the word that carries the meaning: the first behind a negation, else the last; "" for none."""
        if self.negated:
            at = next((at for at, token in enumerate(self.tokens) if token in few("negations")), -1)
            return next((word for token in self.tokens[at + 1 :] if (word := meaning(token))), "")
        return next(reversed(self.words), "")

    def bound_all(self) -> None:
        """Give figures without a bound that of a "minimum" or "maximum" in the clause."""
        named = next((bound for word, bound in _NAMED.items() if word in self.tokens), "")
        self.figures = [one if one.bound else Figure(one.value, one.unit, named) for one in self.figures]


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` as written, its clauses, and the "yes" or "no" it opens with."""

    text: str
    clauses: tuple[Clause, ...]
    reply: str


@cache
def numerals() -> dict[str, str]:
    """Return spelled numbers with their figures."""
    return dict(zip(word_list("numbers"), map(str, _VALUES), strict=True))


@cache
def few(name: str) -> frozenset[str]:
    """Return a list of small words as a set."""
    return frozenset(word_list(name))


@cache
def _verbal() -> frozenset[str]:
    return few("auxiliary") | few("subjects") | few("negations")


@cache
def _same() -> dict[str, str]:
    groups = (group.split("/") for group in word_list("same"))
    return {stem(word): stem(group[0]) for group in groups for word in group}


@cache
def _small() -> frozenset[str]:
    return (frozenset(word_list("empty")) | frozenset(word_list("small")) | few("auxiliary")) - {"used", "use"}


def meaning(word: str) -> str:
    """Return the one stem for a word and all its synonyms; "" for a word without a meaning of its own."""
    if word in _small() or not word[0].isalpha():
        return ""
    bare = word.removesuffix("'s")
    for ending in ("able", "ible"):
        bare = bare.removesuffix(ending) if len(bare) > len(ending) + 3 else bare
    return _same().get(stem(bare), stem(bare))


def sentences(text: str) -> list[Sentence]:
    """Read a text; what follows after ``MOST_CLAUSES`` clauses is left out."""
    found: list[Sentence] = []
    clauses = 0
    for start, end in sentences_of(text, 0, len(text)):
        if clauses >= MOST_CLAUSES:
            break
        folded = fold(text[start:end])
        opening = _REPLY.match(folded)
        reply = ("no" if opening["no"] else "yes") if opening and opening.group().strip(" ,.:;!-\"'(") else ""
        tokens = _TOKEN.findall(canonical(folded[opening.end() :] if opening else folded))
        read = tuple(one for one in _clauses([numerals().get(token, token) for token in tokens]) if one.tokens)
        read = read[:MOST_CLAUSES]
        clauses += len(read)
        found.append(Sentence(text[start:end], read, reply))
    return found


def _clauses(tokens: list[str]) -> list[Clause]:
    """Cut a sentence into clauses and fill them."""
    clauses = [Clause()]
    current, resume = clauses[0], clauses[0]
    for at, token in enumerate(tokens):
        if current.kind in {"relative", "phrase"} and _resumes(current, token):
            current = resume
        if opened := _opens(current, tokens, at):
            resume = current if current.kind in {"main", "sub"} else resume
            current = Clause(opened)
            clauses.append(current)
        current.add(token, _figure(tokens, at) if token[0].isdigit() else None)
        if current.kind == "relative" and len(current.words) > 3 and not resume.has_aux:
            resume.add(token, None)
    for clause in clauses:
        clause.bound_all()
    return clauses


def _resumes(clause: Clause, word: str) -> bool:
    """Say whether a relative clause or a phrase with "without" is over, and its main clause goes on."""
    if word in ",;:.)":
        return True
    if clause.kind == "phrase":
        return word in few("auxiliary") or word in {"to", "for"}
    return word in few("auxiliary") and clause.has_aux and clause.tokens[-1] not in few("auxiliary") | few("negations")


def _opens(clause: Clause, tokens: list[str], at: int) -> str:
    """Return which kind of clause begins at a word; "" if none does."""
    word, before = tokens[at], tokens[at - 1] if at else ""
    if word in few("subordinate") or (word in few("relative") and clause.tokens):
        return "sub" if word in few("subordinate") else "relative"
    if word in {"without", "except"}:
        return "phrase"
    if before in {".", ";", "(", ")"} or (clause.kind == "sub" and (before == "," or _turns_to(clause, word))):
        return "main"
    if (
        word == "but"
        or (word == "only" and before == ",")
        or (before in {",", "and", "or", "-", ":"} and _stands_alone(clause, tokens, at))
    ):
        return "main"
    return ""


def _turns_to(clause: Clause, token: str) -> bool:
    """Say whether a pronoun begins the main clause after one like "after you leave" that no comma ends."""
    return token in few("subjects") and bool(clause.words)


def _stands_alone(clause: Clause, tokens: list[str], at: int) -> bool:
    """Say whether what follows a comma or "and" is a clause: it has a verb, or a figure of its own."""
    ahead = tokens[at : at + 8]
    ahead = ahead[: next((n for n, one in enumerate(ahead) if n and one in ",.;"), len(ahead))]
    if clause.has_verb and any(one in _verbal() for one in ahead[:3]):
        return True
    if not clause.figures or not any(one[0].isdigit() for one in ahead):
        return False
    # "200 euros for bikes and 900 euros for cars", but neither "5 and 10 days" nor "between 5 days and 10 days".
    last = tokens[max(0, at - 6) : at - 1]
    return not ahead[0][0].isdigit() or not ("between" in last or any(one[0].isdigit() for one in last[-2:]))


def _figure(tokens: list[str], at: int) -> Figure:
    return Figure(tokens[at].replace(",", ""), _unit(tokens, at), _bound(tokens, at))


def _unit(tokens: list[str], at: int) -> str:
    if at and tokens[at - 1] in _MONEY:
        return meaning(_MONEY[tokens[at - 1]])
    for one in tokens[at + 1 : at + 4]:
        if one in _MONEY or one == "%":
            return meaning(_MONEY.get(one, "percent"))
        if one not in few("filler") and one[0].isalpha():
            return meaning(one)
    return ""


def _bound(tokens: list[str], at: int) -> str:
    """Return the bound a figure has by the words next to it."""
    before, after = _near(tokens[max(0, at - 4) : at][::-1]), _near(tokens[at + 1 : at + 5])
    if any(one in few("ahead") for one in after):
        return "before"
    if "_orplus" in after or "_orless" in after:
        return "up" if "_orplus" in after else "down"
    for one in before:
        if one in few("raising") or one in few("lowering"):
            return "up" if one in few("raising") else "down"
    return _in_range(tokens, at, before, after) or ("up" if before[:1] in (["from"], ["after"]) else "")


def _near(tokens: list[str]) -> list[str]:
    """Return the words up to the next figure or border."""
    stop = next((n for n, one in enumerate(tokens) if one[0].isdigit() or one in ",.;:()"), len(tokens))
    return tokens[:stop]


def _in_range(tokens: list[str], at: int, before: list[str], after: list[str]) -> str:
    """Return the bound of a figure in "3 to 5", "3-5" or "between 3 and 5"."""
    joins = {"to", "-", "until"}
    last, following = at - len(before) - 1, at + len(after) + 1
    if last >= 0 and before and tokens[last][0].isdigit():
        return "down" if before[-1] in joins or "between" in tokens[max(0, last - 2) : last] else ""
    if following < len(tokens) and tokens[following][0].isdigit() and after:
        return "up" if after[-1] in joins or "between" in before else ""
    return ""
