"""Whether an answer turns round, widens or adds to what its quotes say, sentence by sentence and clause by clause.

English only. A clause of the answer is held against the clauses of the quotes that share most words with it. A sentence
that is in the quotes as it is needs no proof.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from workflows.faq.acting import others_do
from workflows.faq.conditions import left_out
from workflows.faq.counted import bounds_differ, miscounted, swapped
from workflows.faq.moods import taken_for_so
from workflows.faq.quoted import QuoteClauses, bare
from workflows.faq.replaced import elsewhere, exchanged, mixed, other_kind, put_in
from workflows.faq.scope import narrowed, widened
from workflows.faq.sentences import MOST_CLAUSES, Clause, Sentence, sentences
from workflows.faq.sequence import agree, sequences, turned_round
from workflows.faq.vocabulary import meaning, opposites
from workflows.faq.weighing import measures_of, of_rules, weighed
from workflows.faq.words import stem
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

FEW_CLAUSES = 2  # of the quotes
SUPPORT = 0.4  # of a sentence's content words, at least this part is in the quotes
_PARTY = "(?:customer|buyer|guest|member|sender|recipient|tenant|landlord|seller)s?"
_ACTIVE = lazy(
    rf"\b(?P<who>we|you|(?:the )?{_PARTY})"
    r" (?:(?:will|can|must|may|should|always|also|only|then|have to|need to|not|do) ){0,3}(?P<does>[a-z]{3,20})\b"
)
_BY = lazy(rf"\b(?P<does>[a-z]{{3,20}}) by (?P<who>us|you|the {_PARTY})\b")
_COMPARED = frozenset({"than", "instead"})


def unproved_claims(answer: str, quoted_text: str, question: str) -> list[str]:
    """Return what an answer says that its quotes do not, each in words for the second attempt; [] if all is proved.

    Of quotes of one or two clauses each objection of a rule refuses; of longer ones all that speaks against the answer
    is weighed.
    """
    quotes = QuoteClauses(quoted_text)
    read, asked = questions_apart(answer, question)
    if sum(len(one.clauses) for one in read) >= MOST_CLAUSES:
        return ["the answer is too long to be proved: one to three sentences"]
    own = [sentence for sentence in read if bare(sentence.text) not in quotes.verbatim]
    if not own:
        return []
    found: dict[str, list[str]] = {}
    for rule, why in objections(answer, read, own, quotes, asked):
        found.setdefault(rule, []).append(why)
    if found and len(quotes.clauses) <= FEW_CLAUSES:
        return list(dict.fromkeys(chain.from_iterable(found.values())))
    length = len(quotes.clauses)
    # Nothing outweighs an objection: what the rules alone refuse need not be measured.
    return weighed(of_rules(found, length), found) or weighed(
        {**of_rules(found, length), **measures_of(read, quotes.sentences, asked)}, found
    )


def questions_apart(answer: str, question: str) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences of an answer that state something, and what was asked: by the customer or in the answer."""
    asked, read = sentences(question), sentences(answer)
    stated = [one for one in read if not one.text.rstrip().endswith("?")]
    if not stated:
        return read, asked
    return stated, [*asked, *(one for one in read if one.text.rstrip().endswith("?"))]


def objections(
    answer: str, read: Sequence[Sentence], own: Sequence[Sentence], quotes: QuoteClauses, asked: Sequence[Sentence]
) -> Iterator[tuple[str, str]]:
    """Yield what each rule objects to in an answer, with the rule's name; ``own``: the sentences no quote holds."""
    actors = _actors(quotes.text)
    for sentence in own:
        yield from _in_sentence(sentence, quotes, asked)
        yield from _named("other person", _other_person(sentence, actors))
    yield from _named("left out", left_out(read, quotes, asked))
    yield from _named("miscounted", miscounted(own, quotes))
    yield from _named("others do", others_do([clause for one in own for clause in one.clauses], quotes.clauses))
    yield from _named("turned", _turned(answer, quotes))


def _named(name: str, found: Iterator[str]) -> Iterator[tuple[str, str]]:
    for why in found:
        yield name, why


def _turned(answer: str, quotes: QuoteClauses) -> Iterator[str]:
    """Compare what comes first and what after it, or what is the cause of what."""
    for one in sequences(answer):
        if any(turned_round(one, other) for other in quotes.sequences):
            yield "what comes first in the quotes comes after it in the answer, or the other way round"


