"""A sentence read again without the nouns of what the customer came about: they alone make no statement.

The reader of sentences has seen "refund" in statements, and takes "the refund can wait" for one. The customer spoke of
it first, so what counts is what the rest says: "the thing can wait" says nothing, "the thing is ready" does.
"""

import re
from functools import cache, lru_cache

from workflows.language.lazy import lazy
from workflows.language.word_files import read_words
from workflows.receipts.clauses import MOST, clauses_of
from workflows.receipts.customers_words import without_questions
from workflows.receipts.deeds import deed_of_ours
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.forms import OURS, is_of_us
from workflows.receipts.kind_words import are_kind, is_a_cheer
from workflows.receipts.policies import answers_with_a_rule
from workflows.receipts.restating import CLAIMING, NO_CLAIM, meant, words_in
from workflows.receipts.standing import cites_an_answer
from workflows.receipts.unheard import WAS_DONE
from workflows.receipts.wording import flat, plain_apostrophes
from workflows.understanding.drafts import kinds_of
from workflows.understanding.meanings import bare, english_of, meanings_of

REMEMBERED = 8  # messages
STATES = 0.25  # how likely the rest may be a statement or harmful
STATES_BEHIND = 0.5  # the like, of a clause behind kind words
ASKS = 0.5  # the like, of a question that names nothing which could be a claim
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_THING = "thing"
# Whoever works with the customer is none of us.
_YOUR_COLLEAGUE = lazy(
    r"\b(?:your (?:own )?|ihre?n? |ihrem? |deine?n? |votre |vos |su |sus |tu |tus |il suo |la sua |i suoi "
    r"|suo )(?:colleagues?|kolleg(?:e|en|in|innen)|collegues?|companer[oa]s?|collegh?[aie])\b",
    re.IGNORECASE,
)
_FRIEND = "your friend"
_NEUTRAL = {"thing": 1, "it": 2}  # what stands for a topic, and how much more doubt it brings
# What is so of a topic, or was done to it, is a statement, though the rest of the sentence is neutral.
_TELLS_OF_IT = lazy(
    r"\bthing (?:(?:now|already|also|still|only|schon|bereits|deja|ya|gia) )?(?:(?:is|are)(?! (?:outside|beyond"
    r"|out of|not something))|was|were|has|have"
    r"|should|will|would|may be|ist|sind"
    r"|wird|werden|wurden?|hat|haben|soll\w*|est|sont|a (?:ete|bien)|ont|sera|seront|doit|es|son|esta|estan|ha"
    r"|han|seran?|debe|e|sono|hanno|sara|deve"
    r"|\w{2,}ed|sent|paid|gone)\b|\b(?:there is|there are) (?:no|an?) thing\b"
    r"|\bthing (?!that|which|who|qui|che|que)\w+ (?:is|are|was|has)\b"
    r"|\bout for thing\b|\b(?:enjoy|have fun with|profitez (?:bien )?de|disfrut\w+ (?:de|del)|si goda|goditi"
    r"|viel (?:freude|spass) mit)(?: \w+)? thing\b",
    re.IGNORECASE,
)
_LONGEST = 24  # letters of a word that are looked at
_OFFERS = lazy(
    r"\W{0,3}(?:(?:and|und|et|y|e) )?(?:shall i|should i|would you like me|soll ich|mochten sie, dass ich"
    r"|dois-je|puis-je|voulez-vous que je|souhaitez-vous que je"
    r"|quieres? que (?:pida|avise|lo|la|le|una persona)|lo hago|le pido|(?:vuole|vuoi) che (?:chieda|avvisi"
    r"|chiami|passi|lo|la|ne|una persona)|devo|lo faccio)\b",
    re.IGNORECASE,
)
_WE_CAN = lazy(r"\b(?:we can|can we|konnen wir|wir konnen|nous pouvons|on peut|podemos|possiamo)\b", re.IGNORECASE)
# "No refund gives that back": none is spoken of.
_NO_TOPIC = lazy(
    r"\b(?:no|keine?|aucune?|ningun[oa]?|nessun[oa]?) (?:thing|refund|replacement|technician|engineer|colleague|money"
    r"|erstattung|ruckerstattung|ersatz|techniker|kollege"
    r"|geld|remboursement|remplacement|technicien|argent|reembolso|recambio|tecnico|dinero|rimborso|ricambio"
    r"|denaro)s?(?: (?:or|oder|ou|o|ni) \w+)?\b",
    re.IGNORECASE,
)
_NOT_AWAY = lazy(r"\bno way\b|\bnicht weg\b", re.IGNORECASE)  # no word for what is under way
_USUALLY = lazy(
    r"\b(?:normally|usually|as a rule|generally|typically|always|half (?:of|the|price)|a third|normalerweise"
    r"|in der regel|meist|meistens|(?<!auch )immer|halfte|drittel"
    r"|normalement|d'habitude|en general|toujours|moitie|tiers|suelen?|normalmente|por lo general|siempre|mitad"
    r"|tercio"
    r"|di solito|di norma|in genere|sempre|meta|terzo)\b",
    re.IGNORECASE,
)
# What of the rest leads on, or tells how things are with the customer; whatever else could be a claim is one.
_LEADS_ON_WORDS = (
    "not trouble receive on_way done open handle contact soon arrive possible everything ready forward send wait due"
)
_LEADS_ON = frozenset(_LEADS_ON_WORDS.split())
# The like in kind words: "a fee on top, that's a lot to carry". In a cheer also: "Mystery solved!"
_WEIGHED = frozenset(
    {"not", "trouble", "handle", "contact", "possible", "everything", "soon", "wait", "offer", "pay", "price"}
)
_SOLVED = frozenset({"fix", "done"})
_MAY_OFFER = frozenset({"not", "open", "handle", "contact", "forward", "return_it", "staff"})
# Who speaks of one of these has spoken of the others.
_ALIKE = (
    frozenset({"refund", "credit", "money", "charge", "pay", "price", "bill", "owe"}),
    frozenset({"order", "parcel", "arrive", "send", "due", "on_way"}),
)


