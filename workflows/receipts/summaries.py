"""Whether a sentence sums up what the customer said: nearly all it tells is theirs, in their words or in others.

"So of six glasses four came, one of them chipped" after "Ordered 6 glasses, 4 arrived, one is chipped". What they only
asked is not theirs to have said back as a fact, and nothing that we do or decide is.
"""

from collections.abc import Iterable
from functools import lru_cache

from workflows.receipts.customers_words import without_questions
from workflows.receipts.restating import CLAIMING, says_nothing, words_in
from workflows.receipts.wording import flat
from workflows.understanding.meanings import english_of, meanings_of

REMEMBERED = 8  # messages
_LEAST = 3  # words of the customer's in a sentence that sums up
_SHARE = 0.6  # of all that it tells
_ALIKE = 5  # letters
_TELLING_WORDS = "say write mention understand tell ask want hear listen read describe check sum"
_TELLING = frozenset(_TELLING_WORDS.split())
_NUMBERS = {
    str(number): names.split()
    for number, names in enumerate(
        (
            "one ein eine eins un une uno una",
            "two zwei deux dos due twice second both zweimal",
            "three drei trois tres tre thrice third dreimal",
            "four vier quatre cuatro quattro fourth",
            "five funf cinq cinco cinque fifth",
            "six sechs seis sei sixth",
            "seven sieben sept siete sette",
            "eight acht huit ocho otto",
            "nine neun neuf nueve nove",
            "ten zehn dix diez dieci",
        ),
        start=1,
    )
}
_NUMBER_OF = {name: number for number, names in _NUMBERS.items() for name in names}
# A sentence with one of these tells what is wanted, no fact.
_ASKED_WORDS = """please pls plz kindly bitte svp plait veuillez favor favore cortesia can could would kannst konnen
pouvez peux puede puedes podeis puo puoi potete"""
_ASKED = frozenset(_ASKED_WORDS.split())
_OURS = frozenset({"we", "staff"})
# Of what could be a claim, what tells how things are with the customer: it counts like any other word.
_STATES_WORDS = "not trouble soon vacation policy_time money price due arrive contact receive everything possible"
_DEEDS = (CLAIMING | {"return_it"}) - frozenset(_STATES_WORDS.split())
# These may tell what somebody else did: "the shop sends you back", "the cable changed nothing". They weigh against it.
_WEAK_WORDS = "mistake update open collect free ready handle fix return_it"
_WEAK = frozenset(_WEAK_WORDS.split())
_SAID_TO_THEM = _WEAK | {"send", "offer"}  # where the sentence gives back what somebody told them
_WEIGHS = 2
_SUMMING_UP_WORDS = (
    "resume resumen fasse zusammen sea ricapitolando riassumendo riassunto reprends recapitule cuentas account short"
)
_SUMMING_UP = frozenset(_SUMMING_UP_WORDS.split())


_AGREES_WORDS = """perfect ok okay right sure fine good great understood agreed gut prima klar einverstanden verstanden
also dann parfait entendu accord bien
donc alors perfecto vale entendido bueno entonces perfetto bene inteso allora dunque then"""
_AGREES = frozenset(_AGREES_WORDS.split())
_MOST_OF_AN_ECHO = 5  # words


def echoes(sentence: str, customer: str) -> bool:
    """Say whether a short sentence (untrusted) only agrees with what the customer said: "Tomorrow, then."; linear."""
    theirs = told_by(customer)
    words = words_in(flat(sentence))
    said = [word for word in words if word not in _AGREES]
    claims = CLAIMING.intersection(meaning for word in said for meaning in meanings_of(word)) - {"soon", "wait"}
    agrees = len(said) < len(words) <= _MOST_OF_AN_ECHO
    return agrees and not claims and bool(said) and all(word in theirs for word in said)


def sums_up(sentence: str, customer: str) -> bool:
    """Say whether a sentence (untrusted) tells hardly more than the customer did, and nothing that we do; linear."""
    theirs = told_by(customer)
    words = words_in(flat(sentence))
    weak = _WEAK if _TELLING.isdisjoint(map(english_of, words)) else _SAID_TO_THEM
    found = missed = 0
    for word in words:
        means = meanings_of(word)
        if word in theirs or word[:_ALIKE] in theirs or _number(word) in theirs or english_of(word) in theirs:
            found += not says_nothing(word)
        elif not _OURS.isdisjoint(means):
            return False
        elif says_nothing(word) or english_of(word) in _TELLING or word in _SUMMING_UP:
            continue
        elif not weak.isdisjoint(means):
            missed += _WEIGHS
        elif not _DEEDS.isdisjoint(means) or any(char.isdigit() for char in word):
            return False
        else:
            missed += 1
    return found >= _LEAST and found >= _SHARE * (found + missed)


@lru_cache(maxsize=REMEMBERED)
def told_by(customer: str) -> frozenset[str]:
    """Return what a customer said and did not only ask: words, their beginnings, English for them, and numbers."""
    said = without_questions(customer).splitlines()
    told = words_in(" ".join(one for one in said if _ASKED.isdisjoint(words_in(one))))
    return frozenset(_forms(told))


@lru_cache(maxsize=REMEMBERED)
def forms_in(text: str) -> frozenset[str]:
    """Return the words of a text (untrusted), their beginnings, English for them, and numbers in figures; linear."""
    return frozenset(_forms(words_in(text)))


def _forms(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        yield from (word, word[:_ALIKE], english_of(word), _number(word))


def _number(word: str) -> str:
    """Return a small number in figures, ordinals too; other words as they are."""
    digits = word.removesuffix("am").removesuffix("pm").rstrip("stndrh.,ºo")
    return digits if digits.isdigit() else _NUMBER_OF.get(word, word)
