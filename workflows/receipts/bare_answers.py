"""An answer that says nothing by itself, and so what the question says: "Of course." to "Do you ship to Norway?".

The reader of sentences sees courtesy in it. Where a customer asks for a yes or a no, it is the statement that they ask
for, and needs a record that speaks of the same. The words are data.
"""

import re
from functools import cache, lru_cache

from workflows.language.lazy import lazy
from workflows.language.sentences import sentences
from workflows.language.word_files import read_words
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.kind_words import are_kind
from workflows.receipts.restating import BEGINS_ALIKE, ids_in, says_nothing, words_in
from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat, plain_apostrophes
from workflows.understanding.drafts import kinds_of
from workflows.understanding.meanings import english_of

REMEMBERED = 8  # messages, records
_MOST = 10  # words of an answer that is looked at
_MOST_ADDED = 4  # words behind what opens an answer, that none of the lists knows
_SHARE = 0.6  # of what a question speaks of: so much in one record, and the record answers it
# What asks for more than a yes or a no, behind a greeting.
_WH = lazy(
    r"(?:\W|(?:hi|hello|hey|and|also|so|but|ok|und|aber|also|et|mais|y|e|ma)\b)*"
    r"(?:what|which|who|whose|when|where|why|how|was|welche\w*|wer|wann|wo|woher|wohin|warum|wieso|wie|que|quoi"
    r"|quel(?:le)?s?|qui|quand|ou|pourquoi|comment|combien|cual(?:es)?|quien(?:es)?|cuando|donde|por que|como"
    r"|cuant[oa]s?|che|cosa|quale|quali|chi|quando|dove|perche|come|quant[oaie])\b(?! if\b)",
    re.IGNORECASE,
)
_VERB = r"(?:can|could|may|do|does|did|is|are|was|will|would|must|should|shall|has|have|am)"
_WHOM = r"(?:i|you|we|u|it|he|she|they|there|the|this|that|these|those|my|your|our|a|an|someone|somebody|anybody)"
# A yes-or-no question within a question, or without its mark.
_WITHIN = lazy(rf"(?:^|[,;:(-] ?|\b(?:and|or|but|so) )(?:please )?{_VERB}(?: not)? {_WHOM}\b", re.IGNORECASE)
# Whoever asks for a deed is granted it by "sure, tell me the number".
_ASKS_FOR_A_DEED = lazy(
    r"\b(?:can|could|may|might|will|would|shall) (?:i|you|we|u|my|the|it)\b"
    r"|\b(?:kann|konnen|konnten|darf|durfen|wurden|konnt|konntest|kannst) (?:ich|sie|wir|du|ihr|man)\b"
    r"|\b(?:pouvez|pourriez|peux|pourrais)-(?:vous|tu|je)\b|\b(?:puis-je|peut-on|est-ce que (?:je|vous|on) p\w+)\b"
    r"|\b(?:puede|puedes|pueden|podria|podrias|podrian|podeis|puedo|podemos|se puede)\b"
    r"|\b(?:puo|puoi|potete|potrebbe|potresti|potreste|posso|possiamo|si puo)\b",
    re.IGNORECASE,
)
_SAYS_IT_IS = lazy(
    r"(?:you|it|that|this|we|they|i|there) (?:do|does|did|may|can|could|will|would|is|are|was|has|have|should)"
    r"(?: not| be)?(?: (?:indeed|fine|okay|ok|possible|allowed|included|so|right|correct|too|all|both))*"
    r"|(?:das|es|sie|du) (?:geht|ist|durfen|konnen|darfst|kannst|bekommen|wird|werden)(?: (?:auch|moglich|so|es|das"
    r"|erlaubt|inbegriffen|nicht|richtig|kein problem))*"
    r"|(?:c'est|ca|cela|vous|il) ?(?:est|pouvez|l'est|peut|aurez|marche|sera)?(?: (?:le|possible|bon|permis|compris"
    r"|prevu|vrai|se faire))*"
    r"|(?:es|esta|se puede|puede|puedes|lo es|lo esta|si puede)(?: (?:posible|incluido|permitido|asi|correcto|bien))*"
    r"|(?:e|si puo|puo|puoi|lo e|va bene)(?: (?:possibile|incluso|permesso|cosi|corretto|compreso|fare))*",
    re.IGNORECASE,
)
# How a thing on record stands, or what was done to it: what stands in the reply beside the answer tells.
_IS_PAST = lazy(
    r"\b(?:did|has|have|is|are|was|were|hat|haben|habt|ist|sind|wurde|avez|a|est|sont|ha|han|habeis|esta|estan|es|avete"
    r"|hanno|e|sono)\b",
    re.IGNORECASE,
)
_ENDS = lazy(
    r"(?:[^\W\d_]+[ ,]+){1,4}(?:yes|no|ja|nein|oui|(?<!ma )non|si)\W*|(?:[^\W\d_]+[ ,]+){1,3}(?:afraid|sadly|leider) "
    r"(?:not|nicht)\W*|no problem(?: at all)?\W*"
    r"|kein problem\W*|(?:sin|nessun|pas de) (?:problemas?|soucis?|probleme)\W*",
    re.IGNORECASE,
)
_ASKS = frozenset({"question", "request"})
_LEAVES_OPEN = frozenset({"limits", "question", "request", "advice", "pointer", "world", "restated"})
_STATES = 0.5  # how likely a short rest of an answer may be a statement, and stand