def says_nothing_else(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) is no statement when what the customer came about is left out; linear.

    Kind words need not be read again: they may name what the customer came about, and no other claim.
    """
    if (
        _is_ours(sentence)
        or answers_with_a_rule(sentence, allowed.customer)
        or cites_an_answer(sentence, allowed.records)
    ):
        return False
    rest = _without_topics(sentence, _spoken_of(allowed.customer))
    heard = meant((without_questions(allowed.customer),))
    asks = sentence.rstrip().endswith("?")
    if not asks and _TELLS_OF_IT.search(rest):
        return False
    if _is_kind_throughout(rest) and _is_only_kind(sentence, rest, heard):
        return True
    if _claims(rest) - _LEADS_ON - heard or (rest == sentence and not asks):
        return False
    least = ASKS if asks else STATES
    if asks and _OFFERS.match(flat(sentence)):
        return _claims(rest) - heard <= _MAY_OFFER
    return all(_risk(rest.replace(_THING, one)) < most * least for one, most in _NEUTRAL.items())


def _is_kind_throughout(rest: str) -> bool:
    """Say whether there are kind words in a sentence, and no clause behind them states anything by itself."""
    clauses = clauses_of(rest)[:MOST]
    first = next((number for number, clause in enumerate(clauses) if are_kind(clause)), len(clauses))
    behind = [clause for clause in clauses[first + 1 :] if not are_kind(clause)]
    return are_kind(rest) and all(_risk(clause) < STATES_BEHIND for clause in behind)


def _is_only_kind(sentence: str, rest: str, heard: frozenset[str]) -> bool:
    """Say whether kind words name no other topic and hold no claim; cheers may say that something is solved."""
    rest = _NOT_AWAY.sub(" ", _NO_TOPIC.sub(_THING, rest))
    may = _WEIGHED | _SOLVED if is_a_cheer(sentence) else _WEIGHED
    words = words_in(_WE_CAN.sub(" ", flat(rest)))
    return _claims(rest) - heard <= may and OURS.isdisjoint(words) and not names_a_topic(rest)


def _risk(sentence: str) -> float:
    kinds = kinds_of(plain_apostrophes(sentence))
    return kinds["statement"] + kinds["harm"]


def _is_ours(sentence: str) -> bool:
    """Say whether a sentence tells what we did or will do, or how it usually goes."""
    told = flat(sentence)
    return deed_of_ours(sentence) or is_of_us(told) or any(one.search(told) for one in (WAS_DONE, _USUALLY))


def is_usual(told: str) -> bool:
    """Say whether ``told``, which is flat, tells how it usually goes; linear."""
    return _USUALLY.search(told) is not None


def names_a_topic(sentence: str) -> bool:
    """Say whether a sentence (untrusted) names anything that customers come about; linear."""
    return any(_is_topic(word) for word in words_in(flat(sentence)))


def _without_topics(sentence: str, spoken: frozenset[str]) -> str:
    sentence = _YOUR_COLLEAGUE.sub(_FRIEND, sentence)
    return _WORD.sub(lambda match: _THING if _is_spoken_of(match[0], spoken) else match[0], sentence)


def _is_spoken_of(word: str, spoken: frozenset[str]) -> bool:
    """Say whether a word is a noun of what customers come about, and this one did."""
    small = bare(word.lower())
    return _is_topic(small) and not spoken.isdisjoint((small, english_of(small), *meanings_of(small)))


def _is_topic(word: str) -> bool:
    whole, ends = _topics()
    return word in whole or word[:_LONGEST].endswith(ends)


@lru_cache(maxsize=REMEMBERED)
def _spoken_of(customer: str) -> frozenset[str]:
    """Return the words of a message, what they are in English, and what they mean."""
    words = words_in(flat(customer))
    spoken = frozenset(one for word in words for one in (word, english_of(word), *meanings_of(word)))
    return spoken.union(*(alike for alike in _ALIKE if not alike.isdisjoint(spoken)))


def _claims(rest: str) -> frozenset[str]:
    words = (word for word in words_in(flat(rest)) if word not in NO_CLAIM)
    return frozenset(one for word in words for one in meanings_of(word) if _could_claim(one, word))


def _could_claim(meaning: str, word: str) -> bool:
    return meaning in CLAIMING or (meaning == "return_it" and not _is_topic(word))


@cache
def _topics() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole nouns, and what nouns that are put together end with."""
    words = [word for listed in read_words("workflows.receipts", "topics.toml").values() for word in listed.split()]
    return frozenset(word.removeprefix("*") for word in words), tuple(word[1:] for word in words if word[0] == "*")
