"""Whether an answer leaves out under which condition, for whom, or with which exception its quotes say something."""

from collections.abc import Collection, Iterator, Sequence

from workflows.faq.acting import deeds, is_deed, people
from workflows.faq.quoted import QuoteClauses
from workflows.faq.sentences import Clause, Sentence
from workflows.faq.vocabulary import few, meaning

COVERED = 0.6  # of the words of a clause of the answer: then it says what the quote's main clause says
_IF = frozenset({"if", "when", "once"})
_RESTRICTS = frozenset({"who", "that", "where", "whose"})
_FOR_SOME = frozenset(
    (
        *("with", "without", "within", "outside", "for", "between", "from", "aged"),
        *("over", "above", "under", "below", "_min", "_max", "_upto"),
    )
)
_GRANTS = frozenset(["can", "may", "you", "free", *map(meaning, ("included", "possible", "allowed", "paid", "valid"))])
_EVERYTHING = frozenset(
    [
        "everything",
        "whole",
        "entire",
        "complete",
        "full",
        "each",
        "daily",
        "throughout",
        "constantly",
        "invariably",
        "year",
    ]
)


class Said:
    """The words and figures of an answer and of its question: what is in neither is left out."""

    def __init__(self, answer: Sequence[Sentence], asked: Sequence[Sentence]) -> None:
        clauses = [clause for one in (*answer, *asked) for clause in one.clauses]
        self.answer = [clause for one in answer for clause in one.clauses]
        self.claims = [clause for clause in self.answer if clause.kind == "main" and clause.words]
        self.stated = {word for clause in self.claims for word in clause.words}
        self.words = {word for clause in clauses for word in clause.words}
        self.figures = {figure.value for clause in clauses for figure in clause.figures}
        self.conditional = any(_is_condition(clause) for clause in self.answer)

    def names(self, clause: Clause, elsewhere: Collection[str] = ()) -> bool:
        """Say whether a clause of a quote is named: its deed, if it has one, or a figure of it; not by other words."""
        words = clause.words.keys() - elsewhere
        return bool(((words & deeds()) or words) & self.words or _values(clause) & self.figures)


def left_out(answer: Sequence[Sentence], quotes: QuoteClauses, asked: Sequence[Sentence]) -> Iterator[str]:
    """Refuse an answer that states a quote's main clause and names nothing of its condition or exception.

    What the question names is a condition that is given.
    """
    said = Said(answer, asked)
    most = [max((len(claim.words.keys() & mains) for mains in quotes.mains), default=0) for claim in said.claims]
    for sentence, mains in zip(quotes.sentences, quotes.mains, strict=True):
        if not any(_states(claim, mains, best) for claim, best in zip(said.claims, most, strict=True)):
            continue
        for clause in sentence.clauses:
            if clause.words and (why := _missing(clause, sentence, said, quotes)):
                yield f"{why}: “{' '.join(clause.tokens)}”"
        yield from _for_some(sentence, said)
        if not any("only" in clause.marks for clause in said.claims):
            yield from _only(sentence, said)


def _missing(clause: Clause, sentence: Sentence, said: Said, quotes: QuoteClauses) -> str:
    """Return why a clause of a quote may not be left out; "" if it may, or is named."""
    if _is_condition(clause):
        named = said.conditional or said.names(clause)
        unbounded = _bounded(clause) and not _values(clause) & said.figures
        needed = clause.tokens[0] == "if" or _grants(sentence)
        return "the quotes say this only under a condition" if needed and (not named or unbounded) else ""
    elsewhere = {word for one in sentence.clauses if one is not clause for word in one.words}
    if said.names(clause, () if clause.kind == "relative" else elsewhere):
        return ""
    if _is_exception(clause, sentence, said) and not _excepts(said, sentence) and not _beyond(said, quotes):
        return "the quotes make an exception"
    return "the quotes say this of some only" if clause.kind == "relative" and _restricts(clause, sentence) else ""


def _values(clause: Clause) -> set[str]:
    return {figure.value for figure in clause.figures}


def _states(claim: Clause, mains: set[str], most: int) -> bool:
    """Say whether a clause of the answer says what the main clauses of a quote's sentence say, as no other does."""
    words = claim.words.keys() - (_EVERYTHING - mains)
    shared = len(words & mains)
    return shared >= max(1.0, COVERED * len(words), most)


def _is_condition(clause: Clause) -> bool:
    return clause.kind == "sub" and bool(_IF & set(clause.tokens[:2]))