def _in_sentence(sentence: Sentence, quotes: QuoteClauses, asked: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    words = list(dict.fromkeys(chain.from_iterable(clause.words for clause in sentence.clauses)))
    if not words and not any(clause.figures for clause in sentence.clauses):
        yield from _named("bare reply", _bare_reply(sentence, quotes, asked))
        return
    yield from _named("unsupported", _unsupported(sentence, words, quotes))
    around = quotes.around(sentence)
    topic = {meaning(token) for one in asked for clause in one.clauses for token in clause.tokens}
    yield from _named("exchanged", exchanged(sentence, around, quotes, topic))
    yield from _named("other kind", other_kind(sentence, quotes))
    yield from _named("taken for so", taken_for_so(sentence, around))
    agreed = any(agree(one, other) for one in sequences(sentence.text) for other in quotes.sequences)
    for clause in sentence.clauses:
        nearest = quotes.nearest(clause)
        yield from _negation(clause, sentence, nearest, quotes, topic)
        yield from _named("put in", put_in(clause, nearest, quotes))
        yield from _named("mixed", mixed(clause, quotes))
        yield from _named("elsewhere", elsewhere(clause, nearest, quotes))
        yield from _named("bounds differ", bounds_differ(clause, nearest, quotes))
        if nearest:
            if not agreed:
                yield from _named("order", _order(clause, nearest, quotes))
            yield from _named("opposite", _opposite(clause, nearest, quotes, agreed=agreed))
        yield from _named("swapped", swapped(clause, quotes))
        yield from _named("widened", widened(clause, sentence, nearest, quotes))
        yield from _named("narrowed", narrowed(clause, sentence, nearest, quotes))


def _bare_reply(sentence: Sentence, quotes: QuoteClauses, asked: Sequence[Sentence]) -> Iterator[str]:
    """Hold a bare "Yes." or "No." against the quotes: it says the question, or its opposite."""
    for clause in asked[-1].clauses[:1] if asked and sentence.reply else ():
        nearest = quotes.nearest(clause)
        claims = clause.negated != (sentence.reply == "no")
        if nearest and all(quotes.clauses[at].negated != claims for at in nearest):
            yield f"“{sentence.text}” answers the question the other way round than the quotes"


def _unsupported(sentence: Sentence, words: list[str], quotes: QuoteClauses) -> Iterator[str]:
    figures = [figure.value in quotes.figures for clause in sentence.clauses for figure in clause.figures]
    proved = sum(word in quotes.counts for word in words) + sum(figures)
    if proved < SUPPORT * (len(words) + len(figures)):
        yield f"the quotes do not say this: “{sentence.text}”"


def _negation(
    clause: Clause, sentence: Sentence, nearest: Sequence[int], quotes: QuoteClauses, topic: set[str]
) -> Iterator[tuple[str, str]]:
    against = {word for token in clause.tokens for word in opposites().get(stem(token), ())}
    if clause.negated and not any(
        one.negated or one.turned or {"only", "except"} & one.marks or against & set(map(stem, one.tokens))
        for one in quotes.clauses
    ):
        yield "denied here", f"the answer says “not” or “no”, and no quote does: “{sentence.text}”"
        return
    if clause.negated and nearest and all(_excepts_other(clause, one) for one in quotes.holding(nearest)):
        yield "other exception", f"what the quotes except is another thing: “{sentence.text}”"
        return
    if nearest and all(_turned_round(clause, quotes.clauses[at], sentence, quotes.of[at]) for at in nearest):
        yield "not on one side", f"“not” stands in the answer or in the quote, but not in both: “{sentence.text}”"
        return
    stated = {word for one in sentence.clauses for word in one.words if word not in one.turned}
    denied = any(one.negated or one.turned or "except" in one.marks for one in sentence.clauses)
    allowed = denied or (any("only" in one.marks for one in sentence.clauses) and _only_excepts(stated, quotes))
    only_denied = clause.words.keys() & quotes.denied - clause.turned - (topic & quotes.denied_of)
    if only_denied and not (clause.negated or denied) and _says_yes(clause, nearest, quotes):
        yield "only denied", f"the quotes only deny this: {', '.join(sorted(only_denied))}"
    if clause.kind != "phrase" and not clause.negated and stated & quotes.turned and not allowed:
        words = ", ".join(sorted(stated & quotes.turned))
        yield "prefix there", f"the quotes say this with “un-”, “non-”, “without” or “except”: {words}"
    if (
        clause.turned & quotes.plain
        and not (clause.turned & quotes.prefixed)
        and not any(one.negated for one in quotes.clauses)
    ):
        yield (
            "prefix here",
            f"no quote says “un-”, “non-” or “without”: {', '.join(sorted(clause.turned & quotes.plain))}",
        )


def _excepts_other(clause: Clause, quote: Sentence) -> bool:
    """Say whether all a quote denies is an exception that the clause does not name."""
    excepted = [one for one in quote.clauses if "except" in one.tokens[:1]]
    others = [one for one in quote.clauses if one not in excepted]
    if not excepted or any(one.negated or one.turned or "only" in one.marks for one in others):
        return False
    return not any(clause.words.keys() & one.words.keys() for one in excepted)


def _only_excepts(stated: set[str], quotes: QuoteClauses) -> bool:
    """Say whether all that quotes turn round is what they except from a "not": it is "only" this that is so."""
    for sentence in quotes.sentences:
        excepted = any(one.turned & stated and "except" not in one.tokens[:1] for one in sentence.clauses)
        if excepted or (
            any(one.turned & stated for one in sentence.clauses) and not any(one.negated for one in sentence.clauses)
        ):
            return False
    return True


def _says_yes(clause: Clause, nearest: Sequence[int], quotes: QuoteClauses) -> bool:
    """Say whether a clause says yes with words of a quote that says yes too, so that it says more than that quote."""
    if any(token.startswith("clos") for token in clause.tokens):
        return False  # "closed on Mondays" denies by a word of its own
    return clause.kind == "main" and any(not quotes.clauses[at].negated for at in nearest)


def _turned_round(clause: Clause, quoted: Clause, sentence: Sentence, quote: Sentence) -> bool:
    """Say whether one clause negates what the other says; "only" and prefixes may say the same as "not"."""
    if clause.negated == quoted.negated or not clause.words:
        return False
    denied, other = (clause, quoted) if clause.negated else (quoted, clause)
    where = quote if clause.negated else sentence
    if any({"only", "except"} & one.marks for one in where.clauses):
        return False
    if any(_narrows(one) for one in sentence.clauses) and any(_narrows(one) for one in quote.clauses):
        return False  # "who cannot show one pays", "if you cannot show one, you pay"
    if clause.kind in {"sub", "relative"} and not clause.negated:
        return False  # what only says when or which is in the quote's negated clause as well
    said = set(map(stem, other.tokens))
    if any(opposites().get(stem(token), set()) & said for token in denied.tokens):
        return False  # "not lost" is "kept"
    return not (other.turned & denied.words.keys())


def _narrows(clause: Clause) -> bool:
    """Say whether a clause says for whom or when something is so by a "not"."""
    return clause.negated and clause.kind in {"sub", "relative"}


def _order(clause: Clause, nearest: Sequence[int], quotes: QuoteClauses) -> Iterator[str]:
    """Compare before and after, and what is on either side of "than"."""
    marks, bounds = quotes.marks, quotes.bounds
    here = clause.marks & {"before", "after"}
    once = any("once" in quotes.clauses[at].tokens for at in nearest)
    if ("before" in here and once and "before" not in marks | bounds) or (
        "once" in clause.tokens and "before" in marks and not {"after", "if"} & marks
    ):
        yield "what the answer puts before something the quote puts after it, or the other way round"
    left, right = _sides(clause)
    for at in nearest if right else ():
        quoted_left, quoted_right = _sides(quotes.clauses[at])
        if left - right & quoted_right - quoted_left and right - left & quoted_left - quoted_right:
            yield "the two sides of the comparison are swapped"


def _sides(clause: Clause) -> tuple[set[str], set[str]]:
    at = next((at for at, token in enumerate(clause.tokens) if token in _COMPARED), len(clause.tokens))
    left, right = clause.tokens[:at], clause.tokens[at + 1 :]
    return {meaning(one) for one in left} - {""}, {meaning(one) for one in right} - {""}


def _opposite(clause: Clause, nearest: Sequence[int], quotes: QuoteClauses, *, agreed: bool) -> Iterator[str]:
    """Find opposites; ``agreed``: what comes first is the same, whether "before" says it or "after"."""
    here = set(map(stem, clause.tokens)) - ({"befor", "after"} if agreed else set())
    for at in nearest:
        quoted = quotes.clauses[at]
        there = set(map(stem, quoted.tokens))
        for word in here - there if quoted.negated == clause.negated else ():
            if against := opposites().get(word, set()) & there - here:
                yield f"the answer says {word!r}, the quote {min(against)!r}"


def _other_person(sentence: Sentence, actors: dict[str, set[str]]) -> Iterator[str]:
    """Compare who does it: "we pay" is not "you pay"."""
    for who, does in _acting(sentence.text):
        if actors.get(does) and who not in actors[does]:
            yield f"another one does it in the quotes: “{sentence.text}”"


def _actors(text: str) -> dict[str, set[str]]:
    """Return for each verb who does it."""
    known: dict[str, set[str]] = {}
    for who, does in _acting(text):
        known.setdefault(does, set()).add(who)
    return known


def _acting(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_ACTIVE, _BY):
        for found in pattern.finditer(fold(text)):
            if does := meaning(found["does"]):
                charged = found["does"].startswith("charg")  # "we charge" is "you pay"
                yield ("we" if found["who"] in {"we", "us"} and not charged else "you"), does
