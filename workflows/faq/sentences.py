"""English sentences cut into clauses: words, negation, figures with their bounds. Reading only; nothing is judged here.

What says the same is read alike: "no more than 5" and "up to 5", "cannot" and "is not possible", "not without" and
"only with". Clauses are found by their small words; where that fails, a clause is larger than it should be.
"""

from dataclasses import dataclass, field
from functools import cache

from workflows.faq.canonical import canonical
from workflows.faq.documents import sentences_of
from workflows.faq.figures import Figure, figure_at
from workflows.faq.vocabulary import few, meaning, measures, numerals, turned_by, without_prefix
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

MOST_CLAUSES = 200  # of one text; what follows is not read

TOKEN = lazy(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[a-z]+)?|_[a-z]+|[.,;:()!?$€£%-]")
_REPLY = lazy(r"^(?P<no>no|nope)?(?:yes|yeah|sure|correct|right|in short)?(?:[,.:;!-]|$)\W*")
_NAMED = {"_minimum": "up", "_maximum": "down"}
MARKS = {
    "only": "only", "solely": "only", "exclusively": "only", "just": "just", "except": "except", "all": "all",
    "every": "all", "everybody": "all", "everyone": "all", "anyone": "all", "anybody": "all", "any": "all",
    "always": "all", "_all": "all", "everywhere": "all", "anywhere": "all", "before": "before",
    "until": "before", "after": "after", "afterwards": "after", "if": "if", "when": "if",
    "once": "if", "must": "must", "required": "must", "need": "must", "needs": "must", "needed": "must",
}  # fmt: skip


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
        if mark := MARKS.get(token):
            self.marks.add(mark)
        if figure:
            self.figures.append(figure)
        turned = turned_by(token)
        if word := without_prefix(token):
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
def _verbal() -> frozenset[str]:
    return few("auxiliary") | few("subjects") | few("negations")


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
        tokens = TOKEN.findall(canonical(folded[opening.end() :] if opening else folded))
        read = tuple(one for one in _clauses(_counted(tokens)) if one.tokens)
        read = read[:MOST_CLAUSES]
        clauses += len(read)
        found.append(Sentence(text[start:end], read, reply))
    return found


def _counted(tokens: list[str]) -> list[str]:
    """Write spelled numbers as figures; "one" only before what is measured: else it may stand for anything."""
    found = [numerals().get(token, token) for token in tokens]
    for at, word in enumerate(tokens[:-1]):
        if word == "one" and meaning(tokens[at + 1]) in measures():
            found[at] = "1"
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
            shared = list(resume.words)[:2] if token in few("auxiliary") and tokens[at - 1] == "and" else []
            current = Clause(opened, words=dict.fromkeys(shared))  # "guides cost 4 euros and are not lent": the guides
            clauses.append(current)
        current.add(token, figure_at(tokens, at) if token[0].isdigit() else None)
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
        return bool(clause.words) and (word in few("auxiliary") or word in {"to", "for"})
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
        or (before == "and" and word in few("auxiliary") and len(clause.words) > 1)
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