def answers_barely(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) answers a yes-or-no question of the customer's that no record answers."""
    asked = _asked(allowed.customer)
    if not asked:
        return False
    told = flat(sentence).strip()
    words = words_in(told)
    if not words or len(words) > _MOST or not _is_bare(told, asked):
        return False
    return any(not _is_answered(one, allowed.records) for one in asked)


def _is_bare(told: str, asked: tuple[str, ...]) -> bool:
    """Say whether an answer grants or denies, and says nothing besides."""
    if _SAYS_IT_IS.fullmatch(told.strip(" .!")) or _ENDS.fullmatch(told):
        return True
    opener = _opener().match(told)
    if opener is None:
        return False
    rest = told[opener.end() :]
    left = words_in(rest)
    theirs = {word[:BEGINS_ALIKE] for one in asked for word in words_in(one)}
    adds = read_lists("bare_answers")["adds"].whole
    if all(word in adds or word[:BEGINS_ALIKE] in theirs for word in left):
        return not told.endswith("?")
    # Where the word goes on, it is no answer: "no puedo", "si prefiere".
    return rest[0] != " " and _grants(rest.strip(" ,.!;:-"), asked)


def _grants(rest: str, asked: tuple[str, ...]) -> bool:
    """Say whether what stands behind "yes" asks for what a deed needs, or is a short rest that states something."""
    kinds = kinds_of(plain_apostrophes(rest))
    likely = max(kinds, key=kinds.__getitem__)
    if likely in _ASKS:
        return any(_ASKS_FOR_A_DEED.search(one) for one in asked)
    return (
        len(words_in(rest)) <= _MOST_ADDED
        and likely not in _LEAVES_OPEN
        and kinds["statement"] >= _STATES
        and not are_kind(rest)
    )


@cache
def _opener() -> re.Pattern[str]:
    words = sorted(read_words("workflows.receipts", "bare_answers.toml")["opens"].split(","), key=len, reverse=True)
    one_of = "|".join(re.escape(" ".join(word.split())) for word in words)
    return lazy(rf"\W{{0,3}}(?:{one_of})(?![^\W_])(?:\W{{1,3}}(?:{one_of})(?![^\W_])){{0,2}}", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def _asked(customer: str) -> tuple[str, ...]:
    """Return the yes-or-no questions of a message (untrusted) that are for more than help, flat; linear."""
    found = []
    helps = read_lists("bare_answers")["helps"]
    for one in sentences(customer):
        text = flat(customer[one.start : one.end]).strip()
        asks = (one.question and not _WH.match(text)) or _WITHIN.search(text)
        if asks and not helps.among(spoken_in(text.casefold())):
            found.append(text)
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def _is_answered(question: str, records: tuple[str, ...]) -> bool:
    """Say whether one record speaks of most of what a question speaks of."""
    if _IS_PAST.search(question) and ids_in(question) & ids_in("\n".join(records)):
        return True
    words = [word for word in words_in(question) if not says_nothing(word)]
    lines = [line for record in records for line in flat(record).splitlines()]
    told = [{form for word in words_in(line) for form in (word[:BEGINS_ALIKE], english_of(word))} for line in lines]
    spoken = [{word[:BEGINS_ALIKE], english_of(word)} for word in words]
    return bool(words) and any(sum(not one.isdisjoint(line) for one in spoken) >= _SHARE * len(words) for line in told)
