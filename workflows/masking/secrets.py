"""Secrets in a text: keys and tokens by their shape, and values that a word before them calls a secret."""

import re
from collections.abc import Iterator

from workflows.language.lazy import lazy

# Shapes that are secrets wherever they stand (the issuers' documented prefixes).
_TOKENS = lazy(
    r"(?<![A-Za-z0-9])(?:"
    r"sk-(?:[A-Za-z0-9]{1,10}-){0,3}[A-Za-z0-9_-]{16,}+|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}+"
    r"|xoxe?\.?xox[a-z]-[A-Za-z0-9-]{8,}+|xox[a-z]-[A-Za-z0-9-]{8,}+|xapp-[A-Za-z0-9-]{8,}+|xwfp-[A-Za-z0-9-]{8,}+"
    r"|gh[pousr]_[A-Za-z0-9]{16,}+|github_pat_[A-Za-z0-9_]{16,}+|gl[a-z]{2,5}-[A-Za-z0-9_-]{16,}+"
    r"|(?:AKIA|ASIA)[A-Z0-9]{12,}+|AIza[A-Za-z0-9_-]{20,}+|GOCSPX-[A-Za-z0-9_-]{16,}+|ya29\.[A-Za-z0-9_-]{16,}+"
    r"|npm_[A-Za-z0-9]{30,}+|pypi-[A-Za-z0-9_-]{30,}+|hf_[A-Za-z0-9]{20,}+|dop_v1_[a-f0-9]{32,}+"
    r"|shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32,}+|whsec_[A-Za-z0-9+/=]{16,}+|\d{8,10}:AA[A-Za-z0-9_-]{32,}+"
    r")"
    r"|(?:(?<![A-Za-z0-9_-])|(?<=[\s*]_))(?:"  # the classes hold what stands before: else each part is read to its end
    r"eyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]{4,}+(?:\.[A-Za-z0-9_-]*+)?"
    r"|SG\.[A-Za-z0-9_-]{16,}+\.[A-Za-z0-9_-]{16,}+"
    r")"
    r"|https://hooks\.slack\.com/[^\s<>|]{5,}+"
)
_KEY_BEGINS = lazy(r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_KEY_ENDS = lazy(r"-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_PASSWORD_IN_URL = lazy(r"://[^\s/@:]{0,200}+:(?P<value>[^\s/<>\"'`\[\]]{1,200})@")

# Any text with a word of _LONG, _SHORT, _CODE or _HEADER holds one of these: most texts are spared the patterns below.
_STEMS = (
    *("pass", "pwd", "pw", "kennwort", "passe", "mdp", "contrase", "wachtwoord", "senha", "hasło", "haslo", "lösenord"),
    *("losenord", "adgangskode", "salasana", "şifre", "heslo", "jelszó", "lozinka", "парол", "密", "パスワ", "비밀번"),
    *("secret", "token", "key", "credential", "bearer", "authorization", "cvv", "cvc", "pin", "otp", "code"),
    *("geheimzahl",),
)
# Words for a secret that stand inside longer ones, too: DB_PASSWORD, clientSecret, Kundenpasswort.
_LONG = (
    r"pass[ _-]?(?:words?|wort|wd|phrase|code)|passord|kennwort|mots? de passe|contrase(?:ñ|n|n\u0303)a|wachtwoord"
    r"|senha|palavra[ -]passe|has[łl]o|l[öo]senord|adgangskode|salasana|şifre|heslo|jelszó|lozinka|парол[ьяі]"
    r"|密码|密碼|パスワード|비밀번호"
    r"|secret(?:[ _-]?(?:access[ _-]?)?(?:key|token))?|(?:api|access|auth|private|account|signing|encryption|shared)"
    r"[ _-]?(?:access[ _-]?)?(?:key|token|secret)|token|credentials?"
)
_SHORT = r"pass|pwd?|mdp|geheimzahl"
_LEFT = r"(?<![^\W_])"
_QUOTED = (
    r"\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|`[^`\n]{1,200}`|[“„][^“”\n]{1,200}[“”]|\u2018[^\u2018\u2019\n]{1,200}\u2019"
)
_REST = r"[^\s\"'`“”\u2018\u2019"  # a class left open
_VALUE = rf"(?P<value>{_QUOTED}|{_REST}]{{3,}}+)"
# In the query of an address the next field ends it; the value may be empty then.
_FIELD = rf"(?P<value>{_QUOTED}|(?(query)(?={_REST}]{{3}}){_REST}&]*+|{_REST}]{{3,}}+))"
_ASSIGNED = lazy(
    rf"(?:(?P<query>(?<=[?&]))|)(?:{_LONG}|{_LEFT}(?:{_SHORT}))(?:_\w{{1,24}}|\d{{1,3}})?+[\"'`*_\])]{{0,3}}\s{{0,3}}"
    rf"(?P<sign>[:=]=?>?|->|→|\uff1a|\uff1d)[*_]{{0,2}}\s{{0,3}}{_FIELD}",
    re.IGNORECASE,
)
_IS = lazy(
    rf"{_LEFT}(?:{_LONG}|pwd?|mdp|geheimzahl)(?:['\u2019]s|\s{{1,3}}(?:is|was|ist|war|lautet|est|es|era|è|é|är|er))\b\s?:?"
    rf"\s{{0,3}}{_VALUE}",
    re.IGNORECASE,
)
# "password hunter2": without a sign or verb only what is made of letters and digits.
_BARE = lazy(
    rf"{_LEFT}(?:pass ?(?:word|wort|wd|phrase)|kennwort|wachtwoord|mot de passe|contraseña|pwd?|credentials"
    r"|(?<=/)pass)\s{1,3}"
    r"(?P<value>(?=[^\s\d]{0,60}\d)(?=[^\sA-Za-z]{0,60}[A-Za-z])[^\s\"'`“”\u2018\u2019]{6,64}(?!\S))",
    re.IGNORECASE,
)
_HEADER = lazy(
    r"\bbearer\s{1,3}(?P<bearer>[A-Za-z0-9._~+/=-]{12,}+)|\bauthorization\s?:\s?[a-z]{1,12}\s{1,2}(?P<basic>[^\s\"'\[]{8,}+)",
    re.IGNORECASE,
)
_CODE = lazy(
    r"\b(?:cvv2?|cvc2?|pin(?: ?code)?|otp|one[- ]time (?:code|pass ?word|pin)"
    r"|(?:security|verification|authentication|2fa|recovery|backup|log-?in) code|geheimzahl)\b"
    r"(?:\s(?:of|for|on)(?:\s(?:the|my|our|this))?\s[a-z]{3,12}(?=\s?(?:is\b|was\b|:|=)))?"  # "the PIN of my card is"
    r"(?:\s?(?:number|is|was|ist|lautet|:|=)){0,2}\s{0,2}(?P<value>\d{3}[ -]\d{3}|\d{3,8})(?!\d)",
    re.IGNORECASE,
)
_NO_VALUE = lazy(
    r"(?:not?|wrong|incorrect|correct|invalid|valid|being|still|too|the|an?|always|never|now|lost|gone|unknown"
    r"|weak|strong|old|new|same|right|fine|ok|okay|out|in|on|only|also|just|very|required|mandatory|safe|secure|bad"
    r"|good|it|that|this|my|your|what|hidden|case|longer|missing|empty|unsafe|must|should|has|have|needs?|at|please"
    r"|see|reset|where|how|when|why|who|which|can|could|is|are|do|does|i|we|you|they|none|yes|null|true|false|nil|undefined|failed|missing"
    r"|falsch|vergessen|abgelaufen|ungültig|gesperrt|nicht|weg|richtig|korrekt|neu|alt|zu|kein|unbekannt|erforderlich|ich|wir|wo|wie"
    r"|oublié|incorrecte?|invalide|perdu|faux|expiré|pas|trop|le|la|mon|requis|obligatoire"
    r"|olvidad[ao]|incorrect[ao]|inválid[ao]|perdid[ao]|caducad[ao]|muy|el|mi|obligatori[ao]|errónea|esqueci"
    r"|vergeten|verkeerd|onjuist|verlopen|kwijt|niet|ongeldig|het|mijn|te|verplicht"
    r"|[a-z]{2,40}(?:ed|ing|n't|nt))[.,;:!?)]{0,3}",
    re.IGNORECASE,
)
_PROSE_GOES_ON = lazy(r" (?!and\b|but\b|please\b)[\w\[]")
_TRAILING = ".,;:!?)"
_QUOTES = "\"'`“„\u2018"


def find_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of keys and tokens, and of passwords inside URLs. Linear in the length of the text."""
    yield from (match.span() for match in _TOKENS.finditer(text))
    yield from (match.span("value") for match in _PASSWORD_IN_URL.finditer(text))
    yield from _private_keys(text)


def _private_keys(text: str) -> Iterator[tuple[int, int]]:
    """Yield private keys; one whose end is missing goes on to the end of the text."""
    done = 0
    for begins in _KEY_BEGINS.finditer(text):
        if begins.start() >= done:
            ends = _KEY_ENDS.search(text, begins.end())
            done = ends.end() if ends else len(text)
            yield begins.start(), done


def find_named(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of values that a word before them calls a secret. Linear in the length of the text."""
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return
    yield from (match.span(match.lastgroup or 0) for match in _HEADER.finditer(text))
    yield from (match.span("value") for match in _CODE.finditer(text))
    for pattern in (_ASSIGNED, _IS, _BARE):
        yield from _values(text, pattern)


def _values(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield what a pattern calls a secret; a word that is none may itself call what follows one."""
    at = 0
    while (match := pattern.search(text, at)) is not None:
        start, end = match.span("value")
        value = match["value"]
        if value[:1] not in _QUOTES:
            value = value.rstrip(_TRAILING)
            end = start + len(value)
        if value and not value.startswith(("[secret", "[card")) and not _is_prose(text, pattern, match, value, end):
            yield start, end
            at = max(end, start + 1)
        else:
            at = start


def _is_prose(text: str, pattern: re.Pattern[str], match: re.Match[str], value: str, end: int) -> bool:
    """Tell 'my password is swordfish' from 'the token is part of the link' and 'password: required'."""
    if pattern is _ASSIGNED:
        is_setting = match["sign"] == "=" and match.end("sign") == match.start("value")
        return not is_setting and _NO_VALUE.fullmatch(value) is not None
    if _NO_VALUE.fullmatch(value):
        return True
    return value.isalpha() and value.islower() and _PROSE_GOES_ON.match(text, end) is not None
