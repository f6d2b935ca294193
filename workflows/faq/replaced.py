"""Whether an answer is its quote with another thing, day or place put in: "keyboard" where the quote has "screen"."""

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from workflows.faq.acting import deeds, is_deed
from workflows.faq.quoted import QuoteClauses
from workflows.faq.sentences import Clause, Sentence
from workflows.faq.vocabulary import few, meaning
from workflows.faq.words import stem, word_list

MOST_WORDS = 60  # of a clause: longer ones are not compared word by word
_VERB = " (verb)"
_MEANS = frozenset({"at", "behind", "beside", "by", "from", "into", "under", "near", "in", "on", "with", "to"})
_PLACES = frozenset({"at", "behind", "beside", "by", "from", "into", "under", "near"})
MOST_NEW = 2  # words that stand for others
KEPT = 0.6  # of an answer's clause at least this part is the quote's, in its order


@cache
def _wider() -> frozenset[str]:
    return frozenset(map(meaning, word_list("wider")))


@cache
def _kinds() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(stem, group.split("/"))) for group in word_list("kinds"))


def put_in(clause: Clause, nearest: Sequence[int], quotes: QuoteClauses) -> Iterator[str]:
    """Refuse words that stand where the quote has others."""
    if not nearest:
        return
    here = set(map(stem, clause.tokens))
    there = {stem(token) for each in quotes.holding(nearest) for one in each.clauses for token in one.tokens}
    for kind in _kinds():
        ours, theirs = here & kind - quotes.stems, there & kind
        if ours and len(theirs) == 1 and not theirs & here:
            yield f"the answer says {min(ours)!r}, the quote {min(theirs)!r}"


def exchanged(
    sentence: Sentence, around: Sequence[Sentence], quotes: QuoteClauses, asked: Collection[str]
) -> Iterator[str]:
    """Refuse a sentence that is the quote's but for a noun in the place of another.

    What was ``asked`` about may be called by a wider word: the machine.
    """
    found = [_replaced(sentence, one, quotes.counts, asked) for one in around]
    if found and all(found):
        yield found[0]


def _replaced(sentence: Sentence, quoted: Sentence, known: Collection[str], asked: Collection[str]) -> str:
    """Return which word is replaced between others that stand as in the quote; "" if none."""
    ours, theirs = _words(sentence), _words(quoted)
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return ""
    parts = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    kept = sum(stop - start for what, start, stop, _, _ in parts if what == "equal")
    if kept < 2 or kept < KEPT * (len(ours) - 1):
        return ""
    for what, start, stop, first, last in parts:
        if what == "replace" and stop - start <= MOST_NEW >= last - first - 1:
            new, old = ours[start:stop], theirs[first:last]
            if len(new) == 1 and new[0] in _wider() and set(old) & set(asked):
                continue
            if not any(_VERB in one or one in known or _akin(one, (*old, *known)) for one in new) and _is_thing(
                old, ours
            ):
                return f"the answer says {' '.join(new)!r}, the quote {' '.join(old)!r}"
    return ""


def _is_thing(old: Sequence[str], ours: Sequence[str]) -> bool:
    return not any(_VERB in one or one in ours for one in old)


def _akin(word: str, others: Collection[str]) -> bool:
    """Say whether a word begins like another: insure, insurance."""
    return any(word[:5] == one[:5] for one in others) if len(word) >= 5 else False


def _words(sentence: Sentence) -> list[str]:
    """Return the words that mean something; a verb with a mark, so that it stands for no noun."""
    found = []
    for clause in sentence.clauses:
        for at, token in enumerate(clause.tokens):
            word = "" if token in few("ahead") | few("ordinals") or token.endswith("ly") else meaning(token)
            found += (
                [word + _VERB if is_deed(clause.tokens, at) or _follows_doer(clause.tokens, at) else word]
                if word
                else []
            )
    return found


def _follows_doer(tokens: Sequence[str], at: int) -> bool:
    """Say whether a word is a verb by what is before it: "you leave", "may not stay"."""
    before = [one for one in tokens[max(0, at - 2) : at] if one not in few("negations")]
    return before[-1:] != [] and before[-1] in few("modals")


