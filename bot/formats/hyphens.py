"""Words that a line end divides: whether the hyphen there is the typesetter's or the word's own."""

import re

BROKEN = re.compile(r"\b(\w{0,40}[^\W\d_])-\n([a-z]\w{0,40})(?=(-?))")
_WORD = re.compile(r"\b\w{1,40}(?:-\w{1,40}){0,5}")
_NUMBERS = frozenset(
    (
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twelve",
        "half",
        "twenty",
        "thirty",
    )
)
_UNITS = re.compile(
    r"(?:minute|hour|day|night|week|month|year|step|stage|star|storey|story|bed|room|person|piece|part|page|item|seat"
    r"|door|way|third|quarter|digit|one|two|three|four|five|six|seven|eight|nine)s?"
)
# Between small words all hyphens are the word's own: up-to-date, out-of-stock, day-by-day.
_INNER = frozenset(("a", "and", "at", "by", "in", "it", "of", "off", "on", "or", "the", "to", "up"))
# Where typesetters divide, too: after these the hyphen is the word's own only before, or but before, such words.
_BEFORE = {
    "all": r"(?:inclusive|day|night|round|time|season|weather|purpose|risks?|new|natural|year)",
    "co": r"(?:workers?|owners?|owned|pay|payments?|founders?|signers?|authors?|pilots?|insur\w+|drivers?|borrow\w+)",
    "ex": r"(?:works|factory|display|demo|rental|lease|stock|vat|gratia|hire|husband|wife|partners?|employees?)",
    "in": r"(?:stores?|house|app|person|depth|home|room|flight|stock|network|game|ear|branch|country)",
    "off": r"(?:peak|site|season|road|street|topic|grid|duty|plan|white)",
    "on": r"(?:site|demand|call|screen|street|premises?|hold|time|trend)",
    "pre": r"(?:[aeiou]\w*|book\w*|tax|select\w+|fill\w*|regist\w+|check\w*|purchas\w+)",
    "re": r"e\w*",
    "up": r"(?:to|front)",
}
_UNLESS = {
    "non": r"(?:sense|sensical|etheless|chalant\w*|profits?)",
    "self": r"(?:ish|ishly|ishness|less|lessly|ie|ies|same)",
    "well": r"(?:ness|ington|ingtons|spring)",
}
_IS_OWN = {word: re.compile(after) for word, after in _BEFORE.items()}
_IS_NOT = {word: re.compile(after) for word, after in _UNLESS.items()}


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text (untrusted), in small letters, those with hyphens in them as one."""
    return frozenset(_WORD.findall(text.lower()))


def keeps_hyphen(broken: re.Match[str], words: frozenset[str]) -> bool:
    """Say of what ``BROKEN`` found whether its hyphen stays; ``words`` of the document know best."""
    before, after = broken[1].lower(), broken[2].lower()
    if f"{before}-{after}" in words or (broken[3] and after in _INNER):
        return True
    if f"{before}{after}" in words:
        return False
    if before in _NUMBERS:
        return _UNITS.fullmatch(after) is not None
    if before in _IS_OWN:
        return _IS_OWN[before].fullmatch(after) is not None
    if before in _IS_NOT:
        return _IS_NOT[before].fullmatch(after) is None
    return len(before) == 1  # no word is divided after its first letter
