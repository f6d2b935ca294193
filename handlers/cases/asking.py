"""Whether words of staff ask their customer something, by rule; in doubt they do not, since the case may be closed."""

import re

from workflows.language.lazy import lazy

_QUESTION = lazy(r"[\uff1f\u061f]|\?(?![^\s\"'\u201d\u2019\xbb)\]*_?!])")  # also as Chinese and Arabic write it
_END = lazy(r"(?<=[.!?\u2026\u3002\uff1f\u061f])\s+|\n")
_WHY = lazy(
    r"\W{0,3}(?:(?:and|but|so|now|und|aber|et|mais|y|pero) )?(?:why|how come|warum|wieso|pourquoi|por qu[e\xe9])\b",
    re.IGNORECASE,
)
_YOU = lazy(
    r"\b(?:you|your|yours|please|sie|ihnen|ihre?[mnrs]?|du|dein\w{0,2}|bitte|vous|votre|vos|"
    r"usted(?:es)?|tu|su|por favor)\b",
    re.IGNORECASE,
)
_OURS = lazy(
    r"\b(?:(?:i|we)(?:['\u2019](?:ll|m|re)| will| shall| am| are| have asked)|let me|ich|wir|je|nous|voy a|vamos a)\b",
    re.IGNORECASE,
)
_THEN = lazy(
    r"\b(?:then|once|as soon as|when|if|with (?:that|it)|after|before|so that|while|dann|sobald|wenn|damit|alors|"
    r"d[e\xe8]s que|si|quand|entonces|cuando)\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Say whether words of staff (plain, untrusted) ask the customer something; in an address a "?" does not.

    A question that staff go on to answer themselves ("Why was it charged twice? I will find out.") does not, unless it
    is put to "you". Lines that quote somebody are passed over.
    """
    lines = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith((">", "&gt;")))
    sentences = [one for one in _END.split(lines) if one.strip()]
    answered = False
    for sentence in reversed(sentences):
        if _QUESTION.search(sentence) is None:
            answered = answered or _is_ours(sentence)
        elif not answered or (_YOU.search(sentence) is not None and _WHY.match(sentence) is None):
            return True
    return False


def _is_ours(sentence: str) -> bool:
    """Say whether a sentence says what we do or will do, whatever the customer answers."""
    return _OURS.search(sentence) is not None and _THEN.search(sentence) is None
