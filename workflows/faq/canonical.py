"""What says the same in English, written one way before an answer is compared with its quote. Wording only.

Marks that begin with "_" stand for bounds and for "all": the reader of sentences knows them.
"""

from functools import lru_cache

from workflows.language.sifting import Sifted

REMEMBERED = 64  # sentences: each is read more than once while one answer is proved
_UNIT = (
    r"(?:[$€£]?\d[\d.,:]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|sixty"
    r"|a hundred)\b)"
)
_MORE = "longer|later|greater|older|higher|larger|heavier|bigger|faster"
_LESS = "fewer|shorter|earlier|younger|lower|smaller|lighter|slower"
_TIME = "[a-z]{3,9} (?:days?|weeks?|months?|years?|hours?)"
_EXTRA = "(?:extra |additional |further )"
_AT_MOST = "at (?:the )?(?:very )?(?:least|most)|(?:no|not) more than|up to|only|exactly"
_NO_CLAUSE = r"(?! (?:you|we|they|it|he|she|the|your|our|all|both|this|that)\b)"
_NO_END = rf"(?! ?[.;!]|$)(?! {_UNIT})"
_COSTS = "(?:charges?|costs?|fees?|payment)"
# Each in the order it is tried; later lines read what earlier ones wrote.
_SAME: tuple[tuple[str, str], ...] = (
    (r"\b(can|could|do|does|did|is|are|was|were|would|should|must|need|has|have|had)n'?t\b", r"\1 not"),
    (r"\bcan'?t\b|\bcannot\b", "can not"),
    (r"\bwon'?t\b", "will not"),
    (r"\bshan't\b", "shall not"),
    (r"'ll\b", " will"),
    (r"'re\b", " are"),
    (r"'ve\b", " have"),
    (r"\b(it|that|there|here|what|who|he|she)'s\b", r"\1 is"),
    (r"\bback(?:s|ed|ing)? up\b", "backup"),
    (r"\bat once\b", "immediately"),
    (r"\btake[sn]? ((?:[^ .;,]{1,20} ){1,4})off (?=the|your|that|it)", r"deduct \1from "),
    (r"\bit (?:is|was) (?:only )?((?:[a-z]{1,20} ){1,4})(?:that|who) ", r"\1"),
    (r"\blook(s|ed|ing)? after\b", r"care\1 for"),
    (r"\b(?:ha(?:s|ve|d) (?:had )?a|takes? a) look\b", "seen"),
    (r"\bcall(?:s|ed|ing)? (?:it |them )?off\b", "cancel"),
    (r"(?<=\d) ?a\.?m\b\.?", " forenoon"),
    (r"(?<=\d) ?p\.?m\b\.?", " pm"),
    (r"\b1st\b", "first"),
    (r"\b2nd\b", "second"),
    (r"\b3rd\b", "third"),
    (r"\bdr(?:ies|ied)\b", "dry"),
    (r"(?<=%) off\b", " discount"),
    # "The judge, not the coach, decides."
    (r"^((?:(?!only\b)[^,;:.])*+), not (?:the|an?|your|our)(?: [^ .;,]{1,20}){1,4},", r"\1"),
    # Conditions.
    (r"\b(?:as|so) long as\b|\bon (?:the )?condition that\b", "if"),
    (
        (
            r"\bprovid(?:ed|ing)(?: that)?"
            r"(?= (?:the|you|your|it|they|we|a|an|that|this|there|no|all)\b)"
        ),
        "if",
    ),
    (r"\bassuming(?: that)?\b|\bin (?:the )?(?:case|event)(?: that| of)?\b", "if"),
    # Everybody and everything.
    (r"\b(?:whether or not|regardless of|irrespective of|no matter|with or without)\b", "_all"),
    (r"\b(?:un|non-?)([a-z]{3,20}) (?:or|and) \1\b|\b([a-z]{3,20}) (?:or|and) (?:un|non-?)\2\b", r"_all \1\2"),
    (r"\bat any (?:time|point)\b|\ball (?:day|the time|about)\b|\b(?:at|after|first of) all\b|\bany ?more\b", " "),
    (r"\bnot (?:only|just)\b", " "),
    (r"\b(?:nothing|none|nobody|no one) (?:but|except|other than)\b|\bno other than\b", "only"),
    (r"\b(?:restricted|limited|reserved) (?:to|for)(?! [$€£]?\d)\b", "only for"),
    (r"\bno one\b", "nobody"),
    (r"\b(?:apart|aside) from\b|\bother than\b|\bexcluding\b", "except"),
    (
        r"\b((?:all|every|each|any|no)(?:thing|body|one)?(?: [a-z]{2,20}){0,4}) but (?!not\b|only\b)(?:for )?",
        r"\1 except ",
    ),
    (r", (?:save|bar) (?:for |that |where )?", ", except "),
    (r"\b(?:stays?|remains?|keeps?) (?:the same|unchanged|as (?:it is|they are))\b", "not change"),
    (r"\bwith the exception of\b|\bexcept(?:ing)?(?: for)?\b", "except"),
    (r"\baround the clock\b|\b24/7\b|\bday and night\b", "_all"),
    (r"\ball (year|day|night|week)(?: round| long| through)?\b", r"all \1"),
    # Bounds.
    (rf"\b(?:no|not) earlier than(?= {_UNIT} [a-z]{{3,9}} (?:before|in advance|ahead))", "_max"),
    (
        (
            r"\b(?:do |does |must |can |may |should )?(?:not|never) ([a-z]{2,20} (?:[a-z]{2,20} )?)"
            rf"(?:more|longer|later|earlier|sooner) than(?= {_UNIT})"
        ),
        r"\1_max",
    ),
    (rf"\b({_AT_MOST}) once\b{_NO_CLAUSE}", r"\1 1 times"),
    (rf"\b({_AT_MOST}) twice\b", r"\1 2 times"),
    (r"\bclos(?:es|ed|ing) at\b", "open until"),
    (r"\bopens at\b", "open from"),
    (r"\b([a-z]{2,20}) excepted\b", r"except \1"),
    (rf"\b(?:no|not) later than(?= {_UNIT})|\bup to\b", "_upto"),
    (rf"\bno later than(?! {_UNIT})|\bby (?=noon\b|midnight\b|the end of\b|[a-z]{{3,6}}day\b)", "until "),
    (r"\bat (?:the )?(?:very )?least\b", "_min"),
    (rf"\bat the (?:very )?earliest\b(?= {_UNIT})", "_min"),
    (r"\bat the (?:very )?earliest\b", "_orplus"),
    (r"\bat the (?:very )?latest\b", " "),
    (rf"\b(?:no|not) (?:less|{_LESS}) than\b", "_min"),
    (r"\bat (?:the )?(?:very )?most\b", "_max"),
    (rf"\b(?:no|not) (?:more|{_MORE}) than\b", "_max"),
    (r"\b(?:not|never) (?:to )?(?:exceed(?:ing|s)?|be over|be above)\b|\bmaximum of\b|\bno over\b", "_max"),
    (r"\bminimum of\b|\bupwards? of\b|\bstarting (?:at|from)\b|\bin excess of\b|\bexceed(?:s|ing)?\b", "_min"),
    (rf"\breach(?:es)?(?= {_UNIT})", "_min"),
    (rf"\b(?:more|{_MORE}) than(?= (?:the age of )?{_UNIT})", "_min"),
    (rf"\b(?:less|cheaper|{_LESS}) than(?= (?:the age of )?{_UNIT})|\blimited to\b", "_max"),
    (rf"\bwithin(?= (?:a period of |the (?:first|next) )?(?:{_UNIT}|{_TIME}))", "_max"),
    (rf"\b(?:or|and) (?:more|over|above|up|upwards?|{_MORE})\b|(?<=\d)\+", " _orplus"),
    (rf"\b(?:or|and) (?:less|under|below|{_LESS})\b", "_orless"),
    (r"\b(?:minimum|min\.|minimal)", "_minimum"),
    (r"\b(?:maximum|max\.|maximal|limit of)", "_maximum"),
    # Two negations.
    (r"\b(?:not|never|nobody|none|no) ([^.;:,]{0,80}?)\b(?:unless|except if|except when)\b", r"only \1if"),
    (r"\b(?:not|never|nobody|none|no) ([^.;:,]{0,80}?)\bwithout\b", r"only \1with"),
    (r"\b(?:not|never|nobody|none|no) ([^.;:,]{0,80}?)\b(?:until|till|before)\b" + _NO_END, r"only \1after"),
    (r"\bwithout ([^.;:,]{1,60}), ([^.;:]{0,80}?)\b(?:not|no)\b", r"only with \1 , \2"),
    # Costs.
    (rf"\b(?:there (?:is|are) )?(?:at |for |with )?(?:no|without(?: any)?) {_EXTRA}?{_COSTS}\b", "free"),
    (r"\bfree of (?:any )?(?:charge|cost)\b|\bfor (?:free|nothing)\b|\bcomplimentary\b", "free"),
    (r"\bcosts? (?:you )?nothing\b|\bpays? nothing\b|\b(?:do|does) not cost (?:you )?anything\b", "free"),
    (
        (
            r"\b(?:(?:do|does) not|without|need not|not have to) (?:have to )?pay(?:ing)?"
            rf"(?: anything| (?:a |any )?{_COSTS}| extra)?"
            r"(?: for)?\b(?! (?:in|by|with)\b)"
        ),
        "free",
    ),
    (r"\b(?:is|are) not charged(?: anything| a fee| extra)?(?: for)?\b", "free"),
    # What is not needed may be missing.
    (r"\b(?:do |does |did )?(?:not need|need not|not have to|no need)(?: to| for)?\b", "without"),
    (r"\bno ((?:[a-z]{2,20} ){1,3})(?:is|are) (?:needed|required|necessary)\b", r"without \1"),
    (r"\bnot free\b", "paid"),
    (
        (
            r"\b((?:(?:a|an|any|the|your) )?[a-z]{2,20}(?: [a-z]{2,20})?) (?:is|are) not"
            r" (?:needed|required|necessary)\b"
        ),
        r"without \1",
    ),
    # Negations in one word.
    (r"\b(is|are|was|be|been|stays?|remains?) (?:closed|shut)\b", r"\1 not open"),
    (r"\b(?:un(suitable|fit|safe)|in(eligible|compatible))\b", r"not \1\2"),
    (r"\b(?:impossible|unable|unavailable|invalid)\b|\bout of stock\b|\bsold out\b", "not possible"),
    (r"\b(?:not possible|not able|not available|not valid)\b", "not possible"),
    (r"\b(?:forbidden|prohibited|banned)\b", "not allowed"),
    (r"\b(is|are|be) excluded(?: from)?\b", r"\1 not covered"),
    (r"\bexcludes?\b", "does not cover"),
    (r"\b(?:refuses?|refused|rejects?|rejected|declines?|declined)\b", "not accept"),
    (r"\bfails? to\b|\brefrain from\b", "not"),
    (r"\bbe avoided\b", "not be used"),
    (r"\b(?:avoid|keep away from|stay away from)\b", "not use"),
    (r"\bunless\b", "if not"),
    (r"\bno longer\b", "not"),
    (r"\bnon-(?=[a-z])", "non"),
)  # fmt: skip
_PATTERNS = tuple((Sifted(pattern, 0), same) for pattern, same in _SAME)


@lru_cache(maxsize=REMEMBERED)
def canonical(folded: str) -> str:
    """Return a folded sentence with its bounds, negations and costs written one way."""
    for pattern, same in _PATTERNS:
        folded = pattern.sub(same, folded)
    return folded
