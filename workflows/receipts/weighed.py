"""How doubtful each sentence of a draft is, by all that is read of it at once.

What the two readers make of it, which rules it breaks or keeps, how much of it the customer or a record said, who does
what in it, and where it stands: a logistic weighing of these, learnt from drafts that were labelled as wholes and that
no reader was taught (docs/decisions/0105-drafts-weighed-at-once.md). What is absolute is not weighed: see
``statements`` and ``check``.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from workflows.receipts.claims import claim_in
from workflows.receipts.deeds import allows, deed_of_ours
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.forms import could_claim, is_of_us, says_we_do, says_we_will, states_nothing_new
from workflows.receipts.restating import CLAIMING, brief, ids_in, is_on_record, meant, says_nothing, words_in
from workflows.receipts.statements import DOUBTED, NO_STATEMENT, Said, is_told
from workflows.receipts.summaries import forms_in, told_by
from workflows.receipts.topics import is_usual
from workflows.receipts.unheard import WAS_DONE
from workflows.receipts.wording import flat
from workflows.understanding.meanings import english_of

NAME = "drafts_weighed.json"
READER = "claim beside message"
LEAST = 1e-4  # of a likelihood, whose log-odds are weighed
ALONE = -9.0  # the log-odds of the other sentences where there is none
_STEM = 5  # letters of a word that are compared
MOST = 40  # sentences of a draft that are weighed beside each other


def doubts(said: Sequence[Said], allowed: AllowedFacts) -> list[float]:
    """Return the log-odds that each sentence states what no record holds, or does harm; linear.

    What the reader of sentences finds nothing in is never refused for what is weighed, so it is not weighed.
    """
    odds = [_odds(one.states) for one in said]
    return [
        _doubt(one, _read_at(at, said, odds, allowed), allowed) if one.likely >= NO_STATEMENT else -math.inf
        for at, one in enumerate(said)
    ]


def _doubt(said: Said, read: Mapping[str, float], allowed: AllowedFacts) -> float:
    """Return the log-odds of a sentence; whether it is told, which only lowers them, is read where it can matter."""
    score = _weighed(read)
    return score + _weighed(told_of(said, allowed)) - _weighed({}) if score >= DOUBTED else score


def told_of(said: Said, allowed: AllowedFacts) -> dict[str, float]:
    """Return what is weighed of a sentence that gives back what the customer said, or a record clause by clause."""
    told = is_told(said.text, allowed)
    return {"told": float(told), "claim, told": _odds(said.states) * float(told)}


def _weighed(read: Mapping[str, float]) -> float:
    weights = _weights()
    return weights["all"] + sum(value * weights.get(name, 0.0) for name, value in read.items())


def readings(said: Sequence[Said], allowed: AllowedFacts) -> Iterator[dict[str, float]]:
    """Yield by name what is weighed of each sentence, without ``told_of``."""
    odds = [_odds(one.states) for one in said]
    yield from (_read_at(at, said, odds, allowed) for at in range(len(said)))


def _read_at(at: int, said: Sequence[Said], odds: Sequence[float], allowed: AllowedFacts) -> dict[str, float]:
    """Return what is weighed of the sentence at ``at`` among its neighbours."""
    found = _read(said[at], odds[at], allowed)
    others = [*odds[max(at - MOST, 0) : at], *odds[at + 1 : at + MOST]] or [ALONE]
    found |= {"others' claim": max(others), "sentences": math.log(len(said)), "only": float(len(said) == 1)}
    found |= {"first": float(at == 0), "last": float(at == len(said) - 1), "place": at / max(len(said) - 1, 1)}
    return found


def _read(said: Said, odds: float, allowed: AllowedFacts) -> dict[str, float]:
    """Return what is weighed of a sentence by itself."""
    facts = "\n".join(brief(allowed.records))
    asks = said.text.rstrip().endswith("?")
    claims = could_claim(said.text)
    found = {
        "claim by words": _odds(said.likely),
        "claim": odds,
        "claim or harm": _odds(said.risk),
        "harm": said.harm,
        READER: claim_in(said.text, allowed.customer, facts),
        "?": float(asks),
        "!": float(said.text.rstrip().endswith("!")),
        "could claim": float(claims),
        "record": float(bool(facts)),
    }
    found |= _rules(said.text, allowed) | _shares(said.text, allowed.customer, facts)
    crossed = {
        "?": asks,
        "record": bool(facts),
        "no claim": not claims,
        "theirs": found["theirs or asked"],
    }
    return found | {f"claim, {name}": odds * float(value) for name, value in crossed.items()}


def _rules(sentence: str, allowed: AllowedFacts) -> dict[str, float]:
    """Return which rules say something for or against a sentence."""
    told = flat(sentence)
    seen = {
        "nothing new": states_nothing_new(sentence, allowed),
        "on record": is_on_record(sentence, allowed),
        "deed": deed_of_ours(sentence),
        "of us": is_of_us(told),
        "we do": says_we_do(told),
        "we will": says_we_will(told),
        "was done": WAS_DONE.search(told) is not None,
        "usually": is_usual(told),
        "allows": allows(told),
    }
    return {name: float(value) for name, value in seen.items()}


def _shares(sentence: str, customer: str, facts: str) -> dict[str, float]:
    """Return how much of what a sentence says the customer or a record said."""
    words = words_in(flat(sentence))
    telling = [word for word in words if not says_nothing(word)]
    told, asked, recorded = told_by(customer), forms_in(customer), forms_in(facts)
    known = [_share(telling, one) for one in (told, asked, recorded)]
    new = 1 - _share(telling, asked | recorded) if telling else 0.0
    ids, claims = ids_in(sentence), meant((sentence,)) & CLAIMING
    theirs, on_record = meant((customer,)), meant((facts,))
    found: dict[str, float] = dict(zip(("theirs", "theirs or asked", "recorded"), known, strict=True))
    return found | {
        "new": new,
        "new words": math.log1p(new * len(telling)),
        "telling words": math.log1p(len(telling)),
        "words": math.log1p(len(words)),
        "figure": float(any(char.isdigit() for char in sentence)),
        "id": float(bool(ids)),
        "id of the customer": float(not ids.isdisjoint(ids_in(customer))),
        "id on record": float(not ids.isdisjoint(ids_in(facts))),
        "claims": len(claims),
        "claims on record": len(claims & on_record),
        "claims of the customer": len((claims & theirs) - on_record),
    }


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    alike = sum(not known.isdisjoint((word, word[:_STEM], english_of(word))) for word in words)
    return alike / max(len(words), 1)


def _odds(likely: float) -> float:
    return math.log(max(likely, LEAST) / max(1 - likely, LEAST))


@cache
def _weights() -> Mapping[str, float]:
    file = resources.files("workflows.understanding.weights") / NAME
    learnt: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return dict(learnt["weights"])
