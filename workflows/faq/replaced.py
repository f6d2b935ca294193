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
MOST_NEW = 2  # words that stand for others
KEPT = 0.6  # of an answer's clause at least this part is the quote's, in its order


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


def exchanged(sentence: Sentence, around: Sequence[Sentence], quotes: QuoteClauses) -> Iterator[str]:
    """Refuse a sentence that is the quote's but for a noun in the place of another."""
    found = [_replaced(sentence, one, quotes.counts) for one in around]
    if found and all(found):
        yield found[0]


def _replaced(sentence: Sentence, quoted: Sentence, known: Collection[str]) -> str:
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
            word = "" if token in few("ahead") or token.endswith("ly") else meaning(token)
            found += [word + _VERB if is_deed(clause.tokens, at) else word] if word else []
    return found


def other_kind(sentence: Sentence, quotes: QuoteClauses) -> Iterator[str]:
    """Refuse a day, colour and the like that the quotes give to another thing: "waste on Mondays, paper on Fridays"."""
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