def elsewhere(clause: Clause, nearest: Sequence[int], quotes: QuoteClauses) -> Iterator[str]:
    """Refuse another place, person or means behind the preposition of the quote: "at the bar", "at the entrance"."""
    ours = _behind_prepositions(clause.tokens)
    found = []
    for at in nearest:
        quoted = quotes.clauses[at]
        theirs = _behind_prepositions(quoted.tokens)
        both = ours.keys() & theirs.keys() & _PLACES
        other = [one for one in both if ours[one] not in quotes.counts and theirs[one] not in clause.words]
        found.append(other or _of_another_clause(ours, theirs, clause, at, quotes))
    if found and all(found):
        word = min(found[0])
        yield f"the answer says “{word} … {ours[word]}”, the quote another thing"


def _of_another_clause(
    ours: dict[str, str], theirs: dict[str, str], clause: Clause, at: int, quotes: QuoteClauses
) -> list[str]:
    """Return the prepositions behind which an answer has a word of another clause, and leaves out the clause's own."""
    missing = [word for one, word in theirs.items() if one in _MEANS and ours.get(one) != word]
    if not missing or clause.words.keys() & set(missing):
        return []
    own = {word for one in quotes.of[at].clauses if one.kind != "main" for word in one.words}
    own |= quotes.clauses[at].words.keys() | set().union(*_kinds()[:4])
    return [one for one in ours.keys() & _MEANS if ours[one] in quotes.counts and ours[one] not in own]


def _behind_prepositions(tokens: Sequence[str]) -> dict[str, str]:
    """Return the word that each preposition governs, its noun or an adjective of it; twice used, it tells nothing.

    A figure behind it is compared as a figure.
    """
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        if token in few("prepositions"):
            behind = tokens[at + 1 : at + 4]
            behind = [] if behind and behind[0][0].isdigit() else behind
            word = next((word for one in behind if one not in few("determiners") and (word := meaning(one))), "")
            found[token] = "" if token in found else word
    return {token: word for token, word in found.items() if word}


def other_kind(sentence: Sentence, quotes: QuoteClauses) -> Iterator[str]:
    """Refuse a day, colour and the like that the quotes give to another thing: "waste on Mondays, paper on Fridays"."""
    if any(clause.negated for clause in sentence.clauses):
        return  # "we are not open on Sundays" is said of those days on which we are
    stated = {word for clause in sentence.clauses for word in clause.words}
    here = {stem(token) for clause in sentence.clauses for token in clause.tokens}
    for kind in _kinds():
        for word in here & kind & quotes.stems:
            own = {one for stems, words in quotes.parts if word in stems for one in words}
            other = {one for stems, words in quotes.parts if word not in stems and stems & kind for one in words}
            mine, theirs = own - other - {meaning(word)}, other - own - kind
            if mine and theirs and len(theirs & stated) / len(theirs) > len(mine & stated) / len(mine):
                yield f"{word!r} belongs to something else in the quotes"


def mixed(clause: Clause, quotes: QuoteClauses) -> Iterator[str]:
    """Refuse what is told of one thing in an answer and of another in the quotes, which know both."""
    subject, rest = _halves(clause)
    if not subject or not rest or not subject <= quotes.counts.keys():
        return
    shares = [len(rest & one.words.keys()) for one in quotes.clauses]
    best = max(shares, default=0)
    told = [one for one, share in zip(quotes.clauses, shares, strict=True) if share == best]
    if not best or any(not _halves(one)[0] or subject & one.words.keys() for one in told):
        return
    if not any(subject & _halves(one)[0] for one in quotes.clauses if one.kind == "main"):
        return  # "we cannot care for babies" may be said of babies
    values = {figure.value for figure in clause.figures}
    of_it = [one for one in quotes.clauses if subject & one.words.keys()]
    if not any(rest & deeds() & one.words.keys() or values & {f.value for f in one.figures} for one in of_it):
        yield f"the quotes say this of {' '.join(sorted(_halves(told[0])[0]))!r}, not of {' '.join(sorted(subject))!r}"


def _halves(clause: Clause) -> tuple[set[str], set[str]]:
    """Return the words before the first verb of a clause and those from it on; nothing where no verb is seen."""
    tokens = clause.tokens
    for at, token in enumerate(tokens):
        if token in few("auxiliary") or (at and is_deed(tokens, at)):
            return set(filter(None, map(meaning, tokens[:at]))), set(filter(None, map(meaning, tokens[at:])))
    return set(), set()
