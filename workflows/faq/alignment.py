"""How an answer lies on its quotes: what is new, dropped, moved or denied. Measures only; ``weighing.py`` weighs them.

Each is 0 where nothing speaks against the answer, and none grows because an answer keeps more of its quote's words.
"""

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from workflows.faq.laid import Laid, Part, word_of
from workflows.faq.vocabulary import few, meaning, opposites
from workflows.faq.words import stem

Measures = dict[str, float]

MOST_WORDS = 120  # of a sentence or of the quotes: more are not compared in their order


def new_words(ours: Laid, theirs: Laid, topic: Collection[str]) -> Measures:
    """Measure what the quotes do not hold: parts of its own, and words between or behind those of a quote."""
    own_parts = 0
    for part in ours.parts:
        words = [(token, word) for token in part.tokens if (word := meaning(token))]
        new = sum(word not in topic and theirs.is_new(token, word) for token, word in words)
        own_parts += len(words) >= 2 and new >= 0.6 * len(words)
    found: Measures = {"new parts": float(min(own_parts, 2))}
    quote = theirs.words[:MOST_WORDS]
    for tokens in ours.sentences:
        line = [(token, word) for token in tokens[:MOST_WORDS] if (word := word_of(token))]
        new_at = [not token[0].isdigit() and theirs.is_new(token, word) for token, word in line]
        for name, value in _placed(new_at, [word for _, word in line], quote):
            found[name] = min(2.0, found.get(name, 0.0) + value)
    return found


def _placed(new_at: list[bool], words: list[str], quote: list[str]) -> Iterator[tuple[str, float]]:
    """Yield what is new between two passages that are neighbours in a quote, and behind the last of a sentence."""
    if not any(new_at):
        return
    blocks = [one for one in SequenceMatcher(None, words, quote, autojunk=False).get_matching_blocks() if one.size]
    for one, other in pairwise(blocks):
        between = sum(new_at[one.a + one.size : other.a])
        if min(one.size, other.size) >= 2 and other.b == one.b + one.size and between:
            yield "put in", min(1.0, (one.size + other.size) / 6) * min(between, 3) / 3
    if blocks and blocks[-1].size >= 2:
        behind = sum(new_at[blocks[-1].a + blocks[-1].size :])
        yield "new at the end", min(behind, 4) / 4 * min(1.0, blocks[-1].size / 4)


def of_two_sentences(ours: Laid, theirs: Laid) -> Measures:
    """Measure the words of a part that stand in another sentence of the quotes than their neighbours do."""
    most = 0.0
    for part in ours.parts:
        home = {theirs.parts[one].sentence for one in _nearest(part, theirs)}
        known = [word for word in part.words if word in theirs.parts_of]
        if home and len(known) >= 2:
            away = sum(not any(theirs.parts[at].sentence in home for at in theirs.parts_of[word]) for word in known)
            most = max(most, away / len(known))
    return {"of two sentences": most}


def _nearest(part: Part, theirs: Laid) -> list[int]:
    """Return the parts that share most words with a part, the rarer a word the more."""
    shares: dict[int, float] = {}
    for word in dict.fromkeys(part.words):
        places = theirs.parts_of.get(word, ())
        for number in places:
            shares[number] = shares.get(number, 0.0) + 1 / len(places)
    best = max(shares.values(), default=0.0)
    return [number for number, share in shares.items() if share >= best - 1e-9]


def dropped(ours: Laid, theirs: Laid, topic: Collection[str]) -> Measures:
    """Measure the conditions of the quotes that are not named while what they belong to is said."""
    found: Measures = {}
    said = ours.known | set(topic)
    for number, part in enumerate(theirs.parts):
        if part.joined not in few("conditions"):
            continue
        elsewhere = {
            word
            for other, one in enumerate(theirs.parts)
            if other != number and one.sentence == part.sentence
            for word in one.words
        }
        tokens = [token for token in part.tokens if word_of(token)]
        own = [token for token in tokens if word_of(token) not in elsewhere] or tokens
        missing = sum(word_of(one) not in said and ours.is_new(one, word_of(one)) for one in own) / len(own)
        beside = [
            one
            for one in theirs.parts[max(0, number - 1) : number + 2]
            if one is not part and one.sentence == part.sentence
        ]
        kept = max((sum(word in said for word in one.words) / len(one.words) for one in beside), default=0.0)
        if missing >= 0.5 and kept >= 0.5:
            name = "dropped if" if part.joined in few("hard_conditions") else "dropped when"
            found[name] = max(found.get(name, 0.0), missing * kept)
    return found


def denied(ours: Laid, theirs: Laid) -> Measures:
    """Measure the words that only the answer denies, and how many more of its parts deny something."""
    stated = {word for part in theirs.parts if part.negated for word in part.words}
    most = 0.0
    for part in ours.parts:
        known = [word for word in part.words if word in theirs.known]
        if part.negated and known:
            most = max(most, sum(word not in stated for word in known) / len(known))
    more = sum(part.negated for part in ours.parts) - sum(part.negated for part in theirs.parts)
    return {"denied here only": most, "more denied": float(min(max(0, more), 2))}


def opposed(ours: Laid, theirs: Laid) -> Measures:
    """Count the words of an answer that the quotes have only the opposite of."""
    here, there = {stem(token) for token in ours.tokens}, {stem(token) for token in theirs.tokens}
    against = sum(bool(opposites().get(word, set()) & there - here) for word in here - there)
    return {"opposites": float(min(against, 2))}
