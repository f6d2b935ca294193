"""Whether words that a model wrote for people are none for them: a refusal, thinking aloud, one word over and over.

A model that refuses puts its refusal into the field as often as beside it, and one that thinks aloud tells a customer
what "the user" wants. Patterns in five languages; untrusted text is read once.
"""

import re
from itertools import groupby

from workflows.language.lazy import lazy
from workflows.language.sentences import sentence_texts

REFUSES = "the words refuse to answer: help as far as you can, or say that a person is needed"
THINKS = "the words are about the customer and not to them: write what the customer is to read, nothing else"
REPEATS = "the words go in a circle: say each thing once"
MOST_ALIKE = 3  # of a word or a sign in a row: "very, very, very" is said
MOST_SENTENCES = 2  # of a refusal: who says more than that says what can be done instead

# What the desk cannot do itself is honest: "I can't help with that from here, but a person can".
_NOT_ABLE = r"(?:'m| am|'re| are)? ?(?:can(?:no|')?t|can not|won't|will not|unable to|not able to|not allowed to)"
_TO_HELP = "assist|help|comply|fulfil+|answer|respond|continue|discuss|provide|do|generate|complete"
_WHAT = "(?: (?:request|question|topic|conversation))?"
_HIERBEI = "(?:dabei|hierbei|damit|bei dieser (?:anfrage|frage))"
_REFUSES = lazy(
    rf"\b(?:i|we){_NOT_ABLE} (?:{_TO_HELP})(?: you)?(?: (?:with|to|on|about))?"
    rf" ?(?:that|this|it|your|the|any)?{_WHAT}[.!]*$"
    r"|\bas an ai\b|\bi(?:'m| am) (?:only |just )?an ai\b"
    rf"|\b{_HIERBEI} kann ich (?:ihnen |dir )?(?:leider )?nicht (?:weiter)?helfen[.!]*$"
    rf"|\bich kann (?:ihnen |dir )?(?:leider )?{_HIERBEI} (?:leider )?nicht (?:weiter)?helfen[.!]*$"
    r"|\bne (?:peux|pouvons) pas (?:vous |t')?(?:aider|répondre|assister)"
    r"(?: (?:avec|à|sur) (?:cela|ça|cette (?:demande|question)))?[.!]*$"
    r"|\bno (?:puedo|podemos) (?:ayudar(?:te|le|les)?|asistir(?:te|le)?|responder)"
    r"(?: (?:con|a) (?:eso|esto|esta (?:solicitud|pregunta|petición)))?[.!]*$"
    r"|\bnon (?:posso|possiamo) (?:aiutar(?:la|ti|vi)?|assister(?:la|ti)|rispondere)"
    r"(?: (?:con|a) (?:questo|ciò|questa (?:richiesta|domanda)))?[.!]*$",
    re.IGNORECASE,
)
# What may be so of any user of a thing: "make sure the user has permission", "check whether the user is signed in".
_STANDS = "has|is|needs"
_CHECKED = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "sure",
        "sure that",
        "check that",
        "ensure that",
        "confirm that",
        "ensure",
        "if",
        "whether",
        "unless",
        "until",
        "when",
        "where",
        "once",
        "which",
        "lets",
        "as",
    )
)
_WANTS = "wants|asks|asked|says|said|seems|writes|wrote|mention(?:s|ed)|report(?:s|ed)|complain(?:s|ed)"
_I_SHALL = r"let me|let's|i(?:'ll| will| should| need to| must| have to)|we (?:should|need to|must)"
_TO_WRITE = (
    "write|draft|craft|compose|formulate|respond|be (?:empathetic|polite|brief|concise|careful|helpful|friendly)"
    "|keep (?:it|this|the) (?:short|brief|concise|simple|reply|tone)|avoid (?:promising|mentioning|saying)"
    "|think (?:step|about (?:this|how|what))"
)
# "I will respond here as soon as you tell me", "let me think about this with you": said to the customer.
_TO_YOU = (
    r"(?! (?:here|again|back|to you|to your (?:question|message)|you|down for you|as soon as|once|when|on monday)\b)"
    r"(?![^.!?]{0,60}\bwith you\b)"
)
_THINKS = lazy(
    rf"\b(?:the|this) (?:user|customer)(?:'s message)? (?:{_WANTS})\b"
    rf"|{_CHECKED}\b(?:the|this) (?:user|customer)(?:'s message)? (?:{_STANDS})\b"
    rf"|\b(?:{_I_SHALL}) (?:now |first |just )?(?:{_TO_WRITE})\b{_TO_YOU}"
    r"|^\W{0,3}(?:final (?:answer|reply|response)|draft(?: reply)?|reply|response|assistant|thought|analysis)\s?:"
    r"|<\/?think"
    r"|\b(?:der|die) (?:nutzer(?:in)?|kund(?:e|in)|user) (?:möchte|will|fragt|schreibt|sagt|braucht|beschwert)\b"
    r"|\b(?:l'utilisateur|le client|la cliente) (?:veut|demande|souhaite|écrit|dit|signale)\b"
    r"|\b(?:el|la) (?:usuari[oa]|client[ea]) (?:quiere|pide|pregunta|escribe|dice|necesita)\b"
    r"|\b(?:l'utente|il cliente|la cliente) (?:vuole|chiede|scrive|dice)\b",
    re.IGNORECASE,
)
_UNIT = lazy(
    r"\d+(?:[.,:]\d+)+|[^\W_]+|[^\w\s.,!?;:'\"()/+*#=_\u2026\u2013\u2014-]"
)  # a word, or a sign that is no punctuation


def why_no_answer(words: str) -> str | None:
    """Return what is wrong with words that are no answer to anybody, for the second attempt; None: nothing."""
    sentences = [one.strip() for one in sentence_texts(words)]
    if 0 < len(sentences) <= MOST_SENTENCES and any(map(_REFUSES.search, sentences)):
        return REFUSES
    if any(map(_THINKS.search, sentences)):
        return THINKS
    units = (one.lower() for one in _UNIT.findall(words))
    said = [one.lower() for one in sentences if len(one) > 1]
    if any(sum(1 for _ in alike) > MOST_ALIKE for _, alike in groupby(units)) or _goes_round(said):
        return REPEATS
    return None


def _goes_round(said: list[str]) -> bool:
    """Say whether so many sentences in a row were said before; new steps between them ("Click Next.") lead on."""
    known: set[str] = set()
    again = 0
    for one in said:
        again = again + 1 if one in known else 0
        known.add(one)
        if again >= MOST_ALIKE:
            return True
    return False
