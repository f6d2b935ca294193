"""Whether an answer says "all", "everybody", "only" or "except" where its quotes speak of more or of less."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from workflows.faq.acting import deeds
from workflows.faq.quoted import QuoteClauses
from workflows.faq.sentences import MARKS, Clause, Sentence
from workflows.faq.vocabulary import few, meaning, without_prefix
from workflows.faq.words import word_list

_PERSONS = frozenset(map(meaning, ("customer", "people", "user", "you", "visitor")))
_WITH = tuple(
    [word]
    for word in (
        *("with", "without", "from", "aged", "under", "over", "above", "below", "in", "on", "of"),
        *("within", "inside", "outside", "at", "to", "for", "during", "between"),
    )
)
_OTHER = "other"
_OTHERS = frozenset({"other", "others", "further", "additional", "else", "otherwise"})
_EVERYONE = frozenset({"everybody", "everyone", "anybody", "anyone"})


def widened(clause: Clause, sentence: Sentence, nearest: Sequence[int], quotes: QuoteClauses) -> Iterator[str]:
    """Refuse "all" where the quote has a condition that the answer drops, or says "all" of something narrower."""
    if "all" not in clause.marks or clause.negated or not (nearest or clause.kind == "main"):
        return
    if _at_a_rate(clause.tokens):
        return
    known_words = {word for one in sentence.clauses for word in one.words}
    values = {figure.value for one in sentence.clauses for figure in one.figures}
    marks = {mark for one in sentence.clauses for mark in one.marks}
    around = nearest or [at for one in sentence.clauses for at in quotes.nearest(one)]
    quoted = quotes.holding(around)
    everyone = bool(_EVERYONE & set(clause.tokens)) or bool(_PERSONS & set(_noun_phrase(clause.tokens)[-1:]))
    kept = [
        one
        for one in quoted
        if not _dropped(one, known_words, values, marks) and not (everyone and _for_some(one, known_words))
    ]
    if kept and not _of_all(clause, quoted, quotes) and not all(_of_some(one) for one in quoted):
        return
    yield f"“all” or “every” is wider than the quotes: “{sentence.text}”"


def _at_a_rate(tokens: Sequence[str]) -> bool:
    """Say whether "every" only says how often or for which units a figure holds: "5 euros for every day"."""
    at = [at for at, token in enumerate(tokens) if MARKS.get(token) == "all"]
    return all(tokens[one] == "every" and one and tokens[one - 1] == "for" for one in at)


def _dropped(quote: Sentence, known_words: set[str], values: set[str], marks: set[str]) -> bool:
    """Say whether a condition of the quote's sentence is missing."""
    for one in quote.clauses:
        if one.turned - known_words or ("only" in one.marks and not marks & {"only", "just"}):
            return True
        if any(figure.bound == "up" and figure.value not in values for figure in one.figures):
            return True
        if one.kind in {"sub", "relative"} and one.words and not one.words.keys() & known_words:
            return True
    return False


def _of_some(quote: Sentence) -> bool:
    """Say whether a quote speaks of most or some of what it names, and of all of nothing."""
    tokens = {token for one in quote.clauses for token in one.tokens}
    return bool(tokens & few("some")) and not any("all" in one.marks for one in quote.clauses)


def _for_some(quote: Sentence, known_words: set[str]) -> bool:
    """Say whether a quote speaks of some people only, and the answer does not name them."""
    words = [word for one in quote.clauses for word in one.words]
    return (bool(words) and words[0] not in known_words | _PERSONS) or any(
        one in _groups() and one not in known_words for one in words
    )


@cache
def _groups() -> frozenset[str]:
    return frozenset(map(meaning, word_list("groups")))


def _of_all(clause: Clause, quoted: Sequence[Sentence], quotes: QuoteClauses) -> bool:
    """Say whether the word after "all" is another one than in the quotes, or lacks the quote's own qualifier."""
    after = _noun_phrase(clause.tokens)
    if not after or after == [_OTHER]:
        return False
    if after[-1] in _PERSONS:
        return _of_a_kind(clause, after[-1], quoted)
    phrases = [_noun_phrase(one.tokens) for sentence in quoted for one in sentence.clauses if "all" in one.marks]
    if after in phrases:
        return False
    if not any(word in quotes.counts for word in after):
        return True
    if not phrases:
        return any(_of_a_kind(clause, word, quoted) for word in after[:2])
    known_words = set(clause.words)
    return all(phrase and set(phrase) - known_words for phrase in phrases)


def _of_a_kind(clause: Clause, noun: str, quoted: Sequence[Sentence]) -> bool:
    known = clause.words.keys() | {figure.value for figure in clause.figures}
    return any(_narrower(one.tokens, noun, known) for sentence in quoted for one in sentence.clauses)


def _narrower(tokens: Sequence[str], noun: str, known_words: Collection[str]) -> bool:
    """Say whether a quote speaks of a kind of ``noun`` that the answer does not name: "the Pro plan"."""
    for at, token in enumerate(tokens):
        if meaning(token) != noun:
            continue
        kind = without_prefix(tokens[at - 1]) if at == 1 or (at > 1 and _opens_noun(tokens[at - 2])) else ""
        kind = "" if kind in deeds() else kind
        which = _noun_behind(tokens[at + 2 : at + 6]) if tokens[at + 1 : at + 2] in _WITH else []
        if (kind and kind not in known_words) or (any(which) and not set(which) & set(known_words)):
            return True
    return False


def _noun_behind(tokens: Sequence[str]) -> list[str]:
    """Return the words and figures of the noun phrase with which ``tokens`` begin."""
    found: list[str] = []
    for token in tokens:
        word = _which(token)
        if not word and any(found):
            break
        found.append(word)
    return found


def _opens_noun(token: str) -> bool:
    """Say whether a noun with its adjectives may stand behind a word."""
    return token in few("determiners") | few("prepositions") | few("auxiliary") or meaning(token) in deeds()


def _which(token: str) -> str:
    return token if token[0].isdigit() else meaning(token)


def _noun_phrase(tokens: Sequence[str]) -> list[str]:
    """Return the words after "all" or "every", up to a verb or preposition."""
    at = next((at for at, token in enumerate(tokens) if token in {"all", "every", "any", "_all"}), len(tokens))
    found: list[str] = []
    for token in tokens[at + 1 : at + 6]:
        word = _OTHER if token == _OTHER else meaning(token)
        if not word and found:
            break
        found += [word] if word else []
    return found


def narrowed(clause: Clause, sentence: Sentence, nearest: Sequence[int], quotes: QuoteClauses) -> Iterator[str]:
    """Refuse an "only" or "except" that no quote says in any wording."""
    at_figure = any(a == "only" and b[0].isdigit() for a, b in zip(clause.tokens, clause.tokens[1:], strict=False))
    if not clause.marks & {"only", "except"} or at_figure:
        return
    if any(_OTHERS & set(one.tokens) for one in quotes.clauses):
        return  # "further ones cost 30 euros"
    here = [*quotes.clauses] if not nearest else [one for each in quotes.holding(nearest) for one in each.clauses]
    if any(one.negated or one.turned or one.marks & {"only", "just", "except", "must", "if", "before"} for one in here):
        return
    if any(one.kind == "relative" or any(figure.bound for figure in one.figures) for one in here):
        return
    yield f"no quote says “only” or “except”: “{sentence.text}”"
