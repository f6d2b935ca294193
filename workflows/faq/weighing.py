"""Weighs what speaks against an answer: rules that object, and measures of how it lies on its quotes.

The weights are taught by ``python -m tests.evaluation.proof_rows --teach`` (docs/decisions/0038-the-proof-weighs.md).
None is negative: nothing makes an objection smaller.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

from workflows.faq import doers
from workflows.faq.alignment import Measures, denied, dropped, new_words, of_two_sentences, opposed
from workflows.faq.laid import Laid
from workflows.faq.neighbours import exchanged
from workflows.faq.sentences import Sentence
from workflows.faq.strength import small_words_exchanged, stronger_words_new, weaker_words_lost
from workflows.faq.vocabulary import meaning

SHORT = 3  # clauses of the quotes: there a rule is sure of the clause it compares with
LONG = 6
MOST_REASONS = 3
UNSURE = "the answer says something else than its quotes: keep to their words"


def of_rules(rules: Collection[str], clauses: int) -> Measures:
    """Return the rules that object, by name; the fewer ``clauses`` the quotes have, the surer a rule is."""
    short = max(0.0, min(1.0, (LONG - clauses) / (LONG - SHORT)))
    found = {f"rule: {rule}": 1.0 for rule in rules}
    return found | ({f"rule, short: {rule}": short for rule in rules} if short else {})


def measures_of(answer: Sequence[Sentence], quoted: Sequence[Sentence], asked: Sequence[Sentence]) -> Measures:
    """Return what speaks against an answer by how it lies on its quotes, by name."""
    ours, theirs = Laid(answer), Laid(quoted)
    words = {token for one in asked for clause in one.clauses for token in clause.tokens}
    topic = set(map(meaning, words)) - {""}
    found = {
        **new_words(ours, theirs, topic),
        **of_two_sentences(ours, theirs),
        **exchanged(ours, theirs),
        **small_words_exchanged(ours, theirs),
        **doers.others_do(ours.sentences, theirs.sentences),
        **weaker_words_lost(ours, theirs),
        **stronger_words_new(ours, theirs, words),
        **dropped(ours, theirs, topic),
        **denied(ours, theirs),
        **opposed(ours, theirs),
    }
    return {name: value for name, value in found.items() if value}


@cache
def _taught() -> tuple[float, dict[str, float], dict[str, str]]:
    text = files("workflows.faq").joinpath("proof_weights.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return data["least"], data["weights"], data["reasons"]


def weighed(found: Measures, said: Mapping[str, Sequence[str]]) -> list[str]:
    """Return why an answer is refused, what weighs most first; [] if it is not. ``said``: what each rule says of it."""
    least, weights, reasons = _taught()
    shares = sorted(((weights.get(name, 0.0) * value, name) for name, value in found.items()), reverse=True)
    if sum(share for share, _ in shares) <= least:
        return []
    why: list[str] = []
    for share, name in shares:
        if share and (name in reasons or name in said or name.split(": ")[-1] in said):
            why += said.get(name.split(": ")[-1], ()) if name.startswith("rule") else [reasons[name]]
    return list(dict.fromkeys(why))[:MOST_REASONS] or [UNSURE]