def _grants(sentence: Sentence) -> bool:
    """Say whether a sentence says what may be or is given: then "when" is a condition, not a time."""
    return any(_GRANTS & {*one.tokens, *one.words} for one in sentence.clauses if one.kind == "main")


def _bounded(clause: Clause) -> bool:
    return any(figure.bound in {"up", "down"} for figure in clause.figures)


def _is_exception(clause: Clause, sentence: Sentence, said: Said) -> bool:
    if "except" in clause.tokens[:1]:
        return True
    told = (*sentence.clauses, *said.claims)
    general = any("all" in one.marks or _EVERYTHING & set(one.tokens) for one in told)
    return general and clause.tokens[:1] == ["but"] and clause.negated


def _excepts(said: Said, quote: Sentence) -> bool:
    """Say whether the answer makes an exception of its own."""
    denies = any(clause.negated for clause in quote.clauses if clause.kind == "main" and clause.tokens[:1] != ["but"])
    return any({"except", "only", "if"} & one.marks or (one.negated and not denies) for one in said.answer)


def _beyond(said: Said, quotes: QuoteClauses) -> bool:
    """Say whether the answer speaks of something in particular that the quotes do not name, so no exception's."""
    general = any("all" in claim.marks or _EVERYTHING & set(claim.tokens) for claim in said.claims)
    return not general and bool(said.stated - quotes.counts.keys())


def _restricts(clause: Clause, sentence: Sentence) -> bool:
    """Say whether a relative clause says which ones: no comma stands before it, and it is no "says that it is so"."""
    at = sentence.clauses.index(clause)
    last = sentence.clauses[at - 1].tokens[-1:] if at else []
    if clause.tokens[0] not in _RESTRICTS or clause.tokens[1:2] in (["it"], ["there"]) or _after(sentence, at):
        return False
    return bool(last) and last != [","] and meaning(last[0]) not in deeds()


def _after(sentence: Sentence, at: int) -> bool:
    """Say whether a clause follows a bare "after": "after that you pay" says when, not which."""
    return at > 0 and sentence.clauses[at - 1].tokens[:1] == ["after"] and not sentence.clauses[at - 1].words


def _for_some(sentence: Sentence, said: Said) -> Iterator[str]:
    """Refuse an answer without what narrows the subject of a quote: "students with a card", "orders over 50 euros"."""
    tokens = sentence.clauses[0].tokens if sentence.clauses and sentence.clauses[0].kind == "main" else []
    ends = (
        at for at, one in enumerate(tokens) if one in few("auxiliary") or one == "," or (at and is_deed(tokens, at))
    )
    until = next(ends, min(7, len(tokens)))
    for at in range(1, until):
        if tokens[at] in _FOR_SOME and meaning(tokens[at - 1]) in said.stated - {""}:
            words = {word for one in tokens[at + 1 : min(until, at + 4)] if (word := meaning(one))}
            values = {one for one in tokens[at + 1 : min(until, at + 7)] if one[0].isdigit()}
            if (words or values) and not words & said.words and not values & said.figures:
                yield f"the quotes say this of some only: “{' '.join(tokens[at - 1 : at + 4])}”"
            return


def _only(sentence: Sentence, said: Said) -> Iterator[str]:
    """Refuse an answer without what "only" narrows a quote to, or with others: "only members", "here only"."""
    quoted = {word for one in sentence.clauses for word in one.words}
    for clause in sentence.clauses:
        narrow = _narrowed(clause.tokens)
        besides = {meaning(one) for one in clause.tokens if one not in narrow}
        words = {word for one in narrow if (word := meaning(one)) and word not in besides}
        if not words or (clause.words.keys() - words and not (clause.words.keys() - words) & said.stated):
            continue
        shown = " ".join(narrow)
        if not words & said.words and not {one for one in narrow if one[0].isdigit()} & said.figures:
            yield f"the quotes say this only of: “{shown}”"
        elif words & people() and (others := said.stated & people() - quoted):
            yield f"the quotes say this only of: “{shown}”, not of {min(others)!r}"


def _narrowed(tokens: Sequence[str]) -> Sequence[str]:
    """Return the words that an "only" belongs to: those behind it, or before it where it is last."""
    if "only" not in tokens:
        return ()
    at = tokens.index("only")
    after = tokens[at + 1 : at + 6]
    if after and (meaning(after[0]) or after[0] in few("prepositions") | few("determiners")):
        return after
    return tokens[max(0, at - 3) : at] if not after or after[0] in ",.;" else ()
