"""Whether a sentence says no more than a record holds: in its words, or in others.

The words for what was done or how something stands are of families (``statuses.toml``): a sentence may use another word
of a family that a record proves, in its own language; a word of a family that none proves is a wrong fact.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words
from workflows.receipts.dates import without_known
from workflows.receipts.facts import AllowedFacts, held
from workflows.receipts.figures import without_times
from workflows.receipts.small_words import small_words
from workflows.receipts.wording import flat
from workflows.understanding.meanings import bare, english_of, meanings_of

_WORD = lazy(r"[^\W_]+(?:['-][^\W_]+)*")
_ELIDED = lazy(r"^(?:[cdjlmnst]|qu|dell|all|nell|sull|un)'(?=.{2}|\d)")  # "l'INV-7", "d'après", "dell'ordine"
_NUMBER = lazy(r"\d[\w.,-]*")
_RMA = lazy(r"\brma-(?=\w*\d)\w+")  # "RMA-E0D7U" is one as "RMA-0" is
_ORDINAL = lazy(r"\d{1,2}(?:st|nd|rd|th|er|re|e|o|a|h|h\d\d|uhr)")  # and a time of day
# What denies nothing of a record: "No problem, it is RMA-7", "don't forget to write it on the parcel".
_NO_DENIAL = lazy(
    r"\b(?:no (?:problem|worries|trouble)|not a problem|(?:do not|never) forget(?: to)?|kein problem|keine ursache"
    r"|vergessen sie nicht|vergiss nicht|pas de (?:probleme|souci)|n'oubli(?:ez|e) pas(?: de)?|sin problemas?"
    r"|ningun problema|no (?:te |se )?olvid(?:es|e)(?: de)?|nessun problema"
    r"|non (?:dimenticare|dimentichi|dimenticarti)(?: di)?)\b",
    re.IGNORECASE,
)
# "Va spedito a": where it is to be sent, not that it is.
_TO_BE_SENT = lazy(
    r"\b(?:va|vanno|andra) (?:ri)?spedit[oaie]|\bda (?:ri)?spedire|\b(?:est|sont) a (?:r?envoyer|expedier)"
    r"|\b(?:debe|deben|hay que|tiene que) (?:enviar|mandar)\w*"
    r"|\b(?:muss|ist|sind) (?=an )|\b(?:to be|should be|needs to be) sent (?=to )",
    re.IGNORECASE,
)
_PIECE = lazy(r"[,;](?=\s)")

# Of a true sentence every other word stands in a record: small words, and who and what it is about, need not.
_NEUTRAL_MEANINGS = """
we i you person have be soft thing_ref once because ask_word hello thanks sorry below details status number
the a to within with and again look more start will must can may see know say records thread lookup
"""
_SMALL_WORDS = "about regarding from there now also already currently latest current following one all"
# Words that lead over to a fact, or tell nothing beside it, in any language.
_NEUTRAL_WORDS = """
already now also still only here there below number name details good tracking gladly all two both of_course status
answer_time of from self that_link about with_it then as_like namely under zwar lautet heisst according far exactly
"""
_NEUTRAL = frozenset(_NEUTRAL_MEANINGS.split())
_SMALL = frozenset(_SMALL_WORDS.split())
_LEADS = frozenset(_NEUTRAL_WORDS.split())
# Things that are called by another name in another language; what was done to them must stand in the record as it is.
_THING_MEANINGS = "order parcel bill device account card return_it warranty price booking address"
_THINGS = frozenset(_THING_MEANINGS.split())
# Words of these meanings are never passed over: what they say a record must say, too.
_CLAIMING_MEANINGS = """
refund credit cancel send arrive due on_way approve fix replace forward contact charge pay offer receive owe free cover
eligible open handle update collect money discount soon policy_time promise stock ready outage mistake done staff not
trouble price possible everything policy vacation transfer secret gift
"""
CLAIMING = frozenset(_CLAIMING_MEANINGS.split())
# Words that only begin like one that could be a claim, or are one in another language.
_NO_CLAIM_WORDS = """comprends comprend comprendo comprende comprensible comprensibile chiama chiamano code codice six
avoir trocken cambia cambian repartis reparti repartir repartie corriere
transportista feel feels repart lista prenda prend prends"""
NO_CLAIM = frozenset(_NO_CLAIM_WORDS.split())
# What an investigation is about: nothing else than the record says.
_CONCERN = lazy(
    r"\b(?:is about|because of|over the|concerns|wegen|es geht um|porte sur|il s'agit|se trata de|trata de"
    r"|por (?:el|la|importe)|riguarda|si tratta)\b",
    re.IGNORECASE,
)
_COMING = frozenset({"expected", "on_its_way", "out_for_delivery", "delayed"})
_ARRIVALS = _COMING | {"delivered"}
_BOTH = frozenset({"both", "beide", "beiden", "ambos", "ambas", "entrambi", "entrambe", "ambedue"})
_PASSING = frozenset({"already", "now", "still", "also", "only"})  # "wird gerade geprüft": within a phrase, too
_PROVED_EACH = 3  # words that a record holds, for each that says nothing known: "it looks as if order 7 were shipped"
_MAY = "mai"  # the month in French and German, "never" in Italian
_SHORT = 2  # letters of a word that says nothing
_MOST_OF_A_LINE = 30  # words of a line that is a record of one thing
_SHORTEST_STEM = 3
_SMALL_WORD = 3  # letters of a word by which no denial is known
REMEMBERED = 8  # sets of records
REMEMBERED_WORDS = 1024
REMEMBERED_TEXTS = 64  # sentences and clauses
_LEADING = "leads"  # a table of statuses.toml that is no family
BEGINS_ALIKE = 6  # letters of a word that are compared with those of the customer's


class _Families(NamedTuple):
    """The phrases of all families, and the families of each: what is said, and what proves it."""

    says: re.Pattern[str]
    said: Mapping[str, frozenset[str]]
    proves: re.Pattern[str]
    proved: Mapping[str, frozenset[str]]


@lru_cache(maxsize=REMEMBERED_TEXTS)
def is_on_record(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether all that a sentence (untrusted) says stands in the records; linear in its length."""
    return _is_told(sentence, allowed) or held(sentence.rstrip(" .!"), allowed.records)


def _is_told(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether each word of a sentence stands in the records, or another one for the same."""
    records = (*_records_of(sentence, allowed.records), *sorted(allowed.done))
    known = _known(records)
    prose = _TO_BE_SENT.sub(" ", _NO_DENIAL.sub(" ", flat(sentence)))
    proofs = (*records, allowed.customer) if allowed.restates else records
    rest = without_times(without_known(prose, proofs), proofs)
    denies = _denies(words_in(rest))
    if denies and not _denied_in(records, rest):
        return False
    spoken = " ".join(word for word in words_in(rest) if english_of(word) not in _PASSING)
    families = _families()
    of_both = not _BOTH.isdisjoint(words_in(rest))
    proved = _proved_twice(records) if of_both else _proved(records)
    told = int(rest != prose)  # a date or an amount of a record
    for match in families.says.finditer(spoken):
        as_written = not of_both and all(word in known for word in words_in(match[0]))
        if not (as_written or families.said[match[0]] & proved):
            return False
        told += 1
    echoed = _known((allowed.customer,) if allowed.only is None else allowed.only)
    things, alike = _things(known), _beginnings(records)
    customers = _beginnings((allowed.customer,))
    names, passed = _names(sentence), 0
    elsewhere = _known(allowed.records) - known
    for word in words_in(families.says.sub(" ", spoken)):
        if word in known or things.intersection(meanings_of(word)):
            told += not says_nothing(word)
        elif says_nothing(word) or _leads(word) or (_is_id(word) and word in echoed) or (denies and _denies([word])):
            continue
        elif word in elsewhere or _is_id(word) or not all(proves(records, one) for one in _claims_of(word)):
            return False
        elif word[:BEGINS_ALIKE] in alike or word[:BEGINS_ALIKE] in customers or _is_inflected(word, known):
            continue  # the thing as the customer calls it, or a form of the record's word
        elif word in names:
            return False
        else:
            passed += 1
    return told > 0 and passed <= (0 if _CONCERN.search(rest) else told // _PROVED_EACH)


def says_unproved(sentence: str, records: tuple[str, ...], families: frozenset[str]) -> bool:
    """Say whether a sentence (untrusted) says one of these families which no line of the records on its things proves.

    False of a sentence that names nothing of the records; linear.
    """
    ids = ids_in(sentence)
    own = tuple(line for line, named in _lines(records) if ids & named)
    known, proved = _families(), _proved(own)
    said = (known.said[match[0]] for match in known.says.finditer(" ".join(words_in(flat(sentence)))))
    return bool(own) and any(one <= families and not one & proved for one in said)


def only_leads_over(clause: str) -> bool:
    """Say whether each word of a clause (untrusted) only leads over to what is recorded: "on record is:"; linear."""
    return all(says_nothing(word) or _leads(word) for word in words_in(flat(clause)))


def ids_in(text: str) -> frozenset[str]:
    """Return the ids of things that a text (untrusted) names."""
    return frozenset(filter(_names_one, words_in(text)))


def says_of_another(clause: str, records: tuple[str, ...]) -> bool:
    """Say whether a clause says of the thing that it names what only a record of another thing holds; linear."""
    own = _records_of(clause, records)
    prose = flat(clause)
    if without_known(prose, own) != without_known(prose, records):
        return True
    foreign = _known(records) - _known(own)
    if any(word in foreign and not says_nothing(word) and not _names_one(word) for word in words_in(clause)):
        return True
    families, mine, all_of_them = _families(), _proved(own), _proved(records)
    said = (families.said[match[0]] for match in families.says.finditer(" ".join(words_in(clause))))
    return any(not one & mine and one & all_of_them for one in said)


@lru_cache(maxsize=REMEMBERED_WORDS)
def meant(texts: tuple[str, ...]) -> frozenset[str]:
    """Return all that words of ``texts`` (untrusted) mean, in any of seven languages; linear."""
    return frozenset(
        meaning
        for text in texts
        for word in words_in(flat(text))
        if word not in NO_CLAIM
        for meaning in meanings_of(word)
    )


def proves(records: tuple[str, ...], meaning: str) -> bool:
    """Say whether a record speaks of this; of an arrival also what is expected, on its way or delivered."""
    return meaning in meant(brief(records)) or (meaning == "arrive" and not _proved(records).isdisjoint(_ARRIVALS))


def will_arrive(records: tuple[str, ...]) -> bool:
    """Say whether a record speaks of something that is still to arrive."""
    return not _proved(records).isdisjoint(_COMING)


@lru_cache(maxsize=REMEMBERED)
def _beginnings(texts: tuple[str, ...]) -> frozenset[str]:
    """Return how the words of texts begin."""
    return frozenset(word[:BEGINS_ALIKE] for word in _known(texts))


def _is_inflected(word: str, known: frozenset[str]) -> bool:
    """Say whether a word is one of the records' with one or two letters more: "Namens" for "Name"."""
    return len(word) > _SHORTEST_STEM + 1 and (
        word[:-1] in known or (word[:-2] in known and len(word) > _SHORTEST_STEM + 2)
    )


@lru_cache(maxsize=REMEMBERED)
def brief(records: tuple[str, ...]) -> tuple[str, ...]:
    """Return the short lines of records: a page of prose has words of all meanings, and proves only its own."""
    return tuple(line for line, _ in _lines(records) if len(line.split()) <= _MOST_OF_A_LINE)


def _names(sentence: str) -> frozenset[str]:
    """Return the words behind the first that have a capital letter: names of carriers and products, German nouns."""
    return frozenset(bare(word.lower()) for word in _WORD.findall(sentence)[1:] if word[0].isupper())


def _denies(words: Iterable[str]) -> bool:
    """Say whether one of some words denies; "24. Mai" is no Italian "mai"."""
    spoken = ["", *words]
    return any(
        "not" in meanings_of(word) and not (word == _MAY and _is_id(before)) for before, word in pairwise(spoken)
    )


def _denied_in(records: Iterable[str], sentence: str) -> bool:
    """Say whether a line of the records, up to a comma, denies something that a sentence speaks of, too."""
    spoken = {word[:BEGINS_ALIKE] for word in words_in(sentence) if len(word) > _SMALL_WORD and not _is_id(word)}
    lines = (line for record in records for line in record.splitlines())
    pieces = (words_in(flat(piece)) for line in lines for piece in _PIECE.split(line))
    return any(
        _denies(piece) and any(word[:BEGINS_ALIKE] in spoken for word in piece if not _denies([word]))
        for piece in pieces
    )


def _claims_of(word: str) -> frozenset[str]:
    return frozenset() if word in NO_CLAIM else CLAIMING.intersection(meanings_of(word))


@lru_cache(maxsize=REMEMBERED_WORDS)
def _leads(word: str) -> bool:
    """Say whether a word only leads over to what is recorded: "noted", "figure", "laut"."""
    whole, begins = _leading()
    return word in whole or word.startswith(begins)


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    """Return the families of ``statuses.toml``, and under "leads" the words that lead over."""
    return read_words("workflows.receipts", "statuses.toml")


@cache
def _leading() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that lead over to a record, and what such words begin with."""
    words = [word.strip() for word in _tables()[_LEADING]["says"].split(",")]
    return frozenset(words), tuple(word[:-1] for word in words if word.endswith("*"))


@cache
def _families() -> _Families:
    said: dict[str, frozenset[str]] = {}
    proved: dict[str, frozenset[str]] = {}
    for name, family in _tables().items():
        if name == _LEADING:
            continue
        for phrases, into in ((family["says"], said), (family["proved_by"], proved)):
            for phrase in (" ".join(one.split()) for one in phrases.split(",")):
                into[phrase] = into.get(phrase, frozenset()) | {name}
    return _Families(_any_phrase(said), said, _any_phrase(proved), proved)


def _any_phrase(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return lazy(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])")


@lru_cache(maxsize=REMEMBERED)
def _proved(records: tuple[str, ...]) -> frozenset[str]:
    """Return the families that the lines of records prove; what denies something, up to a comma, proves none."""
    families = _families()
    lines = (
        _NUMBER.sub("0", _RMA.sub("rma-0", line)) for record in records for line in flat(record).casefold().splitlines()
    )
    pieces = (piece for line in lines for piece in _PIECE.split(line) if not _denies(words_in(piece)))
    found = (match[0] for piece in pieces for match in families.proves.finditer(piece))
    return frozenset(name for phrase in found for name in families.proved[phrase])


def _proved_twice(records: tuple[str, ...]) -> frozenset[str]:
    """Return the families that two lines of records prove: "both are delivered"."""
    each = Counter(name for line, _ in _lines(records) for name in _proved((line,)))
    return frozenset(name for name, times in each.items() if times > 1)


def _records_of(sentence: str, records: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of the records but those that name other ids than the sentence: they are true of something else.

    Of a sentence without an id all are returned.
    """
    ids = set(filter(_names_one, words_in(sentence)))
    return tuple(line for line, named in _lines(records) if not ids or not named or ids & named)


@lru_cache(maxsize=REMEMBERED)
def _lines(records: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the lines of records, each with the ids it names."""
    lines = (line for record in records for line in record.splitlines())
    return tuple((line, frozenset(filter(_names_one, words_in(line)))) for line in lines)


@lru_cache(maxsize=REMEMBERED)
def _things(known: frozenset[str]) -> frozenset[str]:
    """Return what things the words of records are about."""
    return _THINGS.intersection(meaning for word in known for meaning in meanings_of(word))


@lru_cache(maxsize=REMEMBERED)
def _known(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of records; those of the last few are remembered, for each sentence of a reply asks for them."""
    return frozenset(word for text in texts for word in words_in(text))


@lru_cache(maxsize=REMEMBERED_TEXTS)
def words_in(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` (untrusted) in small letters, without accents, elisions and the "s" of an owner."""
    words = map(bare, _WORD.findall(fold(text)))
    return tuple(_ELIDED.sub("", word).removesuffix("'s") if "'" in word else word for word in words)


def _is_id(word: str) -> bool:
    return not word.isalpha() and any(char.isdigit() for char in word)


def _names_one(word: str) -> bool:
    """Say whether a word is the id of one thing: letters and digits, which no date or amount is."""
    return _is_id(word) and any(char.isalpha() for char in word) and not _ORDINAL.fullmatch(word)


@lru_cache(maxsize=REMEMBERED_WORDS)
def says_nothing(word: str) -> bool:
    """Say whether a word tells nothing by itself."""
    if _is_id(word):
        return False
    if (
        len(word) <= _SHORT
        or word in _SMALL
        or all(part in small_words() for part in word.split("'"))
        or english_of(word) in _LEADS
    ):
        return True
    return not _NEUTRAL.isdisjoint(meanings_of(word))
